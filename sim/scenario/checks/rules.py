"""Whether the rules that a part of a scenario names accept their parameters."""

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from sim.scenario.checks.flows import central_value
from sim.scenario.faults import KeyPath
from sim.scenario.schema.choice import Choice, FlowRule, make_rule

Findings = Iterator[tuple[KeyPath, str]]


def choices_below(held: Any, path: KeyPath) -> Iterator[tuple[KeyPath, Choice]]:
    """Yield every choice below a part of a scenario, with its path."""
    if isinstance(held, Choice):
        yield path, held
    elif isinstance(held, BaseModel):
        for name in type(held).model_fields:
            yield from choices_below(getattr(held, name), (*path, name))
    elif isinstance(held, dict):
        for key, value in held.items():
            yield from choices_below(value, (*path, key))


def rule_faults(part: Any, at: KeyPath) -> Findings:
    """Return what is wrong with the rules chosen in a part, at central values; flows are looked at elsewhere."""
    for path, chosen in choices_below(part, at):
        if isinstance(chosen, FlowRule) or len(chosen.model_fields_set) != 1:
            continue
        try:
            make_rule(chosen, path, central_value)
        except ValueError as wrong:
            yield (*path, chosen.name), str(wrong)
