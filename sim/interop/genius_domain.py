"""GENIUS domains: the issues and their levels, from the file whose root is <negotiation_template>."""

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from sim.bargaining.agenda import Level
from sim.interop.faults import fault, shorten
from sim.interop.figures import exact_number, level_of
from sim.interop.named_domain import MOST_LEVELS
from sim.interop.xml_tree import Element, read_xml

REAL_STEPS = 20  # GENIUS weighs a range of real numbers at so many equal steps from its lower bound
ROOT = "negotiation_template"


@dataclass(frozen=True)
class GeniusIssue:
    """An issue of a GENIUS domain: its index, its kind (discrete, integer or real), and its levels."""

    name: str
    index: int
    kind: str
    levels: tuple[Level, ...]


def read_genius_issues(path: Path) -> tuple[str, list[GeniusIssue]]:
    """Return the name of a domain and its issues, in the order of the file; DomainError if it is no domain."""
    root = read_xml(path)
    if root.tag != ROOT:
        hint = " This is a profile: name the domain's file, or the folder" if root.tag == "utility_space" else ""
        raise fault(path, root.line, f"the root <{root.tag}>; a domain of GENIUS has the root <{ROOT}>.{hint}")
    elements = issue_elements(root)
    if not elements:
        raise fault(path, root.line, "no <issue>; a domain has at least one, within an <objective>")
    issues = [issue_of(path, element) for element in elements]
    for what, held in (("name", [i.name for i in issues]), ("index", [i.index for i in issues])):
        twice = next((place for place, one in enumerate(held) if one in held[:place]), None)
        if twice is not None:
            raise fault(
                path, elements[twice].line, f"the {what} {held[twice]!r} of an issue stands twice; each needs its own"
            )
    return domain_name(path, root), issues


def domain_name(path: Path, root: Element) -> str:
    """Return the name of the file, or of the first objective where the file is only called domain."""
    named = [str(e.get("name")) for e in root.walk() if e.tag == "objective" and e.get("name")]
    return named[0] if named and path.stem == "domain" else path.stem


def issue_elements(root: Element) -> list[Element]:
    """Return the issues of a file, whichever objectives they stand in, in the order of the file."""
    return [element for element in root.walk() if element.tag == "issue"]


def issue_index(path: Path, element: Element) -> int:
    """Return the index of an issue or a weight."""
    text = element.get("index")
    if text is None or not text.strip().isdecimal():
        said = f"the index {shorten(text)} of <{element.tag}>; must be a whole number from 0 up"
        raise fault(path, element.line, said)
    return int(text)


def element_number(path: Path, element: Element, attribute: str, what: str) -> Fraction:
    """Return the number of an attribute; DomainError if there is none."""
    text = element.get(attribute)
    number = None if text is None else exact_number(text)
    if number is None:
        found = "nothing" if text is None else shorten(text)
        raise fault(path, element.line, f"the {what}: found {found} in {attribute}=..., must be a number")
    return number


def issue_of(path: Path, element: Element) -> GeniusIssue:
    """Return an issue of the domain."""
    name = element.get("name")
    if not name:
        raise fault(path, element.line, "an issue without a name; add name=...")
    kind = (element.get("type") or element.get("vtype") or element.get("etype") or "discrete").lower()
    readers = {"discrete": named_levels, "integer": whole_levels, "real": real_levels}
    if kind not in readers:
        raise fault(path, element.line, f"the type {kind!r} of {name!r}; discrete, integer and real are read")
    return GeniusIssue(name, issue_index(path, element), kind, readers[kind](path, element))


def named_levels(path: Path, element: Element) -> tuple[Level, ...]:
    """Return the levels of an issue whose values have names; DomainError for one that stands twice."""
    found: dict[str, Level] = {}
    for item in element.with_tag("item"):
        text = item.get("value")
        if text is None:
            raise fault(path, item.line, f"an item of {element.get('name')!r} without a value; add value=...")
        if text in found:
            raise fault(
                path, item.line, f"the value {shorten(text)} stands twice in {element.get('name')!r}. Delete one"
            )
        found[text] = level_of(text)
    if not found:
        raise fault(path, element.line, f"the issue {element.get('name')!r} has no <item>; add its values")
    return tuple(found.values())


def bounds(path: Path, element: Element) -> tuple[Fraction, Fraction]:
    """Return the bounds of an issue of numbers."""
    source = next(iter(element.with_tag("range")), element)
    low = element_number(path, source, "lowerbound", f"lower bound of {element.get('name')!r}")
    high = element_number(path, source, "upperbound", f"upper bound of {element.get('name')!r}")
    if high < low:
        raise fault(path, source.line, f"the upper bound {float(high):g} is below the lower one, {float(low):g}")
    return low, high


def whole_levels(path: Path, element: Element) -> tuple[Level, ...]:
    """Return every whole number between the bounds."""
    low, high = bounds(path, element)
    if low.denominator > 1 or high.denominator > 1 or high - low >= MOST_LEVELS:
        said = f"the bounds {float(low):g} to {float(high):g}; must be whole numbers, at most {MOST_LEVELS:,} of them"
        raise fault(path, element.line, said)
    return tuple(float(level) for level in range(int(low), int(high) + 1))


def real_levels(path: Path, element: Element) -> tuple[Level, ...]:
    """Return the points at which GENIUS weighs a range of real numbers."""
    low, high = bounds(path, element)
    steps = range(REAL_STEPS + 1) if high > low else range(1)
    return tuple(float(low + (high - low) * step / REAL_STEPS) for step in steps)
