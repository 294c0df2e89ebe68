"""Why one world ended as it did: the events and draws without which it would have ended otherwise.

The world is played once as it was, and once for each change to its draws, with all other luck the same: as many
parallel worlds of one number.  A change that only moves what the same deal is worth does not make another end.

Ranked by what it does, in this order: whether there is a deal, its day, how many terms differ, and by how much its
values to both sides do, no deal counted as 0.  Of a series only the whole and its strongest member are told.

A change of one draw at a time: two that would each do alone show no effect, and effects do not add up.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from sim.analysis.explanation.draws import DrawChange, changes_of_draws, replaced_draws
from sim.analysis.explanation.subset_runs import read_scenario, stem_of
from sim.core.backend import quickest_for
from sim.core.chance import Chance, WorldNumbers
from sim.core.dates import Calendar
from sim.core.errors import UserError
from sim.core.party_columns import name_by_key
from sim.core.ties import TIE
from sim.model.records import Records
from sim.runs.chunk import RunSettings, play_chunk
from sim.scenario.loading import LoadedScenario
from sim.scenario.schema.scenario import Scenario

VALUES = {"party_a": "party_a_value_fixed", "party_b": "party_b_value_fixed"}


@dataclass(frozen=True)
class Ending:
    """How a world ended: whether with a deal, on which day, on which terms, and what it is worth to each side.

    values  bn USD a year at the reference weights, 0 without a deal
    """

    agreed: bool
    day: int | None
    terms: Mapping[str, Any]
    values: Mapping[str, float]


@dataclass(frozen=True)
class Influence:
    """A change to a world's draws, and how it would have ended with it.

    figures  of each quantity that was changed: as drawn, and at its middle
    """

    change: DrawChange
    ending: Ending
    figures: Mapping[str, tuple[float, float]]


@dataclass(frozen=True)
class WorldExplanation:
    """How a world ended, and what it hung on, the strongest first.

    log        what happened in it, in order: a day and a kind each
    calendar   its days as dates
    draws      how many draws it has; worth_only, how many change only what the same deal is worth
    """

    scenario: Scenario
    name: str
    world: int
    seed: int
    ending: Ending
    influences: tuple[Influence, ...]
    worth_only: int
    draws: int
    log: tuple[Mapping[str, Any], ...]
    calendar: Calendar


def explain_world(scenario: str | LoadedScenario, world: int, seed: int | None = None) -> WorldExplanation:
    """Return what a world hung on; UserError if it breaks a rule, ValueError for a number that makes no sense."""
    loaded = read_scenario(scenario)
    spec = loaded.scenario
    start = spec.seed if seed is None else seed
    RunSettings(1, start, world).check()
    with quickest_for(1):
        chance, records = Chance(start, world, 1), Records(daily=0, in_full=1, first=world)
        as_it_was = play_chunk(spec, chance, world, records, accounts=False)
        changes = changes_of_draws(chance.used, as_it_was.draws)
        rows = play_changed(spec, changes, world, start)
    if as_it_was.breaches:
        raise UserError(f"world {world} broke a rule of the model and has no end: please report it")
    endings = {row: ending_of(spec, held) for row, held in rows.items()}
    influences = [
        Influence(change, endings[row], figures_changed(rows, row, change))
        for row, change in enumerate(changes, start=1)
        if row in endings
    ]
    told = [i for i in influences if ends_otherwise(endings[0], i.ending)]
    worth_only = {i.change.names for i in influences if i not in told and worth_moved(endings[0], i.ending) > TIE}
    ranked = strongest_of_series(sorted(told, key=lambda i: strength(endings[0], i.ending), reverse=True))
    left = sum(len(names) == 1 for names in worth_only)
    log = tuple(as_it_was.records.log)
    about = (spec, stem_of(loaded), world, start, endings[0])
    return WorldExplanation(*about, tuple(ranked), left, len(chance.used), log, as_it_was.calendar)


def play_changed(spec: Scenario, changes: Sequence[DrawChange], world: int, seed: int) -> dict[int, dict[str, Any]]:
    """Return the row of a world as it was, under 0, and with each change, under its place from 1 up."""
    count = len(changes) + 1
    numbers = WorldNumbers(((world, 1),), np.zeros(count, dtype=np.int64))
    chance = Chance(seed, 0, count, world_numbers=numbers, replaced=replaced_draws(changes))
    table: pa.Table = play_chunk(spec, chance, accounts=False).table
    return {row["world"]: row for row in table.to_pylist()}


def ending_of(spec: Scenario, row: Mapping[str, Any]) -> Ending:
    """Return how a world ended, from its row."""
    terms = {name: row[name] for name, issue in spec.issues.items() if issue.on_table} if row["agreed"] else {}
    columns = {side: name_by_key(column, spec.keys) for side, column in VALUES.items()}
    values = {side: row[column] if row["agreed"] else 0.0 for side, column in columns.items()}
    return Ending(row["agreed"], row["day"], terms, values)


def figures_changed(
    rows: Mapping[int, Mapping[str, Any]], row: int, change: DrawChange
) -> dict[str, tuple[float, float]]:
    """Return the quantities of a change, as drawn and as changed."""
    return {name: (rows[0][name], rows[row][name]) for name in change.names if name in rows[0]}


def ends_otherwise(one: Ending, other: Ending) -> bool:
    """Whether there is a deal in one of two endings only, or on another day or other terms."""
    return (one.agreed, one.day, one.terms) != (other.agreed, other.day, other.terms)


def worth_moved(one: Ending, other: Ending) -> float:
    """Return by how much two endings differ in value to both sides, bn USD a year."""
    return sum(abs(other.values[side] - one.values[side]) for side in VALUES)


def terms_moved(one: Ending, other: Ending) -> dict[str, tuple[Any, Any]]:
    """Return the terms in which two deals differ, in both; none where one is no deal."""
    if not (one.agreed and other.agreed):
        return {}
    return {name: (held, other.terms.get(name)) for name, held in one.terms.items() if held != other.terms.get(name)}


def days_moved(one: Ending, other: Ending) -> int:
    """Return by how many days a deal comes later, 0 where there is none in one of the two."""
    return 0 if one.day is None or other.day is None else other.day - one.day


def strength(one: Ending, other: Ending) -> tuple[bool, int, int, float]:
    """Return what endings are ranked by."""
    moved = abs(days_moved(one, other)), len(terms_moved(one, other)), worth_moved(one, other)
    return one.agreed != other.agreed, *moved


def strongest_of_series(ranked: Sequence[Influence]) -> list[Influence]:
    """Return influences without those of single draws that come behind another of their series, in their order."""
    seen: set[str] = set()
    found = []
    for influence in ranked:
        change = influence.change
        is_member = bool(change.series) and len(change.names) == 1
        if not (is_member and change.series in seen):
            found.append(influence)
        if is_member:
            seen.add(change.series)
    return found
