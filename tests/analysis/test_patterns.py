"""Patterns are measured on a run, not asserted: known cases worked by hand, and the baseline."""

import json
from dataclasses import replace
from functools import cache
from math import exp, sqrt

import numpy as np
import pyarrow as pa
import pytest
from places import SCENARIOS
from runs import played

from sim.analysis.bootstrap import ratio_interval
from sim.analysis.validation.patterns import Pattern, bills, intervals, measure_patterns, terms, timing
from sim.analysis.validation.patterns import audience_cost as dearer
from sim.analysis.validation.patterns.burst import late_share
from sim.model.talks import Talks
from sim.reporting.pattern_text import pattern_line
from sim.runs.outcome_table import outcome_rows
from sim.runs.run import play as play_on
from sim.scenario.loading import load
from sim.scenario.schema.quantity import Quantity

NAN = float("nan")
VOTE = 55  # 3 June 2025
NUMBERS = [1, 2, 3, 3, 4, 4, 5, 5, 6, 7, 8, 9, 9, 10, 11, 11]


@cache
def baseline():
    """Return the patterns of the baseline, measured once."""
    return measure_patterns(played("baseline"))


def made(name="baseline", **columns):
    """Return an outcome whose rows are a table made by hand."""
    return replace(played(name, worlds=2), worlds=pa.table(columns))


# --- the baseline -----------------------------------------------------------------------------


def test_the_baseline_shows_the_patterns_but_one():
    assert [p.number for p in baseline()] == NUMBERS
    assert [p.number for p in baseline() if not p.ok] == [7]


def test_the_us_share_of_the_baseline_lies_just_below_its_range():
    found = next(p for p in baseline() if p.number == 7)
    assert 0.4 < found.value < found.low == 0.45


def test_every_interval_holds_its_value():
    assert all(p.low95 <= p.value <= p.high95 for p in baseline())


def test_patterns_are_plain_json():
    json.dumps([vars(p) for p in baseline()], allow_nan=False)


def test_hardliners_never_sign_and_their_patterns_are_not_ok():
    stiff = played("baseline", "us.tactic={hardliner: {}}", *STIFF, worlds=30)
    assert stiff.column("agreed").sum() == 0
    found = [p for p in measure_patterns(stiff) if p.number in (1, 3, 5, 6, 7, 10)]
    assert [p.value for p in found] == [None] * 8
    assert not any(p.ok for p in found)


STIFF = tuple(
    f"korea.governments.{name}.tactic={{hardliner: {{}}}}"
    for name in ("caretaker", "lee_jae_myung", "kim_moon_soo", "lee_jun_seok")
)


def test_without_an_election_its_patterns_are_null_and_say_why():
    found = measure_patterns(played("no_election", worlds=30))
    gone = [p for p in found if p.number in (2, 3, 9)]
    assert [(p.value, p.name) for p in gone] == [(None, "no election in this scenario")] * 5
    assert [p.number for p in found] == NUMBERS


# --- a pattern --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "low", "high", "ok"),
    [
        (0.5, 0.6, 1.0, False),
        (None, 0.6, 1.0, False),
        (0.6, 0.6, 1.0, True),
        (1.0, 1.0, None, False),  # an open range does not hold its end
        (1.1, 1.0, None, True),
        (0.0, None, 0.0, False),
        (-0.1, None, 0.0, True),
    ],
)
def test_a_pattern_is_within_its_range_or_said_to_fail(value, low, high, ok):
    assert Pattern(1, "x", value, low, high, "", 10).ok is ok


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (Pattern(1, "late", 0.8651, 0.6, 1.0, "", 1735, 0.85, 0.88), "1 0.865 [0.850 to 0.880] 0.60 to 1.00 pass late"),
        (Pattern(3, "rise", 1810.2, 1.0, None, "", 9, 112.6, 28958.0), "3 1,810 [113 to 28,958] above 1.00 pass rise"),
        (Pattern(9, "why not", None, None, 0.0, "", 0), "9 - below 0.00 null why not"),
        (Pattern(7, "share", 0.4, 0.45, 0.8, "", 1), "7 0.400 0.45 to 0.80 FAIL share"),
    ],
)
def test_a_line_tells_value_interval_range_and_verdict(pattern, expected):
    assert " ".join(pattern_line(pattern).split()) == f"{expected} ({pattern.worlds:,} worlds)"


# --- intervals --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hits", "worlds", "expected"),
    [
        (0, 10, (0.0, 1.96**2 / (10 + 1.96**2))),  # with no hits, z²/(n + z²)
        (10, 10, (10 / (10 + 1.96**2), 1.0)),
        (5, 10, (0.5 - 0.26341, 0.5 + 0.26341)),  # half: z/2 / sqrt(n + z²)
        (0, 0, (None, None)),
    ],
)
def test_wilson_matches_values_worked_by_hand(hits, worlds, expected):
    assert intervals.wilson(hits, worlds) == pytest.approx(expected, abs=1e-5)


def test_a_median_lies_between_the_40th_and_61st_of_a_hundred():
    value, around = intervals.quantile(np.r_[np.arange(100, 0, -1.0), NAN], 0.5)
    assert (value, around) == (50.5, (40.0, 61.0))


def test_too_few_worlds_have_no_interval():
    assert intervals.quantile(np.arange(4.0), 0.5) == (1.5, (None, None))
    assert intervals.quantile(np.array([NAN]), 0.5) == (None, (None, None))
    assert ratio_interval(np.array([2.0]), np.ones(1)) == (2.0, (None, None))
    assert ratio_interval(np.zeros(0), np.zeros(0)) == (None, (None, None))


def test_the_bootstrap_is_near_the_normal_interval_and_repeats():
    values = np.r_[np.zeros(400), np.ones(400)]
    value, around = ratio_interval(values, np.ones(800))
    half = 1.96 * 0.5 / sqrt(800)
    assert value == 0.5
    assert around == pytest.approx((0.5 - half, 0.5 + half), abs=0.005)
    assert ratio_interval(values, np.ones(800)) == (value, around)


def test_a_mean_weighs_worlds_by_how_many_figures_they_add():
    assert ratio_interval(np.array([3.0, 1.0]), np.array([2.0, 0.5]))[0] == pytest.approx(1.6)


def test_a_ratio_of_rates_matches_its_value_by_hand():
    ratio, (low, high) = intervals.rate_ratio((7, 100.0), (1, 200.0))
    assert ratio == pytest.approx((7.5 / 100) / (1.5 / 200))  # 10
    factor = exp(1.96 * sqrt(1 / 7.5 + 1 / 1.5))
    assert (low, high) == pytest.approx((10 / factor, 10 * factor))
    assert intervals.rate_ratio((7, 0.0), (1, 200.0))[0] is None
    assert intervals.rate_ratio((0, 100.0), (0, 200.0))[0] is None


# --- measures on tables made by hand ----------------------------------------------------------


def test_deals_in_the_last_ten_days_are_counted_among_deals():
    table = made(days_left=[0, 9, 10, None], agreed=[True, True, True, False])
    found = timing.clustering(table)[0]
    assert (found.value, found.worlds) == (pytest.approx(2 / 3), 3)


def test_a_signature_counts_as_early_in_the_forty_days_before_the_vote():
    table = made(first_signature=[14, 15, 54, 55, None])
    assert timing.caretaker(table)[0].value == pytest.approx(2 / 5)


def test_the_median_deal_must_come_a_month_after_the_vote():
    table = replace(
        made(day=[84, 84, 86, None], first_signature=[84, 84, 86, None]), series={"talking": np.ones((150, 4))}
    )
    middle, rise = timing.after_the_vote(table)
    assert (middle.value, middle.low, middle.ok) == (84, 85, False)
    # early: 2 of 4 x 30 world-days; late: worlds 2 and 3 alone, 2 + 30 days at risk, one signature
    assert rise.value == pytest.approx((1.5 / 32) / (2.5 / 120))


def test_the_hazard_counts_only_worlds_still_talking():
    talking = np.ones((6, 3))
    talking[2:, 1] = 0  # breaks down on day 2
    talking[3:, 0] = 0  # signs on day 3
    first = np.array([3, NAN, NAN])
    assert timing.hazard(talking, first, 1, 3) == (0, 6)
    assert timing.hazard(talking, first, 3, 6) == (1, 4)


def test_who_meets_a_deadline_without_a_deal_by_hand():
    moved = np.array([0, 0, 1, 1, 2, 1, 0.0])
    lapsed = np.array([0, 1, 0, 1, 0, 0, 1.0])
    first = np.array([88, NAN, 100, NAN, 130, 89, 90.0])  # the last two signed in time and were voided later
    np.testing.assert_array_equal(timing.unsigned_at_deadline(moved, lapsed, first, 0, 90), [0, 1, 1, 1, 1, 0, 0])
    np.testing.assert_array_equal(timing.unsigned_at_deadline(moved, lapsed, first, 1, 114), [0, 0, 0, 1, 1, 0, 0])


def test_who_meets_a_deadline_agrees_with_the_diary():
    model = Talks(load(SCENARIOS / "baseline.yaml").scenario, 300, 1)
    while model.running:
        model.step()
    table, log = outcome_rows(model.state), model.state.records.log
    outcome = replace(played("baseline", worlds=2), worlds=table)
    model.release()
    for day, pattern in zip((90, 114), timing.extensions(outcome), strict=True):
        told = {kind: [e for e in log if e["kind"] == kind and e["day"] == day] for kind in ("extension", "lapse")}
        assert pattern.worlds == len(told["extension"]) + len(told["lapse"]) > 0
        assert pattern.value == pytest.approx(len(told["extension"]) / pattern.worlds)


def test_the_second_extension_is_held_against_the_first():
    table = made(extensions=[0, 1, 1, 2], lapsed=[True, True, True, False], first_signature=[None] * 4)
    first, second = timing.extensions(table)
    assert (first.value, second.value, second.high) == (0.75, pytest.approx(1 / 3), 0.75)


def test_without_extensions_there_is_no_share_extended():
    found = timing.extensions(played("no_extension", worlds=30))
    assert [p.value for p in found] == [None, None]
    assert found[0].name == "no first extension in this scenario"


def test_the_us_share_is_the_median_over_deals():
    table = made(us_share=[0.2, 0.6, 0.7, None])
    assert (terms.surplus(table)[0].value, terms.surplus(table)[0].worlds) == (0.6, 3)


def test_cars_at_fifteen_after_a_peer_and_without_one():
    table = made(auto_tariff=[15, 15, 10, 15.0], agreed=[True] * 4, peer_deal=[True, True, True, False])
    assert [p.value for p in terms.precedent(table)] == [pytest.approx(2 / 3), 1]


@pytest.mark.parametrize(
    ("offered", "expected"),
    [
        ([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4], 1.0),  # all of it on the last of ten days
        ([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.2),  # steady: a fifth in the last fifth
        ([0, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4], 0.0),  # all of it at once
        ([np.nan, 0, 0, 0, 0, 0, 0, 0, 0, 3, 4], 1.0),  # the first offer comes late
        ([5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5], np.nan),  # no concession: nothing to share out
    ],
)
def test_the_late_share_matches_values_worked_by_hand(offered, expected):
    series = np.array(offered, dtype=float)[:, None]
    found = late_share(series, np.array([0.0]), np.array([10.0]), np.array([0]))
    np.testing.assert_allclose(found, [expected])


# --- a dearer signature -----------------------------------------------------------------------


def test_fewer_and_better_deals_are_told_from_two_tables():
    base = made(first_signature=[50, 50, 50, 54], day=[50, 50, 100, 54], korea_value_fixed=[1, 2, 9, 5.0])
    dear = made(first_signature=[50, 50, 90, 55], day=[50, 50, 90, 55], korea_value_fixed=[2, 5, 1, 9.0])
    fewer, better = dearer.cost_patterns(base, dear, VOTE)
    assert (fewer.value, fewer.worlds) == (-0.5, 4)  # worlds 2 and 3 no longer sign before the vote
    assert (better.value, better.worlds) == (2, 2)  # worlds 0 and 1: 1 and 3


def test_the_variants_are_the_early_deadline_without_the_cost_and_with_it():
    free, dear = dearer.variants(load(SCENARIOS / "baseline.yaml"))
    early = load(SCENARIOS / "early_deadline.yaml").scenario
    assert dear.scenario.model_copy(update={"question": ""}) == early.model_copy(update={"question": ""})
    cost = free.scenario.korea.governments["caretaker"].audience_cost
    assert (cost.value, cost.span) == (0, (0, 0))
    assert free.scenario.calendar == dear.scenario.calendar


@pytest.mark.parametrize("forming", [{"value": 3}, {"uniform": [40, 90]}])
def test_what_stands_of_before_the_vote_is_known_before_the_run_is_over(forming):
    name = "korea.governments.lee_jae_myung.formation_days"
    setting = f"{name}={json.dumps(forming | {'source': 'assumed'})}"
    outcome = played(
        "baseline", setting, "korea.governments.caretaker.audience_cost={triangular: [0, 1, 2]}", worlds=80
    )
    short = dearer.play_with_and_without_cost(outcome)
    whole = [play_on(part, outcome.settings) for part in dearer.variants(outcome.loaded)]
    assert dearer.signature_patterns(short, VOTE) == dearer.cost_patterns(*whole, VOTE)
    assert whole[0].column("reopened").sum() > 0  # some are voided, the last when the government has formed
    assert len(short[0].series["talking"]) < len(whole[0].series["talking"])


def test_where_a_government_may_take_for_ever_the_run_goes_on_to_its_end():
    spec = load(SCENARIOS / "baseline.yaml").scenario
    assert dearer.day_decided(spec, VOTE) == 55 + 40 + 2
    endless = Quantity(normal={"mean": 30, "sd": 5})
    slow = spec.korea.governments["kim_moon_soo"].model_copy(update={"formation_days": endless})
    governments = {**spec.korea.governments, "kim_moon_soo": slow}
    korea = spec.korea.model_copy(update={"governments": governments})
    assert dearer.day_decided(spec.model_copy(update={"korea": korea}), VOTE) is None


def test_without_an_audience_cost_there_is_nothing_to_take_away():
    free = load(SCENARIOS / "baseline.yaml", ["korea.governments.caretaker.audience_cost=0"])
    assert dearer.variants(free) == "no audience cost in this scenario"


# --- the carmakers' bills ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reported", "expected"),
    [
        (800.0, 0.0),  # inside 100 to 900
        (1000.0, 0.1),
        (80.0, 0.25),
    ],
)
def test_the_distance_to_a_bill_is_a_share_of_it(reported, expected):
    value, around = bills.distance(np.linspace(0, 1000, 1001), reported)
    assert value == pytest.approx(expected)
    assert around[0] <= value <= around[1]


def test_a_bill_is_all_duties_of_the_maker_in_the_quarter_in_won():
    books = pa.table(
        {
            "maker": ["hyundai", "hyundai", "kia"],
            "quarter": ["2025q2", "2025q3", "2025q2"],
            "duty_won": [600.0, 1.0, 2.0],
            "other_duty_won": [30.0, 1.0, 2.0],
        }
    )
    outcome = replace(played("baseline", worlds=2), accounts=books)
    np.testing.assert_array_equal(bills.duties(outcome, "hyundai", "2025q2"), [630])


def test_a_quarter_beyond_the_accounts_is_null_with_the_reason():
    found = bills.tariff_bills(played("baseline", "industry.accounts_until=2025-06-29", worlds=2))
    assert [p.value for p in found] == [None, None]
    assert found[0].name == "the accounts do not cover 2025q2 of hyundai"
