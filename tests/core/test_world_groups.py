"""Worlds that have lived alike are worked out once: how they are sorted and how they part."""

import numpy as np
import pytest
from places import SCENARIOS

from sim.core.world_groups import WorldGroups, group_if_alike, more_than_half_differ
from sim.model.talks import Talks
from sim.runs.chunk import RunSettings
from sim.runs.outcome_table import outcome_rows
from sim.runs.run import play
from sim.scenario.faults import path_text
from sim.scenario.loading import load
from sim.scenario.schema.block import sourced_quantities

LUCK = np.array([0.3, 0.1, 0.3, 0.1, 0.3, 0.1])


def test_worlds_that_are_alike_are_one_kind():
    kinds = WorldGroups([LUCK])
    assert len(kinds.first) == 2
    np.testing.assert_array_equal(kinds.of_worlds(kinds.of_groups(LUCK)), LUCK)


def test_where_few_have_a_like_each_world_is_a_kind_of_its_own():
    kinds, figure = WorldGroups([np.arange(4.0)]), np.array([7, 8, 9, 9])
    assert kinds.all_distinct
    np.testing.assert_array_equal(kinds.of_worlds(kinds.of_groups(figure)), figure)
    assert kinds.split([figure]) is None


def test_kinds_part_where_their_worlds_differ_and_know_where_they_come_from():
    kinds = WorldGroups([LUCK])
    lived = kinds.of_groups(LUCK)
    assert kinds.split([np.zeros(6)]) is None
    origin = kinds.split([np.array([0, 0, 1, 0, 1, 0])])
    assert len(kinds.first) == 3
    np.testing.assert_array_equal(kinds.of_worlds(lived[origin]), LUCK)


def test_kinds_never_join_again():
    kinds = WorldGroups([LUCK])
    kinds.split([np.array([0, 0, 1, 0, 1, 0])])
    assert kinds.split([np.zeros(6)]) is None
    assert len(kinds.first) == 3


def test_worlds_that_all_part_go_on_from_their_kind():
    kinds = WorldGroups([LUCK])
    lived = kinds.of_groups(LUCK)
    origin = kinds.split([np.arange(6), np.arange(12).reshape(6, 2)])
    assert len(kinds.first) == 6
    np.testing.assert_array_equal(kinds.of_worlds(lived[origin]), LUCK)
    np.testing.assert_array_equal(kinds.of_worlds(kinds.of_groups(np.arange(6))), np.arange(6))


FIXED = [  # all that the carmakers' days hang on, at its central value
    f"{path_text(path)}={quantity.central}"
    for path, quantity, _ in sourced_quantities(load(SCENARIOS / "baseline.yaml").scenario)
    if path[0] in ("market", "carmakers", "industry") and quantity.shape != "value"
]
WON = "date: 2025-06-01, source: assumed, probability: {value: 0.5}, changes: {industry.exchange_rate: {set: 1500}}"
SHOCK = f"events=[{{name: won, {WON}}}]"


def played(settings):
    """Return the rows of 60 worlds whose makers are alike, and how many kinds they began and ended as."""
    model = Talks(load(SCENARIOS / "early_japan.yaml", [*FIXED, *settings]).scenario, worlds=60, seed=3)
    began = len(model.state.industry.kinds.first)
    while model.running:
        model.step()
    found = outcome_rows(model.state), (began, len(model.state.industry.kinds.first))
    model.release()
    return found


@pytest.mark.parametrize("settings", [[], [SHOCK]], ids=["deals", "shock"])
def test_what_alike_worlds_live_is_to_the_last_bit_what_each_lives_alone(settings, monkeypatch):
    shared, (began, ended) = played(settings)
    assert began == 1 < ended
    monkeypatch.setattr("sim.core.world_groups.group_if_alike", lambda figures: None)
    apart, kinds = played(settings)
    assert kinds == (60, 60)
    assert apart.equals(shared)


def test_worlds_let_go_are_told_as_any_other_and_the_rest_as_before():
    kinds = WorldGroups([np.arange(5.0)])
    left = kinds.only(np.array([1, 3]))
    assert left.tolist() == [1, 3]
    assert kinds.of_groups(np.arange(5) * 10).tolist() == [10, 30]
    assert kinds.of_worlds(np.array([0.1, 0.3]))[[1, 3]].tolist() == [0.1, 0.3]
    assert kinds.split([np.array([9.0, 1.0, 9.0, 1.0, 9.0])]) is None  # each is a kind of its own


@pytest.mark.parametrize("name", ["baseline", "two_elections", "weak_enforcement"])
def test_carmakers_are_let_go_where_nothing_asks_for_them_and_no_row_moves(name, monkeypatch):
    left, keep, loaded = [], WorldGroups.only, load(SCENARIOS / f"{name}.yaml")
    monkeypatch.setattr(WorldGroups, "only", lambda kinds, rows: (left.append(len(rows)), keep(kinds, rows))[1])
    whole = play(loaded, RunSettings(120, 3, daily=120))
    assert not left  # daily series are kept, and hold carmakers of closed worlds
    for chunk in (120, 50):
        again = play(loaded, RunSettings(120, 3, daily=0, in_full=0, chunk=chunk))
        assert again.worlds.equals(whole.worlds)
        assert again.accounts.equals(whole.accounts)
    assert bool(left) == (name != "weak_enforcement")  # a deal that may be broken is weighed under the day's pressure
    assert max(left, default=0) <= 60


@pytest.mark.parametrize("kinds", [1, 3, 4, 5, 8])
def test_one_figure_may_tell_that_worlds_are_not_alike(kinds):
    luck = np.random.default_rng(kinds)
    values = luck.permutation(np.concatenate([np.arange(kinds), np.zeros(8 - kinds)])).astype(float)
    assert more_than_half_differ(values) is (2 * kinds > 8)
    assert (group_if_alike([np.zeros((8, 2)), np.zeros(8), values]) is None) is (2 * kinds > 8)


def test_worlds_alike_in_no_number_are_one_kind():
    nan = np.full(4, np.nan)
    assert not more_than_half_differ(nan)
    assert group_if_alike([nan]).group.tolist() == [0, 0, 0, 0]
    assert group_if_alike([np.array([1.0])]) is None
