"""How a side answers an offer, and why: what it is worth to it, what it asks for, its floor, authority, or doubt."""

from collections.abc import Sequence

from sim.bargaining.sides import SIDES
from sim.core.ties import TIE
from sim.reporting.diary_line import Entry
from sim.reporting.diary_reasons import LEAST_CHANGE, SURE, TalksSoFar, is_person
from sim.reporting.diary_words import OTHER, SUBJECT, UNIT, date_text, share_text, value_text
from sim.reporting.package_text import WHO
from sim.runs.run import Outcome


def answer(entry: Entry, outcome: Outcome, sides: Sequence[str], so_far: TalksSoFar) -> str:
    """Return the answer to an offer, with its reason where the side that answers is told."""
    side = OTHER[entry["side"]]
    who = SUBJECT[side]
    if side not in sides:
        return f"{who} {'accepts' if entry['accepted'] else 'declines'}."
    worth, asked = value_text(entry[f"{side}_value"]), value_text(entry[f"{side}_demand"])
    if is_person(entry, side):
        return f"{who} {'accepts' if entry['accepted'] else 'declines'}: the terms are worth {worth} {UNIT} to it."
    if entry["accepted"]:
        return f"{who} accepts: the terms are worth {worth} {UNIT} to it, and it demanded {asked}."
    if entry[f"{side}_compared"] >= entry[f"{side}_demand"] - TIE:
        return f"{who} would take the terms, worth {worth} {UNIT} to it, but {obstacle(entry, side, outcome, so_far)}."
    return (
        f"{who} declines: the terms are worth {worth} {UNIT} to it{if_they_hold(entry, side)}, and it demands {asked}."
    )


def if_they_hold(entry: Entry, side: str) -> str:
    """Return that a value is that of a signature which may not hold, or which is below a floor."""
    if entry[f"{side}_holds"] < SURE:
        return f" if they hold (a chance of {share_text(entry[f'{side}_holds'])})"
    floor, reserve = entry[f"{side}_floor"], entry[f"{side}_reserve"]
    below = entry[f"{side}_value"] < floor - TIE and floor - reserve >= LEAST_CHANGE
    return f", below its floor of {value_text(floor)}" if below else ""


def obstacle(entry: Entry, side: str, outcome: Outcome, so_far: TalksSoFar) -> str:
    """Return what keeps a side from an offer that meets its demand."""
    if not entry["may_sign"]:
        when = "" if so_far.formed is None else f" before {date_text(outcome, so_far.formed)}"
        elected = so_far.elected or SIDES[outcome.loaded.scenario.voting_place]
        return f"nobody may sign for {{{'ab'[SIDES.index(elected)]}}}{when}"
    if entry[f"{side}_value"] < entry[f"{side}_floor"] - TIE:
        return f"it may sign for no less than {value_text(entry[f'{side}_floor'])}"
    if not entry[f"{side}_signs"]:
        return "talking on is worth more to it than a signature that may not hold"
    return f"{WHO[entry['side']]} itself would not sign that today"
