"""How far each world's deal has come: signed, written, enacted, and what of it is in force."""

from typing import Any

import numpy as np

from sim.core.worlds import Array, Flags, Whole
from sim.model.agents.parties import Parties
from sim.model.main_track import MainTrack
from sim.model.setting import Setting
from sim.model.stages.force import DaysInForce
from sim.model.stages.refunds import MONTH, DutyLog
from sim.model.stages.text import TextTrack
from sim.scenario.schema.stages import InForce, StagesPart

NONE, DEAL, TEXT, ENACTED, UNFINISHED = range(5)
REACHED = ("none", "deal", "text", "enacted", "unfinished")  # names of the above


class Stages:
    """The stages of every world's deal; arrays are (worlds,), days nan or inf before they are known.

    force        days in force by issue; text, the talks on the text; refunds, of makers' duty, if any are due
    reached      how far the deal has come, a place in REACHED
    days         stage -> day on which it ended, nan before
    text_opens   day on which the talks on the text open
    enacts       day on which it is enacted without a vote
    withdrawn    day on which promised cuts were first taken back, nan if never
    texts        how many talks on a text have been opened
    measures     what a text is worth to both on its day, nan without one
    """

    def __init__(self, parties: Parties, setting: Setting, main: MainTrack, makers: int, stated: StagesPart) -> None:
        worlds, names = setting.worlds, main.agenda.names
        self.part: Any = setting.drawn.stages
        rules = force_rules(stated)
        self.force = DaysInForce(worlds, names, rules, stated.withdraws, setting.calendar)
        main.force = self.force
        self.text = TextTrack(parties, setting, main, self.force, stated.text) if stated.text else None
        self.tariff = main.values.tariff
        self.refunds = duty_log(rules.get(names[self.tariff]), worlds, makers) if makers else None
        nothing = np.full(worlds, np.nan)
        self.reached: Whole = np.zeros(worlds, dtype=np.int64)
        self.days: dict[str, Array] = {name: nothing.copy() for name in ("deal", "text", "enactment")}
        self.text_opens: Array = np.full(worlds, np.inf)
        self.enacts: Array = np.full(worlds, np.inf)
        self.withdrawn: Array = nothing.copy()
        self.texts: Whole = np.zeros(worlds, dtype=np.int64)
        self.measures: dict[str, Array] = {}

    def keep_measure(self, name: str, rows: Whole, values: Array) -> None:
        """Keep a figure of the text, nan elsewhere."""
        held = self.measures.setdefault(name, np.full(len(self.reached), np.nan))
        held[rows] = values

    def clear(self, rows: Whole) -> None:
        """Forget deals that did not hold; what was refunded stays."""
        self.reached[rows] = NONE
        for held in (*self.days.values(), *self.measures.values(), self.withdrawn):
            held[rows] = np.nan
        self.text_opens[rows], self.enacts[rows] = np.inf, np.inf
        self.force.clear(rows)
        if self.text is not None:
            self.text.ledger.live[rows] = False

    @property
    def promised(self) -> Flags:
        """Where all is written and only enactment is waited for, (worlds,)."""
        return np.asarray(self.reached == (DEAL if self.text is None else TEXT))

    @property
    def last_day(self) -> Array:
        """The day of the last stage before enactment, (worlds,), nan before it."""
        return self.days["deal" if self.text is None else "text"]


def force_rules(stated: StagesPart) -> dict[str, InForce]:
    """Return when each issue comes into force: as stated, or with the stage that settles it."""
    found = {name: InForce(stage="deal") for name in stated.deal.settles}
    if stated.text is not None:
        found |= {name: InForce(stage="text") for name in stated.text.settles}
    return found | stated.in_force


def duty_log(rule: InForce | None, worlds: int, makers: int) -> DutyLog | None:
    """Return the log of duties that refunds are worked out from; None where no earlier day may count."""
    if rule is None or rule.retroactive_to is None:
        return None
    return DutyLog(worlds, makers, None if rule.retroactive_to == "deal" else MONTH)
