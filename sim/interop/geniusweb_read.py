"""GeniusWeb JSON: a domain (`issuesValues`) and profiles of the kind LinearAdditiveUtilitySpace.

    value of a level = weight of its issue x utility of the level, utilities from 0 to 1, weights that sum to 1

Levels are named in a list, or numbers of a range (low, high, step).  Utilities stand in a table, under
`DiscreteValueSetUtilities` or, in older files, `discreteutils`; what a table misses is worth 0.  Those of a range
(`NumberValueSetUtilities`, `numberutils`) are linear from the low to the high value, rounded to 8 decimals.
The reserve is not a number but a bid, which may name some of the issues: it is worth what they are.

Source: geniusweb.issuevalue and geniusweb.profile.utilityspace of GeniusWeb 2.
"""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path

from sim.interop.data_numbers import Levels, node_level, node_levels, node_number, numbers_by_level, require_key
from sim.interop.data_tree import Node, Number, read_json
from sim.interop.faults import shorten
from sim.interop.figures import level_of
from sim.interop.named_domain import MOST_LEVELS, NamedIssue, PartyProfile

PROFILE = "LinearAdditiveUtilitySpace"
OTHERS = {  # kinds of profiles that are not read, and why
    "SumOfGroupsUtilitySpace": "values of groups of issues do not add over single issues",
    "DefaultPartialOrdering": "it orders bids and gives them no values",
}
TABLES = ("DiscreteValueSetUtilities", "discreteutils")
RANGES = ("NumberValueSetUtilities", "numberutils")
MOST_OFF = Fraction(1, 10**4)  # by which weights may miss 1: rounding in the programs that write them
NAME_OFF = Fraction(1, 10**9)  # and from which on a reader is told


def read_geniusweb_issues(path: Path) -> tuple[str, list[NamedIssue]]:
    """Return the name of a domain and its issues; DomainError if the file is no domain."""
    root = read_json(path)
    stated = root.get("issuesValues")
    if stated is None:
        raise root.fault("no 'issuesValues'; a domain of GeniusWeb has it" + profile_hint(root))
    issues = [NamedIssue(name, "", levels_of(name, node)) for name, node in stated.table("issuesValues").items()]
    if not issues:
        raise stated.fault("'issuesValues' is empty; a domain has at least one issue")
    name = root.get("name")
    return (name.text if name is not None and name.text else path.stem), issues


def profile_hint(root: Node) -> str:
    """Return what to do if a profile was named in place of a domain."""
    return ". This is a profile: name the domain's file, or the folder" if root.get(PROFILE) is not None else ""


def levels_of(name: str, node: Node) -> Levels:
    """Return the levels of an issue: a list of names, or a range of numbers."""
    values, span = node.get("values"), node.get("range")
    if span is not None:
        return range_levels(name, span)
    if values is None:
        raise node.fault(f"the issue {name!r} has neither 'values' nor 'range'; add one")
    found = node_levels(values.items(f"values of {name!r}"), repr(name), from_text=True)
    if not found:
        raise values.fault(f"the issue {name!r} has no values; add some")
    return found


def range_levels(name: str, span: Node) -> Levels:
    """Return the numbers of a range, {low, high, step} or a list of the three."""
    keys = ("low", "high", "step")
    if isinstance(span.value, list):
        parts = span.items("range")
        if len(parts) != len(keys):
            raise span.fault(f"the range of {name!r} has {len(parts)} numbers; must have low, high and step")
    else:
        parts = [require_key(span, key, f"the range of {name!r}") for key in keys]
    low, high, step = (node_number(part, f"{key} of {name!r}") for key, part in zip(keys, parts, strict=True))
    if step <= 0 or high < low or (high - low) / step >= MOST_LEVELS:
        said = f"the range {low} to {high} by {step} of {name!r}; must rise by a step above 0, with at most"
        raise span.fault(f"{said} {MOST_LEVELS:,} numbers")
    return tuple(float(low + step * k) for k in range(int((high - low) / step) + 1))


def read_geniusweb_profile(path: Path, issues: list[NamedIssue]) -> PartyProfile:
    """Return the profile of a file for the issues of a domain; DomainError where it does not fit."""
    root = read_json(path)
    space = utility_space(root)
    weights, tables = (require_key(space, key, "the profile").table(key) for key in ("issueWeights", "issueUtilities"))
    require_same_domain(space, issues)
    require_same_issues(space, issues, weights, tables)
    exact = {issue.name: node_number(weights[issue.name], f"the weight of {issue.name!r}", 0) for issue in issues}
    notes = weight_notes(path, space, sum(exact.values(), start=Fraction(0)))
    values = tuple(
        tuple(exact[issue.name] * share for share in shares_of(issue, tables[issue.name])) for issue in issues
    )
    bid = space.get("reservationBid")
    reserve = Fraction(0) if bid is None else bid_value(bid, issues, values)
    return PartyProfile(path.stem, values, reserve, stated=bid is not None, notes=tuple(notes))


def utility_space(root: Node) -> Node:
    """Return the utility space of a profile; DomainError for a kind that is not additive, by its name."""
    space = root.get(PROFILE)
    if space is not None:
        return space
    for kind, why in OTHERS.items():
        if root.get(kind) is not None:
            raise root.fault(f"a profile of the kind {kind}: {why}; only {PROFILE} is read")
    raise root.fault(f"no {PROFILE}; a profile of GeniusWeb has it, and it is the only kind that is read")


def require_same_domain(space: Node, issues: list[NamedIssue]) -> None:
    """Raise DomainError if the domain that stands in a profile has other issues or other values."""
    domain = space.get("domain")
    stated = domain.get("issuesValues") if domain is not None else None
    if stated is None:
        return
    own = {name: levels_of(name, node) for name, node in stated.table("issuesValues").items()}
    other = next((issue.name for issue in issues if set(own.get(issue.name, ())) != set(issue.levels)), None)
    other = other or next((name for name in own if name not in {issue.name for issue in issues}), None)
    if other is not None:
        said = f"the domain in the profile differs in the issue {other!r}: it is another domain's profile"
        raise stated.fault(f"{said}. Name the domain it belongs to")


def require_same_issues(space: Node, issues: list[NamedIssue], *stated: Mapping[str, Node]) -> None:
    """Raise DomainError unless weights and utilities are those of the domain's issues."""
    names = {issue.name for issue in issues}
    for part, key in zip(stated, ("issueWeights", "issueUtilities"), strict=True):
        missing = next((issue.name for issue in issues if issue.name not in part), None)
        if missing is not None:
            said = (
                f"{key} has no issue {missing!r}, which the domain has: an issue is missing, or it is another domain's"
            )
            raise space.get(key).fault(f"{said} profile")  # type: ignore[union-attr]
        extra = next((name for name in part if name not in names), None)
        if extra is not None:
            raise part[extra].fault(
                f"{key}: the issue {extra!r}, which the domain lacks: is it another domain's profile?"
            )


def weight_notes(path: Path, space: Node, total: Fraction) -> list[str]:
    """Return what there is to say of weights that do not sum to 1; DomainError if they are far from it."""
    if abs(total - 1) > MOST_OFF:
        said = f"weights that sum to {float(total):g}; must sum to 1, or GeniusWeb itself refuses them"
        raise space.get("issueWeights").fault(f"{said}. Divide each by {float(total):g}")  # type: ignore[union-attr]
    if abs(total - 1) <= NAME_OFF:
        return []
    return [f"{path.name}: weights sum to {float(total):.9g}; they are taken as they stand"]


def shares_of(issue: NamedIssue, node: Node) -> list[Fraction]:
    """Return the utility of each level of an issue."""
    table = next((found for key in TABLES if (found := node.get(key)) is not None), None)
    span = next((found for key in RANGES if (found := node.get(key)) is not None), None)
    what = f"the utilities of {issue.name!r}"
    if table is not None:
        stated = require_key(table, "valueUtilities", what)
        by_level = numbers_by_level(stated.table("valueUtilities"), issue.levels, what)
        known = {level: node_number(one, f"{what}, {level}", 0, 1) for level, one in by_level.items()}
        return [known.get(level, Fraction(0)) for level in issue.levels]
    if span is not None:
        return [line_share(issue, span, level) for level in issue.levels]
    raise node.fault(f"{what}: must stand under one of {', '.join((*TABLES, *RANGES))}")


def line_share(issue: NamedIssue, span: Node, level: float | str) -> Fraction:
    """Return the utility of a number on the line from the low to the high value, 0 beyond them, to 8 decimals."""
    what = f"the utilities of {issue.name!r}"
    low, high = (node_number(require_key(span, key, what), key) for key in ("lowValue", "highValue"))
    first, last = (node_number(require_key(span, key, what), key, 0, 1) for key in ("lowUtility", "highUtility"))
    if high <= low or isinstance(level, str):
        raise span.fault(f"{what}: a range needs numbers, and a highValue above its lowValue")
    place = Fraction(level) if Fraction(level).denominator < 2**20 else Fraction(repr(level))
    if not low <= place <= high:
        return Fraction(0)
    exact = first + (last - first) * (place - low) / (high - low)
    rounded = (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(Decimal("1e-8"), rounding=ROUND_HALF_UP)
    return Fraction(rounded)


def bid_value(bid: Node, issues: list[NamedIssue], values: tuple[tuple[Fraction, ...], ...]) -> Fraction:
    """Return what a bid is worth: the sum over the issues it names."""
    stated = require_key(bid, "issuevalues", "the reservationBid").table("issuevalues")
    places = {issue.name: place for place, issue in enumerate(issues)}
    total = Fraction(0)
    for name, node in stated.items():
        if name not in places:
            raise node.fault(f"the reservationBid names the issue {name!r}, which the domain lacks")
        place = places[name]
        level = node_level(node)
        level = level_of(level) if isinstance(level, str) and not isinstance(node.value, Number) else level
        if level not in issues[place].levels:
            raise node.fault(f"the reservationBid: {shorten(node.text)} is no value of {name!r}")
        total += values[place][issues[place].levels.index(level)]
    return total
