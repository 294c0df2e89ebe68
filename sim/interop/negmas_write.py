"""A domain as a NegMAS scenario folder: an outcome space and one utility function a party, in YAML.

Weights are 1 and tables hold the values themselves, so that NegMAS adds up the very numbers that are added here.
"""

from typing import Any

from sim.bargaining.agenda import Issue
from sim.interop.named_domain import NamedDomain
from sim.scenario.reading.yaml_data import to_yaml


def negmas_files(named: NamedDomain) -> dict[str, str]:
    """Return the text of each file by its name."""
    space = {
        "type": "DiscreteCartesianOutcomeSpace",
        "name": named.name,
        "issues": [issue_data(issue) for issue in named.issues],
    }
    files = {"domain.yml": to_yaml(space)}
    for side, party in enumerate(named.parties):
        files[f"{side + 1}_{party}.yml"] = to_yaml(function_data(named, side))
    return files


def issue_data(issue: Issue) -> dict[str, Any]:
    """Return an issue."""
    numbers = all(isinstance(level, float | int) for level in issue.levels)
    kind = "DiscreteOrdinalIssue" if numbers else "CategoricalIssue"
    return {"type": kind, "name": issue.name, "values": list(issue.levels)}


def function_data(named: NamedDomain, side: int) -> dict[str, Any]:
    """Return the utility function of a party."""
    rows = zip(named.issues, named.levels_of(side), strict=True)
    tables = [dict(zip(issue.levels, map(float, row), strict=True)) for issue, row in rows]
    additive = {
        "type": "LinearAdditiveUtilityFunction",
        "name": named.parties[side],
        "reserved_value": named.reserves[side],
        "values": [{"type": "TableFun", "mapping": table} for table in tables],
        "weights": [1.0] * len(tables),
    }
    if named.discounts[side] == 1:
        return additive
    return {
        "type": "ExpDiscountedUFun",
        "name": named.parties[side],
        "reserved_value": named.reserves[side],
        "discount": named.discounts[side],
        "factor": "relative_time",
        "ufun": additive,
    }
