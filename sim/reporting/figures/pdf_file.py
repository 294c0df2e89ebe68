"""A figure as a PDF of one page; its import, fontTools above all, takes a quarter of a second."""

from io import BytesIO
from typing import Any

import matplotlib as mpl
from matplotlib.backends.backend_mixed import MixedModeRenderer
from matplotlib.backends.backend_pdf import Op, PdfFile, RendererPdf
from matplotlib.figure import Figure

from sim.reporting.figures.figure_words import alternative_of, title_of

FIXED: Any = {"pdf.fonttype": 42}
PDF: Any = PdfFile
PAGE: Any = RendererPdf
MIXED: Any = MixedModeRenderer


def encode_pdf(drawn: Figure, scale: float) -> bytes:
    """Return a figure as a PDF of one page, scaled as a whole; its fonts are within."""
    held = BytesIO()
    told = {"Title": title_of(drawn), "Subject": alternative_of(drawn), "CreationDate": None}
    with mpl.rc_context(FIXED):
        drawn.set_dpi(72)  # a dot of a PDF is a point
        width, height = (float(side) for side in drawn.get_size_inches())
        file = PDF(held, metadata=told)
        file.newPage(width * scale, height * scale)
        file.width, file.height = width, height  # to which lines are cut, before they are scaled
        file.output(scale, 0, 0, scale, 0, 0, Op.concat_matrix)
        renderer = MIXED(drawn, width, height, 72, PAGE(file, 72, height, width))
        drawn.draw(renderer)
        renderer.finalize()
        file.finalize()
        file.close()
    return held.getvalue()
