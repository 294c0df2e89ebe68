"""A scenario in words: calendar, table, government, what may happen, and what differs from the baseline."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from sim.analysis.signature_doubt import is_signature_doubtful
from sim.reporting.report.baseline_words import baseline_sentence, figure_text, has_own_parties
from sim.reporting.report.government_words import and_list, day_text, governments_told
from sim.reporting.report.parts import facts, plain_text
from sim.reporting.report.sources import is_assumed, is_figure_assumed
from sim.reporting.report.words import (
    AFTER_LAPSE,
    AS_IT_WAS,
    ASSUMED_TOO,
    BY_BOTH,
    CALENDAR,
    CALENDAR_WITHOUT_PAUSE,
    CHANCE_ASSUMED,
    DATE_NAMES,
    DATES_ASSUMED,
    DATES_CHOSEN,
    DATES_KNOWN,
    EVENT,
    EXTENDED,
    FIRM,
    GRID_OR,
    IN_FORCE,
    IN_FORCE_TO_END,
    IN_FORCE_WITHOUT_PAUSE,
    IS_ASSUMED,
    MANY_TIMES,
    NO_DEADLINE,
    PEER,
    PEER_BOTH,
    PEER_CHANGES,
    PEER_CONTAGION,
    PEER_PARITY,
    PEER_PRICE,
    SIMULATED,
    STEPS,
    TIMES,
    TOTALS,
    VOIDED_LATER,
    WORDS,
)
from sim.reporting.words import label, level_name, percent, spelled_label
from sim.scenario.differences import baseline_data, differences_from
from sim.scenario.schema.block import number_text
from sim.scenario.schema.events import Event
from sim.scenario.schema.issues import IssuePart
from sim.scenario.schema.quantity import Quantity
from sim.scenario.schema.scenario import Scenario

MOST = 4  # extensions whose dates are named
SHORT_GRID = 3  # levels that are named each


def scenario_html(spec: Scenario, data: Mapping[str, Any] | None, wins: str = "") -> str:
    """Return a scenario in words, given its plain data, without which nothing is said of the baseline.

    wins   how many worlds each candidate wins, in words; nothing where that is not known
    """
    told = [
        ("calendar", f"{calendar_sentence(spec)} {simulated_sentence(spec)} {dates_sentence(spec, data)}"),
        ("table", table_sentence(spec)),
        ("government", governments_told(spec, wins)),
        ("events", events_sentence(spec)),
        ("baseline", "" if data is None else baseline_sentence(data)),
    ]
    return facts((WORDS[name], plain_text(text)) for name, text in told)


def calendar_sentence(spec: Scenario) -> str:
    """Return when the talks begin, when the pause ends, and how often it may be made longer."""
    days = {name: day_text(getattr(spec.calendar, name)) for name in ("pause", "talks", "deadline")}
    if not spec.has_deadline:
        return NO_DEADLINE.format(**days)
    if not spec.has_pause and not spec.may_extend:
        return FIRM.format(**days)
    most, moved = spec.deadline.most, extension_dates(spec)
    said = (CALENDAR if spec.has_pause else CALENDAR_WITHOUT_PAUSE).format(
        **days,
        most=TIMES.get(most, MANY_TIMES.format(count=most)),
        days=spec.deadline.extension_days,
        ends=EXTENDED.format(dates=and_list([when.strftime("%-d %B") for when in moved])) if moved else "",
        both=BY_BOTH if spec.deadline.by == "both" else "",
        assumed=(supposed := IS_ASSUMED if is_assumed(spec.deadline.source) else ""),
    )
    after = spec.deadline.after_lapse
    voided = VOIDED_LATER if is_signature_doubtful(spec) else ""
    going_on = AFTER_LAPSE.format(chance=chance_text(after.go_on), days=after.days, assumed=supposed, voided=voided)
    return f"{said} {going_on}" if spec.has_pause else said


def simulated_sentence(spec: Scenario) -> str:
    """Return until when is simulated."""
    return SIMULATED.format(date=day_text(spec.calendar.horizon))


def dates_sentence(spec: Scenario, data: Mapping[str, Any] | None) -> str:
    """Return whether the dates are from sources or assumed, and which of them a variant of the baseline has chosen."""
    if is_assumed(spec.calendar.source):
        return DATES_ASSUMED
    changed = [] if data is None or has_own_parties(data) else differences_from(baseline_data(), data)
    paths = {one.path for one in changed}
    chosen = [name for key, name in DATE_NAMES.items() if f"calendar.{key}" in paths]
    return DATES_KNOWN.format(chosen=DATES_CHOSEN.format(names=and_list(chosen)) if chosen else "")


def extension_dates(spec: Scenario) -> list[date]:
    """Return the days on which the pause ends as it is made longer again and again; none where it is so many times."""
    most = spec.deadline.most if spec.deadline.most <= MOST else 0
    return [
        spec.calendar.deadline + timedelta(days=spec.deadline.extension_days * times) for times in range(1, most + 1)
    ]


def table_sentence(spec: Scenario) -> str:
    """Return what is negotiated, and between which ends."""
    shown = {name: part for name, part in spec.issues.items() if part.on_table}
    said = "; ".join(issue_text(name, part, spec.no_deal is None) for name, part in shown.items())
    if spec.no_deal is not None:
        return said
    totals = TOTALS if any(part.unit == "bn USD" for part in shown.values()) else ""
    without_pause = IN_FORCE_WITHOUT_PAUSE if spec.has_deadline else IN_FORCE_TO_END
    return f"{said} {(IN_FORCE if spec.has_pause else without_pause).format(totals=totals)}"


def issue_text(name: str, part: IssuePart, in_force: bool = True) -> str:
    """Return an issue with its grid and, where a level of it is in force without a deal, that level."""
    unit = "" if part.unit == "level" else f" {part.unit}"
    lapsed = "" if part.lapsed == part.now else f", then {level_text(part.lapsed)}"
    held = f" ({level_text(part.now)}{lapsed})" if in_force else ""
    return f"{spelled_label(name)} {grid_text(part.levels, unit)}{held}"


def grid_text(levels: Sequence[Any], unit: str) -> str:
    """Return the levels of a grid with their unit: its ends and its step where that is one, else all."""
    if len(levels) > SHORT_GRID and not isinstance(levels[0], str):
        steps = {round(abs(other - one), 9) for one, other in pairwise(levels)}
        if len(steps) == 1:
            first, last, step = map(level_text, (levels[0], levels[-1], steps.pop()))
            return STEPS.format(first=first, last=last, unit=unit, step=step)
    told = [level_text(level) for level in levels]
    return GRID_OR.join(filter(None, [", ".join(told[:-1]), told[-1]])) + unit


def level_text(level: Any) -> str:
    """Return a level of a grid."""
    return level_name(level) if isinstance(level, str) else number_text(level)


def events_sentence(spec: Scenario) -> str:
    """Return what may happen, when, and in which share of worlds."""
    told = "; ".join(event_text(event, spec.issues) for event in spec.events)
    return told + (peer_effects(spec) if any(peer_text(event, spec.issues) for event in spec.events) else "")


def peer_effects(spec: Scenario) -> str:
    """Return what a peer's deal changes for both parties; nothing where no precedent is stated."""
    held = spec.precedent
    if held is None:
        return ""
    parity = any(rule.parity is not None for rule in held.tariffs.values())
    of_a = PEER_BOTH if held.tariffs and held.price else PEER_CONTAGION if held.tariffs else PEER_PRICE
    told = [*([PEER_PARITY] if parity else []), *([of_a] if held.issues else [])]
    return PEER_CHANGES.format(effects=and_list(told)) if told else ""


def event_text(event: Event, issues: Mapping[str, IssuePart]) -> str:
    """Return one event in words."""
    when = day_text(event.date) if event.date else "between {} and {}".format(*map(day_text, event.between or ()))
    share, name = chance_text(event.probability), label(event.name)
    return (
        EVENT.format(name=name[:1].upper() + name[1:], when=when, share=share)
        + peer_text(event, issues)
        + origin_text(event)
    )


def origin_text(event: Event) -> str:
    """Return that an event's chance is assumed, and whether its day and its terms are; nothing where it is not."""
    if not is_figure_assumed(event.probability, event.source):
        return ""
    return CHANCE_ASSUMED.format(rest=ASSUMED_TOO if is_assumed(event.source) else AS_IT_WAS)


def chance_text(chance: Quantity) -> str:
    """Return a chance as a percentage, or how it is drawn."""
    return percent(chance.value) if chance.value is not None else figure_text(chance.model_dump(exclude_none=True))


def peer_text(event: Event, issues: Mapping[str, IssuePart]) -> str:
    """Return the terms of a peer's deal; nothing of another event."""
    known = {name: level for name, level in (event.peer or {}).items() if isinstance(level, float | int)}
    terms = ", ".join(f"{label(name)} {number_text(level)} {issues[name].unit}" for name, level in known.items())
    return PEER.format(terms=terms) if terms else ""
