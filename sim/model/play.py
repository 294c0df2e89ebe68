"""The talks in many parallel worlds, day by day, without Mesa.

The order of one day is data, `DAY`:

1. events of the day, in file order; then a day of the other partners' talks, if any are played: their deals
   are events of that day
2. polls move; on election day a winner takes over (ties go to the first candidate)
3. carmakers act
4. mandates update: pressure, precedent, who governs
5. if a meeting is due and not put off, the proposer tables an offer, the other accepts or not, both learn
6. signature: terms, day, and the vote it waits for (one signature a world and day at most);
   where a scenario has stages, a day of deals that are signed but not whole (see `sim.model.stages.day`)
7. ratification votes due today; what fails is void and the talks are open again, and so is a deal in
   force that a party breaks at a review
8. deadline: extend, lapse or break down (a deal on the last day comes before the lapse)
9. flows accrue, records are kept
"""

from collections.abc import Callable

import numpy as np

from sim.core.chance import Chance
from sim.core.worlds import worlds_where
from sim.model.agents.parties import PLAIN, Parties
from sim.model.deadline import fall_due
from sim.model.election import campaign
from sim.model.enforcement import check_compliance
from sim.model.events import apply_events
from sim.model.industry import Industry
from sim.model.invariants.books import check_books
from sim.model.invariants.daily import check_day
from sim.model.invariants.stopping import is_checked_today
from sim.model.mandates import revalue, update_mandates
from sim.model.partners.day import partners_day
from sim.model.ratification import hold_votes
from sim.model.recording import end_of_day
from sim.model.records import Records
from sim.model.setting import Setting
from sim.model.signature import meet
from sim.model.stages.day import stages_day
from sim.model.stages.weighing import weigh_deals
from sim.model.state import State, begin, wait_for_change
from sim.scenario.schema.scenario import Scenario


def carmakers_act(state: State) -> None:
    """Let the carmakers, if there are any, meet the tariffs in force and live the day."""
    main, industry, values = state.main, state.industry, state.values
    if industry is None or values.cars is None:
        return
    if state.setting.day > max(industry.accounts_until, state.kept_until):
        let_go_of_makers(state, industry)
    industry.set_tariff(values.cars, main.in_force(values.tariff), main.ledger.live, wait_for_change(state))
    industry.live_day(worlds_read(state))
    for maker in state.makers:
        maker.act()
    if state.stages is not None and state.stages.refunds is not None:
        state.stages.refunds.add_day(industry)


def let_go_of_makers(state: State, industry: Industry) -> None:
    """Let go of the carmakers nobody will ask for: of worlds that are closed, and of which no series are kept."""
    if state.is_watched and state.records.daily:
        return
    asked = state.main.ledger.open  # a deal kept for good asks for no pressure
    asked[: state.records.daily] = True
    if 2 * np.count_nonzero(asked) <= len(industry.kinds.rows):
        industry.keep_only(worlds_where(asked))


def worlds_read(state: State) -> int | None:
    """Return of how many of the first worlds figures of the carmakers' day are read today; None, of all."""
    refunded = state.stages is not None and state.stages.refunds is not None
    if state.is_watched or refunded or is_checked_today(state.setting.day):
        return None
    return state.records.daily if state.setting.day <= state.records_until else 0


DAY: tuple[tuple[str, Callable[[State], None]], ...] = (
    ("1 events", apply_events),
    ("1 rulings", weigh_deals),
    ("1 other partners", partners_day),
    ("2 polls and elections", campaign),
    ("3 carmakers", carmakers_act),
    ("3 invariants of the books", check_books),
    ("4 mandates", update_mandates),
    ("5 meetings, 6 signatures", meet),
    ("6 stages", stages_day),
    ("7 votes", hold_votes),
    ("7 reviews", check_compliance),
    ("8 deadlines", fall_due),
    ("9 flows and records", end_of_day),
    ("9 invariants", check_day),
)


class Play:
    """A scenario as it is played in the worlds of a chance, the first of which is number `first`.

    setting, state   all that a day reads and writes
    running          whether anything is still to happen
    """

    def __init__(self, spec: Scenario, chance: Chance, first: int, records: Records, parties: Parties = PLAIN) -> None:
        self.setting = Setting(spec, chance, first)
        self.state = begin(parties, self.setting, records)
        self.running = True
        revalue(self.state)
        if self.state.stages is not None and self.state.stages.text is not None:
            self.state.stages.text.revalue()  # on day 0, so that what opponent models begin with is that of any chunk
        if self.state.industry is not None:
            no_deal = self.state.industry.priced.no_deal
            self.state.industry.live_until_day_0(wait_for_change(self.state), lambda day: no_deal)

    def live_day(self) -> None:
        """Live one day; the numbers of `DAY` are those of the module's list."""
        for _, act in DAY:
            act(self.state)
        self.end_day()

    def end_day(self) -> None:
        """Go on to the next day, if anything is still to happen."""
        self.setting.day += 1
        self.running = self.state.is_played_on(self.setting.day)
