"""Lines on days that matter, with labels that never meet.

Labels stand in rows above the axes, each to the right of its line.  They are laid from the last to
the first, each in the lowest row in which it meets neither a label nor the line of one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from matplotlib.axes import Axes

from sim.reporting.figures.dates import NUMBER, short
from sim.reporting.figures.style import BLACK, GREY, PURPLE, SMALL, Line
from sim.reporting.words import label
from sim.runs.run import Outcome
from sim.scenario.party_words import words_of

LETTER = 0.06  # inches, width of a letter at SMALL points
DASHES = ((0, (8, 3)), (0, (8, 2, 2, 2)), (0, (3, 3)))  # lines of peers' deals
REAL = (0, (8, 2, 2, 2))  # line of the real deal
ROW = 21  # points, height of a label of two lines


@dataclass(frozen=True)
class Mark:
    """A line on a day, or a band from it `until` a later one, with words above the axes."""

    day: float
    words: str
    color: str = BLACK
    line: Line = "-"
    until: float | None = None


def number(outcome: Outcome, day: float) -> float:
    """Return a day's place on a date axis."""
    return NUMBER(outcome.calendar.pause) + float(day)


def election(outcome: Outcome) -> list[Mark]:
    """Return the marks of the elections, by whose they are where both parties vote."""
    spec = outcome.loaded.scenario
    votes = {place: outcome.calendar.day_number(vote.date) for place, vote in sorted(spec.elections.items())}
    named = words_of(spec)
    words = {place: named.text(f"{{{'ab'[place]}}} votes") if len(votes) > 1 else "election" for place in votes}
    return [Mark(day, words[place], PURPLE, "--") for place, day in votes.items()]


def deadlines(outcome: Outcome, extensions: int) -> list[Mark]:
    """Return the marks of the first deadline and of so many extended ones; none where there is no deadline."""
    if not outcome.loaded.scenario.has_deadline:
        return []
    first, longer = outcome.calendar.deadline, outcome.loaded.scenario.deadline.extension_days
    extended = [
        Mark(first + k * longer, "extended" if k == 1 else f"extended {k}x", GREY, ":")
        for k in range(1, extensions + 1)
    ]
    return [Mark(first, "first deadline" if outcome.loaded.scenario.may_extend else "deadline"), *extended]


def first_deadline(outcome: Outcome) -> list[Mark]:
    """Return the mark of the day on which talks end unless the deadline is moved; none where there is none."""
    return [replace(mark, color=GREY, line=":") for mark in deadlines(outcome, 0)]


def real_deal(outcome: Outcome) -> list[Mark]:
    """Return the mark of the day on which a deal was signed in fact, where the scenario says so."""
    actual = outcome.loaded.scenario.actual
    return [] if actual is None else [Mark(outcome.calendar.day_number(actual.date), "real deal", BLACK, REAL)]


def peers(outcome: Outcome) -> list[Mark]:
    """Return the marks of the peers' deals."""
    found: list[Mark] = []
    for event in outcome.loaded.scenario.events:
        span = event.between or (event.date, event.date)
        if event.peer and span[0] and span[1]:
            first, last = outcome.calendar.day_number(span[0]), outcome.calendar.day_number(span[1])
            found.append(peer(event.name, first, last, len(found)))
    return found


def peer(name: str, day: float, until: float, place: int = 0) -> Mark:
    """Return the mark of a peer's deal, its line by its place among them."""
    return Mark(day, event_words(name), BLACK, DASHES[place % len(DASHES)], until if until > day else None)


def event_words(event: str) -> str:
    """Return an event's name in words."""
    said = label(event)
    return said[:1].upper() + said[1:]


def mark_text(outcome: Outcome, mark: Mark, *, with_year: bool = False) -> str:
    """Return a mark's words and, on a second line, its date, by default without the year."""
    days = [mark.day] if mark.until is None else [mark.day, mark.until]
    dates = " to ".join(short(outcome.calendar.date(round(day)), with_year=with_year) for day in days)
    return f"{mark.words[:1].upper()}{mark.words[1:]}\n{dates}"


def marked_texts(outcome: Outcome, marks: Sequence[Mark]) -> list[str]:
    """Return the words of each mark, with the year where talks and marks fall in more than one."""
    days = [outcome.calendar.talks, *(end for mark in marks for end in (mark.day, mark.until) if end is not None)]
    years = {outcome.calendar.date(round(day)).year for day in days}
    return [mark_text(outcome, mark, with_year=len(years) > 1) for mark in marks]


def merge_marks(marks: Iterable[Mark]) -> list[Mark]:
    """Return marks in order of days, those of one day joined and drawn as the last of them."""
    found: dict[float, Mark] = {}
    for mark in sorted(marks, key=lambda m: m.day):
        known = found.get(mark.day)
        found[mark.day] = replace(mark, words=f"{known.words}, {mark.words}") if known else mark
    return list(found.values())


def label_width(words: str, inches: float) -> float:
    """Return the share of axes `inches` wide that a label takes."""
    longest = max(len(line) for line in words.split("\n"))
    return min(0.9, (longest * LETTER + 0.08) / inches)


def last_day_with_room(outcome: Outcome, marks: Sequence[Mark], span: tuple[float, float], inches: float) -> float:
    """Return the last day of an axis on which every label has room to its right."""
    first, last = span
    joined = merge_marks(marks)
    words = marked_texts(outcome, joined)
    parts = [(mark.day, label_width(each, inches)) for mark, each in zip(joined, words, strict=True)]
    return max([last, *((day - part * first) / (1 - part) for day, part in parts)])


def rows(starts: Sequence[float], widths: Sequence[float]) -> list[int]:
    """Return the row of each label, given where labels start, rising, and how wide they are."""
    found: list[tuple[float, int]] = []  # start and row of the labels laid so far
    for start, width in reversed(list(zip(starts, widths, strict=True))):
        met = [row for other, row in found if other < start + width]  # a line crosses all rows below its label
        found.append((start, max(met, default=-1) + 1))
    return [row for _, row in reversed(found)]


def draw_labelled_marks(outcome: Outcome, panels: Sequence[Axes], marks: Sequence[Mark], inches: float) -> None:
    """Draw marks on panels one above the other; labels go above the first, `inches` wide."""
    joined = merge_marks(marks)
    first, last = panels[0].get_xlim()
    words = marked_texts(outcome, joined)
    places = [number(outcome, mark.day) for mark in joined]
    widths = [label_width(each, inches) * (last - first) for each in words]
    for mark, text, place, row in zip(joined, words, places, rows(places, widths), strict=True):
        draw_mark(outcome, panels, mark)
        _draw_label(panels[0], replace(mark, words=text), place, row)


def draw_mark(outcome: Outcome, panels: Sequence[Axes], mark: Mark) -> None:
    """Draw one mark on panels, without its label."""
    place = number(outcome, mark.day)
    for panel in panels:
        panel.axvline(place, color=mark.color, linestyle=mark.line, linewidth=1.1, zorder=1.5)
        if mark.until is not None:
            panel.axvspan(place, number(outcome, mark.until), color=mark.color, alpha=0.12, linewidth=0)


def _draw_label(panel: Axes, mark: Mark, place: float, row: int) -> None:
    """Write one label in its row above a panel, with its line drawn up to it."""
    above: dict[str, Any] = {
        "xycoords": ("data", "axes fraction"),
        "textcoords": "offset points",
        "annotation_clip": False,
    }
    start = (3, 3 + ROW * row)
    panel.annotate(mark.words, (place, 1), start, fontsize=SMALL, va="bottom", linespacing=1.05, **above)
    stem: dict[str, Any] = {
        "arrowstyle": "-",
        "color": mark.color,
        "linestyle": mark.line,
        "linewidth": 1.1,
        "shrinkA": 0,
        "shrinkB": 0,
    }
    panel.annotate("", (place, 1), (0, ROW * (row + 1)), arrowprops=stem, **above)
