"""`sim discover`, as a user meets it, on a sweep that costs nothing."""

import json

import pytest
import sweeps

from sim.sweeps.execution import engines
from sim.sweeps.execution.fill import fill


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Return a finished sweep; a deal is on better terms the smaller beta is."""
    with pytest.MonkeyPatch.context() as patch:
        sweeps.install(patch.setattr)
        made = sweeps.made(tmp_path_factory.mktemp("sweeps") / "free")
        fill(made, lambda: engines.local_engine("inline"))
    return made


def test_boxes_and_a_tree_are_told(told, folder):
    out = told("discover", folder, "--where", "auto_tariff <= 15.6")
    lines = out.splitlines()
    assert lines[0] == "free: where auto_tariff <= 15.6"
    assert lines[1] == "cases       1,200 worlds at 30 points, 1,200 sets of random draws"
    assert any(line.startswith("no value    auto_tariff in ") for line in lines)
    assert any(line.startswith("box 1 (") for line in lines)
    assert "  us.tactic.timed.beta  at most 0." in out
    assert "a tree as second opinion (CART), its parts, the densest first:" in lines


def test_json_is_one_value_that_repeats(told, folder):
    words = ("discover", folder, "--where", "auto_tariff <= 15.6", "--where", "day > 95", "--json")
    held = json.loads(told(*words))
    assert held == json.loads(told(*words))
    assert held["where"] == "(auto_tariff <= 15.6) and (day > 95)"
    (box, *_) = held["boxes"]
    assert box["hits"] / box["cases"] == pytest.approx(box["density"])
    assert box["hits"] / held["of_interest"] == pytest.approx(box["coverage"])
    assert box["cases"] / held["cases"] == pytest.approx(box["mass"])
    low, high = box["limits"]["us.tactic.timed.beta"]
    assert low == pytest.approx(0.1)
    assert high == pytest.approx(0.6 / 2.71828, abs=0.014)  # below it every deal is of interest, half a step either way


def test_what_cannot_be_is_refused_in_one_line(ended, folder, tmp_path):
    status, out, err = ended("discover", folder, "--where", "auto_tarif <= 15")
    assert (status, out) == (1, "")
    assert err == "the result has no column auto_tarif. Did you mean auto_tariff?\n"
    (tmp_path / "there.yaml").touch()
    status, _, err = ended("discover", folder, "--where", "agreed", "--write", tmp_path / "there.yaml")
    assert (status, "exists; nothing was done" in err) == (1, True)
    status, _, err = ended("discover", folder, "--where", "agreed", "--write", tmp_path / "box.txt")
    assert (status, "must name a YAML file" in err) == (1, True)
    status, _, err = ended("discover", folder, "--where", "agreed", "--box", 2, "--factors", 1)
    assert (status, "give --box or --factors" in err) == (2, True)
    status, _, err = ended("discover", tmp_path, "--where", "agreed")
    assert (status, "is no sweep" in err) == (1, True)


def test_a_sweep_that_is_read_is_not_replaced(ended, folder):
    for out in (folder, folder.parent):
        status, _, err = ended("discover", folder, "--where", "not agreed", "--out", out, "--force")
        assert status == 1
        assert "which is read" in err
    assert (folder / "plan.json").is_file()


def test_out_holds_text_data_and_figures(told, ended, folder, tmp_path, monkeypatch):
    monkeypatch.setattr("sim.cli.discover.write_box", lambda found, number, file: file.touch())  # its scenario is none
    monkeypatch.setattr("sim.cli.sweep_page.discovery_page", lambda *_: lambda made: f"of {made['sweep']}")
    out = told("discover", folder, "--where", "auto_tariff <= 15.6", "--out", tmp_path / "found")
    assert out.endswith(f"saved       {tmp_path / 'found'}\n")
    held = {file.name: file for file in (tmp_path / "found").iterdir()}
    assert {"discovery.txt", "discovery.json", "trajectory.png", "box_1.png", "box_1.yaml", "manifest.json"} <= set(
        held
    )
    assert held["discovery.txt"].read_text(encoding="utf-8").strip() in out
    assert held["report.html"].read_text(encoding="utf-8") == f"of {folder}"
    assert held["trajectory.png"].read_bytes().startswith(b"\x89PNG")
    status, _, err = ended("discover", folder, "--where", "agreed", "--out", tmp_path / "found")
    assert (status, "exists" in err) == (1, True)


def test_a_sweep_whose_scenario_cannot_be_read_any_more_has_no_report_but_all_else(ended, folder, tmp_path):
    status, _, err = ended("discover", folder, "--where", "auto_tariff <= 15.6", "--out", tmp_path / "found")
    assert status == 0
    assert "no report is written: " in err
    assert not (tmp_path / "found" / "report.html").exists()
    assert (tmp_path / "found" / "discovery.json").exists()
    said = ended("show", tmp_path / "found")[1]
    assert said.strip() == (tmp_path / "found" / "discovery.txt").read_text(encoding="utf-8").strip()
