"""`sim draw`, as a user meets it."""

import json

import pytest
import runs
from PIL import Image

from sim.reporting.figure_list import FIGURE_LIST
from sim.reporting.figures import FIGURES

BASELINE = str(runs.SCENARIOS / "baseline.yaml")


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    """Return two saved runs of the same worlds."""
    from sim.runs.results import Extras, save_run

    place = tmp_path_factory.mktemp("saved")
    for name in ("baseline", "no_election"):
        (place / f".{name}").mkdir()
        save_run(runs.played(name, worlds=20), place / f".{name}", place / name, Extras("", {}, None, "sim run", 1.0))
    return place


@pytest.mark.parametrize("name", ["survival", "ridges", "differences"])
def test_runs_are_drawn_beside_each_other(told, tmp_path, folders, name):
    file = tmp_path / "drawn.png"
    words = ("draw", name, folders / "baseline", folders / "no_election", "--out", file, "--width", "single", "--json")
    found = json.loads(told(*words))
    assert found["file"] == str(file)
    with Image.open(file) as image:
        assert image.width == 1050
        assert image.info["Description"] == found["alternative"]
    assert "no_election" in found["alternative"]


@pytest.mark.parametrize("name", ["dance", "bills", "deals"])
def test_one_run_is_drawn_in_the_format_asked_for(told, tmp_path, monkeypatch, folders, name):
    monkeypatch.chdir(tmp_path)
    assert told("draw", name, folders / "baseline", "--format", "svg").endswith(f"drawn       {name}.svg\n")
    assert b"<svg" in (tmp_path / f"{name}.svg").read_bytes()


def test_options_of_one_call_are_not_those_of_the_next(told, tmp_path, monkeypatch, folders):
    monkeypatch.chdir(tmp_path)
    told("draw", "bills", folders / "baseline", "--format", "pdf", "--width", "single")
    told("draw", "bills", folders / "baseline")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bills.pdf", "bills.png"]
    with Image.open("bills.png") as image:
        assert image.width == 7.2 * 120


@pytest.mark.parametrize(
    ("words", "status", "message"),
    [
        (("pie", "x"), 1, "no such figure: pie. Known: survival"),
        (("heatt", "x"), 1, "no such figure: heatt. Did you mean heat?"),
        (("survival", "x", "--world", 1), 2, "survival takes no --world"),
        (("survival", "x"), 1, "no such folder: x"),
        (("survival", "x", "--out", "a.jpg"), 1, "must name a PNG, SVG or PDF file"),
        (("survival", "x", "--out", "a.png", "--format", "svg"), 1, "--format svg: a.png ends in .png"),
    ],
)
def test_faults_are_told_in_one_line(ended, tmp_path, monkeypatch, words, status, message):
    monkeypatch.chdir(tmp_path)
    found = ended("draw", *words)
    assert (found[0], found[1]) == (status, "")
    assert message in found[2]
    assert not list(tmp_path.iterdir())


def test_a_world_that_the_run_has_not_is_named(ended, folders):
    status, _, err = ended("draw", "dance", folders / "baseline", "--world", 20, "--out", folders / "x.png")
    assert status == 1
    assert "has worlds 0 to 19; found --world 20" in err


def test_a_run_that_is_no_comparison_is_named(ended, folders):
    status, _, err = ended("draw", "differences", folders / "baseline", "--out", folders / "x.png")
    assert status == 1
    assert "is no comparison" in err


def test_all_figures_are_listed(told):
    found = json.loads(told("list", "figures", "--json"))
    assert found.keys() == FIGURE_LIST.keys()
    assert FIGURES.keys() < found.keys()
    assert told("list", "figures").splitlines()[0].startswith("survival     share of worlds without a deal")


def test_a_run_saves_figures_in_the_format_asked_for(told, tmp_path):
    words = ("--worlds", 4, "--format", "svg", "--width", "double", "--out", tmp_path / "r")
    told("run", BASELINE, *words)
    assert sorted(path.name for path in (tmp_path / "r" / "figures").iterdir()) == sorted(f"{k}.svg" for k in FIGURES)
    assert 'width="518.40pt"' in (tmp_path / "r" / "figures" / "deals.svg").read_text(encoding="utf-8")


def test_letters_that_could_not_be_read_are_not_made(ended, tmp_path):
    status, _, err = ended("cars", "--quarters", "--worlds", 2, "--figure", tmp_path / "x.png", "--width", "single")
    assert status == 0
    assert "its letters could not be read at 3.5 inches; drawn 7.2 wide" in err
    with Image.open(tmp_path / "x.png") as image:
        assert image.width == 2160
