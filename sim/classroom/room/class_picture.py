"""The class picture: what the deals of a room were worth to both sides, among those of simulated worlds.

Points are the values of each deal to party A and to party B, bn USD a year, by their mandates on the day of
signature; the frontier and the reserves are those of the room's (first) world as it is played by tactics alone.
"""

import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.bargaining.solutions import kalai_smorodinsky, nash
from sim.classroom.room.records import Room
from sim.classroom.room.rooms import Rooms
from sim.classroom.room.stand_in import settle_games
from sim.core.party_columns import Keys
from sim.reporting.one_world import read_world
from sim.runs.run import run
from sim.scenario.loading import LoadedScenario

CLOUD_WORLDS = 300  # simulated, behind the class's deals
BEFORE = "before_election"


@dataclass(frozen=True)
class Behind:
    """What stands behind the deals: frontier, reserves and solutions of one world, and the deals of many."""

    frontier: list[list[float]]
    reserves: list[float]
    solutions: dict[str, list[float]]
    cloud: list[dict[str, Any]]
    worlds: int


def class_picture(rooms: Rooms, room: Room, names: bool) -> dict[str, Any]:
    """Return what the picture shows; with the players' names for the instructor alone."""
    rooms.tables.require_going(room)
    loaded = rooms.tables.scenarios.find_loaded(room.scenario)
    behind = simulated_behind(loaded, room.seed, room.world)
    games = settle_games(rooms, room)
    keys = room.said.keys
    points = [
        deal_point(game.row or {}, keys)
        | {"game": game.number, "names": rooms.shelves.names_at(game.id) if names else {}}
        for game in games
    ]
    deals = [point for point in points if point["agreed"]]
    return {
        "scenario": Path(room.scenario).stem,
        "points": points,
        "deals": len(deals),
        "games": len(games),
        "still_on": len(rooms.shelves.games(room.id)) - len(games),
        "medians": medians(deals, keys),
        "frontier": behind.frontier,
        "reserves": behind.reserves,
        "solutions": behind.solutions,
        "cloud": behind.cloud,
        "cloud_medians": medians(behind.cloud, keys),
        "worlds": behind.worlds,
        "vote": loaded.scenario.main_election is not None,
    }


def deal_point(row: Mapping[str, Any], keys: Keys) -> dict[str, Any]:
    """Return a deal as the picture shows it: values, day, and whether it came before the vote."""
    return {
        "agreed": bool(row["agreed"]),
        **{key: row[f"{key}_value"] for key in keys},
        "date": None if row["date"] is None else str(row["date"]),
        "before": row["phase"] == BEFORE,
    }


def medians(deals: Sequence[Mapping[str, Any]], keys: Keys) -> dict[str, dict[str, float | int]]:
    """Return the median value to each side of the deals before and after the vote, with their count."""
    groups = {"before": [d for d in deals if d["before"]], "after": [d for d in deals if not d["before"]]}
    return {
        name: {side: statistics.median(deal[side] for deal in held) for side in keys} | {"count": len(held)}
        for name, held in groups.items()
        if held
    }


_SIMULATED: dict[tuple[str, int, int], Behind] = {}


def simulated_behind(loaded: LoadedScenario, seed: int, world: int) -> Behind:
    """Return what stands behind the deals of a room, played once for each scenario, seed and world."""
    asked = (loaded.name, seed, world)
    if asked not in _SIMULATED:
        _SIMULATED[asked] = simulate(loaded, seed, world)
    return _SIMULATED[asked]


def simulate(loaded: LoadedScenario, seed: int, world: int) -> Behind:
    """Play one world in full and some hundred others in short, all by tactics alone."""
    told = read_world(run(loaded, 1, seed, first=world, recorded=1), world)
    others = run(loaded, CLOUD_WORLDS, seed, recorded=0)
    rules = {"Nash": nash, "Kalai-Smorodinsky": kalai_smorodinsky}
    problem, keys = told.problem, loaded.scenario.keys
    return Behind(
        frontier=round_points(told.frontier.tolist()),
        reserves=round_points([told.reserves.tolist()])[0],
        solutions={}
        if problem is None
        else {name: round_points([rule(problem).tolist()])[0] for name, rule in rules.items()},
        cloud=[deal_point(row, keys) for row in rows_of(others.worlds, keys) if row["agreed"]],
        worlds=CLOUD_WORLDS,
    )


def rows_of(table: Any, keys: Keys) -> Iterable[dict[str, Any]]:
    """Return the rows of a table as far as the picture needs them."""
    return list(table.select([*(f"{key}_value" for key in keys), "agreed", "date", "phase"]).to_pylist())


def round_points(points: Iterable[Sequence[float]]) -> list[list[float]]:
    """Return points with six digits that matter."""
    return [[float(f"{value:.6g}") for value in point] for point in points]
