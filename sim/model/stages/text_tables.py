"""What a text is worth: the tables of the day, seen from a deal that is signed but not whole.

An issue that the deal has settled is no longer bargained over; it has three states,

    0  as the deal has it          with a text, once every stage has passed
    1  as it is in force today     without one: the deal's level, or what stood before where it waits for the text
    2  what is expected once the talks on the text have ended without one:
       w * (cuts taken back) + (1 - w) * (state 1),     w the chance of that

and an issue that the text is to settle keeps its levels.  So the promise that is not yet kept is the lever: what
waits for the text is worth its difference between states 0 and 1, and the threat that between 1 and 2.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from sim.bargaining.agenda import Agenda
from sim.bargaining.status_quo import StatusQuo
from sim.core.worlds import Array, Flags, Whole

SIGNED, TODAY, EXPECTED = 0, 1, 2  # states of an issue that the deal has settled
STATES = ("by the text", "without it, today", "without it, later")


def text_agenda(agenda: Agenda) -> Agenda:
    """Return the agenda of a text: what the deal left open is on the table, and nothing else."""
    issues = [
        replace(issue, on_table=True)
        if place in agenda.left_open
        else replace(issue, levels=STATES, now=TODAY, lapsed=SIGNED, on_table=False)
        for place, issue in enumerate(agenda.issues)
    ]
    return Agenda(tuple(issues))


def text_status_quo(agenda: Agenda, worlds: int) -> StatusQuo:
    """Return what is in force without a text, (worlds, issues): today, and once its talks have ended."""
    open_to = np.isin(np.arange(len(agenda.issues)), agenda.left_open)
    now, later = (np.where(open_to, held, state) for held, state in ((agenda.now, TODAY), (agenda.lapsed, EXPECTED)))
    return StatusQuo(np.tile(now, (worlds, 1)), np.tile(later, (worlds, 1)))


@dataclass(frozen=True, eq=False)
class DealInForce:
    """A deal and what of it is in force, (worlds, issues) unless stated.

    package   the deal; before, the terms that stand where it is not in force; without, once cuts are taken back
    force     where it is in force today; taken, where it may be taken back, (issues,)
    chance    that it is, (worlds,)
    """

    package: Whole
    before: Whole
    without: Whole
    force: Flags
    taken: Flags
    chance: Array


def text_table(signed: Array, standing: Array, deal: DealInForce, agenda: Agenda) -> Array:
    """Return a side's table of the text, (worlds, issues, longest), from its tables of the day.

    signed, standing (worlds, issues, levels), of what a deal says and of what stands without one.
    """
    longest = max(len(STATES), *(len(agenda.issues[place].levels) for place in agenda.left_open))
    whole = value_at(signed, deal.package)
    today = np.where(deal.force, whole, value_at(standing, deal.before))
    back = np.where(deal.force & deal.taken, value_at(standing, deal.without), today)
    chance = deal.chance[:, None]
    later = chance * back + (1 - chance) * today
    found = np.stack([whole, today, *[later] * (longest - 2)], axis=2)
    for place in agenda.left_open:
        found[:, place] = levels_of_issue(signed[:, place], len(agenda.issues[place].levels), longest)
    return found


def value_at(table: Array, package: Whole) -> Array:
    """Return the value of each issue's level in a package, (worlds, issues)."""
    return np.asarray(np.take_along_axis(table, package[:, :, None], axis=2)[:, :, 0])


def levels_of_issue(values: Array, count: int, longest: int) -> Array:
    """Return an issue's values, (worlds, longest), its last level repeated."""
    places: Sequence[int] = [min(place, count - 1) for place in range(longest)]
    return values[:, places]
