"""Parties, levels and packages in words."""

from typing import Any

from sim.reporting.words import label, level_name
from sim.runs.run import Outcome

WHO = {"party_a": "{a}", "party_b": "{b}"}


def level(outcome: Outcome, place: int, package: Any) -> str:
    """Return one issue's level in words."""
    issue = outcome.agenda.issues[place]
    held = issue.level_at(int(package[place]))
    return "left open" if held is None else in_words(held, issue.unit)


def in_words(held: float | str, unit: str) -> str:
    """Return a level in words."""
    return level_name(held) if isinstance(held, str) else f"{held:g} {unit}"


def terms(outcome: Outcome, package: Any, before: Any = None) -> str:
    """Return a package in words; with `before`, only what changed since, as from-to."""
    said = []
    for place, issue in enumerate(outcome.agenda.issues):
        if not issue.on_table or (before is not None and package[place] == before[place]):
            continue
        old = "" if before is None else f"from {level(outcome, place, before)} to "
        said.append(f"{label(issue.name)} {old}{level(outcome, place, package)}")
    return ", ".join(said)


def sentence_start(who: str) -> str:
    """Return a party at the start of a sentence."""
    return who[0].upper() + who[1:]
