"""What is at stake in a scenario on its first day, as a bare negotiation: no calendar, no politics."""

from collections.abc import Sequence

import numpy as np

from sim.bargaining.agenda import Agenda
from sim.bargaining.domains import Domain
from sim.bargaining.frontier import frontier_packages, frontiers
from sim.bargaining.sides import SIDES
from sim.core.chance import Chance
from sim.core.worlds import Array, Whole
from sim.model.play import Play
from sim.model.records import Records
from sim.scenario.schema.scenario import Scenario


def first_day_domain(spec: Scenario, worlds: int, seed: int, first: int = 0, sigma: float = 0.0) -> Domain:
    """Return the tables of the first day and what never agreeing is worth, in every world.

    With a `sigma` above 0 each side's values of each issue are multiplied by a lognormal factor of
    that sigma, one a world, unknown to the other side: what the public knows stays as it is.
    """
    play = Play(spec, Chance(seed, first, worlds), first, Records(daily=0, in_full=0, first=first))
    every = np.arange(worlds)
    talks = play.state.main
    tables = talks.tables
    party_a, party_b = (factors(play, side, sigma) for side in SIDES)

    def reserve(table: Array, side: int) -> Array:
        return talks.reserve(table, talks.parties[side], every)

    return Domain(
        agenda=talks.agenda,
        values=(tables.signed * party_a, tables.own * party_b),
        reserves=(reserve(tables.standing * party_a, 0), reserve(tables.own * party_b, 1)),
        public=(tables.public, tables.own_public),
        public_reserves=(reserve(tables.public_standing, 0), reserve(tables.own_public, 1)),
    )


def factors(play: Play, side: str, sigma: float) -> Array:
    """Return what a side's values of each issue are multiplied by, (worlds, issues, 1)."""
    normals = [play.setting.chance.normal(f"spread.{side}.{name}") for name in play.state.main.agenda.names]
    return np.exp(sigma * np.stack(normals, axis=1))[:, :, None]


def exact_frontier(domain: Domain) -> tuple[Array, Array]:
    """Return the exact frontier in every world, (worlds, points) each; first axis 1 where all share it."""
    return frontiers(*shut_tables(domain.agenda, *domain.values))


def efficient_packages(agenda: Agenda, party_a: Array, party_b: Array) -> Whole:
    """Return the packages on the exact frontier of two tables, (worlds, points, issues)."""
    found = frontier_packages(*shut_tables(agenda, party_a, party_b))
    off = [place for place, issue in enumerate(agenda.issues) if not issue.on_table]
    found[:, :, off] = agenda.lapsed[off]
    return found


def shut_tables(agenda: Agenda, party_a: Array, party_b: Array) -> tuple[Array, Array, list[int]]:
    """Return both tables with the level of no deal alone where an issue is off the table, and the levels of each."""
    counts = [len(issue.levels) if issue.on_table else 1 for issue in agenda.issues]
    return shut_table(party_a, agenda.lapsed, counts), shut_table(party_b, agenda.lapsed, counts), counts


def shut_table(table: Array, lapsed: Whole, counts: Sequence[int]) -> Array:
    """Return a table in which an issue off the table has one level, that of no deal."""
    found = table.copy()
    for place, count in enumerate(counts):
        if count == 1:
            found[:, place] = table[:, place, lapsed[place]][:, None]
    return found
