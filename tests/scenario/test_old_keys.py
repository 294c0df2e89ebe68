"""Keys that have another name now are read for one release, with a line that says so."""

import warnings

import pytest
from places import ROOT, SCENARIOS

from sim.scenario.faults import ScenarioError
from sim.scenario.loading import load
from sim.sweeps.storage.folder import read_plan

OLD = "question: q?\nextends: {base}\nseen: {{date: {date}}}\n"


def old_file(folder, date="2025-08-01"):
    file = folder / "old.yaml"
    file.write_text(OLD.format(base=SCENARIOS / "baseline.yaml", date=date))
    return file


def test_the_old_key_is_read_and_the_line_named(tmp_path):
    with pytest.warns(FutureWarning, match=r"old\.yaml: line 3: the key `seen` is called `actual` now"):
        loaded = load(old_file(tmp_path))
    assert str(loaded.scenario.actual.date) == "2025-08-01"
    assert "seen" not in loaded.data


def test_a_fault_below_an_old_key_is_told_at_its_line(tmp_path):
    with (
        pytest.warns(FutureWarning, match="`seen` is called `actual`"),
        pytest.raises(ScenarioError, match=r"line 3 +actual\.date"),
    ):
        load(old_file(tmp_path, "2035-08-01"))


def test_a_setting_may_use_the_old_key():
    with pytest.warns(FutureWarning, match="--set: the key `seen` is called `actual` now"):
        loaded = load(SCENARIOS / "baseline.yaml", ["seen.date=2025-08-02"])
    assert str(loaded.scenario.actual.date) == "2025-08-02"


def test_the_reference_weights_were_called_yardstick(tmp_path):
    file = tmp_path / "old.yaml"
    file.write_text(f"question: q?\nextends: {SCENARIOS / 'baseline.yaml'}\nyardstick: {{us: {{headline: 2}}}}\n")
    with pytest.warns(FutureWarning, match=r"line 3: the key `yardstick` is called `reference_weights` now"):
        assert load(file).scenario.reference_weights.of("us")["headline"] == 2
    with pytest.warns(FutureWarning, match="`yardstick` is called"):
        loaded = load(SCENARIOS / "baseline.yaml", ["yardstick.us.headline=3"])
    assert loaded.scenario.reference_weights.of("us")["headline"] == 3


def test_the_random_numbers_of_a_sweep_were_called_luck(tmp_path):
    file, block = tmp_path / "old.yaml", "{design: grid, luck: own, over: {bundled: {values: [true, false]}}}"
    file.write_text(f"question: q?\nextends: {SCENARIOS / 'baseline.yaml'}\nsweep: {block}\n")
    with pytest.warns(FutureWarning, match=r"line 3: the key `sweep\.luck` is called `sweep\.random_numbers` now"):
        assert load(file).scenario.sweep.random_numbers == "own"
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        assert load(file, ["sweep.luck=common"]).scenario.sweep.random_numbers == "common"
    assert len(said) == 2
    with pytest.warns(FutureWarning, match=r"^--set: the key `sweep\.luck` is called"):
        assert load(SCENARIOS / "baseline.yaml", [f"sweep={block}"]).scenario.sweep.random_numbers == "own"


def file_with(folder, *lines):
    file = folder / "old.yaml"
    file.write_text("\n".join(["question: q?", f"extends: {SCENARIOS / 'baseline.yaml'}", *lines, ""]))
    return file


def test_a_path_that_is_swept_may_lead_through_an_old_key(tmp_path):
    over = "{yardstick.us.headline: [1, 2], yardstick.korea.parity: [1, 3]}"
    file = file_with(tmp_path, "sweep:", "  {design: sobol, base: 4,", f"  over: {over}}}")
    with pytest.warns(FutureWarning, match=r"line 5: the key `yardstick` is called `reference_weights` now") as said:
        over = load(file).scenario.sweep.over
    assert list(over) == ["reference_weights.us.headline", "reference_weights.korea.parity"]
    assert over["reference_weights.korea.parity"].range == (1, 3)
    assert len(said) == 2


def test_a_prior_may_stand_under_a_path_with_an_old_key(tmp_path):
    prior = "{known_by: 2025-07-01, prior: 3, source: assumed}"
    file = file_with(tmp_path, "known_later:", f"  yardstick.us.headline: {prior}")
    with pytest.warns(FutureWarning, match=r"line 4: the key `yardstick` is called `reference_weights` now"):
        held = load(file).scenario.known_later
    assert held["reference_weights.us.headline"].prior == 3


def test_a_wrong_path_with_an_old_key_is_told_at_its_line(tmp_path):
    over = ["sweep:", "  design: sobol", "  base: 4", "  over:", "    yardstick.us.headlin: [1, 2]"]
    with (
        pytest.warns(FutureWarning, match="line 7: the key `yardstick`"),
        pytest.raises(ScenarioError, match=r"line 7 +sweep\.over\.reference_weights\.us\.headlin"),
    ):
        load(file_with(tmp_path, *over))


def test_the_plan_of_an_older_sweep_is_read():
    plan = read_plan(ROOT / "results" / "reference" / "pace_grid")
    assert plan.design.block.random_numbers == plan.luck == "common"


def test_the_scenario_of_a_kept_result_is_read_silently():
    kept = ROOT / "results" / "reference" / "baseline" / "scenario.yaml"
    assert "\nyardstick:" in kept.read_text(encoding="utf-8")
    assert load(kept).scenario.reference_weights.of("us")["headline"] == 1


def test_the_command_says_it_in_one_line(ended, tmp_path):
    with warnings.catch_warnings():
        warnings.simplefilter("default")
        status, _, err = ended("check", old_file(tmp_path))
    assert status == 0
    assert err.count("\n") == 1
    assert "old.yaml: line 3: the key `seen` is called `actual` now" in err
