"""Days and chances of events: a date is sure, a span gives each of its days the same chance, and no two share luck."""

from datetime import date
from types import SimpleNamespace

import numpy as np
import pytest

from sim.core.chance import Chance
from sim.core.dates import Calendar
from sim.model.drawn_events import draw_events

WORLDS = 20_000
CALENDAR = Calendar(date(2025, 4, 9), talks=15, deadline=90, horizon=1382, every=7, daily_in_last=8)


def event(name, probability, when=None, between=None):
    """Return an event as drawn."""
    return SimpleNamespace(name=name, probability=np.full(WORLDS, probability), date=when, between=between)


def days_of(*events, first=0):
    """Return the days of some events in all worlds."""
    drawn = draw_events(events, events, CALENDAR, Chance(3, first, WORLDS))
    return [held.day for held in drawn]


def test_a_date_is_its_day_where_the_event_comes():
    (day,) = days_of(event("letter", 0.3, when=date(2025, 4, 20)))
    assert set(np.unique(day)) == {11.0, np.inf}
    assert np.isfinite(day).mean() == pytest.approx(0.3, abs=0.013)  # four standard errors


def test_each_day_of_a_span_has_the_same_chance_both_ends_in():
    (day,) = days_of(event("deal", 1.0, between=(date(2025, 4, 20), date(2025, 4, 24))))
    days, counts = np.unique(day, return_counts=True)
    np.testing.assert_array_equal(days, [11, 12, 13, 14, 15])
    np.testing.assert_allclose(counts / WORLDS, 0.2, atol=0.0115)


def test_whether_one_comes_says_nothing_of_when_and_nothing_of_another():
    span = (date(2025, 4, 20), date(2025, 4, 29))
    one, other = days_of(event("one", 0.5, between=span), event("other", 0.5, between=span))
    came, both = np.isfinite(one), np.isfinite(one) & np.isfinite(other)
    assert both.mean() == pytest.approx(0.25, abs=0.0125)
    early = one[came] < 16  # the first half of the span
    assert early.mean() == pytest.approx(0.5, abs=0.02)
    assert np.corrcoef(one[both], other[both])[0, 1] == pytest.approx(0, abs=0.06)


def test_an_event_that_is_put_before_another_leaves_the_days_of_the_other():
    other = event("other", 0.5, when=date(2025, 5, 1))
    (alone,) = days_of(other)
    _, behind = days_of(event("one", 0.5, when=date(2025, 5, 1)), other)
    np.testing.assert_array_equal(alone, behind)


def test_worlds_on_a_day_are_those_whose_event_it_is():
    events = [event("deal", 0.8, between=(date(2025, 4, 20), date(2025, 4, 24)))]
    (held,) = draw_events(events, events, CALENDAR, Chance(3, 0, WORLDS))
    found = [held.worlds_on(day) for day in range(9, 18)]
    np.testing.assert_array_equal([len(rows) > 0 for rows in found], [day in range(11, 16) for day in range(9, 18)])
    for day, rows in zip(range(9, 18), found, strict=True):
        np.testing.assert_array_equal(held.day[rows], float(day))
    assert sum(map(len, found)) == np.isfinite(held.day).sum()
