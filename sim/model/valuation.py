"""Facts and mandates put together: the value tables of every party, true, public and fixed.

A table has shape (worlds, issues, levels), in bn USD a year relative to no deal.  `signed` tables
hold what a signed package is worth, contagion and price precedent included; `standing` tables
hold what the terms in force are worth without a signature.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import numpy as np

from sim.bargaining.agenda import Agenda
from sim.bargaining.payoffs import Weights, value_table
from sim.core.worlds import Array, Flags, Whole, group_if_alike, take_worlds
from sim.economy.flows.context import FlowContext
from sim.economy.market.tariff_cases import rates_by_region
from sim.economy.market.tariff_equilibria import TariffEquilibria
from sim.politics import precedent
from sim.politics.red_lines import RedLine
from sim.scenario.schema.scenario import Scenario

RELIEF = ("exporters_profit", "export_value")  # what a carmaker's pressure makes weigh more


@dataclass
class Peers:
    """What other partners have got and paid so far; nan where no peer has signed, (worlds,)."""

    rate: dict[str, Array]
    pledge: Array

    @property
    def known(self) -> Flags:
        """Where a peer has signed, (worlds,)."""
        return np.asarray(np.any([np.isfinite(held) for held in (*self.rate.values(), self.pledge)], axis=0))

    @classmethod
    def none(cls, tariffs: Mapping[str, Any], worlds: int) -> "Peers":
        """Return a world without peer deals."""
        return cls({name: np.full(worlds, np.nan) for name in tariffs}, np.full(worlds, np.nan))


@dataclass
class Facts:
    """Flows of every issue in every world, given what peers pay.

    cars     the car market at each level of the car tariff, which is the issue at place `tariff`
    foreign  region -> tariff on its cars in force, percent, (worlds,)
    shut     place of an issue that an event opens -> where it is not open yet, (worlds,)
    """

    agenda: Agenda
    rules: list[Any]
    tariff: int
    worlds: int
    cars: TariffEquilibria
    foreign: dict[str, Array]
    dutiable: Mapping[str, Array]
    shut: dict[int, Flags] = field(default_factory=dict)
    flows: list[dict[str, Array]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.foreign = dict(self.foreign)
        self.flows = [self.flow(place) for place in range(len(self.rules))]
        self.stale: Flags = np.zeros(self.worlds, dtype=bool)

    def flow(self, place: int) -> dict[str, Array]:
        """Return the flows of an issue by its rule, (worlds, levels) each."""
        rule, grid = self.rules[place], self.agenda.issues[place].grid
        if place == self.tariff:
            return of_cars(rule, grid, self.cars, self.worlds)
        found: dict[str, Array] = rule(grid, FlowContext(self.worlds))
        return found

    def rule(self, place: int, rule: Any) -> None:
        """Put another rule in an issue's place: one of its figures has changed."""
        self.rules[place] = rule
        self.flows[place] = self.flow(place)

    def meet(self, regions: Sequence[str], rate: float, rows: Whole) -> None:
        """Take note of what the cars of some regions now pay, percent, in some worlds."""
        for region in regions:
            self.stale[rows] |= self.foreign[region][rows] != rate
            self.foreign[region] = self.foreign[region].copy()
            self.foreign[region][rows] = rate

    def update(self) -> None:
        """Compute the flows of the car tariff anew where others now pay another tariff."""
        rows = np.flatnonzero(self.stale)
        if not len(rows):
            return
        paid = rates_by_region(self.cars.market, self.foreign, self.dutiable)[rows]
        self.cars = self.cars.with_foreign_rates(rows, paid)
        grid, part = self.agenda.issues[self.tariff].grid, self.cars.only(rows)
        fresh = of_cars(take_worlds(self.rules[self.tariff], rows), grid, part, len(rows))
        held = {name: flow.copy() for name, flow in self.flows[self.tariff].items()}
        for name, flow in fresh.items():
            held[name][rows] = flow
        self.flows[self.tariff] = held
        self.stale[:] = False

    def table(self, weights: Weights) -> Array:
        """Return the value table of a mandate, (worlds, issues, levels); a shut issue is worth what no deal is."""
        found = value_table(self.flows, weights, self.worlds, self.agenda.most_levels)
        for place, shut in self.shut.items():
            kept = found[:, place, self.agenda.issues[place].lapsed]
            found[:, place] = np.where(shut[:, None], kept[:, None], found[:, place])
        return found

    def settled(self, rows: Whole, offer: Whole) -> Whole:
        """Return offers, (worlds, issues), with issues still shut at their level without a deal."""
        for place, shut in self.shut.items():
            offer[shut[rows], place] = self.agenda.issues[place].lapsed
        return offer

    def lines(self, stated: Mapping[str, Any]) -> list[RedLine]:
        """Return red lines by issue, drawn or as stated, as places and costs; a last level as often as it stands."""
        found = []
        for name, line in stated.items():
            place = self.agenda.place_of(name)
            known = self.agenda.issues[place].levels
            held = [known.index(level) for level in line.levels]
            more = range(len(known), self.agenda.most_levels) if len(known) - 1 in held else ()
            cost = line.cost if isinstance(line.cost, np.ndarray) else np.full(self.worlds, line.cost.central)
            found.append(RedLine(place, [*held, *more], cost))
        return found

    def relief(self, weights: Weights) -> Array:
        """Return the part of the car tariff's row that pressure enlarges, (worlds, levels)."""
        held = {c: f for c, f in self.flows[self.tariff].items() if c in RELIEF}
        alone = {c: weights[c] for c in held if c in weights}
        return value_table([held], alone, self.worlds, self.agenda.most_levels)[:, 0, :]

    def wide(self, flow: Array) -> Array:
        """Return a flow (worlds, levels of an issue) with its last level repeated to the longest."""
        return np.concatenate([flow, np.repeat(flow[:, -1:], self.agenda.most_levels - flow.shape[1], axis=1)], axis=1)


def of_cars(rule: Any, grid: Array, cars: TariffEquilibria, worlds: int) -> dict[str, Array]:
    """Return the flows of the car tariff, (worlds, levels) each, worked out once for worlds that are alike."""
    differ = [held for held in vars(rule).values() if isinstance(held, np.ndarray) and len(held) == worlds]
    kinds = group_if_alike([*cars.world_arrays, *differ])
    found: dict[str, Array]
    if kinds is None:
        found = rule(grid, FlowContext(worlds, cars))
        return found
    found = take_worlds(rule, kinds.first)(grid, FlowContext(len(kinds.first), cars.only(kinds.first)))
    return {name: flow[kinds.group] for name, flow in found.items()}


def believed(rules: Any, peers: Peers) -> dict[str, tuple[Array, Array]]:
    """Return the believed rate and kappa of each tariff, by precedent rules and peers so far."""
    found = {}
    for name, rule in rules.tariffs.items():
        known = np.isfinite(peers.rate[name])
        rate = np.where(known, peers.rate[name], rules.believed_rate)
        found[name] = (rate, np.where(known, rule.after, rule.before))
    return found


def contagion(facts: Facts, rules: Any, peers: Peers) -> Array:
    """Return the U.S. loss from precedent, (worlds, issues, levels), before its weight."""
    total = np.zeros((facts.worlds, len(facts.agenda.issues), facts.agenda.most_levels))
    for name, (rate, kappa) in believed(rules, peers).items():
        place = facts.agenda.place_of(name)
        total[:, place] += facts.wide(precedent.contagion_flow(facts.agenda.issues[place].grid, rate, kappa))
    place = facts.agenda.place_of(rules.price.issue)
    grid = facts.agenda.issues[place].grid
    total[:, place] += facts.wide(precedent.pledge_price_flow(grid, peers.pledge, rules.price.share, rules.price.loss))
    return total


def parity(facts: Facts, rules: Any, peers: Peers) -> Array:
    """Return Korea's loss from a peer's better tariff, (worlds, issues, levels), before its weight."""
    total = np.zeros((facts.worlds, len(facts.agenda.issues), facts.agenda.most_levels))
    for name, rule in rules.tariffs.items():
        if rule.parity is not None:
            place = facts.agenda.place_of(name)
            grid = facts.agenda.issues[place].grid
            total[:, place] += facts.wide(precedent.parity_flow(grid, peers.rate[name], rule.parity))
    return total


def public_weights(stated: Mapping[str, Any], worlds: int) -> dict[str, Array]:
    """Return a party's weights as the public knows them, (worlds,) each: central values."""
    return {c: np.full(worlds, q.central) for c, q in stated.items()}


def times(weights: Weights, multiples: Mapping[str, Any]) -> dict[str, Array]:
    """Return weights as the public knows them, times the central multiples of a government, (worlds,) each."""
    return {c: w * (multiples[c].central if c in multiples else 1.0) for c, w in weights.items()}


def public_precedent(scenario: Scenario, worlds: int) -> Any:
    """Return the precedent rules at their central values, shaped like the drawn ones."""

    def full(q: Any) -> Array | None:
        return None if q is None else np.full(worlds, q.central)

    stated = scenario.precedent
    return SimpleNamespace(
        believed_rate=full(stated.believed_rate),
        tariffs={
            name: SimpleNamespace(before=full(t.before), after=full(t.after), parity=full(t.parity))
            for name, t in stated.tariffs.items()
        },
        price=SimpleNamespace(issue=stated.price.issue, loss=full(stated.price.loss), share=full(stated.price.share)),
    )
