"""A scenario in words: calendar, table, government, what may happen, and what differs from the baseline."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from textwrap import shorten
from typing import Any

from sim.analysis.signature_doubt import is_signature_doubtful
from sim.reporting.report.parts import facts, paragraph, plain_text, table
from sim.reporting.report.words import (
    AFTER_LAPSE,
    CALENDAR,
    CALENDAR_WITHOUT_PAUSE,
    EVENT,
    EXTENDED,
    FIRM,
    FROM_BASELINE,
    GRID_OR,
    IN_FORCE,
    IN_FORCE_WITHOUT_PAUSE,
    MANY_TIMES,
    MORE_DIFFERENCES,
    NO_DEADLINE,
    NO_VOTE,
    NOT_FROM_BASELINE,
    NOT_THERE,
    OWN_PARTIES,
    PEER,
    STEPS,
    TIMES,
    TOTALS,
    VOIDED,
    VOTE,
    WORDS,
)
from sim.reporting.words import label, percent, spelled_label
from sim.scenario.differences import ScenarioDifference, baseline_data, differences_from
from sim.scenario.schema.block import number_text
from sim.scenario.schema.events import Event
from sim.scenario.schema.issues import IssuePart
from sim.scenario.schema.party_names import party_keys
from sim.scenario.schema.quantity import Quantity
from sim.scenario.schema.scenario import Scenario

MOST = 4  # differences that the brief names
ROOM = 300  # letters of all that are named
SHORT_GRID = 3  # levels that are named each
LONGEST = 48  # letters of what stands in a scenario, where the brief names it


def scenario_html(spec: Scenario, data: Mapping[str, Any] | None) -> str:
    """Return a scenario in words, given its plain data, without which nothing is said of the baseline."""
    told = [
        ("calendar", calendar_sentence(spec)),
        ("table", table_sentence(spec)),
        ("government", government_sentence(spec) if spec.has_governments else ""),
        ("events", events_sentence(spec)),
        ("baseline", "" if data is None else baseline_sentence(data)),
    ]
    return facts((WORDS[name], plain_text(text)) for name, text in told)


def day_text(when: date) -> str:
    """Return a date in words."""
    return when.strftime("%-d %B %Y")


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
    )
    after = spec.deadline.after_lapse
    return f"{said} {AFTER_LAPSE.format(chance=chance_text(after.go_on), days=after.days)}" if spec.has_pause else said


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
    return f"{said} {(IN_FORCE if spec.has_pause else IN_FORCE_WITHOUT_PAUSE).format(totals=totals)}"


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
    return level if isinstance(level, str) else number_text(level)


def government_sentence(spec: Scenario) -> str:
    """Return who governs party B, and until which vote."""
    holder = f"the {label(spec.party_b.in_office)}" if spec.election else person_name(spec.party_b.in_office)
    if spec.election is None:
        return NO_VOTE.format(holder=holder)
    names = and_list([person_name(name) for name in spec.election.candidates])
    said = VOTE.format(holder=holder, date=day_text(spec.election.date), candidates=names)
    return f"{said} {VOIDED}" if is_signature_doubtful(spec) else said


def person_name(name: str) -> str:
    """Return a candidate's name with capitals."""
    return " ".join(word.capitalize() for word in name.split("_"))


def and_list(names: Sequence[str]) -> str:
    """Return names with commas and an `and`."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def events_sentence(spec: Scenario) -> str:
    """Return what may happen, when, and in which share of worlds."""
    return "; ".join(event_text(event, spec.issues) for event in spec.events)


def event_text(event: Event, issues: Mapping[str, IssuePart]) -> str:
    """Return one event in words."""
    when = day_text(event.date) if event.date else "between {} and {}".format(*map(day_text, event.between or ()))
    share, name = chance_text(event.probability), label(event.name)
    return EVENT.format(name=name[:1].upper() + name[1:], when=when, share=share) + peer_text(event, issues)


def chance_text(chance: Quantity) -> str:
    """Return a chance as a percentage, or how it is drawn."""
    return percent(chance.value) if chance.value is not None else figure_text(chance.model_dump(exclude_none=True))


def peer_text(event: Event, issues: Mapping[str, IssuePart]) -> str:
    """Return the terms of a peer's deal; nothing of another event."""
    known = {name: level for name, level in (event.peer or {}).items() if isinstance(level, float | int)}
    terms = ", ".join(f"{label(name)} {number_text(level)} {issues[name].unit}" for name, level in known.items())
    return PEER.format(terms=terms) if terms else ""


def has_own_parties(data: Mapping[str, Any]) -> bool:
    """Return whether the parties of a scenario, by its plain data, are others than the baseline's."""
    return party_keys(data) != party_keys(baseline_data())


def baseline_sentence(data: Mapping[str, Any]) -> str:
    """Return in what a scenario differs from the baseline, the first few by name; of other parties, that they are."""
    if has_own_parties(data):
        return OWN_PARTIES
    found = differences_from(baseline_data(), data)
    if not found:
        return NOT_FROM_BASELINE
    return FROM_BASELINE + differences_text(found) + "."


def differences_text(found: Sequence[ScenarioDifference]) -> str:
    """Return the first few differences, no more than there is room for, and how many more there are."""
    told = [f"{one.path} {change_text(one)}" for one in found[:MOST]]
    while len(told) > 1 and sum(map(len, told)) > ROOM:
        told.pop()
    left = len(found) - len(told)
    return "; ".join([*told, *([MORE_DIFFERENCES.format(count=left)] if left else [])])


def change_text(one: ScenarioDifference) -> str:
    """Return what stands in a scenario, and in brackets what stands in the baseline."""
    return f"{short_text(one.after)} (there {short_text(one.before)})"


def figure_text(held: Any) -> str:
    """Return what stands at a path of plain data in words."""
    if held is None:
        return NOT_THERE
    if isinstance(held, Mapping):
        text = ", ".join(f"{key} {figure_text(value)}" for key, value in held.items())
    elif isinstance(held, list | tuple):
        text = ", ".join(map(figure_text, held))
    else:
        text = number_text(held) if isinstance(held, int | float) and not isinstance(held, bool) else str(held)
    return text


def short_text(held: Any) -> str:
    """Return what stands at a path, a long block cut short between two words."""
    return shorten(figure_text(held), LONGEST, placeholder=" ...")


def differences_table(found: Iterable[ScenarioDifference], names: tuple[str, str]) -> str:
    """Return the table of all differences; nothing where there are none."""
    rows = [
        [plain_text(one.path), plain_text(figure_text(one.after)), plain_text(figure_text(one.before))] for one in found
    ]
    return table(("Path", *names), [("", rows)]) if rows else paragraph(NOT_FROM_BASELINE)


def baseline_differences(name: str, data: Mapping[str, Any] | None) -> str:
    """Return the table of all in which a scenario differs from the baseline.

    Nothing where it is the baseline, where its parties are others, and where its data are not known.
    """
    found = [] if data is None or has_own_parties(data) else differences_from(baseline_data(), data)
    return differences_table(found, (name, "baseline")) if found else ""
