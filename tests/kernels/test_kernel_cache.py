"""Where kernels are compiled into: once, by one process, never beside the source, and gone where there is no home.

Whole programs are tried on a copy of what compiles, with one small kernel in the place of ours.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from command import ROOT

from sim.core import kernel_cache, kernel_process
from sim.core.kernel_cache import KERNELS, NAMED, fill_folder, hold_lock, private_folder, ready_file, remove_old

TWICE = """
from typing import Any

from sim.kernels.compiling import compile_for


def double(values: Any) -> Any:
    return _double(values)


@compile_for("(f8[:],)")
def _double(values: Any) -> Any:
    return values + values
"""
MARK = """
from sim.core.backend import has_kernel


@has_kernel("twice")
def double(values):
    return values * 2
"""
PLAY = """
import sys
import numpy as np
import rule
from sim.core import backend, kernel_cache
from sim.core.processes import process_pool


def played(_=None):
    assert rule.double(np.ones(3)).tolist() == [2, 2, 2]
    kernels = sys.modules.get("sim.kernels.twice")
    if kernels is None:
        return ["no kernel:", backend.backend_words()]
    stats = kernels._double.stats
    return [sum(stats.cache_misses.values()), sum(stats.cache_hits.values()), kernel_cache.kernel_folder()]


if __name__ == "__main__":
    if "worker" in sys.argv:
        with process_pool(2) as crew:
            for found in crew.map(played, range(2)):
                print(*found)
    if "shut" in sys.argv:
        kernel_cache.can_write = lambda folder: False
    print(*played())
"""
COMPILED, READ = ["1", "0"], ["0", "1"]  # misses and hits of the cache


@pytest.fixture(scope="module")
def tree(tmp_path_factory):
    """Return a program with one small kernel."""
    tree = tmp_path_factory.mktemp("tree")
    shutil.copytree(ROOT / "sim" / "core", tree / "sim" / "core", ignore=shutil.ignore_patterns("__pycache__"))
    (tree / "sim" / "kernels").mkdir()
    shutil.copy(KERNELS / "compiling.py", tree / "sim" / "kernels")
    texts = {"sim/__init__": "", "sim/kernels/__init__": "", "sim/kernels/twice": TWICE, "rule": MARK, "play": PLAY}
    for name, text in texts.items():
        (tree / f"{name}.py").write_text(text)
    return tree


@pytest.fixture
def start(tree, tmp_path):
    """Return a way to start the small program with a cache of its own."""
    pytest.importorskip("numba")

    def begin(*words, **changed):
        kept = {k: v for k, v in os.environ.items() if not k.startswith("NINETY_DAYS")}
        given = {"PYTHONPATH": str(tree), "XDG_CACHE_HOME": str(tmp_path / "cache")} | changed
        surroundings = {k: v for k, v in (kept | given).items() if v is not None}
        command = [sys.executable, str(tree / "play.py"), *words]
        return subprocess.Popen(command, env=surroundings, stdout=-1, stderr=-1, text=True, cwd=tmp_path)

    return begin


@pytest.fixture(scope="module")
def compiled_before(tree, tmp_path_factory):
    """Return the cache that the small program has filled, compiled once for all tests that begin with it."""
    pytest.importorskip("numba")
    cache = tmp_path_factory.mktemp("compiled") / "cache"
    kept = {k: v for k, v in os.environ.items() if not k.startswith("NINETY_DAYS")}
    surroundings = {**kept, "PYTHONPATH": str(tree), "XDG_CACHE_HOME": str(cache)}
    asked = [sys.executable, str(tree / "play.py")]
    done = subprocess.run(asked, env=surroundings, capture_output=True, text=True, cwd=cache.parent, check=True)
    assert done.stdout.split()[:2] == COMPILED
    return cache


@pytest.fixture
def kept(compiled_before, tmp_path):
    """Return the folder of kernels in a cache that was filled before."""
    shutil.copytree(compiled_before, tmp_path / "cache")
    (folder,) = (tmp_path / "cache" / "ninety-days").iterdir()
    return folder


def ended(process):
    """Return the words of each line that a program prints, which must end well and in silence."""
    out, err = process.communicate(timeout=120)
    assert (process.returncode, err) == (0, "")
    return [line.split() for line in out.splitlines()]


def test_kernels_are_compiled_once_into_the_cache_and_nothing_beside_the_source(start, tree, tmp_path):
    before = {path for path in tree.rglob("*") if "__pycache__" not in path.parts}
    assert ended(start())[0][:2] == COMPILED
    assert ended(start())[0][:2] == READ
    assert {path for path in tree.rglob("*") if "__pycache__" not in path.parts} == before
    assert not [path for path in tree.rglob("*") if path.suffix in (".nbi", ".nbc")]
    assert [path.name for path in tmp_path.iterdir()] == ["cache"]


def test_of_two_processes_one_compiles_and_the_other_reads(start):
    found = [ended(process)[0][:2] for process in [start(), start()]]
    assert sorted(found) == [READ, COMPILED]


def test_without_a_home_kernels_go_into_a_private_folder_that_ends_with_the_program(start, tmp_path):
    homeless = {"XDG_CACHE_HOME": None, "HOME": "/proc/no/such", "TMPDIR": str(tmp_path)}
    [[*counts, folder]] = ended(start(**homeless))
    assert counts == COMPILED
    assert Path(folder).parent == tmp_path
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("where", [{}, {"XDG_CACHE_HOME": "/proc/no/such"}])
def test_workers_read_what_their_parent_compiled(start, where):
    *workers, parent = ended(start("worker", **where))
    assert [found[:2] for found in workers] == [READ, READ]
    assert {found[2] for found in workers} == {parent[2]}


def test_a_cache_that_cannot_be_written_is_read(start, tree, tmp_path, kept):
    [[*counts, folder]] = ended(start("shut", TMPDIR=str(tmp_path)))
    assert counts == READ
    assert folder != str(kept)
    assert not [path for path in tree.rglob("*") if path.suffix in (".nbi", ".nbc")]
    assert [path.name for path in tmp_path.iterdir()] == ["cache"]


def test_what_is_damaged_is_compiled_anew(start, kept):
    for path in kept.rglob("*.nbc"):
        path.write_bytes(path.read_bytes()[:100])
    assert ended(start())[0][:2] == COMPILED
    assert ended(start())[0][:2] == READ


def test_where_numba_does_not_work_the_rule_does(start, tree, tmp_path):
    (tmp_path / "behind" / "numba").mkdir(parents=True)
    (tmp_path / "behind" / "numba" / "__init__.py").write_text("raise ImportError('Numba needs NumPy 1.0 or less')")
    path = {"PYTHONPATH": f"{tmp_path / 'behind'}{os.pathsep}{tree}"}
    said = "no kernel: numpy; numba cannot be loaded here: Numba needs NumPy 1.0 or less"
    assert [" ".join(words) for words in ended(start("worker", **path))] == ["no kernel: numpy"] * 2 + [said]
    asked = start(**path, NINETY_DAYS_BACKEND="numba")
    assert "NINETY_DAYS_BACKEND says numba, which cannot be loaded here: Numba needs" in asked.communicate()[1]
    assert asked.returncode == 1


# --- folders ---------------------------------------------------------------------------------------


@pytest.fixture
def caches(tmp_path, monkeypatch):
    """Return the program's folder in a cache of this test."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(kernel_cache, "_handed", [])
    kernel_cache.kernel_folder.cache_clear()
    yield tmp_path / "ninety-days"
    kernel_cache.kernel_folder.cache_clear()


def made(parent, name, age):
    """Return a folder that was last used some seconds ago."""
    folder = parent / name
    folder.mkdir(parents=True)
    (folder / "lock").touch()
    os.utime(folder, (1e9 - age, 1e9 - age))
    return folder


def test_only_the_newest_two_states_are_kept_and_what_is_not_kernels(caches):
    new, last, busy, old = (made(caches, f"{NAMED}{k}", age) for k, age in enumerate((0, 10, 30, 20)))
    others = [made(caches, "other", 90), made(caches, "my-kernels-1", 90)]
    (caches / f"{NAMED}link").symlink_to(others[0])
    with hold_lock(busy):
        remove_old(new)
    assert {path.name for path in caches.iterdir()} == {
        *(path.name for path in (new, last, busy, *others)),
        f"{NAMED}link",
    }
    assert not old.exists()


def test_beside_a_private_folder_nothing_is_removed(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    kept = [made(tmp_path, f"{NAMED}{k}", k) for k in range(4)]
    own = private_folder()
    remove_old(own)
    assert own.parent == tmp_path
    assert all(folder.exists() for folder in kept)


def test_a_folder_is_filled_and_told_of_once(caches, monkeypatch, capsys):
    monkeypatch.setattr(kernel_cache.sys.stderr, "isatty", lambda: True, raising=False)
    made(caches, f"{NAMED}1", 1), made(caches, f"{NAMED}2", 2)
    for _ in range(2):
        fill_folder(lambda folder, told: told(f"compiling into {folder.name}"))
    said = capsys.readouterr().err
    assert said.count("compiling into") == 1
    assert said.startswith("\r\x1b[2Kcompiling into kernels-")
    assert said.endswith("\r\x1b[2K")
    assert ready_file(kernel_cache.kernel_folder()).exists()
    assert len(list(caches.iterdir())) == 2


def test_nothing_is_told_in_a_pipe(caches, capsys):
    fill_folder(lambda folder, told: told("compiling"))
    assert capsys.readouterr() == ("", "")


def test_what_fails_in_an_empty_folder_fails(caches):
    def fail(folder, told):
        raise TypeError("no such type")

    with pytest.raises(TypeError, match="no such type"):
        fill_folder(fail)
    assert not kernel_cache.is_ready()


@pytest.mark.parametrize("home, stated", [("relative", ""), ("relative", "also/relative")])
def test_a_home_that_is_no_place_is_none(monkeypatch, home, stated):
    monkeypatch.setenv("HOME", home)
    monkeypatch.setenv("XDG_CACHE_HOME", stated)
    assert kernel_cache.user_cache() is None


def test_another_process_compiles_the_later_half_which_this_one_then_reads(tree, tmp_path):
    pytest.importorskip("numba")
    later = shutil.copytree(tree, tmp_path / "later")
    (later / "sim" / "kernels" / "twice.py").rename(later / "sim" / "kernels" / "clockwork.py")
    asked = (
        "from pathlib import Path; from sim.core.kernel_process import start_compiling; folder = Path('filled')\n"
        "print(start_compiling(folder).wait())\n"
        "from sim.kernels.compiling import compile_all; compile_all(folder, print)\n"
        "from sim.kernels.clockwork import _double as found\n"
        "print(sum(found.stats.cache_hits.values()), sum(found.stats.cache_misses.values()))"
    )
    surroundings = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"} | {"PYTHONPATH": str(later)}
    done = subprocess.run(
        [sys.executable, "-c", asked], env=surroundings, capture_output=True, text=True, cwd=tmp_path, check=True
    )
    assert done.stdout.splitlines() == ["0", "compiling kernels, once: 1 of 1", "1 0"]


def test_there_is_a_later_half_and_nothing_is_lacking_without_the_other_process(monkeypatch, tmp_path):
    pytest.importorskip("numba")
    from sim.kernels.compiling import MIDDLE, kernel_modules

    assert 0 < kernel_modules().index(MIDDLE) < len(kernel_modules()) - 1
    monkeypatch.setattr(kernel_process, "usable_cores", lambda: 2)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "none"))
    done = []
    with kernel_process.help_to_compile(tmp_path):
        done.append(True)
    assert done
