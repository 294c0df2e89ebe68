"""Entries of the index for what tables define: every key of a scenario, parameter of a rule and result column.

A table whose first column is headed `key`, `parameter` or `column` defines what stands in it.  Each name can be linked
to, and the index of the site lists it once, a key with the path of its block.
"""

from collections.abc import Iterator

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

PAGES = ("scenarios/README", "docs/reference/result_columns")
KINDS = {"key": "key of a scenario", "parameter": "parameter of a rule", "column": "result column"}


def heading_of(table: nodes.table) -> str:
    """Return the title of the section that a table stands in."""
    section = table.parent
    while section is not None and not isinstance(section, nodes.section):
        section = section.parent
    return "" if section is None else section.next_node(nodes.title).astext()


def defined_in(table: nodes.table) -> Iterator[tuple[nodes.entry, str, str]]:
    """Yield the cell, the kind and the full name of whatever a table defines."""
    head = next(iter(table.findall(nodes.thead)), None)
    kind = "" if head is None else head.next_node(nodes.entry).astext()
    if kind not in KINDS:
        return
    title = heading_of(table)
    before = f"{title}." if kind == "key" and title != "The file" else ""
    for row in table.next_node(nodes.tbody).findall(nodes.row):
        cell = row.next_node(nodes.entry)
        yield cell, kind, before + cell.astext()


class DefinedNames(SphinxTransform):
    """Put a target and an entry of the index at each name that the tables of a page define."""

    default_priority = 800  # before Sphinx collects entries

    def apply(self, **_: object) -> None:
        """Go through the tables of the page that was read."""
        if self.env.docname not in PAGES:
            return
        for table in self.document.findall(nodes.table):
            for cell, kind, name in defined_in(table):
                place = nodes.make_id(f"{kind} {heading_of(table)} {name}")
                cell["ids"].append(place)
                cell.insert(0, addnodes.index(entries=[("single", f"{name} ({KINDS[kind]})", place, "", None)]))


def setup(app: Sphinx) -> dict[str, bool]:
    """Do so on every page that is read."""
    app.add_transform(DefinedNames)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
