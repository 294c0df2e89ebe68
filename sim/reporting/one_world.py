"""One world recorded in full: its row, its log, and the values of its packages.

Values are read from the world's scene: the tables of both parties on the day of the last signature,
or on the last day of a world without one.  Issues off the table stay at their level without a deal.
"""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from sim.bargaining.agenda import Agenda
from sim.bargaining.frontier import frontier
from sim.bargaining.sides import SIDES
from sim.bargaining.solutions import BargainingProblem
from sim.core.party_columns import column_by_side, keys_of_table
from sim.core.worlds import Array
from sim.runs.run import Outcome
from sim.scenario.party_words import PartyWords, usual_words, words_of


@dataclass(frozen=True)
class OneWorld:
    """A world of which every offer was kept.

    row    its row, in which columns of a party bear its side, as party_a_value
    words  the words for the parties
    """

    world: int
    agenda: Agenda
    row: dict[str, Any]
    log: list[dict[str, Any]]
    scene: dict[str, Array]
    words: PartyWords = field(default_factory=usual_words)

    def entries(self, kind: str) -> list[dict[str, Any]]:
        """Return what the log holds of one kind."""
        return [entry for entry in self.log if entry["kind"] == kind]

    def package_values(self, package: Array) -> tuple[float, float]:
        """Return a package's value to party A and to party B by the tables of the scene."""
        every = np.arange(len(self.agenda.issues))
        party_a, party_b = (float(self.scene[party][every, package].sum()) for party in SIDES)
        return party_a, party_b

    def offers(self, side: str) -> Array:
        """Return the values of a side's offers, (offers, 2), by the tables of the scene."""
        made = [self.package_values(entry["package"]) for entry in self.entries("offer") if entry["side"] == side]
        return np.array(made).reshape(-1, 2)

    @property
    def reserves(self) -> Array:
        """The parties' reserves, (2,)."""
        return np.array([float(self.scene[f"{party}_reserve"]) for party in SIDES])

    @property
    def pause(self) -> Array:
        """The yearly values of the terms in force during the pause, (2,)."""
        return np.array([float(self.scene[f"{party}_pause"]) for party in SIDES])

    @property
    def valuation_day(self) -> str:
        """The day of the scene, in words."""
        if not self.entries("signature"):
            return "the last day"
        return "the day of signature" if self.row["agreed"] else "the day of the voided signature"

    @property
    def deal(self) -> Array | None:
        """The deal's values, (2,), or None."""
        if not self.row["agreed"]:
            return None
        return np.array([self.row["party_a_value"], self.row["party_b_value"]])

    @property
    def frontier(self) -> Array:
        """The exact Pareto frontier, (points, 2), from the best for party A to the best for party B."""
        party_a, party_b = (levels(self.agenda, self.scene[party]) for party in SIDES)
        return frontier(party_a, party_b)[0]

    @property
    def problem(self) -> BargainingProblem | None:
        """The bargaining problem, or None if no package gives both parties their reserves."""
        found = BargainingProblem(self.frontier, self.reserves)
        return found if np.all(found.points >= self.reserves, axis=1).any() else None


def levels(agenda: Agenda, table: Array) -> list[Array]:
    """Return one party's value of each level that may be agreed on each issue."""
    found = []
    for place, issue in enumerate(agenda.issues):
        open_to = slice(0, len(issue.levels)) if issue.on_table else slice(issue.lapsed, issue.lapsed + 1)
        found.append(table[place, open_to])
    return found


def pick_world(outcome: Outcome) -> OneWorld:
    """Return the first world recorded in full that agreed, or the first of all."""
    rows = {world: row_of(outcome, world) for world in sorted(outcome.scenes)}
    world = next((k for k, row in rows.items() if row["agreed"]), next(iter(rows)))
    return read_world(outcome, world)


def row_of(outcome: Outcome, world: int) -> dict[str, Any]:
    """Return the row of a world by its number; columns of a party bear its side, as party_a_value."""
    place, keys = int(np.flatnonzero(outcome.column("world") == world)[0]), keys_of_table(outcome.worlds)
    row = outcome.worlds.slice(place, 1).to_pylist()[0]
    return {column_by_side(name, keys): value for name, value in row.items()}


def read_world(outcome: Outcome, world: int) -> OneWorld:
    """Return a world of those recorded in full; IndexError or KeyError if it is none of these."""
    log = [entry for entry in outcome.log if entry["world"] == world]
    words = words_of(outcome.loaded.scenario)
    return OneWorld(world, outcome.agenda, row_of(outcome, world), log, outcome.scenes[world], words)
