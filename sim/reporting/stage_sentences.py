"""The diary's sentences on a deal in stages: what it leaves open, the text, enactment, force, and a court's ruling."""

from collections.abc import Callable, Sequence
from typing import Any

from sim.bargaining.sides import SIDES
from sim.reporting.package_text import WHO, in_words, level, sentence_start
from sim.reporting.words import label
from sim.runs.run import Outcome

Sentence = Callable[[dict[str, Any], Outcome], str]


def open_issues(outcome: Outcome) -> list[int]:
    """Return the places of the issues that a deal leaves open."""
    return list(outcome.agenda.left_open)


def left_open(outcome: Outcome) -> str:
    """Return the sentence on what a deal leaves to a text, with a space before it; nothing without one."""
    said = []
    for place in open_issues(outcome):
        issue = outcome.agenda.issues[place]
        first, last = (in_words(held, issue.unit) for held in (issue.levels[0], issue.levels[-1]))
        said.append(f"{label(issue.name)} ({first} to {last})")
    return f" It leaves to a text: {', '.join(said)}." if said else ""


def text_terms(outcome: Outcome, package: Any) -> str:
    """Return what a text settles in words."""
    places = open_issues(outcome)
    return ", ".join(f"{label(outcome.agenda.issues[place].name)} {level(outcome, place, package)}" for place in places)


def text_offer(entry: dict[str, Any], outcome: Outcome) -> str:
    """Return the sentence of an offer of a text."""
    who, other = WHO[entry["side"]], WHO[{"us": "korea", "korea": "us"}[entry["side"]]]
    answer = "accepts" if entry["accepted"] else "declines"
    said = text_terms(outcome, entry["package"])
    return f"On the text, {who} proposes {said}. {sentence_start(other)} {answer}."


def text(entry: dict[str, Any], outcome: Outcome) -> str:
    """Return the sentence of a text."""
    return f"The text is signed on the offer of {WHO[entry['side']]}: {text_terms(outcome, entry['package'])}."


def date_text(outcome: Outcome, day: float) -> str:
    """Return a date in words."""
    return f"{outcome.calendar.date(int(day)):%-d %B %Y}"


def in_force(entry: dict[str, Any], outcome: Outcome) -> str:
    """Return the sentence on the issues that come into force with a stage, and from which day they count."""
    said: dict[tuple[float, float], list[str]] = {}
    for k, place in enumerate(entry["places"]):
        days = float(entry["since"][k]), float(entry["counts_from"][k])
        words = f"{label(outcome.agenda.issues[place].name)} {level(outcome, place, entry['package'])}"
        said.setdefault(days, []).append(words)
    return " ".join(force_sentence(entry["day"], days, words, outcome) for days, words in said.items())


def force_sentence(day: int, days: tuple[float, float], words: Sequence[str], outcome: Outcome) -> str:
    """Return the sentence on issues that come into force on one day and count from one."""
    since, counts_from = days
    when = "today" if since == day else f"on {date_text(outcome, since)}"
    back = "" if counts_from >= since else f", and counts from {date_text(outcome, counts_from)}"
    return f"In force {when}{back}: {', '.join(words)}."


def refund(entry: dict[str, Any], outcome: Outcome) -> str:
    """Return the sentence of a refund."""
    return f"The carmakers are refunded {entry['amount']:.2f} bn USD of duty paid at the old rate since then."


def ruling(entry: dict[str, Any], outcome: Outcome, sides: Sequence[str] = SIDES) -> str:
    """Return the sentence of a ruling that meets a deal; `sides`, whose values are told."""
    margins = ", ".join(f"{entry[f'{side}_margin']:+.1f} for {WHO[side]}" for side in sides)
    held = f": keeping the deal beats breaking it by {margins}, bn USD a year" if sides else ""
    end = "Both keep it." if entry["kept"] else "It is broken; the talks are open again."
    return f"A court strikes down {entry['statute']}{held}. {end}"


STAGE_SENTENCES: dict[str, Sentence] = {
    "text_opens": lambda entry, outcome: "The talks on the text open.",
    "text_offer": text_offer,
    "text": text,
    "no_text": lambda entry, outcome: "The talks on the text end without one; the deal stays unfinished.",
    "withdrawal": lambda entry, outcome: "The U.S. takes back the cuts it has made.",
    "enactment": lambda entry, outcome: "What was promised is enacted.",
    "in_force": in_force,
    "refund": refund,
    "ruling": ruling,
}
