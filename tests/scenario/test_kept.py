"""A scenario that is played again by its path is read again only where a file of it has changed."""

import os
from collections import deque

import numpy as np
import pytest
from places import BASELINE, SCENARIOS

from sim.scenario import kept
from sim.scenario.checks import flows
from sim.scenario.faults import ScenarioError
from sim.scenario.kept import MOST_KEPT, load_kept
from sim.scenario.loading import load
from sim.scenario.reading.yaml_data import read_yaml

TABLE = "us_car_market_2024.csv"


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch):
    monkeypatch.setattr(kept, "_kept", {})


@pytest.fixture
def reads(monkeypatch):
    """Return the paths that are loaded, as they are."""
    found = []
    monkeypatch.setattr(kept, "load", lambda path: found.append(path) or load(path))
    return found


@pytest.fixture
def variant(tmp_path):
    """Return a scenario that extends another of its folder."""
    (tmp_path / "below.yaml").write_text("extends: baseline.yaml\nseed: 5\n", encoding="utf-8")
    file = tmp_path / "mine.yaml"
    file.write_text("extends: below.yaml\nworlds: 7\n", encoding="utf-8")
    return file


def test_the_same_file_is_read_once(variant, reads):
    first, again = load_kept(variant), load_kept(variant)
    assert reads == [variant]
    assert again.scenario is first.scenario
    assert again == load(variant)


@pytest.mark.parametrize(("name", "text"), [("mine.yaml", "worlds: 8"), ("below.yaml", "seed: 6")])
def test_a_change_is_seen_in_the_file_and_in_one_that_it_extends_whatever_its_time(variant, reads, name, text):
    load_kept(variant)
    changed = variant.parent / name
    before = changed.stat()
    changed.write_text(f"extends: {'below' if name == 'mine.yaml' else 'baseline'}.yaml\n{text}\n", encoding="utf-8")
    os.utime(changed, ns=(before.st_atime_ns, before.st_mtime_ns))
    found = load_kept(variant).scenario
    assert len(reads) == 2
    assert getattr(found, text.partition(":")[0]) == int(text[-1])


def test_a_change_of_the_table_of_cars_is_seen(tmp_path, reads):
    shipped, file, table = SCENARIOS / "data" / TABLE, tmp_path / "own.yaml", tmp_path / "data" / TABLE
    table.parent.mkdir()
    file.write_bytes((SCENARIOS / "baseline.yaml").read_bytes())
    load_kept(file)  # with the shipped table
    table.write_bytes(shipped.read_bytes())
    load_kept(file)
    table.write_bytes(shipped.read_bytes() + b"# the same rows\n")
    assert load_kept(file).scenario == load(file).scenario
    assert reads == [file] * 3


def test_a_file_that_comes_to_stand_before_another_of_its_name_is_read(variant, reads):
    load_kept(variant)
    (variant.parent / "baseline.yaml").write_bytes((SCENARIOS / "baseline.yaml").read_bytes() + b"\n# mine\n")
    load_kept(variant)
    assert len(reads) == 2


def test_a_file_that_is_gone_or_at_fault_is_told_of(variant):
    load_kept(variant)
    variant.write_text("extends: below.yaml\nworlds: none\n", encoding="utf-8")
    with pytest.raises(ScenarioError, match="worlds"):
        load_kept(variant)
    variant.unlink()
    with pytest.raises(ScenarioError, match="no such file"):
        load_kept(variant)


def test_what_is_written_into_the_data_is_not_kept(variant):
    load_kept(variant).data["market"]["cars"].clear()
    assert load_kept(variant).data == load(variant).data


def test_few_are_kept_and_those_with_a_sweep_are_read_each_time(tmp_path, reads):
    for place in range(MOST_KEPT + 2):
        (tmp_path / f"{place}.yaml").write_text(f"extends: baseline.yaml\nseed: {place}\n", encoding="utf-8")
        load_kept(tmp_path / f"{place}.yaml")
    assert len(kept._kept) == MOST_KEPT
    swept = tmp_path / "swept.yaml"
    swept.write_text("extends: pace_grid.yaml\n", encoding="utf-8")
    load_kept(swept)
    load_kept(swept)
    assert reads[-2:] == [swept, swept]


def test_what_is_changed_in_one_reading_does_not_show_in_the_next():
    one = read_yaml(BASELINE)
    one.data["issues"]["auto_tariff"]["levels"].append(99)
    one.lines.clear()
    assert 99 not in read_yaml(BASELINE).data["issues"]["auto_tariff"]["levels"]
    assert read_yaml(BASELINE).lines


def test_the_car_market_is_solved_once_for_equal_figures_and_anew_for_others(monkeypatch):
    solved, solve = [], flows.equilibria_by_level
    monkeypatch.setattr(flows, "_settled", deque(maxlen=flows.MARKETS_KEPT))
    monkeypatch.setattr(flows, "equilibria_by_level", lambda *given: (solved.append(given), solve(*given))[1])
    plain, other = load(BASELINE), load(BASELINE, ["us.tactic=hardliner"])
    assert plain.scenario != other.scenario
    assert len(solved) == 2  # central figures and those at the edges
    load(BASELINE, ["market.margin={value: 0.2, source: assumed}"])
    assert len(solved) == 4
    issue = plain.scenario.issues["auto_tariff"]
    kept, fresh = flows.settled_market(plain.scenario.market, issue), solve(*solved[1])
    np.testing.assert_array_equal(kept.equilibrium_rises, fresh.equilibrium_rises)
