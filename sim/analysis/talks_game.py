"""The game of offers that a scenario sets, from the day its talks open, with all cards on the table.

Complete information: both sides know every table, as it stands that day, and nothing of events to
come.  Terms in force pay until a deal; the vote branches the game by who wins; before it a signature
is discounted by the doubt that it holds and bound by the caretaker's floor; a winner cannot sign
before it is formed; after the end that the sides believe in (the deadline, and an extension times
the belief in one) the pause lapses.

Values are in bn USD a year, as an average from the moment of agreement to the horizon.  Points are
the packages on the exact frontier between party A and any possible government.  A coarser
set would delay agreement for no better reason than that waiting a week costs less than a step.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from sim.analysis.first_day import efficient_packages
from sim.bargaining.agenda import Agenda
from sim.bargaining.equilibrium import Branching, Game, solve
from sim.bargaining.payoffs import discount_value, package_value
from sim.core.dates import DAYS_PER_YEAR
from sim.core.worlds import Array, Flags, Whole, ordered_sum
from sim.model.talks import Talks
from sim.politics import deadline
from sim.scenario.schema.scenario import Scenario


@dataclass(frozen=True, eq=False)
class FrontierPackages:
    """The packages that may be agreed, (worlds, points, issues)."""

    packages: Whole

    @classmethod
    def on_frontiers(cls, agenda: Agenda, party_a: Array, party_b: Sequence[Array]) -> "FrontierPackages":
        """Return what is on the exact frontier of party A's table and any of some partner's ones."""
        return cls(np.concatenate([efficient_packages(agenda, party_a, table) for table in party_b], axis=1))

    def values(self, table: Array) -> Array:
        """Return the value of every package by a table, (worlds, points)."""
        total: Array = np.take_along_axis(table[:, 0], self.packages[:, :, 0], axis=1)
        for issue in range(1, table.shape[1]):
            total = total + np.take_along_axis(table[:, issue], self.packages[:, :, issue], axis=1)
        return total

    def package(self, point: Whole) -> Whole:
        """Return one package a world, (worlds, issues)."""
        found: Whole = self.packages[np.arange(len(point)), point]
        return found


class TalksGame:
    """The game of one chunk of worlds, from the day the talks open."""

    def __init__(self, spec: Scenario, worlds: int, seed: int, first: int) -> None:
        self.model = model = Talks(spec, worlds, seed, first)
        while model.day < model.setting.calendar.talks:
            model.step()
        self.worlds, self.rows = worlds, np.arange(worlds)
        house, government = model.administration, model.government
        self.party_a, self.standing, self.party_b = house.signed, house.standing, government.tables
        self.points = FrontierPackages.on_frontiers(model.state.main.agenda, self.party_a, self.party_b)
        self.meetings = self.timetable()
        self.vote = model.setting.calendar.horizon if government.day_of_vote is None else int(government.day_of_vote)
        self.first_meeting_after_vote = int(np.searchsorted(self.meetings, self.vote))

    def timetable(self) -> Whole:
        """Return the days of all meetings up to the end that the sides believe in."""
        model = self.model
        rules, parties = model.spec.deadline, (model.spec.party_a, model.spec.party_b)
        belief = np.mean([party.extension_belief.first.central for party in parties]) if rules.most else 0.0
        end = np.array([np.floor(model.setting.calendar.deadline + belief * rules.extension_days)])
        days = range(model.setting.calendar.talks, int(end[0]) + 1)
        return np.array([day for day in days if model.setting.calendar.meeting_due(day, end)[0]])

    # --- the figures of the game ------------------------------------------------------------------

    def time_fractions(self) -> Array:
        """Return the share of the time left to the horizon that passes after each meeting, (meetings,)."""
        gaps = np.diff(self.meetings, append=self.meetings[-1])
        return np.asarray(gaps / (self.model.setting.calendar.horizon - self.meetings))

    def pause_flow(self, table: Array, begin: int) -> Array:
        """Return what the terms in force pay after each meeting from `begin` on, (worlds, meetings)."""
        now = self.model.state.main.idle.value(table, self.model.state.main.terms.now)
        return now[:, None] * self.time_fractions()[None, begin:]

    def value_after_lapse(self, table: Array) -> Array:
        """Return what the terms after a lapse pay, (worlds,)."""
        return self.model.state.main.idle.value(table, self.model.state.main.terms.lapsed)

    def party_a_proposal_chances(self) -> Array:
        """Return the chance that party A proposes at each meeting, (worlds, meetings)."""
        protocol = self.model.setting.drawn.calendar.proposer
        count = len(self.meetings)
        if protocol.coin is not None:
            return np.repeat(np.broadcast_to(protocol.coin, (self.worlds,))[:, None], count, axis=1)
        fixed = (
            np.arange(count) % 2 == 0 if protocol.alternate else np.full(count, self.model.state.main.always_proposes)
        )
        return np.tile(fixed.astype(float), (self.worlds, 1))

    def drawn_proposers(self) -> Whole:
        """Return who proposes at each meeting by the luck of the run, 0 party A, (worlds, meetings)."""
        protocol, model = self.model.setting.drawn.calendar.proposer, self.model
        if protocol.coin is None:
            return np.where(self.party_a_proposal_chances() > 0, 0, 1)
        used = model.setting.chance.used
        party_a = []
        for day in self.meetings:
            used.discard(f"proposer.day{day}")  # the very draw that the run used
            party_a.append(model.setting.chance.uniform(f"proposer.day{day}") < protocol.coin)
        return np.where(np.stack(party_a, axis=1), 0, 1)

    def game(self, party_b: Array, begin: int, end: int, values: Array | None = None, **more: Any) -> Game:
        """Return the game of the meetings from `begin` to `end`, for party B's table."""
        delta, first = 1 - self.time_fractions()[None, begin:], self.party_a_proposal_chances()[:, begin:end]
        return Game(
            values=(self.points.values(self.party_a) if values is None else values, self.points.values(party_b)),
            proposes=(first, 1 - first),
            delta=(delta, delta),
            flow=(self.pause_flow(self.standing, begin), self.pause_flow(party_b, begin)),
            terminal=(self.value_after_lapse(self.standing), self.value_after_lapse(party_b)),
            **more,
        )

    # --- before and after the vote ----------------------------------------------------------------

    def winner_may_sign(self, place: int) -> Flags:
        """Return at which meetings after the vote a winner may sign, (worlds, meetings)."""
        house = self.model.government
        held = house.part.governments[house.names[place]]
        ready = self.vote + np.ceil(held.formation_days)
        return np.asarray(self.meetings[None, self.first_meeting_after_vote :] >= ready[:, None])

    def chances(self) -> Array:
        """Return each candidate's chance of winning, (worlds, candidates)."""
        race = self.model.government.race
        if race is None:
            raise ValueError("no vote is held in this scenario")
        return race.believed_chances()

    def whole_game(self) -> Game:
        """Return the whole game, with a branch for each possible winner."""
        count = len(self.meetings)
        if self.first_meeting_after_vote >= count:
            return self.game(self.party_b[0], 0, count, *self.values_before_vote(), floors=self.floors(count))
        chance = self.chances()
        then = Branching(self.branches(), (chance, chance))
        sure = (self.points.values(self.party_a), self.points.values(self.party_b[0]))
        return self.game(
            self.party_b[0],
            0,
            self.first_meeting_after_vote,
            *self.values_before_vote(),
            floors=self.floors(self.first_meeting_after_vote),
            branching=then,
            later_values=sure,
        )

    def branches(self) -> tuple[Game, ...]:
        """Return the game after the vote for each possible winner."""
        places = self.model.government.candidates
        winners = range(places.start, places.stop)
        count = len(self.meetings)
        return tuple(
            self.game(self.party_b[p], self.first_meeting_after_vote, count, may_sign=self.winner_may_sign(p))
            for p in winners
        )

    def values_before_vote(self) -> tuple[Array]:
        """Return what a deal before the vote is worth to party A, (worlds, points).

        A deal that does not hold leaves party A with no deal ever, or, by the rule `waiting`, with the game after
        the vote.  In equilibrium a refusal is worth what follows it in any case, so `sure` and `expected` are one.
        """
        talks, sure = self.model.state.main, self.points.values(self.party_a)
        if not talks.party_a.heeds_vote():
            return (sure,)
        doubt = talks.honour(
            self.rows,
            lambda signed, standing, side: (
                self.points.values(signed) - talks.reserve(standing, talks.parties[side], self.rows)[:, None]
            ),
        )
        void = self.value_after_void() if talks.party_a.doubt.demand.waits else self.reserve("party_a")
        return (sure if doubt is None else discount_value(sure, void[:, None], doubt),)

    def value_after_void(self) -> Array:
        """Return what the game after the vote is worth to party A on the first day, less the penalty, (worlds,)."""
        if self.first_meeting_after_vote >= len(self.meetings):
            return self.reserve("party_a")
        chance, horizon = self.chances(), self.model.setting.calendar.horizon
        later = np.stack([solve(game).value[0] for game in self.branches()], axis=1)
        passed = (self.meetings[self.first_meeting_after_vote] - self.meetings[0]) / (horizon - self.meetings[0])
        paused = self.model.state.main.idle.value(self.standing, self.model.state.main.terms.now)
        lost = self.model.state.main.void_penalty(0) * DAYS_PER_YEAR / (horizon - self.meetings[0])
        return np.asarray(passed * paused + (1 - passed) * ordered_sum(chance * later) - lost)

    def reserve(self, side: str, meeting: int = 0) -> Array:
        """Return what never agreeing is worth at a meeting, (worlds,)."""
        table = self.standing if side == "party_a" else self.party_b[0]
        now, horizon = self.meetings[meeting], self.model.setting.calendar.horizon
        paused = self.model.state.main.idle.value(table, self.model.state.main.terms.now)
        days = (float(self.meetings[-1] - now), float(horizon - now))
        return deadline.average_no_deal_value(paused, self.value_after_lapse(table), days, np.zeros(self.worlds))

    def floors(self, meetings: int) -> tuple[Array, Array]:
        """Return the least each side may sign for at each meeting before the vote, (worlds, meetings) each."""
        house, every = self.model.government, range(meetings)
        party_a = np.stack([self.reserve("party_a", k) for k in every], axis=1)
        return party_a, np.stack([house.floor(self.reserve("party_b", k)) for k in every], axis=1)

    # --- what comes out ---------------------------------------------------------------------------

    def equilibrium_agreement(self, winner: Whole) -> tuple[Whole, Whole, Whole]:
        """Return round, point and government of the agreement, (worlds,) each; -1 where there is none.

        `winner` is the place of the winner among the governments, 0 where nobody was elected.
        """
        turns, signer = self.drawn_proposers(), np.zeros(self.worlds, dtype=np.int64)
        play = solve(self.whole_game())
        meeting, point = play.agreement(turns[:, : play.point.shape[0]])
        for place, later in enumerate(play.branch_plays, start=1):
            after, chosen = later.agreement(turns[:, self.first_meeting_after_vote :])
            here = (meeting < 0) & (winner == place)
            point = np.where(here, chosen, point)
            signer = np.where(here, place, signer)
            meeting = np.where(here & (after >= 0), self.first_meeting_after_vote + after, meeting)
        return meeting, point, signer

    def columns(self, winner: Whole) -> dict[str, pa.Array]:
        """Return what the equilibrium says of each world."""
        meeting, point, signer = self.equilibrium_agreement(winner)
        agreed = (meeting >= 0) & (point >= 0)
        package = self.points.package(np.maximum(point, 0))
        party_b = np.stack(self.party_b)[signer, self.rows]
        found = {
            "equilibrium_agreed": pa.array(agreed),
            "equilibrium_day": pa.array(self.meetings[np.maximum(meeting, 0)], mask=~agreed),
            "equilibrium_party_a_value": pa.array(package_value(self.party_a, package), mask=~agreed),
            "equilibrium_party_b_value": pa.array(package_value(party_b, package), mask=~agreed),
        }
        for place, issue in enumerate(self.model.state.main.agenda.issues):
            number, last = package[:, place], len(issue.levels) - 1  # a deal that leaves it open has no level
            levels = np.array(issue.levels)[np.minimum(number, last)]
            found[f"equilibrium_{issue.name}"] = pa.array(levels, mask=~agreed | (number > last))
        return found
