"""Facts and mandates put together: the value tables of every party, true, public and fixed.

A table has shape (worlds, issues, levels), in bn USD a year relative to no deal.  `signed` tables
hold what a signed package is worth, contagion and price precedent included; `standing` tables
hold what the terms in force are worth without a signature.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from sim.bargaining.agenda import Agenda
from sim.bargaining.payoffs import Flows, IssueFlows, Weights, value_table, write_values
from sim.core.world_groups import group_if_alike
from sim.core.worlds import Array, Flags, Whole, arrays_by_world, contiguous_rows, take_worlds
from sim.economy.carmakers.parts import yearly_parts_bills
from sim.economy.flows.context import FlowContext
from sim.economy.market.tariff_cases import rates_by_region
from sim.economy.market.tariff_equilibria import TariffEquilibria
from sim.model.no_deal import flows_of_no_deal
from sim.model.setting import Setting
from sim.model.setup import agenda_of, issues_left_open
from sim.model.stages.readings import DealReadings, readings_of
from sim.politics.red_lines import RedLine

NOWHERE = -1  # the place of the car tariff where no issue is one
RELIEF = ("exporters_profit", "export_value")  # what a carmaker's pressure makes weigh more


@dataclass
class ValueTables:
    """Flows of every issue in every world, given what peers pay.

    cars     the car market at each level of the car tariff, which is the issue at place `tariff`; None without one
    foreign  region -> tariff on its cars in force, percent, (worlds,)
    shut     place of an issue that an event opens -> where it is not open yet, (worlds,)
    readings how each side reads a deal on issues that it leaves open; None where it leaves none
    parts    what carmakers owe on parts in a year at each level of the car tariff, (worlds, levels)
    more_flows   place of an issue -> flows beside those of its rule
    """

    agenda: Agenda
    rules: list[Any]
    tariff: int
    worlds: int
    cars: TariffEquilibria | None
    foreign: dict[str, Array]
    dutiable: Mapping[str, Array]
    shut: dict[int, Flags] = field(default_factory=dict)
    readings: DealReadings | None = None
    parts: Array | None = None
    more_flows: Mapping[int, Flows] = field(default_factory=dict)
    flows: IssueFlows = field(default_factory=IssueFlows)

    @classmethod
    def of(cls, setting: Setting, cars: TariffEquilibria | None, opened: Sequence[str]) -> "ValueTables":
        """Return those of party B's talks; `opened` are the issues that an event puts on the table."""
        agenda, drawn = agenda_of(setting.spec.issues, issues_left_open(setting.spec)), setting.drawn
        rules, tariff = [part.flows for part in drawn.issues.values()], setting.spec.car_tariff
        shut = {agenda.place_of(name): np.ones(setting.worlds, dtype=bool) for name in opened}
        left_open, market, more = readings_of(setting), drawn.market, flows_of_no_deal(setting.spec, setting.worlds)
        if cars is None or tariff is None:
            return cls(agenda, rules, NOWHERE, setting.worlds, None, {}, {}, shut, left_open, more_flows=more)
        paid = market.tariffs, market.dutiable
        place, owed = agenda.place_of(tariff), parts_owed(setting, cars)
        return cls(agenda, rules, place, setting.worlds, cars, *paid, shut, left_open, owed, more)

    def __post_init__(self) -> None:
        self.foreign = dict(self.foreign)
        self.flows = IssueFlows(self.flow(place) for place in range(len(self.rules)))
        self.stale: Flags = np.zeros(self.worlds, dtype=bool)

    def flow(self, place: int) -> dict[str, Array]:
        """Return the flows of an issue by its rule, (worlds, levels) each."""
        rule, grid = self.rules[place], self.agenda.issues[place].grid
        if place == self.tariff and self.cars is not None:
            found = car_tariff_flows(rule, grid, self.cars, self.parts)
        else:
            found = rule(grid, FlowContext(self.worlds))
        return {**found, **self.more_flows[place]} if place in self.more_flows else found

    def replace_rule(self, place: int, rule: Any) -> None:
        """Put another rule in an issue's place: one of its figures has changed."""
        self.rules[place] = rule
        self.flows[place] = self.flow(place)

    def set_foreign_tariff(self, regions: Sequence[str], rate: float | Array, rows: Whole) -> None:
        """Take note of what the cars of some regions now pay, percent, in some worlds."""
        for region in regions:
            self.stale[rows] |= self.foreign[region][rows] != rate
            self.foreign[region] = self.foreign[region].copy()
            self.foreign[region][rows] = rate

    def update(self) -> None:
        """Compute the flows of the car tariff anew where others now pay another tariff."""
        rows = np.flatnonzero(self.stale)
        if self.cars is None or not len(rows):
            return
        paid = contiguous_rows(rates_by_region(self.cars.market, self.foreign, self.dutiable), rows)
        part, grid = self.cars.under_foreign_rates(rows, paid), self.agenda.issues[self.tariff].grid
        self.cars = self.cars.with_worlds(rows, part)
        owed = None if self.parts is None else self.parts[rows]
        fresh = car_tariff_flows(take_worlds(self.rules[self.tariff], rows), grid, part, owed)
        held = {name: flow.copy() for name, flow in self.flows[self.tariff].items()}
        for name, flow in fresh.items():
            held[name][rows] = flow
        self.flows[self.tariff] = held
        self.stale[:] = False

    def table(self, weights: Weights) -> Array:
        """Return the value table of a mandate, (worlds, issues, levels); a shut issue is worth what no deal is."""
        found = self.empty_table()
        self.write_table(found, weights, self.places)
        return found

    @property
    def moving(self) -> tuple[int, ...]:
        """The place of the car tariff, whose values move with what others pay and with the carmakers' pressure."""
        return () if self.tariff == NOWHERE else (self.tariff,)

    @property
    def places(self) -> range:
        """The places of all issues."""
        return range(len(self.rules))

    def empty_table(self) -> Array:
        """Return room for a table, (worlds, issues, levels)."""
        return np.empty((self.worlds, len(self.rules), self.agenda.most_levels))

    def write_table(self, table: Array, weights: Weights, places: Sequence[int]) -> None:
        """Write what `table` returns in the rows of some issues."""
        write_values(table, self.flows, weights, places)
        for place in self.shut.keys() & places:
            kept = table[:, place, self.agenda.issues[place].lapsed]
            table[:, place] = np.where(self.shut[place][:, None], kept[:, None], table[:, place])

    def value_left_open(self, side: str, tables: Iterable[Array], public: bool = False) -> None:
        """Enter what a deal is worth on issues it leaves open, as a side reads it, or as the public thinks it does."""
        if self.readings is not None:
            for table in tables:
                self.readings.enter(table, side, public)

    def with_shut_issues(self, rows: Whole, offer: Whole) -> Whole:
        """Return offers, (worlds, issues), with issues still shut at their level without a deal."""
        for place, shut in self.shut.items():
            offer[shut[rows], place] = self.agenda.issues[place].lapsed
        return offer

    def red_lines(self, stated: Mapping[str, Any], factors: Mapping[str, Array] | None = None) -> list[RedLine]:
        """Return red lines by issue, drawn or as stated, as places and costs; a last level as often as it stands.

        factors: what multiplies the cost of a stated line, by issue, (worlds,) each.
        """
        found = []
        for name, line in stated.items():
            place = self.agenda.place_of(name)
            known = self.agenda.issues[place].levels
            held = [known.index(level) for level in line.levels]
            more = range(len(known), self.agenda.most_levels) if len(known) - 1 in held else ()
            cost = line.cost if isinstance(line.cost, np.ndarray) else np.full(self.worlds, line.cost.central)
            cost = cost * factors[name] if factors and name in factors else cost
            found.append(RedLine(place, [*held, *more], cost))
        return found

    def relief(self, weights: Weights) -> Array:
        """Return the part of the car tariff's row that pressure enlarges, (worlds, levels); zeros without one."""
        held = {c: f for place in self.moving for c, f in self.flows[place].items() if c in RELIEF}
        alone = {c: weights[c] for c in held if c in weights}
        return value_table([held], alone, self.worlds, self.agenda.most_levels)[:, 0, :]

    def to_longest(self, flow: Array) -> Array:
        """Return a flow (worlds, levels of an issue) with its last level repeated to the longest."""
        return np.concatenate([flow, np.repeat(flow[:, -1:], self.agenda.most_levels - flow.shape[1], axis=1)], axis=1)


def parts_owed(setting: Setting, cars: TariffEquilibria) -> Array | None:
    """Return what carmakers, if any, owe on parts in a year at each level of the car tariff, (worlds, levels)."""
    drawn = setting.drawn
    if drawn.industry is None:
        return None
    return yearly_parts_bills(
        cars.market.products, drawn.carmakers, drawn.industry, cars.levels, setting.calendar.pause
    )


def car_tariff_flows(rule: Any, grid: Array, cars: TariffEquilibria, parts: Array | None) -> dict[str, Array]:
    """Return the flows of the car tariff, (worlds, levels) each, worked out once for worlds that are alike."""
    worlds = len(cars.foreign)
    owing = [] if parts is None else [parts]
    kinds = group_if_alike([*cars.world_arrays, *arrays_by_world(rule), *owing])
    found: dict[str, Array]
    if kinds is None:
        found = rule(grid, FlowContext(worlds, cars, parts))
        return found
    first = kinds.first
    owed = None if parts is None else parts[first]
    found = take_worlds(rule, first)(grid, FlowContext(len(first), cars.only(first), owed))
    return {name: flow[kinds.group] for name, flow in found.items()}


def public_mandate(weights: Weights, multiples: Mapping[str, Any]) -> dict[str, Array]:
    """Return weights as the public knows them, times the central multiples of a government, (worlds,) each."""
    return {c: w * multiples[c].central if c in multiples else w for c, w in weights.items()}
