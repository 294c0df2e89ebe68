"""The ten lines a run prints, and a few more where deals come in stages or courts rule on them."""

from datetime import date, timedelta
from typing import Any

from sim.reporting.one_world_text import deadline_line, end_line, terms_lines
from sim.reporting.stage_text import ruling_lines, stage_lines
from sim.reporting.tables import prediction_lines
from sim.reporting.words import label, level_name, percent, with_interval
from sim.scenario.party_words import PartyWords, words_of
from sim.scenario.schema.scenario import Scenario
from sim.scenario.value_zero import counted_from


def figure_text(value: float | None) -> str:
    """Return a figure with two places, or a dash."""
    return "-" if value is None else f"{value:.2f}"


def interval_text(held: dict[str, float | None]) -> str:
    """Return a median with its 80 % interval."""
    return with_interval(held, figure_text)


def date_text(pause: date, day: float | None) -> str:
    """Return a day as a date in words."""
    return "-" if day is None else (pause + timedelta(days=round(day))).strftime("%-d %B %Y")


def commonest(held: dict[str, Any], unit: str) -> str:
    """Return the level agreed most often, and how often."""
    if not held["shares"]:
        return "-"
    level, share = next(iter(held["shares"].items()))
    return f"{level_name(level)}{'' if unit == 'level' else ' ' + unit} in {percent(share)}"


def title(name: str) -> str:
    """Return a maker's name in words, with capitals."""
    return " ".join(word if word.isupper() else word.capitalize() for word in label(name).split())


def run_text(figures: dict[str, Any], spec: Scenario, name: str, seed: int) -> str:
    """Return the ten lines of a run, and below them those of theory where the figures hold what it says."""
    lines = run_lines(figures, spec, name, seed)
    said = [*lines, "", *prediction_lines(figures["theory"], words_of(spec)), ""] if "theory" in figures else lines
    return words_of(spec).text("\n".join(said))


def run_lines(figures: dict[str, Any], spec: Scenario, name: str, seed: int) -> list[str]:
    """Return the ten lines of a run, or fewer of one world."""
    many = f"worlds      {figures['worlds']:,}, seed {seed}; shares of worlds, medians with 80 % intervals"
    is_one = figures["worlds"] == 1
    return [
        f"{name}: {spec.question}",
        f"world       one alone, seed {seed}" if is_one else many,
        *(one_world(figures, spec) if is_one else many_worlds(figures, spec)),
        *value_lines(figures, spec),
        *stage_lines(figures, spec.calendar.pause),
        *ruling_lines(figures),
    ]


def one_world(figures: dict[str, Any], spec: Scenario) -> list[str]:
    """Return how the only world ended, and on what terms."""
    signed = date_text(spec.calendar.pause, figures["day"]["q50"])
    return [end_line(figures, signed, len(spec.elections) > 1), *deadline_line(figures), *terms_lines(figures, spec)]


def many_worlds(figures: dict[str, Any], spec: Scenario) -> list[str]:
    """Return how worlds ended, and on what terms."""
    return [
        *course(figures, spec),
        *agreed_terms(figures, spec),
        *edge_lines(figures.get("edges", {})),
    ]


def course(figures: dict[str, Any], spec: Scenario) -> list[str]:
    """Return whether, when and how the talks ended."""
    when = with_interval(figures["day"], lambda day: date_text(spec.calendar.pause, day))
    whose = f" for {{{{{'ab'[spec.voting_place]}}}}}" if len(spec.elections) > 1 else ""
    early = told_share(figures, "caretaker_signed", f"; {{{{in_office}}}} signed{whose} in {{}}")
    late = told_share(figures, "late", "; {} in a deadline's last 10 days")
    return [
        f"agreed      {percent(figures['agreed'])} end with a deal{early}",
        f"when        {when}{late}",
        *deadline_lines(figures),
        offers_line(figures, words_of(spec)),
    ]


def told_share(figures: dict[str, Any], name: str, text: str) -> str:
    """Return a share of worlds in a text; nothing where the scenario has no such thing."""
    return text.format(percent(figures[name])) if name in figures else ""


def deadline_lines(figures: dict[str, Any]) -> list[str]:
    """Return what became of the deadline and of deals signed, in one line; none where neither could change."""
    told = (told_share(figures, *held) for held in (("extended", "moved in {}"), ("lapsed", "lapsed in {}")))
    ends, voided = ", ".join(filter(None, told)), told_share(figures, "voided", "deals voided in {}")
    said = "; ".join(filter(None, (ends, voided)))
    if not said:
        return []
    return [f"deadline    {said}" if ends else f"signed      {said}"]


def offers_line(figures: dict[str, Any], words: PartyWords) -> str:
    """Return how often a side's offer fell short of its own demand, or was not one to sign that day."""
    of_first = f"the {words.words['a_adj']} ones" if words.has_adjective(0) else f"those of {words.words['a']}"
    short, waits = ([percent(share) for share in figures[what].values()] for what in ("fallbacks", "waits"))
    return (
        f"offers      below the own demand in {short[0]} of {of_first} and {short[1]} of {{b}}'s; "
        f"not to be signed that day in {waits[0]} and {waits[1]}"
    )


def agreed_terms(figures: dict[str, Any], spec: Scenario) -> list[str]:
    """Return the commonest level of each issue on the table, in two lines."""
    held = {name: h for name, h in figures["issues"].items() if spec.issues[name].on_table}
    terms = [f"{label(name)} {commonest(h, spec.issues[name].unit)}" for name, h in held.items()]
    half = (len(terms) + 1) // 2
    return [f"terms       {'; '.join(terms[:half])}", f"            {'; '.join(terms[half:])} (of deals)"]


def edge_lines(edges: dict[str, Any]) -> list[str]:
    """Return how many deals lie at an edge of the grid, issue by issue, and a warning where it is more than half."""
    held = {name: edge for name, edge in edges.items() if edge["share"] is not None}
    if not held:
        return []
    told = [f"{label(name)} {percent(edge['share'])}" for name, edge in held.items()]
    half = (len(told) + 1) // 2
    lines = [
        f"edge        {'; '.join(told[:half])}",
        *([f"            {'; '.join(told[half:])}"] if told[half:] else []),
    ]
    lines[-1] += " (of deals) at the far end of the grid"
    wide = [label(name) for name, edge in held.items() if edge["warn"]]
    warning = f"warning     over half of deals end where the grid does: {', '.join(wide)}; widen `levels`"
    return [*lines, warning] if wide else lines


def value_lines(figures: dict[str, Any], spec: Scenario) -> list[str]:
    """Return what the deals are worth, how they divide it (not of a world without one), and what the carmakers paid."""
    first, second, share, ratio = (interval_text(held) for held in figures["values"].values())
    shared = [
        f"value       {{a_short}} {first}, {{b_short}} {second} bn USD a year against {counted_from(spec)}",
        f"division    {{a_adj}} share of the gain over reservation values {share}; Nash ratio {ratio}",
    ]
    has_none = figures["worlds"] == 1 and not figures["agreed"]
    return [*([] if has_none else shared), *duty_line(figures, spec)]


def duty_line(figures: dict[str, Any], spec: Scenario) -> list[str]:
    """Return what each carmaker paid to the end of the accounts; nothing where there are none."""
    if spec.industry is None:
        return []
    duty = ", ".join(f"{title(maker)} {interval_text(v)}" for maker, v in figures["duty"].items())
    return [f"duty        {duty} bn USD to {spec.industry.accounts_until.strftime('%-d %b %Y')}"]
