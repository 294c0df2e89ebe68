"""Whether the rules that a part of a scenario names accept their parameters."""

from collections.abc import Iterator
from math import nextafter
from typing import Any

import numpy as np
from pydantic import BaseModel

from sim.scenario.checks.flows import central_value
from sim.scenario.faults import KeyPath
from sim.scenario.schema.block import names_in
from sim.scenario.schema.choice import Choice, FlowRule, TakeQuantity, make_rule
from sim.scenario.schema.quantity import Quantity

NO_BOUND = "found a distribution that has no such bound. Use triangular or uniform"

Findings = Iterator[tuple[KeyPath, str]]


def choices_below(held: Any, path: KeyPath) -> Iterator[tuple[KeyPath, Choice]]:
    """Yield every choice below a part of a scenario, with its path."""
    if isinstance(held, Choice):
        yield path, held
    elif isinstance(held, BaseModel):
        for name in names_in(held):
            yield from choices_below(getattr(held, name), (*path, name))
    elif isinstance(held, dict):
        for key, value in held.items():
            yield from choices_below(value, (*path, key))


def rule_faults(part: Any, at: KeyPath) -> Findings:
    """Return what is wrong with the rules chosen in a part, at central values and at the edges of what is drawn.

    Flows are looked at elsewhere.
    """
    for path, chosen in choices_below(part, at):
        if isinstance(chosen, FlowRule) or len(chosen.model_fields_set) != 1:
            continue
        refused = [wrong for take in (central_value, least_value, most_value) if (wrong := refusal(chosen, path, take))]
        yield from (((*path, chosen.name), wrong) for wrong in refused[:1])


def refusal(chosen: Choice, path: KeyPath, take: TakeQuantity) -> str:
    """Return why a rule refuses its parameters, or nothing."""
    try:
        make_rule(chosen, path, take)
    except ValueError as wrong:
        return str(wrong).replace("found inf", NO_BOUND).replace("found -inf", NO_BOUND)
    return ""


def least_value(path: KeyPath, quantity: Quantity) -> Any:
    """Return the least that a quantity may be, as one world; a lognormal is above 0 in every world."""
    least = quantity.span[0]
    return np.array([nextafter(0, 1) if quantity.lognormal and least == 0 else least])


def most_value(path: KeyPath, quantity: Quantity) -> Any:
    """Return the most that a quantity may be, as one world."""
    return np.array([quantity.span[1]])
