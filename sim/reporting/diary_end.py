"""The last paragraph of the diary: who gained, what was left on the table, and what was nearest to the signature.

Only from recorded figures: the row of the world, its tables of the last day, and its log.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from sim.bargaining.sides import SIDES
from sim.bargaining.solutions import nash
from sim.reporting.diary_events import peer_name
from sim.reporting.diary_line import Entry
from sim.reporting.diary_reasons import is_person
from sim.reporting.diary_words import OTHER, SUBJECT, UNIT, days_text, list_text, share_text, value_text
from sim.reporting.one_world import OneWorld, read_world
from sim.reporting.package_text import WHO
from sim.reporting.run_text import title
from sim.runs.run import Outcome
from sim.scenario.party_words import words_of

LEAST_LEFT = 0.005  # bn USD a year: less than that was not left on the table


def end_sentences(outcome: Outcome, world: int, sides: Sequence[str]) -> list[str]:
    """Return how one world ended, as far as some sides are told, in sentences."""
    held = read_world(outcome, world)
    ended = deal_sentences(held, sides) if held.row["agreed"] else no_deal_sentences(held, sides)
    found: list[str] = words_of(outcome.loaded.scenario).data(
        [*ended, *waiting(held.row, sides), *duty(outcome, held.row)]
    )
    return found


def deal_sentences(held: OneWorld, sides: Sequence[str]) -> Iterator[str]:
    """Yield what a deal is worth, what was left on the table, and what was nearest when it was signed."""
    row = held.row
    worth = [
        f"{value_text(row[f'{side}_value'])}{'' if k else f' {UNIT}'} to {WHO[side]}" for k, side in enumerate(sides)
    ]
    if worth:
        yield f"Over no deal, the deal is worth {list_text(worth)}."
    if len(sides) == len(SIDES):
        yield from division(row)
    yield from nearest(held)


def division(row: dict[str, Any]) -> Iterator[str]:
    """Yield how the gain is divided, and how far the deal is from the frontier and from Nash's."""
    share = row["party_a_share"]
    if share is not None and 0 <= share <= 1:
        who, part = ("{A}", share) if share >= 0.5 else ("{B}", 1 - share)
        yield f"{who} takes {share_text(part)} of what both gain over their walk-away values."
    left, ratio = row["frontier_distance"], row["nash_ratio"]
    if left is not None:
        more = left >= LEAST_LEFT
        first = f"Both could have had {left:.2f} {UNIT} more at once" if more else "No terms would have given both more"
        nash_said = (
            "" if ratio is None else f"; the product of their gains is {share_text(ratio)} of the largest (Nash)"
        )
        yield f"{first}{nash_said}."


def nearest(held: OneWorld) -> Iterator[str]:
    """Yield how far the deadline, a partner's deal and the vote were off at the signature, the nearest first."""
    row, found = held.row, []
    if row.get("days_left") is not None:
        left = row["days_left"]
        found.append((left, f"the deadline ({'the same day' if left == 0 else days_text(left) + ' later'})"))
    for kind, name in (("peer", peer_of(held)), ("election", "the vote")):
        days = [row["day"] - entry["day"] for entry in marks(held, kind) if entry["day"] <= row["day"]]
        if days:
            found.append(
                (min(days), f"{name} ({days_text(min(days))} before)" if min(days) else f"{name} (the same day)")
            )
    if found:
        first, *rest = [words for _, words in sorted(found)]
        then = f", then came {list_text(rest)}" if rest else ""
        yield f"Nearest to the signature was {first}{then}."


def marks(held: OneWorld, kind: str) -> list[Entry]:
    """Return the entries of the vote, or of partners' deals."""
    if kind == "election":
        return held.entries("election")
    return [entry for entry in held.log if entry["kind"] == "neighbour" or "peer" in entry]


def peer_of(held: OneWorld) -> str:
    """Return whose deal was the last before the signature, in words."""
    found = [entry for entry in marks(held, "peer") if held.row["day"] is None or entry["day"] <= held.row["day"]]
    if not found:
        return ""
    entry = found[-1]
    name = title(entry["who"]) if entry["kind"] == "neighbour" else peer_name(entry["name"])
    return f"{name}'s deal" if name else title(entry["name"])


def no_deal_sentences(held: OneWorld, sides: Sequence[str]) -> Iterator[str]:
    """Yield what was asked and offered last where there is no deal, and whether there was room for one."""
    yield "No deal holds at the end."
    for side in sides:
        made = [entry for entry in held.entries("offer") if entry["side"] == OTHER[side]]
        if made:
            offered, asked = value_text(made[-1][f"{side}_value"]), value_text(made[-1][f"{side}_demand"])
            reserve = value_text(made[-1][f"{side}_reserve"])
            demand = "" if is_person(made[-1], side) else f" and demanded {asked}"
            said = f"{SUBJECT[side]} was last offered {offered} {UNIT}{demand}; no deal was worth {reserve}"
            yield f"{said} to it."
    if len(sides) == len(SIDES):
        yield room(held)


def room(held: OneWorld) -> str:
    """Return whether any terms would have given both more than no deal, by the tables of the last day."""
    problem = held.problem
    if problem is None:
        return "No terms would have given both sides what no deal was worth to them."
    gains = np.asarray(nash(problem)) - held.reserves
    party_a, party_b = (value_text(gain) for gain in gains)
    return (
        f"There was room: at Nash's solution {{a}} would have gained {party_a} and {{b}} {party_b} {UNIT} over no deal."
    )


def waiting(row: dict[str, Any], sides: Sequence[str]) -> Iterator[str]:
    """Yield what the time without a deal has brought the sides, bn USD."""
    said = [f"{WHO[side]} {row[f'{side}_waiting']:+.1f} bn USD" for side in sides if row[f"{side}_waiting"] is not None]
    if said:
        yield f"The time without a deal has brought {list_text(said)}."


def duty(outcome: Outcome, row: dict[str, Any]) -> Iterator[str]:
    """Yield what the carmakers have paid, bn USD, by the day on which their accounts end."""
    spec = outcome.loaded.scenario
    paid = {name: row.get(f"{name}_duty") for name in spec.makers}
    held = {title(name): value for name, value in paid.items() if value is not None}
    if held and spec.industry is not None:
        until = spec.industry.accounts_until
        parts = list_text([f"{name} {value:.2f}" for name, value in held.items()])
        yield f"By {until:%-d %B %Y} duty has cost the carmakers {sum(held.values()):.2f} bn USD: {parts}."
