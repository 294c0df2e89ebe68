"""A browser for tests of pages: Playwright's package drives Debian's Chromium.

Where one of them is missing the tests are left out with a line that says what to install; with
NINETY_DAYS_BROWSER=required, which `.ci/run` sets, they fail instead.

The browser lives as long as a module of tests and no longer: while Playwright's plain (not asynchronous) interface is
open, `asyncio.run` fails in the same thread, also in tests that know nothing of browsers.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest

FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
]
REQUIRED = os.environ.get("NINETY_DAYS_BROWSER") == "required"
WIDE, NARROW = {"width": 1400, "height": 900}, {"width": 400, "height": 800}


def leave_out(missing: str) -> None:
    """Leave the test out because of what is missing; where all tests must run, fail."""
    (pytest.fail if REQUIRED else pytest.skip)(missing)


def expect(*words: Any) -> Any:
    """Return Playwright's assertions, which ask again until they hold or 5 s have passed."""
    from playwright.sync_api import expect as playwright_expect

    return playwright_expect(*words)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Return a browser with a profile of its own, in which nothing was visited."""
    chromium = shutil.which("chromium")
    if chromium is None:
        leave_out("no chromium here; on Debian: apt-get install chromium")
    try:
        from playwright.sync_api import sync_playwright
    except ModuleNotFoundError:
        leave_out("no playwright here: pip install playwright")
    with sync_playwright() as driver:
        held = driver.chromium.launch(executable_path=chromium, args=FLAGS)
        yield held
        held.close()


@dataclass
class Visit:
    """A page that is open: what it asked the network for, and what it complained of."""

    page: Any
    asked: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda message: self.said.append(f"{message.type}: {message.text}"))
        self.page.on("pageerror", lambda error: self.said.append(f"error: {error}"))

    def strangers(self, origin: str) -> list[str]:
        """Return what was asked of others than the origin."""
        own = (origin, origin.replace("http", "ws", 1), "data:", "blob:")
        return [address for address in self.asked if not address.startswith(own)]


@contextmanager
def visit(browser: Any, address: str, origin: str | None = None, **settings: Any) -> Iterator[Visit]:
    """Open an address with no cookies; at the end nothing was asked of others, and nothing complained of.

    `origin` is what all requests must begin with, the address itself unless said; `settings` are those of Playwright's
    `new_context` (`viewport=NARROW`, `reduced_motion="reduce"`).
    """
    context = browser.new_context(**{"viewport": WIDE, **settings})
    held = Visit(context.new_page())
    try:
        held.page.goto(address)
        yield held
        said = [*held.said]  # so far: a stream that is cut off as the page closes is no fault of the page
    finally:
        context.close()
    assert held.strangers(origin or address) == []
    assert not said, said
