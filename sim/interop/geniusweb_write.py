"""A domain as GeniusWeb JSON: one file of the domain, and one profile a party, each with the domain in it.

GeniusWeb knows no number for the reserve, only a bid: the package that is worth least of those at or above the reserve
is written.  The packages that are as good as no deal are the same, and the reserve read back is that package's value.
"""

import json
import re
from decimal import Decimal
from typing import Any

from sim.core.ties import TIE
from sim.interop.faults import DomainError
from sim.interop.figures import level_text
from sim.interop.least_package import least_package
from sim.interop.named_domain import NamedDomain
from sim.interop.weighing import WeighedIssue, weigh_issues


def geniusweb_files(named: NamedDomain) -> dict[str, str]:
    """Return the text of each file by its name; DomainError for what GeniusWeb cannot say."""
    refuse_discount(named)
    domain = {
        "name": simple_name(named.name),
        "issuesValues": {
            issue.name: {"values": [level_text(level) for level in issue.levels]} for issue in named.issues
        },
    }
    files = {"domain.json": to_json(domain)}
    for side, party in enumerate(named.parties):
        files[f"{side + 1}_{simple_name(party)}.json"] = to_json(profile_data(named, side, domain))
    return files


def refuse_discount(named: NamedDomain) -> None:
    """Raise DomainError where a party discounts: profiles of GeniusWeb do not."""
    for party, discount in zip(named.parties, named.discounts, strict=True):
        if discount != 1:
            said = f"{party} discounts by {discount:g}, and a profile of GeniusWeb knows no discount"
            raise DomainError(f"{said}. Write GENIUS or NegMAS files, or set the discount to 1 first")


def profile_data(named: NamedDomain, side: int, domain: dict[str, Any]) -> dict[str, Any]:
    """Return the profile of a party."""
    weighed = weigh_issues(named, side, sum_to_one=True)
    names = [issue.name for issue in named.issues]
    tables = [values_table(issue.levels, one) for issue, one in zip(named.issues, weighed, strict=True)]
    space = {
        "issueUtilities": {
            name: {"DiscreteValueSetUtilities": {"valueUtilities": table}}
            for name, table in zip(names, tables, strict=True)
        },
        "issueWeights": {name: Decimal(one.weight) for name, one in zip(names, weighed, strict=True)},
        "domain": domain,
        "name": simple_name(named.parties[side]),
    }
    bid = reservation_bid(named, side)
    return {"LinearAdditiveUtilitySpace": {**space, **({"reservationBid": {"issuevalues": bid}} if bid else {})}}


def values_table(levels: tuple[float | str, ...], weighed: WeighedIssue) -> dict[str, Decimal]:
    """Return the utility of each level."""
    return {level_text(level): Decimal(share) for level, share in zip(levels, weighed.shares, strict=True)}


def reservation_bid(named: NamedDomain, side: int) -> dict[str, str]:
    """Return the worst package at or above a party's reserve, none where any package is; DomainError if none is."""
    rows, reserve = named.levels_of(side), named.reserves[side]
    if sum(float(row.min()) for row in rows) >= reserve and reserve <= 0:
        return {}
    package = least_package(rows, reserve - TIE)
    if package is None:
        said = f"no package is worth as much as no deal to {named.parties[side]}, and GeniusWeb states a reserve by one"
        raise DomainError(f"{said}. Write GENIUS or NegMAS files")
    return {issue.name: level_text(issue.levels[level]) for issue, level in zip(named.issues, package, strict=True)}


def simple_name(name: str) -> str:
    """Return a name of letters and digits alone, as GeniusWeb asks for."""
    return re.sub(r"[^A-Za-z0-9]", "", name) or "domain"


def to_json(value: Any, indent: str = "") -> str:
    """Return data as JSON; decimals keep all their digits."""
    inner = indent + "  "
    if isinstance(value, dict) and value:
        lines = [f"{inner}{json.dumps(key, ensure_ascii=False)}: {to_json(one, inner)}" for key, one in value.items()]
        text = "{\n" + ",\n".join(lines) + f"\n{indent}}}"
    elif isinstance(value, list) and value:
        text = "[" + ", ".join(to_json(one, inner) for one in value) + "]"
    elif isinstance(value, Decimal):
        text = format(value, "f")
    else:
        text = json.dumps(value, ensure_ascii=False)
    return text if indent else text + "\n"
