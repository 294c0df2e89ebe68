"""How a game ended: the deal and how good it is, what would have been fair, and what the other side wanted.

All of it is the run's own: the row of the world, the tables of the day of signature (of a game without a deal, of the
last day), the log of offers.  It is for after the end: both sides' values stand in it.

Values are bn USD a year against no deal at the terms after a lapse.
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.bargaining.agenda import Agenda
from sim.bargaining.frontier import frontier
from sim.bargaining.sides import SIDES
from sim.bargaining.solutions import BargainingProblem, kalai_smorodinsky, nash
from sim.classroom.game.equilibrium import equilibrium_of
from sim.classroom.game.sight import offer_data, package_worth, round_value
from sim.classroom.game.summary_text import summary_text
from sim.classroom.game.words import issue_text, level_texts, package_texts
from sim.core.party_columns import Keys, name_by_key
from sim.core.worlds import Array, Whole

if TYPE_CHECKING:
    from sim.classroom.game.game import PersonsGame

DAYS_A_WEEK = 7
SOLUTIONS = {"nash": nash, "kalai_smorodinsky": kalai_smorodinsky}
Scene = Mapping[str, Array]  # tables of a day, as `sim.model.recording` keeps them


def summary_of(game: "PersonsGame", place: int | None, language: str = "en") -> dict[str, Any]:
    """Return how a game ended; `place`, the number of the side whose summary it is, None for that of a teacher."""
    words = game.words(language)
    found = summary_figures(game, None if place is None else SIDES[place], words)
    return found | summary_text(found, words)


def summary_figures(game: "PersonsGame", side: str | None, words: dict[str, Any]) -> dict[str, Any]:
    """Return the figures of a summary, and terms in words."""
    outcome, agenda = game.outcome, game.play.state.main.agenda
    row, scene = dict(outcome.worlds.to_pylist()[0]), outcome.scenes[game.world]
    signed = [entry["package"] for entry in outcome.log if entry["kind"] == "signature"]
    package = signed[-1] if row["agreed"] else None
    chairs = [SIDES[place] for place in map(game.place_of, game.people)] if side is None else [side]
    return {
        "scenario": Path(game.loaded.name).stem,
        "seed": game.seed,
        "world": game.world,
        "people": list(game.people),
        "side": side,
        "agreed": bool(row["agreed"]),
        "date": None if row["date"] is None else row["date"].isoformat(),
        "package": None if package is None else package.tolist(),
        "terms": {} if package is None else package_texts(words, agenda, package),
        **quality(row, scene, game.chairs),
        **fair_points(agenda, scene, words),
        "equilibrium": equilibrium_of(game, words),
        "wanted": {name: wanted_by(game, name, scene, words) for name in SIDES if name != side},
        "offers": [path_point(game, number, scene, words) for number in range(len(game.notes))],
        "weeks": {name: weeks_of(game, name, words) for name in chairs},
        "row": {name: plain(value) for name, value in row.items()},
    }


def plain(value: Any) -> Any:
    """Return a value of a row as JSON holds it."""
    return value.isoformat() if isinstance(value, date) else value


def by_side(party_a: float, party_b: float) -> dict[str, float]:
    """Return a figure of both sides."""
    return {"party_a": round_value(party_a), "party_b": round_value(party_b)}


# --- how good it is ------------------------------------------------------------------------------------


def quality(row: Mapping[str, Any], scene: Scene, keys: Keys) -> dict[str, Any]:
    """Return what the end is worth to both, their gains over no deal, their shares of these, and what was left."""
    reserves = [float(scene[f"{name}_reserve"]) for name in SIDES]
    values = [float(row[f"{key}_value_filled"]) for key in keys]
    found: dict[str, Any] = {"values": by_side(*values), "no_deal": by_side(*reserves)}
    if not row["agreed"]:
        return found | {"gains": None, "shares": None, "nash_ratio": None, "left_on_table": None}
    gains = [value - reserve for value, reserve in zip(values, reserves, strict=True)]
    share = row[name_by_key("party_a_share", keys)] if min(gains) >= 0 else None  # who lost has no share of a gain
    return found | {
        "gains": by_side(*gains),
        "shares": None if share is None else by_side(share, 1 - share),
        "nash_ratio": None if row["nash_ratio"] is None else round_value(row["nash_ratio"]),
        "left_on_table": round_value(row["frontier_distance"]),
    }


def levels_of(agenda: Agenda, table: Array) -> list[Array]:
    """Return one side's value of each level that may be agreed on each issue."""
    return [
        table[place, : len(issue.levels)] if issue.on_table else table[place, issue.lapsed : issue.lapsed + 1]
        for place, issue in enumerate(agenda.issues)
    ]


def fair_points(agenda: Agenda, scene: Scene, words: dict[str, Any]) -> dict[str, Any]:
    """Return the frontier, and the deals that the classic solutions pick on it; None where none serves both."""
    points, packages = frontier(*(levels_of(agenda, scene[name]) for name in SIDES))
    reserves = np.array([float(scene[f"{name}_reserve"]) for name in SIDES])
    problem = BargainingProblem(points, reserves)
    found: dict[str, Any] = {"frontier": [[round_value(party_a), round_value(party_b)] for party_a, party_b in points]}
    for name, rule in SOLUTIONS.items():
        if not (points >= reserves).all(axis=1).any():
            found[name] = None
            continue
        place = int(np.flatnonzero((points == rule(problem)).all(axis=1))[0])
        found[name] = {
            "values": by_side(*points[place]),
            "terms": package_texts(words, agenda, whole_package(agenda, packages[place])),
        }
    return found


def whole_package(agenda: Agenda, package: Whole) -> Whole:
    """Return a package of the frontier, whose issues off the table have one level only, with their own numbers."""
    return np.array([n if i.on_table else i.lapsed for i, n in zip(agenda.issues, package, strict=True)])


# --- what the other side wanted -------------------------------------------------------------------------


def wanted_by(game: "PersonsGame", name: str, scene: Scene, words: dict[str, Any]) -> dict[str, Any]:
    """Return what a side wanted: its issues, the weightiest first, its value of no deal, and its last demand.

    The demand is the least that a tactic asked for at the last meeting; None of a person.
    """
    table, targets = scene[name], game.outcome.series[f"{name}_target"][:, 0]
    asked: Any = () if SIDES.index(name) in game.persons else targets[np.isfinite(targets)]
    issues = [
        {
            "name": issue.name,
            "label": issue_text(words, issue.name),
            "levels": level_texts(words, issue),
            "values": [round_value(value) for value in table[place, : len(issue.levels)]],
            "at_stake": round_value(np.ptp(table[place, : len(issue.levels)])),
        }
        for place, issue in enumerate(game.play.state.main.agenda.issues)
        if issue.on_table
    ]
    return {
        "issues": sorted(issues, key=lambda issue: -float(str(issue["at_stake"]))),
        "no_deal": round_value(float(scene[f"{name}_reserve"])),
        "last_demand": round_value(asked[-1]) if len(asked) else None,
    }


# --- the path of offers ---------------------------------------------------------------------------------


def offers_logged(game: "PersonsGame") -> list[dict[str, Any]]:
    """Return the offers of the log, in their order."""
    return [entry for entry in game.play.state.records.log if entry["kind"] == "offer"]


def path_point(game: "PersonsGame", number: int, scene: Scene, words: dict[str, Any]) -> dict[str, Any]:
    """Return an offer with its values on its day, and its place by the tables of the end."""
    entry, note = offers_logged(game)[number], game.notes[number]
    return {
        **offer_data(words, game.play.state, entry["day"], entry["side"], entry["package"]),
        "accepted": bool(entry["accepted"]),
        "binding": note.binding,
        "values": by_side(entry["party_a_value"], entry["party_b_value"]),
        "place": by_side(*(package_worth(scene[name], entry["package"]) for name in SIDES)),
    }


def weeks_of(game: "PersonsGame", side: str, words: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what it would have been worth, week by week, to sign the other side's offer that stood then.

    Weeks count from the opening of the talks; the offer that stands is the last one made by the end of the week, worth
    what it was worth on its day.
    """
    calendar, made = game.play.setting.calendar, offers_logged(game)
    found, last = [], max((entry["day"] for entry in made), default=calendar.talks)
    for week in range(1, (last - calendar.talks) // DAYS_A_WEEK + 2):
        ends = calendar.talks + DAYS_A_WEEK * week - 1
        standing = [k for k, entry in enumerate(made) if entry["side"] != side and entry["day"] <= ends]
        week_data = {"week": week, "until": calendar.date(ends).isoformat()}
        found.append(
            week_data | (had_signed(game, made[standing[-1]], standing[-1], words) if standing else {"offer": None})
        )
    return found


def had_signed(game: "PersonsGame", entry: dict[str, Any], number: int, words: dict[str, Any]) -> dict[str, Any]:
    """Return what signing an offer would have been worth to both, and over no deal, as things stood on its day."""
    note, values = game.notes[number], (entry["party_a_value"], entry["party_b_value"])
    return {
        "offer": offer_data(words, game.play.state, entry["day"], entry["side"], entry["package"]),
        "values": by_side(*values),
        "gains": by_side(*(float(v) - r for v, r in zip(values, note.no_deal, strict=True))),
        "could_be_signed": note.binding and note.allowed,
    }
