"""What the steps of a day read and write: all that a model holds, by name and type."""

from dataclasses import dataclass, field

import numpy as np

from sim.bargaining.sides import SIDES
from sim.core.dates import DAYS_PER_YEAR
from sim.core.worlds import Array
from sim.model.agents.administration import Administration
from sim.model.agents.carmaker import Carmaker
from sim.model.agents.executive import Executive
from sim.model.agents.government import Government
from sim.model.agents.parties import Parties
from sim.model.asked_changes import AskedChange
from sim.model.daily_series import MakerSeries
from sim.model.drawn_events import DrawnEvent, draw_events
from sim.model.industry import Industry
from sim.model.invariants.closed import ClosedWorlds
from sim.model.invariants.rules import Breaches
from sim.model.invariants.treasuries import Treasuries
from sim.model.main_track import MainTrack
from sim.model.partners.track import PartnerTrack, seat_partners
from sim.model.precedent import PeerDeals
from sim.model.records import Records
from sim.model.setting import Setting
from sim.model.setup import car_market_of, issues_opened
from sim.model.stages.progress import Stages
from sim.model.stages.rulings import Rulings
from sim.model.stakes import multiply_by_stakes
from sim.model.track import Track
from sim.model.valuation import ValueTables


@dataclass(eq=False)
class State:
    """All that a day's steps read and write.

    partners        the talks of party A with others, in the order of the scenario
    values          flows and tables of party B's issues
    industry        the carmakers and the market from day to day; None in a scenario without them
    fixed           side -> its table by the reference weights, (worlds, issues, levels)
    peers           what other partners have got and paid so far
    stages          how far deals have come; None where a signature is all
    rulings         what courts have made of deals; None where no law may fall
    breaches        worlds in which a rule of `sim.model.invariants` did not hold
    treasuries      what carmakers have paid and got by the day; None on the first day
    closed          what closed worlds held when they were last looked at; None on the first day
    maker_series    of the worlds of which they are kept; None before the first day of which they are
    events          drawn, in the order of the file; asked, changes that somebody outside asks for, of the next day
    shaken          whether an event or such a change has happened today
    kept_until      last day of reviews and rulings on deals in force, -1 without any; records_until, of daily records
    """

    setting: Setting
    records: Records
    values: ValueTables
    main: MainTrack
    administration: Administration
    government: Government
    industry: Industry | None
    makers: list[Carmaker]
    peers: PeerDeals
    fixed: dict[str, Array]
    events: list[DrawnEvent]
    kept_until: int
    records_until: int
    breaches: Breaches
    partners: list[PartnerTrack] = field(default_factory=list)
    stages: Stages | None = None
    rulings: Rulings | None = None
    asked: list[AskedChange] = field(default_factory=list)
    shaken: bool = False
    closed: ClosedWorlds | None = None
    treasuries: Treasuries | None = None
    maker_series: MakerSeries | None = None

    @property
    def tracks(self) -> list[Track]:
        """All talks of party A: party B's first."""
        return [self.main, *self.partners]

    @property
    def voting(self) -> Executive:
        """The executive of whose governments results speak."""
        return self.main.executives[self.setting.spec.voting_place]

    @property
    def is_watched(self) -> bool:
        """Whether carmakers are agents of a model, of whom anything may be read on any day."""
        return any(type(maker) is not Carmaker for maker in self.makers)

    def is_played_on(self, day: int) -> bool:
        """Whether anything is still to happen or to be recorded on a day, as things stand."""
        if day <= self.records_until:
            return True
        return self.main.ledger.any_open or any(track.open for track in self.partners)


def begin(parties: Parties, setting: Setting, records: Records) -> State:
    """Return the state of a model on day 0: parties brought in, first tables still to be worked out."""
    drawn, spec, worlds = setting.drawn, setting.spec, setting.worlds
    cars = car_market_of(spec, drawn)
    values = ValueTables.of(setting, cars, issues_opened(spec.events))
    multiply_by_stakes(setting, values)
    main = MainTrack(setting, values)
    administration, government = parties.administration(setting, values), parties.government(setting, values)
    industry = None if cars is None or spec.industry is None else Industry(setting, cars)
    main.seat(parties, administration, government, moving=() if industry is None else values.moving)
    makers = [] if industry is None else [parties.carmaker(industry, place) for place in range(len(industry.names))]
    stages = Stages(parties, setting, main, len(makers), spec.stages) if spec.stages else None
    if industry is not None and stages is not None and stages.refunds is not None and industry.has_lots:
        stages.refunds.by_lot = True
        industry.keep_entries()
    kept_until, books_close = last_look_at_deals(setting), [] if industry is None else [industry.accounts_until]
    votes = [house.day_of_vote or 0 for house in main.executives]
    return State(
        setting=setting,
        records=records,
        values=values,
        main=main,
        administration=administration,
        government=government,
        industry=industry,
        makers=makers,
        peers=PeerDeals.before_any(drawn.precedent.tariffs, worlds),
        fixed={side: fixed_table(setting, values, side) for side in SIDES},
        events=draw_events(drawn.events, spec.events, setting.calendar, setting.chance),
        kept_until=kept_until,
        records_until=last_record(setting, records, [*books_close, *votes, kept_until]),
        breaches=Breaches.none(worlds),
        partners=seat_partners(parties, setting, administration),
        stages=stages,
        rulings=Rulings(setting.worlds, len(main.agenda.issues)) if spec.statutes else None,
    )


def fixed_table(setting: Setting, values: ValueTables, side: str) -> Array:
    """Return a side's table by the reference weights, (worlds, issues, levels)."""
    weights = setting.spec.reference_of(setting.spec.keys[SIDES.index(side)])
    found = values.table({component: np.full(setting.worlds, weight) for component, weight in weights.items()})
    values.value_left_open(side, [found])
    return found


def last_look_at_deals(setting: Setting) -> int:
    """Return the last day on which a deal in force may still be broken, -1 if it is kept for good."""
    spec, days = setting.spec, [-1]
    if spec.enforcement:
        days.append(setting.calendar.day_number(spec.enforcement.until))
    for event in spec.events:
        if event.voids:
            last = event.date or (event.between or (setting.calendar.pause,))[-1]
            days.append(setting.calendar.day_number(last))
    return max(days)


def last_record(setting: Setting, records: Records, days: list[int]) -> int:
    """Return the last day of records: fixed by the scenario, so that they do not depend on the chunk."""
    rules = setting.spec.deadline
    longest = setting.calendar.deadline + rules.most * rules.extension_days + rules.after_lapse.days
    return max(*days, longest if records.daily else 0)


def wait_for_change(state: State) -> Array:
    """Return the years until the tariff may change, (worlds,)."""
    return np.maximum(state.main.ledger.end - state.setting.day, 0.0) / DAYS_PER_YEAR
