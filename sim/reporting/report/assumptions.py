"""The assumptions of a scenario: the main ones for the brief, and every one with its source for the appendix."""

from collections.abc import Iterator, Sequence, Set
from html import escape
from itertools import groupby
from math import exp
from statistics import NormalDist
from typing import Any

from pydantic import BaseModel

from sim.bargaining.sides import SIDES
from sim.reporting.report.assumption_words import (
    ASSEMBLY_NOTE,
    ASSUMED,
    ASSUMPTION_COLUMNS,
    ASSUMPTION_NOTE,
    EVENT_CHANCE,
    FIRST_EVENT,
    HONOUR_CHANCE,
    HONOUR_NOTE,
    MAIN,
    MAIN_COLUMNS,
    MOVED_BY_BOTH,
    MOVED_CHANCE,
    MOVED_NOTE,
    MOVED_PLACES,
    ODDS_NOTE,
    OTHER_PACE,
    PACE_NOTE,
    PARAMETER_WORDS,
    SHAPE_WORDS,
    UNDER,
    UNIT_WORDS,
)
from sim.reporting.report.government_words import and_list, person_name
from sim.reporting.report.opinion_text import against_notes, cost_words
from sim.reporting.report.parts import TableBody, break_at_dots, paragraph, plain_text, table
from sim.reporting.report.quantity_fields import PathSteps, unit_of
from sim.reporting.words import label, percent
from sim.scenario.party_words import words_of
from sim.scenario.schema.block import number_text, sourced_quantities
from sim.scenario.schema.quantity import Quantity
from sim.scenario.schema.scenario import Scenario

VOTE, HONOUR = "election.", "election.honour.mandates.scale"
OF_GOVERNMENTS = "party_b.governments."
TARIFF = " tariff"  # ends the name of one
POLYNOMIAL = "polynomial"  # the curve of concessions that the brief explains
COST = "audience_cost"  # ends the path of the cost of a signature
BOTH = "both"  # of those who move the deadline
TENTH = NormalDist().inv_cdf(0.9)  # standard deviations from the middle to the ends of the middle 80 %


def assumptions_table(spec: Scenario) -> str:
    """Return the table of all quantities of a scenario, grouped by its parts."""
    found = list(sourced_quantities(spec))
    parts = groupby(found, key=lambda entry: entry[0][0])
    bodies = [part_body(spec, str(part), list(held)) for part, held in parts]
    return table(ASSUMPTION_COLUMNS, bodies, ASSUMPTION_NOTE.format(count=len(found)))


def part_body(spec: Scenario, part: str, held: Sequence[tuple[PathSteps, Quantity, str | None]]) -> TableBody:
    """Return the rows of a part of a scenario below its name, with its own source where none of its rows has that."""
    source = getattr(getattr(spec, part, None), "source", None)
    shown = source and source not in {other for _, _, other in held}
    return (f"{part}: {source}" if shown else part, [assumption_cells(spec, *entry) for entry in held])


def assumption_cells(spec: Scenario, path: PathSteps, quantity: Quantity, source: str | None) -> list[str]:
    """Return one quantity's row."""
    return [
        f'<span id="{anchor_of(path)}">{escape(dotted_path(path)).replace(".", ".<wbr>")}</span>',
        escape(quantity_text(quantity)),
        escape(unit_of(spec, path)),
        escape(range_text(quantity)),
        "<br>".join(plain_text(said) for said in (quantity.note, source) if said),
    ]


def main_assumptions(spec: Scenario, without: Set[str] = frozenset()) -> str:
    """Return the table of the main assumptions that a scenario has, but for some paths, and how it is read.

    Nothing where it has none.
    """
    held = {dotted_path(path): (path, quantity) for path, quantity, _ in sourced_quantities(spec)}
    known = main_words(spec)
    known |= {EVENT_CHANCE.format(0): FIRST_EVENT.format(name=label(event.name)) for event in spec.events[:1]}
    rows = [main_cells(spec, said, *held[name]) for name, said in known.items() if name in held and name not in without]
    if not rows:
        return ""
    notes = [*unit_notes(spec, [held[name] for name in known if name in held and name not in without]), ASSUMED]
    return table(MAIN_COLUMNS, [("", rows)], kind="main") + paragraph(" ".join(notes), "note")


def unit_notes(spec: Scenario, shown: Sequence[tuple[PathSteps, Quantity]]) -> Iterator[str]:
    """Yield what the units of the main assumptions mean, each with the first figure that has it."""
    first = {unit_of(spec, path): (path, middle_of(quantity)) for path, quantity in reversed(shown)}
    if "log odds" in first:
        yield moved_note(spec, first["log odds"][1])
    if "ratio" in first:
        path, pace = first["ratio"]
        curve = getattr(held_at(spec, path[:-1]), "curve", "")
        end = "the deadline" if spec.has_deadline else "the end of the talks"
        yield (PACE_NOTE if curve == POLYNOMIAL else OTHER_PACE).format(
            given=number_text(pace), share=percent(0.5 ** (1 / pace)), end=end
        )
    for quantity in [quantity for path, quantity in shown if dotted_path(path).endswith(HONOUR)]:
        yield honour_note(quantity)
        yield from assembly_notes(spec)
    if any(path[-1] == COST for path, _ in shown):
        yield from map(words_of(spec).text, against_notes(spec))


def moved_note(spec: Scenario, odds: float) -> str:
    """Return what log odds are; where they are those of a deadline that may be moved, its chance each time."""
    rules, both = spec.deadline, spec.deadline.by == BOTH
    near, repeat = rules.closeness.central, rules.repeat.central
    draws = 2 if both else 1  # each side's own
    chances = [
        MOVED_CHANCE.format(
            low=percent(chance_of(low) ** draws), high=percent(chance_of(low + near) ** draws), place=place
        )
        for place, low in zip(MOVED_PLACES[: rules.most], (odds - k * repeat for k in range(rules.most)), strict=False)
    ]
    if not chances:
        return ODDS_NOTE.format(given=number_text(odds), chance=percent(chance_of(odds)))
    given = {"given": odds, "closeness": near, "repeat": repeat}
    text = {name: number_text(held) for name, held in given.items()}
    return MOVED_NOTE.format(**text, chances=", ".join(chances), both=MOVED_BY_BOTH if both else "")


def honour_note(scale: Quantity) -> str:
    """Return with what chance a winner keeps a deal by which it gains, at the ends of the spread of its choice."""
    ends = sorted({scale.parameters[0], scale.parameters[-1]})
    told = [HONOUR_CHANCE.format(chance=percent(chance_of(1 / end)), scale=number_text(end)) for end in ends if end]
    return HONOUR_NOTE.format(chances=" and ".join(told))


def assembly_notes(spec: Scenario) -> Iterator[str]:
    """Yield with what chance the assembly of those who vote passes a deal, where it decides as the winner does."""
    assembly = spec.assembly_of(spec.keys[spec.voting_place])
    pivot = assembly.pivot if assembly else None
    if pivot is not None and pivot.vote == "logistic" and pivot.threshold.central == 0:
        yield ASSEMBLY_NOTE.format(scale=figure_words(pivot.scale))


def chance_of(odds: float) -> float:
    """Return the chance whose log odds these are, 0 to 1."""
    return 1 / (1 + exp(-odds))


def held_at(spec: Scenario, path: PathSteps) -> Any:
    """Return what stands at a path of a scenario."""
    held: Any = spec
    for step in path:
        held = getattr(held, str(step)) if isinstance(held, BaseModel) else held[step]
    return held


def main_words(spec: Scenario) -> dict[str, str]:
    """Return what the main assumptions are, by their dotted paths in a scenario, which need not have all."""
    house, words, where = spec.voting_part, words_of(spec), spec.voting_place
    named = {OF_GOVERNMENTS: f"{SIDES[where]}.governments.", VOTE: f"{spec.election_path(where)}."}
    following = next((name for name in house.governments if name != house.in_office), "")
    found: dict[str, str] = {}
    for path, said in MAIN.items():
        if path == COST:
            found |= {place: words.text(told) for place, told in cost_words(spec).items()}
            continue
        start = next((old for old in named if path.startswith(old)), "")
        path = named.get(start, "") + path.removeprefix(start)
        place = words.text(path.replace("FOLLOWING", following).replace("IN_OFFICE", house.in_office))
        told = said.replace("FOLLOWING", person_name(following))
        told = told.replace("{under}", UNDER if house.governments else "").replace("{tariffs}", tariffs_text(spec))
        found[place] = words.text(told)
    return found


def tariffs_text(spec: Scenario) -> str:
    """Return the tariffs of which it is believed what other countries get."""
    names = [label(name).removesuffix(TARIFF) for name in (spec.precedent.tariffs if spec.precedent else {})]
    return and_list(names) if names else ""


def main_cells(spec: Scenario, said: str, path: PathSteps, quantity: Quantity) -> Sequence[str]:
    """Return a main assumption's row."""
    unit = unit_of(spec, path)
    name = f'<a href="#{anchor_of(path)}">{break_at_dots(dotted_path(path))}</a>'
    return [
        plain_text(said),
        plain_text(figure_words(quantity)),
        escape(UNIT_WORDS.get(unit, unit)),
        range_text(quantity),
        name,
    ]


def figure_words(quantity: Quantity) -> str:
    """Return a number, or in words how it is drawn: its middle, and the ends of all or of the middle 80 % of worlds."""
    held = quantity.parameters
    if quantity.shape == "triangular":
        held = (held[1], held[0], held[2])
    elif quantity.shape == "uniform":
        held = (middle_of(quantity), *held)
    elif quantity.shape in ("normal", "lognormal"):
        held = (held[0], *(rounded_end(quantity.shape, held[0], held[1], side) for side in (-TENTH, TENTH)))
    return SHAPE_WORDS[quantity.shape].format(*map(number_text, held))


def middle_of(quantity: Quantity) -> float:
    """Return the likeliest or middle figure: the mode of a triangular one, the median of all others."""
    held = quantity.parameters
    return sum(held) / 2 if quantity.shape == "uniform" else held[1] if quantity.shape == "triangular" else held[0]


def rounded_end(shape: str, middle: float, spread: float, side: float) -> float:
    """Return where so many standard deviations lie from the middle, to two digits."""
    return float(f"{middle + side * spread if shape == 'normal' else middle * exp(side * spread):.2g}")


def range_text(quantity: Quantity) -> str:
    """Return how far a quantity may be set; nothing where none is stated."""
    return "" if quantity.range is None else " to ".join(number_text(end) for end in quantity.range)


def anchor_of(path: PathSteps) -> str:
    """Return the name of a quantity's place in the page."""
    return "assumption-" + "-".join(map(str, path))


def dotted_path(path: PathSteps) -> str:
    """Return a path as a scenario writes it."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".")


def quantity_text(quantity: Quantity) -> str:
    """Return a number, or the distribution with its parameters by name."""
    held = [number_text(value) for value in quantity.parameters]
    return held[0] if quantity.shape == "value" else PARAMETER_WORDS[quantity.shape].format(*held)
