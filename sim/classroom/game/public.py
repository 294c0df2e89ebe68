"""What everybody has heard so far: events, the polls as they were published, and the carmakers' quarters."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pyarrow as pa

from sim.bargaining.sides import SIDES
from sim.classroom.game.words import issue_text, name_text, number_text, package_text, package_texts
from sim.core.worlds import Array
from sim.economy.carmakers.accounts import quarter_of
from sim.model.state import State
from sim.reporting.diary import diary_sentences
from sim.runs.chunk import RunSettings
from sim.runs.run import Outcome
from sim.scenario.loading import LoadedScenario
from sim.scenario.schema.scenario import Scenario

PUBLIC = (  # kinds of entries of the log that everybody hears of
    *("event", "neighbour", "election", "vote", "breach", "signature", "lapse", "extension", "breakdown"),
)
POLL_DIGITS = 3  # of shares
MAKER_FIGURES = {"units": "vehicles", "duty": "money"}


def public_events(loaded: LoadedScenario, state: State, side: int, words: dict[str, Any]) -> list[dict[str, str]]:
    """Return what has happened in public so far, oldest first: date and sentence."""
    world, calendar = state.setting.first, state.setting.calendar
    log = [entry for entry in state.records.log if entry["kind"] in PUBLIC]
    outcome = outcome_so_far(loaded, state, log)
    found = []
    for entry, sentence in diary_sentences(outcome, world, (SIDES[side],)):
        text = own_sentence(entry, loaded, state, words) or sentence
        found.append({"date": calendar.date(entry["day"]).isoformat(), "text": text})
    return found


def own_sentence(entry: dict[str, Any], loaded: LoadedScenario, state: State, words: dict[str, Any]) -> str | None:
    """Return a language's own sentence of an entry; None where the diary's is told."""
    kind, agenda = entry["kind"], state.main.agenda
    if kind == "vote":
        kind = "passed" if entry["kept"] and entry["passed"] else "struck"
    if kind not in words["events"]:
        return None
    figures = {}
    if kind == "election":  # when the new government may sign is not known yet
        figures = {"winner": name_text(words, str(entry["winner"]))}
    if kind == "signature":
        terms = package_text(words, package_texts(words, agenda, entry["package"]))
        figures = {"side": words["sides"][entry["side"]], "terms": terms}
    if kind == "event":
        figures = {"name": name_text(words, entry["name"]), "terms": peer_terms(entry["name"], loaded, words)}
    return str(words["events"][kind].format(**figures)).strip()


def peer_terms(name: str, loaded: LoadedScenario, words: dict[str, Any]) -> str:
    """Return the terms of a peer's deal as the scenario states them, behind a colon; nothing of other events."""
    spec = loaded.scenario
    stated = next(event.peer for event in spec.events if event.name == name) or {}
    names = words["peer_issues"]  # of goods that are not party B's
    said = [
        f"{names.get(issue) or issue_text(words, issue)} {number_text(words, level, spec.issues[issue].unit)}"
        for issue, level in stated.items()
        if isinstance(level, float | int)
    ]
    return f": {', '.join(said)}" if said else ""


def outcome_so_far(loaded: LoadedScenario, state: State, log: list[dict[str, Any]]) -> Outcome:
    """Return an outcome that holds a log and nothing else, for those who tell it."""
    nothing, setting = pa.table({}), state.setting
    settings = RunSettings(worlds=1, seed=setting.chance.seed, first=setting.first, chunk=1, in_full=1)
    return Outcome(
        loaded=loaded,
        settings=settings,
        calendar=setting.calendar,
        agenda=state.main.agenda,
        worlds=nothing,
        accounts=nothing,
        days=nothing,
        series={},
        log=log,
        scenes={},
    )


def poll_of_today(state: State) -> list[float | None]:
    """Return each candidate's share of the last published poll, 0 to 1; None before the first one."""
    race = state.voting.race
    held = [] if race is None else race.last_shares(state.setting.day, 0)
    return [None if share is None else round(share, POLL_DIGITS) for share in held]


def polls_so_far(
    spec: Scenario, polls: Sequence[list[float | None]], words: dict[str, Any]
) -> dict[str, list[float | None]]:
    """Return each candidate's published shares by day, from day 0 to today or to the day before the vote."""
    if spec.main_election is None:
        return {}
    return {
        name_text(words, name): [day[place] for day in polls]
        for place, name in enumerate(spec.main_election.candidates)
    }


def carmakers_figures(state: State, words: dict[str, Any]) -> dict[str, dict[str, str]]:
    """Return what carmakers have told of the quarters that are over: cars sold, and tariffs paid on them."""
    today = state.setting.calendar.date(state.setting.day)
    return {name_text(words, maker.name): maker_figures(maker, today, words) for maker in state.makers}


def maker_figures(maker: Any, today: date, words: dict[str, Any]) -> dict[str, str]:
    """Return a carmaker's figures by what they are, in words."""
    books = maker.industry.trade.accounts.quarters
    over = [quarter for quarter in books if quarter < quarter_of(today)]
    return {
        words["makers"][item].format(quarter=quarter): figure_of(maker, books[quarter][item], words, kind)
        for quarter in over
        for item, kind in MAKER_FIGURES.items()
    }


def figure_of(maker: Any, entry: Array, words: dict[str, Any], kind: str) -> str:
    """Return an entry of a carmaker's book in words, money in the unit of the language."""
    value = float(maker.account_in_every_world(entry)[0])
    return str(words[kind].format(value=value * words["scale"] if kind == "money" else value))
