"""The figures of a run, by name; each module draws one, writes its caption and says what it shows."""

from collections.abc import Callable, Iterable
from typing import Any

from matplotlib.figure import Figure

from sim.core.fork import work_beside
from sim.reporting.figures import carmakers, deals, offers, terms, values
from sim.reporting.figures.page import describe
from sim.reporting.figures.style import png
from sim.reporting.report.picture import Picture
from sim.runs.run import Outcome
from sim.scenario.party_words import words_of

__all__ = ["FIGURES", "begin_to_draw", "captions", "draw_run", "png"]

_MODULES = {
    "deals": deals,
    "terms": terms,
    "values": values,
    "offers": offers,
    "carmakers": carmakers,
}
BESIDE = ("terms", "carmakers")  # half of the work, and the longest to draw


def figure_in_words(module: Any) -> Callable[[Outcome], Figure]:
    """Return what draws a figure and gives it the words that are read where it is not seen."""

    def figure(outcome: Outcome) -> Figure:
        drawn: Figure = module.figure(outcome)
        return describe(drawn, f"{alternative_in(module, outcome)}. {module.caption(outcome)}")

    return figure


def alternative_in(module: Any, outcome: Outcome) -> str:
    """Return what a figure shows, with the names of a run's parties."""
    return words_of(outcome.loaded.scenario).text(module.ALTERNATIVE)


FIGURES: dict[str, Callable[[Outcome], Figure]] = {name: figure_in_words(held) for name, held in _MODULES.items()}


def modules_of(outcome: Outcome) -> dict[str, Any]:
    """Return the modules of a run's figures, by name: carmakers are drawn where there are any."""
    return {name: held for name, held in _MODULES.items() if held is not carmakers or outcome.loaded.scenario.makers}


def captions(outcome: Outcome) -> dict[str, str]:
    """Return one sentence for each figure, made from the outcome's numbers."""
    return {name: module.caption(outcome) for name, module in modules_of(outcome).items()}


def draw_run(outcome: Outcome) -> dict[str, Picture]:
    """Return every figure of a run as it stands in a page; on two cores some are drawn at the same time."""
    return begin_to_draw(outcome)()


def begin_to_draw(outcome: Outcome) -> Callable[[], dict[str, Picture]]:
    """Return what gives every figure of a run; on two cores some of them are drawn from now on, by a copy."""
    modules = modules_of(outcome)
    there = [name for name in BESIDE if name in modules]
    beside = work_beside(lambda: draw(outcome, there))
    here = [name for name in modules if name not in BESIDE]

    def pictures() -> dict[str, Picture]:
        images = dict(zip(here, draw(outcome, here), strict=True)) | dict(zip(there, beside(), strict=True))
        return {
            name: Picture(images[name], module.caption(outcome), alternative_in(module, outcome))
            for name, module in modules.items()
        }

    return pictures


def draw(outcome: Outcome, names: Iterable[str]) -> list[bytes]:
    """Return some figures of a run as images."""
    return [png(FIGURES[name](outcome)) for name in names]
