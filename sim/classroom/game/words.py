"""The words of a game by language, and what is said with them: dates, issues, levels, values."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sim.bargaining.agenda import Agenda, Issue
from sim.classroom.game.words_english import ENGLISH
from sim.classroom.game.words_ko import WORDS
from sim.classroom.party_idioms import fill_words
from sim.core.errors import UserError
from sim.reporting.run_text import title
from sim.reporting.words import label
from sim.scenario.office_names import is_office
from sim.scenario.party_words import PartyWords

LANGUAGES = {"en": ENGLISH, "ko": WORDS}


def words_in(language: str, said: PartyWords) -> dict[str, Any]:
    """Return the words of a language, in which the parties have their names; UserError where there are none."""
    if language not in LANGUAGES:
        raise UserError(f"there is no language {language!r} here; there are {', '.join(LANGUAGES)}")
    return fill_words(LANGUAGES[language], language, said)


def date_text(words: dict[str, Any], day: date) -> str:
    """Return a date in words."""
    return str(words["date"].format(day=day, month=words["months"][day.month - 1]))


def value_text(words: dict[str, Any], value: float) -> str:
    """Return a value in bn USD a year, with its unit."""
    return str(words["bn"].format(value=figure_text(words, value)))


def amount_text(words: dict[str, Any], value: float) -> str:
    """Return a gain in bn USD a year, with its unit and without a plus."""
    return str(words["bn"].format(value=figure_text(words, value).lstrip("+")))


def figure_text(words: dict[str, Any], value: float) -> str:
    """Return a value, given in bn USD a year, to a tenth, in the unit of the language."""
    held = round(value, 1) * words["scale"] + 0.0
    return format(held, words["figure"] if held else words["figure"].lstrip("+"))


def name_text(words: dict[str, Any], name: str) -> str:
    """Return the name of a government, a candidate or a carmaker in words."""
    return str(words["names"].get(name, title(name)))


def holder_text(words: dict[str, Any], name: str) -> str:
    """Return what a government is called within a sentence: an office with its article, another one by its name."""
    if name in words["names"] or not is_office(name):
        return name_text(words, name)
    return str(words["office"].format(name=name.replace("_", " ")))


def begin(text: str) -> str:
    """Return a text with a capital where it begins."""
    return text[:1].upper() + text[1:]


def issue_text(words: dict[str, Any], name: str) -> str:
    """Return an issue's name in words."""
    return str(words["issues"].get(name, label(name)))


def level_text(words: dict[str, Any], issue: Issue, number: int) -> str:
    """Return a level of an issue in words; what a deal leaves open has none."""
    level = issue.level_at(number)
    if level is None:
        return str(words["left_open"])
    if isinstance(level, str):
        return str(words["levels"].get(level, level.replace("_", " ")))
    return number_text(words, level, issue.unit)


def number_text(words: dict[str, Any], level: float, unit: str) -> str:
    """Return a level that is a number, with its unit."""
    said, factor = words["units"].get(unit, (f" {unit}", 1))
    return f"{level * factor:,g}{said}"


def level_texts(words: dict[str, Any], issue: Issue) -> list[str]:
    """Return an issue's levels in words, with what a deal may leave open behind them."""
    count = len(issue.levels) + (issue.lapsed >= len(issue.levels))
    return [level_text(words, issue, number) for number in range(count)]


def package_texts(words: dict[str, Any], agenda: Agenda, package: Iterable[int]) -> dict[str, str]:
    """Return the terms of a package in words, by the names of the issues on the table."""
    pairs = zip(agenda.issues, package, strict=True)
    return {issue.name: level_text(words, issue, int(number)) for issue, number in pairs if issue.on_table}


def package_text(words: dict[str, Any], terms: dict[str, str]) -> str:
    """Return terms, by the names of issues, in one line."""
    return ", ".join(f"{issue_text(words, name)} {said}" for name, said in terms.items())
