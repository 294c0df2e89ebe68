"""What people see of talks between other parties: their names everywhere, and no token or name of the first case's."""

import csv
import io
import json
import re
import zipfile
from html import unescape

import pytest
from class_room import SEED, WORLD, play_out, serving, table
from exchanged_names import exchanged_scenario, leaks

from sim.classroom.dashboard.frame import FigurePart, frame_of
from sim.classroom.dashboard.sections import lever_label
from sim.classroom.dashboard.shown_talks import ShownTalks
from sim.classroom.dashboard.words import words_for
from sim.classroom.game import Game
from sim.classroom.game.words import LANGUAGES
from sim.classroom.party_idioms import with_particles
from sim.reporting.replay.page import replay_page
from sim.reporting.replay.world_data import world_data
from sim.runs.polls import published_polls
from sim.scenario.loading import load

WORDS = re.compile(r'<script type="application/json" id="words">(.*?)</script>', re.DOTALL)


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    return exchanged_scenario(tmp_path_factory.mktemp("exchanged"))


@pytest.fixture(scope="module")
def loaded(file):
    return load(file)


@pytest.fixture(scope="module")
def server(file, tmp_path_factory):
    with serving(tmp_path_factory.mktemp("room") / "class.sqlite", own=(file,)) as held:
        yield held


@pytest.fixture(scope="module")
def ended(server, file):
    """Return the code of a room whose play has ended, its students, and what these were told on the way."""
    code, students = server.begun("Ada", "Ben", "Cho", scenario=file.stem, roles="pairs", apart=True)
    told = [student.get("/api/brief").text for student in students] + [json.dumps(table(one)) for one in students]
    play_out(students[2])
    server.do(code, "end")
    assert server.do(code, "reveal").status_code == 200
    return code, students, [*told, *(json.dumps(table(student)) for student in students)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_brief_sight_and_summary_name_the_parties_of_the_scenario(loaded, language):
    game = Game(loaded, SEED, WORLD, ["rhone", "danube"])
    told = [game.brief("rhone", language), game.brief("danube", language), game.sight("danube", language)]
    assert leaks(json.dumps(told, ensure_ascii=False)) == []
    assert told[0]["side"] == "rhone"
    assert {"en": "Your role: the League of the Rhine", "ko": "여러분의 역할: Rhine League 대표단"}[language] == told[
        0
    ]["title"]


def test_particles_follow_the_word_before_them():
    """A final consonant asks for the first form, none for the second; of other letters both are said."""
    assert with_particles("일본[은] 영국[과] 스위스[은]") == "일본은 영국과 스위스는"
    assert with_particles("Danubia[이] {side}[이]") == "Danubia이(가) {side}[이]"


def test_players_are_told_of_their_own_parties(ended):
    _, students, told = ended
    assert [leaks(text) for text in told] == [[]] * len(told)
    assert [table(student)["side"] for student in students] == ["danube", "rhone", "danube"]
    assert "Danubia" in told[0]


def test_no_page_of_a_room_has_a_name_of_another_case(server, ended):
    code, students, _ = ended
    pages = [server.desk.get(place).text for place in (f"/desk/{code}", f"/desk/{code}/picture", "/", "/desk/login")]
    pages += [students[0].get(place).text for place in ("/table", "/picture")]
    assert [leaks(page) for page in pages] == [[]] * len(pages)
    words = json.loads(unescape(WORDS.search(pages[-2])[1]))
    assert words["sides"] == {"rhone": "the Rhine League", "danube": "Danubia"}
    desk = unescape(server.desk.get("/desk").text)
    assert leaks(desk) == []
    assert "all speak for Danubia, against the model's Rhine League" in desk


def test_the_desk_asks_who_sits_where_for_each_scenario(server, file):
    own = server.desk.get(f"/api/desk/roles/{file.stem}").json()["roles"]
    shipped = server.desk.get("/api/desk/roles/baseline").json()["roles"]
    assert [name for name, _ in own] == ["danube", "rhone", "both", "pairs"]
    assert [name for name, _ in shipped] == ["korea", "us", "both", "pairs"]
    refused = server.desk.post("/api/desk/rooms", json={"scenario": file.stem, "roles": "korea"})
    assert refused.json() == {"error": "roles are one of danube, rhone, both, pairs"}


def test_rows_picture_and_replay_have_the_keys_of_the_scenario(server, ended):
    code, _, _ = ended
    rows = list(csv.DictReader(io.StringIO(server.desk.get(f"/desk/{code}/rows.csv").text)))
    assert [(row["rhone_player"], row["danube_player"]) for row in rows] == [("Ben", "Ada"), ("", "Cho")]
    picture = server.desk.get(f"/api/desk/{code}/picture").json()
    for point, row in zip(picture["points"], rows, strict=True):
        assert point["rhone"] == (float(row["rhone_value"]) if row["rhone_value"] else None)
    texts = [json.dumps(picture), server.desk.get(f"/desk/{code}/picture.svg").text]
    texts += [server.desk.get(f"/desk/{code}/replay/1").text, ",".join(rows[0])]
    assert [leaks(text) for text in texts] == [[]] * len(texts)
    with zipfile.ZipFile(io.BytesIO(server.desk.get(f"/desk/{code}/result.zip").content)) as held:
        (manifest,) = [json.loads(held.read(name)) for name in held.namelist() if name.endswith("manifest.json")]
    assert manifest["people"][0]["people"] == ["rhone", "danube"]


def test_worlds_of_two_cases_lie_side_by_side_under_their_own_names(loaded, told_world):
    other = world_data(told_world[0], 3, published_polls(told_world[0].loaded, SEED, 3))
    own = told_world[1]
    page = replay_page([own, other])
    assert '"rhone":"the Rhine League / the U.S."' in page
    assert leaks(replay_page([own])) == []
    assert {one["name"] for one in own["end"]["figures"]} == {"rhone_value", "danube_value", "rhone_share"}
    assert own["words"]["columns"]["rhone_value"] == "Value to the Rhine League"


@pytest.fixture(scope="module")
def told_world(loaded):
    """Return the shipped run, and a world of the exchanged one as its replay tells it."""
    import runs

    from sim.runs.run import run

    outcome = run(loaded, 1, SEED, first=3, recorded=1)
    return runs.played("baseline", worlds=20), world_data(outcome, 3, published_polls(loaded, SEED, 3))


def test_the_dashboard_speaks_of_the_scenario_it_plays(loaded, file):
    talks = ShownTalks(str(file), str(SEED), "3", 4)
    while talks.running:
        talks.step()
    told = [lever_label(lever, words_for(loaded.scenario)) for lever in talks.levers.values()]
    for part in frame_of(talks):
        drawn = part.draw() if isinstance(part, FigurePart) else None
        told.append(part.html if drawn is None else str(drawn.get_label()))
    assert [leaks(text) for text in told] == [[]] * len(told)
    assert "Pace of the Rhine League, beta" in " ".join(told)
    assert "In office in Danubia" in told[told.index(next(text for text in told if "nd-day" in text))]
