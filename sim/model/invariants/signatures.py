"""What must hold when a deal is signed, worked out anew from the tables, flows and weights of the day."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

import numpy as np

from sim.core.ties import TIE
from sim.core.worlds import Array, Flags, Whole
from sim.model.invariants.cells import FlowCells, party_a_cells, party_b_cells
from sim.model.invariants.stopping import stop_rows
from sim.model.meeting import Exchange
from sim.model.state import State
from sim.model.track import Track


def sound_exchanges(
    state: State, track: Track, made: Iterable[Exchange], unbound: Collection[int] = ()
) -> list[Exchange]:
    """Return a meeting's exchanges without the signatures that break a rule; the worlds of these are stopped.

    unbound   sides that may sign for less than no deal is worth to them, though not for less than they are let
    """
    exchanges = list(made)
    taken = [exchange for exchange in exchanges if exchange.accepted.any()]
    if not taken:
        return exchanges
    rows, package, *values = (
        np.concatenate([held[exchange.accepted] for held, exchange in zip(part, taken, strict=True)])
        for part in zip(*((e.rows, e.package, *e.values) for e in taken), strict=True)
    )
    broken = np.zeros(state.setting.worlds, dtype=bool)
    for rule, some in signature_breaches(state, track, rows, package, values, unbound):
        stop_rows(state, some, rule)
        broken[some] = True
    if not broken.any():
        return exchanges
    return [replace(exchange, accepted=exchange.accepted & ~broken[exchange.rows]) for exchange in exchanges]


def signature_breaches(
    state: State, track: Track, rows: Whole, package: Whole, told: list[Array], unbound: Collection[int] = ()
) -> list[tuple[str, Whole]]:
    """Return the rules that signatures of a meeting break, each with the worlds; ask before they are entered.

    package (rows, issues); told, what it is worth to both sides by their exchange, (rows,) each.
    """
    gridded = is_on_grid(track, rows, package)
    found = [("authority", rows[~has_authority(state, track, rows)]), ("grid", rows[~gridded])]
    rows, package = rows[gridded], package[gridded]  # what is off the grid has no worth
    values = [cell_values(track.tables.of(side), rows, package) for side in (0, 1)]
    enough = np.ones(len(rows), dtype=bool)
    for side in {0, 1}.difference(unbound):
        enough &= is_worth_signing(track, side, rows, values[side].sum(axis=1))
    whole = adds_up(state, track, rows, package, values, [held[gridded] for held in told])
    return [*found, ("floor", rows[~enough]), ("components", rows[~whole])]


def has_authority(state: State, track: Track, rows: Whole) -> Flags:
    """Return where a signature may be given today, (rows,)."""
    ledger, day = track.ledger, state.setting.day
    good = ledger.live[rows] & (ledger.end[rows] >= day)
    for house in state.main.executives if track.name == state.main.name else state.main.executives[:1]:
        good &= house.formed[rows] <= day
    return np.asarray(good)


def is_on_grid(track: Track, rows: Whole, package: Whole) -> Flags:
    """Return where a package, (rows, issues), holds a level of each issue on the table and the others as they stand."""
    agenda = track.agenda
    on_table, counts = package[:, agenda.open], [len(agenda.issues[place].levels) for place in agenda.open]
    good = ((on_table >= 0) & (on_table < counts)).all(axis=1)
    shut = track.with_shut_issues(rows, package.copy())
    standing = [place for place in range(len(agenda.issues)) if place not in agenda.open]
    return np.asarray(
        good & (shut == package).all(axis=1) & (package[:, standing] == agenda.lapsed[standing]).all(axis=1)
    )


def cell_values(table: Array, rows: Whole, package: Whole) -> Array:
    """Return what a package is worth issue by issue, (rows, issues), by a table of all worlds."""
    return table[rows[:, None], np.arange(package.shape[1]), package]


def is_worth_signing(track: Track, side: int, rows: Whole, value: Array) -> Flags:
    """Return where a value, (rows,), is at least that of no deal to a side, and what the side may sign for."""
    tables = track.tables
    reserve = track.reserve(tables.standing if side == 0 else tables.own, track.parties[side], rows)
    least = np.maximum(reserve, track.authority(side, reserve, rows))
    return np.asarray(value >= least - tolerance(least))


def tolerance(value: Array) -> Array:
    """Return by how much sums in another order may differ, (rows,)."""
    return 2 * TIE * (1 + np.abs(value))


def adds_up(state: State, track: Track, rows: Whole, package: Whole, cells: list[Array], told: list[Array]) -> Flags:
    """Return where the worth of a package is that which its exchange told, and party B's the sum of its components."""
    good = np.ones(len(rows), dtype=bool)
    for held, value in zip(cells, told, strict=True):
        good &= np.abs(held.sum(axis=1) - value) <= tolerance(value)
    if track is not state.main:
        return good
    for held, anew in zip(cells, component_sums(state, rows, package, cells), strict=True):
        good &= (np.abs(held - anew) <= tolerance(held)).all(axis=1)
    return good


def component_sums(state: State, rows: Whole, package: Whole, cells: list[Array]) -> Iterator[Array]:
    """Yield both sides' worth of a package by issue, (rows, issues), summed over components.

    What a deal leaves open is taken from `cells`, as it is an expectation over levels.
    """
    counts = [len(issue.levels) for issue in state.values.agenda.issues]
    inside = np.asarray(package < counts)
    held = np.where(inside, package, 0)
    flows = FlowCells.of(state, rows, held)
    for anew, told in zip((party_a_cells, party_b_cells), cells, strict=True):
        yield np.where(inside, anew(state, rows, held, flows), told)
