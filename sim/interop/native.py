"""Our own form of a domain: one YAML or JSON file with the issues, and what each party wants, value by value.

    domain: delivery
    unit: bn USD a year                 # of values, if they have one
    issues:
      price: {unit: USD, levels: [10, 20, 30]}
    parties:
      buyer: {reserve: 0.2, discount: 0.9, values: {price: [1, 0.5, 0]}}
      seller: {reserve: 0, values: {price: [0, 0.5, 1]}}

`discount` is d of value x d^t, t the share of time used up; without it there is none.  Two parties, in their order.
"""

from fractions import Fraction
from pathlib import Path
from typing import Any

from sim.interop.data_numbers import node_levels, node_number, require_key
from sim.interop.data_tree import Node
from sim.interop.named_domain import NamedDomain, NamedIssue, PartyProfile, make_named_domain
from sim.interop.negmas_read import read_tree

ISSUE_KEYS = {"unit", "levels"}
PARTY_KEYS = {"reserve", "discount", "values"}
KEYS = {"domain", "unit", "issues", "parties"}


def read_native(path: Path) -> NamedDomain:
    """Return the domain of a file in our own form; DomainError where it is not sound."""
    root = read_tree(path)
    refuse_others(root, KEYS, "the domain")
    issues = [
        native_issue(name, node) for name, node in require_key(root, "issues", "the domain").table("issues").items()
    ]
    parties = require_key(root, "parties", "the domain").table("parties")
    if len(parties) != 2:
        raise require_key(root, "parties", "the domain").fault(f"{len(parties)} parties; a domain has two")
    profiles = [native_profile(name, node, issues) for name, node in parties.items()]
    name, unit = root.get("domain"), root.get("unit")
    return make_named_domain(
        (name.text if name is not None else None) or path.stem,
        "native",
        issues,
        profiles,
        (unit.text if unit is not None else None) or "",
    )


def refuse_others(node: Node, known: set[str], what: str) -> None:
    """Raise DomainError for a key that is not known."""
    for key, found in node.table(what).items():
        if key not in known:
            raise found.fault(f"{what}: the key {key!r}; known are {', '.join(sorted(known))}")


def native_issue(name: str, node: Node) -> NamedIssue:
    """Return an issue: a list of levels, or its unit and levels."""
    if isinstance(node.value, list):
        return NamedIssue(name, "", node_levels(node.items(name), repr(name)))
    refuse_others(node, ISSUE_KEYS, f"the issue {name!r}")
    unit = node.get("unit")
    levels = require_key(node, "levels", f"the issue {name!r}").items(f"levels of {name!r}")
    return NamedIssue(name, (unit.text if unit is not None else None) or "", node_levels(levels, repr(name)))


def native_profile(name: str, node: Node, issues: list[NamedIssue]) -> PartyProfile:
    """Return what a party wants."""
    what = f"the party {name!r}"
    refuse_others(node, PARTY_KEYS, what)
    values = require_key(node, "values", what)
    refuse_others(values, {issue.name for issue in issues}, f"values of {what}")
    discount, reserve = node.get("discount"), node.get("reserve")
    return PartyProfile(
        name=name,
        values=tuple(native_values(require_key(values, issue.name, f"values of {what}"), issue) for issue in issues),
        reserve=Fraction(0) if reserve is None else node_number(reserve, f"the reserve of {what}"),
        discount=Fraction(1) if discount is None else node_number(discount, "the discount", 0, 1) or Fraction(1),
        stated=reserve is not None,
    )


def native_values(node: Node, issue: NamedIssue) -> tuple[Fraction, ...]:
    """Return the value of each level of an issue."""
    found = node.items(f"values of {issue.name!r}")
    if len(found) != len(issue.levels):
        raise node.fault(f"{len(found)} values of {issue.name!r}, which has {len(issue.levels)} levels")
    return tuple(node_number(one, f"a value of {issue.name!r}") for one in found)


def native_data(named: NamedDomain) -> dict[str, Any]:
    """Return a domain as the data of its own form."""
    data: dict[str, Any] = {"domain": named.name, **({"unit": named.unit} if named.unit else {})}
    data["issues"] = {
        issue.name: {**({"unit": issue.unit} if issue.unit else {}), "levels": list(issue.levels)}
        for issue in named.issues
    }
    data["parties"] = {party: native_party(named, side) for side, party in enumerate(named.parties)}
    return data


def native_party(named: NamedDomain, side: int) -> dict[str, Any]:
    """Return what a party wants as the data of its own form."""
    discount = named.discounts[side]
    rows = zip(named.issues, named.levels_of(side), strict=True)
    return {
        "reserve": named.reserves[side],
        **({"discount": discount} if discount != 1 else {}),
        "values": {issue.name: [float(value) for value in row] for issue, row in rows},
    }
