"""Axes of dates: limits and ticks.  Where an axis covers more than one year, the first tick of each year says which.

Ticks of long axes stand on months that come again each year: every third, fourth or sixth one, then each January.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

import matplotlib.dates as mdates
from matplotlib.axes import Axes
from matplotlib.ticker import Formatter, Locator

NUMBER: Callable[[date], float] = mdates.date2num
DATE: Callable[[float], datetime] = mdates.num2date
MONTHS: Callable[..., Locator] = mdates.MonthLocator
YEARS: Callable[..., Locator] = mdates.YearLocator
STEADY = (3, 4, 6, 12)  # months between ticks that divide a year
SEEN = 0.06  # inches, the least width of a bar


class DateTicks(Formatter):
    """Words of date ticks: day and month, below them the year at the first tick of each year, where there are several.

    On an axis within one year no tick says it: the label of the axis does.
    """

    def __call__(self, x: float, pos: int | None = None) -> str:
        """Return one day in words: day and month."""
        return short(DATE(x).date())

    def format_ticks(self, values: Sequence[float]) -> list[str]:
        """Return the words of each tick, given their places; a tick beyond the limits does not count as a year's."""
        axis: Any = self.axis
        first, last = sorted(axis.get_view_interval())
        told, words = set[int](), []
        for place in values:
            year, seen = DATE(place).year, first <= place <= last
            is_first = seen and DATE(first).year != DATE(last).year and year not in told
            told |= {year} if seen else set()
            words.append(f"{self(place)}\n{year}" if is_first else self(place))
        return words


def short(when: date, *, with_year: bool = False) -> str:
    """Return a date as day and month, or day, month and year."""
    return f"{when.day} {when:%b}{f' {when.year}' if with_year else ''}"


def date_axis(axes: Axes, first: float, last: float, months: bool = False) -> str:
    """Set limits and ticks of a date axis, half as many where it is `months`; return the years it covers."""
    last = max(last, first + 1)
    span = last - first
    days = tick_days(2 * span if months else span)
    return put_dates(axes, first, last, days, apart=1 + int(span // (200 if months else 300)))


def tick_days(span: float) -> list[int]:
    """Return the days of a month that have ticks on a wide axis of so many days."""
    if span < 40:
        return list(range(1, 30, 4))
    return [1] if span > 200 else [1, 8, 15, 22] if span < 70 else [1, 15]


def put_dates(axes: Axes, first: float, last: float, days: Sequence[int], apart: int) -> str:
    """Set limits of an axis, and ticks on some days of every so many months; return the years it covers."""
    axes.set_xlim(first, last)
    axes.xaxis.set_major_locator(ticks_apart(days, apart))
    axes.xaxis.set_major_formatter(DateTicks())
    return " to ".join(map(str, years_at_ends(axes)))


def years_at_ends(axes: Axes) -> list[int]:
    """Return the year in which an axis of dates begins and, if that is another, the one in which it ends."""
    return sorted({DATE(end).year for end in axes.get_xlim()})


def ticks_apart(days: Sequence[int], apart: int) -> Locator:
    """Return ticks on some days of every so many months, or of the next number of months that divides years."""
    if apart < STEADY[0]:
        return MONTHS(bymonthday=list(days), interval=apart)
    if apart > STEADY[-1]:
        return YEARS(-(-apart // 12))
    steady = next(months for months in STEADY if months >= apart)
    return MONTHS(bymonth=list(range(1, 13, steady)), bymonthday=list(days))


def stretch_words(days: int) -> str:
    """Return what stands below bars of whole weeks of signature."""
    return "week of signature" if days == 7 else f"date of signature, bars of {days // 7} weeks"


def stretch_days(span: float, inches: float, shortest: int = 7) -> int:
    """Return how many days a bar holds on axes of so many days and inches: the shortest, or so many weeks as are seen.

    shortest   days of a bar where all have room; else 1, 2, 4, 8, ... weeks
    """
    least = SEEN * span / inches
    found, weeks = shortest, 7
    while found < least:
        found, weeks = weeks, 2 * weeks
    return found
