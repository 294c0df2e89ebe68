"""Rules on weights: each component that issues have is weighed, and what names a weight names one that is there."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from sim.bargaining.sides import SIDES
from sim.scenario.checks.flows import flow_components
from sim.scenario.checks.party_keys import keys_of
from sim.scenario.checks.precedent import components_of_precedent
from sim.scenario.checks.unknown_names import misspelt_weights, unknown_name_faults
from sim.scenario.faults import KeyPath, closest_word

Findings = Iterator[tuple[KeyPath, str]]
Parts = dict[str, Any]


def components_are_weighed(parts: Parts) -> Findings:
    """Each component has a weight, and each weight a component."""
    names = components_of(parts)
    for party in SIDES if names else ():
        slips = misspelt_weights(parts[party].weights, names)
        yield from unknown_name_faults((party, "weights"), slips, sorted(names), "no issue has this component")
    weighed = {name for party in SIDES for name in (*parts[party].weights, *meant_weights(parts[party].weights, names))}
    for missing in sorted(names - weighed):
        rule = f"no party weighs the component {missing}: give it a weight here or in {keys_of(parts)[1]}.weights"
        yield ("party_a", "weights"), rule


def components_of(parts: Parts) -> set[str]:
    """Return the components of a scenario; none where its issues are at fault."""
    if parts.get("issues") is None or "industry" not in parts:
        return set()
    names, refused = flow_components(parts)
    if refused or any(len(part.flows.model_fields_set) != 1 for part in parts["issues"].values()):
        return set()
    return names | components_of_precedent(parts.get("precedent"))


def meant_weights(weights: Iterable[str], names: Collection[str]) -> set[str]:
    """Return the components that misspelt weights mean, which is told there: one slip is one fault."""
    return {closest_word(slip, sorted(names)) for slip in misspelt_weights(weights, names)}


def unknown_weight_faults(parts: Parts, party: str, path: KeyPath, names: Iterable[str], what: str) -> Findings:
    """Yield a fault for each name below a path that is no weight of a party, nor meant to be one."""
    known = parts[party].weights
    meant = set() if set(names) <= set(known) else meant_weights(known, components_of(parts))
    yield from unknown_name_faults(path, [name for name in names if name not in meant], known, what)


def reference_weights_fit(parts: Parts) -> Findings:
    """The reference weights are of components that the party weighs."""
    keys = dict(zip(SIDES, keys_of(parts), strict=True))
    for party in SIDES if parts["reference_weights"] is not None else ():
        stated, rule = parts["reference_weights"].of(keys[party]), f"{keys[party]} has no such weight"
        yield from unknown_weight_faults(parts, party, ("reference_weights", party), stated, rule)
