"""Pages in a browser: waiting until something happens, the brief, and a room that cannot be gone on with."""

from contextlib import closing

import pytest
from accessibility import check_accessibility
from browser import NARROW, expect, visit
from class_process import server_process
from runs import loaded

from sim.classroom.game import Game, Move
from sim.classroom.room.parts import make_parts
from sim.classroom.room.store import Store

pytestmark = pytest.mark.slow
SEED, WORLD = 1, 16
STOPS = 9  # before which and after which there are meetings at which nothing happens


def told_of(sight):
    """Return what is news when it is not what it was."""
    theirs = [tuple(offer["package"]) for offer in sight["offers"] if offer["side"] == "us"]
    open_issues = [issue["on_table"] for issue in sight["issues"]]
    return {
        "a new offer": theirs[-1:],
        "news": sight["events"],
        "a poll": sight["polls"],
        "carmakers": sight["makers"],
        "a date": [sight["phase"], sight["deadline"], open_issues],
    }


def stops_of(game):
    """Return the turns at which somebody who waits would look up, and why, by the engine alone."""
    found, before = [], told_of(game.sight("korea"))
    while game.due:
        game.move("korea", Move("wait"), game.turn)
        now = told_of(game.sight("korea"))
        why = [name for name in now if now[name] != before[name]]
        if why:
            found.append((game.turn, why))
            before = now
    return found


def test_one_button_waits_until_something_happens_and_the_brief_is_that_of_the_handout(browser, tmp_path):
    game = Game(loaded("baseline"), SEED, WORLD, ["korea"])
    brief, stops = game.brief("korea"), stops_of(game)[: STOPS + 1]
    turns = [turn for turn, _ in stops]
    assert turns[7] - turns[6] > 1
    assert turns[STOPS] - turns[STOPS - 1] > 5
    words = ("--seed", SEED, "--world", WORLD, "--database", tmp_path / "game.sqlite")
    with server_process("play", "scenarios/baseline.yaml", *words) as server:
        with visit(browser, server.named("open"), server.origin, viewport=NARROW) as held:
            page, button = held.page, held.page.locator("#wait_on")
            expect(page.locator("#brief h4")).to_have_text([part["title"] for part in brief["sections"]])
            expect(page.locator("#brief caption")).to_have_text([one["title"] for one in brief["tables"]])
            assert page.locator("#brief details").count() == 0
            check_accessibility(page)
            for turn, why in stops[:STOPS]:
                button.press("Enter")
                expect(page.locator("#status")).to_have_attribute("data-turn", str(turn), timeout=20_000)
                expect(page.locator("#turn")).to_contain_text("You waited until")
                assert any(name in page.locator("#turn").inner_text() for name in why)
            assert not page.locator("#brief").is_visible(), "it was read before the first move"
            button.click()
            expect(button).to_have_text("Stop waiting")
            button.click()
            expect(page.locator("#turn")).to_contain_text("You have stopped waiting")
            expect(page.locator("#wait")).to_be_enabled()
            assert page.evaluate("document.documentElement.scrollWidth") == NARROW["width"]
        with closing(Store(tmp_path / "game.sqlite")) as store:
            made = store.rows("SELECT kind, made_by FROM moves")
    assert {tuple(one) for one in made} == {("wait", "player")}
    assert turns[STOPS - 1] <= len(made) < turns[STOPS]


def test_the_desk_shows_a_room_that_cannot_be_gone_on_with(browser, tmp_path):
    file, database = tmp_path / "mine.yaml", tmp_path / "class.sqlite"
    file.write_text("extends: baseline.yaml\n", encoding="utf-8")
    parts = make_parts(database, (file,))
    room = parts.rooms.open({"scenario": "mine", "world": WORLD})
    parts.rooms.join(room.code, "Ada")
    parts.rooms.begin(room)
    parts.close()
    file.write_text("extends: baseline.yaml\ncalendar: {meetings: {every: 5}}\n", encoding="utf-8")
    words = ("class", file, "--port", 0, "--database", database, "--new-secret")
    with server_process(*words) as server, visit(browser, f"{server.origin}/desk", server.origin) as held:
        page = held.page
        page.fill("#secret", server.named("secret"))
        page.click("button.main")
        expect(page.locator("#rooms")).to_contain_text("playing; cannot be gone on with:")
        page.click(f"text={room.code}")
        expect(page.locator("#stopped")).to_contain_text("is not the scenario with which it was opened")
        for deed, can in {"begin": False, "move": False, "reveal": False, "end": True}.items():
            assert page.locator(f"[data-deed={deed}]").is_enabled() == can
        expect(page.locator("#here")).to_contain_text("1 here, 1 game;")
        check_accessibility(page)
        page.click("[data-deed=end]")
        expect(page.locator("[data-deed=end]")).to_be_disabled()
        expect(page.locator("#fault")).to_be_hidden()
        for name in ("#picture_link", "#rows_link", "#end_hint"):
            assert page.locator(name).is_hidden()
        page.set_viewport_size(NARROW)
        assert page.evaluate("document.documentElement.scrollWidth") == NARROW["width"]
