"""Figures of daily series that are worked out for many days at once, and what is kept by scenario."""

import gc

import numpy as np
import pytest

from sim.core.chance import Chance
from sim.model import daily_series
from sim.model.draws import draw_scenario, plan_of
from sim.model.play import Play
from sim.model.records import Records
from sim.scenario.loading import load

DAYS = 120


def played(worlds):
    """Return a play of some days in some worlds, and its records."""
    records = Records(daily=worlds, in_full=0)
    play = Play(load("scenarios/baseline.yaml").scenario, Chance(3, 0, worlds), 0, records)
    indices = []
    for _ in range(DAYS):
        play.live_day()
        indices.append(play.state.industry.market_indices())
    return play, records, np.array(indices, dtype=np.float32)


@pytest.mark.parametrize("most", [1, 37, 10**6])
def test_indices_are_those_of_their_days_however_many_are_worked_out_at_once(monkeypatch, most):
    monkeypatch.setattr(daily_series, "DAYS_AND_WORLDS", most)
    play, records, indices = played(6)
    for place, name in enumerate(play.state.industry.names):
        np.testing.assert_array_equal(records.series[f"{name}_index"], indices[:, place])


def test_the_duty_of_a_series_is_that_of_the_accounts():
    play, records, _ = played(4)
    for maker in play.state.makers:
        np.testing.assert_array_equal(records.series[f"{maker.name}_duty"][-1], maker.duty.astype(np.float32))


def test_worlds_left_out_have_no_index():
    _, records, _ = played(3)
    records.leave_out(np.array([False, True, False]))
    found = records.series["hyundai_index"]
    assert np.isnan(found[:, 1]).all()
    assert np.isfinite(found[:, ::2]).all()


def test_a_scenario_is_planned_once_and_forgotten_with_it():
    spec = load("scenarios/baseline.yaml").scenario
    plan = plan_of(spec)
    assert plan_of(spec) is plan
    other = spec.model_copy(update={"seed": 5})
    assert plan_of(other) is not plan
    kept = plan_of.__closure__[0].cell_contents
    place = id(other)
    assert place in kept
    del other
    gc.collect()
    assert place not in kept


def test_drawing_again_makes_figures_of_its_own():
    spec = load("scenarios/baseline.yaml").scenario
    one, other = (draw_scenario(spec, Chance(1, 0, 5))[0] for _ in range(2))
    one.industry.discount = None
    one.party_a.weights.clear()
    assert other.industry.discount is not None
    assert draw_scenario(spec, Chance(1, 0, 5))[0].party_a.weights
