"""Who pays a tariff on cars: the market under tariff cases, and the carmakers' accounts by quarter."""

import csv
import math
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from sim.core.currency import usual_currency
from sim.core.dates import DAYS_PER_YEAR
from sim.core.errors import UserError
from sim.core.worlds import Array, Flags
from sim.economy.market.tariff_cases import CASES, MEXICO, MFN, TariffCase, case_figures, solve_case
from sim.runs.carmaker_run import sum_accounts
from sim.runs.run import Outcome
from sim.runs.summary import median_interval
from sim.scenario.car_market import CentralFigures, market_of, products_of
from sim.scenario.checks.actual import QUARTER
from sim.scenario.needed_parts import require_industry, require_market
from sim.scenario.schema.scenario import Scenario

Reported = Mapping[
    str, Mapping[str, float]
]  # maker -> quarter as 2025q3, or a span as it is shown -> bn of their currency
SPAN_OF_QUARTERS = re.compile(rf"{QUARTER.pattern}( to {QUARTER.pattern})?")
DUTIES = ("duty_local", "other_duty_local")
ROWS = {  # what is printed of a quarter, in bn of the makers' currency, and the items it adds up
    "duty": ("duty_local",),
    "other duty": ("other_duty_local",),
    "all duties": DUTIES,
    "of it parts": ("parts_duty_local",),
    "profit": ("profit_change_local",),
}


def others_pay(rate: float) -> float:
    """Return the whole duty on others' cars, percent: 25 and more come on top of the base, less is in all."""
    return rate + MFN if rate >= 25 else max(rate, MFN)


def requested_cases(party_b: float | None, others: float | None, usmca: float | None) -> dict[str, TariffCase]:
    """Return the case that was asked for, or all of them; what was left out is 25."""
    if party_b is None and others is None and usmca is None:
        return CASES
    stated = [25.0 if rate is None else rate for rate in (party_b, others, usmca)]
    name = "KR{:g}_others{:g}_usmca{:g}".format(*stated)
    return {name: TariffCase(stated[0], others_pay(stated[1]), stated[2])}


def tariff_case_figures(
    spec: Scenario, asked_for: Mapping[str, TariffCase], phi: float, nests: str | None
) -> dict[str, dict[str, float]]:
    """Return the figures of each case at the scenario's central values; see sim.economy.market.tariff_cases.COLUMNS.

    UserError where the scenario has no market.
    """
    market = require_market(spec)
    part = market if nests is None else market.model_copy(update={"nests": nests})
    held = CentralFigures(part)
    calibrated, pays = market_of(part, held), held.dutiable.get(MEXICO, np.ones(1))
    found = {
        name: case_figures(calibrated, solve_case(calibrated, case, phi, pays)) for name, case in asked_for.items()
    }
    return {name: {what: float(value[0]) for what, value in figures.items()} for name, figures in found.items()}


def quarterly_bills(accounts: pa.Table, spec: Scenario, reported: Reported | None = None) -> list[dict[str, Any]]:
    """Return duties and profit of each maker by quarter and in all: medians and 80 % intervals.

    bn of the currency of the scenario's makers, `industry.currency`.

    reported: duties by maker and quarter, in place of the scenario's.  `pit` is the share of worlds with duties below
    what was reported; None where nothing was.
    """
    spans, found = quarter_spans(accounts), []
    for maker, part in spec.makers.items():
        for label, held in spans.items():
            figures = {row: median_interval(sum_accounts(accounts, maker, held, items)) for row, items in ROWS.items()}
            paid = {**part.reported, **(reported or {}).get(maker, {})}.get(label)
            pit = probability_below(sum_accounts(accounts, maker, held, DUTIES), paid)
            found.append({"maker": maker, "quarter": label, **figures, "reported": paid, "pit": pit})
    return found


def quarter_spans(accounts: pa.Table) -> dict[str, list[str]]:
    """Return the quarters of accounts, each alone and, of several, all together, by what they are called."""
    names = list(dict.fromkeys(accounts.column("quarter").to_pylist()))
    return {name: [name] for name in names} | ({f"{names[0]} to {names[-1]}": names} if len(names) > 1 else {})


def probability_below(values: Array, reported: float | None) -> float | None:
    """Return the share of worlds below a reported value, half of those equal to it (probability integral transform)."""
    if reported is None:
        return None
    return float((values < reported).mean() + (values == reported).mean() / 2)


def number_or_nan(text: str) -> float:
    """Return the number of a text, nan if it is none."""
    try:
        return float(text)
    except ValueError:
        return math.nan


def read_reported(file: Path, makers: Sequence[str], currency: str | None = None) -> dict[str, dict[str, float]]:
    """Return duties reported by maker and quarter, of a CSV file with columns maker, quarter and bn_ with the currency.

    currency: its code, the usual one where none is given; the column and the figures are in bn of it.

    UserError if it cannot be read, holds no row or one twice, lacks a column, names another maker, or holds no bill.
    """
    try:
        rows = list(csv.DictReader(file.read_text(encoding="utf-8-sig").splitlines()))
    except (OSError, UnicodeDecodeError, csv.Error) as wrong:
        raise UserError(f"--reported: {file} cannot be read: {wrong}; nothing was run") from wrong
    found: dict[str, dict[str, float]] = {}
    column = f"bn_{(currency or usual_currency()).lower()}"
    for line, row in enumerate(rows, start=2):
        maker, quarter, stated = ((row.get(name) or "").strip() for name in ("maker", "quarter", column))
        bill = number_or_nan(stated)
        known = maker in makers and SPAN_OF_QUARTERS.fullmatch(quarter)
        if not known or not 0 <= bill < math.inf:
            rule = f"must hold maker ({', '.join(makers)}), quarter (2025q3) and {column} (a number from 0 up)"
            raise UserError(f"--reported: {file}, line {line}: {rule}; nothing was run")
        if quarter in found.setdefault(maker, {}):
            raise UserError(f"--reported: {file}, line {line}: {maker} {quarter} stands twice; nothing was run")
        found[maker][quarter] = bill
    if not found:
        raise UserError(f"--reported: {file} holds no row below maker,quarter,{column}; nothing was run")
    return found


def monthly_cars(outcome: Outcome, spec: Scenario) -> list[dict[str, Any]]:
    """Return cars shipped and landed by calendar month, change on the known year by value, percent.

    All carmakers together, medians and 80 % intervals over worlds; the first month counts from the first day recorded.
    """
    days = [outcome.calendar.date(day) for day in range(len(next(iter(outcome.series.values()))))]
    months = list(dict.fromkeys(f"{day:%Y-%m}" for day in days))
    found = []
    for month in months:
        held = np.array([f"{day:%Y-%m}" == month for day in days])
        changes = {what: value_change(outcome, spec, f"_{what}", held) for what in ("shipped", "landed")}
        found.append(
            {"month": month, **changes, "exports reported": require_industry(spec).reported_exports.get(month)}
        )
    return found


def value_change(outcome: Outcome, spec: Scenario, ending: str, days: Flags) -> dict[str, float | None]:
    """Return the change of all makers' partner-built cars on some days over the known year, percent by value."""
    market, usual, now = require_market(spec), 0.0, np.zeros(1)
    fleet = products_of(market)
    for name, part in spec.makers.items():
        line = fleet.place_of(part.brand, market.partner)
        usual += fleet.units[line] * 1e3 / DAYS_PER_YEAR * days.sum() * fleet.customs_value[line]
        now = now + outcome.series[f"{name}{ending}"][days].sum(axis=0) * fleet.customs_value[line]
    return median_interval(100 * (now / usual - 1))
