"""XML of foreign files as elements with their lines: no document type, no entities, nothing from elsewhere.

Expat is told to stop at a document type, the only place where entities can be declared, so that nothing is expanded
and nothing is fetched.  A bare & is read as the letter that it is: GENIUS knows no entities at all.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.parsers import expat

from sim.interop.faults import fault
from sim.interop.files import read_text

DEEPEST = 30  # elements within one another; GENIUS has about 5
MOST_ELEMENTS = 200_000
BARE = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});)")


@dataclass
class Element:
    """An element: its tag, its attributes, the elements in it, and the line on which it begins."""

    tag: str
    attributes: dict[str, str]
    line: int
    children: list["Element"] = field(default_factory=list)

    def get(self, name: str) -> str | None:
        """Return an attribute, None without it."""
        return self.attributes.get(name)

    def with_tag(self, tag: str) -> list["Element"]:
        """Return the elements of a tag that stand right in this one."""
        return [child for child in self.children if child.tag == tag]

    def walk(self) -> Iterator["Element"]:
        """Yield this element and all in it, in the order of the file."""
        yield self
        for child in self.children:
            yield from child.walk()


class TreeBuilder:
    """Builds elements from what Expat reports."""

    def __init__(self, path: Path) -> None:
        self.path, self.open, self.count = path, [Element("", {}, 0)], 0
        self.parser: Any = expat.ParserCreate("utf-8")
        self.parser.StartElementHandler = self.begin
        self.parser.EndElementHandler = lambda tag: self.open.pop()
        self.parser.StartDoctypeDeclHandler = self.refuse_doctype

    def begin(self, tag: str, attributes: dict[str, str]) -> None:
        """Take an element in; DomainError where there are too many, or too deep."""
        line = self.parser.CurrentLineNumber
        self.count += 1
        if len(self.open) > DEEPEST or self.count > MOST_ELEMENTS:
            said = (
                f"more than {DEEPEST} elements within one another, or {MOST_ELEMENTS:,} in all: no domain has so many"
            )
            raise fault(self.path, line, said)
        element = Element(tag, attributes, line)
        self.open[-1].children.append(element)
        self.open.append(element)

    def refuse_doctype(self, *_: object) -> None:
        """Raise DomainError at a document type."""
        said = "a document type (<!DOCTYPE ...>): entities are not read, for safety. Delete it; domains need none"
        raise fault(self.path, self.parser.CurrentLineNumber, said)


def read_xml(path: Path) -> Element:
    """Return the root of an XML file; DomainError with the line if it is no XML."""
    text = BARE.sub("&amp;", read_text(path).lstrip("\ufeff"))
    builder = TreeBuilder(path)
    try:
        builder.parser.Parse(text.encode("utf-8"), True)
    except expat.ExpatError as wrong:
        said = expat.ErrorString(wrong.code)
        raise fault(path, wrong.lineno, f"not valid XML: {said}. Correct or restore the file") from None
    return builder.open[0].children[0]
