"""The pages of docs/: links lead somewhere, what they name is there, generated ones are up to date."""

import ast
import importlib
import importlib.util
import re
import shutil
import tomllib
from pathlib import Path

import pytest

from sim.runs.run import run
from sim.scenario.loading import load

ROOT = next(folder for folder in Path(__file__).parents if (folder / "pyproject.toml").is_file())
DOCS = ROOT / "docs"
FILES = [p for p in DOCS.rglob("*.md") if "_build" not in p.parts]
PAGES = {str(p.relative_to(ROOT)): p for p in [ROOT / "README.md", ROOT / "scenarios" / "README.md", *FILES]}

every_page = pytest.mark.parametrize("page", PAGES)


def generator():
    """Return the module that writes the reference."""
    spec = importlib.util.spec_from_file_location("generate", DOCS / "reference" / "generate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def links(page):
    """Return the files that a page links to, resolved."""
    found = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", PAGES[page].read_text(encoding="utf-8"))
    return [(PAGES[page].parent / link).resolve() for link in found if "://" not in link]


def blocks(page, language):
    """Return the blocks of code of a page."""
    return re.findall(rf"```{language}\n(.*?)```", PAGES[page].read_text(encoding="utf-8"), re.DOTALL)


@pytest.mark.parametrize("name", generator().PAGES)
def test_a_generated_page_is_what_the_program_says(name):
    module = generator()
    shipped = (DOCS / "reference" / name).read_text(encoding="utf-8")
    assert shipped == module.PAGES[name](), "write it anew: python docs/reference/generate.py"


@every_page
def test_every_link_leads_somewhere(page):
    assert not [link for link in links(page) if not link.exists()]


def test_every_page_is_linked_to_from_the_index_or_the_page_of_its_folder():
    indexes = [page for page in PAGES if page.endswith("README.md") and page.startswith("docs")]
    reached = {link for page in indexes for link in links(page)}
    assert not [
        page
        for page, file in PAGES.items()
        if page.startswith("docs/") and page != "docs/README.md" and file.resolve() not in reached
    ]


@every_page
def test_every_module_that_a_page_names_is_there(page):
    if page.startswith("docs/how-to/add_"):
        return  # these name files that are still to be written
    text = PAGES[page].read_text(encoding="utf-8")
    named = re.findall(r"`((?:[a-z_]+/)+(?:[a-z_]+\.py)?)`", text)
    missing = [
        path
        for path in named
        if not any((base / path).exists() for base in (ROOT, ROOT / "sim"))
        and path.split("/")[0] in {"sim", "tests", "docs", *(p.name for p in (ROOT / "sim").iterdir() if p.is_dir())}
    ]
    assert not missing


@every_page
def test_what_the_python_of_a_page_imports_is_there(page):
    if page.startswith("docs/how-to/add_"):
        return
    for block in blocks(page, "python"):
        for node in ast.walk(ast.parse(block)):
            if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "sim":
                module = importlib.import_module(node.module)
                assert not [alias.name for alias in node.names if not hasattr(module, alias.name)]


def test_the_issue_of_the_how_to_is_sound_and_is_settled(tmp_path):
    shutil.copytree(ROOT / "scenarios", tmp_path / "scenarios")
    file = tmp_path / "scenarios" / "digital_rules.yaml"
    file.write_text(blocks("docs/how-to/add_an_issue.md", "yaml")[0], encoding="utf-8")
    outcome = run(load(file), 40, 1)
    assert set(outcome.worlds.column("digital_rules").drop_null().to_pylist()) <= {"none", "some", "all"}
    assert outcome.column("agreed").any()


def test_the_figure_of_the_how_to_is_drawn_with_a_caption():
    held = {}
    exec(blocks("docs/how-to/add_a_figure.md", "python")[0], held)
    outcome = run(load(ROOT / "scenarios" / "baseline.yaml"), 20, 1)
    (axes,) = held["figure"](outcome).axes
    assert sum(bar.get_height() for bar in axes.patches) == pytest.approx(100)
    assert held["caption"](outcome).endswith("meetings are held.")
    assert held["ALTERNATIVE"]


def test_every_verb_has_a_page_which_shows_it():
    from sim.cli.verbs import VERBS

    folder = DOCS / "how-to"
    table = (folder / "README.md").read_text(encoding="utf-8")
    named = dict(re.findall(r"^\| `sim ([\w-]+)` \|.*\]\(([^)]+)\) \|$", table, re.MULTILINE))
    assert set(named) == set(VERBS)
    silent = [verb for verb, page in named.items() if f"sim {verb}" not in (folder / page).read_text(encoding="utf-8")]
    assert not silent


def test_the_citation_names_this_version():
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    said = (DOCS / "explanation" / "how_to_cite.md").read_text(encoding="utf-8")
    assert set(re.findall(r"\b\d\.\d\.\d\b(?=[,}]|\")", said)) == {version}
    assert f"version: {version}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")
