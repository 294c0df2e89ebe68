"""Letters painted before: the same dots as matplotlib's own, wherever words stand, and nothing else touched."""

import numpy as np
import pytest
from matplotlib import ft2font
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from sim.reporting.figures import letters
from sim.reporting.figures.letters import keep_letters

HAS_LETTERS = all(hasattr(getattr(ft2font, kind, None), part) for kind, part in letters.NEEDED)


def words_everywhere() -> Figure:
    """Return a figure with the same words at many places, sizes and angles."""
    figure = Figure(figsize=(5, 4), dpi=120)
    luck = np.random.default_rng(7)
    for k, (x, y) in enumerate(luck.random((40, 2)) * 0.8):
        look = {"rotation": (0, 90, 30)[k % 3], "fontsize": (7, 8, 12.5)[k % 3], "alpha": (None, 0.5)[k % 2]}
        figure.text(x, y, ("tariff, 15 %", "Überprüfung\n한국 deal", "$x^2$ of each")[k // 3 % 3], **look)
    figure.text(0.1, 0.9, "rough", antialiased=False)
    return figure


def dots_of(figure: Figure, keeping: bool) -> np.ndarray:
    canvas = FigureCanvasAgg(figure)
    if keeping:
        keep_letters(canvas.get_renderer())
    canvas.draw()
    return np.array(canvas.buffer_rgba())


@pytest.mark.filterwarnings("ignore:Glyph")
def test_dots_are_those_of_matplotlib_at_first_and_when_letters_are_known():
    plain = dots_of(words_everywhere(), keeping=False)
    assert len(np.unique(plain[..., 0])) > 50  # something is there, with soft edges
    for _ in range(2):
        assert np.array_equal(dots_of(words_everywhere(), keeping=True), plain)
    assert np.array_equal(dots_of(words_everywhere(), keeping=False), plain)


@pytest.mark.skipif(not HAS_LETTERS, reason="this matplotlib paints words otherwise")
def test_words_painted_twice_at_the_same_place_of_a_dot_are_painted_once():
    letters.painted.cache_clear()
    figure = Figure(figsize=(4, 4), dpi=100)
    for place in (0.25, 0.5, 0.75):  # whole dots
        figure.text(place, place, "ab")
    dots_of(figure, keeping=True)
    assert letters.painted.cache_info().misses == 2
    assert letters.painted.cache_info().hits == 4


def test_a_version_that_paints_otherwise_is_left_alone(monkeypatch):
    monkeypatch.setattr(letters, "NEEDED", (("FT2Font", "_there_is_none"),))
    renderer = FigureCanvasAgg(Figure()).get_renderer()
    keep_letters(renderer)
    assert "draw_text" not in vars(renderer)
