"""What `sim cars` prints: the market under tariff cases, and the carmakers' quarters."""

from collections.abc import Mapping
from typing import Any

from sim.analysis.tariff_bills import ROWS
from sim.economy.market.tariff_cases import COLUMNS, TariffCase
from sim.reporting.run_text import title


def case_lines(found: Mapping[str, Mapping[str, float]], asked_for: Mapping[str, TariffCase], phi: float) -> list[str]:
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


def quarter_lines(found: list[dict[str, Any]], words: str) -> list[str]:
    """Return a table of the carmakers' quarters."""
    head = "".join(row.rjust(26) for row in ROWS) + "reported".rjust(10)
    lines = [words, "bn KRW, medians with 80 % intervals over worlds; profit is against no new tariffs", ""]
    lines.append("maker, quarter".ljust(30) + head)
    for entry in found:
        cells = "".join(quarter_interval(entry[row]).rjust(26) for row in ROWS)
        reported = "" if entry["reported"] is None else f"{entry['reported']:,.0f}"
        lines.append(f"{title(entry['maker'])}, {entry['quarter']}".ljust(30) + cells + reported.rjust(10))
    return lines


def quarter_interval(held: Mapping[str, float | None]) -> str:
    """Return a median with its 80 % interval, whole numbers."""
    low, middle, high = (held[name] or 0.0 for name in ("q10", "q50", "q90"))
    return f"{middle:,.0f} [{low:,.0f} to {high:,.0f}]"
