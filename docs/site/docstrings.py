"""Docstrings of the public names, on the page of Python names.

They are prose in plain text: what is indented, such as a list of fields or an example, is kept as it stands, and what
stands in backticks is code.  A full entry is added below the table for each name of `sim`.
"""

import re
from itertools import groupby

from sphinx.application import Sphinx

import sim

PAGE = "docs/reference/python"
ALIGNED = re.compile(r"\w[\w, /*`]*?  +\S")
SPECIAL = re.compile(r"([\\*|_])")


def as_prose(line: str) -> str:
    """Return a line of prose with code marked as such and nothing else."""
    parts = re.split(r"(`[^`]+`)", line)
    return "".join(
        f"``{part[1:-1]}``" if part[:1] == "`" and part[1:] else SPECIAL.sub(r"\\\1", part) for part in parts
    )


def is_kept(paragraph: list[str]) -> bool:
    """Whether a paragraph is shown as it stands: it is indented, or a list of names, each with its words beside it."""
    return any(line.startswith(" ") or ALIGNED.match(line) for line in paragraph)


def as_markup(lines: list[str]) -> list[str]:
    """Return a docstring as reStructuredText: prose as prose, lists and examples as blocks."""
    made: list[str] = []
    for blank, paragraph in groupby(lines, key=lambda line: not line.strip()):
        held = list(paragraph)
        if blank:
            made.append("")
        elif is_kept(held):
            made += [".. code-block:: text", "", *(f"    {line}" for line in held)]
        else:
            made += map(as_prose, held)
    return made


def rewrite(app: Sphinx, what: str, name: str, held: object, options: object, lines: list[str]) -> None:
    """Replace the lines of a docstring by their markup."""
    lines[:] = as_markup(lines)


def entries() -> str:
    """Return a directive for each public name, in the order of the package."""
    made = []
    for name in sim.__all__:
        held = getattr(sim, name)
        kind = "class" if isinstance(held, type) else "function" if callable(held) else "data"
        made.append(f".. auto{kind}:: sim.{name}\n" if kind != "data" else "")
    return "\n".join(made)


def add_entries(app: Sphinx, docname: str, source: list[str]) -> None:
    """Add the entries to the page of Python names as it is read."""
    if docname == PAGE:
        source[0] += f"\n## In full\n\n```{{eval-rst}}\n{entries()}\n```\n"


def setup(app: Sphinx) -> dict[str, bool]:
    """Be told of docstrings and of pages that are read."""
    app.connect("autodoc-process-docstring", rewrite)
    app.connect("source-read", add_entries)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
