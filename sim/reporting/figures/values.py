"""What packages are worth to both parties: one world in full, and the deals of all worlds.

Left, one world: its exact Pareto frontier, no deal (the reserves), the terms of the pause, the Nash
and Kalai-Smorodinsky solutions over the reserves, every offer and the deal, all by the tables of one
day, that of signature.
The panel shows what was offered, so the frontier may run out of it.  Right, the deals of all
worlds, each by the tables of its own day.
"""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.bargaining.sides import SIDES
from sim.bargaining.solutions import kalai_smorodinsky, nash
from sim.core.worlds import Array
from sim.reporting.figures.style import (
    BLACK,
    GREEN,
    GREY,
    PALE,
    SMALL,
    YELLOW,
    blank_figure,
    count,
    label_axes,
    note,
    offers_label,
    party_looks,
    phases,
)
from sim.reporting.one_world import OneWorld, pick_world
from sim.runs.run import Outcome
from sim.scenario.schema.scenario import Scenario

ALTERNATIVE = "Value of packages to {a} against value to {b}: one world, and the deals of all worlds"

ACROSS, UP = "Value to {a} (bn USD a year)", "Value to {b} (bn USD a year)"
FEW, MOST = 100, 5000  # deals: up to which their marks are large; that are drawn at most


def figure(outcome: Outcome) -> Figure:
    """Return the figure `values`."""
    world = pick_world(outcome)
    drawn = blank_figure(outcome, "What packages are worth to both parties", 5.8)
    left, right = drawn.subplots(1, 2)
    end = "agreed" if world.row["agreed"] else "no agreement"
    label_axes(
        left,
        world.words.text(ACROSS),
        world.words.text(UP),
        f"World {world.world} ({end}), valued on {world.valuation_day}",
    )
    deals = int(outcome.column("agreed").sum())
    label_axes(
        right,
        world.words.text(ACROSS),
        world.words.text(UP),
        f"All worlds ({count(deals, 'deal')}{f', the first {MOST:,} drawn' if deals > MOST else ''})",
    )
    draw_world(left, world, status_quo(outcome.loaded.scenario))
    draw_deals(right, outcome)
    for axes, columns in ((left, 2), (right, 1)):
        axes.grid(axis="x", color=PALE, linewidth=0.6)
        if axes.get_legend_handles_labels()[0]:
            axes.legend(loc="upper left", bbox_to_anchor=(0, -0.14), ncols=columns, fontsize=SMALL, frameon=False)
    return drawn


def status_quo(spec: Scenario) -> str | None:
    """Return what the legend calls the terms in force while talks go on; None where no terms are."""
    if spec.no_deal is not None:
        return None
    return "status quo: the pause, while it lasts" if spec.has_pause else "status quo, until the deadline"


def draw_world(axes: Axes, world: OneWorld, in_force: str | None) -> None:
    """Draw one world, and the terms in force under that name."""
    party_a, party_b = world.frontier.T
    axes.plot(party_a, party_b, color=GREY, linewidth=1.2, marker=".", markersize=3, label="Pareto frontier")
    for party, look in party_looks(world.words).items():
        hollow: dict[str, Any] = {"facecolors": "none", "edgecolors": look.color, "linewidths": 1.3}
        point(
            axes,
            world.offers(party),
            look.marker,
            40,
            label=offers_label(look.label, len(world.offers(party))),
            **hollow,
        )
    for value, rule in zip(world.reserves, (axes.axvline, axes.axhline), strict=True):
        rule(value, color=BLACK, linewidth=0.8, linestyle=":")
    point(axes, world.reserves, "X", 80, color=BLACK, label="no deal (reserves, dotted)")
    drawn = [world.reserves, *solutions(axes, world)]
    if in_force is not None:
        point(axes, world.pause, "s", 60, color=BLACK, label=in_force)
        drawn.append(world.pause)
    if world.deal is not None:
        point(axes, world.deal, "*", 190, color=YELLOW, edgecolors=BLACK, zorder=4, label="deal")
        drawn.append(world.deal)
    frame(axes, np.concatenate([np.array(drawn), *(world.offers(party) for party in SIDES)]))


def point(axes: Axes, at: Array, marker: str, size: float, **style: Any) -> None:
    """Draw one point, (2,), or several, (points, 2), with one marker."""
    party_a, party_b = np.atleast_2d(at).T
    axes.scatter(party_a, party_b, size, marker=marker, **style)


def solutions(axes: Axes, world: OneWorld) -> list[Array]:
    """Draw the solutions, if any package gives both parties their reserves; return their values."""
    if not world.problem:
        return []
    found = [nash(world.problem), kalai_smorodinsky(world.problem)]
    hollow: dict[str, Any] = {"facecolors": "none", "edgecolors": GREEN, "linewidths": 2}
    point(axes, found[0], "P", 110, color=GREEN, edgecolors="white", zorder=3, label="Nash solution")
    point(axes, found[1], "D", 90, zorder=3, label="Kalai-Smorodinsky solution", **hollow)
    return found


def frame(axes: Axes, points: Array) -> None:
    """Set limits that hold all points, with a margin."""
    low, high = points.min(axis=0), points.max(axis=0)
    margin = np.maximum(0.08 * (high - low), 0.5)
    axes.set_xlim(low[0] - margin[0], high[0] + margin[0])
    axes.set_ylim(low[1] - margin[1], high[1] + margin[1])


def draw_deals(axes: Axes, outcome: Outcome) -> None:
    """Draw the deals of all worlds, by phase."""
    agreed = np.flatnonzero(outcome.column("agreed"))[:MOST]
    values = np.column_stack([outcome.column(f"{party}_value") for party in SIDES])[agreed]
    phase = np.array(outcome.worlds.column("phase").to_pylist())[agreed]
    if not len(agreed):
        axes.set(xticks=[], yticks=[])
        note(axes, "No world agreed.")
        return
    size = 12 if len(agreed) > FEW else 40
    for name, look in phases(outcome).items():
        held = phase == name
        if held.any():
            label = f"deal {look.label} ({held.sum():,})"
            point(axes, values[held], look.marker, size, color=look.color, alpha=0.6, linewidths=0, label=label)
    frame(axes, values)


def caption(outcome: Outcome) -> str:
    """Return the caption of the figure `values`."""
    world = pick_world(outcome)
    reserves, whom = f"reserves of {_pair(world.reserves)}", "to {} and to {}".format(*world.words.names)
    if world.deal is None:
        return f"World {world.world} ends without an agreement, with {reserves} {world.words.unit} {whom}."
    medians = np.array([np.nanmedian(outcome.column(f"{party}_value")) for party in SIDES])
    said = f"In world {world.world} the deal is worth {_pair(world.deal)} {world.words.unit} {whom}"
    return f"{said}, against {reserves}; over all deals the medians are {_pair(medians)}."


def _pair(values: Array) -> str:
    """Return the values of both parties in words."""
    party_a, party_b = (round(float(value), 1) + 0.0 for value in values)  # adding 0 makes -0.0 a plain 0
    return f"{party_a:.1f} and {party_b:.1f}"
