"""What terms are worth to a side, as its brief tells it: what values count from, and a table for each issue."""

from typing import TYPE_CHECKING, Any

import numpy as np

from sim.bargaining.agenda import Issue
from sim.classroom.game.words import date_text, figure_text, issue_text, level_texts
from sim.core.worlds import Array
from sim.model.no_deal import CARRIER, COMPONENT
from sim.scenario.value_zero import BEFORE, counted_from

if TYPE_CHECKING:
    from sim.classroom.game.game import PersonsGame

LITTLE, MUCH = 0.02, 0.2  # shares of what is at stake on the weightiest issue, below and above which words say so
LEAST = 5e-4  # bn USD a year, below which a value is 0
OWN_ZERO = "stated", "own", "before"  # kinds of values whose sign says whether a level is a gain
Section = dict[str, Any]


def worth(game: "PersonsGame", side: str, words: dict[str, Any]) -> str:
    """Return what the values are."""
    today = game.play.setting.calendar.date(game.opening.day)
    issue = issue_text(words, game.play.state.main.agenda.issues[CARRIER].name)
    zero = words["brief"]["zero"][zero_kind(game, side)].format(issue=issue)
    return str(words["brief"]["worth_text"].format(date=date_text(words, today), zero=zero))


def zero_kind(game: "PersonsGame", side: str) -> str:
    """Return what a side's values count from on the first day, as a key of the words."""
    spec, table = game.loaded.scenario, game.opening.tables[side]
    if spec.no_deal is not None:
        return "stated" if game.opening.weights[side][COMPONENT] else "own"
    issues = game.play.state.main.agenda.issues
    kept = [table[place, issue.lapsed] for place, issue in enumerate(issues) if issue.on_table]
    if np.allclose(kept, 0, rtol=0, atol=LEAST):
        return "lapse" if spec.has_deadline else "none"
    return "before" if counted_from(spec) == BEFORE else "mixed"


def worth_tables(game: "PersonsGame", side: str, words: dict[str, Any]) -> list[Section]:
    """Return a table for each issue on the table: what each level is worth, in figures and in words."""
    agenda, table = game.play.state.main.agenda, game.opening.tables[side]
    stakes = [np.ptp(table[k, : len(issue.levels)]) for k, issue in enumerate(agenda.issues) if issue.on_table]
    largest, own_zero = float(max(stakes, default=0.0)), zero_kind(game, side) in OWN_ZERO
    return [
        issue_table(issue, table[k], 0.0 if own_zero else float(table[k, issue.lapsed]), largest, words)
        for k, issue in enumerate(agenda.issues)
        if issue.on_table
    ]


def issue_table(issue: Issue, values: Array, kept: float, largest: float, words: dict[str, Any]) -> Section:
    """Return what each level of an issue is worth.

    kept      value that is as good as no deal; largest, what is at stake on the weightiest issue; bn USD a year
    """
    rows = [
        [text, figure_text(words, float(value)), value_in_words(float(value) - kept, largest, words)]
        for text, value in zip(level_texts(words, issue), values, strict=False)
    ]
    return {"title": issue_text(words, issue.name), "head": words["brief"]["worth_head"], "rows": rows}


def value_in_words(gain: float, largest: float, words: dict[str, Any]) -> str:
    """Return in words what a level gains over no deal, given what is at stake on the weightiest issue."""
    said, share = words["brief"]["in_words"], abs(gain) / largest if largest > 0 else 0.0
    if gain == 0:
        return str(said["nothing"])
    size = "little" if share < LITTLE else "much" if share >= MUCH else "some"
    return str(said[size]["good" if gain > 0 else "bad"])
