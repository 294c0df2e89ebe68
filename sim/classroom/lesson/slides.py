"""The slides of a lesson: what each is drawn from, and by which figure of the program."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure

from sim.analysis.compare import ComparedRun, compare_by_side
from sim.analysis.last_mover import last_mover_values
from sim.classroom.lesson.lesson_data import LESSON
from sim.classroom.lesson.slide_words import ENGLISH_RUNS
from sim.reporting.figures import FIGURES, differences, last_mover, offer_dance, ridges, survival
from sim.reporting.figures.page import describe
from sim.runs.run import Outcome

SHOWN = (
    "agreed",
    "auto_tariff",
    "reciprocal_tariff",
    "lng",
    "investment",
    "party_a_worth",
    "party_b_worth",
    "party_a_share",
)
WORLD_RUN = "world"  # the one world that is told in full, among the outcomes that a slide is drawn from
LAST_MOVER_TITLE = "What the last offer is worth, all cards on the table"
LAST_MOVER_WORDS = (
    "Value of side 1 of a pie of 1 that shrinks, by the number of rounds: taking turns it swings between what the last "
    "offer takes and what it leaves; by a fair coin it is one half"
)

Outcomes = Mapping[str, Outcome]


@dataclass(frozen=True)
class Slide:
    """The runs that a slide is drawn from, and what draws it."""

    runs: tuple[str, ...]
    draw: Callable[[Outcomes], Figure]


def draw_deals(outcomes: Outcomes) -> Figure:
    """Return when deals come in the baseline."""
    return FIGURES["deals"](outcomes["baseline"])


def draw_last_mover(outcomes: Outcomes) -> Figure:
    """Return what the last offer is worth in theory; no run is needed."""
    drawn = last_mover.figure(last_mover_values())
    drawn.suptitle(LAST_MOVER_TITLE, fontsize=11, fontweight="bold", x=0.01, ha="left")
    return describe(drawn, LAST_MOVER_WORDS)


def draw_dance(outcomes: Outcomes) -> Figure:
    """Return the offers of the world that is told in full."""
    outcome = outcomes[WORLD_RUN]
    return offer_dance.figure(outcome, outcome.settings.first)


def sides_of(outcomes: Outcomes, names: Sequence[str]) -> list[ComparedRun]:
    """Return runs under the names that slides have for them."""
    held = [(ENGLISH_RUNS[name], outcomes[name]) for name in names]
    return [ComparedRun(words, one.loaded.scenario, one.worlds, one.settings.seed) for words, one in held]


def survival_slide(*names: str) -> Slide:
    """Return a slide of how long there is no deal in some runs."""
    return Slide(names, lambda outcomes: survival.figure(sides_of(outcomes, names)))


def ridges_slide(*names: str) -> Slide:
    """Return a slide of what is agreed in some runs."""
    return Slide(names, lambda outcomes: ridges.figure(sides_of(outcomes, names)))


def difference_slide(reference: str, other: str) -> Slide:
    """Return a slide of what differs between two runs, in a few measures."""

    def draw(outcomes: Outcomes) -> Figure:
        one, two = sides_of(outcomes, (reference, other))
        found = compare_by_side(one, two)[two.name]
        return differences.figure((one.name, two.name), [held for held in found if held.measure in SHOWN])

    return Slide((reference, other), draw)


DRAWN_BY: dict[str, Callable[..., Slide]] = {
    "deals": lambda *names: Slide(names, draw_deals),
    "last_mover": lambda: Slide((), draw_last_mover),
    "dance": lambda *names: Slide(names, draw_dance),
    "survival": survival_slide,
    "ridges": ridges_slide,
    "difference": difference_slide,
}
SLIDES = {name: DRAWN_BY[held["drawn"]](*held["runs"]) for name, held in LESSON["slides"].items()}  # in their order
