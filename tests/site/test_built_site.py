"""The documentation as a site, as `make site` built it: whole, each key and column once, and nothing from elsewhere.

`make test` builds it and comes here then; without a site, or with one that is older than its pages, tests are left out.
"""

import re
from collections import Counter
from contextlib import contextmanager
from functools import cache, partial
from html import unescape
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import unquote, urldefrag

import pytest
from accessibility import check_accessibility
from browser import NARROW, WIDE, expect, visit
from places import DOCS, NOTEBOOKS, ROOT, SCENARIOS

import sim
from sim.economy.carmakers.accounts import ITEMS
from sim.scenario.columns import COLUMNS, MAKER_COLUMNS, PARTNER_COLUMNS, RULING_COLUMNS, stage_columns
from sim.scenario.party_words import usual_words
from sim.scenario.reference.guide import blocks
from sim.scenario.schema.choice import REGISTRIES, parameters_of
from sim.scenario.schema.scenario import Scenario
from sim.scenario.schema.tree import fields_of

SITE = DOCS / "_build" / "html"
LOOKED_AT = (
    *("docs/README.html", "docs/how-to/ask_what_if.html", "docs/reference/scenario_keys.html"),
    *("notebooks/01_one_negotiation.html", "docs/explanation/theory/ratification.html", "docs/reference/rules.html"),
)
LOADED = {"script": "src", "img": "src", "link": "href", "iframe": "src", "source": "src"}


class PageLinks(HTMLParser):
    """What a page links to, what it loads, and the places in it that can be linked to."""

    def __init__(self, text):
        super().__init__()
        self.links, self.loaded, self.ids = [], [], set()
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        held = dict(attrs)
        self.ids.add(held.get("id"))
        if tag == "a" and held.get("href"):
            self.links.append(held["href"])
        if held.get(LOADED.get(tag)) and held.get("rel") not in ("canonical",):
            self.loaded.append(held[LOADED[tag]])


def sources():
    """Return the pages that the site is made of."""
    pages = [page for page in DOCS.rglob("*.md") if "_build" not in page.parts]
    return [*pages, *NOTEBOOKS.glob("*.ipynb"), SCENARIOS / "README.md", ROOT / "README.md", ROOT / "CHANGELOG.md"]


@pytest.fixture(autouse=True)
def _built():
    index = SITE / "index.html"
    if not index.is_file():
        pytest.skip("no site here: make site")
    newest = max(page.stat().st_mtime for page in sources())
    if index.stat().st_mtime < newest:
        pytest.skip("the site is older than its pages: make site")


@contextmanager
def served():
    """Serve the site on this machine, for a checker that reads style sheets as a script."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=SITE))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


class QuietHandler(SimpleHTTPRequestHandler):
    """Hands out files and says nothing of it."""

    def log_message(self, *_):
        pass


@cache
def pages():
    return {path: PageLinks(path.read_text(encoding="utf-8")) for path in SITE.rglob("*.html")}


def entries(kind):
    """Return how often the index lists each name of a kind, counting all places that it leads to."""
    text = (SITE / "genindex.html").read_text(encoding="utf-8")
    found = re.findall(rf"<li><a [^>]*>([^<]+) \({kind}\)</a>(.*)", text)
    return Counter({unescape(name): 1 + more.count("<a ") for name, more in found})


def test_every_key_of_the_schema_is_defined_once():
    keys = usual_words().keys
    wanted = [f"{path}.{name}" if path else name for path, held in blocks(Scenario) for name in fields_of(held, keys)]
    assert len(wanted) > 300
    assert entries("key of a scenario") == Counter(wanted)


def test_every_parameter_of_a_rule_is_defined_once():
    wanted = Counter(
        f"{name}.{field}"
        for registry in REGISTRIES.values()
        for name, rule in registry.items()
        for field in parameters_of(rule).model_fields
        if field not in ("source", "known_by")
    )
    assert set(entries("parameter of a rule")) == set(wanted)


def test_every_column_is_defined_once():
    names = {*COLUMNS, *RULING_COLUMNS, *ITEMS, *stage_columns(["<issue>"], ["<maker>"])}
    names |= {f"<maker>_{name}" for name in MAKER_COLUMNS} | {f"<partner>_{name}" for name in PARTNER_COLUMNS}
    assert entries("result column") == Counter(map(usual_words().text, names))


def test_every_public_name_has_an_entry():
    ids = pages()[SITE / "docs" / "reference" / "python.html"].ids
    called = [name for name in sim.__all__ if callable(getattr(sim, name))]  # the others are tables and types
    assert not [name for name in called if f"sim.{name}" not in ids]
    assert len(called) > 50


def test_every_page_is_on_the_site():
    made = [page.relative_to(ROOT).with_suffix(".html") for page in sources()]
    assert not [page for page in made if not (SITE / page).is_file()]


def test_links_lead_to_pages_and_places_that_are_there():
    dead = []
    for path, page in pages().items():
        for link in {*page.links, *page.loaded}:
            target, place = urldefrag(link)
            if "://" in link or link.startswith(("data:", "mailto:")):
                continue
            file = (path.parent / unquote(target.split("?")[0])).resolve() if target else path
            if not file.exists() or (place and file in pages() and unquote(place) not in pages()[file].ids):
                dead.append(f"{path.relative_to(SITE)}: {link}")
    assert not dead


def test_nothing_is_loaded_from_another_machine():
    loaded = [(path.name, what) for path, page in pages().items() for what in page.loaded if "//" in what[:8]]
    styles = [
        path.name
        for path in SITE.rglob("*.css")
        if re.search(r"(url\(|@import)\s*['\"]?(https?:)?//", path.read_text("utf-8"))
    ]
    assert (loaded, styles) == ([], [])


def test_formulas_are_drawn_by_the_browser_itself():
    text = (SITE / "docs" / "explanation" / "theory" / "ratification.html").read_text(encoding="utf-8")
    assert text.count("<math") == 1
    assert "<mfrac>" in text


def test_the_search_works_from_disk(browser):
    with visit(browser, f"{SITE.as_uri()}/search.html?q=caretaker", SITE.as_uri()) as seen:
        expect(seen.page.locator("#search-results li").nth(5)).to_be_visible()  # they appear one by one


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_pages_fit_the_window_and_can_be_read_by_all(browser, size):
    with served() as origin, visit(browser, f"{origin}/{LOOKED_AT[0]}", origin, viewport=size) as seen:
        for page in LOOKED_AT:
            seen.page.goto(f"{origin}/{page}")
            assert seen.page.evaluate("document.documentElement.scrollWidth") <= size["width"], page
            check_accessibility(seen.page)
