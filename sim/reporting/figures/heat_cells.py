"""An outcome over two factors of a sweep: its mean in each cell, and of how many worlds it is the mean."""

from typing import Any

import numpy as np
import pyarrow as pa
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from sim.core.party_columns import column_by_side
from sim.core.worlds import Array
from sim.reporting.figures.page import DOUBLE, PLAIN, Page, blank_page, describe, join_path, label_panel
from sim.reporting.figures.style import PALE
from sim.reporting.figures.sweeps import cell_sums
from sim.reporting.report.measures import measure_name
from sim.reporting.words import column_label, with_unit
from sim.scenario.party_words import words_of_table
from sim.scenario.schema.tree import unit_of_factor

SHARE, MEAN = "share of worlds", "mean"
INCH = 0.36  # of a cell, the least in which mean and count can be read


def figure(swept: Any, over: tuple[str, str], measure: str, page: Page = DOUBLE) -> Figure:
    """Return the figure, given the factors across and up; cells without worlds are hatched.

    What other factors do is averaged over.  Where cells are too small for letters the scale alone says the mean.
    """
    across, up, total, counted = cell_sums(swept, *over, measure)
    means = np.where(counted > 0, total / np.maximum(counted, 1), np.nan)
    body = 2.9 if page.is_narrow else max(2.6, min(5.0, 0.8 + 0.42 * means.shape[0]))
    said, what = measure_words(swept, measure)
    below = f"in each cell the {what}, below it of how many worlds" if fits(page, means, body) else count_span(counted)
    told = f"{below}; hatched: no world" if (counted == 0).any() else below
    factors = f"at the values of {over[0]} (across) and {over[1]} (up), whatever all others are"
    drawn = blank_page(page, f"{said[:1].upper()}{said[1:]}: {what}", f"{factors}; {told}; {what_sweep(swept)}", body)
    axes = drawn.add_subplot()
    axes.patch.set(hatch="///", edgecolor=PALE)
    held = axes.pcolormesh(across, up, np.ma.masked_invalid(means), cmap="cividis", edgecolors="white", linewidth=0.5)
    if fits(page, means, body):
        write_cells(axes, page, (across, up), means, counted, np.asarray(held.norm(means), dtype=float))
    inches = page.width - 1.5, body - 0.6
    label_panel(axes, page, *(axis_words(path, page, room) for path, room in zip(over, inches, strict=True)))
    axes.grid(visible=False)
    axes.xaxis.set_major_locator(MaxNLocator(4 if page.is_narrow else 8))
    scale = drawn.colorbar(held, ax=axes, pad=0.02)
    unit = swept.schema.field(measure).metadata or {}
    mean = with_unit(f"mean of {column_label(measure, words_of_table(swept))}", unit.get(b"unit", b"").decode())
    scale.set_label(what if what == SHARE else mean, fontsize=page.normal)
    scale.ax.tick_params(labelsize=page.small)
    return describe(drawn, alternative(over, said, means, counted))


def axis_words(path: str, page: Page, inches: float) -> str:
    """Return a factor and its unit in lines that fit axes so many inches long."""
    letters = max(8, int(inches * 72 / (page.normal * PLAIN)))
    unit = unit_of_factor(path)
    lines = join_path(path, letters)
    fits_behind = len(with_unit(lines[-1], unit)) <= letters
    return with_unit("\n".join(lines), unit, between=" " if fits_behind else "\n")


def measure_words(swept: Any, measure: str) -> tuple[str, str]:
    """Return a column in words, and what is made of it: the share of worlds of yes or no, else the mean."""
    words = words_of_table(swept)
    named = words.text(measure_name(column_by_side(measure, words.keys)))
    return named, SHARE if swept.schema.field(measure).type == pa.bool_() else MEAN


def what_sweep(swept: Any) -> str:
    """Return what sweep it is, in words."""
    plan = swept.plan
    return f"sweep {plan.name.rsplit('/', 1)[-1]}, {plan.design.points:,} points, seed {plan.seed}"


def fits(page: Page, means: Array, body: float) -> bool:
    """Return whether a cell holds two lines of letters."""
    wide = (page.width - 1.5) / means.shape[1]
    return bool(wide >= INCH * page.small / 7 and (body - 0.6) / means.shape[0] >= 2.6 * page.small / 72)


def write_cells(axes: Axes, page: Page, edges: tuple[Array, Array], means: Array, counted: Array, shade: Array) -> None:
    """Write mean and count into each cell, light on dark and dark on light."""
    across, up = edges
    for row, column in np.argwhere(np.isfinite(means)):
        middle = (across[column : column + 2].mean(), up[row : row + 2].mean())
        text = f"{means[row, column]:z.2f}\n{counted[row, column]:,.0f}"
        color = "white" if shade[row, column] < 0.5 else "black"
        axes.annotate(text, middle, ha="center", va="center", fontsize=page.small - 0.5, color=color)


def alternative(over: tuple[str, str], said: str, means: Array, counted: Array) -> str:
    """Return what is read where the figure is not seen."""
    start = f"Heat map of the mean of {said} over {over[0]} and {over[1]}, {means.size} cells"
    if not np.isfinite(means).any():
        return f"{start}, none with a world that has it."
    span = f"from {np.nanmin(means):.2f} to {np.nanmax(means):.2f}"
    return f"{start}: {span}; {count_span(counted)}."


def count_span(counted: Array) -> str:
    """Return of how many worlds a cell is the mean."""
    low, high = counted.min(), counted.max()
    return f"each of {low:,.0f} worlds" if low == high else f"each of {low:,.0f} to {high:,.0f} worlds"
