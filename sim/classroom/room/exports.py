"""The games of a room as files: rows as CSV, and a result folder that `sim show` and `sim draw` read.

A game is a row.  In the folder rows are numbered as games are, from 0; the CSV names the world and who played.
"""

import io
import json
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv as pa_csv

from sim.analysis.prediction_table import run_figures
from sim.classroom.room.records import GameRecord, Room
from sim.classroom.room.refusals import CONFLICT, Refusal
from sim.classroom.room.rooms import Rooms
from sim.classroom.room.stand_in import settle_games
from sim.reporting.run_text import run_text
from sim.runs.chunk import RunSettings
from sim.runs.data_dictionary import add_table
from sim.runs.results import Extras, save_run
from sim.runs.run import Outcome
from sim.runs.series import daily_quantiles, stack_series

FORMULA = ("=", "+", "-", "@")  # with these a spreadsheet begins to compute


def ended_games(rooms: Rooms, room: Room) -> list[GameRecord]:
    """Return the games of a room that are over; Refusal where there is none."""
    games = settle_games(rooms, room)
    if not games:
        raise Refusal(CONFLICT, "no game of this room is over yet")
    return games


def as_csv(rooms: Rooms, room: Room) -> bytes:
    """Return the rows of a room's games as CSV."""
    return csv_bytes(game_rows(rooms, room))


def csv_bytes(rows: pa.Table) -> bytes:
    """Return rows as CSV."""
    out = io.BytesIO()
    pa_csv.write_csv(rows, out)
    return out.getvalue()


def game_rows(rooms: Rooms, room: Room) -> pa.Table:
    """Return a row for each game: its number, who played, and all columns of a run, with what is said of them."""
    games = ended_games(rooms, room)
    rows = row_table(rooms, room, games)
    names = [rooms.shelves.names_at(game.id) for game in games]
    players = {f"{side}_player": [plain_cell(one.get(side, "")) for one in names] for side in room.said.keys}
    first = {"game": [game.number for game in games], **players}
    for place, (name, values) in enumerate(first.items()):
        rows = rows.add_column(place, name, pa.array(values))
    return rows


def row_table(rooms: Rooms, room: Room, games: Sequence[GameRecord]) -> pa.Table:
    """Return the rows of some games that are over; of a room that cannot be gone on with as they were kept."""
    if room.id in rooms.tables.stopped:
        return pa.Table.from_pylist([game.row for game in games])
    with outcomes_of(rooms, room, games) as held:
        return pa.concat_tables([outcome.worlds for outcome in held])


def plain_cell(name: str) -> str:
    """Return a name that no spreadsheet takes for a formula."""
    return f"'{name}" if name.startswith(FORMULA) else name


@contextmanager
def outcomes_of(rooms: Rooms, room: Room, games: Sequence[GameRecord]) -> Iterator[list[Outcome]]:
    """Yield what came out of some games."""
    found = []
    for game in games:
        with rooms.tables.touch(game, room) as held:
            found.append(held.outcome)
    yield found


def class_outcome(rooms: Rooms, room: Room) -> Outcome:
    """Return all games of a room that are over as one outcome, of which game k is world k - 1."""
    games = ended_games(rooms, room)
    with outcomes_of(rooms, room, games) as held:
        first, count = held[0], len(held)
        series = stack_series([outcome.series for outcome in held]) if first.series else {}
        return replace(
            first,
            settings=RunSettings(count, room.seed, 0, count),
            worlds=pa.concat_tables([number_rows(one.worlds, k) for k, one in enumerate(held)]).combine_chunks(),
            accounts=pa.concat_tables([number_rows(one.accounts, k) for k, one in enumerate(held)]).combine_chunks(),
            days=daily_quantiles(series, first.calendar) if series else first.days,
            series=series,
            log=[{**entry, "world": k} for k, one in enumerate(held) for entry in one.log],
            scenes={k: scene for k, one in enumerate(held) for scene in one.scenes.values()},
        )


def number_rows(table: pa.Table, number: int) -> pa.Table:
    """Return rows whose world has another number."""
    place = table.column_names.index("world")
    column = pa.array([number] * table.num_rows, table.schema.field(place).type)
    return table.set_column(place, table.schema.field(place), column)


def as_zip(rooms: Rooms, room: Room) -> bytes:
    """Return a result folder of a room's games, packed; its manifest says that people played.

    Of a room that cannot be gone on with: what is kept, its rows and moves.
    """
    if room.id in rooms.tables.stopped:
        return kept_zip(rooms, room)
    outcome = class_outcome(rooms, room)
    spec, name = outcome.loaded.scenario, Path(outcome.loaded.name).stem
    text = run_text(run_figures(outcome.worlds, spec), spec, name, room.seed)
    people = [told_moves(rooms, game) for game in ended_games(rooms, room)]
    extras = Extras(summary=text, figures={}, report=None, command="sim class", seconds=0.0, people=people)
    with tempfile.TemporaryDirectory() as folder:
        staging = Path(folder) / "staging"
        staging.mkdir()
        place = save_run(outcome, staging, Path(folder) / f"class-{room.code}", extras)
        rows = game_rows(rooms, room)
        (place / "rows.csv").write_bytes(csv_bytes(rows))
        add_table(place, "rows", rows.schema)
        return pack_folder(place)


def kept_zip(rooms: Rooms, room: Room) -> bytes:
    """Return the rows of games that are over, and the moves of all, as they are kept, packed."""
    games = rooms.shelves.games(room.id)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / f"class-{room.code}"
        place.mkdir()
        told = {"scenario": room.scenario, "seed": room.seed, "games": [told_moves(rooms, game) for game in games]}
        (place / "moves.json").write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
        if settle_games(rooms, room):
            (place / "rows.csv").write_bytes(as_csv(rooms, room))
        return pack_folder(place)


def told_moves(rooms: Rooms, game: GameRecord) -> dict[str, Any]:
    """Return the chairs and moves of a game, which with scenario, seed and world give it again; it names nobody."""
    moves = [
        {"side": one.side, "kind": one.kind, "package": one.package, "binding": one.binding, "made_by": one.made_by}
        for one in rooms.shelves.moves(game.id)
    ]
    return {"game": game.number, "world": game.world, "people": list(game.people), "moves": moves}


def pack_folder(folder: Path) -> bytes:
    """Return a folder as a zip file."""
    out: Any = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as held:
        for file in sorted(path for path in folder.rglob("*") if path.is_file()):
            held.write(file, Path(folder.name) / file.relative_to(folder))
    return bytes(out.getvalue())
