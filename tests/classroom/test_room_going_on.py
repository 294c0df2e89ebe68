"""A kept room whose scenario was changed since is told at the start, left as it is, and exported from what is kept."""

import csv
import io
import json
import re
import shutil
import zipfile
from typing import Any, NamedTuple

import pytest
from class_room import SEED, move, play_out, serving, table
from command import command
from places import DOCS

from sim.classroom.room import serve
from sim.classroom.room.scenarios import data_of_play
from sim.classroom.room.stand_in import move_for_late, settle_games, settle_rooms
from sim.classroom.room.store import Store

MINE = "extends: baseline.yaml\nquestion: What does one class make of it?\n"
OTHER = MINE + "calendar: {meetings: {every: 5}}\n"


class KeptClass(NamedTuple):
    """Codes of two rooms, the browsers of students and instructor, and the row of the game that is over."""

    code: str
    other: str
    over: Any
    still: Any
    guest: Any
    desk: Any
    row: dict


@pytest.fixture
def file(tmp_path):
    held = tmp_path / "mine.yaml"
    held.write_text(MINE, encoding="utf-8")
    return held


@pytest.fixture
def served(monkeypatch):
    """Let no server run; count what would have been served."""
    asked = []
    monkeypatch.setattr(serve, "run_server", lambda *given: asked.append(given))
    return asked


@pytest.fixture(scope="module")
def kept_once(tmp_path_factory):
    """Keep a room in which one student's game is over and another's is not, and a room of another scenario."""
    folder = tmp_path_factory.mktemp("kept")
    (folder / "mine.yaml").write_text(MINE, encoding="utf-8")
    with serving(folder / "class.sqlite", own=(folder / "mine.yaml",)) as server:
        code, (over, still) = server.begun("Ada", "Ben", scenario="mine")
        play_out(over)
        assert move(still, "wait").status_code == 200
        (game,) = settle_games(server.parts.rooms, server.parts.rooms.by_code(code))
        other, (guest,) = server.begun("Cho")
    return folder / "class.sqlite", KeptClass(code, other, over, still, guest, server.desk, game.row)


@pytest.fixture
def kept(kept_once, tmp_path):
    """Return what was kept, in a database of the test's own."""
    shutil.copy(kept_once[0], tmp_path / "class.sqlite")
    return kept_once[1]


@pytest.fixture
def database(tmp_path):
    return tmp_path / "class.sqlite"


def again(old, server):
    student = server.client()
    student.cookies.update(old.cookies)
    return student


def forget_fingerprints(database):
    """Let a database be as one that was kept before rooms had fingerprints."""
    store = Store(database)
    with store.writing() as held:
        for name in ("fingerprint", "shown"):
            held.execute(f"ALTER TABLE rooms DROP COLUMN {name}")
    store.close()


@pytest.mark.parametrize("is_old", [False, True])
def test_a_kept_game_of_a_changed_scenario_is_refused_before_anything_is_served(is_old, file, served, tmp_path):
    database = tmp_path / "game.sqlite"
    words = ("play", file, "--seed", SEED, "--world", 5, "--database", database)
    assert command(*words).returncode == 0
    with serving(database, own=(file,)) as server:  # some moves are made
        (player,) = server.parts.rooms.shelves.players(1)
        student = server.client()
        student.get(f"/seat/{server.parts.identities.seat_key(player.id)}")
        for _ in range(3):
            assert move(student, "wait").status_code == 200
    if is_old:
        forget_fingerprints(database)
    assert command(*words).returncode == 0
    file.write_text(OTHER, encoding="utf-8")
    if is_old:
        forget_fingerprints(database)
    served.clear()
    done = command(*words)
    assert (done.returncode, done.stdout, served) == (1, "", [])
    line = done.stderr.splitlines()[-1]  # the one before says that baseline.yaml is the shipped one
    assert f"{database} keeps a game of mine, seed {SEED}, world 5, which cannot be gone on with: {file}" in line
    assert "was changed. Put it back as it was, or name another file by --database; nothing was started" in line


def test_a_kept_game_of_a_scenario_that_is_not_offered_names_the_file_to_name(file, served, tmp_path):
    words = ("--database", tmp_path / "game.sqlite")
    command("play", file, *words)
    served.clear()
    done = command("play", "baseline", *words)
    assert (done.returncode, served) == (1, [])
    assert "its scenario mine is not offered. Name its file when you start (mine.yaml)" in done.stderr


def test_a_shipped_scenario_that_changed_with_the_program_says_so(database):
    with serving(database) as server:
        server.begun("Ada")
        server.parts.rooms.shelves.set_fingerprint(1, "that of an earlier version")
    with serving(database) as server:
        (reason,) = server.parts.rooms.tables.stopped.values()
    assert "baseline.yaml is not the scenario with which it was opened: it was changed." in reason
    assert "go on with the version of the program in which it was opened, or name another file" in reason


def test_a_room_kept_before_scenarios_named_their_parties_is_gone_on_with(database):
    with serving(database) as server:
        code, _ = server.begun("Ada")
        with server.parts.store.writing() as held:
            held.execute("UPDATE rooms SET parties = NULL")
    with serving(database) as server:
        server.desk.post("/api/desk/login", json={"secret": server.parts.identities.make_secret()})
        assert server.parts.rooms.tables.stopped == {}
        (room,) = server.desk.get("/api/desk/rooms").json()["rooms"]
        assert room["roles_text"] == "all speak for Korea, against the model's U.S."
        assert server.do(code, "move").json()["games"][0]["names"] == {"us": None, "korea": "Ada"}


def test_what_the_parties_are_called_bears_on_nothing_that_is_played():
    plain = {"seed": 1}
    assert data_of_play(plain | {"parties": {"us": {"name": "A"}, "korea": {"name": "B"}}}) == plain
    assert data_of_play(plain | {"parties": {"one": {}, "two": {}}}) == plain | {"parties": ["one", "two"]}
    assert data_of_play(plain | {"parties": ["korea", "us"]}) == plain | {"parties": ["korea", "us"]}


def test_comments_may_be_changed(file, served, tmp_path):
    words = ("play", file, "--database", tmp_path / "game.sqlite")
    command(*words)
    file.write_text("# for Monday\n" + MINE, encoding="utf-8")
    assert "where you left off" in command(*words).stdout
    assert len(served) == 2


@pytest.mark.usefixtures("served")
def test_a_class_says_at_its_start_which_room_and_file(file, kept, database):
    file.write_text(OTHER, encoding="utf-8")
    said = command("class", file, "--port", 0, "--database", database).stdout
    (line,) = (line for line in said.splitlines() if line.startswith("room "))
    page = (DOCS / "how-to" / "hold_a_class.md").read_text(encoding="utf-8")
    shown = re.search(r"^    (room .*)$", page, re.MULTILINE)[1]
    assert line == shown.replace("HXWMWC", kept.code).replace("mine.yaml", str(file))


def test_a_room_that_cannot_be_gone_on_with_plays_no_more_and_disturbs_no_other(file, kept, database):
    file.write_text(OTHER, encoding="utf-8")
    with serving(database, own=(file,)) as server:
        desk = again(kept.desk, server)
        rooms = {one["code"]: one["stopped"] for one in desk.get("/api/desk/rooms").json()["rooms"]}
        assert "was changed. Put it back" in rooms[kept.code]
        assert rooms[kept.other] is None
        assert table(again(kept.over, server))["stopped"]
        refused = again(kept.still, server).post("/api/move", json={"kind": "wait", "turn": 1})
        assert refused.status_code == 409
        assert "cannot be gone on with" in refused.json()["error"]
        for deed in ("begin", "move", "reveal"):
            assert desk.post(f"/api/desk/{kept.code}/{deed}", json={}).status_code == 409
        assert desk.get(f"/api/desk/{kept.code}/picture").status_code == 409
        assert move(again(kept.guest, server), "wait").status_code == 200


def test_a_room_that_cannot_be_gone_on_with_is_ended_and_exported_from_what_is_kept(file, kept, database):
    file.write_text(OTHER, encoding="utf-8")
    with serving(database, own=(file,)) as server:
        desk, code = again(kept.desk, server), kept.code
        ended = desk.post(f"/api/desk/{code}/end", json={}).json()
        assert (ended["room"]["state"], ended["over"]) == ("closed", 1)
        (row,) = csv.DictReader(io.StringIO(desk.get(f"/desk/{code}/rows.csv").text))
        assert (row["game"], row["korea_player"], row["rounds"]) == ("1", "Ada", str(kept.row["rounds"]))
        assert float(row["korea_waiting"]) == kept.row["korea_waiting"]
        with zipfile.ZipFile(io.BytesIO(desk.get(f"/desk/{code}/result.zip").content)) as held:
            assert set(held.namelist()) == {f"class-{code}/rows.csv", f"class-{code}/moves.json"}
            told = json.loads(held.read(f"class-{code}/moves.json"))
        assert [one["kind"] for one in told["games"][1]["moves"]] == ["wait"]


def test_clocks_of_other_rooms_go_on_beside_a_room_that_is_stopped(file, database):
    with serving(database, own=(file,)) as server:
        server.begun("Cho", limit=60)
        server.begun("Ada", scenario="mine", limit=60)
    file.write_text(OTHER, encoding="utf-8")
    with serving(database, own=(file,)) as server:
        with server.parts.store.writing() as held:
            held.execute("UPDATE games SET due_since = due_since - 61")
        assert move_for_late(server.parts.rooms, 0.0) == 1
        settle_rooms(server.parts.rooms)


def test_an_old_database_is_gone_on_with_where_its_moves_give_its_games_again(file, kept, database):
    forget_fingerprints(database)
    with serving(database, own=(file,)) as server:
        assert server.parts.rooms.tables.stopped == {}
        marked = {room.code: room.fingerprint for room in server.parts.rooms.shelves.rooms()}
        assert marked[kept.code] != marked[kept.other]
        assert all(len(mark) == 64 for mark in marked.values())
        assert move(again(kept.still, server), "wait").status_code == 200


def test_moves_that_do_not_lead_to_where_a_game_stood_stop_its_room(database):
    """As after another version of the program, of which the scenario's fingerprint knows nothing."""
    with serving(database) as server:
        _, (student,) = server.begun("Ada")
        assert move(student, "wait").status_code == 200
        with server.parts.store.writing() as held:
            held.execute("UPDATE games SET status = json_set(status, '$.date', '2025-01-01')")
    with serving(database) as server:
        student = again(student, server)
        told = student.get("/api/table")
        assert told.status_code == 409
        assert "they lead to 2025-05-01, not to 2025-01-01" in told.json()["error"]
        assert table(student)["stopped"]
