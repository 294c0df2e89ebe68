"""NegMAS scenario folders, in YAML or JSON: an outcome space, and one utility function a party.

    value of a package = bias + sum over issues of weight x function of the level

Functions that are read: TableFun (a table), IdentityFun, LinearFun, AffineFun and ConstFun (of numbers), and those of
LinearUtilityFunction and AffineUtilityFunction, which weigh numbers.  All other single-issue functions, and utility
functions of more than one issue at a time, are refused by name.  A reserve of none or minus infinity means that any
deal is better: it is read as the value of the worst package.

A discount of ExpDiscountedUFun is read if it counts relative time, 0 to 1; by default NegMAS counts rounds, of which a
domain knows no number: then it is left out, and the reader is told.  NegMAS takes parties in the order of file names.

Source: negmas.inout, negmas.outcomes and negmas.preferences of NegMAS 0.16.
"""

from fractions import Fraction
from pathlib import Path

from sim.interop.data_numbers import Levels, node_levels, node_number, numbers_by_level, require_key
from sim.interop.data_tree import Node, Number, read_json, read_yaml_tree
from sim.interop.figures import exact_number, level_text
from sim.interop.named_domain import MOST_LEVELS, NamedIssue, PartyProfile

ADDITIVE = ("LinearAdditiveUtilityFunction", "LinearUtilityAggregationFunction")
OF_NUMBERS = ("LinearUtilityFunction", "AffineUtilityFunction")
DISCOUNTED = "ExpDiscountedUFun"
LISTS = ("CategoricalIssue", "DiscreteOrdinalIssue", "DiscreteCardinalIssue", "OrdinalIssue", "CardinalIssue")
FUNCTIONS: dict[
    str, tuple[int | str, int | str]
] = {  # of one number: its bias and its slope, by the keys that state them, or fixed
    "IdentityFun": (0, 1),
    "LinearFun": (0, "slope"),
    "AffineFun": ("bias", "slope"),
    "ConstFun": ("bias", 0),
}


def read_tree(path: Path) -> Node:
    """Return the data of a YAML or a JSON file."""
    return read_json(path) if path.suffix.lower() == ".json" else read_yaml_tree(path)


def class_name(node: Node) -> str:
    """Return the class that a node says it is, without its module."""
    stated = node.get("type")
    return (stated.text or "").rsplit(".", 1)[-1] if stated is not None else ""


def read_negmas_issues(path: Path) -> tuple[str, list[NamedIssue]]:
    """Return the name of an outcome space and its issues; DomainError if the file is none."""
    root = read_tree(path)
    nodes = require_key(root, "issues", "the outcome space").items("issues")
    if not nodes:
        raise root.fault("no issues; an outcome space has at least one")
    issues = [issue_of(node, place) for place, node in enumerate(nodes)]
    name = root.get("name")
    return (name.text if name is not None and name.text else path.stem), issues


def issue_of(node: Node, place: int) -> NamedIssue:
    """Return an issue of an outcome space."""
    stated = node.get("name")
    name = stated.text if stated is not None and stated.text else f"issue{place}"
    kind, values = class_name(node), require_key(node, "values", f"the issue {name!r}")
    if isinstance(values.value, Number) and kind in ("", "ContiguousIssue"):
        return NamedIssue(name, "", whole_levels(values, name, Fraction(0), node_number(values, name, 1) - 1))
    if kind == "ContiguousIssue":
        limits = [node_number(one, f"a bound of {name!r}") for one in values.items(f"values of {name!r}")]
        if len(limits) != 2:
            raise values.fault(f"the issue {name!r} has {len(limits)} bounds; must have two")
        return NamedIssue(name, "", whole_levels(values, name, *limits))
    if kind not in ("", *LISTS):
        said = "only issues with a list of values, or with whole numbers from one bound to another, are read"
        raise node.fault(f"the issue {name!r} is a {kind}; {said}. Make it discrete in NegMAS first")
    levels = node_levels(values.items(f"values of {name!r}"), repr(name))
    if not levels:
        raise values.fault(f"the issue {name!r} has no values; add some")
    return NamedIssue(name, "", levels)


def whole_levels(node: Node, name: str, low: Fraction, high: Fraction) -> Levels:
    """Return every whole number between two bounds, both included."""
    if low.denominator > 1 or high.denominator > 1 or not 0 <= high - low < MOST_LEVELS:
        said = f"the bounds of {name!r}; must be whole numbers, at most {MOST_LEVELS:,} of them"
        raise node.fault(f"{said}: found {float(low):g} to {float(high):g}")
    return tuple(float(level) for level in range(int(low), int(high) + 1))


def read_negmas_profile(path: Path, issues: list[NamedIssue]) -> PartyProfile:
    """Return the profile of a utility function for the issues of a domain; DomainError where it does not fit."""
    root = read_tree(path)
    discount, notes, inner = Fraction(1), list[str](), root
    if class_name(root) == DISCOUNTED:
        inner = require_key(root, "ufun", f"the {DISCOUNTED}")
        discount, notes = discount_of(path, root)
    values = values_of(inner, issues)
    stated = root.get("reserved_value") or inner.get("reserved_value")
    least = sum((min(row) for row in values), start=Fraction(0))
    reserve = None if stated is None or is_minus_infinity(stated) else node_number(stated, "the reserved_value")
    outcome = root.get("reserved_outcome")
    if reserve is None and outcome is not None:
        raise outcome.fault("a reserved_outcome; only a reserved_value is read. State its value as reserved_value")
    if reserve is None:
        notes.append(f"{path.name}: no reserve is stated; that of the worst package, {float(least):g}, is taken")
    name = root.get("name")
    return PartyProfile(
        name=name.text if name is not None and name.text else path.stem,
        values=values,
        reserve=least if reserve is None else reserve,
        discount=discount,
        stated=reserve is not None,
        notes=tuple(notes),
    )


def is_minus_infinity(node: Node) -> bool:
    """Whether a number is minus infinity, as YAML, JSON and Python write it."""
    return (node.text or "").lower() in ("-.inf", "-infinity", "-inf")


def discount_of(path: Path, root: Node) -> tuple[Fraction, list[str]]:
    """Return the discount factor over relative time, 1 for none, and what there is to say."""
    stated, factor = root.get("discount"), root.get("factor")
    value = Fraction(1) if stated is None else node_number(stated, "the discount", 0, 1) or Fraction(1)
    counted = "step" if factor is None else factor.text
    if value == 1 or counted == "relative_time":
        return value, []
    said = f"{path.name}: the discount {float(value):g} counts by {counted!r}, not by relative time"
    return Fraction(1), [f"{said}; it is left out"]


def values_of(node: Node, issues: list[NamedIssue]) -> tuple[tuple[Fraction, ...], ...]:
    """Return the value of each level by a utility function; DomainError for one that does not add, by its name."""
    kind = class_name(node)
    if kind in OF_NUMBERS:
        rows = [[level_number(node, issue, level) for level in issue.levels] for issue in issues]
    elif kind in ADDITIVE:
        parts = by_issue(require_key(node, "values", f"the {kind}"), issues, "values")
        rows = [function_values(part, issue) for part, issue in zip(parts, issues, strict=True)]
    else:
        said = "it does not say that its values add over issues, and only additive utility functions are read"
        raise node.fault(f"a utility function of the kind {kind or 'unknown'}: {said}")
    weights = weights_of(node, issues)
    bias = node.get("bias")
    weighted = [[weight * value for value in row] for weight, row in zip(weights, rows, strict=True)]
    if bias is not None:
        weighted[0] = [value + node_number(bias, "the bias") for value in weighted[0]]
    return tuple(tuple(row) for row in weighted)


def weights_of(node: Node, issues: list[NamedIssue]) -> list[Fraction]:
    """Return the weights of issues, 1 each where none are stated."""
    stated = node.get("weights")
    if stated is None:
        return [Fraction(1)] * len(issues)
    parts = by_issue(stated, issues, "weights")
    return [node_number(part, f"the weight of {issue.name!r}", 0) for part, issue in zip(parts, issues, strict=True)]


def by_issue(node: Node, issues: list[NamedIssue], what: str) -> list[Node]:
    """Return what is stated for each issue, in a list in the order of issues or by their names."""
    if isinstance(node.value, dict):
        missing = [issue.name for issue in issues if issue.name not in node.value]
        extra = [name for name in node.value if name not in {issue.name for issue in issues}]
        if missing or extra:
            said = (
                f"{what}: the issue {(missing or extra)[0]!r} stands only in {'the domain' if missing else 'this file'}"
            )
            raise node.fault(f"{said}: an issue is missing, or it is another domain's")
        return [node.value[issue.name] for issue in issues]
    parts = node.items(what)
    if len(parts) != len(issues):
        said = f"{what}: {len(parts)} of them for {len(issues)} issues; an issue is missing, or it is another domain's"
        raise node.fault(said)
    return parts


def function_values(node: Node, issue: NamedIssue) -> list[Fraction]:
    """Return the value of each level of an issue by the function of a node."""
    kind = class_name(node)
    if kind == "TableFun" or (not kind and isinstance(node.value, dict)):
        table = require_key(node, "mapping", "the TableFun") if kind else node
        found = numbers_by_level(table.table("mapping"), issue.levels, f"the values of {issue.name!r}")
        missing = next((level for level in issue.levels if level not in found), None)
        if missing is not None:
            raise table.fault(f"no value of {level_text(missing)!r} in {issue.name!r}; add it")
        return [node_number(found[level], f"the value of {level_text(level)!r}") for level in issue.levels]
    if kind not in FUNCTIONS:
        known = ", ".join(("TableFun", *FUNCTIONS))
        raise node.fault(f"the function {kind or 'without a type'} of {issue.name!r}; {known} are read")
    bias, slope = (part if isinstance(part, int) else function_figure(node, part) for part in FUNCTIONS[kind])
    return [bias + slope * level_number(node, issue, level) if slope else Fraction(bias) for level in issue.levels]


def function_figure(node: Node, key: str) -> Fraction:
    """Return a figure of a function; a bias is 0 where none is stated."""
    found = node.get(key)
    if found is None and key == "bias":
        return Fraction(0)
    return node_number(require_key(node, key, "the function"), key)


def level_number(node: Node, issue: NamedIssue, level: float | str) -> Fraction:
    """Return a level as an exact number; DomainError for a name."""
    number = None if isinstance(level, str) else exact_number(repr(level))
    if number is None:
        raise node.fault(f"a function of numbers for {issue.name!r}, whose level {level!r} is a name")
    return number
