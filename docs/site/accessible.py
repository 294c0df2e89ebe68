"""What Sphinx and the theme leave out for readers who use a keyboard or hear the page."""

from typing import Any

from sphinx.application import Sphinx

TREE = "furo_navigation_tree"
MENDED = {  # what is written -> with what is missing
    '<div class="table-wrapper': '<div tabindex="0" class="table-wrapper',  # wide tables and long lines are scrolled
    "<pre>": '<pre tabindex="0">',
}


def mend_page(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object) -> None:
    """Give headings of the tree of pages their level, and let the tab key reach what is scrolled."""
    context[TREE] = context.get(TREE, "").replace('role="heading"', 'role="heading" aria-level="2"')
    for written, whole in MENDED.items():
        context["body"] = context.get("body", "").replace(written, whole)


def setup(app: Sphinx) -> dict[str, bool]:
    """Be told of every page that is written, after the theme."""
    app.connect("html-page-context", mend_page, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
