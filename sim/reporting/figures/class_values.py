"""The deals of a class by their value to both sides, among those of simulated worlds.

Squares are deals before the vote, circles later ones; crosses are the class's medians.  Frontier, reserves and
solutions are those of one world, so deals of other worlds or days may lie outside.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.core.party_columns import Keys
from sim.reporting.figures.page import DOUBLE, blank_page, describe, label_panel
from sim.reporting.figures.style import BLACK, BLUE, GREY, VERMILLION, count
from sim.scenario.party_words import PartyWords

ALTERNATIVE = "Deals of a class by their value to {a} and to {b}, among simulated deals"
ACROSS, UP = "Value to {a} (bn USD a year)", "Value to {b} (bn USD a year)"
LOOKS = {"before": ("s", VERMILLION), "after": ("o", BLUE)}


def class_figure(picture: Mapping[str, Any], words: Mapping[str, str], said: PartyWords) -> Figure:
    """Return the figure of a class picture.

    words   what before and after are, as "before the vote"
    said    what the parties are called, by whose keys the picture has their values
    """
    told = (
        f"{count(picture['deals'], 'deal')} of {count(picture['games'], 'game')}; grey: {len(picture['cloud'])} deals"
    )
    told = (
        f"Scenario {picture['scenario']}: {count(picture['deals'], 'deal')} of {count(picture['games'], 'game')}; "
        f"grey: {len(picture['cloud'])} deals of {picture['worlds']} simulated worlds"
    )
    drawn = blank_page(DOUBLE, "The class's deals", told, 4.6)
    axes = drawn.subplots()
    label_panel(axes, DOUBLE, said.text(ACROSS), said.text(UP))
    draw_cloud(axes, picture["cloud"], said.keys)
    if picture["frontier"]:
        axes.plot(*zip(*picture["frontier"], strict=True), color=BLACK, linewidth=1, label="Pareto frontier")
    party_a, party_b = picture["reserves"]
    axes.axvline(party_a, color=GREY, linestyle=":", linewidth=1, label="reservation values")
    axes.axhline(party_b, color=GREY, linestyle=":", linewidth=1)
    draw_solutions(axes, picture["solutions"])
    draw_class(axes, picture, words, said.keys)
    set_limits(axes, picture, said.keys)
    axes.legend(loc="upper left", bbox_to_anchor=(0, -0.14), ncols=3, fontsize=DOUBLE.small, frameon=False)
    return describe(drawn, f"{said.text(ALTERNATIVE)}. {told}.")


def values_of(deals: Sequence[Mapping[str, Any]], keys: Keys) -> list[list[float]]:
    """Return the values of deals to either party."""
    return [[deal[key] for deal in deals] for key in keys]


def draw_cloud(axes: Axes, deals: Sequence[Mapping[str, Any]], keys: Keys) -> None:
    """Draw simulated deals, squares before the vote and circles after it."""
    label = "simulated"
    for name, (marker, _) in LOOKS.items():
        held = [deal for deal in deals if deal["before"] == (name == "before")]
        if held:
            across, up = values_of(held, keys)
            axes.scatter(across, up, s=10, color="#D4D4D4", marker=marker, label=label, zorder=1)
            label = "_"


def draw_solutions(axes: Axes, solutions: Mapping[str, Sequence[float]]) -> None:
    """Draw solutions with their names, the first to the right of its point, the others to the left."""
    for place, (name, point) in enumerate(solutions.items()):
        aside: dict[str, Any] = {"ha": "right", "xytext": (-5, -9)} if place else {"ha": "left", "xytext": (5, 5)}
        axes.plot(*point, "s", color=BLACK, markersize=4, zorder=2)
        axes.annotate(name, (point[0], point[1]), textcoords="offset points", fontsize=DOUBLE.small, **aside)


def set_limits(axes: Axes, picture: Mapping[str, Any], keys: Keys) -> None:
    """Let the axes hold all deals, no deal and the solutions; the frontier may run out of them."""
    deals = [one for one in [*picture["cloud"], *picture["points"]] if one["agreed"]]
    points = [*zip(*values_of(deals, keys), strict=True), picture["reserves"], *picture["solutions"].values()]
    (left, right), (low, high) = (span_of(values) for values in zip(*points, strict=True))
    axes.set_xlim(left, right)
    axes.set_ylim(low, high)


def span_of(values: Sequence[float]) -> tuple[float, float]:
    """Return the least and the largest of some values, with a margin."""
    margin = 0.06 * (max(values) - min(values)) or 1.0
    return min(values) - margin, max(values) + margin


def draw_class(axes: Axes, picture: Mapping[str, Any], words: Mapping[str, str], keys: Keys) -> None:
    """Draw the class's own deals and their medians."""
    for name, (marker, color) in LOOKS.items():
        deals = [one for one in picture["points"] if one["agreed"] and one["before"] == (name == "before")]
        if deals:
            (across, up), label = values_of(deals, keys), f"class, {words[name]}"
            axes.scatter(across, up, s=48, color=color, marker=marker, edgecolor="white", label=label, zorder=3)
        if name in picture["medians"]:
            middle = picture["medians"][name]
            cross = [middle[key] for key in keys]
            axes.plot(*cross, "+", color=color, markersize=16, markeredgewidth=2, zorder=4)
