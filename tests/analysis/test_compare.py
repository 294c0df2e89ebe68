"""Runs held side by side: means, differences, intervals, effects, worlds moved, and what cannot be compared."""

import re
from decimal import ROUND_HALF_UP, Decimal
from types import SimpleNamespace

import numpy as np
import pyarrow as pa
import pytest
from places import SCENARIOS
from runs import played
from scipy.stats import binomtest, bootstrap, norm

from sim.analysis.bootstrap import mean_intervals
from sim.analysis.compare import (
    LEVEL_AGREED,
    ComparedRun,
    Difference,
    Measure,
    compare,
    differences,
    is_comparable,
    measure_values,
    measures,
)
from sim.core.errors import UserError
from sim.reporting.comparison_text import comparison_lines, comparison_paragraph
from sim.scenario.loading import load

DAY = Measure("day", "days", "", True)
WORTH = Measure("us_worth", "bn", "", False)
FARM = Measure("farm_access", "level", LEVEL_AGREED, True)
CAR = Measure("auto_tariff", "percent", LEVEL_AGREED, True)
NAN = float("nan")


@pytest.fixture(scope="module")
def baseline():
    return load(SCENARIOS / "baseline.yaml").scenario


@pytest.fixture
def side(baseline):
    """Return a way to make a run by hand from columns."""

    def made(name="one", seed=1, scenario=baseline, **columns):
        worlds = len(next(iter(columns.values())))
        return ComparedRun(name, scenario, pa.table({"world": list(range(worlds)), **columns}), seed)

    return made


def changed(scenario, **issues):
    """Return a scenario with issues changed; None takes one away."""
    parts = dict(scenario.issues)
    for name, update in issues.items():
        part = parts.pop(name)
        if update is not None:
            parts[name] = part.model_copy(update=update)
    return scenario.model_copy(update={"issues": parts})


def one(first, second, measure):
    return differences(first, second, [measure])[0]


def by(first, second):
    return {d.measure: d for d in compare(first, second)[second.name]}


# --- by hand --------------------------------------------------------------------------------------


def test_six_worlds_by_hand(side):
    d = one(
        side(day=[10.0, 20.0, 30.0, 40.0, NAN, 60.0]), side(day=[12.0, 20.0, 34.0, 40.0, 50.0, NAN]), DAY
    )  # 2, 0, 4, 0; worlds 4 and 5 have a deal in one only
    assert (d.worlds, d.reference, d.other, d.difference, d.moved) == (4, 25, 26.5, 1.5, 0.5)
    assert d.effect == pytest.approx(1.5 / np.sqrt(11 / 3))  # squares 0.25 + 2.25 + 6.25 + 2.25
    assert not d.excludes_zero
    assert (d.low, d.high, d.few) == (None, None, True)  # four worlds tell nothing of others


def test_the_same_worlds_ten_times_have_an_interval(side):
    d = one(side(day=[10.0, 20.0, 30.0, 40.0] * 10), side(day=[12.0, 20.0, 34.0, 40.0] * 10), DAY)
    assert (d.worlds, d.difference, d.moved, d.few) == (40, 1.5, 0.5, False)
    half = 1.96 * np.sqrt(11 / 4 / 40)  # squares as above
    assert (d.low, d.high) == (pytest.approx(1.5 - half, abs=0.1), pytest.approx(1.5 + half, abs=0.1))
    assert d.excludes_zero


@pytest.mark.parametrize(
    ("worlds", "differ", "few"), [(29, 20, True), (30, 20, False), (400, 5, True), (400, 6, False)]
)
def test_under_thirty_worlds_or_six_that_differ_there_is_no_interval_and_no_star(side, worlds, differ, few):
    d = one(side(day=[1.0] * worlds), side(day=[9.0] * differ + [1.0] * (worlds - differ)), DAY)
    assert (d.few, d.low is None, d.high is None) == (few, few, few)
    line = comparison_lines("one", "two", [d])[1]
    assert ("]*" in line, "?" in line) == (not few, few)
    # 5 one way of 5 that differ: an exact test of signs has p = 2 / 2^5 = .0625, 6 of 6 .03125
    assert (binomtest(min(differ, 6), min(differ, 6)).pvalue < 0.05) == (differ >= 6)


def test_where_nothing_differs_nothing_is_in_doubt(side):
    d = one(side(day=[1.0] * 40), side(day=[1.0] * 40), DAY)
    assert (d.low, d.high, d.few) == (0, 0, False)


def test_no_deal_is_worth_nothing(side):
    before, after = side(us_value_fixed=[2.0, None, 4.0]), side(us_value_fixed=[None, 3.0, 4.0])
    assert measure_values(before, WORTH).tolist() == [2, 0, 4]
    assert (one(before, after, WORTH).worlds, one(before, after, WORTH).difference) == (3, pytest.approx(1 / 3))


def test_named_levels_count_up_from_0(side):
    held = measure_values(side(farm_access=["none", "partial", "full", None]), FARM)
    assert held[:3].tolist() == [0, 1, 2]
    assert np.isnan(held[3])


def test_flags_are_shares(side):
    d = one(side(agreed=[True] * 4), side(agreed=[True, False, False, True]), Measure("agreed", "", "", False))
    assert (d.reference, d.other, d.difference, d.moved) == (1, 0.5, -0.5, 0.5)


def test_a_column_without_a_number_is_none(side):
    d = one(side(day=[NAN, NAN]), side(day=[1.0, 2.0]), DAY)
    assert (d.worlds, d.difference, d.low, d.high, d.effect, d.moved, d.excludes_zero) == (0, *[None] * 5, False)


def test_one_world_has_no_interval(side):
    d = one(side(day=[1.0, NAN]), side(day=[3.0, 2.0]), DAY)
    assert (d.worlds, d.difference, d.low, d.high, d.excludes_zero) == (1, 2, None, None, False)


def test_the_same_step_in_all_worlds_has_no_effect_in_deviations(side):
    d = one(side(day=[1.0, 2.0, 3.0] * 10), side(day=[2.0, 3.0, 4.0] * 10), DAY)
    assert (d.difference, d.low, d.high, d.effect, d.excludes_zero) == (1, 1, 1, None, True)
    assert "      -     100%" in comparison_lines("one", "two", [d])[1]


def test_a_last_bit_is_no_difference(side):
    d = one(side(day=[0.3, 1.0]), side(day=[0.1 + 0.2, 1.0]), DAY)
    assert (d.difference, d.effect, d.moved, d.excludes_zero) == (0, 0, 0, False)


# --- intervals ------------------------------------------------------------------------------------


def drawn(worlds, mean):
    return np.random.default_rng(7).normal(mean, 1, worlds)


def test_the_interval_is_that_of_normal_numbers():
    held = drawn(2000, 0.1)[:, None]
    ((low, high),) = mean_intervals(held, np.isfinite(held))
    wide = norm.ppf(0.975) * held.std(ddof=1) / np.sqrt(2000)
    assert [low, high] == pytest.approx([held.mean() - wide, held.mean() + wide], abs=0.12 * wide)


def test_the_interval_is_that_of_scipy():
    held = drawn(40, 0.5) ** 3
    found = bootstrap((held,), np.mean, method="percentile", n_resamples=9999, rng=np.random.default_rng(1))
    ((low, high),) = mean_intervals(held[:, None], np.ones((40, 1), dtype=bool))
    span = found.confidence_interval
    assert [low, high] == pytest.approx([span.low, span.high], abs=0.1 * (span.high - span.low))


def test_the_interval_of_some_worlds_is_near_that_of_these_alone():
    held = drawn(4000, 0.1)[:, None]
    known = (np.arange(4000) % 2 == 0)[:, None]
    some, alone = mean_intervals(held, known), mean_intervals(held[::2], known[::2])
    assert np.ravel(some) == pytest.approx(np.ravel(alone), abs=0.006)


def test_the_same_twice_bit_for_bit_and_swapped_with_the_other_sign(side):
    before, after = side(day=drawn(50, 0)), side("two", day=drawn(51, 1)[1:])
    there, back = one(before, after, DAY), one(after, before, DAY)
    assert there == one(before, after, DAY)
    assert (there.difference, there.effect, there.moved) == (-back.difference, -back.effect, back.moved)
    assert (there.low, there.high) == pytest.approx((-back.high, -back.low))


# --- runs -----------------------------------------------------------------------------------------


def test_a_run_differs_nowhere_from_itself():
    run = ComparedRun.of(played("baseline"))
    for d in by(run, ComparedRun("again", run.scenario, run.table, run.seed)).values():
        assert (d.difference, d.low, d.high, d.effect, d.moved, d.excludes_zero) == (0, 0, 0, 0, 0, False)


def test_deals_are_compared_where_both_deal():
    before, after = played("baseline"), played("no_election")
    found = {d.measure: d for d in compare(before, after)["no_election"]}
    both = [run.worlds.column("agreed").to_numpy(zero_copy_only=False) for run in (before, after)]
    assert found["agreed"].worlds == found["us_worth"].worlds == 2000
    for name in ("day", "auto_tariff", "farm_access", "us_value_fixed", "us_share"):
        assert found[name].worlds == (both[0] & both[1]).sum()
    assert found["agreed"].difference == pytest.approx(both[1].mean() - both[0].mean())


def test_an_issue_on_the_table_in_one_is_compared_whichever_comes_first():
    gladly = "issues.defence_cost.flows.pledge.gain=2"  # as stated, hardly a deal uses the issue
    runs = played("baseline", worlds=200), played("bundled_defence", gladly, worlds=200)
    plain, bundled = map(ComparedRun.of, runs)
    there, back = by(plain, bundled)["defence_cost"], by(bundled, plain)["defence_cost"]
    assert there.reference == 0 < there.other
    assert there.difference == -back.difference


def test_an_issue_or_a_carmaker_that_one_lacks_is_not_compared(baseline):
    run = ComparedRun.of(played("baseline", worlds=50))
    left = {name: part for name, part in baseline.carmakers.items() if name != "kia"}
    scenario = changed(baseline, lng=None).model_copy(update={"carmakers": left})
    less = ComparedRun("less", scenario, run.table.drop_columns(["lng", "kia_profit_change"]), 1)
    for found in (by(run, less), by(less, run)):
        assert {name for name, d in found.items() if d.difference is None} == {"lng", "kia_profit_change"}
        assert "lng" not in comparison_paragraph("a", "b", list(found.values()))


@pytest.mark.parametrize(
    ("measure", "update"),
    [
        (CAR, {"auto_tariff": {"unit": "share"}}),
        (FARM, {"farm_access": {"levels": ["none", "full"]}}),
        (FARM, {"farm_access": {"levels": [0.0, 1.0]}}),
    ],
)
def test_what_means_another_thing_is_not_compared(side, baseline, measure, update):
    other = changed(baseline, **update)
    assert is_comparable(baseline, baseline, measure)
    assert not is_comparable(baseline, other, measure)
    held = {measure.name: ["none", "full"] if measure is FARM else [15.0, 25.0]}
    assert one(side(**held), side(scenario=other, **held), measure).difference is None


def test_values_at_other_reference_weights_are_not_compared(side, baseline):
    weights = baseline.reference_weights.model_copy(update={"us": {"headline": 9.0}})
    other = baseline.model_copy(update={"reference_weights": weights})
    assert one(side(us_value_fixed=[1.0]), side(scenario=other, us_value_fixed=[2.0]), WORTH).difference is None


def test_numeric_levels_may_differ(baseline):
    assert is_comparable(baseline, changed(baseline, auto_tariff={"levels": [25.0, 15.0]}), CAR)


def test_every_measure_is_named_once_with_its_unit(baseline):
    names = [m.name for m in measures(baseline, baseline)]
    assert len(set(names)) == len(names)
    assert all(m.unit for m in measures(baseline))


# --- refused --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("other", "message"),
    [
        (("two", 2, [1.0, 2.0]), "two has seed 2 and one 1: their random draws differ, .* with the same --seed"),
        (("two", 1, [1.0]), "two and one do not hold the same worlds. Play both"),
        (("one", 1, [1.0, 2.0]), "each with a name of its own; found one, one"),
    ],
)
def test_runs_that_cannot_be_paired_are_refused(side, other, message):
    name, seed, day = other
    with pytest.raises(UserError, match=message) as wrong:
        compare(side(day=[1.0, 2.0]), side(name, seed, day=day))
    assert "\n" not in str(wrong.value)


def test_other_worlds_of_the_same_number_are_refused(side):
    held = side("two", day=[1.0, 2.0])
    moved = ComparedRun("two", held.scenario, held.table.set_column(0, "world", pa.array([2, 3])), 1)
    with pytest.raises(UserError, match="do not hold the same worlds"):
        compare(side(day=[1.0, 2.0]), moved)


def test_a_single_run_is_refused(side):
    with pytest.raises(UserError, match=r"two runs or more.*found one"):
        compare(side(day=[1.0]))
    with pytest.raises(UserError, match="found none"):
        compare()


# --- words ----------------------------------------------------------------------------------------


def shown(found):
    """Return every number that the table, its shares in percent and its counts hold, as text."""
    numbers = set()
    for d in found:
        numbers |= {f"{d.worlds:,}", f"{d.moved:.0%}", f"{100 * d.difference:+.1f}", f"{d.difference:+.2f}"}
        numbers |= {f"{abs(d.difference):.1f}", f"{d.difference:+.1f}", f"{abs(d.difference):.2f}"}
        numbers |= {by_hand(v, "") + "%" for v in (d.reference, d.other)}
        numbers |= {by_hand(v, "+") for v in (d.difference, d.low, d.high) if v is not None}
    return numbers


def by_hand(share, sign):
    """Return a share in percent with one decimal place, halves away from 0."""
    percent = Decimal(repr(share)) * 100
    return f"{percent.quantize(Decimal('.1'), ROUND_HALF_UP):{sign}}"


@pytest.mark.parametrize("name", ["no_election", "no_japan", "bundled_defence", "early_japan"])
def test_every_number_of_the_paragraph_is_of_the_table(name):
    found = compare(played("baseline"), played(name))[name]
    said = comparison_paragraph("baseline", name, found).replace("95 % interval", "interval")
    numbers = re.findall(r"[-+]?\d[\d,]*(?:\.\d+)?%?", said.replace("no deal as 0,", ""))
    assert len(numbers) >= 9
    assert [n for n in numbers if n not in shown(found)] == []


def test_what_is_not_clear_is_not_told_as_a_difference():
    found = compare(played("baseline", worlds=200), played("early_japan", worlds=200))["early_japan"]
    held = {d.measure: d for d in found}
    said = comparison_paragraph("baseline", "early_japan", found)
    assert not any(held[name].excludes_zero for name in ("agreed", "day", "us_worth", "korea_worth"))
    assert held["investment"].excludes_zero
    assert said.count("about as much") == sum(
        not held[f"{s}_{k}"].excludes_zero for s in NAMES for k in ("value_fixed", "worth")
    )
    assert "not clearly different" in said
    assert "its day does not clearly move" in said
    assert ("Carmakers' profits do not clearly change." in said) == (not held["hyundai_profit_change"].excludes_zero)
    terms = said.split("Terms that clearly move: ")[1].split(". ")[0]
    assert all((d.measure.replace("_", " ") in terms) == d.excludes_zero for d in found if d.meaning == LEVEL_AGREED)


NAMES = ("us", "korea")


def test_the_table_stars_what_is_clear_and_keeps_its_columns():
    found = compare(played("baseline"), played("no_election"))["no_election"]
    table = comparison_lines("baseline", "no_election_under_a_name_without_end", found)
    for d, line in zip(found, table[1:], strict=True):
        assert line.startswith(d.measure)
        assert ("]*" in line) == d.excludes_zero
        assert line.endswith(d.unit)
    assert "no_election_..ithout_end" in table[0]


@pytest.mark.parametrize(
    ("low", "high", "leaves_out"), [(0.5, 1.0, True), (-2.0, -1.0, True), (-1.0, 1.0, False), (0.0, 1.0, False)]
)
def test_an_interval_leaves_out_nought_on_either_side_of_it(low, high, leaves_out):
    found = Difference("day", "days", "day of signature", 10, 1.0, 1.0, 0.0, low, high, None, None)
    assert found.excludes_zero == leaves_out


def test_no_deal_counts_as_nought_in_what_a_run_is_worth_and_not_at_all_in_what_deals_are():
    side = SimpleNamespace(table=pa.table({"us_value_fixed": pa.array([3.0, None, -1.0])}))
    worth, value = (
        Measure(f"us_{name}", "bn USD a year", "", name == "value_fixed") for name in ("worth", "value_fixed")
    )
    np.testing.assert_array_equal(measure_values(side, worth), [3.0, 0.0, -1.0])
    np.testing.assert_array_equal(measure_values(side, value), [3.0, np.nan, -1.0])
