"""Who pays a tariff on cars: the market under tariff cases, and the carmakers' accounts by quarter."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa

from sim.economy.market.tariff_cases import CASES, MFN, TariffCase, case_figures, solve_case
from sim.runs.carmaker_run import sum_accounts
from sim.runs.summary import median_interval
from sim.scenario.car_market import CentralFigures, market_of
from sim.scenario.schema.scenario import Scenario

DUTIES = ("duty_won", "other_duty_won")
ROWS = {  # what is printed of a quarter, in bn KRW, and the items it adds up
    "duty": ("duty_won",),
    "other duty": ("other_duty_won",),
    "all duties": DUTIES,
    "profit": ("profit_change_won",),
}


def others_pay(rate: float) -> float:
    """Return the whole duty on others' cars, percent: 25 and more come on top of the base, less is in all."""
    return rate + MFN if rate >= 25 else max(rate, MFN)


def requested_cases(korea: float | None, others: float | None, usmca: float | None) -> dict[str, TariffCase]:
    """Return the case that was asked for, or all of them; what was left out is 25."""
    if korea is None and others is None and usmca is None:
        return CASES
    stated = [25.0 if rate is None else rate for rate in (korea, others, usmca)]
    name = "KR{:g}_others{:g}_usmca{:g}".format(*stated)
    return {name: TariffCase(stated[0], others_pay(stated[1]), stated[2])}


def tariff_case_figures(
    spec: Scenario, asked_for: Mapping[str, TariffCase], phi: float, nests: str | None
) -> dict[str, dict[str, float]]:
    """Return the figures of each case at the scenario's central values; see sim.economy.market.tariff_cases.COLUMNS."""
    part = spec.market if nests is None else spec.market.model_copy(update={"nests": nests})
    held = CentralFigures(part)
    market, pays = market_of(part, held), held.dutiable.get("MX", np.ones(1))
    found = {name: case_figures(market, solve_case(market, case, phi, pays)) for name, case in asked_for.items()}
    return {name: {what: float(value[0]) for what, value in figures.items()} for name, figures in found.items()}


def quarterly_bills(accounts: pa.Table, spec: Scenario) -> list[dict[str, Any]]:
    """Return duties and profit of each maker by quarter and in all: medians and 80 % intervals, bn KRW."""
    names = list(dict.fromkeys(accounts.column("quarter").to_pylist()))
    spans = {name: [name] for name in names} | ({f"{names[0]} to {names[-1]}": names} if len(names) > 1 else {})
    found = []
    for maker, part in spec.carmakers.items():
        for label, held in spans.items():
            figures = {row: median_interval(sum_accounts(accounts, maker, held, items)) for row, items in ROWS.items()}
            found.append({"maker": maker, "quarter": label, **figures, "reported": part.reported.get(label)})
    return found
