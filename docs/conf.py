"""How Sphinx makes the site: `make site`, or `sphinx-build -c docs . docs/_build/html` in the root of the project.

The root is the source folder, so that a link means the same on the site as in the files: pages stand in `docs/`, and
beside it those of the scenarios, the notebooks and the findings.  Nothing is fetched from another machine, when the
site is made or when it is read, and the notebooks show the output that they were saved with.
"""

import sys
import tomllib
from pathlib import Path

from pygments.lexers.special import TextLexer
from sphinx.application import Sphinx

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "docs" / "site")]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

project = "Ninety days"
author = "The ninety-days authors"
project_copyright = f"{author}; Apache-2.0"
version = release = PROJECT["version"]
html_title = f"{project} {version}"

root_doc = "docs/README"
include_patterns = [
    *(
        "docs/*.md",
        "docs/**/*.md",
        "notebooks/*.ipynb",
        "scenarios/README.md",
        "findings/README.md",
        "results/README.md",
    ),
    *("README.md", "RESULTS.md", "CHANGELOG.md"),
]
exclude_patterns = ["docs/_build", "**/.ipynb_checkpoints"]

extensions = [
    "myst_nb",
    "sphinx.ext.autodoc",
    "navigation",
    "page_links",
    "docstrings",
    "formulas",
    "entries",
    "accessible",
]
myst_enable_extensions = ["dollarmath"]
myst_dmath_allow_space = False  # `$ sim run` is a command and no formula
myst_dmath_allow_digits = False
myst_heading_anchors = 4
nb_execution_mode = "off"
nb_merge_streams = True
autodoc_typehints = "signature"
autodoc_member_order = "bysource"
autodoc_default_options = {"members": True}
python_use_unqualified_type_names = True
nitpicky = True
nitpick_ignore_regex = [("py:.*", ".*")]  # types of other libraries, whose pages are on other machines

html_theme = "furo"
html_copy_source = False
html_show_search_summary = False  # a page that is read from disk may not fetch the others
html_additional_pages = {"index": "index_redirect.html"}
templates_path = ["site/templates"]
html_favicon = "site/static/icon.svg"
html_static_path = ["site/static"]
html_css_files = ["site.css"]


def setup(app: Sphinx) -> None:
    """Show tables with commas as they stand."""
    app.add_lexer("csv", TextLexer)
