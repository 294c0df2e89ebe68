"""The executive of a party: who governs, the vote, the winner, what they may sign, and the assembly behind them."""

from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from sim.core.worlds import Array, Flags, Whole, distinct_numbers, take_worlds
from sim.model.agents.assembly import bar_of, chance_to_pass, is_unified
from sim.model.agents.audience import answers_to_opinion, raised_floor, vote_is_ahead
from sim.model.agents.mandate_tables import MandateTables
from sim.model.setting import Setting
from sim.model.stated_race import race_to
from sim.model.track_parts import Gain
from sim.model.valuation import ValueTables
from sim.politics import authority
from sim.politics.honour import chance_of_holding


class Executive(MandateTables):
    """Says who governs a party in each world, and what that government may sign and stands by.

    luck        what the names of its draws begin with
    elected     (worlds,)   place of the winner of the vote, 0 before it
    formed      (worlds,)   day from which the government may sign
    seated      (worlds,)   day from which the winner of the vote may, whoever takes over after it
    last_approval   (worlds,)   the caretaker's net approval where an event came after the talks, nan where none did
    """

    luck: ClassVar[str]

    def __init__(self, setting: Setting, values: ValueTables) -> None:
        super().__init__(setting, values)
        self.elected: Whole = np.zeros_like(self.governing)
        self.formed: Array = np.full(values.worlds, -np.inf)
        self.seated: Array = self.formed.copy()
        self.last_approval: Array = np.full(values.worlds, np.nan)
        self.race = race_to(setting, self.vote, self.luck) if self.vote else None
        self.day_of_vote = self.race.day_of_vote if self.race else None

    # --- the vote, and who takes over ------------------------------------------------------------

    @property
    def pending(self) -> bool:
        """Whether a vote is still to come."""
        return self.day_of_vote is not None and self.setting.day < self.day_of_vote

    @property
    def in_doubt(self) -> bool:
        """Whether a vote is still to come, whose winner may not keep a signature of today."""
        return self.pending and bool(self.vote.honour.doubtful)

    def campaign(self) -> None:
        """Let a day of the race pass; on election day hand over to the winner."""
        winner = self.race.live_day() if self.race else None
        if winner is not None:
            self.take_over(winner)

    def take_over(self, winner: Whole) -> None:
        """Hand over to the winner in every world; it may sign once it has formed."""
        self.governing = self.elected = winner + 1
        self.pick_tables()
        days = np.stack([self.part.governments[name].formation_days for name in self.names[self.candidates]], axis=1)
        taken = np.take_along_axis(days, winner[:, None], axis=1)[:, 0]
        self.seated = self.setting.day + np.ceil(taken)
        self.formed = self.seated.copy()

    def hand_over(self, name: str, rows: Whole) -> None:
        """Let another government take over without a vote, in some worlds; it may sign once it has formed."""
        self.governing = self.governing.copy()
        self.governing[rows] = self.names.index(name)
        self.pick_tables()
        self.formed[rows] = self.setting.day + np.ceil(self.part.governments[name].formation_days[rows])

    def is_unelected(self) -> Flags:
        """Return where nobody elected governs, (worlds,)."""
        return np.asarray((self.governing == 0) | (self.governing >= self.candidates.stop))

    # --- authority ------------------------------------------------------------------------------

    def may_sign(self) -> Flags:
        """Return where the government has been formed, (worlds,)."""
        return np.asarray(self.formed <= self.setting.day)

    def floor(self, reserve: Array, rows: Whole | None = None) -> Array:
        """Return the least value that the party may sign for, (worlds,), of all worlds or some."""
        if not self.is_bound:
            return reserve
        rows = np.arange(self.values.worlds) if rows is None else rows
        found, governing = reserve, self.governing[rows]
        for place in distinct_numbers(governing):
            if self.answers_to_opinion(place):
                binding = governing == place
                found = np.where(binding, raised_floor(self.holders[place], reserve, rows, binding), found)
        return found

    @property
    def is_bound(self) -> bool:
        """Whether a vote is still to come that binds whoever governs."""
        return self.pending or vote_is_ahead(self.setting, self.part)

    def answers_to_opinion(self, place: int) -> bool:
        """Return whether a government, by its place, is limited in what it may sign while a vote is pending."""
        return answers_to_opinion(self.holders[place])

    def approval(self, signed: Flags) -> Array:
        """Return the caretaker's net approval, (worlds,), less what came after the talks; nan without opinion data."""
        opinion = self.holders[0].opinion
        if opinion is None:
            return np.full(len(signed), np.nan)
        now = authority.approval_after_signing(
            opinion.approval, opinion.points, (opinion.in_favour, opinion.against), signed
        )
        return np.where(np.isnan(self.last_approval), now, self.last_approval)

    def keep_approval(self, rows: Whole, signed: Flags) -> None:
        """Keep the caretaker's net approval in some worlds as it is before an event that comes after their talks.

        signed (worlds,), where the caretaker did; a row does not depend on how long other worlds are played.
        """
        self.last_approval[rows] = self.approval(signed)[rows]

    # --- keeping a signature --------------------------------------------------------------------

    def is_unified(self, place: int) -> bool:
        """Return whether government `place` would have a majority of its own, or needs none."""
        return is_unified(self.assembly, self.names[place])

    def honour(self, rows: Whole, gain: Gain) -> Array | None:
        """Return the believed chance that a signature today is kept and passed; None once none is in doubt.

        gain   of a table of a signature and one of none, the value of packages over no deal
        """
        if self.race is None or not self.pending:
            return None
        self.race.work_out_odds(rows)
        pairs = zip(self.tables[self.candidates], self.standings[self.candidates], strict=True)
        gains, pivot_gain = [gain(*pair) for pair in pairs], gain(self.pivot, self.pivot_standing)
        decisive = [own if self.is_unified(place) else pivot_gain for place, own in enumerate(gains, 1)]
        rules = self.vote.honour, bar_of(self.assembly, self.values.worlds)
        return chance_of_holding(rules, self.race.win_chances, (gains, decisive), rows)

    def keeps(self, rows: Whole, gain: Array, signer: Whole) -> Array:
        """Return the chance that the government in office keeps a deal that `signer` signed."""
        names, now = np.array(self.names), self.governing[rows]
        heir = (signer == 0) | (signer >= self.candidates.stop)
        heir &= (now > 0) & (now < self.candidates.stop) & (names[now] != names[signer])
        if not self.vote or not heir.any():
            return np.ones(len(rows))
        return np.where(heir, take_worlds(self.vote.honour, rows).keeps(gain), 1.0)

    def ratifies(self, rows: Whole, gain: Array, pivot_gain: Array) -> Array:
        """Return the chance that the assembly passes a deal today, (worlds,)."""
        return chance_to_pass(self.assembly, self.decisive_gain(rows, gain, pivot_gain), rows)

    def decisive_gain(self, rows: Whole, gain: Array, pivot_gain: Array) -> Array:
        """Return what a deal is worth over no deal to whoever decides today, (worlds,)."""
        unified = np.array([self.is_unified(place) for place in range(len(self.names))])
        return np.where(unified[self.governing[rows]], gain, pivot_gain)

    def government_names(self, places: Whole) -> NDArray[np.str_]:
        """Return the names of governments by their places, (worlds,)."""
        return np.array(self.names)[places]
