"""Patterns are measured on a run, not asserted: known cases worked by hand, and the baseline."""

import json
from dataclasses import replace
from functools import cache
from math import exp, sqrt
from types import SimpleNamespace

import numpy as np
import pyarrow as pa
import pytest
from places import SCENARIOS
from runs import played

from sim.analysis import exact_intervals as intervals
from sim.analysis.bootstrap import ratio_interval
from sim.analysis.validation.patterns import (
    Pattern,
    actual_share,
    bills,
    extension,
    terms,
    timing,
)
from sim.analysis.validation.patterns import audience_cost as dearer
from sim.analysis.validation.patterns.burst import late_share
from sim.analysis.validation.patterns.registry import measure_patterns
from sim.bargaining.agenda import Agenda, Issue
from sim.model.talks import Talks
from sim.reporting.pattern_text import pattern_line, pattern_lines
from sim.reporting.words import SAMPLING_NOTE
from sim.runs.outcome_table import outcome_rows
from sim.runs.run import play as play_on
from sim.scenario.loading import load

NAN = float("nan")
VOTE = 55  # 3 June 2025
NUMBERS = [1, 2, 3, 3, 4, 4, 5, 5, 6, 7, 8, 9, 10, 11]


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
    assert [p.number for p in baseline() if not p.ok] == [9]  # hardly anybody signs before the vote at any cost


def test_only_the_deadline_is_put_in():
    assert {p.number for p in baseline() if p.put_in} == {4}
    assert "put in" in pattern_line(next(p for p in baseline() if p.put_in))
    *_, counted, last, note = pattern_lines(baseline(), played("baseline"))
    assert counted == "11 of 12 within their ranges"
    assert last == "4 follows from what is put in, and is no test: not counted"
    assert note == SAMPLING_NOTE


def test_every_interval_holds_its_value():
    assert all(p.low95 <= p.value <= p.high95 for p in baseline() if p.low95 is not None)
    assert [p.number for p in baseline() if p.low95 is None] == [9, 11]  # no value; a p-value has none


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
    assert [(p.value, p.name) for p in gone] == [(None, "no election in this scenario")] * 4
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
    np.testing.assert_array_equal(extension.unsigned_at_deadline(moved, lapsed, first, 0, 90), [0, 1, 1, 1, 1, 0, 0])
    np.testing.assert_array_equal(extension.unsigned_at_deadline(moved, lapsed, first, 1, 114), [0, 0, 0, 1, 1, 0, 0])


def test_who_meets_a_deadline_agrees_with_the_diary():
    model = Talks(load(SCENARIOS / "baseline.yaml").scenario, 300, 1)
    while model.running:
        model.step()
    table, log = outcome_rows(model.state), model.state.records.log
    outcome = replace(played("baseline", worlds=2), worlds=table)
    model.release()
    for before, day in enumerate((90, 114)):
        moved, among = extension.extended_among([outcome], before)
        pattern = extension.extension_pattern(outcome, before, moved, among, (0, 1))
        told = {kind: [e for e in log if e["kind"] == kind and e["day"] == day] for kind in ("extension", "lapse")}
        assert pattern.worlds == len(told["extension"]) + len(told["lapse"]) > 0
        assert pattern.value == pytest.approx(len(told["extension"]) / pattern.worlds)


MET = {"extensions": [0, 1, 1, 2], "lapsed": [True, True, True, False], "first_signature": [None] * 4}


def many(of, times):
    """Return columns with each row so many times."""
    return {name: list(held) * times for name, held in of.items()}


def test_the_second_extension_is_held_against_the_first():
    first, second = extension.extension_patterns(made(**many(MET, 10)), iter([]))  # 30 come to the second deadline
    assert (first.value, second.value, second.high) == (0.75, pytest.approx(1 / 3), 0.75)
    assert second.ok
    more = {"extensions": [0, 2], "lapsed": [True, False], "first_signature": [None, None]}
    first, second = extension.extension_patterns(made(**many(more, 30)), iter([]))
    assert (first.value, second.value, second.ok) == (0.5, 1.0, False)  # as sure again: it fails


def test_further_worlds_are_played_until_thirty_come_to_the_second_deadline():
    blocks = iter([made(**many(MET, 4)) for _ in range(5)])
    first, second = extension.extension_patterns(made(**MET), blocks)
    assert (first.worlds, second.worlds) == (4, 3 + 3 * 12)  # blocks of twelve: 3, 15, 27, 39
    assert second.value == pytest.approx(1 / 3)
    assert len(list(blocks)) == 2  # not asked for


def test_where_too_few_ever_come_the_second_measure_is_null_and_says_why():
    _, second = extension.extension_patterns(made(**MET), iter([made(**MET)] * 3))
    assert (second.value, second.ok, second.put_in) == (None, False, True)
    assert second.name == "fewer than 30 of 16 worlds come to the second deadline"


def test_blocks_besides_follow_the_run_and_hold_other_worlds():
    outcome = played("baseline", worlds=25)
    block = next(extension.more_blocks(outcome))
    assert block.worlds.column("world").to_pylist() == list(range(25, 25 + 250))
    again = play_on(outcome.loaded, replace(outcome.settings, worlds=275)).worlds.slice(25)
    assert block.column("extensions").tolist() == again.column("extensions").to_pylist()


def test_without_extensions_there_is_no_share_extended():
    found = extension.extensions(played("no_extension", worlds=30))
    assert [p.value for p in found] == [None, None]
    assert found[0].name == "no first extension in this scenario"


def test_the_real_division_must_lie_within_four_fifths_of_those_of_the_deals():
    table = made(us_share=[*np.linspace(0.2, 0.7, 11), None])  # the 80 % band is .25 to .65
    for shares, ok in (([0.3, 0.5, 0.6], True), ([0.1, 0.2, 0.9], False), ([0.66, 0.7, NAN], False)):
        (found,) = actual_share.surplus_pattern(table, np.array(shares))
        assert (found.low, found.high) == (pytest.approx(0.25), pytest.approx(0.65))
        assert found.value == pytest.approx(np.nanmedian(shares))
        assert (found.ok, found.worlds) == (ok, int(np.isfinite(shares).sum()))


def test_without_actual_terms_there_is_no_real_division():
    (found,) = actual_share.surplus(played("baseline", "actual=null", worlds=2))
    assert (found.value, found.ok) == (None, False)


def test_the_real_division_by_hand():
    """Three issues of two levels; the second is left open by the terms and stays as signed."""
    agenda = Agenda(tuple(Issue(name, "level", ("no", "yes"), 0, 0) for name in ("a", "b", "c")))
    party_a = np.array([[[0.0, 5.0], [0.0, 1.0], [0.0, 2.0]]] * 3)
    party_b = np.array([[[0.0, -1.0], [0.0, 2.0], [0.0, 4.0]]] * 3)
    ledger = SimpleNamespace(
        agreed=np.array([True, False, True]),
        package=np.array([[0, 1, 0], [0, 0, 0], [1, 0, 0]]),
        tables={"party_a": party_a, "party_b": party_b},
        measures={"party_a_reserve": np.array([2.0, 0, 1.0]), "party_b_reserve": np.array([1.0, 0, -1.0])},
    )
    state = SimpleNamespace(main=SimpleNamespace(ledger=ledger, agenda=agenda), setting=SimpleNamespace(worlds=3))
    actual = SimpleNamespace(terms={"a": "yes", "c": "yes", "d": "yes"})
    found = actual_share.shares_where_signed(state, actual)
    # gains: U.S. 5 + 1 + 2 - 2 = 6 and 5 + 2 - 1 = 6; Korea -1 + 2 + 4 - 1 = 4 and -1 + 4 + 1 = 4
    np.testing.assert_allclose(found, [0.6, NAN, 0.6])


def test_signing_the_real_terms_everywhere_gives_their_own_share():
    rest = "reciprocal_tariff: null, shipbuilding: null, investment: null, farm_access: null"
    outcome = played(
        "baseline", f"actual.terms={{auto_tariff: 15, {rest}}}", "issues.auto_tariff.levels=[25, 15]", worlds=60
    )
    shares, own = actual_share.actual_shares(outcome), outcome.column("us_share")
    same = np.array([level == 15 for level in outcome.worlds.column("auto_tariff").to_pylist()])
    assert same.sum() > 10
    np.testing.assert_allclose(shares[same], own[same], rtol=1e-12)


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


EARLY, LATE = 50, 90  # days before and after the vote


@pytest.mark.parametrize(
    ("free", "dear", "value", "ok"),
    [
        ([EARLY] * 9 + [LATE] * 3, [EARLY] * 3 + [LATE] * 9, -0.5, True),  # six fewer of twelve
        ([EARLY] * 6 + [LATE] * 6, [EARLY] * 3 + [LATE] * 6 + [EARLY] * 3, 0.0, False),  # three fewer, three more
        ([EARLY] * 9 + [LATE] * 3, [EARLY] * 4 + [LATE] * 8, None, False),  # five differ: a sign proves nothing
    ],
)
def test_fewer_early_deals_are_told_from_two_tables(free, dear, value, ok):
    found = dearer.cost_pattern(made(first_signature=free), made(first_signature=dear), VOTE)
    assert (found.value, found.ok) == (value, ok)


def test_the_variants_are_the_early_deadline_without_the_cost_and_with_it():
    free, dear = dearer.variants(load(SCENARIOS / "baseline.yaml"))
    early = load(SCENARIOS / "early_deadline.yaml").scenario
    assert dear.scenario.model_copy(update={"question": ""}) == early.model_copy(update={"question": ""})
    cost = free.scenario.party_b.governments["caretaker"].audience_cost
    assert (cost.value, cost.span) == (0, (0, 0))
    assert free.scenario.calendar == dear.scenario.calendar


def test_who_signs_before_the_vote_is_known_before_the_run_is_over():
    outcome = played("baseline", "korea.governments.caretaker.audience_cost={triangular: [0, 1, 2]}", worlds=80)
    short = dearer.play_with_and_without_cost(outcome)
    whole = [play_on(part, outcome.settings) for part in dearer.variants(outcome.loaded)]
    assert dearer.signature_patterns(short, VOTE) == [dearer.cost_pattern(*whole, VOTE)]
    assert whole[0].column("reopened").sum() > 0  # a deal that is voided later counts too
    assert len(short[0].series["talking"]) < len(whole[0].series["talking"])


def test_without_an_audience_cost_there_is_nothing_to_take_away():
    free = load(SCENARIOS / "baseline.yaml", ["korea.governments.caretaker.audience_cost=0"])
    assert dearer.variants(free) == "no audience cost in this scenario"


# --- the carmakers' bills ---------------------------------------------------------------------


@pytest.mark.parametrize(("reported", "expected"), [(800.0, 0.8), (-1.0, 0.0), (2000.0, 1.0), (100.0, 0.1)])
def test_a_pit_is_the_share_of_worlds_that_pay_less(reported, expected):
    assert bills.pit(np.linspace(0, 1000, 1001), reported) == pytest.approx(expected, abs=1e-3)


def test_worlds_that_pay_as_much_count_by_half():
    assert bills.pit(np.array([1.0, 2.0, 2.0, 3.0]), 2.0) == 0.5


@pytest.mark.parametrize(
    ("pits", "p_value"),
    [
        ([0.5], 1.0),  # one value: p = 2 (1 - D), D the larger of PIT and 1 - PIT
        ([0.96], 2 * (1 - 0.96)),
        ([0.9, 0.9], 2 * (1 - 0.9) ** 2),  # two: P(D >= d) = 2 (1 - d)^2 from d = 1/2 on
        ([0.25, 0.75], 1.0),  # D = 1/4, the least there can be
    ],
)
def test_the_test_of_few_pits_is_exact(pits, p_value):
    assert bills.uniform_p_value(pits) == pytest.approx(p_value, abs=1e-9)


@pytest.mark.parametrize(("own", "ok"), [(480.0, True), (990.0, False)])
def test_bills_pass_where_their_pits_may_be_uniform_and_fail_where_not(own, ok):
    paid = np.linspace(0, 1000, 1001)
    makers = {"a": {"2025q2": own}, "b": {"2025q2": 960.0 if not ok else 700.0}}
    books = pa.table({
        "maker": ["a"] * 1001 + ["b"] * 1001, "quarter": ["2025q2"] * 2002,
        "duty_won": np.r_[paid, paid], "other_duty_won": np.zeros(2002),
    })  # fmt: skip
    plain = played("baseline", worlds=2)
    parts = {name: SimpleNamespace(reported=held) for name, held in makers.items()}
    spec = SimpleNamespace(carmakers=parts, makers=parts, industry=plain.loaded.scenario.industry)
    table = SimpleNamespace(
        loaded=SimpleNamespace(scenario=spec), accounts=books, settings=SimpleNamespace(worlds=1001)
    )
    (found,) = bills.tariff_bills(table)
    assert (found.ok, found.worlds) == (ok, 1001)
    assert found.detail.startswith(f"a 2025q2 0.{'480' if ok else '990'}, b 2025q2 0.")


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
    assert [p.value for p in found] == [None]
    assert found[0].name == "the accounts do not cover 2025q2 of hyundai, 2025q2 of kia"
