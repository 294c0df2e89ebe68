"""The deals of a class by their value to both sides, among those of simulated worlds.

Squares are deals before the vote, circles later ones; crosses are the class's medians.  Frontier, reserves and
solutions are those of one world, so deals of other worlds or days may lie outside.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.reporting.figures.page import DOUBLE, blank_page, describe, label_panel
from sim.reporting.figures.style import BLACK, BLUE, GREY, VERMILLION, count

ALTERNATIVE = "Deals of a class by their value to the U.S. and to Korea, among simulated deals"
ACROSS, UP = "Value to the U.S. (bn USD a year)", "Value to Korea (bn USD a year)"
LOOKS = {"before": ("s", VERMILLION), "after": ("o", BLUE)}


def class_figure(picture: Mapping[str, Any], words: Mapping[str, str]) -> Figure:
    """Return the figure of a class picture; `words` says what before and after are, as "before the vote"."""
    told = (
        f"{count(picture['deals'], 'deal')} of {count(picture['games'], 'game')}; grey: {len(picture['cloud'])} deals"
    )
    told = (
        f"Scenario {picture['scenario']}: {count(picture['deals'], 'deal')} of {count(picture['games'], 'game')}; "
        f"grey: {len(picture['cloud'])} deals of {picture['worlds']} simulated worlds"
    )
    drawn = blank_page(DOUBLE, "The class's deals", told, 4.6)
    axes = drawn.subplots()
    label_panel(axes, DOUBLE, ACROSS, UP)
    draw_deals(axes, picture["cloud"], 10, "#D4D4D4", "simulated")
    if picture["frontier"]:
        axes.plot(*zip(*picture["frontier"], strict=True), color=BLACK, linewidth=1, label="Pareto frontier")
    us, korea = picture["reserves"]
    axes.axvline(us, color=GREY, linestyle=":", linewidth=1, label="reservation values")
    axes.axhline(korea, color=GREY, linestyle=":", linewidth=1)
    draw_solutions(axes, picture["solutions"])
    draw_class(axes, picture, words)
    set_limits(axes, picture)
    axes.legend(loc="upper left", bbox_to_anchor=(0, -0.14), ncols=3, fontsize=DOUBLE.small, frameon=False)
    return describe(drawn, f"{ALTERNATIVE}. {told}.")


def draw_deals(axes: Axes, deals: Sequence[Mapping[str, Any]], size: float, color: str, label: str) -> None:
    """Draw deals, squares before the vote and circles after it."""
    for name, (marker, _) in LOOKS.items():
        points = [(deal["us"], deal["korea"]) for deal in deals if deal["before"] == (name == "before")]
        if points:
            us, korea = zip(*points, strict=True)
            axes.scatter(us, korea, s=size, color=color, marker=marker, label=label, zorder=1)
            label = "_"


def draw_solutions(axes: Axes, solutions: Mapping[str, Sequence[float]]) -> None:
    """Draw solutions with their names, the first to the right of its point, the others to the left."""
    for place, (name, point) in enumerate(solutions.items()):
        aside: dict[str, Any] = {"ha": "right", "xytext": (-5, -9)} if place else {"ha": "left", "xytext": (5, 5)}
        axes.plot(*point, "s", color=BLACK, markersize=4, zorder=2)
        axes.annotate(name, (point[0], point[1]), textcoords="offset points", fontsize=DOUBLE.small, **aside)


def set_limits(axes: Axes, picture: Mapping[str, Any]) -> None:
    """Let the axes hold all deals, no deal and the solutions; the frontier may run out of them."""
    deals = [(one["us"], one["korea"]) for one in [*picture["cloud"], *picture["points"]] if one["agreed"]]
    points = [*deals, picture["reserves"], *picture["solutions"].values()]
    (left, right), (low, high) = (span_of(values) for values in zip(*points, strict=True))
    axes.set_xlim(left, right)
    axes.set_ylim(low, high)


def span_of(values: Sequence[float]) -> tuple[float, float]:
    """Return the least and the largest of some values, with a margin."""
    margin = 0.06 * (max(values) - min(values)) or 1.0
    return min(values) - margin, max(values) + margin


def draw_class(axes: Axes, picture: Mapping[str, Any], words: Mapping[str, str]) -> None:
    """Draw the class's own deals and their medians."""
    for name, (marker, color) in LOOKS.items():
        deals = [one for one in picture["points"] if one["agreed"] and one["before"] == (name == "before")]
        if deals:
            us, korea = [deal["us"] for deal in deals], [deal["korea"] for deal in deals]
            label = f"class, {words[name]}"
            axes.scatter(us, korea, s=48, color=color, marker=marker, edgecolor="white", label=label, zorder=3)
        if name in picture["medians"]:
            middle = picture["medians"][name]
            axes.plot(middle["us"], middle["korea"], "+", color=color, markersize=16, markeredgewidth=2, zorder=4)
