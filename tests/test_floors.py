"""The architecture, as a test: a module may import only from floors below its own."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SIM = ROOT / "sim"

FLOORS = [  # lowest first; every module of sim/ stands on exactly one; modules of one floor do not import each other
    {"worlds", "parameters", "refusal", "columns", "pools"},
    {"plan"},
    {"chance", "dates"},  # the world axis, draws and distributions, the calendar
    {"agenda", "payoffs", "frontier", "solutions", "equilibrium", "efficiency", "economy", "politics", "view"},
    {"walks", "packages"},
    {"tradeoff"},
    {"tactics"},  # rules: pure functions and frozen dataclasses over arrays
    {"turn"},  # a delegation's turn
    {"session"},
    {"domains"},
    {"theory"},
    {"scenario"},  # the declared world; YAML to it, with every fault
    {
        "accounts",
        "drawn",
        "facts",
        "kinds",
        "ledger",
        "records",
        "shocks",
        "series",
        "showroom",
    },  # a scenario in worlds, and their state
    {"abroad", "agents", "events", "pressed", "trade"},
    {"ahead", "industry"},
    {"meeting", "visit"},
    {"ending", "neighbour"},
    {"keeping", "signing", "watching"},
    {"quarters", "talks"},  # the order of one day
    {"outcome", "summary"},
    {"play", "stakes", "strategies", "telling", "verdicts"},
    {"interop", "paired", "prospect"},
    {
        "across",
        "contrast",
        "bench",
        "duel",
        "foresight",
        "learning",
        "results",
        "ride",
        "patterns",
        "moves",
        "reality",
        "story",
    },  # run, keep and read results
    {"robustness", "sweeps"},
    {"sensitivity"},
    {"figures"},
    {"report", "pricelist", "progress", "catalogue"},
    {"shell"},
    {"arena", "comparing", "counter", "speed", "sweeping", "vote"},
    {"stress"},
    {"cli"},  # pictures, report, command
]

MAY_IMPORT = {
    "mesa": {"agents", "bench/plain_mesa", "quarters", "talks"},  # the plain one is a yardstick
    "negmas": {"interop/negmas"},
    "yaml": {"scenario/reading", "scenario/composing"},
    "matplotlib": {"figures"},
    "typer": {"cli"},
    "rich": {"progress"},
    "distributed": {"sweeps/engines"},
    "scipy": {"across", "chance", "politics/election", "robustness", "sweeps"},
    "SALib": {"sweeps", "sensitivity"},
}


def floor_of(name: str) -> int:
    return next(i for i, floor in enumerate(FLOORS) if name in floor)


def modules() -> list[tuple[str, Path]]:
    paths = [path for path in SIM.rglob("*.py") if path != SIM / "__init__.py"]
    return [(path.relative_to(SIM).with_suffix("").parts[0], path) for path in paths]


def imported(path: Path) -> set[str]:
    """Return every module a file imports, at its top or inside a function, by full name."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
            names.update(f"{node.module}.{alias.name}" for alias in node.names if node.module == "sim")
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
    return names


def own_imports(path: Path) -> set[str]:
    return {name.split(".")[1] for name in imported(path) if name.startswith("sim.")}


def test_every_module_stands_on_one_floor():
    assert sorted(name for floor in FLOORS for name in floor) == sorted({name for name, _ in modules()})


def test_imports_go_down():
    upward = [
        f"{path.relative_to(ROOT)} imports {target}"
        for name, path in modules()
        for target in own_imports(path) - {name}
        if floor_of(target) >= floor_of(name)
    ]
    assert not upward, upward


def test_nobody_inside_imports_the_package_root():
    assert not [path for _, path in modules() if "sim" in imported(path) and not own_imports(path)]


@pytest.mark.parametrize("library", MAY_IMPORT)
def test_a_library_is_imported_only_where_it_belongs(library):
    users = {
        str(path.relative_to(SIM).with_suffix(""))
        for _, path in modules()
        if any(name.split(".")[0] == library for name in imported(path))
    }
    allowed = MAY_IMPORT[library]
    assert users
    assert all(user in allowed or user.split("/")[0] in allowed for user in users), users


def test_modules_and_functions_stay_short():
    long = []
    for _, path in modules():
        text = path.read_text(encoding="utf-8")
        if text.count("\n") > 250:
            long.append(f"{path.relative_to(ROOT)}: {text.count(chr(10))} lines")
        long += [
            f"{path.relative_to(ROOT)}: {node.name}"
            for node in ast.walk(ast.parse(text))
            if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno + 1 > 40
        ]
    assert not long, long


def test_the_root_holds_only_what_belongs_there():
    allowed = {
        *("sim", "scenarios", "notebooks", "tests", "results", "docs", ".ci", "pyproject.toml", "Makefile"),
        *("README.md", "CHANGELOG.md", "CITATION.cff", "LICENSE", ".gitignore", ".git"),
    }
    made = {".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis", "build", "dist"}
    found = {path.name for path in ROOT.iterdir()}
    extra = {name for name in found - allowed - made if not name.startswith(".venv") and not name.endswith(".egg-info")}
    assert not extra, extra
    assert allowed - {".git"} <= found
