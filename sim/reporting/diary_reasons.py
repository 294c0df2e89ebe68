"""Why a side offers what it offers, in the model's own terms: demand, floor, clock, doubt, pressure, lessons.

Told to that side alone.  What each figure is says `sim.model.reasons`.
"""

from dataclasses import dataclass, field

import numpy as np

from sim.bargaining.sides import SIDES
from sim.reporting.diary_line import Entry
from sim.reporting.diary_words import OTHER, UNIT, date_text, days_text, share_text, value_text
from sim.reporting.package_text import WHO
from sim.reporting.words import label
from sim.runs.run import Outcome

LEAST_CHANGE = 0.05  # bn USD a year: a smaller one is not told
NOTABLE = 0.2  # the same, of what no deal is worth or pressure adds
SURE = 0.995  # chance from which a signature is not doubted
NEWS_OF_DOUBT = 0.1  # by how much a chance must move to be told again
NEWS_OF_WEIGHT = 0.25  # the same of a weight
SAME_CLOCK = 1e-6


@dataclass
class TalksSoFar:
    """What has been told of the talks so far.

    last     side -> its last offer
    peer     who signed last elsewhere, and the day; formed, from which day a new government may sign
    vote     the day of the vote; elected, the side whose government it changed
    doubt    side -> the chance last told that a signature holds
    weight   side -> the issue and the weight last told
    """

    last: dict[str, Entry] = field(default_factory=dict)
    peer: tuple[str, int] | None = None
    formed: float | None = None
    vote: int | None = None
    elected: str | None = None
    doubt: dict[str, float] = field(default_factory=dict)
    weight: dict[str, tuple[int, float]] = field(default_factory=dict)


def is_person(entry: Entry, side: str) -> bool:
    """Whether a person held the chair of a side: the demand recorded is then of the tactic in whose place it is."""
    return side in entry.get("people", ())


def opening_reason(entry: Entry) -> str:
    """Return what a side asks for with its first offer, beside what no deal is worth to it."""
    side = entry["side"]
    asked, reserve = value_text(entry[f"{side}_demand"]), value_text(entry[f"{side}_reserve"])
    return f"It demands {asked} {UNIT}; no deal is worth {reserve} to it."


def floor_reason(entry: Entry, side: str, outcome: Outcome) -> str:
    """Return the floor of a side where it is above what no deal is worth, and what makes it; nothing elsewhere."""
    spec = outcome.loaded.scenario
    is_told = side == SIDES[spec.voting_place]  # of the other party it is not said who is in office
    holder = "{in_office_short}" if spec.has_governments and is_told else "government"
    floor, reserve = entry[f"{side}_floor"], entry[f"{side}_reserve"]
    if floor - reserve < LEAST_CHANGE:
        return ""
    against = entry["against"]
    cause = f": {share_text(against)} of the public are against its signing" if np.isfinite(against) and is_told else ""
    return f"Its {holder} may sign for no less than {value_text(floor)} {UNIT}{cause}."


def reasons(entry: Entry, outcome: Outcome, so_far: TalksSoFar) -> list[str]:
    """Return why a side offers what it offers, in sentences; of a person nobody knows."""
    side = entry["side"]
    if is_person(entry, side):
        return []
    before = so_far.last.get(side)
    if before is None:
        said = [opening_reason(entry), floor_reason(entry, side, outcome)]
    else:
        said = [change_reason(entry, before, outcome, so_far)]
    if not entry["met"]:
        said.append("No terms meet that demand; these come nearest.")
    return [one for one in (*said, doubt_reason(entry, side, so_far), lesson(entry, outcome, so_far)) if one]


def change_reason(entry: Entry, before: Entry, outcome: Outcome, so_far: TalksSoFar) -> str:
    """Return what has changed for a side since its last offer."""
    side = entry["side"]
    asked, was = entry[f"{side}_demand"], before[f"{side}_demand"]
    figures = f"{value_text(asked)} {UNIT} ({value_text(was)} before)"
    if entry[f"{side}_elapsed"] < before[f"{side}_elapsed"] - SAME_CLOCK:
        return f"{new_government(side, outcome, so_far)} begins anew and demands {figures}."
    if before[f"{side}_holds"] < SURE <= entry[f"{side}_holds"] and so_far.vote is not None:
        chance = share_text(before[f"{side}_holds"])
        return f"Before the vote it gave its terms a chance of {chance} to hold; that doubt is gone."
    if abs(asked - was) >= LEAST_CHANGE and value_text(asked) != value_text(was):
        moved = "falls" if asked < was else "rises"
        return f"Its demand {moved} to {figures}{cause_of_change(entry, before, outcome, so_far)}."
    return f"Its demand stays at {value_text(asked)} {UNIT}."


def new_government(side: str, outcome: Outcome, so_far: TalksSoFar) -> str:
    """Return who begins anew with a new government of a party, at the start of a sentence."""
    since = "" if so_far.formed is None else f" since {date_text(outcome, so_far.formed)}"
    elected = so_far.elected or SIDES[outcome.loaded.scenario.voting_place]
    if side == elected:
        return f"Able to sign{since}, its new government" if since else "Its new government"
    return f"With a government in {{{'ab'[SIDES.index(elected)]}}} that can sign{since}, it"


def cause_of_change(entry: Entry, before: Entry, outcome: Outcome, so_far: TalksSoFar) -> str:
    """Return what has made a demand another: a peer's deal, what no deal is worth, pressure, or the clock."""
    side, falls = entry["side"], entry[f"{entry['side']}_demand"] < before[f"{entry['side']}_demand"]
    reserve, was = entry[f"{side}_reserve"], before[f"{side}_reserve"]
    if abs(reserve - was) >= NOTABLE and (reserve < was) == falls:
        peer = so_far.peer
        since = f"since {peer[0]} signed, " if peer and peer[1] >= before["day"] else ""
        return f": {since}no deal is worth {value_text(reserve)} to it ({value_text(was)} before)"
    if falls:
        return f", {time_left(entry, outcome)}"
    if side == "party_b" and entry["pressed"] - before["pressed"] >= NOTABLE:
        return f": its carmakers' losses make relief on cars worth {value_text(entry['pressed'])} more to it"
    if entry["lapsed"] and not before["lapsed"]:
        return ": the deadline has lapsed, and talks go on"
    return ": the deadline has moved" if entry["days_left"] > before["days_left"] else ""


def time_left(entry: Entry, outcome: Outcome) -> str:
    """Return how long the deadline, or the end of the talks, is off."""
    what = "end of the talks" if entry["lapsed"] or not outcome.loaded.scenario.has_deadline else "deadline"
    left = entry["days_left"]
    return f"on the day of the {what}" if left <= 0 else f"{days_text(left)} before the {what}"


def lesson(entry: Entry, outcome: Outcome, so_far: TalksSoFar) -> str:
    """Return what a side has learnt from the other's offers, where it is news; nothing elsewhere."""
    side = entry["side"]
    heard = so_far.last.get(OTHER[side])
    if heard is None:
        return ""
    place, told = heaviest(heard), so_far.weight.get(side, (-1, 1.0))
    weight = float(heard["learnt"][place])
    if weight < 1 + NEWS_OF_WEIGHT or (told[0] == place and abs(told[1] - weight) < NEWS_OF_WEIGHT):
        return ""
    so_far.weight[side] = (place, weight)
    issue = label(outcome.agenda.issues[place].name)
    judged = f"To judge by its offers, {WHO[OTHER[side]]} gives {issue}"
    return f"{judged} {weight:.1f} times the weight that is commonly supposed."


def heaviest(heard: Entry) -> int:
    """Return the place of the issue that is believed to weigh most with the side that made an offer."""
    return int(np.argmax(heard["learnt"]))


def doubt_reason(entry: Entry, side: str, so_far: TalksSoFar) -> str:
    """Return a side's doubt that a signature of an offer holds, where it is news; nothing elsewhere."""
    chance = float(entry[f"{side}_holds"])
    if chance >= SURE:
        return ""
    told = so_far.doubt.get(side)
    if told is not None and abs(told - chance) < NEWS_OF_DOUBT:
        return ""
    so_far.doubt[side] = chance
    worth = f"These terms, worth {value_text(entry[f'{side}_value'])} {UNIT} to it"
    enough = ": that counts as much as its demand" if entry["met"] else ""
    return f"{worth}, have a chance of {share_text(chance)} to hold, as it sees it{enough}."
