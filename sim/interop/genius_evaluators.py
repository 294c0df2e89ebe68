"""What GENIUS makes of the levels of one issue before they are weighted: named ones, whole and real numbers.

The equations stand in `sim.interop.genius_profiles`.
"""

from fractions import Fraction
from pathlib import Path

from sim.interop.faults import fault, shorten
from sim.interop.figures import level_text
from sim.interop.genius_domain import GeniusIssue, element_number
from sim.interop.xml_tree import Element

LEAST_LARGEST = Fraction(1, 10**5)  # issues whose largest evaluation is below it count nothing in GENIUS


def shares_of(path: Path, issue: GeniusIssue, element: Element) -> list[Fraction]:
    """Return what each level of an issue is worth before it is weighted."""
    if element.with_tag("item") or issue.kind == "discrete":
        return item_shares(path, issue, element)
    evaluators = element.with_tag("evaluator")
    if not evaluators:
        raise fault(path, element.line, f"the issue {issue.name!r} has no evaluator; add <evaluator ftype=... />")
    lower = lower_bound(path, issue, element)
    return [level_share(path, evaluators[0], Fraction(level), lower, issue.kind) for level in issue.levels]


def lower_bound(path: Path, issue: GeniusIssue, element: Element) -> Fraction:
    """Return the lower bound of an issue of numbers; DomainError if the domain has another."""
    ranges = element.with_tag("range")
    source = ranges[0] if ranges else element
    if source.get("lowerbound") is None:
        return Fraction(issue.levels[0])
    lower = element_number(path, source, "lowerbound", "bound")
    upper = element_number(path, source, "upperbound", "bound")
    if (lower, upper) != (Fraction(issue.levels[0]), Fraction(issue.levels[-1])):
        said = f"the bounds {source.get('lowerbound')} to {source.get('upperbound')} of {issue.name!r}; the domain has"
        raise fault(path, source.line, f"{said} {issue.levels[0]:g} to {issue.levels[-1]:g}. Make them the same")
    return lower


def item_shares(path: Path, issue: GeniusIssue, element: Element) -> list[Fraction]:
    """Return the evaluations of named levels over the largest of the issue; DomainError where one is missing."""
    found: dict[str, Fraction] = {}
    for item in element.with_tag("item"):
        name, stated = item.get("value"), item.get("evaluation")
        if name is None or stated in (None, "", "null"):
            said = f"no evaluation of {shorten(name)} in {issue.name!r}; every level needs a number from 0 up"
            raise fault(path, item.line, said)
        value = element_number(path, item, "evaluation", f"evaluation of {shorten(name)}")
        if value < 0:
            said = f"the evaluation {stated} of {shorten(name)} in {issue.name!r}; must be at least 0"
            raise fault(path, item.line, said)
        found[name] = value  # of an item that stands twice the last one counts, as in GENIUS
    for level in issue.levels:
        if level_text(level) not in found:
            said = (
                f"no evaluation of {shorten(level_text(level))} in {issue.name!r}, a level of the domain. Add its item"
            )
            raise fault(path, element.line, said)
    largest = max(found.values())
    if largest < LEAST_LARGEST:
        return [Fraction(0) for _ in issue.levels]
    return [found[level_text(level)] / largest for level in issue.levels]


def level_share(path: Path, evaluator: Element, level: Fraction, lower: Fraction, kind: str) -> Fraction:
    """Return the value of a number before it is weighted."""

    def figure(name: str) -> Fraction:
        return element_number(path, evaluator, name, f"{name} of the evaluator")

    form = (evaluator.get("ftype") or "linear").lower()
    if kind == "integer" and evaluator.get("slope") is not None:
        return cut(figure("offset") + figure("slope") * (level - lower))
    if form == "linear":
        return cut(figure("parameter0") + figure("parameter1") * level)
    if form == "constant":
        return cut(figure("parameter0"))
    if form.startswith("triangular"):
        height = figure("parameter3") if form != "triangular" else Fraction(1)
        return height * triangle(level, figure("parameter0"), figure("parameter1"), figure("parameter2"))
    said = f"the function {form!r} of the evaluator; linear, constant and triangular are read"
    raise fault(path, evaluator.line, said)


def cut(value: Fraction) -> Fraction:
    """Return a value set to between 0 and 1, as GENIUS does."""
    return min(max(value, Fraction(0)), Fraction(1))


def triangle(level: Fraction, lower: Fraction, upper: Fraction, top: Fraction) -> Fraction:
    """Return the height of a triangle of height 1 at a level: 0 at `lower` and from `upper` on, 1 at `top`."""
    if level < lower or (level >= upper and level >= top):
        return Fraction(0)
    return (level - lower) / (top - lower) if level < top else 1 - (level - top) / (upper - top)
