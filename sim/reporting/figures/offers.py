"""One world's talks: what each offer was worth to either party, day by day.

Values are those of the day of the offer, so they move with mandates and with a peer's deal even
where the package stays the same.
"""

from collections.abc import Sequence
from typing import Any

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.bargaining.sides import SIDES
from sim.reporting.figures.dates import date_axis
from sim.reporting.figures.marks import (
    Mark,
    draw_labelled_marks,
    election,
    first_deadline,
    last_day_with_room,
    number,
    peer,
)
from sim.reporting.figures.style import (
    BLACK,
    GREY,
    PALE,
    VERMILLION,
    YELLOW,
    blank_figure,
    count,
    label_axes,
    legend,
    looks_in,
    offers_label,
)
from sim.reporting.one_world import OneWorld, pick_world
from sim.reporting.run_text import date_text, title
from sim.runs.run import Outcome
from sim.scenario.party_words import words_of

ALTERNATIVE = "Value of each offer to {a} and to {b} by date, in one world"

INCHES = 8.1  # width of the axes
TURN_MARKS = {
    "extension": Mark(0, "deadline moved", GREY, ":"),
    "lapse": Mark(0, "{pause_short} lapses", VERMILLION, "-"),
    "breakdown": Mark(0, "breakdown", VERMILLION, "-"),
    "signature": Mark(0, "deal signed", BLACK, "-"),
}


def figure(outcome: Outcome) -> Figure:
    """Return the figure `offers`."""
    world = pick_world(outcome)
    drawn = blank_figure(outcome, f"One world's offers and what they are worth: world {world.world}", 5.8)
    panels = list(drawn.subplots(2, 1, sharex=True))
    marks = event_marks(outcome, world)
    first, last = ends(outcome, world, marks)
    years = date_axis(panels[0], number(outcome, first), number(outcome, last))
    for axes, (valued, look) in zip(panels, looks_in(outcome).items(), strict=True):
        handles = panel(axes, outcome, world, valued)
        label_axes(axes, f"Date of offer ({years})", f"Value to {look.label}\n({world.words.unit})")
    panels[0].xaxis.label.set_visible(False)
    handles += shade(outcome, panels, world)
    draw_labelled_marks(outcome, panels, marks, INCHES)
    legend(drawn, handles, 3)
    return drawn


def panel(axes: Axes, outcome: Outcome, world: OneWorld, valued: str) -> list[Artist]:
    """Draw the value of all offers to one party; return what the legend names."""
    made: list[Artist] = []
    offers = world.entries("offer")
    for side, look in looks_in(outcome).items():
        style: dict[str, Any] = {"color": look.color, "marker": look.marker, "linestyle": look.line}
        own = offer_points(outcome, [e for e in offers if e["side"] == side], valued)
        words = offers_label(look.label, len(own[0]))
        made += axes.plot(*own, linewidth=1, markersize=5, label=words, **style)
    taken = offer_points(outcome, [e for e in offers if e["accepted"]], valued)
    if taken[0]:
        made += axes.plot(*taken, "*", color=YELLOW, markeredgecolor=BLACK, markersize=14, label="accepted")
    reserve = float(world.scene[f"{valued}_reserve"])
    made.append(
        axes.axhline(reserve, color=BLACK, linestyle=":", linewidth=1.2, label=f"reserve on {world.valuation_day}")
    )
    return made


def offer_points(outcome: Outcome, offers: Sequence[Any], valued: str) -> tuple[list[float], list[float]]:
    """Return the dates of offers and their values to one party."""
    return [number(outcome, offer["day"]) for offer in offers], [float(offer[f"{valued}_value"]) for offer in offers]


def event_marks(outcome: Outcome, world: OneWorld) -> list[Mark]:
    """Return the marks of what happened in a world, events only while the parties talked."""
    marks = election(outcome)
    end = max((entry["day"] for entry in world.log if entry["kind"] in (*TURN_MARKS, "offer")), default=0)
    for entry in world.log:
        kind, day = entry["kind"], entry["day"]
        if kind in TURN_MARKS:
            turn = TURN_MARKS[kind]
            marks.append(Mark(day, words_of(outcome.loaded.scenario).text(turn.words), turn.color, turn.line))
        elif kind == "event" and day <= end:
            marks.append(peer(entry["name"], day, day))
        elif kind == "vote" and not (entry["kept"] and entry["passed"]):
            marks.append(Mark(day, "deal voided", VERMILLION, "--"))
    if not world.entries("extension") and not world.entries("lapse"):
        marks = first_deadline(outcome) + marks
    return marks


def ends(outcome: Outcome, world: OneWorld, marks: Sequence[Mark]) -> tuple[float, float]:
    """Return the first and the last day of the axis."""
    first = outcome.calendar.talks - 2
    last = max(mark.day for mark in [*marks, Mark(first + 10, "")]) + 2
    return first, last_day_with_room(outcome, marks, (first, last), INCHES)


def shade(outcome: Outcome, panels: Sequence[Axes], world: OneWorld) -> Sequence[Artist]:
    """Shade the days in which a new government is formed; return what the legend names."""
    vote, handover = outcome.loaded.scenario.main_election, world.row.get("handover")
    if vote is None or handover is None:
        return []
    label = f"{title(world.row['winner'])} forms a government: no signature"
    span = number(outcome, outcome.calendar.day_number(vote.date)), number(outcome, handover)
    return [axes.axvspan(*span, color=PALE, alpha=0.6, linewidth=0, label=label, zorder=0) for axes in panels][:1]


def caption(outcome: Outcome) -> str:
    """Return the caption of the figure `offers`."""
    world = pick_world(outcome)
    made = {side: sum(entry["side"] == side for entry in world.entries("offer")) for side in SIDES}
    (first, second), (many, more) = world.words.names, made.values()
    start = f"In world {world.world} {first} makes {count(many, 'offer')} and {second} {more:,}"
    moved = world.row.get("extensions")
    extensions = f" after {count(moved, 'extension')}" if moved else " without an extension" if moved == 0 else ""
    if not world.row["agreed"]:
        return f"{start}, and the talks break down{extensions}."
    proposer = world.words.names[world.words.keys.index(world.row["proposer"])]
    day = date_text(outcome.calendar.pause, world.row["day"])
    return f"{start}; an offer of {proposer} is signed on {day}{extensions and ','}{extensions}."
