"""Wheel and sdist, as built: what is in them, and that the wheel plays in an empty folder without the checkout.

The wheel is installed into an environment of its own, which borrows the dependencies of this one; NINETY_DAYS_DIST
names a folder in which what is built stays.
"""

import json
import os
import subprocess
import sys
import tarfile
import tomllib
import venv
import zipfile
from pathlib import Path
from sysconfig import get_paths

import pyarrow.parquet as pq
import pytest
from places import ROOT, SCENARIOS, SIM
from runs import played

import sim as program

CLEAN = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
PACKED = {".py", ".json", ".typed", ".html", ".css", ".js"}
OWN = "question: Of my own?\nextends: baseline.yaml\nelection: none\n"
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]


def python(*words, cwd=ROOT):
    subprocess.run([sys.executable, *map(str, words)], cwd=cwd, env=CLEAN, check=True, capture_output=True, text=True)


def contents(wheel):
    with zipfile.ZipFile(wheel) as held:
        return {name: held.read(name) for name in held.namelist()}


@pytest.fixture(scope="module")
def dist(tmp_path_factory):
    """Return the sdist, the wheel built from it, and one built from the checkout."""
    kept = os.environ.get("NINETY_DAYS_DIST")
    folder = ROOT / kept if kept else tmp_path_factory.mktemp("dist")
    apart = tmp_path_factory.mktemp("from_checkout")
    python("-m", "build", "--no-isolation", "--outdir", folder, ROOT)  # the wheel is built from the sdist
    python("-m", "build", "--no-isolation", "--wheel", "--outdir", apart, ROOT)
    name = f"ninety_days-{VERSION}"
    wheel = f"{name}-py3-none-any.whl"
    return folder / f"{name}.tar.gz", folder / wheel, apart / wheel


@pytest.fixture(scope="module")
def installed(dist, tmp_path_factory):
    """Return a way to run the installed command in a folder."""
    home = tmp_path_factory.mktemp("environment")
    venv.create(home)
    there = home / "lib" / Path(get_paths()["purelib"]).relative_to(Path(get_paths()["purelib"]).parents[1])
    python("-m", "pip", "--python", home / "bin/python", "install", "--quiet", "--no-deps", "--no-index", dist[1])
    borrowed = [path for path in sys.path if path.endswith("site-packages")]
    (there / "dependencies.pth").write_text("\n".join(borrowed), encoding="utf-8")

    def run(*words, cwd, status=0):
        done = subprocess.run(
            [home / "bin/sim", *words], cwd=cwd, env=CLEAN, check=False, capture_output=True, text=True
        )
        assert done.returncode == status, done.stderr
        return done

    run.package = there / "sim"
    return run


def test_the_wheel_holds_the_program_and_its_scenarios_and_nothing_else(dist):
    files = {f"sim/{file.relative_to(SIM)}" for file in SIM.rglob("*") if file.suffix in PACKED}
    shipped = {f"sim/shipped/{file.relative_to(SCENARIOS)}" for file in SCENARIOS.rglob("*") if file.is_file()}
    held = contents(dist[1])
    assert {name for name in held if ".dist-info/" not in name} == files | shipped
    assert f"ninety_days-{VERSION}.dist-info/licenses/LICENSE" in held


def test_the_wheel_from_the_sdist_is_that_from_the_checkout_byte_for_byte(dist):
    assert contents(dist[1]) == contents(dist[2])


def test_the_sdist_holds_what_is_needed_to_test_and_to_cite(dist):
    with tarfile.open(dist[0]) as held:
        names = {name.partition("/")[2] for name in held.getnames()}
    assert {"LICENSE", "CITATION.cff", "README.md", "CHANGELOG.md", "pyproject.toml", "Makefile"} <= names
    assert {"scenarios/baseline.yaml", "tests/package/test_built.py", "docs/README.md", "sim/py.typed"} <= names


def test_the_version_is_stated_once_and_cited(installed, tmp_path):
    cited = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"version: {VERSION}\n" in cited
    assert installed("--version", cwd=tmp_path).stdout == f"ninety-days {VERSION}\n"


def test_every_shipped_scenario_is_listed_and_sound_in_an_empty_folder(installed, tmp_path):
    listed = json.loads(installed("list", "scenarios", "--json", cwd=tmp_path).stdout)
    assert list(listed) == sorted(file.name for file in SCENARIOS.glob("*.yaml"))
    assert listed["baseline.yaml"] == program.load(SCENARIOS / "baseline.yaml").scenario.question
    checked = installed("check", *listed, cwd=tmp_path)
    assert checked.stdout.count(" (shipped): sound; ") == len(listed)


def test_the_installed_baseline_has_the_rows_of_the_checkout_and_is_repeated_elsewhere(installed, tmp_path):
    for name in ("here", "elsewhere"):
        (tmp_path / name).mkdir()
    before = {file: file.stat().st_mtime_ns for file in installed.package.rglob("*") if file.suffix != ".pyc"}
    words = ("run", "baseline", "--worlds", "20", "--no-figures", "--out", "r")
    done = installed(*words, cwd=tmp_path / "here")
    assert done.stderr.count("baseline.yaml is the one that comes with the program") == 1
    (tmp_path / "here" / "r").rename(tmp_path / "elsewhere" / "first")
    installed("run", "--from", "first", "--no-figures", "--out", "again", cwd=tmp_path / "elsewhere")
    first, again = (pq.read_table(tmp_path / "elsewhere" / name / "worlds.parquet") for name in ("first", "again"))
    assert first.equals(again)
    assert first.equals(played("baseline", worlds=20).worlds)
    after = {file: file.stat().st_mtime_ns for file in installed.package.rglob("*") if file.suffix != ".pyc"}
    assert after == before, "the package's own folder is not written to"


def test_the_installed_car_market_and_files_of_ones_own_need_no_checkout(installed, tmp_path):
    assert "baseline" in json.loads(installed("cars", "--json", cwd=tmp_path).stdout)
    (tmp_path / "mine.yaml").write_text(OWN, encoding="utf-8")
    installed("new", "second", "--from", "early_vote", cwd=tmp_path)
    installed("new", "baseline", "--whole", cwd=tmp_path)
    assert (tmp_path / "data" / "us_car_market_2024.csv").is_file()
    assert installed("check", "mine.yaml", "second", "baseline", cwd=tmp_path).stdout.count(": sound; ") == 3
