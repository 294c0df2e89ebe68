"""Long-run profits that are asked for once are those at the levels in force, and the same as by every level."""

import numpy as np
import pytest

from sim.core.chance import Chance
from sim.model.play import Play
from sim.model.records import Records
from sim.scenario.loading import load

WORLDS = 60
DAYS = [5, 118]  # no partner has a deal; some of them have, and some of the talks have ended


@pytest.fixture(params=DAYS)
def industry(request):
    """Return the carmakers on a day, whose long-run profits nobody has asked for."""
    play = Play(load("scenarios/baseline.yaml").scenario, Chance(3, 0, WORLDS), 0, Records(daily=0, in_full=0))
    while play.setting.day < request.param:
        play.live_day()
    assert play.state.industry.profits.by_level is None
    return play.state.industry


def test_who_asks_once_is_told_what_every_level_says(industry):
    profits, talking = industry.profits, industry.talking
    at_once = profits.now_and_later(industry.level, talking, None)
    assert profits.now_and_later(industry.level, talking, None) is at_once
    assert profits.by_level is None
    now, hoped, yearly = profits.at_level(industry.level, None)
    for found, expected in zip(at_once, (now, np.where(talking, hoped, now), yearly), strict=True):
        np.testing.assert_array_equal(found, expected, strict=True)


@pytest.mark.parametrize("talks", [True, False])
def test_whether_all_talk_or_none_does(industry, talks):
    profits, talking = industry.profits, np.full(WORLDS, talks)
    _, later, _ = profits.now_and_later(industry.level, talking, None)
    now, hoped, _ = profits.at_level(industry.level, None)
    np.testing.assert_array_equal(later, hoped if talks else now)


def test_who_asks_on_another_day_is_told_by_every_level(industry):
    profits, level = industry.profits, industry.level
    profits.now_and_later(level, industry.talking, None)
    other = ~industry.talking
    _, later, _ = profits.now_and_later(level, other, None)
    assert profits.by_level is not None
    now, hoped, _ = profits.at_level(level, None)
    np.testing.assert_array_equal(later, np.where(other, hoped, now))


def test_some_of_the_worlds_are_told_by_every_level(industry):
    now, later, yearly = industry.profits.now_and_later(industry.level, industry.talking, 7)
    assert now.shape == later.shape == yearly.shape == (len(industry.names), 7)
    assert industry.profits.by_level is not None
