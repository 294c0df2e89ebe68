"""What a package is worth issue by issue: today's flows times weights, peers' deals and red lines, without tables."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.core.worlds import Array, Whole, distinct_numbers
from sim.economy.market.products import sum_by_label
from sim.model.agents.executive import Executive
from sim.model.precedent import believed_rates
from sim.model.state import State
from sim.model.valuation import RELIEF


@dataclass(frozen=True, eq=False)
class FlowCells:
    """Flows at the levels of a package, one row for each component of each issue.

    names      (flows,)         component
    issue      (flows,)         place of the issue, of so many `issues`
    values     (flows, rows)    flow, bn USD a year
    """

    names: list[str]
    issue: Whole
    issues: int
    values: Array

    @classmethod
    def of(cls, state: State, rows: Whole, package: Whole) -> "FlowCells":
        """Return those of a package in some worlds, (rows, issues)."""
        flows = state.values.flows
        held = [(place, name, flow) for place, issue in enumerate(flows) for name, flow in issue.items()]
        values = np.array([flow[rows, package[:, place]] for place, _, flow in held]).reshape(len(held), len(rows))
        return cls([name for _, name, _ in held], np.array([place for place, *_ in held]), len(flows), values)

    def weighted_sums(self, weights: Mapping[str, Array]) -> Array:
        """Return the sum of flows times weights, (rows,) each, issue by issue, (rows, issues)."""
        used = [k for k, name in enumerate(self.names) if name in weights]
        if not used:
            return np.zeros((self.values.shape[1], self.issues))
        held = np.array([weights[self.names[k]] for k in used])
        return sum_by_label((self.values[used] * held).T, self.issue[used], self.issues)


def party_a_cells(state: State, rows: Whole, package: Whole, cells: FlowCells) -> Array:
    """Return what a signed package is worth to party A, (rows, issues): flows times weights, less precedent."""
    weights = governing_weights(state.administration, rows)
    found, agenda, rules = cells.weighted_sums(weights), state.values.agenda, state.setting.drawn.precedent
    fear = weights.get("contagion", np.ones(len(rows)))
    for name, (rate, kappa) in believed_rates(rules, state.peers, rows).items():
        place = agenda.place_of(name)
        issue = agenda.issues[place]
        below = np.maximum(np.minimum(rate, issue.grid[issue.lapsed]) - issue.grid[package[:, place]], 0.0)
        found[:, place] -= fear * kappa * below
    if rules.price is not None:
        place, pledge = agenda.place_of(rules.price.issue), state.peers.pledge[rows]
        expected = np.where(np.isfinite(pledge), rules.price.share[rows] * pledge, 0.0)
        missing = np.maximum(expected - agenda.issues[place].grid[package[:, place]], 0.0)
        found[:, place] -= fear * rules.price.loss[rows] * missing
    return found - red_line_costs(state, state.administration, rows, package)


def party_b_cells(state: State, rows: Whole, package: Whole, cells: FlowCells) -> Array:
    """Return what a signed package is worth to party B, (rows, issues), by whoever governs, under today's pressure."""
    values, drawn = state.values, state.setting.drawn
    weights = governing_weights(state.government, rows)
    found = cells.weighted_sums(weights)
    for issue, rule in drawn.precedent.tariffs.items():
        if rule.parity is not None and "parity" in weights:
            place, peer = values.agenda.place_of(issue), state.peers.rate[issue][rows]
            above = values.agenda.issues[place].grid[package[:, place]] - np.where(np.isfinite(peer), peer, np.inf)
            found[:, place] -= weights["parity"] * rule.parity[rows] * np.maximum(above, 0.0)
    for place in values.moving:
        relief = cells.weighted_sums({name: weights[name] for name in RELIEF if name in weights})
        found[:, place] += state.main.pressed.pressure[rows] * relief[:, place]
    return found - red_line_costs(state, state.government, rows, package)


def governing_weights(house: Executive, rows: Whole) -> dict[str, Array]:
    """Return the weights of whoever governs a party, by component, (rows,) each."""
    governs = house.governing[rows]
    found = {name: held[rows] for name, held in house.part.weights.items()}
    for place in distinct_numbers(governs):
        for name, multiple in house.holders[place].multiples.items():
            if name in found:
                found[name] = np.where(governs == place, found[name] * multiple[rows], found[name])
    return found


def red_line_costs(state: State, house: Executive, rows: Whole, package: Whole) -> Array:
    """Return what crossing the red lines of whoever governs a party costs in a package, (rows, issues)."""
    found, governs = np.zeros(package.shape), house.governing[rows]
    for place in distinct_numbers(governs):
        costs = line_costs(state, rows, package, house.holders[place].red_lines)
        found += np.where((governs == place)[:, None], costs, 0.0)
    return found


def line_costs(state: State, rows: Whole, package: Whole, stated: Mapping[str, Any]) -> Array:
    """Return what crossing stated red lines costs in a package, (rows, issues)."""
    found = np.zeros(package.shape)
    for line in state.values.red_lines(stated):
        crossed = np.isin(package[:, line.place], line.levels)
        found[:, line.place] += np.where(crossed, line.cost[rows], 0.0)
    return found
