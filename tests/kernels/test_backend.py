"""The two backends: which one works, that kernels and rules go in pairs, and that nothing is lost without numba."""

import ast
import json
import os
import subprocess
import sys
from importlib import import_module
from importlib.metadata import version
from inspect import signature
from pathlib import Path

import pytest
from command import ROOT

from sim.bench.processes import in_fresh_process
from sim.cli.verbs import VERBS
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
    found = kernels()
    for name, rule in references.items():
        taken = [each.arg for each in found[name].args.args]
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


def test_the_environment_names_a_backend_that_there_is(monkeypatch):
    monkeypatch.setattr(backend, "_chosen", [])
    monkeypatch.setenv(backend.VARIABLE, "fortran")
    with pytest.raises(UserError, match="NINETY_DAYS_BACKEND must be one of numba, numpy; found fortran"):
        backend.backend()


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_refuses_another_in_one_line(ended, monkeypatch, verb):
    monkeypatch.setenv(backend.VARIABLE, "fortran")
    said = "NINETY_DAYS_BACKEND must be one of numba, numpy; found fortran: there is no such backend\n"
    assert ended(verb) == (1, "", said)


def test_numba_that_is_not_there_is_refused_with_what_brings_it(monkeypatch):
    monkeypatch.setattr(backend, "find_spec", lambda name: None)
    with pytest.raises(UserError, match=r"numba: it is not installed: pip install 'ninety-days\[fast\]'"):
        backend.use_backend("numba")
    monkeypatch.setattr(backend, "_chosen", [])
    monkeypatch.delenv(backend.VARIABLE, raising=False)
    assert backend.backend_data() == {"backend": "numpy"}
    assert backend.backend_words() == "numpy; the same numbers come sooner with numba: pip install 'ninety-days[fast]'"


@pytest.mark.parametrize("name", backend.BACKENDS)
def test_a_run_tells_its_backend_on_a_terminal_and_in_its_manifest(ended, monkeypatch, tmp_path, name):
    monkeypatch.setenv(backend.VARIABLE, name)
    played, again = ("run", "baseline", "--worlds", 2, "--no-figures", "--out"), tmp_path / "again"
    with backend.backend_of(name):
        assert ended(*played, tmp_path / "silent")[2] == ""
        monkeypatch.setattr("sim.cli.progress.sys.stderr.isatty", lambda: True, raising=False)
        status, _, err = ended(*played, tmp_path / "told")
    told = {"numba": f"numba {version('numba')}", "numpy": "numpy, as NINETY_DAYS_BACKEND says"}[name]
    assert (status, err.splitlines()[0]) == (0, f"backend     {told}")  # a slow machine shows a bar after it
    machine = json.loads((tmp_path / "told" / "manifest.json").read_text())["machine"]
    assert machine["backend"] == name
    assert machine.get("numba") == (version("numba") if name == "numba" else None)
    with backend.backend_of("numpy" if name == "numba" else "numba"):
        status, out, _ = ended("run", "--from", tmp_path / "told", "--no-figures", "--out", again)
    assert (status, "the rows are the same, bit for bit\n" in out) == (0, True)


def test_workers_work_as_their_parent_does():
    with backend.backend_of("numpy"):
        assert in_fresh_process(backend.backend) == "numpy"
    with backend.backend_of("numba"):
        assert in_fresh_process(backend.backend) == "numba"


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
