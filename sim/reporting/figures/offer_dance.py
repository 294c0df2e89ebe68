"""The offers of one world in the space of values, in their order, below its frontier.

Each side's offers are joined in the order in which they were made; the first and the last are numbered by their day.
All values are by the tables of one day, that of signature, so that frontier, offers and deal are to one measure.
Offers of the other worlds that were kept lie pale behind, each world by the tables of its own day.

Source: H. Raiffa (1982), "The Art and Science of Negotiation", chapter 4, has the name: a negotiation dance.
"""

from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from sim.bargaining.sides import SIDES
from sim.core.worlds import Array
from sim.reporting.figures.page import DOUBLE, Page, blank_page, describe, label_panel, put_legend
from sim.reporting.figures.style import BLACK, CLEAR, GREY, PALE, YELLOW, count, looks_in, party_looks
from sim.reporting.one_world import OneWorld, read_world
from sim.runs.run import Outcome

ACROSS, UP = "value to {a} (bn USD a year)", "value to {b} (bn USD a year)"


def figure(outcome: Outcome, number: int, page: Page = DOUBLE) -> Figure:
    """Return the figure of one world of a run, recorded in full."""
    world = read_world(outcome, number)
    end = "ends with a deal" if world.row["agreed"] else "ends without a deal"
    who = f"scenario {Path(outcome.loaded.name).stem}, seed {outcome.settings.seed}"
    told = f"{who}; world {number} {end}; values on {world.valuation_day}"
    drawn = blank_page(page, f"The offers of world {number}, in their order", told, 3.4 if page.is_narrow else 4.3)
    axes = drawn.add_subplot()
    label_panel(axes, page, world.words.text(ACROSS), world.words.text(UP))
    axes.grid(axis="x", color=PALE, linewidth=0.5)
    handles = draw_others(axes, outcome, number)
    handles += draw_frontier(axes, world)
    for side in SIDES:
        handles += draw_side(axes, page, world, side)
    handles += draw_end(axes, world)
    frame(axes, world)
    put_legend(drawn, page, handles, 3)
    return describe(drawn, alternative(world))


def draw_others(axes: Axes, outcome: Outcome, number: int) -> list[Any]:
    """Draw the offers of the other worlds recorded in full, pale; return what the legend names."""
    others = [read_world(outcome, world) for world in sorted(outcome.scenes) if world != number]
    found = []
    for side, look in looks_in(outcome).items():
        offers = [world.offers(side) for world in others]
        if sum(map(len, offers)):
            party_a, party_b = np.concatenate(offers).T
            words = f"{look.label}, {count(len(others), 'other world')}"
            style: dict[str, Any] = {"color": "#B5B5B5", "markersize": 3, "linestyle": "", "zorder": 0.8}
            found += axes.plot(party_a, party_b, look.marker, label=words, **style)
    return found


def draw_frontier(axes: Axes, world: OneWorld) -> list[Any]:
    """Draw the frontier and the reserves; return what the legend names."""
    party_a, party_b = world.frontier.T
    style: dict[str, Any] = {"color": GREY, "linewidth": 1.0, "marker": ".", "markersize": 2.5}
    found: list[Any] = axes.plot(party_a, party_b, label="Pareto frontier", **style)
    for value, rule in zip(world.reserves, (axes.axvline, axes.axhline), strict=True):
        rule(value, color=BLACK, linewidth=0.8, linestyle=":")
    return [*found, Line2D([], [], color=BLACK, linewidth=0.8, linestyle=":", label="no deal: reserves")]


def draw_side(axes: Axes, page: Page, world: OneWorld, side: str) -> list[Any]:
    """Draw a side's offers, joined in their order, with the day of the first and of the last."""
    look, offers = party_looks(world.words)[side], world.offers(side)
    if not len(offers):
        return []
    days = [entry["day"] for entry in world.entries("offer") if entry["side"] == side]
    style: dict[str, Any] = {"color": look.color, "linestyle": look.line, "marker": look.marker}
    drawn = axes.plot(*offers.T, linewidth=1.0, markersize=4.5, label=f"offers of {look.label}", **style)
    for place in dict.fromkeys([0, len(offers) - 1]):
        if world.deal is None or not np.allclose(offers[place], world.deal):  # whose day the legend says
            words: dict[str, Any] = {"fontsize": page.small, "color": look.color, "bbox": CLEAR, "ha": "right"}
            beside = (-6, -3) if side == "party_a" else (6, -13)
            axes.annotate(f"day {days[place]}", tuple(offers[place]), beside, textcoords="offset points", **words)
    return list(drawn)


def draw_end(axes: Axes, world: OneWorld) -> list[Any]:
    """Draw the deal, if there is one; return what the legend names."""
    if world.deal is None:
        return []
    style: dict[str, Any] = {"color": YELLOW, "markeredgecolor": BLACK, "linestyle": "", "markersize": 12, "zorder": 4}
    return list(axes.plot(*world.deal, marker="*", label=f"deal, day {world.row['day']}", **style))


def points_shown(world: OneWorld) -> Array:
    """Return all points of a world that must be seen, (points, 2)."""
    deal = [] if world.deal is None else [world.deal[None]]
    return np.concatenate([world.reserves[None], *deal, *(world.offers(side) for side in SIDES)])


def frame(axes: Axes, world: OneWorld) -> None:
    """Set limits that hold reserves, offers and deal, with a margin; the frontier may run out of them."""
    held = points_shown(world)
    low, high = held.min(axis=0), held.max(axis=0)
    margin = np.maximum(0.14 * (high - low), 0.4)
    axes.set_xlim(low[0] - margin[0], high[0] + margin[0])
    axes.set_ylim(low[1] - margin[1], high[1] + margin[1])


def alternative(world: OneWorld) -> str:
    """Return what is read where the figure is not seen."""
    told, (first, second) = [], world.words.names
    for side, look in party_looks(world.words).items():
        offers = world.offers(side)
        if len(offers):
            begin, end = (f"{party_a:.2f} and {party_b:.2f}" for party_a, party_b in (offers[0], offers[-1]))
            told.append(f"{look.label} makes {count(len(offers), 'offer')}, the first worth {begin}, the last {end}")
    deal = "no deal comes" if world.deal is None else f"the deal is worth {world.deal[0]:.2f} and {world.deal[1]:.2f}"
    start = f"Offers of both sides of one world in the space of values to {first} and to {second}"
    return f"{start}, with the Pareto frontier, in {world.words.unit}: {'; '.join([*told, deal])}."
