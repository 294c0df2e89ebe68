"""What one path of tariffs costs the carmakers more than another, by maker and quarter, in its currency and in dollars.

Both paths are taken in the same worlds, so that the difference is that of the paths: its mean over worlds with a
95 % interval, by the rule of `sim.analysis.bootstrap`.  Amounts in the makers' currency are at each path's
mean exchange rate of the quarter, which both share, as no tariff moves it.
"""

from typing import Any

import numpy as np
import pyarrow as pa

from sim.analysis.bootstrap import is_few, mean_intervals
from sim.analysis.tariff_bills import ROWS, quarter_spans
from sim.core.currency import LOCAL
from sim.core.errors import UserError
from sim.core.worlds import Array
from sim.runs.carmaker_run import sum_accounts
from sim.scenario.schema.scenario import Scenario

DOLLARS = "bn USD"


def bill_differences(accounts: pa.Table, against: pa.Table, spec: Scenario) -> list[dict[str, Any]]:
    """Return the mean differences of duties and profit, accounts less `against`, of each maker by quarter and in all.

    Each of ROWS is there in bn of the makers' currency and in bn USD, with difference, low, high and worlds; low
    and high are None where too few worlds are behind them.  UserError unless both are of the same worlds and quarters.
    """
    for name in ("world", "maker", "quarter"):
        if not accounts.column(name).equals(against.column(name)):
            raise UserError("the two paths do not have the same worlds and quarters, and cannot be paired")
    asked = [(maker, label, held) for maker in spec.makers for label, held in quarter_spans(accounts).items()]
    held_by = currency_items(spec.currency)
    sums = [
        sum_accounts(accounts, maker, held, items) - sum_accounts(against, maker, held, items)
        for maker, _, held in asked
        for items in held_by.values()
    ]
    told = iter(mean_differences(np.column_stack(sums)))
    found = []
    for maker, label, _ in asked:
        figures = {key: next(told) for key in held_by}
        by = {unit: {row: figures[unit, row] for row in ROWS} for unit in dict.fromkeys(unit for unit, _ in held_by)}
        found.append({"maker": maker, "quarter": label, **by})
    return found


def currency_items(currency: str) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the items that make up each row in the makers' currency and in dollars, by (unit, row)."""
    return {
        (unit, row): tuple(item.removesuffix(LOCAL) + ending for item in items)
        for unit, ending in ((f"bn {currency}", LOCAL), (DOLLARS, ""))
        for row, items in ROWS.items()
    }


def mean_differences(between: Array) -> list[dict[str, float | int | None]]:
    """Return the mean of each column of differences, (worlds, columns), with its interval."""
    found: list[dict[str, float | int | None]] = []
    worlds = len(between)
    for column, (low, high) in zip(between.T, mean_intervals(between, np.isfinite(between)), strict=True):
        few = is_few(worlds, int((column != 0).sum()))
        ends = {"low": None, "high": None} if few else {"low": low, "high": high}
        found.append({"difference": float(column.mean()), **ends, "worlds": worlds})
    return found
