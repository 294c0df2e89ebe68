"""What a government's public holds it to: the least that it may sign for while a vote of its own is still to come.

The vote may choose the government (`election`), or change none (`vote` of a party): both bind till then.
"""

from typing import Any

import numpy as np

from sim.core.worlds import Array, Flags, Whole
from sim.model.setting import Setting
from sim.politics.authority import signing_floor


def answers_to_opinion(holder: Any) -> bool:
    """Return whether a government is limited in what it may sign while a vote is pending."""
    return holder.audience_cost is not None and holder.opinion is not None


def vote_is_ahead(setting: Setting, party: Any, day: int) -> bool:
    """Return whether on a day a party still has a vote to come that changes no government."""
    return party.vote is not None and day < setting.calendar.day_number(party.vote)


def raised_floor(holder: Any, reserve: Array, rows: Whole, binding: Flags) -> Array:
    """Return the least that a government may sign for, (rows,), where it is bound; its reserve elsewhere."""
    ambition = np.zeros(len(reserve)) if holder.ambition is None else holder.ambition[rows]
    return signing_floor(reserve, holder.audience_cost[rows], holder.opinion.against[rows], ambition, binding)
