"""The dashboard in a browser: served by the command, which can reach no other machine; left out where a part lacks."""

import os
import re
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from importlib.util import find_spec

import pytest
import runs
from accessibility import check_accessibility
from browser import NARROW, WIDE, expect, visit
from places import ROOT

pytestmark = [  # solara is sought and not imported: it is the server that needs it
    pytest.mark.slow,
    pytest.mark.skipif(find_spec("solara") is None, reason="no solara here: pip install 'ninety-days[app]'"),
]
NOWHERE = "http://127.0.0.1:9"  # a proxy that is not there: whoever asks another machine fails
PLAY, PAUSE = "▶", "❚❚"


def free_port():
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return held.getsockname()[1]


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """Return the address of a dashboard that is served by the command; interrupted, it ends by itself."""
    home, port = tmp_path_factory.mktemp("home"), free_port()
    known = {**os.environ, "PYTHONPATH": str(ROOT), "HOME": str(home), "NINETY_DAYS_BACKEND": "numpy"}
    known |= {"HTTP_PROXY": NOWHERE, "HTTPS_PROXY": NOWHERE, "NO_PROXY": "127.0.0.1", "PYTHONUNBUFFERED": "1"}
    words = [sys.executable, "-m", "sim.cli", "dashboard", str(runs.SCENARIOS / "baseline.yaml")]
    words += ["--port", str(port), "--no-browser"]
    with subprocess.Popen(words, env=known, cwd=home, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as ran:
        assert ran.stdout.readline() == f"dashboard   http://127.0.0.1:{port} (this machine only; Ctrl-C ends it)\n"
        yield f"http://127.0.0.1:{port}"
        ran.send_signal(signal.SIGINT)
        out, err = ran.communicate(timeout=20)
    assert (out, err, ran.returncode) == ("ended\n", "", 0)


@contextmanager
def shown(browser, address, **settings):
    """Open the dashboard and wait for its first day; what Solara's own scripts remark is no complaint."""
    with visit(browser, address, **settings) as held:
        expect(held.page.locator("#nd-day")).to_have_text(re.compile("before the first day"), timeout=60_000)
        yield held.page
        held.said[:] = [line for line in held.said if line.startswith("error")]


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def day(page):
    """Return the day that stands above the panels; -1 before the first."""
    found = re.search(r"day (\d+)", page.locator("#nd-day").inner_text())
    return int(found.group(1)) if found else -1


def test_it_loads_offline_steps_plays_pauses_and_begins_again(browser, address):
    with shown(browser, address) as page:
        press(page, "Step")
        expect(page.locator("#nd-day")).to_have_text("9 April 2025: day 0 of 90 to the first deadline")
        press(page, PLAY)
        expect(page.locator("#nd-day")).to_have_text(re.compile(r"day ([3-9]|[1-4]\d) of"), timeout=30_000)
        press(page, PAUSE)
        expect(page.get_by_role("button", name=PLAY, exact=True)).to_be_visible(timeout=20_000)
        stood = day(page)
        page.wait_for_timeout(1000)
        assert day(page) in (stood, stood + 1)  # a last picture may have been on its way
        press(page, "Reset")
        expect(page.locator("#nd-day")).to_have_text(re.compile("before the first day"), timeout=20_000)


def slide(page, name, key):
    page.get_by_role("slider", name=name).press(key)


def live_100_days(page):
    """Live some hundred days at once, which a step does where Mesa's interval says so."""
    before = day(page)
    press(page, "Step")
    expect(page.locator("#nd-day")).to_have_text(re.compile(f"day {before + 100}[ ,]"), timeout=60_000)


def share_of_deals(page):
    """Return the share of worlds with a deal, in percent, as it is written."""
    return re.search(r"Of 300 worlds \(0 to 299\): a deal in ([\d.]+) %", page.locator(".nd-day").first.inner_text())[1]


def test_a_slider_changes_the_outcome_which_without_it_is_that_of_a_run(browser, address):
    agreed = runs.played("baseline").worlds.slice(0, 300).column("agreed").to_pylist()
    with shown(browser, address) as page:
        slide(page, "Render Interval", "End")
        live_100_days(page)
        live_100_days(page)
        plain = share_of_deals(page)
        press(page, "Step")
        expect(page.locator(".nd-day").first).to_contain_text("Nothing more will happen", timeout=60_000)
        assert share_of_deals(page) == f"{sum(agreed) / 3:.1f}"
        slide(page, "Pace of the U.S.", "End")
        page.get_by_role("textbox", name="Seed").fill("many")
        press(page, "Reset")
        said = "Played: Pace of the U.S., beta 5 in place of 0.25 (no unit)."
        expect(page.locator(".nd-day").first).to_contain_text(said, timeout=30_000)
        expect(page.get_by_role("alert")).to_contain_text("found 'many'. 1 is played.")
        live_100_days(page)
        live_100_days(page)
        assert float(share_of_deals(page)) > float(plain)  # who gives early signs more often


def test_it_is_accessible_and_fits_wide_and_narrow(browser, address):
    with shown(browser, address) as page:
        assert page.locator("html").get_attribute("lang") == "en"
        for size in (WIDE, NARROW):
            page.set_viewport_size(size)
            page.wait_for_timeout(500)
            assert page.evaluate("document.documentElement.scrollWidth") == size["width"]
            check_accessibility(page)
