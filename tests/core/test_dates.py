"""Dates and days of 2025, counted on a calendar; meetings, listed by hand."""

from datetime import date

import numpy as np
import pytest

from sim.core.dates import Calendar


def calendar(**stated):
    known = {"pause": date(2025, 4, 9), "talks": 15, "deadline": 90, "horizon": 1382, "every": 7, "daily_in_last": 8}
    return Calendar(**(known | stated))


def days_of_meetings(dates, end, until=130):
    return [day for day in range(until) if dates.meeting_due(day, np.array([float(end)]))[0]]


@pytest.mark.parametrize(
    ("when", "day"),
    [
        (date(2025, 4, 9), 0),  # the pause begins
        (date(2025, 4, 24), 15),  # talks open
        (date(2025, 6, 3), 55),  # the vote
        (date(2025, 7, 8), 90),  # the pause ends
        (date(2025, 7, 22), 104),  # Japan signs
        (date(2025, 8, 1), 114),  # the pause as extended ends
        (date(2029, 1, 20), 1382),  # the horizon: a leap year lies between
        (date(2025, 4, 2), -7),
    ],
)
def test_days_are_counted_from_the_pause(when, day):
    assert calendar().day_number(when) == day
    assert calendar().date(day) == when


def test_meetings_are_weekly_and_daily_in_the_last_eight_days():
    weekly = [15, 22, 29, 36, 43, 50, 57, 64, 71, 78]
    assert days_of_meetings(calendar(), 90) == [*weekly, 83, 84, 85, 86, 87, 88, 89, 90]


def test_the_deadline_day_is_always_a_meeting():
    assert days_of_meetings(calendar(every=30, daily_in_last=0), 90) == [15, 45, 75, 90]


def test_named_dates_are_meetings_too_but_not_before_the_talks_or_after_the_end():
    dates = calendar(every=30, daily_in_last=1, also=frozenset({10, 55, 60, 120}))
    assert days_of_meetings(dates, 90) == [15, 45, 55, 60, 75, 90]


def test_an_extended_deadline_moves_the_daily_meetings():
    found = days_of_meetings(calendar(daily_in_last=3), 114)
    assert found == [15, 22, 29, 36, 43, 50, 57, 64, 71, 78, 85, 92, 99, 106, 112, 113, 114]


def test_every_world_meets_by_its_own_deadline():
    ends = np.array([90.0, 114.0, 85.0])
    np.testing.assert_array_equal(calendar().meeting_due(90, ends), [True, False, False])
    np.testing.assert_array_equal(calendar().meeting_due(85, ends), [True, True, True])
    np.testing.assert_array_equal(calendar().meeting_due(80, ends), [False, False, True])


def test_nobody_meets_before_the_talks_open():
    assert not calendar(daily_in_last=100).meeting_due(14, np.array([90.0, 14.0])).any()
