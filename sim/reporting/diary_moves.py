"""What a side offers, in words: how it opens, on what it gives ground, and what it takes back.

An issue on which a side lost by its own table has given ground; who is told of the other side's offers only judges
them by its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.reporting.diary_line import Entry
from sim.reporting.diary_words import (
    OTHER,
    SHORT,
    SUBJECT,
    changed_term_text,
    date_text,
    list_sentences,
    package_terms,
)
from sim.reporting.words import label
from sim.runs.run import Outcome

NEXT_TO_NOTHING = 0.05  # bn USD a year: below it a move is neither up nor down


@dataclass(frozen=True)
class OfferStory:
    """An offer in words: its sentences, a headline and how much that matters (see `Line`)."""

    sentences: list[str]
    headline: str
    rank: int


@dataclass(frozen=True)
class Changes:
    """Places of issues on which ground was given and taken back, and what was given over all, bn USD a year."""

    given: list[int]
    taken: list[int]
    total: float


def changes_of(entry: Entry, sides: Sequence[str]) -> Changes:
    """Return what has changed since the proposer's offer before, as one of `sides` judges it."""
    side = entry["side"]
    lost = -entry[f"{side}_gain"] if side in sides else entry[f"{OTHER[side]}_gain"]
    moved = np.flatnonzero(entry["package"] != entry["before"])
    taken = [int(place) for place in moved if lost[place] < 0]
    given = [int(place) for place in moved if lost[place] >= 0]
    return Changes(given, taken, float(lost[moved].sum()))


def opening(entry: Entry, outcome: Outcome) -> OfferStory:
    """Return the first offer of a side."""
    who, terms = entry["side"], package_terms(outcome, entry["package"])
    said = list_sentences(f"{SUBJECT[who]} opens with", "Beside that it proposes", terms)
    return OfferStory(said, f"{SHORT[who]} opens", 10)


def move(entry: Entry, outcome: Outcome, sides: Sequence[str], last_day: int) -> OfferStory:
    """Return an offer that differs from the one before, which was made on `last_day`."""
    found, who = changes_of(entry, sides), SUBJECT[entry["side"]]
    given, taken = (
        [changed_term_text(outcome, place, entry["package"], entry["before"]) for place in places]
        for places in (found.given, found.taken)
    )
    short = SHORT[entry["side"]]
    if taken and found.total < -NEXT_TO_NOTHING:
        begin = f"{who} withdraws its offer of {date_text(outcome, last_day)} and asks for more:"
        said = list_sentences(begin, "It also asks for more:", taken)
        more = list_sentences("It gives way only on this:", "It also gives way on this:", given) if given else []
        return OfferStory([*said, *more], f"{short} withdraws its offer", 9)
    if not taken:
        said = list_sentences(f"{who} gives ground:", "It also gives ground:", given)
        return OfferStory(said, f"{short} gives ground on {chief_issue(entry, outcome, found)}", 11)
    said = list_sentences(f"{who} gives ground:", "It also gives ground:", given) if given else []
    begin = "In return it takes back:" if given else f"{who} takes back:"
    said += list_sentences(begin, "It also takes back:", taken)
    if found.total > NEXT_TO_NOTHING:
        return OfferStory(said, f"{short} gives ground on {chief_issue(entry, outcome, found)}", 11)
    return OfferStory(said, f"{short} recasts its offer", 12)


def chief_issue(entry: Entry, outcome: Outcome, found: Changes) -> str:
    """Return the issue on which most ground was given."""
    lost = np.abs(np.nan_to_num(entry[f"{entry['side']}_gain"]))
    return label(outcome.agenda.issues[max(found.given, key=lambda place: lost[place])].name)
