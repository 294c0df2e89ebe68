"""The Korean government: the caretaker, the vote, the winner, and the Assembly behind them."""

from collections.abc import Callable
from typing import Any

import mesa
import numpy as np

from sim.core.worlds import Array, Flags, Whole, distinct_numbers, group_if_alike, take_worlds
from sim.model.shocks import heirs
from sim.model.valuation import Facts, Peers, parity, public_weights, times
from sim.politics import authority, election
from sim.politics.honour import passing_chance
from sim.politics.red_lines import subtract_red_lines

Along = Callable[[Array], Array]  # a table (worlds, issues, levels) to values of some packages


class Government(mesa.Agent):
    """Holds Korea's tables for each possible government, and who governs in each world.

    names       in office first, then the candidates, then those to whom events may hand over
    governing   (worlds,)   place in `names`
    elected     (worlds,)   place of the winner of the vote, 0 before it
    formed      (worlds,)   day from which the government may sign
    tables      one (worlds, issues, levels) for each of `names`; `publics` as the public knows them
    own, public, relief   the tables of whoever governs, and what pressure enlarges
    fiscal      (worlds,)   weight on the budget of whoever governs
    """

    own: Array
    public: Array
    relief: Array
    tables: list[Array]
    reliefs: list[Array]
    publics: list[Array]
    pivot: Array
    fiscal: Array

    def __init__(self, model: Any, facts: Facts) -> None:
        super().__init__(model)
        self.facts, self.korea, self.vote = facts, model.drawn.korea, model.drawn.election
        self.stated, self.assembly, self.rules = model.spec.korea, model.drawn.assembly, model.drawn.precedent
        self.weights: dict[str, Array] = model.drawn.korea.weights
        self.public_weights = public_weights(self.stated.weights, facts.worlds)
        candidates = self.vote.candidates if self.vote else []
        self.candidates = slice(1, 1 + len(candidates))  # their places
        self.names: list[str] = [self.korea.in_office, *candidates, *heirs(model.spec.events)]
        self.governing: Whole = np.zeros(facts.worlds, dtype=np.int64)
        self.elected: Whole = np.zeros_like(self.governing)
        self.formed: Array = np.full(facts.worlds, -np.inf)
        self.day_of_vote = model.calendar.day(self.vote.date) if self.vote else None
        if self.vote:
            self.enter_race(model)

    # --- the race -------------------------------------------------------------------------------

    def enter_race(self, model: Any) -> None:
        """Take the published poll, and the truth it may have missed by chance."""
        polls = self.vote.polls
        shares = np.array([polls.shares[name] for name in self.vote.candidates])
        published = np.tile(shares / shares.sum(), (self.facts.worlds, 1))
        luck = self.luck(model, "sample")
        self.strength = election.strength_from_poll(published, polls.interviews, luck)
        self.published = published
        self.reckoned, self.wins = -1, np.full(published.shape, np.nan)  # the day of the odds, and the odds
        self.poll_day = model.calendar.day(polls.date)
        self.spread = election.PollUncertainty(polls.sd_day, polls.sd_error, polls.interviews)
        if self.poll_day < 0:  # the race has gone on since the poll, before day 0
            walked = np.sqrt(float(-self.poll_day)) * self.spread.sd_day
            self.strength = election.step_strength(self.strength, walked, self.luck(model, "before"))

    def luck(self, model: Any, occasion: str) -> Array:
        """Return one normal a world and candidate, (worlds, candidates)."""
        return np.stack([model.chance.normal(f"polls.{name}.{occasion}") for name in self.vote.candidates], axis=1)

    @property
    def pending(self) -> bool:
        """Whether a vote is still to come."""
        return self.day_of_vote is not None and self.model.day < self.day_of_vote

    @property
    def unseen(self) -> float:
        """Days to the vote since the last day on which a poll could be published."""
        if self.day_of_vote is None:
            return 0.0
        return float(self.day_of_vote - min(self.model.day, self.day_of_vote - self.vote.polls.blackout_days))

    def campaign(self) -> None:
        """Let a day of the race pass; on election day hand over to the winner."""
        day = self.model.day
        if self.day_of_vote is None or not self.poll_day < day <= self.day_of_vote:
            return
        luck = self.luck(self.model, f"day{day}")
        self.strength = election.step_strength(self.strength, self.spread.sd_day, luck)
        if day <= self.day_of_vote - self.vote.polls.blackout_days:
            self.published = election.vote_shares(self.strength)
        if day == self.day_of_vote:
            luck = self.luck(self.model, "error")
            self.take_over(election.winner(election.step_strength(self.strength, self.spread.sd_error, luck)))

    def take_over(self, winner: Whole) -> None:
        """Hand over to the winner in every world; it may sign once it has formed."""
        self.governing = self.elected = winner + 1
        self.settle()
        days = np.stack([self.korea.governments[name].formation_days for name in self.names[self.candidates]], axis=1)
        taken = np.take_along_axis(days, winner[:, None], axis=1)[:, 0]
        self.formed = self.model.day + np.ceil(taken)

    def hand_over(self, name: str, rows: Whole) -> None:
        """Let another government take over without a vote, in some worlds; it may sign once it has formed."""
        self.governing = self.governing.copy()
        self.governing[rows] = self.names.index(name)
        self.settle()
        self.formed[rows] = self.model.day + np.ceil(self.korea.governments[name].formation_days[rows])

    def acting(self) -> Flags:
        """Return where nobody elected governs, (worlds,)."""
        return np.asarray((self.governing == 0) | (self.governing >= self.candidates.stop))

    # --- mandates -------------------------------------------------------------------------------

    def multiplied(self, multiples: dict[str, Array]) -> dict[str, Array]:
        """Return Korea's weights times a government's multiples, (worlds,) each."""
        return {c: w * multiples[c] if c in multiples else w for c, w in self.weights.items()}

    def weight(self, component: str) -> Array:
        """Return the governing mandate's weight on a component, (worlds,); 0 where it has none."""
        if component not in self.weights:
            return np.zeros(self.facts.worlds)
        multiples = [self.korea.governments[name].multiples.get(component) for name in self.names]
        one = np.ones(self.facts.worlds)
        held = np.stack([one if m is None else m for m in multiples])
        return np.asarray(self.weights[component] * held[self.governing, np.arange(self.facts.worlds)])

    def weigh(self, peers: Peers) -> None:
        """Compute every government's tables anew from flows, weights and precedent."""
        lost = parity(self.facts, self.rules, peers)
        worlds = self.facts.worlds

        def priced(weights: dict[str, Array]) -> Array:
            weight = weights.get("parity", np.zeros(worlds))
            return self.facts.table(weights) + weight[:, None, None] * lost

        mandates = [self.multiplied(self.korea.governments[name].multiples) for name in self.names]
        self.tables = [
            subtract_red_lines(priced(weights), self.facts.lines(self.korea.governments[name].red_lines))
            for name, weights in zip(self.names, mandates, strict=True)
        ]
        self.reliefs = [self.facts.relief(weights) for weights in mandates]
        self.pivot = priced(self.multiplied(self.assembly.pivot.multiples))
        stated = [self.stated.governments[name] for name in self.names]
        self.publics = [
            subtract_red_lines(priced(times(self.public_weights, held.multiples)), self.facts.lines(held.red_lines))
            for held in stated
        ]
        self.settle()

    def settle(self) -> None:
        """Pick the tables of whoever governs in each world."""
        self.changed = True
        self.own, self.public, self.relief = (
            np.stack(held)[self.governing, np.arange(self.facts.worlds)]
            for held in (self.tables, self.publics, self.reliefs)
        )
        self.fiscal = self.weight("fiscal")

    # --- authority ------------------------------------------------------------------------------

    def may_sign(self) -> Flags:
        """Return where the government has been formed, (worlds,)."""
        return np.asarray(self.formed <= self.model.day)

    def floor(self, reserve: Array, rows: Whole | None = None) -> Array:
        """Return the least value Korea may sign for, (worlds,), of all worlds or some."""
        rows = np.arange(self.facts.worlds) if rows is None else rows
        found, governing = reserve, self.governing[rows]
        for place in distinct_numbers(governing) if self.pending else ():
            holder = self.korea.governments[self.names[place]]
            if holder.audience_cost is None or holder.opinion is None:
                continue
            ambition = np.zeros(len(reserve)) if holder.ambition is None else holder.ambition[rows]
            binding, against = governing == place, holder.opinion.against[rows]
            raised = authority.signing_floor(reserve, holder.audience_cost[rows], against, ambition, binding)
            found = np.where(binding, raised, found)
        return found

    def standing(self, signed: Flags) -> Array:
        """Return the caretaker's net approval, (worlds,), nan without opinion data."""
        opinion = self.korea.governments[self.korea.in_office].opinion
        if opinion is None:
            return np.full(len(signed), np.nan)
        return authority.approval_after_signing(
            opinion.approval, opinion.points, (opinion.in_favour, opinion.against), signed
        )

    # --- keeping a signature --------------------------------------------------------------------

    def passes(self, place: int, gain: Array, pivot_gain: Array, rows: Whole) -> Array:
        """Return the chance that the Assembly passes a deal with government `place` in office."""
        pivot = self.assembly.pivot
        unified = self.assembly.seats.get(self.names[place], 0) >= self.assembly.majority
        return passing_chance(gain if unified else pivot_gain, pivot.threshold[rows], pivot.scale[rows], pivot.vote)

    def honour(self, rows: Whole, along: Along, reserves: Callable[[Array], Array]) -> Array | None:
        """Return the believed chance that a signature today is kept; None once none is in doubt.

        `along` values packages by a table, `reserves` gives the reserve of a table, (worlds,).
        """
        if not self.pending:
            return None

        def gain(values: Array) -> Array:
            found = along(values)
            reserve = reserves(values)
            return np.asarray(found - reserve.reshape(-1, *[1] * (found.ndim - 1)))

        wins = self.odds(rows)
        gains = [gain(values) for values in self.tables[self.candidates]]
        pivot_gain = gain(self.pivot)
        passed = [self.passes(c + 1, g, pivot_gain, rows) for c, g in enumerate(gains)]
        return np.asarray(take_worlds(self.vote.honour, rows)(wins, gains, passed))

    def odds(self, rows: Whole) -> Array:
        """Return each candidate's believed chance of winning, (worlds, candidates); worked out once a day."""
        if self.reckoned != self.model.day:
            self.reckoned, self.wins = self.model.day, np.full(self.published.shape, np.nan)
        fresh = distinct_numbers(rows[np.isnan(self.wins[rows, 0])])
        if len(fresh):
            kinds = group_if_alike([self.published[fresh], self.spread.sd_day[fresh], self.spread.sd_error[fresh]])
            some = fresh if kinds is None else fresh[kinds.first]
            spread = election.PollUncertainty(
                self.spread.sd_day[some], self.spread.sd_error[some], self.spread.interviews
            )
            wins = election.win_chances(self.published[some], self.unseen, spread)
            self.wins[fresh] = wins if kinds is None else wins[kinds.group]
        return self.wins[rows]

    def keeps(self, rows: Whole, gain: Array, signer: Whole) -> Array:
        """Return the chance that the government in office keeps a deal that `signer` signed."""
        names, now = np.array(self.names), self.governing[rows]
        heir = (signer == 0) | (signer >= self.candidates.stop)
        heir &= (now > 0) & (now < self.candidates.stop) & (names[now] != names[signer])
        if not self.vote or not heir.any():
            return np.ones(len(rows))
        return np.where(heir, take_worlds(self.vote.honour, rows).keeps(gain), 1.0)

    def ratifies(self, rows: Whole, gain: Array, pivot_gain: Array) -> Array:
        """Return the chance that the Assembly passes a deal today, (worlds,)."""
        chance = np.empty(len(rows))
        for place in distinct_numbers(self.governing[rows]):
            held = np.flatnonzero(self.governing[rows] == place)
            chance[held] = self.passes(int(place), gain[held], pivot_gain[held], rows[held])
        return chance
