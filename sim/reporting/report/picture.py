"""A figure as it stands in a page: a PNG image, the sentence below it, and what is read where it is not seen."""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from sim.reporting.report.words import ENLARGE


@dataclass(frozen=True)
class Picture:
    """A figure as it stands in a page: a PNG image, the sentence below it, and what is read where it is not seen."""

    image: bytes
    caption: str
    alternative: str


def figure_html(name: str, picture: Picture) -> str:
    """Return one figure with its picture inside; on a narrow screen it can be made larger."""
    data = b64encode(picture.image).decode("ascii")
    image = f'<img src="data:image/png;base64,{data}" alt="{escape(picture.alternative)}">'
    larger = f'<label class="enlarge"><input type="checkbox"> {escape(ENLARGE)}</label>'
    frame = f'{larger}\n<div class="picture" tabindex="0" role="group" aria-label="{escape(name)}">{image}</div>'
    caption = f"<figcaption>{escape(picture.caption)}</figcaption>"
    return f'<figure id="figure-{escape(name)}">\n{frame}\n{caption}\n</figure>'


def figures_html(pictures: Mapping[str, Picture], *, wide: bool = False) -> str:
    """Return figures, in a brief two beside each other unless they are wide; nothing where there are none."""
    shown = "\n".join(figure_html(*held) for held in pictures.items())
    return f'<div class="figures{" wide" if wide else ""}">\n{shown}\n</div>' if shown else ""
