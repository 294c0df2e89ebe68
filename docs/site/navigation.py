"""The tree of pages, made from the index pages: each lists the pages it links to, in the order of its links.

So the pages are listed once, in Markdown that can be read anywhere, and the site cannot forget one.  Each second-level
heading of an index page that has such links becomes a group of its own.
"""

import posixpath
import re
from pathlib import PurePosixPath

from sphinx.application import Sphinx

TUTORIAL = "docs/tutorial/README"
INDEXES = ("docs/README", TUTORIAL, "docs/teaching/README", "docs/explanation/theory/README")
PAGE_LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)#\s]+\.(?:md|ipynb))(?:#[^)\s]*)?\)")
INDEX_OF_NAMES = "\nEvery key, column and name </genindex>"
LISTED = "```{toctree}\n:hidden:\n:caption: %s\n\n%s\n```\n"


def pages_linked(docname: str, text: str) -> list[str]:
    """Return the pages that a text links to, as Sphinx names them, each once."""
    folder = posixpath.dirname(docname)
    found = (posixpath.normpath(posixpath.join(folder, link)) for link in PAGE_LINK.findall(text))
    return list(dict.fromkeys(str(PurePosixPath(path).with_suffix("")) for path in found))


def belongs(page: str, index: str) -> bool:
    """Whether a page is listed by an index: not by one of another folder, and no index by one that is not the first."""
    if index == INDEXES[0]:
        return page in INDEXES or not any(page.startswith(posixpath.dirname(other) + "/") for other in INDEXES[1:])
    return page not in INDEXES and (page.startswith(posixpath.dirname(index) + "/") or page.startswith("notebooks/"))


def groups_of(docname: str, text: str) -> list[tuple[str, str]]:
    """Return the parts of an index page that are listed under a heading of their own: title and text."""
    if docname != INDEXES[0]:
        return [("Pages", text)]
    parts = re.split(r"^## ", text, flags=re.MULTILINE)[1:]
    return [(title.strip(), below) for title, _, below in (part.partition("\n") for part in parts)]


def tree_of(docname: str, text: str, notebooks: list[str]) -> str:
    """Return the directives that list the pages of an index page; the notebooks are those of the tutorial."""
    made, listed = [], {docname}
    for title, below in groups_of(docname, text):
        linked = [*pages_linked(docname, below), *(notebooks if docname == TUTORIAL else [])]
        pages = [page for page in dict.fromkeys(linked) if belongs(page, docname) and page not in listed]
        listed.update(pages)
        if pages:
            more = INDEX_OF_NAMES if title == "Reference" else ""
            made.append(LISTED % (title, "\n".join(f"/{page}" for page in pages) + more))
    return "\n".join(made)


def add_tree(app: Sphinx, docname: str, source: list[str]) -> None:
    """Add its tree to an index page as it is read."""
    if docname in INDEXES:
        notebooks = sorted(page for page in app.env.found_docs if page.startswith("notebooks/"))
        source[0] += "\n\n" + tree_of(docname, source[0], notebooks)


def setup(app: Sphinx) -> dict[str, bool]:
    """Be told of every page that is read."""
    app.connect("source-read", add_tree, priority=400)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
