"""Whether the flow rules of the issues can be computed, and which components they yield."""

from collections import deque
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import numpy as np

from sim.core.worlds import Array
from sim.economy.carmakers.parts import yearly_parts_bills
from sim.economy.flows.car_market import COMPONENTS
from sim.economy.flows.context import FlowContext
from sim.economy.flows.registry import FLOWS
from sim.economy.market.tariff_equilibria import TariffEquilibria
from sim.scenario.car_market import CentralFigures, EdgeFigures, equilibria_by_level
from sim.scenario.faults import KeyPath, suggestion
from sim.scenario.schema.block import Block, names_in
from sim.scenario.schema.car_market import MarketPart
from sim.scenario.schema.car_tariff import MARKET_RULE, car_tariff_in, has_market_rule
from sim.scenario.schema.choice import Choice, make_rule
from sim.scenario.schema.quantity import Quantity

FindingList = list[tuple[KeyPath, str]]
Parts = dict[str, Any]
MARKETS_KEPT = 4
_settled: deque[tuple[Any, TariffEquilibria | None]] = deque(maxlen=MARKETS_KEPT)

NO_FIT = "the figures do not fit together: compare the names and the lengths of the lists with those of the baseline"

NO_PRICES = (
    "no prices can be found at which the car market comes to rest: one firm may sell too much of it, or outside, "
    "elasticity and margin may be too extreme"
)


def central_value(path: KeyPath, quantity: Quantity) -> Any:
    """Return a quantity's public value as one world."""
    return np.array([quantity.central])


def length_fault(component: str, figures: Any, levels: Any) -> str:
    """Return how the figures of a component differ from the levels they are stated at, or nothing."""
    if levels is None or len(figures) == len(levels):
        return ""
    return f"a list of {component} has {len(figures)} entries, but levels has {len(levels)}: state one for each"


def flows_of(
    part: Any, path: KeyPath, cars: TariffEquilibria | None, owed: Array | None = None
) -> tuple[dict[str, Any], list[str]]:
    """Return the flows of one issue at central values, (1, levels) each, and what is wrong with them.

    owed: by carmakers on parts in a year at each level, bn USD, (1, levels).
    """
    stated, own = (getattr(part.flows.parameters, name, None) for name in ("components", "levels"))
    askew = [message for name, held in (stated or {}).items() if (message := length_fault(name, held, own))]
    if askew:
        return {}, askew
    numbers = [place if isinstance(level, str) else level for place, level in enumerate(part.levels)]
    try:
        with np.errstate(all="ignore"):
            flows = make_rule(part.flows, path, central_value)(
                np.array(numbers, dtype=float), FlowContext(1, cars, owed)
            )
    except ValueError as wrong:
        return {}, [NO_FIT if "operand" in str(wrong) or "array" in str(wrong) else str(wrong)]
    except LookupError:
        return {}, [NO_FIT]
    return flows, [message for name, values in flows.items() for message in flow_faults(name, values, len(part.levels))]


def flow_faults(component: str, values: Any, levels: int) -> list[str]:
    """Return what is wrong with the flows of one component."""
    if values.shape[1] != levels:
        return [f"{component} has {values.shape[1]} figures for {levels} levels: state one for each level"]
    return [] if np.isfinite(values).all() else [f"{component} comes out beyond all numbers: make the figures smaller"]


def central_car_market(parts: Parts) -> tuple[TariffEquilibria | None, FindingList]:
    """Return the car market at central figures, and what is wrong with its prices; None also where that is told."""
    issue, market = parts["issues"].get(car_tariff_in(parts)), parts.get("market")
    if market is None or issue is None or issue.unit != "percent":
        return None, []
    try:
        cars = settled_market(market, issue)
    except (LookupError, ValueError):
        return None, []
    except ArithmeticError:
        cars = None
    return (cars, []) if cars is not None else (None, [(("market",), NO_PRICES)])


def settled_market(market: MarketPart, issue: Any) -> TariffEquilibria | None:
    """Return the market at each level, at central figures; None where it finds no rest at these or at the edges.

    It is solved once for equal figures, as settings and variants of a scenario seldom touch it.
    """
    asked = (market, issue.levels, issue.lapsed)
    for known, found in [*_settled]:
        if known == asked:
            return found
    with np.errstate(all="ignore"):
        edges, cars = (equilibria_by_level(market, issue, kind(market)) for kind in (EdgeFigures, CentralFigures))
    sound = np.isfinite(edges.equilibrium_rises).all() and np.isfinite(cars.equilibrium_rises).all()
    settled = cars if sound else None
    _settled.append((asked, settled))
    return settled


def central_parts_bills(parts: Parts, cars: TariffEquilibria | None) -> Array | None:
    """Return what carmakers owe on parts in a year at each level, bn USD, (1, levels), at central values."""
    if cars is None or any(parts.get(name) is None for name in ("carmakers", "industry", "calendar")):
        return None
    try:
        makers, industry = central_figures(parts["carmakers"]), central_figures(parts["industry"])
        return yearly_parts_bills(cars.market.products, makers, industry, cars.levels, parts["calendar"].pause)
    except (LookupError, ValueError):  # a brand that is not in the market, or no rule that is known: told already
        return None


def central_figures(held: Any) -> Any:
    """Return a part of a scenario with its public value, (1,), in place of each quantity."""
    if isinstance(held, Quantity):
        return np.array([held.central])
    if isinstance(held, Choice):
        return make_rule(held, (), central_value)
    if isinstance(held, Block):
        return SimpleNamespace(**{name: central_figures(getattr(held, name)) for name in names_in(held)})
    if isinstance(held, dict):
        return {name: central_figures(part) for name, part in held.items()}
    return [central_figures(part) for part in held] if isinstance(held, list) else held


def firms_fit(part: Any, path: KeyPath, market: MarketPart | None) -> Iterator[tuple[KeyPath, str]]:
    """Yield a fault for each firm of a car market's rule that prices no cars."""
    if market is None:
        return
    known = list(dict.fromkeys(line.pricing_firm for line in market.cars))
    for key in ("exporters", "domestic"):
        for place, firm in enumerate(getattr(part.flows.parameters, key)):
            if firm not in known:
                yield (*path, part.flows.name, key, place), f"no cars are priced by {firm}. {suggestion(firm, known)}"


def market_is_there(parts: Parts) -> Iterator[tuple[KeyPath, str]]:
    """Flows that come from the car market have a market to come from, and the tariff that they are of is in percent."""
    for name, issue in parts["issues"].items():
        where: KeyPath = ("issues", name, "flows", MARKET_RULE)
        if not has_market_rule(issue):
            continue
        if parts["market"] is None:
            others = ", ".join(rule for rule in FLOWS if rule != MARKET_RULE)
            yield where, f"needs `market`, which this scenario does not have. Add it, or name another rule: {others}"
        elif parts["industry"] is None and issue.unit != "percent":
            rule = "must be percent, as the issue's flows come from the market"
            yield ("issues", name, "unit"), f"{rule}; found {issue.unit}"


def market_elsewhere_faults(parts: Parts, name: str, path: KeyPath) -> FindingList:
    """Return a fault if the market is asked for the flows of another issue than that of the car tariff."""
    tariff = car_tariff_in(parts)
    held = parts["issues"].get(tariff)
    if name == tariff or held is None or held.unit != "percent":
        return []
    others = ", ".join(rule for rule in FLOWS if rule != MARKET_RULE)
    which = "the issue that industry.tariff names" if parts.get("industry") else "one issue"
    rule = f"only {which} can have this rule: {tariff}"
    return [((*path, MARKET_RULE), f"{rule}. Name another rule here: {others}")]


def flow_components(parts: Parts, cars: TariffEquilibria | None = None) -> tuple[set[str], FindingList]:
    """Return the components that the issues' flow rules yield, and what the rules refuse; those of cars if priced."""
    names: set[str] = set()
    refused: FindingList = []
    for name, part in parts["issues"].items():
        path: KeyPath = ("issues", name, "flows")
        if len(part.flows.model_fields_set) != 1:  # told already
            continue
        if part.flows.name == MARKET_RULE:
            names |= set(COMPONENTS)
            found = market_elsewhere_faults(parts, name, path) or [*firms_fit(part, path, parts.get("market"))]
            refused += found
            if found or cars is None or name != car_tariff_in(parts):
                continue
        owed = central_parts_bills(parts, cars) if part.flows.name == MARKET_RULE else None
        flows, messages = flows_of(part, path, cars, owed)
        names |= set(flows)
        for message in messages:
            if message.startswith("levels"):  # a rule speaks so of the grid
                refused.append(((*path[:2], "levels"), f"must stay within the table of the flow rule: {message}"))
            else:
                refused.append(((*path, part.flows.name), message))
    return names, refused
