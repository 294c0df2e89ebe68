"""Whether a deal enforces itself: Fearon's bound, a repeated game played out, and reviews in the talks."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from runs import played
from views import read_only

from sim.model.enforcement import is_review_day
from sim.politics.enforcement import critical_discount_factor, discount_factor, given_and_got
from sim.runs.summary import float_column


def one(x):
    return np.array([float(x)])


@pytest.mark.parametrize(
    ("breach", "broken", "deal", "expected"),
    [(3, 0, 1, 2 / 3), (3, 0, 3, 0), (5, 1, 2, 3 / 4), (4, 1, 1, 1), (4, 2, 1, 1.5)],
)
def test_the_bound_is_what_is_given_over_what_is_got(breach, broken, deal, expected):
    """Fearon (1998), THEORY A10': d >= (G - x) / (G - s)."""
    np.testing.assert_allclose(critical_discount_factor(one(breach - deal), one(breach - broken)), [expected])


def test_who_gives_nothing_needs_no_patience_and_who_gets_nothing_has_never_enough():
    np.testing.assert_array_equal(
        critical_discount_factor(np.array([0.0, 0.0, 2.0, 0.2]), np.array([0.0, 3.0, 0.0, 0.5])), [0, 0, np.inf, 0.4]
    )


@given(deal=st.floats(0.1, 5), more=st.floats(0.1, 5), delta=st.floats(0.05, 0.95))
@settings(deadline=None, max_examples=60)
def test_keeping_pays_exactly_from_the_bound_on_when_the_game_is_played_out(deal, more, delta):
    periods = 2000
    keep = sum(deal * delta**t for t in range(periods))
    breach = deal + more  # and nothing for ever after
    bound = critical_discount_factor(one(more), one(breach))[0]
    if abs(delta - bound) > 1e-6:
        assert (keep >= breach) == (delta >= bound)


def test_what_a_party_gives_and_gets_is_told_issue_by_issue_against_no_deal():
    table = np.array([[[0.0, 2.0, 5.0], [0.0, -1.0, -3.0], [1.0, 4.0, 4.0]]])
    package, idle = np.array([[2, 2, 0]]), np.array([[0, 0, 1]])
    read_only(table, package, idle)
    given_, got = given_and_got(table, package, idle, np.array([0]))
    np.testing.assert_allclose([given_[0], got[0]], [3 + 3, 5])


def test_who_gives_little_and_gets_nothing_has_never_enough_patience_either():
    np.testing.assert_array_equal(critical_discount_factor(np.array([0.25, 1e-9]), np.zeros(2)), [np.inf, np.inf])


def test_the_longer_the_answer_and_the_more_impatient_the_less_the_future_counts():
    assert discount_factor(one(0.3), one(365)) == pytest.approx(np.exp(-0.3))
    assert discount_factor(one(0), one(1000)) == 1
    assert (
        discount_factor(one(0.2), one(100)) > discount_factor(one(0.2), one(200)) > discount_factor(one(0.4), one(200))
    )


def test_deals_are_looked_at_every_so_many_days_until_the_reporting_horizon():
    assert [day for day in range(200) if is_review_day(day, until=110, every=30, talks=15)] == [45, 75, 105]


# --- in the talks ---------------------------------------------------------------------------------

CALM = "industry.lobby={value: 0, range: [0, 2], source: counterfactual}"  # reviews leave pressure out of the tables


def reviewed(days, worlds=400):
    """Return talks in which a breach is answered after so many days on either side, without pressure."""
    return played("weak_enforcement", CALM, *(f"enforcement.answer.{s}={days}" for s in ("us", "korea")), worlds=worlds)


def test_an_answer_at_once_makes_every_deal_keep_itself_bit_for_bit():
    """Where the tables are those of the signature: what was worth signing gives less than it gets."""
    plain, sure = played("baseline", CALM, worlds=400), reviewed(0)
    signed = float_column(sure.worlds, "agreed") > 0
    assert signed.sum() > 200
    for side in ("us", "korea"):
        assert (float_column(sure.worlds, f"{side}_patience_needed")[signed] <= 1).all()
    for column in plain.worlds.column_names:
        assert plain.worlds.column(column).equals(sure.worlds.column(column)), column


def test_the_slower_the_answer_the_more_deals_are_broken_and_only_those_that_need_more_patience():
    plain, runs = played("baseline", CALM, worlds=400).worlds, [reviewed(days) for days in (180, 900)]
    assert float_column(runs[0].worlds, "reopened").mean() < float_column(runs[1].worlds, "reopened").mean()
    day, until = float_column(plain, "day"), runs[0].calendar.day_number(runs[0].loaded.scenario.enforcement.until)
    looked = (float_column(plain, "ratified") > 0) & (float_column(plain, "reopened") == 0) & (day < until - 150)
    for run, days in zip(runs, (180.0, 900.0), strict=True):
        temptation = [
            float_column(plain, f"{side}_patience_needed")
            - discount_factor(float_column(run.worlds, f"enforcement.impatience.{side}"), np.full(400, days))
            for side in ("us", "korea")
        ]
        broken, most = float_column(run.worlds, "reopened") > 0, np.maximum(*temptation)
        content, tempted = looked & (most < 0), looked & (most > 0)
        assert content.sum() > 30
        assert not broken[content].any()
    assert tempted.sum() > 100
    assert broken[tempted].mean() > 1 - 2**-4  # four looks or more, at a chance of one half each


def test_what_was_worth_signing_under_the_pressure_of_carmakers_alone_may_be_broken_by_korea():
    """Once a deal is in force they press no more."""
    at_once = [f"enforcement.answer.{side}=0" for side in ("us", "korea")]
    told = played("weak_enforcement", *at_once, worlds=60, told=60).log
    assert {entry["side"] for entry in told if entry["kind"] == "breach"} == {"party_b"}


def test_a_broken_deal_is_told_with_the_side_that_broke_it_and_the_talks_go_on():
    outcome = played("weak_enforcement", "enforcement.answer.us=900", "enforcement.breach=1", worlds=60)
    told = [entry for entry in outcome.log if entry["kind"] == "breach"]
    assert told
    assert {entry["side"] for entry in told} <= {"party_a", "party_b"}
    for entry in told:
        row = outcome.worlds.slice(entry["world"], 1).to_pylist()[0]
        assert row["reopened"]
        assert row["day"] is None or row["day"] > entry["day"]
