"""A figure as PNG, SVG or PDF: its size, its words, and the same bytes in every process."""

import hashlib
import os
import re
import subprocess
import sys
from io import BytesIO
from xml.etree import ElementTree

import matplotlib as mpl
import pytest
from matplotlib.figure import Figure
from PIL import Image
from places import ROOT

from sim.reporting.figures.figure_words import alternative_of, title_of
from sim.reporting.figures.formats import FORMATS, encode_figure, is_legible
from sim.reporting.figures.page import DOUBLE, PAGES, blank_page, describe, label_panel

SVG = "{http://www.w3.org/2000/svg}"
MADE = """
import sys
sys.path.insert(0, "tests/reporting")
import hashlib
from test_figure_formats import FORMATS, PAGES, encode_figure, made
for form in FORMATS:
    for width in PAGES:
        print(form, width, hashlib.sha256(encode_figure(made(), form, width)).hexdigest())
"""


def made() -> Figure:
    drawn = blank_page(DOUBLE, "Bars & lines", "ten of them", 2.0)
    axes = drawn.add_subplot()
    axes.bar([1, 2], [3, 4], hatch="////", label="bars")
    axes.plot([1, 2], [2, 5], marker="*", linestyle="--")
    axes.legend()
    label_panel(axes, DOUBLE, "day", "worlds (percent)")
    return describe(drawn, "Two bars < 5 & a line.")


def test_a_png_has_the_width_asked_for_and_its_words():
    for width, pixels in (("single", 1050), ("double", 2160)):
        image = Image.open(BytesIO(encode_figure(made(), "png", width)))
        assert image.width == pixels
        assert image.info["dpi"] == pytest.approx((300, 300), abs=0.1)
        assert image.info["Title"] == "Bars & lines"
        assert image.info["Description"] == "Two bars < 5 & a line."


def test_an_svg_has_letters_as_letters_and_its_words():
    root = ElementTree.fromstring(encode_figure(made(), "svg", "single"))
    assert root.get("width") == "252.00pt"  # 3.5 inches of 72 points
    assert root.get("viewBox").startswith("0 0 518.4 ")
    assert root.find(f"{SVG}title").text == "Bars & lines"
    assert root.find(f"{SVG}desc").text == "Two bars < 5 & a line."
    assert "worlds (percent)" in [text.text for text in root.iter(f"{SVG}text")]


def test_a_pdf_has_the_width_asked_for_its_fonts_and_no_date():
    held = encode_figure(made(), "pdf", "single")
    assert held.startswith(b"%PDF-")
    box = re.search(rb"/MediaBox \[ 0 0 ([\d.]+) ", held)
    assert float(box.group(1)) == pytest.approx(252)
    assert b"/FontFile2" in held or b"/CIDFontType2" in held
    assert b"/Type3" not in held
    assert b"CreationDate" not in held
    assert b"/Title (Bars & lines)" in held


def test_lines_of_a_scaled_pdf_are_not_cut():
    with mpl.rc_context({"pdf.compression": 0}):
        whole, scaled = (encode_figure(made(), "pdf", width).decode("latin-1") for width in ("double", "single"))
    lines = [re.findall(r"^[\d.]+ [\d.]+ [lm]$", held, re.MULTILINE) for held in (whole, scaled)]
    assert lines[0] == lines[1]
    assert len(lines[0]) > 20


def test_the_same_bytes_in_two_processes():
    told = []
    for salt in ("1", "2"):
        setting = {**os.environ, "PYTHONHASHSEED": salt, "PYTHONPATH": f"{ROOT}:{ROOT / 'tests' / 'support'}"}
        ran = subprocess.run([sys.executable, "-c", MADE], cwd=ROOT, env=setting, capture_output=True, text=True)
        assert ran.returncode == 0, ran.stderr
        told.append(ran.stdout)
    assert told[0] == told[1]
    assert len(set(told[0].split("\n"))) == len(FORMATS) * len(PAGES) + 1
    here = hashlib.sha256(encode_figure(made(), "svg", "single")).hexdigest()
    assert f"svg single {here}" in told[0]


def test_a_figure_without_words_of_its_own_says_title_and_axes():
    drawn = describe(made(), "")
    assert title_of(drawn) == "Bars & lines"
    assert alternative_of(drawn) == "Bars & lines. ten of them. Panels: worlds (percent) over day."


def test_letters_too_small_are_known():
    assert is_legible(made(), "double")
    assert not is_legible(made(), "single")  # 7 points at 3.5 of 7.2 inches are 3.4
