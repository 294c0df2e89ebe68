"""Deals before the vote against deals after it: selection is told apart from what signing early does."""

import json
import re

import numpy as np
import pytest
from places import SCENARIOS
from runs import played

from sim.analysis.before_after_vote import (
    FEWEST,
    Contrast,
    VoteEffect,
    contrasts,
    effective_sample_size,
    overlap_weights,
    same_worlds_difference,
    signed_before_after,
    vote_groups,
    weighted_difference,
)
from sim.analysis.compare import ComparedRun
from sim.analysis.free_signature import costless_signature_settings, play_with_free_signature, shares_signed_before_vote
from sim.analysis.overlap_weights import draw_names
from sim.core.errors import UserError
from sim.reporting.vote_text import contrast_data, contrast_lines, contrast_paragraph
from sim.scenario.loading import load

WORLDS = 20_000
EARLY = "early_deadline_livable"  # in which many sign before the vote, and many after it
GIVEN = 0.5  # what signing early does in the worlds made up here


def made_up(seed=1):
    """Worlds that sign early where x is high; a deal is worth x, and GIVEN more if signed early."""
    chance = np.random.default_rng(seed)
    drawn = chance.normal(size=(WORLDS, 3))
    before = chance.random(WORLDS) < 1 / (1 + np.exp(1 - 1.5 * drawn[:, 0]))
    return drawn, before, drawn[:, 0] + GIVEN * before + 0.1 * chance.normal(size=WORLDS)


def test_what_an_observer_sees_is_selection_too_and_weighting_by_the_draws_takes_it_out():
    drawn, before, worth = made_up()
    raw = weighted_difference(worth, before.astype(float), (~before).astype(float))
    one, other = overlap_weights(drawn, before, ~before)
    alike = weighted_difference(worth, one, other)
    assert raw.difference == pytest.approx(worth[before].mean() - worth[~before].mean())
    assert raw.low > 2 * GIVEN
    assert alike.difference == pytest.approx(GIVEN, abs=0.02)
    assert alike.low < alike.difference < alike.high
    means = [np.average(drawn, axis=0, weights=weight) for weight in (one, other)]
    np.testing.assert_allclose(*means, atol=1e-3)  # what overlap weights promise (Li and others 2018, theorem 3)


def test_each_world_weighs_on_its_own_side_only_and_nobody_without_both():
    drawn, before, _ = made_up()
    one, other = overlap_weights(drawn, before, ~before)
    np.testing.assert_array_equal(one > 0, before)
    np.testing.assert_array_equal(other > 0, ~before)
    nobody = np.zeros(WORLDS, dtype=bool)
    assert not any(weight.any() for weight in overlap_weights(drawn, nobody, ~nobody))


def test_what_is_left_between_the_weighted_means_is_told():
    """Few worlds of many draws keep a gap, as the regression is held back: the largest, by hand, is in the table."""
    side = ComparedRun.of(played(EARLY, worlds=200, seed=3))
    groups = vote_groups(side, side)
    gaps, before = {}, []
    for name in draw_names(side):
        held = side.table.column(name).to_numpy()
        means = [np.average(held, weights=weight) for weight in groups.weights]
        gaps[name] = abs(means[0] - means[1]) / held.std() if held.std() else 0.0
        plain = held[groups.before].mean() - held[groups.after].mean()
        before.append(abs(plain) / held.std() if held.std() else 0.0)
    widest = max(gaps, key=gaps.get)
    assert (groups.gap.largest, groups.gap.draw) == (pytest.approx(gaps[widest]), widest)
    assert groups.gap.largest > 0.01
    assert groups.gap.before == pytest.approx(max(before))
    assert groups.gap.above == sum(gap > 0.1 for gap in gaps.values())
    assert groups.gap.draws == sum(gap > 0 for gap in gaps.values())
    assert f"largest gap left: {gaps[widest]:.2f} standard deviations, before {max(before):.2f})" in "\n".join(
        contrast_lines(contrasts(side, side, groups))
    )


def test_equal_worlds_count_one_each_and_a_heavy_one_counts_alone():
    assert effective_sample_size(np.array([2.0, 2.0, 2.0, 0.0])) == 3
    assert effective_sample_size(np.array([1000.0, 0.001, 0.001])) == pytest.approx(1, abs=1e-5)


def test_differences_within_worlds_are_means_of_known_differences():
    held, then = np.array([1.0, 2.0, 3.0, 9.0]), np.array([2.0, np.nan, 6.0, 18.0])
    found = same_worlds_difference(then, held, np.array([True, True, True, False]))
    assert (found.difference, found.before, found.mean_before, found.mean_after) == (2.0, 2, 4.0, 2.0)
    assert same_worlds_difference(then, held, np.zeros(4, dtype=bool)) == VoteEffect(None, None, None, 0, 0)


@pytest.mark.parametrize(("early", "given"), [(29, False), (30, True)])
def test_of_under_thirty_deals_on_a_side_there_is_no_interval(early, given):
    worth = np.random.default_rng(1).normal(size=200) + 5.0
    before = np.arange(200) < early
    raw = weighted_difference(np.where(before, worth + 9, worth), before.astype(float), (~before).astype(float))
    same = same_worlds_difference(worth, np.zeros(200), before)
    assert raw.difference > 8
    assert [raw.low is not None, same.low is not None] == [given, given]


@pytest.fixture(scope="module")
def found():
    free = costless_signature_settings(load(SCENARIOS / f"{EARLY}.yaml"))
    plain, sure = (ComparedRun.of(played(EARLY, *settings, worlds=1000)) for settings in ([], free))
    return {c.measure: c for c in contrasts(plain, sure)}


def test_early_deals_look_better_for_korea_from_outside_and_are_not_in_the_same_worlds(found):
    """The caretaker's floor lets only good deals through: that is selection, Schelling's gain, and no more."""
    value = found["korea_value_fixed"]
    assert value.raw.low > 0.5
    assert abs(value.same_worlds.difference) < 0.3 < value.raw.difference
    assert min(value.same_worlds.before, value.raw.before) > 100
    assert value.effective < value.raw.before


def test_the_paragraph_says_how_much_a_weighted_mean_rests_on(found):
    said = contrast_paragraph(list(found.values()))
    value = found["korea_value_fixed"]
    assert f"{value.raw.difference:.2f} more to Korea" in said
    assert ("the equivalent of only" in said) == (value.effective < 100)


NOTHING = VoteEffect(None, None, None, 0, 0)


def by_counts(before, after, effective, sooner):
    """Return a contrast of made-up differences, clear of 0 where there are any, by the worlds behind it."""
    raw, alike = (VoteEffect(value, value - 0.5, value + 0.5, before, after) if before else NOTHING for value in (3, 2))
    then = VoteEffect(1, 0.5, 1.5, sooner, sooner) if sooner else NOTHING
    return Contrast("korea_value_fixed", "bn", raw, alike, then, effective)


@pytest.mark.parametrize(
    ("counts", "marks", "said"),
    [
        ((30, 900, 30.0, 30), "***", ("3.00 more", "2.00 more", "only 30 worlds", "1.00 more", "What the first")),
        ((30, 900, 29.9, 0), "*?-", ("3.00 more", "cannot be said: it rests on the equiv", "none of those that")),
        ((29, 900, 29.0, 29), "???", ("29 deals are signed before", "Fewer than 30 in one group", "only 29 of those")),
        ((0, 900, None, 0), "---", ("0 deals are signed before", "Fewer than 30 in one group", "none of those that")),
    ],
)
def test_what_rests_on_few_worlds_is_marked_and_not_told_as_a_difference(counts, marks, said):
    found = by_counts(*counts)
    (line,), paragraph = contrast_lines([found])[1:2], contrast_paragraph([found])
    columns = [line[18 + 27 * k : 18 + 27 * (k + 1)] for k in range(3)]
    assert "".join(column[-1] for column in columns) == marks
    assert all(words in paragraph for words in said)
    assert len(re.findall(r"\d more", paragraph)) == marks.count("*")
    assert ("bn USD a year" in paragraph) == ("*" in marks)
    assert list(contrast_data(found)["few"].values()) == [mark != "*" for mark in marks]
    assert FEWEST == 30


def test_a_scenario_without_a_vote_is_refused():
    with pytest.raises(UserError, match="has no vote"):
        costless_signature_settings(load(SCENARIOS / "no_election.yaml"))


def test_the_answers_are_json(found):
    assert json.loads(json.dumps([contrast_data(c) for c in found.values()]))[0]["raw"]["before"] > 0


def test_a_scenario_and_the_same_with_a_free_signature_are_played_in_the_same_worlds():
    path, shares = SCENARIOS / f"{EARLY}.yaml", []
    plain, free = play_with_free_signature(path, worlds=200, seed=1, tick=shares.append)
    assert plain.table.column("world").equals(free.table.column("world"))
    assert signed_before_after(free)[0].sum() > signed_before_after(plain)[0].sum()
    assert plain.table.equals(played(EARLY, worlds=200).worlds)
    assert shares == sorted(shares)
    assert shares[-1] == 1
    with pytest.raises(UserError, match="has no vote"):
        play_with_free_signature(SCENARIOS / "no_election.yaml", worlds=2)


def test_shares_signed_before_the_vote_are_counted_by_case():
    found = shares_signed_before_vote(
        SCENARIOS / f"{EARLY}.yaml", {"as is": (), "no election": ("election=none",)}, 100, 1
    )
    outcome = played(EARLY, worlds=100)
    vote = outcome.calendar.day_number(outcome.loaded.scenario.election.date)
    assert found["as is"] == (outcome.column("first_signature") < vote).mean()
    assert found["no election"] > found["as is"]
