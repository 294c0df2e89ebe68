"""A figure as a file: PNG, SVG or PDF, as wide as one or two columns, the same bytes every time.

Letters stay letters in SVG and PDF.  No file holds a date, and what matplotlib would name by chance has fixed names.
Every file holds the figure's title and the words that are read where it is not seen: in a PNG as the texts `Title` and
`Description`, in an SVG as `title` and `desc`, in a PDF as title and subject.

A figure that was laid out wider than asked for is scaled as a whole, letters too, while these stay legible.
"""

import re
from html import escape
from io import BytesIO
from typing import Any

import matplotlib as mpl
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.text import Text

from sim.reporting.figures.figure_words import alternative_of, title_of
from sim.reporting.figures.page import PAGES
from sim.reporting.figures.style import png

FORMATS = ("png", "svg", "pdf")
PRINTED = 300  # dots an inch of a PNG that is made for a page
LEAST = 5.0  # points of a letter that can be read
FIXED: Any = {"svg.fonttype": "none", "svg.hashsalt": "ninety-days"}
SIZES = re.compile(r'height="[\d.]+pt" (.*?)width="[\d.]+pt"|width="[\d.]+pt" (.*?)height="[\d.]+pt"')


def encode_figure(drawn: Figure, form: str = "png", width: str | None = None) -> bytes:
    """Return a figure as a file of a format; without a `width`, `single` or `double`, as large as it was laid out."""
    scale = 1.0 if width is None else PAGES[width].width / float(drawn.get_size_inches()[0])
    if form == "png":
        return png(drawn) if width is None else png(drawn, PRINTED * scale, PRINTED)
    if form == "svg":
        return encode_svg(drawn, scale)
    from sim.reporting.figures.pdf_file import encode_pdf  # imports all that cuts fonts, which no other format needs

    return encode_pdf(drawn, scale)


def is_legible(drawn: Figure, width: str) -> bool:
    """Return whether the smallest letters of a figure can be read at a width."""
    sizes = [text.get_fontsize() for text in drawn.findobj(Text) if text.get_text() and text.get_visible()]
    smallest = float(min(map(float, sizes), default=LEAST))
    return smallest * PAGES[width].width / float(drawn.get_size_inches()[0]) >= LEAST


def encode_svg(drawn: Figure, scale: float) -> bytes:
    """Return a figure as an SVG, its letters as text."""
    held = BytesIO()
    with mpl.rc_context(FIXED):
        canvas: Any = FigureCanvasSVG(drawn)
        canvas.print_svg(held, metadata={"Title": title_of(drawn), "Date": None, "Creator": None})
    text, inches = held.getvalue().decode("utf-8"), drawn.get_size_inches()
    across, up = (72 * scale * float(side) for side in inches)
    text = SIZES.sub(f'width="{across:.2f}pt" height="{up:.2f}pt" role="img"', text, count=1)
    desc = f"</title>\n <desc>{escape(alternative_of(drawn), quote=False)}</desc>"
    return text.replace("</title>", desc, 1).encode("utf-8")
