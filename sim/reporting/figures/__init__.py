"""The figures of a run, by name; each module draws one, writes its caption and says what it shows."""

from collections.abc import Callable

from matplotlib.figure import Figure

from sim.reporting.figures import carmakers, deals, offers, terms, values
from sim.reporting.figures.style import png
from sim.reporting.html import Picture
from sim.runs.run import Outcome

__all__ = ["FIGURES", "captions", "draw_run", "png"]

_MODULES = {"deals": deals, "terms": terms, "values": values, "offers": offers, "carmakers": carmakers}

FIGURES: dict[str, Callable[[Outcome], Figure]] = {name: module.figure for name, module in _MODULES.items()}


def captions(outcome: Outcome) -> dict[str, str]:
    """Return one sentence for each figure, made from the outcome's numbers."""
    return {name: module.caption(outcome) for name, module in _MODULES.items()}


def draw_run(outcome: Outcome) -> dict[str, Picture]:
    """Return every figure of a run as it stands in a page."""
    return {
        name: Picture(png(module.figure(outcome)), module.caption(outcome), module.ALTERNATIVE)
        for name, module in _MODULES.items()
    }
