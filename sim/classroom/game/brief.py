"""The brief of a role: one page, made from the scenario and from the side's own values on the first day.

It is plain data: a title, and sections of paragraphs and tables, which stand once more without sections.  Nothing in
it is the other side's.
"""

from typing import TYPE_CHECKING, Any

from sim.bargaining.sides import SIDES
from sim.classroom.game.brief_public import assembly_texts, public_text, unknown_text, vote_texts
from sim.classroom.game.brief_worth import Section, worth, worth_tables
from sim.classroom.game.limits import authority_text
from sim.classroom.game.words import (
    date_text,
    issue_text,
    level_text,
    name_text,
    value_text,
)
from sim.classroom.party_idioms import idioms
from sim.core.party_columns import name_by_key
from sim.model.no_deal import COMPONENT
from sim.reporting.words import label
from sim.scenario.office_names import is_office
from sim.scenario.schema.calendar import FirmDeadline
from sim.scenario.schema.scenario import Scenario

if TYPE_CHECKING:
    from sim.classroom.game.game import PersonsGame


def brief_of(game: "PersonsGame", place: int, language: str = "en") -> dict[str, Any]:
    """Return the brief of a side by its number; UserError for a language that there is not."""
    words, side, spec = game.words(language), SIDES[place], game.loaded.scenario
    said = words["brief"]
    sections = [
        section(said["situation"], [situation(game, words)], [dates_table(game, words)]),
        section(said["who"], who(spec, place, words)),
        section(said["interests"], [said["interests_text"]], [interests_table(game, side, words)]),
        section(said["lines"], red_lines(game, side, words)),
        section(said["worth"], [worth(game, side, words)], worth_tables(game, side, words)),
        section(said["signing"], signing(game, place, words)),
        section(said["public"], [public_text(spec, words), unknown_text(spec, place, words)]),
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


def who(spec: Scenario, place: int, words: dict[str, Any]) -> list[str]:
    """Return whom a side speaks for, and what those who may govern have said in public."""
    said = words["brief"]
    is_private = place == 1 and not (1 in spec.elections or any(map(is_office, spec.party_b.governments)))
    found = [said["who_without_government"] if is_private else said["who_text"][SIDES[place]]]
    found += vote_texts(spec, place, words)
    for name, government in (spec.party_a.governments | spec.party_b.governments).items():
        if government.says:
            found.append(
                said["position"].format(
                    name=name_text(words, name), says=words["statements"].get(government.says, government.says)
                )
            )
    return found


def interests_table(game: "PersonsGame", side: str, words: dict[str, Any]) -> Section:
    """Return what counts for a side, the weightiest first; what no deal is worth is no part of it."""
    weights = {name: weight for name, weight in game.opening.weights[side].items() if name != COMPONENT}
    held = sorted(weights.items(), key=lambda pair: -abs(pair[1]))
    rows = [[component_text(game.loaded.scenario, name, words), f"{weight:+.2f}"] for name, weight in held]
    return {"title": words["brief"]["interests"], "head": words["brief"]["interests_head"], "rows": rows}


def component_text(spec: Scenario, name: str, words: dict[str, Any]) -> str:
    """Return a component in words: by its key where the scenario, between other parties, has made it itself."""
    stated = set(spec.keys) - set(idioms()["keys_of_2025"]) and any(
        part.flows.table is not None and name in part.flows.table.components for part in spec.issues.values()
    )
    return label(name) if stated else str(words["components"].get(name, label(name)))


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


# --- rules ---------------------------------------------------------------------------------------------


def signing(game: "PersonsGame", place: int, words: dict[str, Any]) -> list[str]:
    """Return what limits a side's signature on the first day, and who has to ratify."""
    opening = game.opening
    return [
        authority_text(opening.bounds[SIDES[place]], place, words),
        str(words["no_deal"].format(value=value_text(words, opening.no_deal[SIDES[place]]))),
        *assembly_texts(game.loaded.scenario, place, words),
    ]


def talks(game: "PersonsGame", words: dict[str, Any]) -> list[str]:
    """Return how the talks go."""
    calendar, said = game.loaded.scenario.calendar, words["brief"]
    kinds = [name for name in said["proposers"] if getattr(calendar.proposer, name_by_key(name, game.chairs), None)]
    meets = said["meets"][meetings_kind(game.loaded.scenario)].format(
        every=calendar.meetings.every, daily=calendar.meetings.daily_in_last
    )
    proposer = said["proposers"][kinds[0] if kinds else "coin"]
    return [str(said["talks_text"].format(meets=meets, proposer=proposer)), str(said["moves_text"])]


def meetings_kind(spec: Scenario) -> str:
    """Return how often they meet, as a key of the words."""
    meetings = spec.calendar.meetings
    if meetings.every == 1:
        return "each"
    return "daily" if spec.has_deadline and meetings.daily_in_last else "every"
