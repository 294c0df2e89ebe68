"""What `sim cars` prints: the market under tariff cases, and the carmakers' quarters."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sim.analysis.bill_differences import DOLLARS
from sim.analysis.tariff_bills import ROWS
from sim.economy.market.tariff_cases import COLUMNS, OTHERS, TariffCase
from sim.reporting.run_text import title
from sim.reporting.words import names_of_2025, with_interval

Steps = Sequence[tuple[date, float]]  # rates in percent, from each date on
DIGITS_OF_DOLLARS = 3  # of differences


def case_lines(found: Mapping[str, Mapping[str, float]], asked_for: Mapping[str, TariffCase], phi: float) -> list[str]:
    """Return a table of cases: a line for each figure, a column for each case."""
    heads = [f"{case.party_b:g}/{case.others:g}/{case.usmca:g}" for case in asked_for.values()]
    wide = max(len(head) for head in heads) + 2
    lines = [
        f"{{A_adj}} car market, prices {phi:g} of their way to equilibrium; "
        "tariffs {b_short}/others/USMCA in percent",
        "",
        " " * 22 + "".join(head.rjust(wide) for head in heads),
    ]
    for what in COLUMNS:
        cells = (f"{round(figures[what], 2) + 0.0:.2f}".rjust(wide) for figures in found.values())  # no -0.00
        lines.append(what.ljust(22) + "".join(cells))
    return [*lines, "", "_k thousand vehicles a year, _bn bn USD a year, _pct percent; changes are against 2024"]


def path_words(path: Steps, worlds: int, seed: int, others: Steps = (), regions: Sequence[str] = OTHERS) -> str:
    """Return a path of the tariff on partner's cars, and in which worlds it was taken, in words."""
    return f"{tariff_words(path, others, regions)}; {worlds:,} worlds, seed {seed}"


def tariff_words(path: Steps, others: Steps = (), regions: Sequence[str] = OTHERS) -> str:
    """Return a path of the tariff on partner's cars in words, and that on others' cars where one is stated."""
    said = f"Tariff on {{b_adj}} cars {rate_words(path)}"
    return f"{said}, on those of {others_words(regions)} {rate_words(others)}" if others else said


def others_words(regions: Sequence[str] = OTHERS) -> str:
    """Return whose cars pay the tariff on others."""
    names = [names_of_2025()["regions"].get(region, region) for region in regions]
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)


def rate_words(path: Steps) -> str:
    """Return the rates of a path and their days in words."""
    return ", then ".join(f"{rate:g} % from {when:%-d %B %Y}" for when, rate in path)


def difference_lines(found: list[dict[str, Any]], words: Sequence[str], digits: int = 0) -> list[str]:
    """Return a table for each currency of what one path of tariffs costs more than another.

    digits: behind the point of money in the makers' currency.
    """
    said = (
        "means over worlds of the first less the second; {currency_word} at the mean rate of the quarter.  "
        "95 % intervals say how",
        "far chance may move a mean, not how far worlds lie apart; * where one leaves out 0, ? too few worlds for one",
    )
    lines = [*words, *said]
    for unit in [name for name, held in (found or [{}])[0].items() if isinstance(held, dict)]:
        shown = DIGITS_OF_DOLLARS if unit == DOLLARS else digits
        lines += ["", f"{unit}".ljust(30) + "".join(row.rjust(28) for row in ROWS)]
        for entry in found:
            cells = (difference_cell(entry[unit][row], shown) for row in ROWS)
            lines.append(f"{title(entry['maker'])}, {entry['quarter']}".ljust(30) + "".join(cells))
    return lines


def difference_cell(held: Mapping[str, Any], digits: int) -> str:
    """Return a mean difference with its interval, for one cell of a table."""
    if held["difference"] == held["low"] == held["high"] == 0:
        return "0 ".rjust(28)
    value = f"{round(held['difference'], digits) + 0.0:+,.{digits}f}"
    if held["low"] is None or held["high"] is None:
        return f"{value} ? ".rjust(28)
    low, high = (round(held[end], digits) + 0.0 for end in ("low", "high"))
    clear = "*" if held["low"] > 0 or held["high"] < 0 else " "
    return f"{value} [{low:+,.{digits}f} to {high:+,.{digits}f}]{clear}".rjust(28)


def quarter_lines(found: list[dict[str, Any]], words: str, digits: int = 0) -> list[str]:
    """Return a table of the carmakers' quarters, money with some digits behind the point."""
    head = "".join(row.rjust(26) for row in ROWS) + "reported".rjust(10) + "PIT".rjust(6)
    lines = [words, "bn {currency}, medians with 80 % intervals over worlds; profit is against no new tariffs", ""]
    lines.append("maker, quarter".ljust(30) + head)
    for entry in found:
        cells = "".join(quarter_interval(entry[row], digits).rjust(26) for row in ROWS)
        reported = "" if entry["reported"] is None else f"{entry['reported']:,.{digits}f}"
        pit = "" if entry["pit"] is None else f"{entry['pit']:.2f}"
        lines.append(
            f"{title(entry['maker'])}, {entry['quarter']}".ljust(30) + cells + reported.rjust(10) + pit.rjust(6)
        )
    return [*lines, "", "PIT: share of worlds whose duties in all are below what was reported; empty until it is"]


def month_lines(found: list[dict[str, Any]], words: str) -> list[str]:
    """Return a table of cars shipped and landed by month."""
    said = "percent by value on the same days of the known year, all carmakers; medians with 80 % intervals over worlds"
    heads = ("month", "shipped", "landed", "exports reported")
    lines = [words, said, "", "".join(head.rjust(26) if place else head.ljust(10) for place, head in enumerate(heads))]
    for entry in found:
        cells = [change_interval(entry[what]) for what in heads[1:3]]
        reported = entry[heads[3]]
        cells.append("" if reported is None else f"{reported:+.1f}")
        lines.append(entry["month"].ljust(10) + "".join(cell.rjust(26) for cell in cells))
    return lines


def change_interval(held: Mapping[str, float | None]) -> str:
    """Return a median change with its 80 % interval, percent."""
    return with_interval(held, lambda change: f"{change:+.1f}")


def quarter_interval(held: Mapping[str, float | None], digits: int) -> str:
    """Return a median with its 80 % interval, with some digits behind the point."""
    return with_interval(held, lambda bill: f"{bill:,.{digits}f}")
