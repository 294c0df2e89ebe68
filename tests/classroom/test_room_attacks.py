"""What a class must not be able to do: everything is refused in words, noted, and disturbs nothing else."""

import json

import pytest
from class_room import WORLD, move, play_out, serving, table

from sim.classroom.room.guard import LARGEST_BODY
from sim.classroom.room.rates import PLAYERS, SECRETS


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with serving(tmp_path_factory.mktemp("room") / "class.sqlite") as held:
        yield held


@pytest.fixture(scope="module")
def room(server):
    return server.begun("Ada", "Ben")


@pytest.fixture
def ada(room):
    return room[1][0]


@pytest.fixture
def undisturbed(server, room):
    """What others see, and every move in the store, are as before; what was refused is noted."""

    def seen():
        moves = [tuple(row) for row in server.parts.store.rows("SELECT * FROM moves ORDER BY number")]
        return moves, [table(student)["sight"] for student in room[1]]

    def noted():
        return server.parts.store.row("SELECT MAX(id) AS last FROM notices")["last"] or 0

    before, count = seen(), noted()
    yield
    assert seen() == before
    assert noted() > count


def refused(answer, status, words):
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/json"
    assert words in answer.json()["error"]


# --- identities -------------------------------------------------------------------------------------


@pytest.mark.parametrize("cookie", ["player", "desk"])
@pytest.mark.parametrize("forged", ["1", "MQ.aaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbb", "", "a" * 5000])
@pytest.mark.usefixtures("undisturbed")
def test_a_forged_cookie_is_nobody(server, cookie, forged):
    stranger = server.client()
    stranger.cookies.set(cookie, forged)
    address = "/api/table" if cookie == "player" else "/api/desk/rooms"
    answer = stranger.get(address)
    assert answer.status_code in (401, 403)
    assert "come in" in answer.json()["error"] or "sign in" in answer.json()["error"]


@pytest.mark.usefixtures("undisturbed")
def test_a_students_cookie_is_no_instructors_and_the_other_way_round(server, ada, room):
    thief = server.client()
    thief.cookies.set("desk", ada.cookies["player"])
    refused(thief.get(f"/api/desk/{room[0]}"), 403, "not made here")
    thief = server.client()
    thief.cookies.set("player", server.desk.cookies["desk"])
    refused(thief.get("/api/table"), 403, "not made here")


@pytest.mark.usefixtures("undisturbed")
def test_a_student_reaches_no_page_of_the_instructor(server, ada, room):
    code = room[0]
    for address in ("rooms", code, f"{code}/picture", f"{code}/events"):
        refused(ada.get(f"/api/desk/{address}"), 401, "instructor")
    for deed in ("begin", "move", "end", "reveal"):
        refused(ada.post(f"/api/desk/{code}/{deed}", json={}), 401, "instructor")
    for address in ("", "/picture", "/picture.png", "/replay/1", "/rows.csv", "/result.zip"):
        answer = ada.get(f"/desk/{code}{address}")
        assert answer.status_code == 401
        assert "Ada" not in answer.text


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(server, room):
    told = server.client().post("/api/join", json={"code": server.open(), "name": "Zoe"})
    assert {"HttpOnly", "SameSite=strict", "Path=/"} <= set(told.headers["set-cookie"].split("; "))


def test_a_new_secret_sends_the_old_instructor_out(tmp_path):
    with serving(tmp_path / "class.sqlite") as held:
        assert held.desk.get("/api/desk/rooms").status_code == 200
        held.parts.identities.make_secret()
        refused(held.desk.get("/api/desk/rooms"), 401, "instructor")


def test_the_secret_cannot_be_tried_often_and_stands_nowhere(tmp_path):
    with serving(tmp_path / "class.sqlite") as held:
        stranger = held.client()
        tries = [stranger.post("/api/desk/login", json={"secret": str(k)}).status_code for k in range(8)]
        assert tries == [403] * (int(SECRETS.at_once) - 1) + [429] * (9 - int(SECRETS.at_once))
        assert not any(held.secret in str(tuple(row)) for row in held.parts.store.rows("SELECT * FROM settings"))
        assert held.secret.encode() not in (tmp_path / "class.sqlite").read_bytes()


@pytest.mark.usefixtures("undisturbed")
def test_a_wrong_code_opens_nothing(server):
    stranger = server.client()
    refused(stranger.post("/api/join", json={"code": "AAAAAA", "name": "Eve"}), 404, "no room")
    refused(stranger.post("/api/join", json={"code": "' OR 1", "name": "Eve"}), 400, "code")
    refused(stranger.post("/api/join", json={"name": "Eve"}), 400, "code")


# --- moves ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("package", "status"),
    [
        ([99] * 7, 409),
        ([0] * 6, 409),
        ([0] * 8, 409),
        ([-1, 0, 0, 0, 0, 0, 0], 400),
        ([0.5, 0, 0, 0, 0, 0, 0], 400),
        (["0"] * 7, 400),
        ([True] * 7, 400),
        ([10**30] * 7, 400),
        ([0] * 5000, 400),
        ({"auto_tariff": 0}, 400),
        ("0000000", 400),
        ([[0]] * 7, 400),
        ([0, 0, 0, 0, 0, 0, 1], 409),  # defence cost is not on the table
    ],
)
def test_an_offer_off_the_agenda_is_refused(server, package, status):
    _, (student,) = server.begun("Kim")
    while "offer" not in table(student)["sight"]["legal"]:
        assert move(student, "wait").status_code == 200
    before = table(student)["sight"]
    answer = move(student, "offer", package=package)
    assert answer.status_code == status, answer.text
    assert answer.json()["error"]
    assert table(student)["sight"] == before


@pytest.mark.parametrize(
    "sent",
    [
        {"kind": "offer", "turn": 0},
        {"kind": "sign", "turn": 0},
        {"kind": "wait"},
        {"kind": "wait", "turn": "now"},
        {"kind": "wait", "turn": -1},
        {"kind": "wait", "turn": True},
        {"kind": "wait", "turn": 10**40},
        {"kind": "wait", "turn": 0, "package": [0] * 7},
        {"kind": ["wait"], "turn": 0},
        {},
    ],
)
@pytest.mark.usefixtures("undisturbed")
def test_a_move_that_is_none_is_refused(ada, sent):
    answer = ada.post("/api/move", json=sent)
    assert answer.status_code == 400
    assert answer.json()["error"]


@pytest.mark.usefixtures("undisturbed")
def test_a_move_out_of_turn_is_refused(ada):
    turn = table(ada)["sight"]["turn"]
    refused(move(ada, "wait", turn + 1), 409, "not awaited yet")
    refused(move(ada, "offer", turn, package=[0] * 7), 409, "reject or wait")
    refused(move(ada, "accept", turn), 409, "reject or wait")  # below the caretaker's floor


def test_a_move_sent_twice_is_made_once(server):
    code, (student,) = server.begun("Kim")
    assert move(student, "wait", 0).status_code == 200
    once = table(student)["sight"]
    refused(move(student, "wait", 0), 409, "already")
    assert table(student)["sight"] == once
    assert [game["moves"] for game in server.desk.get(f"/api/desk/{code}").json()["games"]] == [1]


def test_after_the_end_nothing_is_moved(server):
    code, (student,) = server.begun("Kim")
    seen = play_out(student)
    refused(move(student, "wait", seen["sight"]["turn"]), 409, "over")
    assert server.do(code, "end").status_code == 200
    refused(move(student, "wait", seen["sight"]["turn"]), 409, "ended")


def test_before_the_beginning_nothing_is_moved_or_seen(server):
    student = server.join(server.open(), "Kim")
    assert table(student)["sight"] is None
    refused(move(student, "wait", 0), 409, "not begun")
    refused(student.post("/api/estimate", json={"package": [0] * 7}), 409, "nothing to estimate")


def test_in_a_pair_nobody_moves_for_the_other(server):
    _, students = server.begun("Kim", "Lee", roles="pairs")
    legal = [table(student)["sight"]["legal"] for student in students]
    idle = students[legal.index([])]
    turn = table(idle)["sight"]["turn"]
    refused(move(idle, "wait", turn), 409, "turn")
    assert [table(student)["sight"]["legal"] for student in students] == legal


# --- messages ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[1]", b"null", b'"x"', b"\xff\xfe", b"[" * 16_000, b'{"kind": NaN', b'{"a":' * 3000]
)
@pytest.mark.usefixtures("undisturbed")
def test_a_malformed_message_is_refused(ada, body):
    refused(ada.post("/api/move", content=body, headers={"content-type": "application/json"}), 400, "JSON")


def test_a_huge_message_is_refused_before_it_is_read(ada):
    huge = json.dumps({"kind": "wait", "turn": 0, "more": "x" * LARGEST_BODY})
    refused(ada.post("/api/move", content=huge, headers={"content-type": "application/json"}), 413, "bytes")
    parts = (b"x" * 1000 for _ in range(10_000))  # in chunks, without a length
    refused(ada.post("/api/move", content=parts, headers={"content-type": "application/json"}), 413, "bytes")


@pytest.mark.usefixtures("undisturbed")
def test_a_page_of_another_site_cannot_send(ada):
    turn = table(ada)["sight"]["turn"]
    sent = {"kind": "wait", "turn": turn}
    refused(ada.post("/api/move", json=sent, headers={"origin": "http://evil.example"}), 403, "page of this server")
    refused(ada.post("/api/move", data=sent), 400, "JSON")
    refused(ada.post("/api/move", content=json.dumps(sent), headers={"content-type": "text/plain"}), 400, "JSON")


def test_a_server_for_this_machine_does_not_answer_to_another_name(server):
    from class_room import TestClient

    from sim.classroom.room.app import make_app

    with TestClient(make_app(server.parts, ("127.0.0.1", "localhost")), base_url="http://evil.example:8000") as rebound:
        refused(rebound.get("/api/table"), 400, "name")
    with TestClient(make_app(server.parts, ("127.0.0.1", "localhost")), base_url="http://127.0.0.1:8000") as here:
        assert here.get("/").status_code == 200


def test_too_many_requests_of_one_are_refused_and_others_go_on(tmp_path):
    with serving(tmp_path / "class.sqlite", rate=PLAYERS) as held:
        _, (greedy, patient) = held.begun("Kim", "Lee")
        codes = {greedy.get("/favicon.ico").status_code for _ in range(int(PLAYERS.at_once) + 40)}
        assert codes == {204, 429}
        assert patient.get("/api/table").status_code == 200


# --- names ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["", "   ", "x" * 41, "a\u202eb", "a\x00b", "\u200b", 7, None, ["Kim"], "x" * 10_000])
@pytest.mark.usefixtures("undisturbed")
def test_a_name_that_cannot_be_read_is_refused(server, name):
    answer = server.client().post("/api/join", json={"code": server.open(), "name": name})
    refused(answer, 400, "name")


def test_a_name_with_a_script_is_text_everywhere(server):
    name = "<script>alert(1)</script>"
    code, (student,) = server.begun(name)
    assert table(student)["name"] == name
    for client, address in ((student, "/table"), (server.desk, f"/desk/{code}"), (server.desk, "/desk")):
        assert "<script>alert" not in client.get(address).text
    for client, address in ((student, "/api/table"), (server.desk, f"/api/desk/{code}")):
        answer = client.get(address)
        assert answer.headers["content-type"] == "application/json"
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_formula_in_a_name_is_no_formula_in_the_rows(server):
    code, (student,) = server.begun("=1+1", world=3)
    play_out(student)
    assert '"\'=1+1"' in server.desk.get(f"/desk/{code}/rows.csv").text


def test_two_of_one_name_cannot_sit_in_one_room(server):
    code = server.open()
    server.join(code, "Kim")
    refused(server.client().post("/api/join", json={"code": code, "name": " kim "}), 409, "name")


# --- pages ------------------------------------------------------------------------------------------


def test_every_answer_has_the_policy_and_no_page_has_a_script_of_its_own(server, ada, room):
    for client, address in ((ada, "/"), (ada, "/table"), (server.desk, "/desk"), (server.desk, f"/desk/{room[0]}")):
        answer = client.get(address)
        assert "script-src 'self'" in answer.headers["content-security-policy"]
        assert "unsafe" not in answer.headers["content-security-policy"]
        scripts = [line for line in answer.text.split("\n") if "<script" in line]
        assert scripts
        assert all("src=" in line or "application/json" in line for line in scripts)
        assert "style=" not in answer.text
        assert "http://" not in answer.text.replace("http://www.w3.org", "")


@pytest.mark.parametrize("path", ["table.html", "../words.py", "..%2fwords.py", "%2e%2e/words.py", "/etc/passwd", ""])
def test_the_folder_of_pages_gives_scripts_and_styles_alone(ada, path):
    answer = ada.get(f"/static/{path}")
    assert answer.status_code in (404, 405)
    assert "ENGLISH" not in answer.text


def test_a_fault_of_the_program_tells_nothing_of_it(server, ada, monkeypatch):
    def fail(*_):
        raise RuntimeError("secret inside")

    monkeypatch.setattr("sim.classroom.room.player_routes.player_view", fail)
    answer = ada.get("/api/table")
    assert answer.status_code == 500
    assert "secret inside" not in answer.text
    assert str(WORLD) not in answer.text


def test_limits_on_rooms(server, monkeypatch):
    monkeypatch.setattr("sim.classroom.room.rooms.MOST_ROOMS", 0)
    refused(server.desk.post("/api/desk/rooms", json={}), 429, "rooms")
    monkeypatch.setattr("sim.classroom.room.rooms.MOST_ROOMS", 500)
    for asked, words in (
        ({"scenario": "../../etc/passwd"}, "no scenario"),
        ({"roles": "both sides"}, "roles"),
        ({"seed": -1}, "seed"),
        ({"world": 2**80}, "world"),
        ({"limit": "soon"}, "limit"),
    ):
        refused(server.desk.post("/api/desk/rooms", json=asked), 400, words)
    code = server.open()
    monkeypatch.setattr("sim.classroom.room.rooms.MOST_PLAYERS", 1)
    server.join(code, "Kim")
    refused(server.client().post("/api/join", json={"code": code, "name": "Lee"}), 429, "full")
