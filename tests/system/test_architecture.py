"""The architecture, as a test: a package may import only what the table allows it."""

import ast
from functools import cache
from pathlib import Path

import pytest
from places import ROOT, SIM

MAY_ASK = {  # package -> the packages that it may import, lowest first
    "core": (),
    "kernels": (),  # called by rules that are marked, see core/backend.py
    "bargaining": ("core",),
    "economy": ("core",),
    "tactics": ("core", "bargaining"),
    "negmas": ("core", "bargaining", "tactics"),
    "politics": ("core", "bargaining"),
    "scenario": ("core", "bargaining", "economy", "tactics", "negmas", "politics"),
    "model": ("core", "bargaining", "economy", "politics", "scenario"),
    "runs": ("core", "bargaining", "economy", "scenario", "model"),
    "interop": ("core", "bargaining", "scenario", "model", "runs"),
    "sweeps": ("core", "scenario", "runs"),
    "bench": ("core", "bargaining", "tactics", "negmas", "scenario", "model", "runs"),
    "analysis": ("core", "bargaining", "economy", "tactics", "politics", "scenario", "model", "runs", "sweeps"),
    "reporting": ("core", "bargaining", "economy", "scenario", "runs", "analysis"),
    "classroom": ("core", "bargaining", "economy", "scenario", "model", "runs", "bench", "analysis", "reporting"),
    "cli": (
        *("core", "bargaining", "economy", "scenario", "runs", "sweeps", "analysis", "bench", "reporting"),
        *("interop", "classroom"),
    ),
}

MAY_IMPORT = {  # library -> the only places that import it
    "mesa": {
        *("model/agents/mesa_agents", "model/talks", "model/tariff_path", "model/collecting", "bench/plain_mesa"),
        "classroom/dashboard",
    },
    "solara": {"classroom/dashboard"},
    "negmas": {"negmas"},
    "yaml": {"scenario/reading"},
    "matplotlib": {"reporting/figures", "classroom/lesson/slides"},
    "typer": {"cli"},
    "rich": {"cli"},
    "distributed": {"sweeps/execution/engines"},
    "scipy": {"core", "sweeps/designs", "analysis"},
    "numba": {"kernels"},
    "starlette": {"classroom/room"},
    "uvicorn": {"classroom/room"},
    "jinja2": {"classroom/room"},
    "itsdangerous": {"classroom/room"},
    "anyio": {"classroom/room"},
    "sqlite3": {"classroom/room"},
    "openpyxl": {"analysis/export/formats"},
    "pandas": {"analysis/export/stata"},
    "xarray": {"analysis/export/datasets"},
    "h5netcdf": {"analysis/export/datasets"},
    "SALib": {"sweeps/designs", "analysis/sensitivity"},
}


@cache
def modules() -> list[tuple[str, Path]]:
    paths = [path for path in SIM.rglob("*.py") if path != SIM / "__init__.py"]
    return [(path.relative_to(SIM).with_suffix("").parts[0], path) for path in paths]


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def imported(path: Path) -> frozenset[str]:
    """Return every module a file imports, at its top or inside a function, by full name."""
    names: set[str] = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
            names.update(f"{node.module}.{alias.name}" for alias in node.names if node.module == "sim")
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
    return frozenset(names)


def own_imports(path: Path) -> set[str]:
    return {name.split(".")[1] for name in imported(path) if name.startswith("sim.")}


def asked() -> dict[str, set[str]]:
    """Return the packages that each package imports."""
    found: dict[str, set[str]] = {name: set() for name, _ in modules()}
    for name, path in modules():
        found[name] |= own_imports(path) - {name}
    return found


def test_the_packages_on_disk_are_those_of_the_table():
    assert {name for name, _ in modules()} == MAY_ASK.keys()


def test_the_table_goes_down_only():
    order = list(MAY_ASK)
    upward = [
        (name, other) for name, others in MAY_ASK.items() for other in others if order.index(other) >= order.index(name)
    ]
    assert not upward, upward


def test_imports_keep_to_the_table():
    strange = [
        f"{path.relative_to(ROOT)} imports {target}"
        for name, path in modules()
        for target in own_imports(path) - {name}
        if target not in MAY_ASK[name]
    ]
    assert not strange, strange


def test_every_permission_is_used():
    found = asked()
    idle = [(name, other) for name, others in MAY_ASK.items() for other in others if other not in found[name]]
    assert not idle, idle


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
    assert all(any(f"{user}/".startswith(f"{place}/") for place in allowed) for user in users), users


def test_modules_and_functions_stay_short():
    long = []
    for _, path in modules():
        text = path.read_text(encoding="utf-8")
        if text.count("\n") > 250:
            long.append(f"{path.relative_to(ROOT)}: {text.count(chr(10))} lines")
        long += [
            f"{path.relative_to(ROOT)}: {node.name}"
            for node in ast.walk(tree_of(path))
            if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno + 1 > 40
        ]
    assert not long, long


def test_the_root_holds_only_what_belongs_there():
    allowed = {
        *("sim", "scenarios", "notebooks", "tests", "results", "docs", "findings", ".ci", "pyproject.toml", "Makefile"),
        *("README.md", "CHANGELOG.md", "RESULTS.md", "CITATION.cff", "LICENSE", ".gitignore", ".git"),
    }
    made = {".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis", "build", "dist"}
    found = {path.name for path in ROOT.iterdir()}
    extra = {name for name in found - allowed - made if not name.startswith(".venv") and not name.endswith(".egg-info")}
    assert not extra, extra
    assert allowed - {".git"} <= found
