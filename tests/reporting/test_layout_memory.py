"""Ticks and sizes that are kept while a figure is drawn: the image is the one that it is without them."""

from contextlib import nullcontext
from io import BytesIO

import numpy as np
import pytest
import runs
from matplotlib.axis import Axis
from matplotlib.text import Text
from PIL import Image

from sim.reporting.figures import FIGURES, png, style
from sim.reporting.figures.memory import SIZE, TICKS, layout_memory


def pixels(image: bytes) -> np.ndarray:
    return np.asarray(Image.open(BytesIO(image)))


@pytest.mark.parametrize("name", FIGURES)
def test_an_image_is_the_same_without_memory(name, monkeypatch):
    outcome = runs.played("baseline", worlds=40)
    image = png(FIGURES[name](outcome))
    monkeypatch.setattr(style, "layout_memory", lambda figure: nullcontext())
    assert np.array_equal(pixels(image), pixels(png(FIGURES[name](outcome))))


def test_an_image_is_opaque_and_has_the_size_and_resolution_of_its_figure():
    figure = FIGURES["deals"](runs.played("baseline", worlds=40))
    image = Image.open(BytesIO(png(figure)))
    assert image.mode == "RGB"
    assert image.size == tuple(round(inches * style.DPI) for inches in figure.get_size_inches())
    assert image.info["dpi"] == pytest.approx((style.DPI, style.DPI), rel=1e-3)


def test_ticks_and_sizes_are_found_a_few_times_and_nothing_is_left_of_the_memory(monkeypatch):
    found = {TICKS: 0, SIZE: 0}

    def counted(kind, method):
        find = getattr(kind, method)

        def count(self, *given):
            found[method] += 1
            return find(self, *given)

        monkeypatch.setattr(kind, method, count)

    counted(Axis, TICKS)
    counted(Text, SIZE)
    figure = FIGURES["carmakers"](runs.played("baseline", worlds=40))
    found.update({TICKS: 0, SIZE: 0})
    png(figure)
    axes, words = len(figure.axes), [text for text in figure.findobj(Text) if text.get_text()]
    assert found[TICKS] <= 2 * axes * 4
    assert found[SIZE] <= 2 * len(words)
    assert not any(TICKS in vars(axis) for each in figure.axes for axis in (each.xaxis, each.yaxis))
    assert not any(SIZE in vars(text) for text in words)


def test_what_is_kept_gives_way_when_limits_or_words_change():
    figure = FIGURES["deals"](runs.played("baseline", worlds=40))
    axes = figure.axes[0]
    with layout_memory(figure):
        before = [tick.get_loc() for tick in axes.yaxis._update_ticks()]
        axes.set_ylim(0, 1000)
        assert [tick.get_loc() for tick in axes.yaxis._update_ticks()] != before
        title = figure.texts[0]
        width = title.get_window_extent().width
        title.set_text(title.get_text() * 2)
        assert title.get_window_extent().width > 1.5 * width
