"""Whether the flow rules of the issues can be computed, and which components they yield."""

from typing import Any

import numpy as np

from sim.economy.around import Around
from sim.economy.cars import COMPONENTS
from sim.economy.priced import Priced
from sim.scenario.choice import made
from sim.scenario.faults import Place
from sim.scenario.quantity import Quantity
from sim.scenario.selling import central_prices

NO_FIT = "the figures do not fit together: compare the names and the lengths of the lists with those of the baseline"


def central(path: Place, quantity: Quantity) -> Any:
    """Return a quantity's public value as one world."""
    return np.array([quantity.central])


def axes(part: Any) -> dict[str, int]:
    """Return the lists at which a rule's components are stated, and how long each is."""
    stated = part.flows.parameters
    named = [name for name in type(stated).model_fields if name.startswith("at_") or name == "levels"]
    return {name: len(getattr(stated, name)) for name in named if getattr(stated, name) is not None}


def off_axes(component: str, cells: Any, lengths: dict[str, int]) -> str:
    """Return how the nested lists of a component differ from the axes they are stated at, or nothing."""
    rows = [cells]
    for axis, length in lengths.items():
        wrong = next((row for row in rows if len(row) != length), None)
        if wrong is not None:
            return f"a list of {component} has {len(wrong)} entries, but {axis} has {length}: state one for each"
        rows = [row for held in rows for row in held]
    return ""


def flows_of(part: Any, path: Place, cars: Priced | None) -> tuple[dict[str, Any], list[str]]:
    """Return the flows of one issue at central values, (1, levels) each, and what is wrong with them."""
    stated = getattr(part.flows.parameters, "components", {})
    askew = [message for name, cells in stated.items() if (message := off_axes(name, cells, axes(part)))]
    if askew:
        return {}, askew
    numbers = [place if isinstance(level, str) else level for place, level in enumerate(part.levels)]
    try:
        with np.errstate(all="ignore"):
            flows = made(part.flows, path, central)(np.array(numbers, dtype=float), Around(1, cars))
    except ValueError as wrong:
        return {}, [NO_FIT if "operand" in str(wrong) or "array" in str(wrong) else str(wrong)]
    except LookupError:
        return {}, [NO_FIT]
    return flows, [message for name, values in flows.items() for message in misfit(name, values, len(part.levels))]


def misfit(component: str, values: Any, levels: int) -> list[str]:
    """Return what is wrong with the flows of one component."""
    if values.shape[1] != levels:
        return [f"{component} has {values.shape[1]} figures for {levels} levels: state one for each level"]
    return [] if np.isfinite(values).all() else [f"{component} comes out beyond all numbers: make the figures smaller"]


def car_prices(parts: dict[str, Any]) -> Priced | None:
    """Return the car market at central figures; None where it is told already what is wrong with it."""
    issue = parts["issues"].get(parts["industry"].tariff)
    if issue is None or issue.unit != "percent" or parts["market"] is None:
        return None
    try:
        with np.errstate(all="ignore"):
            return central_prices(parts["market"], issue)
    except (ArithmeticError, LookupError, ValueError):
        return None


def components(parts: dict[str, Any]) -> tuple[set[str], list[tuple[Place, str]]]:
    """Return the components that the issues' flow rules yield, and what the rules refuse."""
    names: set[str] = set()
    refused: list[tuple[Place, str]] = []
    cars = car_prices(parts)
    for name, part in parts["issues"].items():
        path: Place = ("issues", name, "flows")
        if len(part.flows.model_fields_set) != 1:  # told already
            continue
        mine = name == parts["industry"].tariff
        if mine and cars is None and part.flows.name == "car_market":
            names |= set(COMPONENTS)
            continue
        flows, messages = flows_of(part, path, cars if mine else None)
        names |= set(flows)
        for message in messages:
            if message.startswith("levels"):  # a rule speaks so of the grid
                refused.append(((*path[:2], "levels"), f"must stay within the table of the flow rule: {message}"))
            else:
                refused.append(((*path, part.flows.name), message))
    return names, refused
