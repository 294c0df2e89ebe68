"""The figures of a lesson that no other command prints: its runs in a table of text, a column each for a measure.

Shares are percent of worlds, or of deals where the heading says so.  `first_signature`, `day` and `days_left` are the
columns of a run; before the vote means before the baseline's, also in the run that has none.
"""

from collections.abc import Mapping
from datetime import timedelta

import numpy as np

from sim.classroom.lesson.slide_words import ENGLISH_HEAD, ENGLISH_RUNS, ENGLISH_TABLE
from sim.core.worlds import Flags
from sim.runs.run import Outcome
from sim.scenario.party_words import usual_words, words_of

CARS = 15  # percent, the tariff on cars of the first deal of a neighbour
FREE, COSTLY = "signing_free", "signing"


def lesson_table(outcomes: Mapping[str, Outcome], vote: int) -> str:
    """Return the table; `vote`, the day of the vote, counted from the first day of the pause."""
    runs = {name: outcome for name, outcome in outcomes.items() if name in ENGLISH_RUNS}
    rows = [heads_of(outcomes), *([ENGLISH_RUNS[name], *figures_of(runs[name], vote)] for name in runs)]
    widths = [max(map(len, cells)) for cells in zip(*rows, strict=True)]
    first, *others = widths
    lines = [
        "  ".join([row[0].ljust(first), *(cell.rjust(width) for cell, width in zip(row[1:], others, strict=True))])
        for row in rows
    ]
    both = [early_gain(runs[FREE], runs[COSTLY], vote)] if {FREE, COSTLY} <= runs.keys() else []
    return "\n".join([ENGLISH_TABLE["title"], "", *lines, "", *both]).rstrip() + "\n"


def heads_of(outcomes: Mapping[str, Outcome]) -> list[str]:
    """Return the headings, with the names of the parties of the runs."""
    said = next((words_of(outcome.loaded.scenario) for outcome in outcomes.values()), usual_words())
    return [said.text(head) for head in ENGLISH_HEAD]


def figures_of(outcome: Outcome, vote: int) -> list[str]:
    """Return the figures of a run, in the order of the headings."""
    agreed, cars = outcome.column("agreed") == 1, outcome.column("auto_tariff")
    of_deals = (outcome.column("days_left") == 0, cars == CARS, cars > CARS, cars < CARS)
    last, at, above, below = (percent(flags[agreed]) for flags in of_deals)
    early, first = outcome.column("first_signature") < vote, outcome.column("day") == outcome.calendar.deadline
    shares = outcome.column("party_a_share")
    return [
        percent(agreed),
        percent(early),
        last,
        str(int(first.sum())),
        percent(outcome.column("extensions") > 0),
        median_date(outcome),
        at,
        above,
        below,
        f"{100 * np.nanmean(shares):.0f}" if np.isfinite(shares).any() else ENGLISH_TABLE["none"],
    ]


def percent(flags: Flags) -> str:
    """Return a share in percent."""
    return f"{100 * flags.mean():.0f}" if len(flags) else ENGLISH_TABLE["none"]


def median_date(outcome: Outcome) -> str:
    """Return the median date of signature."""
    days = outcome.column("day")
    if not np.isfinite(days).any():
        return ENGLISH_TABLE["none"]
    return (outcome.calendar.pause + timedelta(days=float(np.nanmedian(days)))).isoformat()


def early_gain(free: Outcome, costly: Outcome, vote: int) -> str:
    """Return what the cost of signing brings party B in worlds that sign before the vote with it and without it."""
    early = (free.column("day") < vote) & (costly.column("day") < vote)
    gain = (costly.column("party_b_value_fixed") - free.column("party_b_value_fixed"))[early]
    said = f"{gain.mean():+.1f}" if len(gain) else ENGLISH_TABLE["none"]
    told = words_of(free.loaded.scenario).text(ENGLISH_TABLE["early_gain"])
    return told.format(worlds=len(gain), gain=said)
