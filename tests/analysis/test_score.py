"""Scores of what happened: measures by hand and by other libraries, smoothing, nulls, and the whole."""

import datetime as dt
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from sim.analysis.score.case_file import read_case
from sim.analysis.score.forecasts import Forecast, half_of_interval, joint_score, probabilities
from sim.analysis.score.measures import is_covered, log_score, pit_ends
from sim.analysis.score.nulls import compromise_forecast, salience, solution_forecasts, weighted_mean
from sim.analysis.score.outcomes import ScoredOutcome, scored_terms, unanswered_bill
from sim.analysis.score.scoring import score_data, score_scenario
from sim.analysis.score.smoothing import Smoothing, places_on_grid, spread
from sim.bargaining.domains import additive_domain, unit_pie
from sim.core.errors import UserError
from sim.scenario.as_known import as_known
from sim.scenario.loading import load

BASELINE = "scenarios/baseline.yaml"
CASE = Path("scenarios/cases/korea_2025_07_30.yaml")
ON = dt.date(2025, 5, 15)


def term(points: int, seen: list[int]) -> ScoredOutcome:
    return ScoredOutcome("tariff", "terms", "percent", np.arange(float(points)), np.array(seen), "")


# --- measures -------------------------------------------------------------------------------------


def test_log_score_is_the_log_of_the_probability_of_what_happened():
    held = np.array([0.1, 0.2, 0.3, 0.4])
    assert log_score(held, np.array([1])) == pytest.approx(np.log(0.2))
    assert log_score(held, np.array([1, 2])) == pytest.approx(np.log(0.5))  # a span: the probability of all of it
    assert log_score(np.array([1.0, 0.0]), np.array([1])) == -np.inf


def test_log_score_is_proper_nobody_gains_by_saying_what_he_does_not_believe():
    truth = np.array([0.2, 0.5, 0.3])

    def expected(said):
        return sum(p * log_score(said, np.array([k])) for k, p in enumerate(truth))

    rng = np.random.default_rng(0)
    others = rng.dirichlet(np.ones(3), size=200)
    assert expected(truth) == pytest.approx(-stats.entropy(truth))  # the best there is: minus the entropy
    assert all(expected(said) < expected(truth) for said in others)


def test_pit_ends_are_the_distribution_function_below_and_at_what_happened():
    counts = stats.binom(6, 0.3)
    low, high = pit_ends(counts.pmf(np.arange(7)), np.array([2]))
    assert (low, high) == pytest.approx((counts.cdf(1), counts.cdf(2)))


def test_a_pit_drawn_between_its_ends_is_uniform_where_the_forecast_is_true():
    counts, rng = stats.poisson(2.5), np.random.default_rng(1)
    held = counts.pmf(np.arange(30))
    seen = counts.rvs(size=4000, random_state=rng)
    ends = np.array([pit_ends(held, np.array([k])) for k in seen])
    drawn = ends[:, 0] + rng.random(len(ends)) * (ends[:, 1] - ends[:, 0])
    assert stats.kstest(drawn, "uniform").pvalue > 0.01


def test_central_intervals_are_those_of_the_quantiles():
    counts = stats.binom(20, 0.4)
    held = counts.pmf(np.arange(21))
    for coverage in (0.5, 0.8, 0.95):
        low, high = counts.interval(coverage)
        inside = [k for k in range(21) if is_covered(held, np.array([k]), coverage)]
        assert (inside[0], inside[-1]) == (low, high)


# --- smoothing ------------------------------------------------------------------------------------


def test_a_spread_value_is_a_discrete_normal_and_an_even_floor():
    by_hand = np.exp(-np.array([1.0, 0.0, 1.0]) / (2 * 0.8**2))
    by_hand = 0.1 / 3 + 0.9 * by_hand / by_hand.sum()
    np.testing.assert_allclose(spread(np.array([1.0]), 3, Smoothing(0.4, 0.1))[0], by_hand)


@pytest.mark.parametrize("width", [0.001, 0.05, 3.0])
def test_spread_values_add_up_to_one_however_narrow_the_kernel(width):
    found = spread(np.array([0.0, 2.5, 10.0]), 11, Smoothing(width))
    np.testing.assert_allclose(found.sum(axis=1), 1)
    assert found.min() > 0


def test_values_between_points_and_beyond_the_ends_have_places():
    np.testing.assert_allclose(
        places_on_grid(np.array([0.0, 50.0, 150.0]), np.array([-5.0, 100.0, 500.0])), [0, 1.5, 2]
    )


def test_an_outcome_of_which_a_forecast_does_not_speak_is_uniform():
    np.testing.assert_allclose(probabilities(Forecast("x", "", {}), term(4, [0]), Smoothing()), 0.25)


def test_terms_at_once_of_one_point_are_the_sum_and_of_worlds_the_mean_of_products():
    one, other = term(3, [1]), ScoredOutcome("fund", "terms", "", np.arange(3.0), np.array([2]), "")
    sharp = Smoothing(0.01, 0.3)  # a kernel without width: 0.8 at the point, 0.1 at others
    point = Forecast("x", "", {"tariff": np.array([1.0]), "fund": np.array([0.0])})
    assert joint_score(point, [one, other], sharp) == pytest.approx((np.log(0.8) + np.log(0.1), 0))
    worlds = Forecast("x", "", {"tariff": np.array([1.0, 0.0]), "fund": np.array([2.0, 0.0])})
    joint, half = joint_score(worlds, [one, other], sharp)
    assert joint == pytest.approx(np.log((0.64 + 0.01) / 2))
    assert half == pytest.approx((np.log(0.64) - np.log(0.01)) / 2)  # of two values, from one to the other


def test_half_of_the_interval_of_a_joint_score_is_that_of_the_delta_method():
    products = np.tile([0.1, 0.2, 0.3, 0.4], 500)  # mean .25, sd .1118
    assert half_of_interval(products) == pytest.approx(1.96 * 0.1118 / 0.25 / np.sqrt(2000), rel=0.05)


# --- rules that know nothing of talks -------------------------------------------------------------


def test_weighted_mean_is_the_compromise_model():
    assert weighted_mean([25.0, 0.0], [0.3, 0.2]) == pytest.approx(15)  # (.3 25 + .2 0) / .5
    assert weighted_mean([25.0, 5.0], [0.0, 0.0]) == pytest.approx(15)


def test_salience_is_the_span_of_an_issue_over_that_of_all():
    domain = additive_domain(["a", "b"], [[0, 3], [5, 0, 9]], [[1, 0], [0, 0, 0]], (0, 0))
    np.testing.assert_allclose(salience(domain.public[0], domain.agenda), [0.25, 0.75])


def test_the_compromise_takes_the_last_recorded_move_before_the_day_else_the_own_best():
    spec = load(BASELINE).scenario
    domain = additive_domain(  # both care for two issues alike: the mean of their positions
        ["auto_tariff", "reciprocal_tariff"], [[0, 1], [0, 1]], [[0, 1], [0, 1]], (0, 0)
    )
    found = compromise_forecast(spec, spec.actual, domain, ON)
    np.testing.assert_allclose(found.values["auto_tariff"], 12.5)  # the U.S. 25 (3 April), Korea 0 (24 April)
    early = compromise_forecast(spec, spec.actual, domain, dt.date(2025, 4, 10))
    np.testing.assert_allclose(early.values["auto_tariff"], 13)  # Korea had named none: its best of the domain, 1


def test_solutions_of_a_pie_are_its_half():
    nash, kalai = solution_forecasts(unit_pie(10))
    for found in (nash, kalai):
        (level,) = (values for values in found.values.values())
        np.testing.assert_allclose(level, 5)


# --- what happened --------------------------------------------------------------------------------


def test_a_span_is_all_levels_in_it_and_named_levels_have_places():
    spec = load(BASELINE).scenario
    case = read_case(CASE, spec)
    found = {one.name: one for one in scored_terms(spec, case)}
    np.testing.assert_array_equal(found["lng"].grid[found["lng"].seen], [0, 2, 4, 6, 8, 10])
    assert found["farm_access"].seen.tolist() == [0]
    assert found["auto_tariff"].grid[found["auto_tariff"].seen].tolist() == [15]


def test_the_case_file_is_the_scenarios_own():
    spec = load(BASELINE).scenario
    case = read_case(CASE, spec)
    assert (case.date, case.terms) == (spec.actual.date, spec.actual.terms)
    assert {name: (span.low, span.high) for name, span in case.spans.items()} == {
        name: (span.low, span.high) for name, span in spec.actual.spans.items()
    }
    assert case.bills == {name: part.reported for name, part in spec.carmakers.items() if part.reported}


def test_a_case_file_at_fault_is_told_with_its_key(tmp_path):
    file = tmp_path / "case.yaml"
    file.write_text("date: 2025-07-30\nterms: {auto_tariff: 15}\nspan: {}\n")
    with pytest.raises(UserError, match="span"):
        read_case(file, load(BASELINE).scenario)


def test_a_bill_without_any_answer_is_rate_times_value_of_a_quarter():
    spec = load(BASELINE).scenario
    lines = [line for line in spec.market.cars if (line.brand, line.plant_region) == ("Kia", "KR")]
    value = sum(
        line.us_sales_thousand * 1e3 * line.average_price_thousand_usd * 1e3 * line.customs_value_share_of_price
        for line in lines
    )
    assert unanswered_bill(spec, "kia") == pytest.approx(0.25 * value / 4 * 1420 / 1e9)  # bn KRW


# --- the whole ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def small():
    stands = load(BASELINE)
    return score_scenario((as_known(stands, ON), stands), stands.scenario.actual, ON, (60, 5))


def test_uniform_scores_what_its_grids_say(small):
    uniform = next(one for one in small.forecasts if one.name == "uniform")
    for one in small.outcomes:
        assert uniform.scores[one.name] == pytest.approx(np.log(len(one.seen) / len(one.grid)))


def test_every_rule_speaks_of_every_outcome_and_the_same_seed_says_the_same(small):
    stands = load(BASELINE)
    again = score_scenario((as_known(stands, ON), stands), stands.scenario.actual, ON, (60, 5))
    assert score_data(again) == score_data(small)
    names = [one.name for one in small.forecasts]
    assert names == ["model", "uniform", "peer", "peer, known later", "compromise", "nash", "kalai", "tier"]
    assert all(np.isfinite(list(one.scores.values())).all() for one in small.forecasts)


def test_what_happened_must_lie_after_the_day_of_knowledge():
    stands = load(BASELINE)
    with pytest.raises(UserError, match="was known on"):
        score_scenario((stands, stands), stands.scenario.actual, dt.date(2025, 7, 30), (2, 0))
