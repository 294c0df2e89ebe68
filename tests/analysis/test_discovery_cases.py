"""Cases of a real sweep, and a box of it as a scenario that plays."""

import numpy as np
import pyarrow as pa
import pytest
from places import SCENARIOS

import sim
from sim.analysis.discovery.cases import OWN, read_cases, read_factor, read_factors
from sim.analysis.discovery.discover import DiscoverRules, discover
from sim.analysis.resampling_units import resampling_units
from sim.core.errors import UserError
from sim.reporting.figures.discovery import box_pairs_figure, trajectory_figure
from sim.reporting.figures.parallel_coordinates import parallel_figure
from sim.reporting.figures.style import png
from sim.scenario.loading import load
from sim.sweeps.designs.design import Design, Factor
from sim.sweeps.designs.registry import design_from_data

BETA, TACTIC, STEPS = "us.tactic.timed.beta", "korea.tactic", "steps"
SWEEP = """\
question: Where do deals fail?
extends: baseline.yaml
korea: {governments: {lee_jae_myung: {tactic: null}, kim_moon_soo: {tactic: null}, lee_jun_seok: {tactic: null}}}
sweep:
  design: latin_hypercube
  points: 48
  worlds_per_point: 8
  over:
    us.tactic.timed.beta: [0.1, 1.0]
    korea.tactic: {values: [{timed: {beta: 0.2}}, {timed: {beta: 0.8}}, micro]}
    precedent.believed_rate: [10, 25]
"""


@pytest.fixture(scope="module")
def swept(tmp_path_factory):
    """Return a sweep of 384 worlds, played."""
    folder = tmp_path_factory.mktemp("discovery")
    (folder / "fails.yaml").write_text(SWEEP, encoding="utf-8")
    return sim.sweep(folder / "fails.yaml", folder / "swept", seed=1, engine="inline")


def test_cases_are_the_worlds_of_each_point(swept):
    cases = read_cases(swept, ["not agreed"])
    agreed = np.array(swept.table(["agreed"]).column("agreed").to_pylist()).reshape(48, 8)
    assert (cases.interest == ~agreed).all()
    assert cases.there.all()
    assert cases.lucks == 8
    assert cases.nulls == {}
    assert cases.counts().hits.tolist() == (~agreed).sum(axis=1).tolist()
    assert [factor.choices for factor in cases.factors] == [(), tuple(sorted(cases.factors[1].choices)), ()]


def test_terms_are_null_without_a_deal_and_that_is_counted(swept):
    cases = read_cases(swept, ["auto_tariff <= 25"])
    agreed = swept.table(["agreed"]).column("agreed").to_pylist()
    assert cases.nulls == {"auto_tariff": agreed.count(False)}
    assert cases.interest.sum() == agreed.count(True)


def test_what_holds_always_or_never_has_no_region(swept):
    with pytest.raises(UserError, match="true of no world of 384"):
        discover(swept, "day > 9999")
    with pytest.raises(UserError, match="true of every world of 384"):
        discover(swept, ["agreed or not agreed"])


@pytest.mark.parametrize(
    ("rules", "message"),
    [
        (DiscoverRules(density=1.5), "the density must lie above 0 and up to 1; found 1.5"),
        (DiscoverRules(boxes=0), "boxes must be at least 1; found 0"),
        (DiscoverRules(chosen=-1), "counted from 0; found -1"),
        (DiscoverRules(prim=sim.PrimRules(alpha=0.5)), "the peeled share must lie above 0 and below 0.5; found 0.5"),
        (DiscoverRules(prim=sim.PrimRules(objective="best")), "no objective best. Known: lenient1"),
    ],
)
def test_rules_out_of_their_range_are_refused(swept, rules, message):
    with pytest.raises(UserError) as wrong:
        discover(swept, "not agreed", rules)
    assert message in str(wrong.value)


def test_a_tactic_that_never_agrees_is_found_and_its_box_plays(swept, tmp_path):
    found = discover(swept, "not agreed", DiscoverRules(density=0.95, boxes=1))
    (box,) = found.boxes
    micro = found.cases.factors[1].choices.index("micro")
    assert box.figures.box.limits[1] == {micro}
    assert box.stability.density == (None, None)  # eight lucks
    file = tmp_path / "box.yaml"
    file.write_text(sim.box_scenario(swept, found), encoding="utf-8")
    loaded = load(file)
    assert loaded.data["korea"]["tactic"] == "micro"
    assert loaded.data["precedent"]["believed_rate"]["uniform"] == [10.0, 25.0]
    assert loaded.scenario.sweep.points == 48
    assert list(loaded.scenario.sweep.over) == [BETA, "precedent.believed_rate"]
    outcome = sim.run(file, worlds=12, seed=3)
    assert 1 - np.mean(outcome.column("agreed")) > box.figures.density - 0.1
    again = sim.sweep(file, tmp_path / "again", seed=2, worlds=1, engine="inline")
    assert again.rows == 48


def test_the_limits_of_a_box_are_those_of_the_scenario_that_is_written(swept):
    found = discover(swept, "auto_tariff <= 15", DiscoverRules(chosen=6, boxes=1))
    text = sim.box_scenario(swept, found)
    (box,) = found.boxes
    assert text.startswith("# A box of the sweep fails where auto_tariff <= 15: coverage ")
    for k in box.figures.restricted:
        low, high = box.figures.box.limits[k]
        assert f"{low:.6g}" in text or low == found.whole.limits[k][0]
        assert f"{high:.6g}" in text or high == found.whole.limits[k][1]
    with pytest.raises(UserError, match="1 boxes were found: there is no box 4"):
        sim.box_scenario(swept, found, 3)


def test_figures_show_the_way_and_the_box(swept):
    found = discover(swept, "not agreed", DiscoverRules(density=0.9))
    way = trajectory_figure(swept, found)
    assert len(way.axes) == len(found.boxes)
    assert way.axes[0].get_xlabel().startswith("coverage")
    pairs = box_pairs_figure(swept, found)
    limited = len(found.boxes[0].figures.restricted)
    assert len([axes for axes in pairs.axes if axes.get_visible()]) >= limited
    assert png(pairs) == png(box_pairs_figure(swept, found))


def test_parallel_coordinates_draw_every_point_and_the_limits_of_the_box(swept):
    found = discover(swept, "auto_tariff <= 15", DiscoverRules(chosen=6, boxes=1))
    drawn = parallel_figure(swept, found)
    axes, box = drawn.axes[0], found.boxes[0].figures
    (lines,) = axes.collections
    heights = np.array([line[:, 1] for line in lines.get_segments()])
    assert heights.shape == (swept.plan.design.points, len(found.cases.factors))
    assert (heights.min(), heights.max()) == (0.0, 1.0)
    drawn_limits = {(round(p.get_x() + p.get_width() / 2), p.get_y(), p.get_height()) for p in axes.patches}
    numbers = [k for k in box.restricted if not found.cases.factors[k].choices]
    assert numbers
    for k in numbers:
        values, (low, high) = found.cases.factors[k].values, box.box.limits[k]
        ((_, bottom, height),) = [one for one in drawn_limits if one[0] == k]
        assert bottom == pytest.approx((low - values.min()) / np.ptp(values))
        assert height == pytest.approx((high - low) / np.ptp(values))
    shares = found.cases.interest.sum(axis=1) / found.cases.there.sum(axis=1)
    np.testing.assert_allclose(np.sort(lines.get_array()), np.sort(shares))


def test_a_number_that_is_not_set_everywhere_is_refused():
    with pytest.raises(UserError, match="has no number at 1 of 3 points"):
        read_factor(BETA, pa.chunked_array([[0.1, None, 0.3]]), Factor(BETA, (0.1, 0.9)))


def test_where_a_choice_is_not_set_the_own_one_stands():
    found = read_factor(TACTIC, pa.chunked_array([["micro", None, "micro"]]), Factor(TACTIC, values=("micro",)))
    assert found.choices == ("micro", OWN)
    assert found.values.tolist() == [0.0, 1.0, 0.0]


def test_factors_that_do_not_vary_are_left_out():
    table = pa.table({BETA: [0.1, 0.2], STEPS: [3.0, 3.0]})
    (factor,) = read_factors(Design("made", (Factor(BETA, (0.1, 0.9)), Factor(STEPS, (1, 5), whole=True)), table))
    assert factor.path == BETA
    with pytest.raises(UserError, match="nothing varies"):
        read_factors(Design("made", (), pa.table({STEPS: [3.0, 3.0]})))


def test_rows_of_saltellis_design_and_paths_of_morriss_belong_together():
    over = {BETA: [0.1, 1.0], "precedent.believed_rate": [10, 25]}
    for block, size in (({"design": "sobol", "base": 4}, 4), ({"design": "morris", "trajectories": 4}, 3)):
        groups = resampling_units(design_from_data({**block, "over": over}, SCENARIOS / "what_moves.yaml", 1))
        assert groups.tolist() == sorted(list(range(4)) * size)
    groups = resampling_units(
        design_from_data({"design": "random", "points": 3, "over": over}, SCENARIOS / "what_moves.yaml")
    )
    assert groups.tolist() == [0, 1, 2]
