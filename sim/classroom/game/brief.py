"""The brief of a role: one page, made from the scenario and from the side's own values on the first day.

It is plain data: a title, and sections of paragraphs and tables, which stand once more without sections.  Nothing in
it is the other side's.
"""

from typing import TYPE_CHECKING, Any

import numpy as np

from sim.bargaining.agenda import Issue
from sim.bargaining.sides import SIDES
from sim.classroom.game.words import (
    date_text,
    figure_text,
    issue_text,
    level_text,
    level_texts,
    name_text,
    value_text,
)
from sim.core.party_columns import name_by_key
from sim.core.worlds import Array
from sim.scenario.schema.calendar import FirmDeadline
from sim.scenario.schema.scenario import Scenario

if TYPE_CHECKING:
    from sim.classroom.game.game import PersonsGame

LITTLE, MUCH = 0.02, 0.2  # shares of what is at stake on the weightiest issue, below and above which words say so
Section = dict[str, Any]


def brief_of(game: "PersonsGame", place: int, language: str = "en") -> dict[str, Any]:
    """Return the brief of a side by its number; UserError for a language that there is not."""
    words, side = game.words(language), SIDES[place]
    said = words["brief"]
    sections = [
        section(said["situation"], [situation(game, words)], [dates_table(game, words)]),
        section(said["who"], who(game, side, words)),
        section(said["interests"], [said["interests_text"]], [interests_table(game, side, words)]),
        section(said["lines"], red_lines(game, side, words)),
        section(said["worth"], [worth(game, words)], worth_tables(game, side, words)),
        section(said["signing"], signing(game, side, words)),
        section(said["public"], [public_text(game, said), said["unknown_text"][side]]),
        section(said["talks"], talks(game, words)),
    ]
    return {
        "language": language,
        "side": side,
        "title": said["title"][side],
        "notice": said["notice"],
        "sections": sections,
        "paragraphs": [text for part in sections for text in part["paragraphs"]],
        "tables": [table for part in sections for table in part["tables"]],
    }


def section(heading: str, paragraphs: list[str], tables: list[Section] | None = None) -> Section:
    """Return a section."""
    return {"title": heading, "paragraphs": paragraphs, "tables": tables or []}


def public_text(game: "PersonsGame", said: dict[str, Any]) -> str:
    """Return what everybody hears: the carmakers' figures, too, where there are any."""
    return str(said["public_text" if game.loaded.scenario.makers else "public_without_makers"])


def situation(game: "PersonsGame", words: dict[str, Any]) -> str:
    """Return where things stand."""
    calendar = game.loaded.scenario.calendar
    days = {name: date_text(words, getattr(calendar, name)) for name in ("pause", "talks", "deadline")}
    return str(words["brief"][situation_kind(game.loaded.scenario)].format(**days))


def situation_kind(spec: Scenario) -> str:
    """Return which text says where things stand."""
    if not spec.has_deadline:
        return "situation_open"
    if isinstance(spec.deadline, FirmDeadline):
        return "situation_firm"
    if not spec.may_extend:
        return "situation_fixed"
    return "situation_text" if spec.has_pause else "situation_without_pause"


def dates_table(game: "PersonsGame", words: dict[str, Any]) -> Section:
    """Return the dates that were announced when the game began."""
    rows = [[line["date"], line["text"]] for line in game.opening_dates[words["language"]]]
    return {"title": words["brief"]["dates"], "head": words["brief"]["dates_head"], "rows": rows}


def who(game: "PersonsGame", side: str, words: dict[str, Any]) -> list[str]:
    """Return whom a side speaks for, and what those who may govern have said in public."""
    spec, said = game.loaded.scenario, words["brief"]
    is_private = side == "party_b" and not spec.party_b.governments
    found = [said["who_without_government"] if is_private else said["who_text"][side]]
    if spec.main_election is not None:
        role = "party_b" if side == SIDES[spec.voting_place] else "party_a"  # whose texts speak of the one that votes
        found.append(said["vote_text"][role].format(vote=date_text(words, spec.main_election.date)))
    for name, government in (spec.party_a.governments | spec.party_b.governments).items():
        if government.says:
            found.append(
                said["position"].format(
                    name=name_text(words, name), says=words["statements"].get(government.says, government.says)
                )
            )
    return found


def interests_table(game: "PersonsGame", side: str, words: dict[str, Any]) -> Section:
    """Return what counts for a side, the weightiest first."""
    held = sorted(game.opening.weights[side].items(), key=lambda pair: -abs(pair[1]))
    rows = [[words["components"].get(name, name.replace("_", " ")), f"{weight:+.2f}"] for name, weight in held]
    return {"title": words["brief"]["interests"], "head": words["brief"]["interests_head"], "rows": rows}


def red_lines(game: "PersonsGame", side: str, words: dict[str, Any]) -> list[str]:
    """Return the lines that a side's governments have drawn in public, or that there is none."""
    said, agenda = words["brief"], game.play.state.main.agenda
    found = []
    for name, government in getattr(game.loaded.scenario, side).governments.items():
        for which, line in government.red_lines.items():
            issue = agenda.issues[agenda.place_of(which)]
            levels = ", ".join(level_text(words, issue, issue.levels.index(level)) for level in line.levels)
            told = {"name": name_text(words, name), "issue": issue_text(words, which), "levels": levels}
            found.append(str(said["line_text"].format(**told)))
    return found or [str(said["no_lines"])]


# --- what terms are worth ------------------------------------------------------------------------------


def worth(game: "PersonsGame", words: dict[str, Any]) -> str:
    """Return what the values are."""
    today = game.play.setting.calendar.date(game.opening.day)
    return str(words["brief"]["worth_text"].format(date=date_text(words, today)))


def worth_tables(game: "PersonsGame", side: str, words: dict[str, Any]) -> list[Section]:
    """Return a table for each issue on the table: what each level is worth, in figures and in words."""
    agenda, table = game.play.state.main.agenda, game.opening.tables[side]
    stakes = [np.ptp(table[k, : len(issue.levels)]) for k, issue in enumerate(agenda.issues) if issue.on_table]
    largest = float(max(stakes, default=0.0))
    return [
        issue_table(issue, table[place], largest, words) for place, issue in enumerate(agenda.issues) if issue.on_table
    ]


def issue_table(issue: Issue, values: Array, largest: float, words: dict[str, Any]) -> Section:
    """Return what each level of an issue is worth; `largest`, what is at stake on the weightiest issue."""
    kept = float(values[issue.lapsed])
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


# --- rules ---------------------------------------------------------------------------------------------


def signing(game: "PersonsGame", side: str, words: dict[str, Any]) -> list[str]:
    """Return what limits a side's signature on the first day."""
    opening, said = game.opening, words["authority"]
    bound = side == SIDES[game.loaded.scenario.voting_place] and opening.floor is not None
    floor = value_text(words, opening.floor) if opening.floor is not None else ""
    kind = "caretaker" if bound else side
    return [
        str(said[kind].format(floor=floor)),
        str(words["no_deal"].format(value=value_text(words, opening.no_deal[side]))),
    ]


def talks(game: "PersonsGame", words: dict[str, Any]) -> list[str]:
    """Return how the talks go."""
    calendar, said = game.loaded.scenario.calendar, words["brief"]
    kinds = [name for name in said["proposers"] if getattr(calendar.proposer, name_by_key(name, game.chairs), None)]
    figures = {"every": calendar.meetings.every, "daily": calendar.meetings.daily_in_last}
    proposer = said["proposers"][kinds[0] if kinds else "coin"]
    return [str(said["talks_text"].format(**figures, proposer=proposer)), str(said["moves_text"])]
