"""What a room keeps: restarts lose nothing, a move is written before it is answered, and is made once."""

import os
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from class_room import SEED, WORLD, move, play_out, serving, table
from runs import loaded

from sim.classroom.game import Game, Move
from sim.classroom.room.parts import make_parts
from sim.classroom.room.stand_in import settle_games
from sim.classroom.room.store import APPLICATION, Store
from sim.core.errors import UserError


def carry_over(old, server):
    """Return the same browser at a server that was started anew."""
    student = server.client()
    student.cookies.update(old.cookies)
    return student


def test_a_server_started_anew_goes_on_where_it_stood(tmp_path):
    with serving(tmp_path / "class.sqlite") as first:
        code, students = first.begun("Kim", "Lee")
        for student in students:
            assert move(student, "wait").status_code == 200
        seen = [table(student) for student in students]
        desk = first.desk.get(f"/api/desk/{code}").json()
    with serving(tmp_path / "class.sqlite") as second:
        again = [carry_over(student, second) for student in students]
        assert [table(student)["sight"] for student in again] == [one["sight"] for one in seen]
        assert carry_over(first.desk, second).get(f"/api/desk/{code}").json()["games"] == desk["games"]
        refused = move(again[0], "wait", 0)
        assert refused.status_code == 409
        assert move(again[0], "wait").status_code == 200


def test_games_put_away_for_want_of_memory_come_back_as_they_were(tmp_path):
    with serving(tmp_path / "class.sqlite") as server:
        server.parts.rooms.tables._kept = 1
        _, students = server.begun("Kim", "Lee", "Park", apart=True)
        for turn in range(3):
            assert [move(student, "wait", turn).status_code for student in students] == [200] * 3
        assert [table(student)["sight"]["turn"] for student in students] == [3] * 3
        assert len(server.parts.rooms.tables._tables) <= 2


def test_a_move_that_cannot_be_written_was_not_made(tmp_path, monkeypatch):
    with serving(tmp_path / "class.sqlite") as server:
        _, (student,) = server.begun("Kim")
        before = table(student)["sight"]

        def fail(*_):
            raise OSError("no space left on device")

        with monkeypatch.context() as patch:
            patch.setattr(server.parts.shelves, "add_move", fail)
            assert move(student, "wait", before["turn"]).status_code == 500
        assert table(student)["sight"] == before
        assert move(student, "wait", before["turn"]).status_code == 200


def test_one_move_sent_by_many_at_once_is_made_once(tmp_path):
    with serving(tmp_path / "class.sqlite") as server:
        code, (student,) = server.begun("Kim")
        turn = table(student)["sight"]["turn"]
        with ThreadPoolExecutor(8) as pool:
            codes = list(pool.map(lambda _: move(student, "wait", turn).status_code, range(8)))
        assert sorted(codes) == [200] + [409] * 7
        assert server.desk.get(f"/api/desk/{code}").json()["games"][0]["moves"] == 1


def test_moves_in_the_store_cannot_be_changed(tmp_path):
    with serving(tmp_path / "class.sqlite") as server:
        _, (student,) = server.begun("Kim")
        assert move(student, "wait").status_code == 200
        for change in ("UPDATE moves SET kind = 'accept'", "DELETE FROM moves"):
            with pytest.raises(Exception, match="moves stay"), server.parts.store.writing() as held:
                held.execute(change)


def test_a_game_in_a_room_is_the_game_itself(tmp_path):
    """The row of a game that is waited out is that of the engine with the same moves."""
    alone = Game(loaded("baseline"), SEED, WORLD, ["korea"])
    while alone.due:
        alone.move("korea", Move("wait"), alone.turn)
    with serving(tmp_path / "class.sqlite") as server:
        code, (student,) = server.begun("Kim")
        play_out(student)
        (record,) = settle_games(server.parts.rooms, server.parts.rooms.by_code(code))
        row = alone.outcome.worlds.to_pylist()[0]
        assert record.row["agreed"] == row["agreed"]
        for name in ("rounds", "us_waiting", "korea_waiting", "hyundai_duty", "korea_offers"):
            assert record.row[name] == row[name]


def test_what_is_no_database_is_refused_in_words(tmp_path):
    (tmp_path / "notes.txt").write_text("a shopping list, longer than a header of SQLite is " * 20, encoding="utf-8")
    with pytest.raises(UserError, match="cannot be opened as a database"):
        make_parts(tmp_path / "notes.txt")
    with pytest.raises(UserError, match="cannot be opened as a database"):
        make_parts(tmp_path / "nowhere" / "class.sqlite")


@pytest.mark.parametrize("table", ["people (name)", "rooms (a, b)", "settings (name, val)"])
def test_the_database_of_another_program_is_left_as_it_is(tmp_path, table):
    file = tmp_path / "other.sqlite"
    with closing(sqlite3.connect(file)) as held, held:
        held.execute(f"CREATE TABLE {table}")
    file.chmod(0o644)
    before = file.read_bytes()
    with pytest.raises(UserError, match="is the database of another program; it was left as it is"):
        Store(file)
    assert file.read_bytes() == before
    assert file.stat().st_mode & 0o777 == 0o644
    assert [path.name for path in tmp_path.iterdir()] == ["other.sqlite"]


def test_a_database_of_this_program_is_opened_again(tmp_path):
    for _ in range(2):
        store = Store(tmp_path / "class.sqlite")
        store.set("name", "value")
        store.close()
    with closing(Store(tmp_path / "class.sqlite")) as store:
        assert store.setting("name") == "value"


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="open files are listed on Linux alone")
def test_a_database_that_cannot_be_set_up_is_let_go_of(tmp_path):
    file = tmp_path / "class.sqlite"
    with closing(sqlite3.connect(file)) as held, held:
        held.execute(f"PRAGMA application_id={APPLICATION}")
        held.execute("CREATE TABLE games (a)")
    with pytest.raises(UserError, match="cannot be opened as a database") as told:
        Store(file)
    assert told  # its traceback holds whatever was not closed
    assert not [one for one in Path("/proc/self/fd").iterdir() if os.path.realpath(one) == str(file.resolve())]
