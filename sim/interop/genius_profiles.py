"""GENIUS profiles: what one party wants, as GENIUS 10 computes it.

    value of a level = weight of its issue x evaluation / largest evaluation of the issue, named levels
                       weight x min(1, max(0, offset + slope (level - lower bound))), whole numbers
                       weight x function of the level, real numbers: linear and constant (parameter0 + parameter1 x
                       level, cut to 0 to 1), triangular (lower, upper, top), with a height of its own in
                       `triangularvariabletop`
    discount         value x d^t, t from 0 to 1; 0 and what is no factor of 0 to 1 mean none
    reserve          on the scale of values, 0 where none is stated

Weights are taken as they stand.  GENIUS does not make them sum to 1, either, and sets values above 1 to 1: what it
computes then does not add over issues, so that profiles whose best package is worth more than `MOST` are refused.

Source: genius.core.utility (EvaluatorDiscrete, EvaluatorInteger, EvaluatorReal, AdditiveUtilitySpace), GENIUS 10.
"""

from fractions import Fraction
from pathlib import Path

from sim.interop.faults import fault, shorten
from sim.interop.figures import exact_number, level_text
from sim.interop.genius_domain import GeniusIssue, element_number, issue_elements, issue_index
from sim.interop.genius_evaluators import shares_of
from sim.interop.named_domain import PartyProfile
from sim.interop.xml_tree import Element, read_xml

ADDITIVE = {"linear", "additive", "uncertain"}  # types of a utility space
BEYOND = {"utility_function", "ufun", "hyperrectangle", "rconstraints", "rconstraint", "constraint", "includes"}
MOST = Fraction(102, 100)  # GENIUS calls weights normalised between .98 and 1.02
EXACT_SUM = Fraction(1, 10**5)  # weights that sum to 1 within this are not worth a word
ZERO = Fraction(0)


def read_genius_profile(path: Path, issues: list[GeniusIssue]) -> PartyProfile:
    """Return a party's profile for the issues of a domain; DomainError where it does not fit, or is not additive."""
    root = read_xml(path)
    require_additive(path, root)
    weights, elements = weights_of(path, root), matching_elements(path, root, issues)
    values = []
    for issue, element in zip(issues, elements, strict=True):
        index = issue_index(path, element)
        if index not in weights:
            raise fault(path, element.line, f"the issue {issue.name!r} has no weight; add <weight index={index!r} ...>")
        values.append(tuple(weights[index] * share for share in shares_of(path, issue, element)))
    used = [weights[issue_index(path, element)] for element in elements]
    notes = [*weight_notes(path, root, sum(used, start=ZERO), sum((max(row) for row in values), start=ZERO))]
    notes += [name_note(path, i, e) for i, e in zip(issues, elements, strict=True) if e.get("name") != i.name]
    notes += [*type_notes(path, root), *(note for element in elements for note in twice_notes(path, element))]
    discount, discount_notes = discount_of(path, root)
    reserve = reserve_of(path, root)
    return PartyProfile(
        name=path.stem,
        values=tuple(values),
        reserve=reserve or Fraction(0),
        discount=discount,
        stated=reserve is not None,
        notes=(*notes, *discount_notes),
    )


def require_additive(path: Path, root: Element) -> None:
    """Raise DomainError for a file that is no profile, or whose values do not add over issues."""
    if root.tag != "utility_space":
        said = f"the root <{root.tag}>; a profile of GENIUS has the root <utility_space>"
        raise fault(path, root.line, said)
    kind = (root.get("type") or "linear").lower()
    beyond = next((element for element in root.walk() if element.tag.lower() in BEYOND), None)
    if kind not in ADDITIVE or beyond is not None:
        found = f"the type {kind!r}" if beyond is None else f"<{beyond.tag}>"
        said = f"{found}: values by hypervolumes or constraints do not add over issues, and only additive ones are read"
        raise fault(path, root.line if beyond is None else beyond.line, said)


def type_notes(path: Path, root: Element) -> list[str]:
    """Return what is left out of a profile under uncertainty."""
    if (root.get("type") or "").lower() != "uncertain":
        return []
    return [f"{path.name}: a profile under uncertainty; its true values are read, its comparisons left out"]


def twice_notes(path: Path, element: Element) -> list[str]:
    """Return what to say of values that a profile evaluates twice."""
    found, seen = [], set[str | None]()
    for item in element.with_tag("item"):
        if item.get("value") in seen:
            where = f"{path.name}, line {item.line}"
            found.append(f"{where}: a second evaluation of {shorten(item.get('value'))}; the last counts, as in GENIUS")
        seen.add(item.get("value"))
    return found


def weights_of(path: Path, root: Element) -> dict[int, Fraction]:
    """Return the weights by index; DomainError for one that stands twice or is below 0."""
    found: dict[int, Fraction] = {}
    for element in root.walk():
        for weight in element.with_tag("weight") if element.tag in ("objective", "utility_space") else []:
            index, value = issue_index(path, weight), element_number(path, weight, "value", "weight")
            if value < 0:
                raise fault(path, weight.line, f"the weight {weight.get('value')} of index {index}; must be at least 0")
            if index in found:
                raise fault(path, weight.line, f"a second weight of index {index}; only one would count. Delete one")
            found[index] = value
    return found


def matching_elements(path: Path, root: Element, issues: list[GeniusIssue]) -> list[Element]:
    """Return a profile's element of each issue of the domain: by name, or else by index with the same levels."""
    elements = issue_elements(root)
    named, placed = {e.get("name"): e for e in elements}, {issue_index(path, e): e for e in elements}
    if len(named) < len(elements) or len(placed) < len(elements):
        raise fault(path, root.line, "two issues with one name or one index; each must have its own")
    found = []
    for issue in issues:
        element = named.get(issue.name)
        if element is None:
            element = placed.get(issue.index)
            if element is None or element.get("name") in {i.name for i in issues} or not same_levels(issue, element):
                said = f"no issue {issue.name!r}, which the domain has: an issue is missing, or it is another domain's"
                raise fault(path, root.line, f"{said} profile. It has {names_text(elements)}")
        found.append(element)
    extra = next((e for e in elements if e not in found), None)
    if extra is not None:
        said = f"the issue {shorten(extra.get('name'))}, which the domain lacks: is it the profile of another domain?"
        raise fault(path, extra.line, said)
    return found


def same_levels(issue: GeniusIssue, element: Element) -> bool:
    """Whether an element of another name values the same levels."""
    items = {item.get("value") for item in element.with_tag("item")}
    return items == {level_text(level) for level in issue.levels} if items else issue.kind != "discrete"


def name_note(path: Path, issue: GeniusIssue, element: Element) -> str:
    """Return what to say of an issue that has another name in a profile."""
    where = f"{path.name}, line {element.line}"
    said = f"{where}: the issue {element.get('name')!r} is taken for {issue.name!r} of the domain"
    return f"{said}, which has its index and its values"


def names_text(elements: list[Element]) -> str:
    """Return the names of issues, for a message."""
    return shorten(", ".join(str(e.get("name")) for e in elements) or "none", 200)


def weight_notes(path: Path, root: Element, weights: Fraction, best: Fraction) -> list[str]:
    """Return what there is to say of weights that do not sum to 1; DomainError where GENIUS is not additive."""
    if best > MOST:
        said = f"weights that sum to {float(weights):g}, so that the best package is worth {float(best):g}. GENIUS does"
        cure = "not make them sum to 1, and sets values above 1 to 1, which does not add over issues. Divide each by"
        line = next((element.line for element in root.walk() if element.tag == "weight"), root.line)
        raise fault(path, line, f"{said} {cure} {float(best):g}")
    if abs(weights - 1) <= EXACT_SUM:
        return []
    return [f"{path.name}: weights sum to {float(weights):g}; they are taken as they stand, as GENIUS does"]


def discount_of(path: Path, root: Element) -> tuple[Fraction, list[str]]:
    """Return the discount factor, 1 for none, and what there is to say; DomainError for NaN."""
    stated = [element for element in root.with_tag("discount_factor") if element.get("value") is not None]
    if not stated:
        return Fraction(1), []
    text = str(stated[0].get("value"))
    if text.strip().lower() == "nan":
        raise fault(path, stated[0].line, "the discount factor NaN; must be from 0 to 1, where 0 and 1 mean none")
    factor = exact_number(text)
    if factor is None or not 0 <= factor <= 1:
        said = f"{path.name}, line {stated[0].line}: the discount factor {shorten(text)} is no number from 0 to 1"
        return Fraction(1), [f"{said}; none is taken, as GENIUS does"]
    return factor or Fraction(1), []


def reserve_of(path: Path, root: Element) -> Fraction | None:
    """Return the reservation value, None where none is stated; DomainError for one that is not from 0 to 1."""
    stated = [element for element in root.with_tag("reservation") if (element.get("value") or "").strip()]
    if not stated:
        return None
    value = element_number(path, stated[0], "value", "reservation value")
    if not 0 <= value <= MOST:
        said = f"the reservation value {stated[0].get('value')}; must be from 0 to 1, the scale of values"
        raise fault(path, stated[0].line, said)
    return value
