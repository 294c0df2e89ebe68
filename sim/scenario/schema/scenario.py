"""The whole scenario: the declared world, with units, meaning and sources."""

from typing import Annotated, ClassVar, Never

from pydantic import BeforeValidator, ConfigDict, Field

from sim.core.currency import usual_currency
from sim.core.held_quantities import MOST_WORLDS, NUMBER_LIMIT
from sim.scenario.schema.actual import ActualDeal
from sim.scenario.schema.block import Block, plain
from sim.scenario.schema.calendar import CalendarPart, DeadlinePart, NoDeadline, deadline_by_word
from sim.scenario.schema.car_market import CarmakerPart, IndustryPart, MarketPart
from sim.scenario.schema.car_tariff import car_tariff_of
from sim.scenario.schema.events import Event
from sim.scenario.schema.fields import KnownBy, Name, NoneIsAbsent, Source
from sim.scenario.schema.issues import IssuePart
from sim.scenario.schema.known_later import KnownLater
from sim.scenario.schema.parties import AssemblyPart, ElectionPart, PartyPart
from sim.scenario.schema.partners import NeighbourPart, PartnerPart
from sim.scenario.schema.party_names import VALUE_UNIT, TwoParties, usual_parties
from sim.scenario.schema.precedent import EnforcementPart, PrecedentPart
from sim.scenario.schema.quantity import Quantity
from sim.scenario.schema.stages import StagesPart, StatutePart
from sim.scenario.schema.sweep import SweepPart
from sim.scenario.schema.who_governs import WhoGoverns


class ReferenceWeights(Block):
    """Fixed weights at which deals of different scenarios are compared, by party. Leave them alone in a variant."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, dict[str, float]] = Field(init=False)

    source: str | None = plain("where they are from", default=None)

    def of(self, party: str) -> dict[str, float]:
        """Return the weights on a party's components, bn per bn."""
        found: dict[str, float] = (self.__pydantic_extra__ or {}).get(party, {})
        return found


class NoDealPart(Block):
    """What no deal is worth to each party, where it is no package of the grid; values are then gains over that."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, Quantity] = Field(init=False)

    source: Source = None
    known_by: KnownBy = None

    def of(self, party: str) -> Quantity:
        """Return what it is worth to a party, bn USD a year."""
        return (self.__pydantic_extra__ or {})[party]


class Scenario(WhoGoverns, Block):
    """Who negotiates, over what, by which rules, and under what uncertainty."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, PartyPart] = Field(init=False)
    after_parties: ClassVar[str] = "reference_weights"

    question: str = plain("what the scenario asks", min_length=1)
    worlds: int = plain("parallel worlds", "worlds", ge=1, le=MOST_WORLDS)
    seed: int = plain("seed of the random numbers; 0 is a seed", ge=0, le=NUMBER_LIMIT - 1)
    parties: TwoParties = plain(
        "the two parties: the keys of their blocks, and what each is called in text", default_factory=usual_parties
    )
    value_unit: str = plain(
        "unit in which the flows of this scenario are stated and values told, such as `mn EUR a year`",
        default=VALUE_UNIT,
        min_length=1,
    )
    calendar: CalendarPart
    deadline: Annotated[DeadlinePart, BeforeValidator(deadline_by_word)] = plain(
        "whether the deadline is moved; `firm`: it is not, and nothing comes after; left out, or `none`: there is none",
        default_factory=NoDeadline,
    )
    issues: dict[Name, IssuePart] = plain("the agenda, in order", min_length=1)
    no_deal: Annotated[NoDealPart | None, NoneIsAbsent] = plain(
        "what no deal is worth to each party, if it is no package of the grid; left out, what `now` and `lapsed` pay",
        default=None,
    )
    bundled: bool = plain("whether issues of the security track are on the table with those of trade", default=False)
    reference_weights: Annotated[ReferenceWeights | None, NoneIsAbsent] = plain(
        "fixed weights at which deals of different scenarios are compared; left out, the central weights of this one",
        default=None,
    )
    precedent: Annotated[PrecedentPart | None, NoneIsAbsent] = plain(
        "what other partners' deals do to this one; without it, or `none`, nothing", default=None
    )
    election: Annotated[ElectionPart | None, NoneIsAbsent] = plain(
        "the vote; left out, or `none`: none is held", default=None
    )
    assembly: Annotated[AssemblyPart | None, NoneIsAbsent] = plain(
        "who ratifies; left out, or `none`: no signature needs it", default=None
    )
    enforcement: EnforcementPart | None = plain("whether deals are kept; without it they are", default=None)
    stages: StagesPart | None = plain(
        "stages between signature and force; without them a signature is all", default=None
    )
    statutes: dict[Name, StatutePart] = plain("laws that an event may void, by name", default={})
    market: Annotated[MarketPart | None, NoneIsAbsent] = plain(
        "the car market of a country; without it, or `none`, no issue's flows may come from it", default=None
    )
    carmakers: Annotated[Annotated[dict[Name, CarmakerPart], Field(min_length=1)] | None, NoneIsAbsent] = plain(
        "the makers of {b_adj}-built cars, by name; without them, or `none`, nobody lobbies or keeps accounts",
        default=None,
    )
    industry: Annotated[IndustryPart | None, NoneIsAbsent] = plain(
        "what the carmakers share; there where they are", default=None
    )
    events: list[Event] = plain("what may happen, in order", default=[])
    neighbour: NeighbourPart | None = plain("another partner whose talks are played beside {b}'s", default=None)
    partners: dict[Name, PartnerPart] = plain("more such partners, by name, on one {a_adj} calendar", default={})
    actual: ActualDeal | None = plain("what was signed in fact: shown beside what comes out, never used", default=None)
    known_later: dict[str, KnownLater] = plain(
        "what stands for parts that are no figures when played as known before a day, by dotted path", default={}
    )
    sweep: SweepPart | None = plain("points at which `sim sweep` plays it; a plain run passes over them", default=None)

    @property
    def keys(self) -> tuple[str, str]:
        """The names of the two parties' blocks: of party A, then of party B."""
        first, second = self.parties
        return first, second

    @property
    def party_a(self) -> PartyPart:
        """The party that the scenario names first."""
        return (self.__pydantic_extra__ or {})[self.keys[0]]

    @property
    def party_b(self) -> PartyPart:
        """The party that the scenario names second."""
        return (self.__pydantic_extra__ or {})[self.keys[1]]

    @property
    def car_tariff(self) -> str | None:
        """The issue whose levels are the tariff on the cars of the market; None where there is no such issue."""
        return car_tariff_of(self.issues, self.market, self.industry)

    @property
    def leading_issue(self) -> str:
        """The issue whose terms stand for those of a deal where one is shown: the car tariff, else the first tabled."""
        tabled = [name for name, issue in self.issues.items() if issue.on_table and len(issue.levels) > 1]
        return self.car_tariff or tabled[0]

    @property
    def makers(self) -> dict[str, CarmakerPart]:
        """The carmakers by name; none where the scenario does without them."""
        return self.carmakers or {}

    @property
    def currency(self) -> str:
        """The code of the currency in which the carmakers count; the usual one where there are none."""
        return usual_currency() if self.industry is None else self.industry.currency

    def part_of(self, party: str) -> PartyPart:
        """Return the block of a party, by its key."""
        return (self.__pydantic_extra__ or {})[party]

    def reference_of(self, party: str) -> dict[str, float]:
        """Return the reference weights on a party's components, bn per bn: as stated, or its central weights."""
        if self.reference_weights is not None:
            return self.reference_weights.of(party)
        return {component: weight.central for component, weight in self.part_of(party).weights.items()}

    @property
    def has_deadline(self) -> bool:
        """Whether the pause ends on a day before the horizon."""
        return not isinstance(self.deadline, NoDeadline)

    @property
    def has_pause(self) -> bool:
        """Whether a pause began before the talks, so that there is something to speak of."""
        return self.calendar.pause < self.calendar.talks

    @property
    def may_extend(self) -> bool:
        """Whether the deadline may be moved."""
        return self.deadline.most > 0

    @property
    def has_peers(self) -> bool:
        """Whether other partners' deals can count here, or be signed."""
        played = self.neighbour is not None or bool(self.partners)
        return played or self.precedent is not None or any(event.peer for event in self.events)

    def __iter__(self) -> Never:
        """Refuse to be gone through: a scenario is one value, also where Mesa's batch runner looks for many."""
        raise TypeError("a scenario is one value, not many: name its parts")

    def __reduce__(self) -> Never:
        """Refuse to be pickled, as the classes of its rules are made where it is read."""
        raise TypeError("a scenario goes to another process as loaded by sim.load(...), or by the name of its file")
