"""What is legal in a scenario and yet rarely meant: `check` says so, and how it is cured."""

from collections.abc import Iterator, Mapping
from typing import Any

from sim.scenario.odd_politics import odd_politics
from sim.scenario.schema.party_names import VALUE_UNIT, usual_parties
from sim.scenario.schema.scenario import Scenario
from sim.scenario.value_zero import issues_without_zero


def odd_parts(spec: Scenario, stated: Mapping[str, Any]) -> Iterator[str]:
    """Yield a sentence on each thing of a scenario that is rarely meant.

    stated   its plain data, bases included
    """
    yield from single_levels(spec)
    yield from empty_precedent(spec)
    yield from lapses_without_value(spec)
    yield from values_without_zero(spec)
    if "parties" in stated:
        yield from plural_names(spec)
        if spec.keys != tuple(usual_parties()):  # variants of the baseline take its vote away on purpose
            yield from odd_politics(spec)
        if "value_unit" not in stated and not any("USD" in issue.unit for issue in spec.issues.values()):
            yield f"values are told in {VALUE_UNIT}, as no `value_unit` is stated"


def single_levels(spec: Scenario) -> Iterator[str]:
    """Yield of each issue on the table whether there is nothing to choose."""
    for name, issue in spec.issues.items():
        if issue.on_table and len(issue.levels) == 1:
            yield f"issues.{name} has one level: nothing of it can be negotiated"


def empty_precedent(spec: Scenario) -> Iterator[str]:
    """Yield whether others' deals count on no issue."""
    if spec.precedent is not None and not spec.precedent.issues:
        yield "precedent names no issue, so that it changes nothing: state `tariffs` or `price`, or leave it out"


def lapses_without_value(spec: Scenario) -> Iterator[str]:
    """Yield of each issue whose level after a lapse is worth nothing, as what no deal is worth is stated."""
    for name, issue in spec.issues.items():
        if spec.no_deal is not None and issue.lapsed != issue.now:
            yield f"issues.{name}.lapsed changes no value: `no_deal` says what no deal is worth, lapse or not"


def values_without_zero(spec: Scenario) -> Iterator[str]:
    """Yield of each issue whether a deal that changes nothing of it is worth something."""
    for name in issues_without_zero(spec) if spec.no_deal is None else ():
        yield (
            f"issues.{name}: flows are not 0 at its level without a deal, so that values are not gains over no deal: "
            "state flows as differences from that level, or say by `no_deal` what no deal is worth"
        )


def plural_names(spec: Scenario) -> Iterator[str]:
    """Yield of each party whether its name reads as that of several, while text speaks of one: `the unions`."""
    for key, held in spec.parties.items():
        last = (held.name or key).split()[-1]
        if last.islower() and last.endswith("s") and not last.endswith(("ss", "us")):
            yield f"parties.{key}: text says `{held.name or key} opens`, `its demand`: a `name` of one reads better"
