"""Letters of figures, each painted once.

Matplotlib lays a word out and paints each of its letters anew wherever it stands.  Where a letter of one size and angle
is equally far from the grid of dots, 64 steps to a dot, it is painted alike, some dots aside: what was painted last is
taken again, and so is the place of each letter in a word.  A version of matplotlib that paints otherwise does so.
"""

from functools import lru_cache
from math import cos, radians, sin
from typing import Any

import numpy as np
from matplotlib import ft2font
from matplotlib.backends.backend_agg import get_hinting_flag
from numpy.typing import NDArray

DOT = 64  # steps in which fonts count
ONE = 0x10000  # of a font's numbers
HINTING: Any = get_hinting_flag
WORDS, LETTERS = 1024, 8192  # that are kept
NEEDED = (("FT2Font", "_layout"), ("FT2Font", "_set_transform"), ("FT2Font", "_render_glyph"), ("RenderMode", "NORMAL"))


def keep_letters(renderer: Any) -> None:
    """Have a renderer of one figure paint its words by letters that were painted before."""
    if not all(hasattr(getattr(ft2font, kind, None), part) for kind, part in NEEDED):
        return
    plain = renderer.draw_text

    def draw_text(
        gc: Any, x: float, y: float, s: str, prop: Any, angle: float, ismath: Any = False, mtext: Any = None
    ) -> None:
        styled = mtext is not None and (mtext.get_fontfeatures() or mtext.get_language())
        if ismath or styled or not gc.get_antialiased():
            plain(gc, x, y, s, prop, angle, ismath, mtext)
        else:
            paint(renderer, gc, (x, y), s, prop, angle)

    renderer.draw_text = draw_text


def paint(renderer: Any, gc: Any, place: tuple[float, float], words: str, prop: Any, angle: float) -> None:
    """Paint some words where they stand, turned by an angle, in degrees; see `RendererAgg.draw_text`."""
    size, dpi, flags = prop.get_size_in_points(), renderer.dpi, HINTING()
    (x, y), along, aside, height = place, cos(radians(angle)), sin(radians(angle)), renderer.height
    for font, glyph, dx, dy in letters_of(renderer._prepare_font(prop), size, dpi, words, flags):
        across, far = divmod(round(DOT * (x + dx * along - dy * aside)), DOT)
        up, high = divmod(round(DOT * (height - y + dx * aside + dy * along)), DOT)
        dots, left, top = painted(font, size, dpi, glyph, angle, (far, high), flags)
        renderer._renderer.draw_text_image(dots, left + across, int(height) - top - up + dots.shape[0], 0, gc)


@lru_cache(maxsize=WORDS)
def letters_of(font: Any, size: float, dpi: float, words: str, flags: Any) -> tuple[tuple[Any, int, float, float], ...]:
    """Return the letters of some words: font, number in it, and place in dots, of a font that has that size."""
    found = font._layout(words, flags=flags, features=None, language=None)
    return tuple((one.ft_object, one.glyph_index, one.x, one.y) for one in found)


@lru_cache(maxsize=LETTERS)
def painted(
    font: Any, size: float, dpi: float, glyph: int, angle: float, begin: tuple[int, int], flags: Any
) -> tuple[NDArray[np.uint8], int, int]:
    """Return the dots of a letter that begins so many steps within a dot, and where they stand: left side and top."""
    along, aside, kinds = cos(radians(angle)), sin(radians(angle)), vars(ft2font)
    font.set_size(size, dpi)
    font._set_transform((ONE * np.array([[along, -aside], [aside, along]])).round().astype(int), list(begin))
    bitmap = font._render_glyph(glyph, flags, kinds["RenderMode"].NORMAL)
    return np.array(bitmap.buffer), bitmap.left, bitmap.top
