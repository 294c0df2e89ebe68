"""The two backends: which one works, that kernels and rules go in pairs, and that nothing is lost without numba."""

import ast
import os
import subprocess
import sys
from importlib import import_module
from inspect import signature
from pathlib import Path

import pytest
from command import ROOT

from sim.core import backend
from sim.core.errors import UserError

KERNELS = ROOT / "sim" / "kernels"
MARKED = [path for path in (ROOT / "sim").rglob("*.py") if "@has_kernel(" in path.read_text(encoding="utf-8")]


@pytest.fixture(scope="module")
def references():
    """Return every rule that a kernel stands for, by the kernel's name: a module marks its rules when imported."""
    for path in MARKED:
        import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    return backend.REFERENCES


def kernels():
    """Return the public functions of the modules of kernels, by full name."""
    found = {}
    for path in sorted(KERNELS.glob("*.py")):
        if path.stem not in ("__init__", "compiling"):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            found |= {
                f"{path.stem}.{n.name}": n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name[0] != "_"
            }
    return found


def test_every_kernel_stands_for_a_rule_and_every_marked_rule_has_one(references):
    assert kernels().keys() == references.keys()


def test_a_kernel_takes_what_its_rule_takes(references):
    for name, rule in references.items():
        taken = [each.arg for each in kernels()[name].args.args]
        assert taken == list(signature(rule).parameters), name


def test_a_backend_that_there_is_not_is_refused():
    with pytest.raises(UserError, match="must be one of numba, numpy; found fortran: there is no such backend"):
        backend.use_backend("fortran")


def test_the_backend_comes_back_after_a_while():
    before = backend.backend()
    with backend.backend_of("numpy"):
        assert backend.backend() == "numpy"
    assert backend.backend() == before


@pytest.mark.parametrize("name", backend.BACKENDS)
def test_the_environment_names_the_backend(name):
    asked = [sys.executable, "-c", "from sim.core.backend import backend; print(backend())"]
    told = subprocess.run(asked, env=os.environ | {backend.VARIABLE: name}, capture_output=True, text=True, cwd=ROOT)
    assert told.stdout.strip() == name


def test_no_module_but_those_of_kernels_needs_numba():
    """A wheel without it works: the extra `fast` is no need."""
    users = [path for path in (ROOT / "sim").rglob("*.py") if "numba" in imported_roots(path)]
    assert users
    assert {path.parent for path in users} == {Path(KERNELS)}


def imported_roots(path):
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return {
        name.split(".")[0]
        for node in nodes
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names])
    }
