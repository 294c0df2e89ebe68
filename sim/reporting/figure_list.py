"""The figures that `sim draw` makes: what each shows, and from what it is drawn.  No figure is imported for it."""

from dataclasses import dataclass

from sim.core.errors import UserError
from sim.scenario.faults import suggestion

RUNS, RUN, PAIR, SWEEP = "runs", "run", "two runs, or a comparison", "sweep"
AGAIN = "run, played again"


@dataclass(frozen=True)
class FigureEntry:
    """What a figure shows, from what saved results it is drawn, and which options it takes."""

    shows: str
    takes: str
    options: tuple[str, ...] = ()


FIGURE_LIST = {
    "survival": FigureEntry("share of worlds without a deal by date, a Kaplan-Meier curve for each scenario", RUNS),
    "ridges": FigureEntry("terms agreed, a row for each scenario, or of one run for each phase", RUNS),
    "differences": FigureEntry("one row a measure: before, after, difference with its interval", PAIR),
    "dance": FigureEntry(
        "offers of both sides in one world, in the space of values, with the frontier", RUN, ("world",)
    ),
    "bills": FigureEntry("the carmakers' tariff bills by quarter, beside those reported", RUN),
    "tornado": FigureEntry("how far each factor alone moves an outcome (design one_at_a_time)", SWEEP, ("of",)),
    "heat": FigureEntry("mean of an outcome over two factors, and of how many worlds", SWEEP, ("of", "over")),
    "deals": FigureEntry("when deals come, by phase", AGAIN),
    "terms": FigureEntry("the level agreed on each issue", AGAIN),
    "values": FigureEntry("what packages are worth: one world, and the deals of all worlds", AGAIN),
    "offers": FigureEntry("what each offer of one world was worth, by date", AGAIN),
    "carmakers": FigureEntry("stock, price, sales, duty and pressure of each carmaker by date", AGAIN),
}


def figure_entry(name: str) -> FigureEntry:
    """Return what is known of a figure; UserError if there is none of that name."""
    if name not in FIGURE_LIST:
        raise UserError(f"no such figure: {name}. {suggestion(name, FIGURE_LIST)}")
    return FIGURE_LIST[name]
