"""What is scored: whether and when a deal came, each of its terms, carmakers' bills; each on a grid of its own.

    agreed   no, yes                     date    the days from the day of knowledge to the last the talks may last to
    terms    the levels of the issue     bills   `BILL_POINTS` equal steps from 0 to twice the bill without any answer

The bill without any answer is the rate in force on a quarter of last year's sales of the lines built in
party B, no stock and no parts.  A level off the grid is taken at the nearest point of it.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sim.analysis.score.smoothing import places_on_grid
from sim.analysis.validation.patterns.bills import accounts_cover
from sim.core.currency import money_digits
from sim.core.dates import Calendar
from sim.core.worlds import Array, Whole
from sim.scenario.needed_parts import require_industry, require_market
from sim.scenario.schema.actual import ActualDeal
from sim.scenario.schema.issues import IssuePart
from sim.scenario.schema.scenario import Scenario

BILL_POINTS = 41
GROUPS = ("terms", "agreed", "date", "bills")


@dataclass(frozen=True, eq=False)
class ScoredOutcome:
    """One thing that happened: its group, its grid in rising order, places of what was seen; names of the points."""

    name: str
    group: str
    unit: str
    grid: Array
    seen: Whole
    shown: str
    names: tuple[str, ...] = ()


def scored_outcomes(spec: Scenario, case: ActualDeal, calendar: Calendar, after: int) -> list[ScoredOutcome]:
    """Return what of a case can be scored in a scenario; dates count from the day after day `after`."""
    return [*scored_terms(spec, case), *scored_timing(spec, case, calendar, after), *scored_bills(spec, case)]


def scored_terms(spec: Scenario, case: ActualDeal) -> Iterator[ScoredOutcome]:
    """Yield the terms of a case that are on the table of a scenario, levels and spans."""
    for name, issue in spec.issues.items():
        if not issue.on_table:
            continue
        grid = rising_grid(issue)
        if name in case.spans:
            span = case.spans[name]
            seen = np.flatnonzero((grid >= span.low) & (grid <= span.high))
            seen = seen if len(seen) else nearest_place(grid, (span.low + span.high) / 2)
            yield ScoredOutcome(name, "terms", issue.unit, grid, seen, f"{span.low:g} to {span.high:g}")
        elif name in case.terms:
            level = case.terms[name]
            if isinstance(level, str) and level not in issue.levels:
                continue
            at = float(issue.levels.index(level)) if isinstance(level, str) else level
            shown = level if isinstance(level, str) else f"{level:g}"
            yield ScoredOutcome(name, "terms", issue.unit, grid, nearest_place(grid, at), shown, level_names(issue))


def rising_grid(issue: IssuePart) -> Array:
    """Return the levels of an issue in rising order, (levels,); levels with names count 0, 1, 2."""
    return np.sort([float(k) if isinstance(level, str) else level for k, level in enumerate(issue.levels)])


def level_names(issue: IssuePart) -> tuple[str, ...]:
    """Return the names of the levels of an issue; none where they are numbers."""
    return tuple(level for level in issue.levels if isinstance(level, str))


def nearest_place(grid: Array, value: float) -> Whole:
    """Return the place of the point of a grid nearest to a value, (1,)."""
    return np.array([int(np.argmin(np.abs(grid - value)))])


def scored_timing(spec: Scenario, case: ActualDeal, calendar: Calendar, after: int) -> Iterator[ScoredOutcome]:
    """Yield whether there was a deal, and its day."""
    yield ScoredOutcome("agreed", "agreed", "", np.array([0.0, 1.0]), np.array([1]), "yes", ("no", "yes"))
    days = np.arange(after + 1, last_day(spec, calendar) + 1, dtype=float)
    seen = nearest_place(days, float(calendar.day_number(case.date)))
    yield ScoredOutcome("date", "date", "", days, seen, f"{case.date:%-d %b %Y}")


def last_day(spec: Scenario, calendar: Calendar) -> int:
    """Return the last day on which a deal may be signed, however often the deadline is moved."""
    rules = spec.deadline
    return int(calendar.deadline + rules.most * rules.extension_days + rules.after_lapse.days)


def scored_bills(spec: Scenario, case: ActualDeal) -> Iterator[ScoredOutcome]:
    """Yield the bills of a case, or those that the scenario says were reported, of quarters in the accounts."""
    told = case.bills or {name: part.reported for name, part in spec.makers.items()}
    for maker, bills in told.items():
        for quarter, bill in bills.items():
            if maker not in spec.makers or not accounts_cover(require_industry(spec), quarter):
                continue
            top = 2 * max(unanswered_bill(spec, maker), bill)
            grid = np.linspace(0, top, BILL_POINTS)
            seen, unit = nearest_place(grid, bill), f"bn {spec.currency}"
            digits = money_digits(require_industry(spec).exchange_rate.central)
            yield ScoredOutcome(f"{maker} {quarter}", "bills", unit, grid, seen, f"{bill:,.{digits}f}")


def unanswered_bill(spec: Scenario, maker: str) -> float:
    """Return the rate in force on a quarter of last year's sales from party B, bn of the makers' currency."""
    part, industry, market = spec.makers[maker], require_industry(spec), require_market(spec)
    rate = spec.issues[industry.tariff].now
    lines = [line for line in market.cars if line.brand == part.brand and line.plant_region == market.partner]
    value = sum(
        line.us_sales_thousand * line.average_price_thousand_usd * line.customs_value_share_of_price for line in lines
    )  # mn USD a year
    return value / 4 * float(rate) / 100 * industry.exchange_rate.central / 1000


def day_of_knowledge(calendar: Calendar, on: dt.date | None) -> int:
    """Return the last day whose events were known: that of `on`, else the day before the talks open."""
    return int(calendar.day_number(on)) if on is not None else int(calendar.talks) - 1


def places_of(outcome: ScoredOutcome, values: Array) -> Array:
    """Return the places of values on an outcome's grid, (values,)."""
    return places_on_grid(outcome.grid, values)
