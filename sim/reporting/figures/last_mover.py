"""What the first side gets of a pie that shrinks, by the number of rounds: by turns, and by a fair coin."""

from matplotlib.figure import Figure

from sim.analysis.last_mover import LastMoverValues
from sim.reporting.figures.style import SERIES, label_axes

LABELS = ("taking turns, side 1 first", "by a fair coin")


def figure(found: LastMoverValues) -> Figure:
    """Return the figure: both values over the number of rounds, and the value without an end."""
    drawn = Figure(figsize=(8, 3.4), layout="constrained")
    axes = drawn.add_subplot()
    lines = zip(SERIES[: len(LABELS)], (found.by_turns, found.by_coin), LABELS, strict=True)
    for look, values, label in lines:
        axes.plot(found.rounds, values, look.line, color=look.color, marker=look.marker, markersize=4, label=label)
    limit = f"Rubinstein (1982), without an end: 1/{1 + found.delta:g}"
    axes.axhline(found.limit, color="black", linewidth=1, linestyle=":", label=limit)
    label_axes(axes, "rounds", "value of side 1 (share of the pie)")
    axes.legend(fontsize=8, frameon=False)
    return drawn
