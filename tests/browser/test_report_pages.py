"""Reports in a browser: nothing is asked for, nothing is cut or overlaps, and the brief prints on two A4 pages."""

import re

import pytest
from accessibility import check_accessibility
from browser import NARROW, WIDE, visit
from report_pages import KINDS, report_texts, small_sweep

pytestmark = pytest.mark.slow
__all__ = ["small_sweep"]  # a fixture
HIDE = "for (const part of document.querySelectorAll('.appendix')) part.hidden = true"
OVERLAPS = """() => {
  const parts = [...document.querySelectorAll('h1, h2, h3, h4, p, dt, dd, td, th, li, figcaption, img, caption')];
  const shown = parts.filter(part => part.getClientRects().length && !part.querySelector('p, td, dd, img'));
  const boxes = shown.map(part => [part, part.getBoundingClientRect()]).filter(([, box]) => box.width && box.height);
  boxes.sort((one, other) => one[1].top - other[1].top);
  const met = [];
  for (let i = 0; i < boxes.length; i++)
    for (let j = i + 1; j < boxes.length && boxes[j][1].top < boxes[i][1].bottom - 1; j++) {
      const [one, a] = boxes[i], [other, b] = boxes[j];
      if (one.contains(other) || other.contains(one)) continue;
      if (a.left < b.right - 1 && b.left < a.right - 1) met.push(one.textContent + ' | ' + other.textContent);
    }
  return met;
}"""
CUT = """() => [...document.querySelectorAll('main *')].filter(part => part.scrollWidth > part.clientWidth + 1
  && part.clientWidth && getComputedStyle(part).display !== 'inline').map(part => part.outerHTML.slice(0, 120))"""


@pytest.fixture(scope="module")
def files(small_sweep, tmp_path_factory):
    place = tmp_path_factory.mktemp("reports")
    found = {kind: place / f"{kind}.html" for kind in KINDS}
    for kind, text in report_texts(small_sweep).items():
        found[kind].write_text(text, encoding="utf-8")
    return found


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_overlaps_or_is_cut_and_nothing_is_fetched(browser, files, kind, size):
    assert files[kind].stat().st_size < 5_000_000
    with visit(browser, files[kind].as_uri(), viewport=size) as held:
        assert held.page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        assert held.page.evaluate(CUT) == []
        assert held.page.evaluate(OVERLAPS) == []
    assert [address for address in held.asked if not address.startswith("data:")] == [files[kind].as_uri()]


@pytest.mark.parametrize("kind", KINDS)
def test_the_brief_prints_on_two_pages_and_the_appendix_begins_a_new_one(browser, files, kind):
    with visit(browser, files[kind].as_uri()) as held:
        whole = printed_pages(held.page)
        held.page.evaluate(HIDE)
        brief = printed_pages(held.page)
    assert brief <= 2
    assert whole > brief


def printed_pages(page):
    """Return how many A4 pages a page prints on, as the PDF counts them."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))


def test_the_page_can_be_read_by_all(browser, files):
    with visit(browser, files["comparison"].as_uri()) as held:
        check_accessibility(held.page)


def test_a_figure_is_enlarged_on_a_narrow_screen(browser, files):
    with visit(browser, files["run"].as_uri(), viewport=NARROW) as held:
        image = held.page.locator("#figure-survival img")
        assert image.bounding_box()["width"] <= NARROW["width"]
        held.page.locator("#figure-survival input").check()
        assert image.bounding_box()["width"] >= 800
