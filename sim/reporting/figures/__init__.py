"""Five figures of an outcome, by name; each module draws one and writes its caption."""

from collections.abc import Callable

from matplotlib.figure import Figure

from sim.reporting.figures import carmakers, deals, offers, terms, values
from sim.reporting.figures.style import png
from sim.runs.run import Outcome

__all__ = ["FIGURES", "captions", "png"]

_MODULES = {"deals": deals, "terms": terms, "values": values, "offers": offers, "carmakers": carmakers}

FIGURES: dict[str, Callable[[Outcome], Figure]] = {name: module.figure for name, module in _MODULES.items()}


def captions(outcome: Outcome) -> dict[str, str]:
    """Return one sentence for each figure, made from the outcome's numbers."""
    return {name: module.caption(outcome) for name, module in _MODULES.items()}
