"""A class from its beginning to its picture: roles, pairs, clocks, stand-ins, and what is exported."""

import csv
import io
import time
import zipfile

import pytest
from class_room import SEED, WORLD, move, play_out, serving, table
from command import command
from runs import loaded

from sim.classroom.room import class_picture
from sim.classroom.room.class_picture import medians
from sim.classroom.room.rates import Buckets, Rate
from sim.classroom.room.stand_in import move_for_late, settle_games
from sim.runs.results import read_result
from sim.runs.run import run

SIGNED_AT_ONCE = 9  # a world in which what is offered on the first day can be signed, and holds


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(class_picture, "CLOUD_WORLDS", 30)
        with serving(tmp_path_factory.mktemp("room") / "class.sqlite") as held:
            yield held


@pytest.fixture(scope="module")
def ended(server):
    """Return the code of a class of three whose play has ended: one signs at once what is offered, two wait."""
    code, students = server.begun("Ada", "Ben", "Cho", world=5)
    for _ in range(60):
        sight = table(students[0])["sight"]
        if sight["over"]:
            break
        assert move(students[0], "accept" if "accept" in sight["legal"] else "wait").status_code == 200
    assert server.do(code, "end").status_code == 200
    return code, students, table(students[0])


def in_room(server, code):
    return server.desk.get(f"/api/desk/{code}").json()


def test_pairs_sit_down_as_they_come_and_who_is_left_plays_the_model(server):
    code, students = server.begun("Ada", "Ben", "Cho", roles="pairs")
    seen = [table(student) for student in students]
    assert [one["side"] for one in seen] == ["korea", "us", "korea"]
    assert [one["opponent"] for one in seen] == ["Ben", "Ada", None]
    assert all(one["on"] for one in seen)
    late = server.join(code, "Dan")
    assert table(late)["waiting"]
    assert table(late)["sight"] is None
    assert server.do(code, "begin").status_code == 200
    assert table(late)["on"]
    assert [game["names"] for game in in_room(server, code)["games"]] == [
        {"us": "Ben", "korea": "Ada"},
        {"us": None, "korea": "Cho"},
        {"us": None, "korea": "Dan"},
    ]


def test_sides_go_by_turns_and_worlds_lie_apart_where_asked(server):
    code, students = server.begun("Ada", "Ben", "Cho", roles="both", apart=True)
    assert [table(student)["side"] for student in students] == ["korea", "us", "korea"]
    assert [game["world"] for game in in_room(server, code)["games"]] == [WORLD, WORLD + 1, WORLD + 2]


def test_the_instructor_moves_for_those_who_have_not(server):
    code, students = server.begun("Ada", "Ben")
    assert move(students[0], "wait").status_code == 200
    server.do(code, "move")
    assert [table(student)["sight"]["turn"] for student in students] == [2, 1]


def test_when_the_time_is_up_the_move_is_made(server):
    code, (student,) = server.begun("Ada", limit=60)
    turn = table(student)["sight"]["turn"]
    assert 55 <= table(student)["seconds_left"] <= 60
    rooms = server.parts.rooms
    assert move_for_late(rooms, 0.0) == 0
    with server.parts.store.writing() as held:
        held.execute("UPDATE games SET due_since = due_since - 61")
    assert move_for_late(rooms, time.time()) == 0, "while the server stood still nobody could move"
    assert move_for_late(rooms, 0.0) == 1
    assert table(student)["sight"]["turn"] == turn + 1
    (game,) = rooms.shelves.games(rooms.by_code(code).id)
    assert [one.made_by for one in rooms.shelves.moves(game.id)] == ["clock"]


def test_while_some_play_the_picture_is_shown_to_those_whose_game_is_over(server):
    code, (over, still) = server.begun("Ada", "Ben", world=5)
    told = server.do(code, "reveal")
    assert told.status_code == 409
    assert "no game is over yet" in told.json()["error"]
    play_out(over)
    assert over.get("/api/picture").status_code == 409
    assert server.do(code, "reveal").json()["room"]["shown"]
    shown = over.get("/api/picture").json()
    assert (shown["games"], shown["still_on"], shown["own"]) == (1, 1, 1)
    assert [point["game"] for point in shown["points"]] == [1]
    seen = table(over)
    assert seen["picture"]
    assert seen["told"] is None, "what the other side wanted is told when the play has ended"
    assert not table(still)["picture"]
    assert still.get("/api/picture").status_code == 409
    assert move(still, "wait").status_code == 200


def test_the_day_of_a_deal_is_that_of_its_signature(server):
    """What is signed on the first day stands open until the vote and the Assembly: the talks end on a later one."""
    code, (student,) = server.begun("Ada", world=SIGNED_AT_ONCE)
    assert move(student, "accept").status_code == 200
    assert table(student)["sight"]["over"]
    settle_games(server.parts.rooms, server.parts.rooms.by_code(code))
    (game,) = in_room(server, code)["games"]
    assert game["agreed"]
    assert game["date"] == game["signed"] == "2025-04-24"
    assert table(student)["sight"]["date"] == "2025-07-04"


def test_the_end_is_told_in_full_once_nobody_can_profit(server, ended):
    code, students, before = ended
    assert before["sight"]["over"]
    assert before["told"] is None
    assert server.do(code, "reveal").status_code == 200
    told = table(students[0])["told"]
    assert set(told["wanted"]) == {"us"}
    assert not {"row", "seed", "world"} & told.keys()


def test_the_picture_shows_the_deals_of_the_rows(server, ended):
    code, students, _ = ended
    server.do(code, "reveal")
    picture = server.desk.get(f"/api/desk/{code}/picture").json()
    rows = list(csv.DictReader(io.StringIO(server.desk.get(f"/desk/{code}/rows.csv").text)))
    assert [row["korea_player"] for row in rows] == ["Ada", "Ben", "Cho"]
    assert [point["agreed"] for point in picture["points"]] == [row["agreed"] == "true" for row in rows]
    assert picture["deals"] >= 1
    for point, row in zip(picture["points"], rows, strict=True):
        if point["agreed"]:
            assert point["us"] == pytest.approx(float(row["us_value"]), rel=1e-12)
            assert point["korea"] == pytest.approx(float(row["korea_value"]), rel=1e-12)
            assert point["date"] == row["date"]
    shown = students[1].get("/api/picture").json()
    assert shown["own"] == 2
    assert not any(point["names"] for point in shown["points"])


def test_the_cloud_behind_is_that_of_a_run(server, ended):
    picture = server.desk.get(f"/api/desk/{ended[0]}/picture").json()
    rows = run(loaded("baseline"), picture["worlds"], SEED).worlds.to_pylist()
    deals = [(row["us_value"], row["korea_value"]) for row in rows if row["agreed"]]
    assert [(point["us"], point["korea"]) for point in picture["cloud"]] == deals


def test_medians_of_three_deals_and_of_two():
    deals = [{"us": party_a, "korea": -party_a, "before": party_a > 2} for party_a in (0.0, 1.0, 2.0, 3.0, 5.0)]
    assert medians(deals, ("us", "korea")) == {
        "before": {"us": 4.0, "korea": -4.0, "count": 2},
        "after": {"us": 1.0, "korea": -1.0, "count": 3},
    }
    assert medians([], ("us", "korea")) == {}


def test_the_result_folder_is_shown_but_not_played_again(server, ended, tmp_path):
    code, _, _ = ended
    with zipfile.ZipFile(io.BytesIO(server.desk.get(f"/desk/{code}/result.zip").content)) as held:
        held.extractall(tmp_path)
    folder = tmp_path / f"class-{code}"
    table_, manifest = read_result(folder)
    assert table_.column("world").to_pylist() == [0, 1, 2]
    assert [game["people"] for game in manifest["people"]] == [["korea"]] * 3
    assert manifest["people"][0]["moves"][-1]["kind"] == "accept"
    with (folder / "columns.csv").open(encoding="utf-8") as file:
        described = {row["column"] for row in csv.DictReader(file) if row["table"] == "rows" and row["meaning"]}
    with (folder / "rows.csv").open(encoding="utf-8") as file:
        assert described == set(next(csv.reader(file)))
    shown = command("show", folder)
    assert shown.returncode == 0, shown.stderr
    assert "made by     sim class" in shown.stdout
    story = command("show", folder, "--story")
    assert story.returncode == 1
    assert "was played by people, of whose games no story is kept" in story.stderr
    assert "Play it again" not in story.stderr
    for words in (("run", "--from", folder, "--no-figures"), ("draw", "deals", folder), ("replay", folder)):
        done = command(*words, cwd=tmp_path)
        assert done.returncode == 1
        assert "was played by people" in done.stderr


def test_files_of_the_picture_and_the_replay(server, ended):
    code, _, _ = ended
    png = server.desk.get(f"/desk/{code}/picture.png")
    assert png.content.startswith(b"\x89PNG")
    assert len(png.content) < 150_000
    assert server.desk.get(f"/desk/{code}/picture.svg").text.count("</svg>") == 1
    assert server.desk.get(f"/desk/{code}/picture.exe").status_code == 404
    replay = server.desk.get(f"/desk/{code}/replay/1")
    assert replay.status_code == 200
    assert "unsafe" not in replay.headers["content-security-policy"]
    assert server.desk.get(f"/desk/{code}/replay/9").status_code == 404


def test_ending_the_play_ends_every_game(server, ended):
    told = in_room(server, ended[0])
    assert told["over"] == 3
    assert told["due"] == 0


def test_a_bucket_fills_again():
    now = [0.0]
    bucket = Buckets(Rate(2, 0.5), lambda: now[0])
    assert [bucket.take("a") for _ in range(3)] == [True, True, False]
    assert bucket.take("b")
    now[0] = 2.0  # one more after two seconds
    assert [bucket.take("a"), bucket.take("a")] == [True, False]
