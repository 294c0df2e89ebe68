"""`sim import` and `sim export --domain`, as a user calls them."""

import json
import shutil
from pathlib import Path

import pytest
from places import BASELINE

DATA = Path(__file__).parent / "data"
HARBOUR = DATA / "harbour_genius"


def test_import_says_what_a_domain_holds(told):
    said = told("import", HARBOUR).splitlines()
    assert said[0] == "harbour_domain: 2 issues, 6 packages; GENIUS"
    assert "no deal             0.3         0" in said
    assert "frontier            4 packages, 3 of them no worse than no deal to either" in said
    assert "Nash                0.7         0.8125      pier; 10" in said


def test_import_as_data_holds_the_domain_and_its_points(told):
    found = json.loads(told("import", HARBOUR, "--json"))
    assert (found["packages"], found["frontier"], found["frontier_rational"]) == (6, 4, 3)
    assert found["points"]["nash"]["package"] == {"berth at Malmö & Ystad": "pier", "fee": 10.0}
    assert found["domain"]["parties"]["ship"]["discount"] == 0.9


@pytest.mark.parametrize("kind", ["native", "negmas", "genius"])
def test_what_import_writes_is_the_same_domain(told, tmp_path, kind):
    place = tmp_path / kind
    told("import", HARBOUR, "--out", place, "--kind", kind)
    first, second = (json.loads(told("import", one, "--json")) for one in (HARBOUR, place))
    for key in ("packages", "parties", "reserves", "discounts", "frontier", "points"):
        assert first[key] == second[key]


def test_import_scales_what_a_kind_cannot_hold_and_says_so(told, tmp_path):
    (tmp_path / "domain.yaml").write_text(
        "issues: {a: [1, 2]}\nparties: {x: {values: {a: [-1, 3]}}, y: {values: {a: [1, 0]}}}\n"
    )
    place = tmp_path / "web"
    said = told("import", tmp_path / "domain.yaml", "--out", place, "--kind", "geniusweb")
    assert "scaled      x: value = -1 + 4 x share" in said
    about = json.loads((place / "manifest.json").read_text())
    assert about["value = least + size x share"]["x"] == {"least": -1.0, "size": 4.0}


def test_a_domain_whose_frontier_is_too_large_is_read_all_the_same(ended, monkeypatch):
    monkeypatch.setattr("sim.bargaining.frontier.MOST_SUMS", 3)
    status, out, err = ended("import", HARBOUR)
    assert status == 0
    assert "frontier            too large to be listed, so that no solutions are given" in out
    assert "more than 3 sums to compare" in err


def test_a_broken_file_is_one_line_and_exit_1(ended, tmp_path):
    folder = shutil.copytree(HARBOUR, tmp_path / "harbour")
    (folder / "ship.xml").write_text("<talks/>")
    for path in (folder, folder / "none.xml"):
        status, out, err = ended("import", path)
        assert (status, out) == (1, "")
        assert len(err.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("import", HARBOUR, "--kind", "negmas"), "name it by --out"),
        (("import", HARBOUR, "--out", "x", "--kind", "excel"), "--kind must be one of genius, geniusweb"),
        (("import", HARBOUR, "--profile", "x"), "--profile names a party's file: give it twice; found 1"),
        (("export", BASELINE, "--world", "3"), "--world: these go with --domain"),
        (("export", BASELINE, "--domain", "excel"), "--domain must be one of genius, geniusweb"),
        (("export", BASELINE, "--domain", "genius", "--csv"), "the other formats export tables: name one"),
        (("export", BASELINE, "--domain", "genius", "--side", "x"), "--side must be one of us, korea; found x"),
        (("export", BASELINE, "--domain", "genius", "--view", "x"), "--view must be one of private, public"),
    ],
)
def test_odd_options_are_refused(ended, words, said):
    status, _, err = ended(*words)
    assert status == 2
    assert said in " ".join(err.split())


def test_export_writes_the_agenda_of_a_day_of_a_world(told, tmp_path):
    raw, shares = tmp_path / "raw", tmp_path / "shares"
    told("export", BASELINE, "--domain", "native", "--world", 3, "--day", 20, "--out", raw)
    told("export", BASELINE, "--domain", "genius", "--world", 3, "--day", 20, "--out", shares)
    mine, theirs = (json.loads(told("import", one, "--json")) for one in (raw, shares))
    assert mine["unit"] == "bn USD a year"
    assert mine["parties"] == theirs["parties"]
    assert mine["frontier"] == theirs["frontier"]
    assert mine["points"]["nash"]["package"] == theirs["points"]["nash"]["package"]
    about = json.loads((shares / "manifest.json").read_text())["value = least + size x share"]
    for place, party in enumerate(mine["parties"]):
        least, size = about[party]["least"], about[party]["size"]
        shared = theirs["points"]["nash"]["values"][place]
        assert least + size * shared == pytest.approx(mine["points"]["nash"]["values"][place], abs=1e-9)
