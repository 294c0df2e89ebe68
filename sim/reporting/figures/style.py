"""How all figures look: palette, titles, legends.

Colours are those of M. Okabe and K. Ito (2008), "Color universal design", told apart with any
colour vision; a line style, a marker or a hatch always says the same as the colour.  Figures are
plain objects: nothing here reads or sets the state of a plotting session, and no display is needed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any, TypeAlias

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.legend import Legend
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from sim.reporting.figures.figure_words import alternative_of, title_of
from sim.reporting.figures.memory import layout_memory
from sim.runs.run import Outcome
from sim.scenario.party_words import PartyWords, words_of

BLACK, GREY, PALE, YELLOW = "#000000", "#595959", "#D9D9D9", "#F0E442"
ORANGE, SKY, GREEN, BLUE, VERMILLION, PURPLE = "#E69F00", "#56B4E9", "#009E73", "#0072B2", "#D55E00", "#CC79A7"

Line: TypeAlias = Any  # a line style in any form that matplotlib knows

WIDTH, HEIGHT, DPI = 9.0, 5.0, 120  # inches, inches, dots an inch
LEVEL = 3  # of compression: files are hardly larger than with the usual 6, and sooner there
HEAD = 0.62  # inches above the axes for title and provenance
TITLE, NORMAL, SMALL = 12.0, 9.0, 8.0  # points
CLEAR = {"facecolor": "white", "alpha": 0.8, "linewidth": 0, "pad": 1}  # behind words that a line may cross


@dataclass(frozen=True)
class Look:
    """How something is drawn wherever it appears."""

    label: str
    color: str
    marker: str = "o"
    line: Line = "-"
    hatch: str = ""


PHASES = {
    "before_election": Look("before the election", ORANGE, "s", hatch="////"),
    "after_election": Look("after the election, deadline not moved", BLUE, "o"),
    "after_extension": Look("after an extension", SKY, "^", hatch="...."),
    "after_lapse": Look("after a lapse", PURPLE, "D", hatch="xxxx"),
}
SERIES = (
    Look("", BLUE, "o", "-"),
    Look("", VERMILLION, "s", "--"),
    Look("", GREEN, "^", "-."),
    Look("", PURPLE, "D", ":"),
    Look("", ORANGE, "v", (0, (5, 1, 1, 1, 1, 1))),
)


def party_looks(words: PartyWords) -> dict[str, Look]:
    """Return the look of each party, by its side."""
    first, second = words.names
    return {"party_a": Look(first, BLUE, "o", "-"), "party_b": Look(second, VERMILLION, "^", "--")}


def looks_in(outcome: Outcome) -> dict[str, Look]:
    """Return the look of each party of a run, by its side."""
    return party_looks(words_of(outcome.loaded.scenario))


def phases(outcome: Outcome) -> dict[str, Look]:
    """Return the looks of the phases of signature, in words that fit the scenario."""
    spec = outcome.loaded.scenario
    if len(spec.elections) > 1:
        last = {"before_election": "before the last election", "after_election": "after both, deadline not moved"}
        return {name: replace(look, label=last.get(name, look.label)) for name, look in PHASES.items()}
    if spec.main_election is not None:
        return PHASES
    without = "before the deadline" if spec.has_deadline else "on that day"
    words = {"before_election": "under the first deadline" if spec.may_extend else without}
    return {name: replace(look, label=words.get(name, look.label)) for name, look in PHASES.items()}


def blank_figure(outcome: Outcome, title: str, height: float = HEIGHT, more: str = "", width: float = WIDTH) -> Figure:
    """Return a figure without axes, with its title and, below it, what run it shows."""
    top = (height - HEAD) / height
    layout = ConstrainedLayoutEngine(rect=(0, 0, 1, top), w_pad=0.08, h_pad=0.08)
    figure = Figure(figsize=(width, height), dpi=DPI, layout=layout, facecolor="white")
    figure.text(0.015, 1 - 0.14 / height, title, fontsize=TITLE, fontweight="bold", va="top")
    figure.text(0.015, 1 - 0.40 / height, provenance(outcome) + more, fontsize=SMALL, color=GREY, va="top")
    return figure


def provenance(outcome: Outcome) -> str:
    """Return scenario, worlds and seed in words."""
    settings = outcome.settings
    return f"Scenario {Path(outcome.loaded.name).stem}, {count(settings.worlds, 'world')}, seed {settings.seed}"


def count(number: int, word: str) -> str:
    """Return a number with its noun."""
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def offers_label(party: str, made: int) -> str:
    """Return what the legend says of a party's offers, given how many are drawn."""
    return f"offers of {party}" if made else f"offers of {party}: none"


def label_axes(axes: Axes, across: str, up: str, title: str = "") -> None:
    """Give axes their labels and the common frame."""
    axes.set_xlabel(across, fontsize=NORMAL)
    axes.set_ylabel(up, fontsize=NORMAL)
    if title:
        axes.set_title(title, fontsize=NORMAL, loc="left")
    axes.tick_params(labelsize=SMALL)
    axes.grid(axis="y", color=PALE, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)


def legend(figure: Figure, handles: Sequence[Any], columns: int, title: str = "") -> Legend:
    """Put one legend below all axes."""
    place: Any = "outside lower center"  # beside the axes, so that it covers no data
    found = figure.legend(
        handles=handles, loc=place, ncols=columns, fontsize=SMALL, frameon=False, handlelength=3, title=title or None
    )
    found.get_title().set_fontsize(SMALL)
    return found


def note(axes: Axes, text: str) -> None:
    """Write a sentence across axes that have nothing to show."""
    axes.text(0.5, 0.5, text, transform=axes.transAxes, ha="center", va="center", fontsize=NORMAL, bbox=CLEAR)


def png(figure: Figure, dots: float = DPI, stated: float | None = None) -> bytes:
    """Return a figure as a PNG of so many dots an inch: laid out and drawn once, where `savefig` draws twice.

    The file says so many dots an inch, or those `stated`, and holds title and alternative text.
    """
    held, layout = BytesIO(), figure.get_layout_engine()
    canvas: Any = FigureCanvasAgg(figure)
    figure.set_dpi(dots)
    with layout_memory(figure):
        if layout is not None:
            layout.execute(figure)
            figure.set_layout_engine("none")
        canvas.draw()
    size: Any = canvas.get_width_height(physical=True)
    drawn = Image.frombuffer("RGBA", size, canvas.buffer_rgba(), "raw", "RGBA", 0, 1)
    drawn.convert("RGB").save(held, "png", compress_level=LEVEL, dpi=(stated or dots,) * 2, pnginfo=png_texts(figure))
    return held.getvalue()


def png_texts(figure: Figure) -> PngInfo:
    """Return title and alternative text of a figure as texts of a PNG."""
    told = PngInfo()
    told.add_itxt("Title", title_of(figure))
    told.add_itxt("Description", alternative_of(figure))
    return told
