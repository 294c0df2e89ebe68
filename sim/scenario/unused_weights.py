"""Weights of components that nothing in a scenario has: they change nothing, and are no fault.

So may a party's block be shared by scenarios that have different issues.
"""

from collections.abc import Iterator

from sim.scenario.checks.flows import flow_components
from sim.scenario.checks.precedent import components_of_precedent
from sim.scenario.schema.scenario import Scenario


def unused_weights(spec: Scenario) -> Iterator[str]:
    """Yield the dotted path of each weight of a party on a component that no issue has, and no rule of precedent."""
    known = components_of_precedent(spec.precedent)
    played = [spec.issues, *(part.issues for part in [spec.neighbour, *spec.partners.values()] if part is not None)]
    for issues in played:
        known |= flow_components({"issues": issues, "market": spec.market, "industry": spec.industry})[0]
    for key, party in zip(spec.keys, (spec.party_a, spec.party_b), strict=True):
        yield from (f"{key}.weights.{name}" for name in party.weights if name not in known)
