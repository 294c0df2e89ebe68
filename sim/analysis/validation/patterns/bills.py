"""Pattern 11: the carmakers' tariff bill of a quarter, beside the one they reported.

Measure, for each carmaker that reported one: by how much the nearest end of the 80 % interval over
worlds of its duties (cars from Korea, from third countries, and parts, in won, as expensed when the
car is sold) misses the reported figure, as a share of it; 0 if the interval holds it.  Hyundai
reported 828.2 and Kia 786 bn won for the second quarter of 2025 (24 and 25 July 2025).  The
figures stand in the scenario as `reported` and are used nowhere else.
"""

from datetime import timedelta

import numpy as np
import pyarrow.compute as pc

from sim.analysis.bootstrap import NO_INTERVAL, Interval
from sim.analysis.validation.patterns.intervals import quantile
from sim.analysis.validation.patterns.pattern import Pattern, missing_pattern, value_pattern
from sim.core.worlds import Array
from sim.economy.carmakers.accounts import quarter_of
from sim.runs.run import Outcome
from sim.scenario.schema.car_market import IndustryPart

SPAN = (0.0, 0.25)


def tariff_bills(outcome: Outcome) -> list[Pattern]:
    """Return pattern 11, one part for each bill reported."""
    makers = outcome.loaded.scenario.carmakers
    told = [(name, quarter, figure) for name, part in makers.items() for quarter, figure in part.reported.items()]
    found = [bill(outcome, *one) for one in told]
    return found or [missing_pattern(11, "no carmaker has reported a bill in this scenario", SPAN)]


def bill(outcome: Outcome, maker: str, quarter: str, reported: float) -> Pattern:
    """Return pattern 11 for one maker and quarter."""
    if not accounts_cover(outcome.loaded.scenario.industry, quarter):
        return missing_pattern(11, f"the accounts do not cover {quarter} of {maker}", SPAN)
    paid = duties(outcome, maker, quarter)
    name = f"{maker}, {quarter}: how far the 80 % interval of its duties is from {reported:,.0f} bn won, share"
    return value_pattern(11, name, distance(paid, reported), SPAN, "reported by the company", len(paid))


def accounts_cover(rules: IndustryPart, quarter: str) -> bool:
    """Whether the accounts, which begin with the first tariff, reach to the end of a quarter."""
    return quarter_of(rules.since) <= quarter < quarter_of(rules.accounts_until + timedelta(days=1))


def duties(outcome: Outcome, maker: str, quarter: str) -> Array:
    """Return all duties of a maker in a quarter, bn KRW, (worlds,)."""
    table = outcome.accounts
    held = table.filter(pc.and_(pc.equal(table["maker"], maker), pc.equal(table["quarter"], quarter)))
    return np.asarray(held["duty_won"].to_numpy() + held["other_duty_won"].to_numpy(), dtype=float)


def distance(paid: Array, reported: float) -> tuple[float | None, Interval]:
    """Return how far the 80 % interval of what is paid is from the reported figure, as a share of it."""
    (low, around_low), (high, around_high) = (quantile(paid, q) for q in (0.1, 0.9))
    if low is None or high is None:
        return None, NO_INTERVAL
    value = relative_miss(low, high, reported)
    if around_low[0] is None or around_low[1] is None or around_high[0] is None or around_high[1] is None:
        return value, NO_INTERVAL
    widest = relative_miss(around_low[0], around_high[1], reported)
    return value, (widest, relative_miss(around_low[1], around_high[0], reported))


def relative_miss(low: float, high: float, reported: float) -> float:
    """Return how far a figure lies outside an interval, as a share of it; 0 inside."""
    return max(0.0, low - reported, reported - high) / reported
