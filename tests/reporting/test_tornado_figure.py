"""What moves an outcome, drawn: words lie on nothing, and what is not known says so."""

from itertools import product

import numpy as np
import pyarrow as pa
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Annotation

from sim.analysis.sensitivity.method import IndexEstimate
from sim.reporting.figures import heat_cells, tornado
from sim.reporting.figures.page import DOUBLE, PAGES, SINGLE
from sim.reporting.figures.style import BLUE, Look
from sim.reporting.figures.sweeps import NOT_KNOWN, error_bars, open_key
from sim.reporting.figures.tornado import NO_WORLD, FactorBar, FactorEnd
from sim.sweeps.designs.design import Design, Factor

NAN, NONE = float("nan"), (None, None)
BASE = 0.6
BARS = [
    FactorBar("korea.tactic", FactorEnd("micro", 0.05, (-0.75, -0.3)), FactorEnd("nice_tit_for_tat", 0.5, (-0.25, 0))),
    FactorBar("us.weights.headline", FactorEnd("0", 0.45, (-0.35, 0.05)), FactorEnd("2", BASE, (0.0, 0.0))),
    FactorBar("precedent.believed_rate", FactorEnd("0", BASE, NONE), FactorEnd("25", 0.5, (-0.26, 0.1))),
    FactorBar("deadline.extension_days", FactorEnd("7", 0.65, (0.0, 0.15)), FactorEnd("48", BASE, NONE)),
    FactorBar("us.opponent", FactorEnd("bayesian", BASE, NONE), FactorEnd("fixed", BASE, NONE)),
    FactorBar(
        "us.tactic", FactorEnd("{timed: {beta: 0.2, opening: 0.1}}", 0.62, NONE), FactorEnd("hardliner", NAN, NONE)
    ),
]


class SweepOfOne:
    """A sweep of one outcome given as a table of points and worlds, without files."""

    def __init__(self, columns: dict[str, list], values: np.ndarray) -> None:
        factors = tuple(Factor(path, (0.0, 1.0)) for path in columns)
        table = pa.table({path: pa.array(held, pa.float64()) for path, held in columns.items()})
        plan = {"design": Design("one_at_a_time", factors, table), "worlds": values.shape[1], "luck": "common"}
        self.plan = type("Plan", (), plan | {"name": "tiny", "seed": 1})()
        self.values = values
        self.schema = pa.schema([pa.field("agreed", pa.float64(), metadata={"unit": "share"})])

    def select_columns(self, columns):
        return pa.schema([self.schema.field(name) for name in columns])

    def batches(self, columns):
        points, worlds = self.values.shape
        held = np.ravel(self.values)
        place = {"point": np.repeat(np.arange(points), worlds), "world": np.tile(np.arange(worlds), points)}
        yield pa.record_batch({**place, "agreed": pa.array(held, mask=np.isnan(held))})

    def points(self, measures):
        known = np.isfinite(self.values).sum(axis=1)
        held = np.where(known > 0, np.nansum(self.values, axis=1) / np.maximum(known, 1), np.nan)
        return pa.table({"agreed_mean": held, "agreed_count": known})


def rows_drawn(page):
    figure = Figure(figsize=(page.width, 4))
    axes = figure.add_subplot()
    for place, bar in enumerate(BARS):
        tornado.draw_bar(axes, page, BASE, bar, len(BARS) - 1 - place)
    axes.set_ylim(-0.6, len(BARS) - 0.4)
    figure.set_figheight(0.95 + tornado.ROW * len(BARS))
    tornado.set_limits(axes, page)
    FigureCanvasAgg(figure).draw()
    return figure, axes


@pytest.mark.parametrize("width", PAGES)
def test_words_of_a_tornado_lie_neither_on_bars_nor_on_intervals_nor_beyond_the_frame(width):
    _, axes = rows_drawn(PAGES[width])
    words = [text for text in axes.texts if isinstance(text, Annotation) and text.get_text()]
    boxes = {text.get_text(): text.get_window_extent().padded(-1) for text in words}
    bars = [bar.get_window_extent() for held in axes.containers for bar in held if bar.get_width()]
    lines = [line.get_window_extent() for line in axes.lines]
    assert len(words) == 2 * len(BARS)
    assert [name for name, box in boxes.items() if any(box.overlaps(other) for other in (*bars, *lines))] == []
    low, high = axes.get_window_extent().intervalx
    assert [name for name, box in boxes.items() if box.x0 < low or box.x1 > high] == []


def test_no_bar_hides_the_other_of_its_row():
    _, axes = rows_drawn(DOUBLE)
    bars = [bar.get_window_extent().padded(-0.5) for held in axes.containers for bar in held if bar.get_width()]
    assert len(bars) == 6
    assert not any(one is not other and one.overlaps(other) for one, other in product(bars, bars))


def test_an_end_that_no_world_reaches_says_so():
    _, axes = rows_drawn(DOUBLE)
    assert f"hardliner: {NO_WORLD}" in [text.get_text() for text in axes.texts]
    assert f"0.62 to {NO_WORLD}" in tornado.alternative("agreed", BASE, BARS)


def test_a_long_choice_is_cut_with_a_sign_where_there_is_no_room():
    said = [text.get_text() for text in rows_drawn(SINGLE)[1].texts]
    assert "{timed: {beta: 0.\N{HORIZONTAL ELLIPSIS}" in said


def test_a_scenario_without_such_a_world_has_nothing_to_compare_with():
    columns = {"a": [None, 0.0, 1.0]}
    figure = tornado.figure(SweepOfOne(columns, np.array([[NAN, NAN], [1.0, 1.0], [0.0, 1.0]])), "agreed")
    FigureCanvasAgg(figure).draw()
    assert "nothing to compare with" in figure.axes[0].texts[0].get_text()
    assert "nan" not in figure.get_label()
    named = [text.get_text() for text in figure.legends[0].get_texts()]
    assert f"the scenario as it is, {NO_WORLD}" in named


def test_the_ends_of_a_number_are_its_lowest_and_highest_value_in_whatever_order_they_are_stated():
    values = np.array([[0.5, 0.5], [1.0, 1.0], [0.0, 1.0], [0.0, 0.0]])
    _, (bar,) = tornado.bars_of(SweepOfOne({"a": [None, 7.0, 14.0, 1.0]}, values), "agreed")
    assert [(end.text, end.mean) for end in (bar.low, bar.high)] == [("1", 0.0), ("14", 0.5)]


def test_the_legend_names_intervals_only_where_some_are_drawn_and_choices_by_their_order():
    bare = [FactorBar("a", FactorEnd("0", 0.5, NONE), FactorEnd("1", 0.7, NONE))]
    assert [key.get_label() for key in tornado.legend_handles(BASE, bare)] == [
        "at the lowest value",
        "at the highest value",
        "the scenario as it is, 0.60",
    ]
    named = [key.get_label() for key in tornado.legend_handles(BASE, BARS)]
    assert named[0] == "at the lowest value or first choice"
    assert named[-1] == "95 % interval of the difference"


def test_an_index_that_is_not_known_says_so_and_one_without_an_interval_is_open():
    axes = Figure().add_subplot()
    held = [IndexEstimate("first", name, None, value, low, high, None) for name, value, low, high in (
        ("a", 0.5, 0.4, 0.6), ("b", 0.2, None, None), ("c", NAN, None, None))]  # fmt: skip
    error_bars(axes, [(e.value, e.low, e.high) for e in held], np.arange(3.0), Look("first order", BLUE))
    assert [text.get_text() for text in axes.texts] == [f"first order {NOT_KNOWN}"]
    marked = [line for line in axes.lines if line.get_marker() == "o"]
    assert [line.get_markerfacecolor() for line in marked] == [BLUE, "white"]
    assert [key.get_label() for key in open_key(axes)] == ["open: without an interval"]
    assert open_key(Figure().add_subplot()) == []


@pytest.mark.parametrize("width", PAGES)
def test_long_names_of_factors_stay_beside_their_axis_in_a_heat_map_which_says_what_is_hatched(width):
    path = "korea.governments.lee_jae_myung.tactic.timed.beta"
    columns = {path.replace("korea", "us"): [0.0, 0.0, 1.0, 1.0], path: [0.0, 1.0, 0.0, 1.0]}
    swept = SweepOfOne(columns, np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 1.0], [NAN, NAN]]))
    figure = heat_cells.figure(swept, tuple(columns), "agreed", PAGES[width])
    FigureCanvasAgg(figure).draw()
    panel, head = figure.axes[0], figure.texts[1].get_window_extent()
    up, across = panel.yaxis.label.get_window_extent(), panel.xaxis.label.get_window_extent()
    assert not up.overlaps(head)
    assert up.y0 >= 0
    assert across.x0 >= 0
    assert across.x1 <= figure.bbox.x1
    assert "hatched: no world" in " ".join(figure.texts[1].get_text().split())
