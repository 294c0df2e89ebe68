"""Links to files of the project that are no pages of the site: they are named, as code, and lead nowhere.

In a checkout such a link opens the file.  The site is read without a checkout, so there its path is what helps.
A folder that has an index page stands for that page.
"""

import posixpath
import re
from pathlib import Path

from sphinx.application import Sphinx

LINK = re.compile(r"(?<!!)\[((?:[^\[\]]|\\\[|\\\])*)\]\(([^)#\s:]+)((?:#[^)\s]*)?)\)")
PAGES = (".md", ".ipynb")


def without_dead_link(found: re.Match[str], folder: str, root: Path) -> str:
    """Return a link as it is where it leads to a page, else its words and the path of the file."""
    said, target, _ = found.groups()
    path = posixpath.normpath(posixpath.join(folder, target))
    file = root / path
    if not file.exists() or file.suffix in PAGES:
        return found.group()
    if (file / "README.md").is_file():
        return f"[{said}]({posixpath.join(target, 'README.md')})"
    return said if "`" in said or file.is_dir() else f"{said} (`{path}`)"


def name_files(app: Sphinx, docname: str, source: list[str]) -> None:
    """Take the links out of a page that is read which lead out of the site."""
    folder, root = posixpath.dirname(docname), Path(app.srcdir)
    source[0] = LINK.sub(lambda found: without_dead_link(found, folder, root), source[0])


def setup(app: Sphinx) -> dict[str, bool]:
    """Be told of every page that is read."""
    app.connect("source-read", name_files)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
