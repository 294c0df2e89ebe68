"""The parties' talks: caretakers whose authority is limited, votes, and signatures that may not hold."""

from collections.abc import Sequence

import numpy as np

from sim.bargaining.sides import SIDES
from sim.bargaining.status_quo import StatusQuo, StatusQuoValues
from sim.core.worlds import Array, Flags, Whole
from sim.model.agents.administration import Administration
from sim.model.agents.executive import Executive
from sim.model.agents.government import Government
from sim.model.agents.parties import Parties
from sim.model.governments import chance_with_both, clock_start, resolutions, sign_together
from sim.model.setting import Setting
from sim.model.stages.force import DaysInForce
from sim.model.track import NOWHERE, Track
from sim.model.track_parts import Resolution, SidesGain, TrackTables
from sim.model.valuation import ValueTables
from sim.politics.lobbying import LobbiedTable


class MainTrack(Track):
    """The talks between party A and party B in every world.

    values      flows and tables of its issues
    offered     side -> the most it has offered so far at fixed tables, bn USD a year, (worlds,)
    fell_back   side -> whether its offer of today fell short of its own demand, nan without one, (worlds,)
    pressed     the table of whoever governs, under the carmakers' pressure of the day
    """

    pressed: LobbiedTable

    def __init__(self, setting: Setting, values: ValueTables) -> None:
        super().__init__(setting, "party_b", "", values.agenda.first_stage, setting.calendar)
        self.values, self.terms = values, StatusQuo.from_agenda(values.agenda, setting.worlds)
        self.force: DaysInForce | None = None  # of each issue of a deal in stages
        self.known_force: dict[int, tuple[StatusQuoValues, int, Whole]] = {}  # by issue: terms, changes, levels
        self.received: Flags | None = None  # where party A receives party B today, once the day has been divided
        self.fell_back = {side: np.full(setting.worlds, np.nan) for side in SIDES}
        self.offered = {side: np.full(setting.worlds, np.nan) for side in SIDES}

    def seat(
        self, parties: Parties, administration: Administration, government: Government, moving: Sequence[int]
    ) -> None:
        """Bring in who governs and who bargains; moving, issues whose values move from day to day."""
        self.administration, self.government = administration, government
        self.executives: tuple[Executive, Executive] = (administration, government)
        self.parties = (
            parties.delegation(self.setting, "party_a", "party_a", self.agenda, administration.bidding),
            parties.delegation(self.setting, "party_b", "party_b", self.agenda, government.bidding, moving),
        )

    @property
    def mandate(self) -> Array:
        """The table of whoever governs party B under today's pressure, (worlds, issues, levels)."""
        return self.pressed.table

    @property
    def tables(self) -> TrackTables:
        """The tables of the day."""
        party_a, house = self.administration, self.government
        return TrackTables(
            party_a.signed, party_a.standing, party_a.public, party_a.public_standing, self.mandate, house.public
        )

    def with_shut_issues(self, rows: Whole, offer: Whole) -> Whole:
        """Return offers, (worlds, issues), with issues still shut at their level without a deal."""
        return self.values.with_shut_issues(rows, offer)

    @property
    def shuts_issues(self) -> bool:
        """Whether some issues are still shut, in any world."""
        return bool(self.values.shut)

    # --- who governs ------------------------------------------------------------------------------

    def authority(self, side: int, value: Array, rows: Whole) -> Array:
        """Return the least a side may sign for, (worlds,): more than its reserve where its public holds it to that."""
        return self.executives[side].floor(value, rows)

    def may_sign(self, rows: Whole) -> Flags:
        """Return where the governments of both parties have been formed, (worlds,)."""
        return sign_together(self.executives)[rows]

    def clock_start(self, rows: Whole) -> Array:
        """Return the day the talks opened, or that of the last new government's authority, (worlds,)."""
        return clock_start(self.executives, float(self.calendar.talks), self.setting.day, rows)

    def serving(self, side: int, rows: Whole) -> Whole:
        """Return the place of the tactic that a side uses: that of whoever governs, (worlds,)."""
        house = self.executives[side]
        return house.governing[rows] if house.changes else super().serving(side, rows)

    @property
    def in_doubt(self) -> bool:
        """Whether a vote is still to come, whose winner may not keep a signature of today."""
        return any(house.in_doubt for house in self.executives)

    def honour(self, rows: Whole, gain: SidesGain) -> Array | None:
        """Return the believed chance that a signature of today holds with both parties; None once none is in doubt."""
        return chance_with_both(self.executives, rows, gain)

    def resolutions(self, rows: Whole) -> list[Resolution]:
        """Return who may win the vote, when that government can be expected to sign, and what it would want."""
        return resolutions(self.executives, self.setting, rows)

    @property
    def movers(self) -> Sequence[str]:
        """The sides that have to want the deadline moved."""
        named, keys = self.setting.spec.deadline.by, self.setting.spec.keys
        return SIDES if named == "both" else [SIDES[keys.index(named or keys[0])]]

    @property
    def vote_lag(self) -> int:
        """Days from a signature to the vote on it."""
        return max((held.vote_lag_days for held in self.setting.spec.assemblies), default=0)

    def void_penalty(self, side: int) -> Array:
        """Return what a void deal costs a side once, bn USD, (worlds,)."""
        held = [found for found in map(self.setting.assembly, reversed(SIDES)) if found is not None]
        if not held:
            return super().void_penalty(side)
        cost: Array = held[0].void_penalty[self.setting.spec.keys[side]]
        return cost

    def draw_name(self, side: int) -> str:
        """Return what the names of a side's draws begin with."""
        return SIDES[side]

    def comes(self) -> Flags:
        """Return where party B meets party A today, (worlds,): where a meeting is due, or put off to today."""
        return self.due() if self.received is None else self.received

    def in_force(self, place: int) -> Whole:
        """Return the level in force on one issue, (worlds,), not to be written to; one array while none changes."""
        if self.force is not None:
            return self.find_in_force(place)
        terms, changes, levels = self.known_force.get(place, (None, 0, NOWHERE))
        if terms is not self.idle or changes != self.ledger.changes:
            levels = self.find_in_force(place)
            self.known_force[place] = self.idle, self.ledger.changes, levels
        return levels

    def find_in_force(self, place: int) -> Whole:
        """Return the level in force on one issue, (worlds,), found anew."""
        ledger, (found, lapsed) = self.ledger, self.idle.levels(place)
        signed = ledger.agreed if self.force is None else ledger.agreed & self.force.is_levied(self.setting.day, place)
        for flags, levels in ((ledger.lapsed, lapsed), (signed, ledger.package[:, place])):
            if np.count_nonzero(flags):
                found = np.where(flags, levels, found)
        return found
