"""The diary's sentences on a deal in stages: what it leaves open, the text, enactment, force, and a court's ruling."""

from collections.abc import Callable, Sequence

from sim.reporting.diary_line import Entry
from sim.reporting.diary_words import (
    UNIT,
    date_text,
    level_text,
    list_text,
    term_text,
    value_text,
)
from sim.reporting.package_text import WHO
from sim.reporting.words import label
from sim.runs.run import Outcome

Sentences = Callable[[Entry, Outcome, Sequence[str]], list[str]]


def left_open(outcome: Outcome) -> list[str]:
    """Return the sentence on what a deal leaves to a text; none where it leaves nothing."""
    said = []
    for place in outcome.agenda.left_open:
        issue = outcome.agenda.issues[place]
        first, last = (level_text(held, issue.unit) for held in (issue.levels[0], issue.levels[-1]))
        said.append(f"{label(issue.name)} ({first} to {last})")
    return [f"It leaves to a text: {', '.join(said)}."] if said else []


def text_terms(outcome: Outcome, package: Sequence[int]) -> str:
    """Return what a text settles in words."""
    return list_text([term_text(outcome, place, package) for place in outcome.agenda.left_open])


def text(entry: Entry, outcome: Outcome, sides: Sequence[str]) -> list[str]:
    """Return the sentence of a text."""
    return [f"The text is signed on the offer of {WHO[entry['side']]}: {text_terms(outcome, entry['package'])}."]


def in_force(entry: Entry, outcome: Outcome, sides: Sequence[str]) -> list[str]:
    """Return the sentences on the issues that come into force with a stage, and from which day they count."""
    said: dict[tuple[float, float], list[str]] = {}
    for k, place in enumerate(entry["places"]):
        days = float(entry["since"][k]), float(entry["counts_from"][k])
        said.setdefault(days, []).append(term_text(outcome, place, entry["package"]))
    return [force_sentence(entry["day"], days, words, outcome) for days, words in said.items()]


def force_sentence(day: int, days: tuple[float, float], words: Sequence[str], outcome: Outcome) -> str:
    """Return the sentence on issues that come into force on one day and count from one."""
    since, counts_from = days
    when = "today" if since == day else f"on {date_text(outcome, since)}"
    back = "" if counts_from >= since else f", and counts from {date_text(outcome, counts_from)}"
    return f"In force {when}{back}: {list_text(words)}."


def refund(entry: Entry, outcome: Outcome, sides: Sequence[str]) -> list[str]:
    """Return the sentence of a refund."""
    return [f"The carmakers are refunded {entry['amount']:.2f} bn USD of duty paid at the old rate since then."]


def ruling(entry: Entry, outcome: Outcome, sides: Sequence[str]) -> list[str]:
    """Return the sentences of a ruling that meets a deal; `sides`, whose values are told."""
    margins = [f"{value_text(entry[f'{side}_margin'])} {UNIT} for {WHO[side]}" for side in sides]
    held = f": keeping the deal beats breaking it by {list_text(margins)}" if sides else ""
    end = "Both keep it." if entry["kept"] else "It is broken; the talks are open again."
    return [f"A court strikes down {label(entry['statute'])}{held}. {end}"]


STAGE_SENTENCES: dict[str, Sentences] = {
    "text_opens": lambda entry, outcome, sides: ["The talks on the text open."],
    "text": text,
    "no_text": lambda entry, outcome, sides: ["The talks on the text end without one; the deal stays unfinished."],
    "withdrawal": lambda entry, outcome, sides: ["{A} takes back the cuts it has made."],
    "enactment": lambda entry, outcome, sides: ["What was promised is enacted."],
    "in_force": in_force,
    "refund": refund,
    "ruling": ruling,
}
