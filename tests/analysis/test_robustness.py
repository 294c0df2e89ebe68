"""The patterns over points: the hypercube, quantities held, points stacked and alone, counts by hand, the command."""

import json
from itertools import pairwise
from math import sqrt

import numpy as np
import pytest
import runs
from places import SCENARIOS
from scipy import stats

from sim.analysis.exact_intervals import wilson
from sim.analysis.validation.patterns import Pattern
from sim.analysis.validation.patterns.registry import measure_patterns
from sim.analysis.validation.robustness import Hypercube, assess_robustness, lay_hypercube, measure_points
from sim.analysis.validation.robustness.hypercube import hypercube_uniforms
from sim.analysis.validation.robustness.patterns_at_points import slice_outcome
from sim.analysis.validation.robustness.verdict import by_chance, moved_by
from sim.core.chance import INVERSES, Chance, uniforms
from sim.core.held_quantities import HeldQuantities
from sim.model.draws import draw_scenario
from sim.reporting.figures import png
from sim.reporting.figures import robustness as drawing
from sim.reporting.robustness_text import robustness_data, robustness_lines
from sim.runs.chunk import RunSettings
from sim.runs.run import play
from sim.scenario.faults import ScenarioError
from sim.scenario.loading import LoadedScenario, load

BASELINE = load(SCENARIOS / "baseline.yaml")
COST = "korea.governments.caretaker.audience_cost"
PACE = "us.tactic.timed.beta"
NUMBERS = [1, 2, 3, 3, 4, 4, 5, 5, 6, 7, 8, 9, 10, 11]


# --- the points ---------------------------------------------------------------------------------


@pytest.mark.parametrize("points", [2, 7, 200])
def test_each_of_n_equal_parts_of_a_quantity_holds_one_point(points):
    for place in hypercube_uniforms(("a", "b", "c"), points, 1).values():
        assert sorted(np.floor(place * points)) == list(range(points))
        assert 0 < place.min() <= place.max() < 1


def test_the_points_of_a_quantity_go_by_its_name_and_the_seed():
    places, fewer = hypercube_uniforms(("a", "b"), 50, 1), hypercube_uniforms(("b",), 50, 1)
    np.testing.assert_array_equal(places["b"], fewer["b"])
    assert abs(np.corrcoef(places["a"], places["b"])[0, 1]) < 0.4
    assert not np.array_equal(hypercube_uniforms(("b",), 50, 2)["b"], fewer["b"])


def test_draws_are_all_distributions_and_nothing_else():
    laid = lay_hypercube(BASELINE, "draws", 4, 3, 1)
    assert laid.loaded is BASELINE
    assert set(laid.held_quantities.uniforms) == set(draw_scenario(BASELINE.scenario, Chance(1, 0, 1))[1])
    assert (laid.held_quantities.worlds_per_point, laid.points, laid.left) == (3, 4, ())


def test_ranges_are_uniform_over_the_range_beside_a_figure():
    laid = lay_hypercube(BASELINE, "ranges", 4, 3, 1)
    spec = laid.loaded.scenario
    assert spec.party_b.governments["caretaker"].audience_cost.uniform == (0, 20)  # drawn as 2/5/9
    assert spec.party_a.extension_belief.first.uniform == (0, 1)  # .7 in the file
    assert spec.issues["farm_access"].flows.parameters.components["farm_loss"][1].uniform == (-3, 0)  # in a list
    assert spec.precedent.price.share.uniform == (0, 1)
    assert spec.market.margin.triangular == (0.17, 0.2, 0.24)  # with other figures at their ends it may be .281 at most
    assert set(laid.left) == {"market.margin"}
    assert set(laid.held_quantities.uniforms) > set(lay_hypercube(BASELINE, "draws", 2, 3, 1).held_quantities.uniforms)


def test_a_scenario_that_is_not_sound_at_all_is_still_refused():
    data = {**BASELINE.data, "worlds": -1}
    with pytest.raises(ScenarioError, match="worlds"):
        lay_hypercube(LoadedScenario(BASELINE.scenario, data, "x.yaml"), "ranges", 2, 3, 1)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (("draws", 1, 3), "points must be at least 2; found 1"),
        (("draws", 2, 0), "worlds must be at least 1; found 0"),
        (("wide", 2, 3), "spans must be one of stated, draws, ranges; found wide"),
    ],
)
def test_points_that_make_no_sense_are_refused(given, words):
    with pytest.raises(ValueError, match=words):
        lay_hypercube(BASELINE, *given, 1)


# --- quantities held ----------------------------------------------------------------------------


def test_a_world_has_the_uniform_of_its_point():
    plan = HeldQuantities({"a": np.array([0.1, 0.5, 0.9])}, worlds_per_point=2)
    held = plan.uniforms["a"]
    np.testing.assert_array_equal(plan.values_in_worlds(held, 0, 6), [0.1, 0.1, 0.5, 0.5, 0.9, 0.9])
    np.testing.assert_array_equal(plan.values_in_worlds(held, 3, 2), [0.5, 0.9])
    with pytest.raises(ValueError, match="3 points of 2 worlds; found world 7"):
        plan.values_in_worlds(held, 5, 2)


def test_where_worlds_differ_by_nature_they_still_do_and_the_middle_of_the_spread_is_held():
    laid = lay_hypercube(BASELINE, "stated", 40, 200, 1)
    assert PACE not in laid.held_quantities.uniforms
    middles = laid.quantities[PACE]
    assert (middles.min() >= 0.15, middles.max() <= 0.4) == (True, True)
    ends = 0.15 + 0.25 * np.arange(41) / 40
    assert [((middles >= low) & (middles < high)).sum() for low, high in pairwise(ends)] == [1] * 40
    plain = draw_scenario(BASELINE.scenario, Chance(1, 0, 8000))[1]
    held = draw_scenario(BASELINE.scenario, Chance(1, 0, 8000, held_quantities=laid.held_quantities))[1]
    np.testing.assert_allclose(held[PACE], plain[PACE] * np.repeat(middles / 0.25, 200))
    medians = np.median(held[PACE].reshape(40, 200), axis=1)
    np.testing.assert_allclose(medians, middles, rtol=0.15)
    assert np.ptp(held[COST].reshape(40, 200), axis=1).max() == 0


def test_stated_holds_as_many_quantities_as_draws_and_those_that_differ_have_a_middle():
    stated, draws = (lay_hypercube(BASELINE, spans, 2, 3, 1) for spans in ("stated", "draws"))
    assert {*stated.held_quantities.uniforms, *stated.held_quantities.factors} == set(draws.held_quantities.uniforms)
    assert "precedent.believed_rate" in stated.held_quantities.factors
    assert len(stated.held_quantities.factors) == 6


def test_what_a_plan_names_is_held_and_the_rest_stays_luck():
    plan = HeldQuantities({"a": np.array([0.25, 0.75])}, worlds_per_point=3)
    chance = Chance(4, 2, 3, held_quantities=plan)
    np.testing.assert_array_equal(chance.uniform("a"), [0.25, 0.75, 0.75])
    np.testing.assert_array_equal(chance.uniform("b"), uniforms(4, "b", 2, 3))
    with pytest.raises(ValueError, match="asked for twice"):
        chance.uniform("a")


def test_a_quantity_held_is_its_quantile_worked_by_hand():
    plan = HeldQuantities({COST: np.array([3 / 7, 0.5]), PACE: np.array([0.5, 0.5])}, worlds_per_point=2)
    draws = draw_scenario(BASELINE.scenario, Chance(1, 0, 4, held_quantities=plan))[1]
    middle = 9 - sqrt(0.5 * 7 * 4)  # triangular 2, 5, 9: the mode is the 3/7 quantile
    np.testing.assert_allclose(draws[COST], [5, 5, middle, middle])
    np.testing.assert_allclose(draws[PACE], 0.25)  # the median of the lognormal


def test_quantities_held_at_their_medians_are_the_medians_in_every_world():
    names = lay_hypercube(BASELINE, "draws", 2, 3, 1).held_quantities.uniforms
    plan = HeldQuantities({name: np.array([0.5]) for name in names}, worlds_per_point=3)
    draws = draw_scenario(BASELINE.scenario, Chance(1, 0, 3, held_quantities=plan))[1]
    part = BASELINE.scenario.party_b.governments["caretaker"].opinion.points
    np.testing.assert_allclose(draws["korea.governments.caretaker.opinion.points"], np.mean(part.uniform))
    assert all(np.ptp(draw) == 0 for draw in draws.values())
    assert set(INVERSES) >= {"triangular", "uniform", "lognormal"}


# --- points stacked -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def laid():
    return lay_hypercube(BASELINE, "draws", 3, 5, 1)


@pytest.fixture(scope="module")
def stacked(laid):
    return play(BASELINE, RunSettings(15, 1, plan=laid.held_quantities, daily=15))


def same(one, other):
    return one.worlds.equals(other.worlds) and one.accounts.equals(other.accounts) and same_series(one, other)


def same_series(one, other):
    return all(np.array_equal(held, other.series[name], equal_nan=True) for name, held in one.series.items())


def test_without_a_plan_nothing_changes():
    nothing = play(BASELINE, RunSettings(6, 1, plan=HeldQuantities({}, worlds_per_point=1)))
    plain = runs.played("baseline", worlds=6)
    assert same(plain, nothing)
    assert nothing.days.equals(plain.days)


def test_points_do_not_depend_on_the_chunk(laid, stacked):
    assert same(stacked, play(BASELINE, RunSettings(15, 1, chunk=4, plan=laid.held_quantities, daily=15)))


def test_a_point_among_others_is_the_point_alone(laid, stacked):
    alone = play(BASELINE, RunSettings(5, 1, first=10, plan=laid.held_quantities))
    assert same(slice_outcome(stacked, 10, 5), alone)
    assert slice_outcome(stacked, 10, 5).settings.first == 10
    assert np.ptp(alone.column(COST)) == 0


def test_a_quantity_held_plays_as_the_number_set_in_the_scenario():
    name, cost = "early_deadline_livable", float(INVERSES["triangular"](np.array([0.2]), 2, 5, 9)[0])
    plan = HeldQuantities({COST: np.array([0.2])}, 40)
    held = play(load(SCENARIOS / f"{name}.yaml"), RunSettings(40, 1, plan=plan)).worlds.drop_columns([COST])
    assert held.equals(runs.played(name, f"{COST}={cost!r}", worlds=40).worlds)
    assert not held.equals(runs.played(name, worlds=40).worlds.drop_columns([COST]))  # the cost counts here


@pytest.mark.slow
def test_patterns_of_points_stacked_are_those_of_each_alone(laid):
    """Also pattern 8, which works the packages out again, and 9, which plays again; and whatever the groups."""
    shares = []
    found = measure_points(laid, 1, shares.append, chunk=10)  # two points, then one
    assert shares == [2 / 3, 1]
    assert [pattern.number for pattern in found[0]] == NUMBERS
    for point, row in enumerate(found):
        alone = measure_patterns(play(BASELINE, RunSettings(5, 1, first=5 * point, plan=laid.held_quantities)))
        assert row == alone


# --- counts by hand -----------------------------------------------------------------------------


def table(values, high=1.0):
    """Return one measure of pattern 1 and two of pattern 2 at each point, from hand-made values."""
    return [
        [
            Pattern(1, "one", one, 0.6, 1.0, "", 10),
            Pattern(2, "two", two, None, 5.0, "", 10),
            Pattern(2, "also two", also, 0.0, high if np.isscalar(high) else high[k], "", 10),
        ]
        for k, (one, two, also) in enumerate(values)
    ]


def judged(rows):
    places = {"x": np.linspace(0.05, 0.95, len(rows)), "y": np.resize([0.2, 0.8], len(rows))}
    return assess_robustness(Hypercube(BASELINE, "draws", HeldQuantities(places, 10), len(rows)), 1, rows)


def test_points_within_range_are_counted_and_null_is_not_within():
    found = judged(table([(0.7, 4.0, 0.5), (None, 5.0, 0.5), (0.5, 1.0, None), (0.9, 1.0, 2.0), (0.6, 1.0, 1.0)]))
    one, two, also = found.measures
    assert [(m.within, m.null, m.share) for m in (one, two, also)] == [(3, 1, 0.6), (4, 0, 0.8), (3, 1, 0.6)]
    assert (one.low95, one.high95) == wilson(3, 5)
    assert one.spread["q50"] == pytest.approx(0.65)
    assert [(p.number, p.within, p.null, p.share) for p in found.patterns] == [(1, 3, 1, 0.6), (2, 2, 1, 0.4)]
    assert found.patterns_holding == 0
    assert (one.wanted, two.wanted) == ("0.60 to 1.00", "below 5.00")


def test_a_pattern_holds_at_four_points_of_five_and_not_at_fewer():
    good, bad = (0.7, 1.0, 0.5), (0.1, 1.0, 0.5)
    assert [p.holds for p in judged(table([good] * 4 + [bad])).patterns] == [True, True]
    assert [p.holds for p in judged(table([good] * 7 + [bad] * 2)).patterns] == [False, True]
    assert judged(table([good] * 7 + [bad] * 2)).patterns_holding == 1


def test_the_report_tells_counts_verdicts_and_what_moves_what_fails():
    found = judged(table([(k / 20, 1.0, None) for k in range(20)]))
    told = " ".join("\n".join(robustness_lines(found)).split())
    assert "1 0.400 [0.219 to 0.613] 0 0.475 [0.095 to 0.855] 0.60 to 1.00 one" in told
    assert "1 0.400 [0.219 to 0.613] FAILS" in told
    assert "2 0.000 [0.000 to 0.161] null, null at 20 of the points" in told
    assert "0 of 2 patterns hold; 9 should" in told
    assert "one: x +1.00, y " in told
    assert "two:" not in told.split("what moves")[1]  # a pattern that is null everywhere has nothing to move


def test_the_plain_report_holds_every_point():
    rows = table([(0.7, 4.0, 0.5), (None, 5.0, 0.5)])
    laid = Hypercube(BASELINE, "draws", HeldQuantities({COST: np.array([3 / 7, 0.5])}, 10), 2)
    data = json.loads(json.dumps(robustness_data(assess_robustness(laid, 1, rows)), allow_nan=False))
    assert data["at"][1]["values"] == [None, 5.0, 0.5]
    assert data["at"][1]["within"] == [False, False, True]
    assert data["at"][1]["worlds"] == [10, 10, 10]
    assert data["at"][0]["quantities"][COST] == pytest.approx(5)  # the mode


def test_a_range_that_differs_between_points_is_marked():
    found = judged(table([(0.7, 1.0, 0.5)] * 3, high=[0.4, 0.6, 0.9]))
    assert found.measures[2].wanted == "0.00 to *"
    assert found.spans[2] == (0.0, 0.9)
    assert any("the upper end is the point's own" in line for line in robustness_lines(found))


def test_the_largest_rank_correlations_are_spearmans():
    luck = np.random.Generator(np.random.Philox(1))
    places = {name: luck.random(60) for name in "abcdef"}
    values = places["c"] ** 3 - 0.5 * places["e"]
    values[:7] = np.nan
    found = moved_by(values, places)
    assert [name for name, _ in found][:2] == ["c", "e"]
    for name, value in found:
        assert value == pytest.approx(stats.spearmanr(values[7:], places[name][7:]).statistic)


def test_what_stands_still_or_is_hardly_known_is_moved_by_nothing():
    places = {"a": np.linspace(0, 1, 20)}
    assert moved_by(np.ones(20), places) == ()
    assert moved_by(np.r_[np.arange(9.0), np.full(11, np.nan)], places) == ()


def test_the_size_that_chance_gives_matches_its_value_by_hand():
    assert by_chance(1, 5) == pytest.approx(1.95996 / 2, abs=1e-4)
    assert by_chance(0, 5) == 0


def test_the_figure_has_a_panel_for_each_measure_also_for_one_that_is_null():
    drawn = drawing.figure(judged(table([(0.7, 4.0, None), (0.5, 9.0, None)])))
    panels = [axes for axes in drawn.axes if axes.get_visible()]
    assert len(panels) == 3
    assert "range 0.60 to 1.00: within it at 50 % of the points" in panels[0].get_title(loc="left")
    assert "null at 2 points" in panels[2].get_title(loc="left")
    assert panels[0].get_xlabel() == "share of deals"
    assert png(drawn).startswith(b"\x89PNG")


# --- the command --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "status", "message"),
    [
        (("--patterns", "--points", "1"), 2, "'--points'"),
        (("--patterns", "--points", "2", "--spans", "wide"), 2, "'--spans'"),
        (("--actual", "--points", "2"), 2, "--points goes with --patterns"),
        (("--patterns", "--spans", "draws"), 2, "--spans goes with --points"),
        (("--patterns", "--figure", "a.png"), 2, "--figure goes with --actual or with --points"),
        (("--patterns", "--points", "2", "--figure", "a.jpg"), 1, "--figure must name a PNG, SVG or PDF file"),
        (("--patterns", "--points", "2", "--scenario", "nothing.yaml"), 1, "nothing.yaml"),
    ],
)
def test_the_command_refuses_what_makes_no_sense(ended, words, status, message):
    left, out, err = ended("validate", *words)
    assert (left, out) == (status, "")
    assert message in err


@pytest.mark.slow
def test_the_command_prints_draws_and_repeats(told, tmp_path):
    words = ("validate", "--patterns", "--points", 2, "--worlds", 4, "--seed", 1)
    file = tmp_path / "points.png"
    text = told(*words, "--figure", file)
    assert text.startswith("baseline: patterns at 2 points of 81 quantities (stated), 4 worlds each, seed 1\n")
    assert text.endswith(f"drawn       {file}\n")
    assert file.read_bytes().startswith(b"\x89PNG")
    data = json.loads(told(*words, "--json"))
    assert [m["number"] for m in data["measures"]] == NUMBERS
    assert [p["number"] for p in data["patterns"]] == list(range(1, 12))
    assert data["held"] == sum(p["holds"] for p in data["patterns"])
    assert f"{data['held']} of 11 patterns hold" in text
