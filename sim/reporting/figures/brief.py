"""The figures of an analyst's brief: two beside each other on a page of print, each as wide as one column."""

from collections.abc import Sequence

from matplotlib.figure import Figure

from sim.analysis.compare import ComparedRun
from sim.reporting.figures import car_terms, survival
from sim.reporting.figures.figure_words import alternative_of
from sim.reporting.figures.formats import encode_figure
from sim.reporting.figures.page import SINGLE
from sim.reporting.report.picture import Picture
from sim.reporting.report.run_words import BRIEF_CAPTIONS

MOST = 3  # scenarios in one figure


def brief_picture(name: str, drawn: Figure, measure: str = "") -> Picture:
    """Return a figure as it stands in a brief, at the size at which it is printed.

    measure   in words, where the caption names it
    """
    caption = BRIEF_CAPTIONS[name].format(measure=measure)
    return Picture(encode_figure(drawn, "png", "single"), caption, alternative_of(drawn))


def large_picture(drawn: Figure, caption: str) -> Picture:
    """Return a figure as it stands in an appendix, as large as it was laid out."""
    return Picture(encode_figure(drawn), caption, alternative_of(drawn))


def draw_brief(sides: Sequence[ComparedRun]) -> dict[str, Picture]:
    """Return when deals come and, where it is negotiated, at what car tariff, of one scenario or a few."""
    shown = sides[:MOST]
    has_deadline = any(side.scenario.has_deadline for side in shown)
    caption = "survival" if has_deadline else "survival_to_end"
    found = {"survival": brief_picture(caption, survival.figure(shown, SINGLE, in_brief=True))}
    if all(side.scenario.car_tariff for side in shown):
        found["car_terms"] = brief_picture("car_terms", car_terms.figure(shown, SINGLE))
    return found
