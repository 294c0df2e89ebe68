"""The game of offers that a scenario sets, from the day its talks open, with all cards on the table.

Complete information: both sides know every table, as it stands that day, and nothing of events to come.  Terms in
force pay until a deal; the vote branches the game by who wins; before it a signature is discounted by the doubt that
it holds; whoever answers to its public is bound by a floor until its vote; a winner cannot sign before it is formed;
after the end that the sides believe in (the deadline, and an extension times the belief in one) the pause lapses.

Values are in bn USD a year, as an average from the moment of agreement to the horizon.  Points are
the packages on the exact frontier between any possible governments of both.  A coarser set would delay
agreement for no better reason than that waiting a week costs less than a step.
"""

from typing import Any

import numpy as np
import pyarrow as pa

from sim.analysis.frontier_packages import FrontierPackages
from sim.bargaining.equilibrium import Branching, Game, solve
from sim.bargaining.payoffs import discount_value, package_value
from sim.bargaining.sides import SIDES
from sim.core.dates import DAYS_PER_YEAR
from sim.core.errors import UserError
from sim.core.worlds import Array, Flags, Whole, ordered_sum
from sim.model.talks import Talks
from sim.politics import deadline
from sim.scenario.schema.scenario import Scenario


class TalksGame:
    """The game of one chunk of worlds, from the day the talks open.

    voter    the place of the party that may have an election; UserError where both have one
    tables   of each party, one (worlds, issues, levels) for each government: of a signature; standings, of none
    """

    def __init__(self, spec: Scenario, worlds: int, seed: int, first: int) -> None:
        self.model = model = Talks(spec, worlds, seed, first)
        while model.day < model.setting.calendar.talks:
            model.step()
        if len(spec.elections) > 1:
            raise UserError("the equilibrium is not worked out where both parties have an election: leave --theory out")
        self.worlds, self.rows, self.voter = worlds, np.arange(worlds), spec.voting_place
        houses = model.state.main.executives
        self.house = houses[self.voter]
        self.tables, self.standings = [house.tables for house in houses], [house.standings for house in houses]
        self.points = FrontierPackages.on_frontiers(model.state.main.agenda, self.tables[0], self.tables[1])
        self.meetings = self.timetable()
        self.vote = int(self.house.day_of_vote or model.setting.calendar.horizon)
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

    def governments(self, place: int) -> tuple[int, int]:
        """Return the places of the governments of both, where the party that votes has the one at a place."""
        return (place, 0) if self.voter == 0 else (0, place)

    def sure_values(self, place: int) -> tuple[Array, Array]:
        """Return what points are worth to both, (worlds, points), if they are kept; place, of the government."""
        pairs = zip(self.tables, self.governments(place), strict=True)
        party_a, party_b = (self.points.values(tables[k]) for tables, k in pairs)
        return party_a, party_b

    def game(self, place: int, begin: int, end: int, values: tuple[Array, Array] | None = None, **more: Any) -> Game:
        """Return the game of the meetings from `begin` to `end`, under the government at a place."""
        delta, first = 1 - self.time_fractions()[None, begin:], self.party_a_proposal_chances()[:, begin:end]
        party_a, party_b = (held[k] for held, k in zip(self.standings, self.governments(place), strict=True))
        return Game(
            values=values or self.sure_values(place),
            proposes=(first, 1 - first),
            delta=(delta, delta),
            flow=(self.pause_flow(party_a, begin), self.pause_flow(party_b, begin)),
            terminal=(self.value_after_lapse(party_a), self.value_after_lapse(party_b)),
            **more,
        )

    # --- before and after the vote ----------------------------------------------------------------

    def winner_may_sign(self, place: int) -> Flags:
        """Return at which meetings after the vote a winner may sign, (worlds, meetings)."""
        held = self.house.part.governments[self.house.names[place]]
        ready = self.vote + np.ceil(held.formation_days)
        return np.asarray(self.meetings[None, self.first_meeting_after_vote :] >= ready[:, None])

    def chances(self) -> Array:
        """Return each candidate's chance of winning, (worlds, candidates)."""
        race = self.house.race
        if race is None:
            raise ValueError("no vote is held in this scenario")
        return race.believed_chances()

    def whole_game(self) -> Game:
        """Return the whole game, with a branch for each possible winner."""
        count = len(self.meetings)
        if self.first_meeting_after_vote >= count:
            return self.game(0, 0, count, self.values_before_vote(), floors=self.floors(count))
        chance = self.chances()
        then = Branching(self.branches(), (chance, chance))
        return self.game(
            0,
            0,
            self.first_meeting_after_vote,
            self.values_before_vote(),
            floors=self.floors(self.first_meeting_after_vote),
            branching=then,
            later_values=self.sure_values(0),
        )

    def branches(self) -> tuple[Game, ...]:
        """Return the game after the vote for each possible winner."""
        places = self.house.candidates
        winners = range(places.start, places.stop)
        count = len(self.meetings)
        return tuple(
            self.game(p, self.first_meeting_after_vote, count, may_sign=self.winner_may_sign(p)) for p in winners
        )

    def values_before_vote(self) -> tuple[Array, Array]:
        """Return what a deal before the vote is worth to both, (worlds, points), to the other party with its doubt.

        A deal that does not hold leaves it with no deal ever, or, by the rule `waiting`, with the game after the vote.
        In equilibrium a refusal is worth what follows it in any case, so `sure` and `expected` are one.
        """
        talks, other = self.model.state.main, 1 - self.voter
        found = list(self.sure_values(0))
        if talks.parties[other].heeds_vote():
            doubt = talks.honour(self.rows, self.gain)
            waits = talks.parties[other].doubt.demand.waits
            void = self.value_after_void() if waits else self.reserve(other)
            found[other] = found[other] if doubt is None else discount_value(found[other], void[:, None], doubt)
        return found[0], found[1]

    def gain(self, signed: Array, standing: Array, side: int) -> Array:
        """Return what points are worth over no deal by the tables of a side, (worlds, points)."""
        talks = self.model.state.main
        return self.points.values(signed) - talks.reserve(standing, talks.parties[side], self.rows)[:, None]

    def value_after_void(self) -> Array:
        """Return what the game after the vote is worth on the first day to who does not vote, less the penalty."""
        other = 1 - self.voter
        if self.first_meeting_after_vote >= len(self.meetings):
            return self.reserve(other)
        chance, horizon = self.chances(), self.model.setting.calendar.horizon
        later = np.stack([solve(game).value[other] for game in self.branches()], axis=1)
        passed = (self.meetings[self.first_meeting_after_vote] - self.meetings[0]) / (horizon - self.meetings[0])
        paused = self.model.state.main.idle.value(self.standings[other][0], self.model.state.main.terms.now)
        lost = self.model.state.main.void_penalty(other) * DAYS_PER_YEAR / (horizon - self.meetings[0])
        return np.asarray(passed * paused + (1 - passed) * ordered_sum(chance * later) - lost)

    def reserve(self, side: int, meeting: int = 0) -> Array:
        """Return what never agreeing is worth to a side, 0 or 1, at a meeting, (worlds,)."""
        table = self.standings[side][0]
        now, horizon = self.meetings[meeting], self.model.setting.calendar.horizon
        paused = self.model.state.main.idle.value(table, self.model.state.main.terms.now)
        days = (float(self.meetings[-1] - now), float(horizon - now))
        return deadline.average_no_deal_value(paused, self.value_after_lapse(table), days, np.zeros(self.worlds))

    def floors(self, meetings: int) -> tuple[Array, Array]:
        """Return the least each side may sign for at each meeting before the vote, (worlds, meetings) each."""
        reserves = [[self.reserve(side, k) for k in range(meetings)] for side in range(len(SIDES))]
        days, houses = self.meetings[:meetings].tolist(), self.model.state.main.executives
        held = [list(map(house.floor_on, days, least)) for house, least in zip(houses, reserves, strict=True)]
        return np.stack(held[0], axis=1), np.stack(held[1], axis=1)

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
        values = [
            package_value(np.stack(tables)[signer, self.rows] if side == self.voter else tables[0], package)
            for side, tables in enumerate(self.tables)
        ]
        found = {
            "equilibrium_agreed": pa.array(agreed),
            "equilibrium_day": pa.array(self.meetings[np.maximum(meeting, 0)], mask=~agreed),
            **{
                f"equilibrium_{side}_value": pa.array(held, mask=~agreed)
                for side, held in zip(SIDES, values, strict=True)
            },
        }
        for place, issue in enumerate(self.model.state.main.agenda.issues):
            number, last = package[:, place], len(issue.levels) - 1  # a deal that leaves it open has no level
            levels = np.array(issue.levels)[np.minimum(number, last)]
            found[f"equilibrium_{issue.name}"] = pa.array(levels, mask=~agreed | (number > last))
        return found
