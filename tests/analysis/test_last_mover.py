"""Who gains from the last offer: known values by hand, and what the figure shows."""

import numpy as np
import pytest

from sim.analysis.last_mover import last_mover_values
from sim.reporting.figures import png
from sim.reporting.figures.last_mover import figure

STEP = 1 / 2000  # of the pie


def test_turns_give_the_sums_of_the_textbook():
    found = last_mover_values(most=3, delta=0.9)
    # one round: all; two: what waiting costs the other; three: all but delta of what the other side gets in two
    assert found.by_turns == pytest.approx([1, 0.1, 1 - 0.9 * 0.1], abs=2 * STEP)


def test_a_fair_coin_gives_half_whenever_the_end_comes():
    assert last_mover_values(most=8).by_coin == pytest.approx(np.full(8, 0.5), abs=2 * STEP)


def test_turns_swing_about_the_value_without_an_end_and_close_in_on_it():
    found = last_mover_values(most=30, delta=0.8)
    away = found.by_turns - found.limit
    assert found.limit == pytest.approx(1 / 1.8)
    assert all(away[::2] > 0)
    assert all(away[1:9:2] < 0)
    assert abs(away[-1]) < 0.01 < abs(away[0])


def test_the_figure_shows_both_and_the_limit():
    found = last_mover_values(most=5)
    drawn = figure(found)
    turns, coin, limit = drawn.axes[0].lines
    np.testing.assert_array_equal(turns.get_ydata(), found.by_turns)
    np.testing.assert_array_equal(coin.get_ydata(), found.by_coin)
    assert limit.get_ydata()[0] == found.limit
    assert [text.get_text() for text in drawn.axes[0].get_legend().get_texts()][-1].endswith("1/1.9")
    assert png(drawn).startswith(b"\x89PNG")
