"""The replay's page in a browser: it opens from disk, plays, is stepped by keys, and shows the run's figures."""

import re

import pytest
import runs
from accessibility import check_accessibility
from browser import NARROW, WIDE, expect, visit

from sim.reporting.replay.page import replay_page
from sim.reporting.replay.world_data import world_data
from sim.runs.polls import published_polls

pytestmark = pytest.mark.slow
WORLD = 3


@pytest.fixture(scope="module")
def row():
    return runs.played("baseline", worlds=20).worlds.slice(WORLD, 1).to_pylist()[0]


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    polls = published_polls(runs.loaded("baseline"), 1, WORLD)
    place = tmp_path_factory.mktemp("page") / "talk.html"
    place.write_text(replay_page([world_data(runs.played("baseline", worlds=20), WORLD, polls)]), encoding="utf-8")
    return place


@pytest.fixture
def page(browser, file):
    """Return the page as it opens from disk; nothing may be asked for, nothing complained of."""
    with visit(browser, file.as_uri()) as held:
        yield held.page
    assert held.asked == [file.as_uri()]


def test_the_last_day_has_the_figures_of_the_row(page, row):
    page.keyboard.press("End")
    for name in ("us_value", "korea_value", "us_share"):
        line = page.locator(f"[data-column={name}]")
        assert float(line.get_attribute("data-value")) == row[name]
        assert f"{row[name]:.2f}" in line.inner_text()


def test_keys_step_by_a_day_and_play_goes_on_by_itself(page):
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    assert page.locator("#date").inner_text().endswith("(day 1 of " + page.locator("#day").get_attribute("max") + ")")
    page.select_option("#speed", "15")
    page.click("#play")
    expect(page.locator("#day")).to_have_value(re.compile(r"^([6-9]|\d\d+)$"))
    page.click("#play")
    stood = page.locator("#day").input_value()
    page.wait_for_timeout(300)
    assert page.locator("#day").input_value() == stood


def test_the_public_sees_no_offer(page):
    page.keyboard.press("End")
    assert page.locator("svg .mark").count() > 10
    page.check("input[value=public]")
    assert page.locator("svg .mark").count() == 0
    assert "opens:" not in page.locator("main").inner_text()


def test_a_telephone_is_wide_enough(page):
    page.set_viewport_size(NARROW)
    page.keyboard.press("End")
    assert page.evaluate("document.documentElement.scrollWidth") == 400


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_nothing_grave_stands_in_the_way_of_anybody(page, size):
    page.set_viewport_size(size)
    check_accessibility(page)
    page.keyboard.press("End")
    check_accessibility(page)
