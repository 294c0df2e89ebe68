"""The heat maps of a round robin show every bout, and stay readable with few tactics and with many."""

from functools import cache
from itertools import combinations

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb

from sim.analysis.first_day import exact_frontier
from sim.analysis.strategies import named_strategy
from sim.analysis.tournament import Match, round_robin
from sim.bargaining.domains import logrolling_domain
from sim.bargaining.session import OfferProtocol
from sim.reporting.figures import png
from sim.reporting.figures.tournament import PANELS, figure
from sim.scenario.party_words import usual_words

MIXTURE = "{mixture: {first: hardliner, then: micro, switch: 0.5}}"
LONG = "{mixture: {first: {timed: {beta: 0.25}}, then: {resource: {patience: 10}}, switch: 0.75}}"
TOLD = "four issues with opposite priorities; 20 rounds, offers in turn, the U.S. first; 2 worlds, seed 0"
UNIT = "shares of the best package"
SEVEN = ("timed:beta=0.2", "timed:beta=2", "tit_for_tat", "nice_tit_for_tat", "micro", "zeuthen", "hardliner")
FIVE_MORE = ("timed:beta=0.5", "timed:beta=1", "random", "resource:patience=10", MIXTURE)
RINGS = {
    "one": ("hardliner",),
    "two": ("timed:beta=1", "hardliner"),
    "seven": SEVEN,
    "twelve": SEVEN + FIVE_MORE,
    "long names": ("timed:beta=1", MIXTURE, LONG),
}


@cache
def bouts(ring):
    domain = logrolling_domain()
    return round_robin(
        [named_strategy(text) for text in RINGS[ring]], domain, exact_frontier(domain), OfferProtocol(20), 2, 0
    )


def on_canvas(found):
    FigureCanvasAgg(found).draw()
    return found


@cache
def drawn(ring):
    return on_canvas(figure(bouts(ring), UNIT, TOLD))


def made(party_a_value, party_b_value, agreed=1.0, nash_ratio=0.5):
    return Match("a", "a", agreed, party_a_value, party_b_value, 0.5, nash_ratio, 0.0)


def names(labels):
    """Return labels without their line breaks."""
    return [label.get_text().replace("\n", " ") for label in labels]


@pytest.mark.parametrize("ring", RINGS)
def test_four_panels_name_the_tactics_and_the_sides(ring):
    panels = drawn(ring).axes
    assert len(panels) == 4
    for axes, (_, title, _) in zip(panels, PANELS, strict=True):
        assert names(axes.get_yticklabels()) == names(axes.get_xticklabels()) == list(RINGS[ring])
        assert (axes.get_ylabel(), axes.get_xlabel()) == ("U.S. side", "Korean side")
        assert axes.get_title(loc="left").startswith(usual_words().text(f"{title} ("))
    assert [UNIT in axes.get_title(loc="left") for axes in panels] == [True, True, False, False]


@pytest.mark.parametrize("ring", RINGS)
def test_cells_say_and_show_the_bouts(ring):
    count = len(RINGS[ring])
    for axes, (name, *_) in zip(drawn(ring).axes, PANELS, strict=True):
        values = [getattr(bout, name) for bout in bouts(ring)]
        cells = {text.get_position(): text.get_text() for text in axes.texts}
        for k, value in enumerate(values):
            row, column = divmod(k, count)
            assert cells[column, row] == ("-" if np.isnan(value) else f"{value:z.2f}")
        shown = np.ma.filled(axes.images[0].get_array().astype(float), np.nan)
        np.testing.assert_array_equal(shown.ravel(), values)


def test_rows_are_the_american_side():
    found = drawn("two").axes[0]
    cells = {text.get_position(): text.get_text() for text in found.texts}
    assert cells[0, 1] == "1.00"  # a hardliner against one who gives way in the end
    assert cells[1, 0] == "0.00"


def test_both_value_panels_share_a_scale_and_the_other_two_run_from_0_to_1():
    limits = [axes.images[0].get_clim() for axes in drawn("seven").axes]
    values = [value for bout in bouts("seven") for value in (bout.party_a_value, bout.party_b_value)]
    assert limits == [(min(values), max(values))] * 2 + [(0, 1)] * 2


def lightness(colour):
    """Return the relative luminance of a colour (WCAG 2.1)."""
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


@pytest.mark.parametrize("ring", RINGS)
def test_figures_stand_out_from_their_cells(ring):
    for axes in drawn(ring).axes:
        image = axes.images[0]
        for text in axes.texts:
            column, row = text.get_position()
            value = image.get_array()[row, column]
            cell = axes.get_facecolor()[:3] if np.ma.is_masked(value) else image.to_rgba(value)[:3]
            light, dark = sorted((lightness(cell), lightness(text.get_color())), reverse=True)
            assert (light + 0.05) / (dark + 0.05) >= 4.3


@pytest.mark.parametrize("ring", RINGS)
def test_nothing_is_cut_off(ring):
    found = drawn(ring)
    tight = found.get_tightbbox()
    width, height = found.get_size_inches()
    assert min(tight.x0, tight.y0) >= 0
    assert tight.x1 <= width
    assert tight.y1 <= height


@pytest.mark.parametrize("ring", RINGS)
def test_words_do_not_overlap(ring):
    found = drawn(ring)
    words = list(found.texts)
    for axes in found.axes:
        words += [axes._left_title, axes.xaxis.label, axes.yaxis.label, *axes.texts, *axes.get_yticklabels()]
        turned = axes.get_xticklabels()
        apart = np.diff([label.get_position()[0] for label in turned]) * axes.get_window_extent().width / len(turned)
        for label, room in zip(turned, apart, strict=False):
            lines = label.get_text().count("\n") + 1
            high = lines * label.get_fontsize() * 1.2 * found.dpi / 72
            assert room * np.sin(np.radians(label.get_rotation())) >= high
    boxes = [(word.get_text(), word.get_window_extent()) for word in words if word.get_text()]
    assert [(a, b) for (a, one), (b, other) in combinations(boxes, 2) if one.overlaps(other)] == []
    for axes in found.axes:
        below = min(label.get_window_extent().y0 for label in axes.get_xticklabels())
        assert axes.xaxis.label.get_window_extent().y1 <= below


def test_the_head_says_what_is_shown_however_long_it_is():
    words = "stakes of a_scenario_with_a_name_of_its_own on its first day; " * 4
    found = on_canvas(figure(bouts("one"), UNIT, words))
    head = " ".join(text.get_text() for text in found.texts).replace("\n", " ")
    assert "Tactics against each other" in head
    assert words.strip() in head
    assert "lighter is more" in head
    assert found.get_tightbbox().x1 <= found.get_size_inches()[0]
    top = max(axes._left_title.get_window_extent().y1 for axes in found.axes)
    assert top <= min(text.get_window_extent().y0 for text in found.texts)


def test_values_near_nothing_have_no_sign():
    cells = [text.get_text() for text in figure([made(-0.001, -12.345)], UNIT, TOLD).axes[0].texts]
    assert cells == ["0.00"]


def test_a_ring_without_any_deal_is_drawn():
    found = on_canvas(figure([made(0.0, 0.0, agreed=0.0, nash_ratio=float("nan"))], UNIT, TOLD))
    assert [axes.texts[0].get_text() for axes in found.axes] == ["0.00", "0.00", "0.00", "-"]


def test_the_figure_is_the_same_png_every_time():
    images = [png(figure(bouts("two"), UNIT, TOLD)) for _ in range(2)]
    assert images[0].startswith(b"\x89PNG")
    assert images[0] == images[1]
