"""Names of levels below an axis, set so that they never meet.

Each name has the same room.  Where one does not fit in a line its words stand below each other; where two beside each
other would still meet, every second one stands below the others; where that is not enough, all are turned upright.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextToPath

from sim.bargaining.agenda import Level
from sim.core.worlds import Array, Whole
from sim.reporting.figures.style import SMALL
from sim.reporting.words import level_name

GAP = 1.0  # points, the least between two names
LINE = 1.25  # height of a line over that of its letters
UPRIGHT = 90  # degrees


@dataclass(frozen=True)
class LevelNames:
    """Names as they stand below an axis: their lines, how far they are turned, and inches beyond a single line."""

    texts: list[str]
    rotation: int = 0
    more: float = 0.0


def level_text(level: Level) -> str:
    """Return a level as a person would write it."""
    return level_name(level) if isinstance(level, str) else f"{level:g}"


def fit_names(names: Sequence[str], points: float, size: float = SMALL) -> LevelNames:
    """Return names as they fit below axes so many points wide, in letters of a size in points."""
    room = points / max(len(names), 1) - GAP
    if all(points_of(name, size) < room for name in names):
        return LevelNames(list(names))
    stacked = [name.replace(" ", "\n") for name in names]
    wide = [max(points_of(line, size) for line in name.split("\n")) for name in stacked]
    if all((one + other) / 2 < room for one, other in pairwise(wide)):
        return LevelNames(stacked, more=lines_beyond(stacked, size))
    if all((one + other) / 2 < 2 * room for one, other in zip(wide, wide[2:], strict=False)) and max(wide) < 2 * room:
        placed = stagger(stacked)
        return LevelNames(placed, more=lines_beyond(placed, size))
    longest = max(points_of(name, size) for name in names)
    return LevelNames(list(names), UPRIGHT, max(0.0, longest - LINE * size) / 72)


def stagger(names: Sequence[str]) -> list[str]:
    """Return names of which every second one stands below the lines of the others."""
    deep = 1 + max(name.count("\n") for name in names[::2])
    return ["\n" * deep + name if place % 2 else name for place, name in enumerate(names)]


def lines_beyond(names: Sequence[str], size: float) -> float:
    """Return how many inches the lines of names take beyond the first."""
    return max(name.count("\n") for name in names) * LINE * size / 72


def points_of(words: str, size: float = SMALL) -> float:
    """Return how wide words are in letters of a size, in points."""
    width, _, _ = TextToPath().get_text_width_height_descent(words, FontProperties(size=size), ismath=False)
    return float(width)


def put_level_names(
    axes: Axes, places: Sequence[float] | Array | Whole, names: LevelNames, size: float = SMALL
) -> None:
    """Name levels below an axis at their places."""
    axes.set_xticks(places, names.texts, fontsize=size, rotation=names.rotation)
