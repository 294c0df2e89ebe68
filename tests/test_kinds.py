"""Worlds that have lived alike are worked out once: how they are sorted and how they part."""

import numpy as np
import pytest
from runs import SCENARIOS

from sim.kinds import Kinds
from sim.outcome import rows
from sim.scenario.loading import load
from sim.talks import Talks

LUCK = np.array([0.3, 0.1, 0.3, 0.1, 0.3, 0.1])


def test_worlds_that_are_alike_are_one_kind():
    kinds = Kinds([LUCK])
    assert len(kinds.first) == 2
    np.testing.assert_array_equal(kinds.worlds(kinds.of(LUCK)), LUCK)


def test_where_few_have_a_like_each_world_is_a_kind_of_its_own():
    kinds, figure = Kinds([np.arange(4.0)]), np.array([7, 8, 9, 9])
    assert kinds.alone
    np.testing.assert_array_equal(kinds.worlds(kinds.of(figure)), figure)
    assert kinds.part([figure]) is None


def test_kinds_part_where_their_worlds_differ_and_know_where_they_come_from():
    kinds = Kinds([LUCK])
    lived = kinds.of(LUCK)
    assert kinds.part([np.zeros(6)]) is None
    origin = kinds.part([np.array([0, 0, 1, 0, 1, 0])])
    assert len(kinds.first) == 3
    np.testing.assert_array_equal(kinds.worlds(lived[origin]), LUCK)


def test_kinds_never_join_again():
    kinds = Kinds([LUCK])
    kinds.part([np.array([0, 0, 1, 0, 1, 0])])
    assert kinds.part([np.zeros(6)]) is None
    assert len(kinds.first) == 3


def test_worlds_that_all_part_go_on_from_their_kind():
    kinds = Kinds([LUCK])
    lived = kinds.of(LUCK)
    origin = kinds.part([np.arange(6), np.arange(12).reshape(6, 2)])
    assert len(kinds.first) == 6
    np.testing.assert_array_equal(kinds.worlds(lived[origin]), LUCK)
    np.testing.assert_array_equal(kinds.worlds(kinds.of(np.arange(6))), np.arange(6))


FIXED = [f"carmakers.{name}.stock_days=30" for name in ("hyundai", "kia", "gm_korea")]
FIXED += [f"carmakers.{name}.{what}" for name in ("hyundai", "kia") for what in ("replaces=0.5", "parts.value=5")]
FIXED += ["market.margin=0.2", "industry.tau=3", "industry.support.grant_share=0.05"]
WON = "date: 2025-06-01, source: assumed, probability: {value: 0.5}, changes: {industry.exchange_rate: {set: 1500}}"
SHOCK = f"events=[{{name: won, {WON}}}]"


def played(settings):
    """Return the rows of 60 worlds whose makers are alike, and how many kinds they began and ended as."""
    model = Talks(load(SCENARIOS / "early_japan.yaml", [*FIXED, *settings]).scenario, worlds=60, seed=3)
    began = len(model.industry.kinds.first)
    while model.running:
        model.step()
    found = rows(model), (began, len(model.industry.kinds.first))
    model.release()
    return found


@pytest.mark.parametrize("settings", [[], [SHOCK]], ids=["deals", "shock"])
def test_what_alike_worlds_live_is_to_the_last_bit_what_each_lives_alone(settings, monkeypatch):
    shared, (began, ended) = played(settings)
    assert began == 1 < ended
    monkeypatch.setattr("sim.kinds.alike", lambda figures: None)
    apart, kinds = played(settings)
    assert kinds == (60, 60)
    assert apart.equals(shared)
