"""What a package is worth issue by issue: today's flows times weights, peers' deals and red lines, without tables."""

from collections.abc import Mapping, Sequence

import numpy as np

from sim.core.worlds import Array, Whole, distinct_numbers
from sim.model.precedent import believed_rates
from sim.model.state import State
from sim.model.valuation import RELIEF

FlowCells = Sequence[Mapping[str, Array]]  # of each issue: component -> flow at the level in a package, (rows,)


def flow_cells(state: State, rows: Whole, package: Whole) -> FlowCells:
    """Return the flows of a package, (rows, issues), by issue and component, (rows,) each."""
    return [
        {name: flow[rows, package[:, place]] for name, flow in flows.items()}
        for place, flows in enumerate(state.values.flows)
    ]


def weighted_sums(cells: FlowCells, weights: Mapping[str, Array]) -> Array:
    """Return the sum of flows times weights, (rows,) each, issue by issue, (rows, issues)."""
    return np.stack([sum_components(flows, weights) for flows in cells], axis=1)


def sum_components(flows: Mapping[str, Array], weights: Mapping[str, Array]) -> Array:
    """Return the sum of one issue's flows times weights, (rows,)."""
    found = np.zeros(len(next(iter(flows.values()))))
    for component, flow in flows.items():
        if component in weights:
            found += weights[component] * flow
    return found


def us_cells(state: State, rows: Whole, package: Whole, cells: FlowCells) -> Array:
    """Return what a signed package is worth to the U.S., (rows, issues): flows times weights, less precedent."""
    weights = {name: held[rows] for name, held in state.setting.drawn.us.weights.items()}
    found, agenda, rules = weighted_sums(cells, weights), state.values.agenda, state.setting.drawn.precedent
    fear = weights.get("contagion", np.ones(len(rows)))
    for name, (rate, kappa) in believed_rates(rules, state.peers).items():
        place = agenda.place_of(name)
        below = np.maximum(rate[rows] - agenda.issues[place].grid[package[:, place]], 0.0)
        found[:, place] -= fear * kappa[rows] * below
    place, pledge = agenda.place_of(rules.price.issue), state.peers.pledge[rows]
    expected = np.where(np.isfinite(pledge), rules.price.share[rows] * pledge, 0.0)
    missing = np.maximum(expected - agenda.issues[place].grid[package[:, place]], 0.0)
    found[:, place] -= fear * rules.price.loss[rows] * missing
    return found


def korea_cells(state: State, rows: Whole, package: Whole, cells: FlowCells) -> Array:
    """Return what a signed package is worth to Korea, (rows, issues), by whoever governs, under today's pressure."""
    values, drawn = state.values, state.setting.drawn
    weights = governing_weights(state, rows)
    found = weighted_sums(cells, weights)
    for issue, rule in drawn.precedent.tariffs.items():
        if rule.parity is not None and "parity" in weights:
            place, peer = values.agenda.place_of(issue), state.peers.rate[issue][rows]
            above = values.agenda.issues[place].grid[package[:, place]] - np.where(np.isfinite(peer), peer, np.inf)
            found[:, place] -= weights["parity"] * rule.parity[rows] * np.maximum(above, 0.0)
    cars = cells[values.tariff]
    relief = sum_components(cars, {name: weights[name] for name in RELIEF if name in weights})
    found[:, values.tariff] += state.korea.pressed.pressure[rows] * relief
    return found - red_line_costs(state, rows, package)


def governing_weights(state: State, rows: Whole) -> dict[str, Array]:
    """Return the weights of whoever governs, by component, (rows,) each."""
    house, governs = state.government, state.government.governing[rows]
    found = {name: held[rows] for name, held in house.korea.weights.items()}
    for place in distinct_numbers(governs):
        for name, multiple in house.korea.governments[house.names[place]].multiples.items():
            if name in found:
                found[name] = np.where(governs == place, found[name] * multiple[rows], found[name])
    return found


def red_line_costs(state: State, rows: Whole, package: Whole) -> Array:
    """Return what crossing the red lines of whoever governs costs in a package, (rows, issues)."""
    house, found = state.government, np.zeros(package.shape)
    governs = house.governing[rows]
    for place in distinct_numbers(governs):
        for line in state.values.red_lines(house.korea.governments[house.names[place]].red_lines):
            crossed = np.isin(package[:, line.place], line.levels) & (governs == place)
            found[:, line.place] += np.where(crossed, line.cost[rows], 0.0)
    return found
