"""The pages in docs/how-to name every place that must be touched, and following them works: done in a copy."""

import filecmp
import os
import re
import shutil
import subprocess
import sys

import pytest
from places import DOCS, ROOT

STEP = re.compile(r"^\d\. (`[^`]+`.*?)\n\n```\w*\n(.*?)^```$", re.DOTALL | re.MULTILINE)
PAGES = {  # page -> the places that it may name
    "add_a_tactic": ["sim/tactics/bidding/halfway.py", "sim/tactics/registry.py", "tests/laws/test_tactics.py"],
    "add_a_flow_rule": [
        *("scenarios/defence_fee.yaml", "sim/economy/flows/fee.py", "sim/economy/flows/registry.py"),
        "tests/laws/test_flows.py",
    ],
    "add_a_figure": ["sim/reporting/figures/__init__.py", "sim/reporting/figures/rounds.py"],
    "add_a_result_column": ["sim/runs/outcome_table.py", "sim/scenario/columns.py"],
}
GENERATED = ["scenarios/README.md", "sim/scenario/schema.json"]
FOLLOW = """
import sys, pytest
from sim.scenario.reference.guide import main
main()
sys.exit(pytest.main(sys.argv[1:]))
"""
FILES = (
    *("laws/test_tactics.py", "laws/test_flows.py", "laws/test_rules_in_talks.py", "runs/test_results.py"),
    "reporting/test_figures.py",
    *("scenario/test_reading.py", "scenario/test_schema.py", "system/test_scenarios.py"),
)
CHOSEN = " or ".join(
    [
        *("halfway", "fee", "every_tactic_has", "every_rule_has", "every_flow_rule", "every_column"),
        *("shipped_schema", "shipped_page", "bad_rule", "two_tactics", "unknown_tactic", "no_report_lists", "rounds]"),
    ]
)


def steps(page):
    """Return what stands in backticks in each step that is done by hand, a path first, and what to write there."""
    text = (DOCS / "how-to" / f"{page}.md").read_text(encoding="utf-8")
    return [(re.findall(r"`([^`]+)`", said), block) for said, block in STEP.findall(text)]


def touch(file, block, inside):
    """Do one step: write a new file, or add an import and an entry to the named table or function."""
    if not file.exists():
        file.write_text(block, encoding="utf-8")
        return
    imports, entries = re.findall(r"^from .*\n", block, re.MULTILINE), re.findall(r"^ .*\n", block, re.MULTILINE)
    text = file.read_text(encoding="utf-8")
    opens = re.compile(rf"^(?:def )?{inside}\b(?:.*\n)*?.*{{\n", re.MULTILINE).search(text).end()
    text = text[:opens] + "".join(entries) + text[opens:]
    file.write_text(text.replace("from sim.", "".join(imports) + "from sim.", 1), encoding="utf-8")


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """Return a copy of the project in which all pages were followed."""
    folder = tmp_path_factory.mktemp("copy")
    for name in ("sim", "tests", "scenarios"):
        shutil.copytree(ROOT / name, folder / name)
    for name in ("docs", "README.md", "pyproject.toml"):
        (folder / name).symlink_to(ROOT / name)
    for page in PAGES:
        for (path, *words), block in steps(page):
            touch(folder / path, block, next((word for word in words if word.isidentifier()), ""))
    return folder


@pytest.mark.parametrize(("page", "places"), PAGES.items(), ids=PAGES)
def test_a_page_names_these_places(page, places):
    assert sorted(path for (path, *_), _ in steps(page)) == places


@pytest.mark.slow
def test_what_is_added_as_told_passes_and_nothing_else_must_be_touched(copy):
    words = [*(f"tests/{file}" for file in FILES), "-k", CHOSEN, "-p", "no:cacheprovider", "-p", "no:xdist", "-vv"]
    inherited = {name: held for name, held in os.environ.items() if not name.startswith("PYTEST_")}
    surroundings = {**inherited, "PYTHONPATH": str(copy), "NINETY_DAYS_BACKEND": "numpy"}  # none of it has a kernel
    command = [sys.executable, "-c", FOLLOW, *words]
    done = subprocess.run(command, cwd=copy, env=surroundings, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    for name in ("[halfway-0]", "[tactic-halfway-1]", "[fee]", "[defence_fee]", "[no agreement-rounds]"):
        assert name in done.stdout
    here = (path.relative_to(copy) for name in ("sim", "tests", "scenarios") for path in (copy / name).rglob("*.*"))
    files = [path for path in here if path.suffix != ".pyc"]
    changed = [path for path in files if not (ROOT / path).exists() or not filecmp.cmp(ROOT / path, copy / path, False)]
    assert sorted(map(str, changed)) == sorted([*GENERATED, *(path for places in PAGES.values() for path in places)])
