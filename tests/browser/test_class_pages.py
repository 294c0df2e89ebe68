"""The pages of `sim play` and `sim class` in a browser: a deal, a breakdown, a class of five, a killed server."""

import csv
import io
import re
import signal
from contextlib import ExitStack

import pytest
from accessibility import check_accessibility
from browser import NARROW, WIDE, expect, visit
from class_process import ServerProcess, server_process
from runs import loaded

from sim.classroom.game import Game, Move

pytestmark = pytest.mark.slow
SIGNS, WAITS = 5, 16  # worlds in which who takes what is offered has a deal, and who waits has none


def wait_until_ready(page):
    """Wait until the page stands at a move that is awaited, or at the end."""
    expect(page.locator("#propose, #accept").first).to_be_attached()
    expect(page.locator("#status.mine, #end:not([hidden])").first).to_be_visible(timeout=20_000)


def play_on(page, accepts, most=60):
    """Play by the keyboard to the end: accept whatever may be signed, or wait."""
    for _ in range(most):
        wait_until_ready(page)
        if page.locator("#end").is_visible():
            return
        turn = page.locator("#status").get_attribute("data-turn")
        if accepts and page.locator("#accept").is_enabled():
            page.locator("#accept").press("Enter")
            page.keyboard.press("Enter")  # on "Sign it", which has the focus
        else:
            page.locator("#wait").press("Enter")
        expect(page.locator("#status")).not_to_have_attribute("data-turn", turn, timeout=20_000)
    raise AssertionError("the talks go on")


def engine_row(world, accepts):
    """Return the row of the world by the engine alone, with the same moves."""
    game = Game(loaded("baseline"), 1, world, ["korea"])
    while game.due:
        legal = game.sight("korea")["legal"]
        game.move("korea", Move("accept" if accepts and "accept" in legal else "wait"), game.turn)
    return game.outcome.worlds.to_pylist()[0]


@pytest.mark.parametrize(("world", "accepts"), [(SIGNS, True), (WAITS, False)])
def test_a_game_is_played_to_its_end_by_the_keyboard(browser, world, accepts):
    words = ("play", "scenarios/baseline.yaml", "--seed", 1, "--world", world)
    row = engine_row(world, accepts)
    with server_process(*words) as server, visit(browser, server.named("open"), server.origin) as held:
        play_on(held.page, accepts)
        told = held.page.locator("#told").inner_text()
        assert row["agreed"] == accepts
        if accepts:
            assert f"{row['date']:%-d %B %Y}" in told
        assert f"{abs(row['korea_value_filled']):.1f}" in told
        assert held.page.locator("#told svg .mark").count() > 3
        check_accessibility(held.page)
        held.page.set_viewport_size(NARROW)
        assert held.page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]


def test_what_an_offer_is_worth_is_added_up_as_it_is_built(browser):
    with server_process("play", "scenarios/baseline.yaml", "--seed", 1, "--world", 16) as server:
        game = Game(loaded("baseline"), 1, 16, ["korea"])
        with visit(browser, server.named("open"), server.origin, viewport=NARROW) as held:
            page = held.page
            wait_until_ready(page)
            while page.locator("#propose").is_disabled():
                page.click("#wait")
                game.move("korea", Move("wait"), game.turn)
                expect(page.locator("#turn")).to_contain_text("You have waited")
                page.reload()
                wait_until_ready(page)
            sight = game.sight("korea")
            page.locator("#issue_auto_tariff").focus()
            page.keyboard.press("End")  # 0 percent, by the keyboard
            package = [*sight["no_deal"]]
            package[0] = len(sight["issues"][0]["levels"]) - 1
            worth = sum(issue["values"][level] for issue, level in zip(sight["issues"], package, strict=True))
            expect(page.locator("#worth")).to_have_text(f"Worth to you: {worth:.2f} bn USD a year")
            page.click("#estimate")
            expect(page.locator("#estimated")).to_contain_text(f"{game.estimate('korea', package):.2f}")
            check_accessibility(page)
            page.click("#propose")
            expect(page.locator("#turn")).to_contain_text("Your offer is on the table")
            assert page.evaluate("document.documentElement.scrollWidth") == NARROW["width"]


def come_in(page, code, name):
    page.fill("#code", code)
    page.fill("#name", name)
    page.click("button.main")
    expect(page.locator("#turn")).to_contain_text("not begun")


def test_a_class_of_five_plays_and_sees_itself(browser, tmp_path):
    with ExitStack() as stack:
        server = stack.enter_context(server_process("class", "--port", 0, "--database", tmp_path / "class.sqlite"))
        desk = stack.enter_context(visit(browser, f"{server.origin}/desk", server.origin, viewport=WIDE)).page
        check_accessibility(desk)
        desk.fill("#secret", server.named("secret"))
        desk.click("button.main")
        expect(desk.locator("#scenario option").first).to_be_attached()
        check_accessibility(desk)
        desk.fill("#world", str(SIGNS))
        desk.fill("#seed", "1")
        desk.click("#open button")
        expect(desk.locator("#tell")).to_contain_text("type the code")
        code = re.search(r"[A-Z0-9]{6}$", desk.url)[0]
        names = ("Ada", "Ben", "Cho", "<b>Dan</b>", "Eun")
        students = [stack.enter_context(visit(browser, server.origin, server.origin)).page for _ in names]
        check_accessibility(students[0])
        for student, name in zip(students, names, strict=True):
            come_in(student, code, name)
        expect(desk.locator("#here")).to_contain_text("5 here, 5 games")
        desk.click("[data-deed=begin]")
        play_on(students[0], accepts=True)
        play_on(students[3], accepts=True)
        desk.click("[data-deed=end]")
        expect(desk.locator("[data-deed=reveal]")).to_be_enabled(timeout=30_000)
        expect(desk.locator("#games tbody tr").nth(3)).to_contain_text("<b>Dan</b>")
        check_accessibility(desk)
        desk.click("[data-deed=reveal]")
        students[0].locator("#picture_link a").click(timeout=20_000)
        expect(students[0].locator("#picture svg")).to_be_visible(timeout=20_000)
        expect(students[0].locator("#games tbody tr")).to_have_count(5)
        check_accessibility(students[0])
        rows = list(csv.DictReader(io.StringIO(desk.request.get(f"{server.origin}/desk/{code}/rows.csv").text())))
        assert [row["korea_player"] for row in rows] == list(names)
        deals = sum(row["agreed"] == "true" for row in rows)
        assert students[0].locator("#picture .point").count() == deals >= 2


def test_a_server_killed_in_mid_game_loses_nothing(browser, tmp_path):
    words = ("play", "scenarios/baseline.yaml", "--seed", 1, "--world", SIGNS, "--database", tmp_path / "game.sqlite")
    first = ServerProcess(*words)
    with visit(browser, first.named("open"), first.origin) as held:
        page = held.page
        for _ in range(3):
            wait_until_ready(page)
            page.click("#wait")
            expect(page.locator("#turn")).to_contain_text("You have waited")
            page.reload()
        wait_until_ready(page)
        page.locator("#offers").evaluate("held => held.parentElement.open = true")
        before = [page.locator(name).inner_text() for name in ("#date", "#offers", "#standing")]
        first.end(signal.SIGKILL)
        second = ServerProcess(*words, "--port", first.port)
        try:
            assert "where you left off" in second.said
            page.reload()
            wait_until_ready(page)
            page.locator("#offers").evaluate("held => held.parentElement.open = true")
            assert [page.locator(name).inner_text() for name in ("#date", "#offers", "#standing")] == before
            held.said.clear()  # while no server was there the page complained of it
            page.click("#wait")
            expect(page.locator("#turn")).to_contain_text("You have waited")
        finally:
            second.end()
            held.said.clear()
