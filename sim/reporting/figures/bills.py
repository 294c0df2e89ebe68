"""The carmakers' tariff bills by quarter: what the model has them pay, beside what they reported.

A bar holds the middle 80 % of worlds, the line in it is the median; a star is a bill that a company reported.  Bills
are all duties of a quarter as expensed (cars from party B and third countries, parts), in the makers' currency.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from sim.analysis.tariff_bills import DUTIES
from sim.core.currency import local_column, money_digits
from sim.core.worlds import Array
from sim.reporting.figures.page import DOUBLE, Page, blank_page, describe, label_panel, put_legend
from sim.reporting.figures.style import BLACK, SERIES, YELLOW, count
from sim.reporting.run_text import title
from sim.scenario.needed_parts import require_industry
from sim.scenario.schema.scenario import Scenario

BOX = (0.1, 0.5, 0.9)  # quantiles over worlds
HATCHES = ("", "////", "....", "xxxx", "\\\\\\\\")


def quarterly_bills(accounts: pa.Table, maker: str) -> dict[str, Array]:
    """Return all duties of a maker in each quarter, bn of the makers' currency, (worlds,) each, in order of time."""
    held = accounts.filter(pc.equal(accounts["maker"], maker))
    found = {}
    for quarter in sorted(held.column("quarter").unique().to_pylist()):
        rows = held.filter(pc.equal(held["quarter"], quarter))
        found[quarter] = np.asarray(sum(local_column(rows, item).to_numpy() for item in DUTIES), dtype=float)
    return found


def figure(name: str, scenario: Scenario, accounts: pa.Table, page: Page = DOUBLE) -> Figure:
    """Return the figure of a run, given its name, its scenario and its accounts."""
    bills = {maker: quarterly_bills(accounts, maker) for maker in scenario.makers}
    worlds = len(accounts.column("world").unique())
    told = f"{name}, {count(worlds, 'world')}; bars: middle 80 % of worlds, with the median; duties as expensed"
    drawn = blank_page(page, "Tariff bills by quarter", told, 2.7 if page.is_narrow else 3.0)
    axes = drawn.add_subplot()
    quarters = sorted({quarter for held in bills.values() for quarter in held})
    wide = 0.8 / max(len(bills), 1)
    for k, (maker, held) in enumerate(bills.items()):
        draw_maker(axes, held, [quarters.index(q) + (k - (len(bills) - 1) / 2) * wide for q in held], k, wide)
        mark_reported(axes, scenario, maker, (quarters, (k - (len(bills) - 1) / 2) * wide))
    label_panel(axes, page, "quarter", f"tariffs (bn {scenario.currency})")
    axes.set_xticks(range(len(quarters)), [quarter_text(quarter) for quarter in quarters])
    axes.set_ylim(bottom=min(0.0, axes.get_ylim()[0]))
    stars = any(quarter in quarters for maker in bills for quarter in reported_bills(scenario, maker))
    put_legend(drawn, page, legend_handles(list(bills), with_stars=stars), 4)
    return describe(drawn, alternative(scenario, bills))


def draw_maker(axes: Axes, held: Mapping[str, Array], places: Sequence[float], k: int, wide: float) -> None:
    """Draw the quarters of one maker."""
    for place, paid in zip(places, held.values(), strict=True):
        low, middle, high = np.quantile(paid, BOX)
        style: dict[str, Any] = {"color": SERIES[k % len(SERIES)].color, "hatch": HATCHES[k % len(HATCHES)]}
        axes.bar(place, high - low, 0.86 * wide, low, alpha=0.75, edgecolor="white", linewidth=0.3, **style)
        axes.plot([place - 0.43 * wide, place + 0.43 * wide], [middle, middle], color=BLACK, linewidth=1.4)


def reported_bills(scenario: Scenario, maker: str) -> dict[str, float]:
    """Return what a maker reported by quarter, bn of its currency: what the scenario has as actual, else the maker."""
    actual = scenario.actual
    stated = {} if actual is None else actual.bills.get(maker, {})
    return {**scenario.makers[maker].reported, **stated}


def mark_reported(axes: Axes, scenario: Scenario, maker: str, at: tuple[Sequence[str], float]) -> None:
    """Mark what a maker reported."""
    quarters, shift = at
    style: dict[str, Any] = {"color": YELLOW, "markeredgecolor": BLACK, "markersize": 9, "zorder": 4}
    for quarter, bill in reported_bills(scenario, maker).items():
        if quarter in quarters:
            axes.plot(quarters.index(quarter) + shift, bill, "*", **style)


def quarter_text(quarter: str) -> str:
    """Return 2025q2 as words."""
    return f"Q{quarter[-1]} {quarter[:4]}"


def legend_handles(makers: Sequence[str], *, with_stars: bool) -> list[Any]:
    """Return what the legend names, with what was reported where any of it is marked."""
    found: list[Any] = [
        Patch(
            facecolor=SERIES[k % len(SERIES)].color,
            hatch=HATCHES[k % len(HATCHES)],
            edgecolor="white",
            alpha=0.75,
            label=title(maker),
        )
        for k, maker in enumerate(makers)
    ]
    star: dict[str, Any] = {"color": YELLOW, "markeredgecolor": BLACK, "markersize": 9, "linestyle": ""}
    return [*found, Line2D([], [], marker="*", label="reported", **star)] if with_stars else found


def money_text(bill: float, digits: int) -> str:
    """Return a bill with some digits behind the point."""
    return f"{bill:,.{digits}f}"


def alternative(scenario: Scenario, bills: Mapping[str, Mapping[str, Array]]) -> str:
    """Return what is read where the figure is not seen."""
    told, money = [], partial(money_text, digits=money_digits(require_industry(scenario).exchange_rate.central))
    for maker, held in bills.items():
        said = reported_bills(scenario, maker)
        for quarter, paid in held.items():
            low, middle, high = np.quantile(paid, BOX)
            beside = f", reported {money(said[quarter])}" if quarter in said else ""
            span = f"{money(middle)} [{money(low)} to {money(high)}]"
            told.append(f"{title(maker)} {quarter_text(quarter)}: {span}{beside}")
    unit = f"bn {scenario.currency}"
    return (
        f"Tariff bills of each carmaker by quarter, {unit}, medians with the middle 80 % of worlds: {'; '.join(told)}."
    )
