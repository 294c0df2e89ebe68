"""What `sim cars` prints: the market under tariff cases, and the carmakers' quarters."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa

from sim.economy.cases import CASES, COLUMNS, MFN, Case, played, told
from sim.ride import paid
from sim.scenario.schema import Scenario
from sim.scenario.selling import Central, market_of
from sim.summary import spread
from sim.telling import title

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


def asked(korea: float | None, others: float | None, usmca: float | None) -> dict[str, Case]:
    """Return the case that was asked for, or all of them; what was left out is 25."""
    if korea is None and others is None and usmca is None:
        return CASES
    stated = [25.0 if rate is None else rate for rate in (korea, others, usmca)]
    name = "KR{:g}_others{:g}_usmca{:g}".format(*stated)
    return {name: Case(stated[0], others_pay(stated[1]), stated[2])}


def cases(spec: Scenario, asked_for: Mapping[str, Case], phi: float, nests: str | None) -> dict[str, dict[str, float]]:
    """Return the figures of each case at the scenario's central values; see sim.economy.cases.COLUMNS."""
    part = spec.market if nests is None else spec.market.model_copy(update={"nests": nests})
    held = Central(part)
    market, pays = market_of(part, held), held.dutiable.get("MX", np.ones(1))
    found = {name: told(market, played(market, case, phi, pays)) for name, case in asked_for.items()}
    return {name: {what: float(value[0]) for what, value in figures.items()} for name, figures in found.items()}


def case_lines(found: Mapping[str, Mapping[str, float]], asked_for: Mapping[str, Case], phi: float) -> list[str]:
    """Return a table of cases: a line for each figure, a column for each case."""
    heads = [f"{case.korea:g}/{case.others:g}/{case.usmca:g}" for case in asked_for.values()]
    wide = max(len(head) for head in heads) + 2
    lines = [
        f"U.S. car market, prices {phi:g} of their way to equilibrium; tariffs Korea/others/USMCA in percent",
        "",
        " " * 22 + "".join(head.rjust(wide) for head in heads),
    ]
    for what in COLUMNS:
        cells = (f"{round(figures[what], 2) + 0.0:.2f}".rjust(wide) for figures in found.values())  # no -0.00
        lines.append(what.ljust(22) + "".join(cells))
    return [*lines, "", "_k thousand vehicles a year, _bn bn USD a year, _pct percent; changes are against 2024"]


def quarters(accounts: pa.Table, spec: Scenario) -> list[dict[str, Any]]:
    """Return duties and profit of each maker by quarter and in all: medians and 80 % intervals, bn KRW."""
    names = list(dict.fromkeys(accounts.column("quarter").to_pylist()))
    spans = {name: [name] for name in names} | ({f"{names[0]} to {names[-1]}": names} if len(names) > 1 else {})
    found = []
    for maker, part in spec.carmakers.items():
        for label, held in spans.items():
            figures = {row: spread(paid(accounts, maker, held, items)) for row, items in ROWS.items()}
            found.append({"maker": maker, "quarter": label, **figures, "reported": part.reported.get(label)})
    return found


def quarter_lines(found: list[dict[str, Any]], words: str) -> list[str]:
    """Return a table of the carmakers' quarters."""
    head = "".join(row.rjust(26) for row in ROWS) + "reported".rjust(10)
    lines = [words, "bn KRW, medians with 80 % intervals over worlds; profit is against no new tariffs", ""]
    lines.append("maker, quarter".ljust(30) + head)
    for entry in found:
        cells = "".join(interval(entry[row]).rjust(26) for row in ROWS)
        reported = "" if entry["reported"] is None else f"{entry['reported']:,.0f}"
        lines.append(f"{title(entry['maker'])}, {entry['quarter']}".ljust(30) + cells + reported.rjust(10))
    return lines


def interval(held: Mapping[str, float | None]) -> str:
    """Return a median with its 80 % interval, whole numbers."""
    low, middle, high = (held[name] or 0.0 for name in ("q10", "q50", "q90"))
    return f"{middle:,.0f} [{low:,.0f} to {high:,.0f}]"
