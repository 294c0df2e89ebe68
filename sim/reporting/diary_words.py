"""Words of the diary: values, levels, dates and lists as a newspaper prints them, and lines of bearable length."""

from collections.abc import Iterator, Sequence
from typing import Any

from sim.bargaining.sides import SIDES
from sim.reporting.words import label, level_name
from sim.runs.run import Outcome

UNIT = "bn USD a year"
LONGEST = 285  # letters of a line, without its date
LONGEST_LIST = 190  # letters of a list within a sentence
OTHER = dict(zip(SIDES, reversed(SIDES), strict=True))
SUBJECT = {"party_a": "{A}", "party_b": "{B}"}  # at the start of a sentence
SHORT = {"party_a": "{a_short}", "party_b": "{b_short}"}  # in headlines


def value_text(value: float) -> str:
    """Return a value with its sign and one place, bn USD a year."""
    text = f"{value:+.1f}"
    return "0.0" if text in ("+0.0", "-0.0") else text


def share_text(share: float) -> str:
    """Return a share, 0 to 1, as a whole percentage."""
    return f"{100 * share:.0f} %"


def level_text(held: float | str | None, unit: str) -> str:
    """Return a level with its unit."""
    if held is None:
        return "left open"
    return level_name(held) if isinstance(held, str) else f"{held:g} {'%' if unit == 'percent' else unit}"


def term_text(outcome: Outcome, place: int, package: Any) -> str:
    """Return an issue and its level in a package."""
    issue = outcome.agenda.issues[place]
    return f"{label(issue.name)} {level_text(issue.level_at(int(package[place])), issue.unit)}"


def changed_term_text(outcome: Outcome, place: int, package: Any, before: Any) -> str:
    """Return an issue with its level in a package, and in brackets the one before."""
    old = outcome.agenda.issues[place].level_at(int(before[place]))
    was = f"{old:g}" if isinstance(old, int | float) else level_name(old or "left open")
    return f"{term_text(outcome, place, package)} (was {was})"


def package_terms(outcome: Outcome, package: Any) -> list[str]:
    """Return the terms of a package, of the issues on the table."""
    return [term_text(outcome, k, package) for k, issue in enumerate(outcome.agenda.issues) if issue.on_table]


def list_text(items: Sequence[str]) -> str:
    """Return some items as a list in words."""
    return " and ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)


def date_text(outcome: Outcome, day: float) -> str:
    """Return a date without its year."""
    return f"{outcome.calendar.date(int(day)):%-d %B}"


def days_text(days: float) -> str:
    """Return a number of days."""
    return "1 day" if days == 1 else f"{days:.0f} days"


def list_sentences(begin: str, go_on: str, items: Sequence[str]) -> list[str]:
    """Return a list in one sentence, or in several of bearable length, the later of which begin otherwise."""
    groups: list[list[str]] = [[]]
    for item in items:
        if groups[-1] and len(", ".join([*groups[-1], item])) > LONGEST_LIST:
            groups.append([])
        groups[-1].append(item)
    return [f"{go_on if k else begin} {list_text(group)}." for k, group in enumerate(groups)]


def pack_lines(sentences: Sequence[str]) -> Iterator[str]:
    """Yield sentences in lines, as many in each as there is room for."""
    line = ""
    for sentence in sentences:
        if line and len(line) + len(sentence) + 1 > LONGEST:
            yield line
            line = ""
        line = f"{line} {sentence}".lstrip()
    if line:
        yield line
