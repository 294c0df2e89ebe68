"""Figures for a page of print: their numbers are those of the results, and they fit one column and two."""

from datetime import date
from functools import cache
from itertools import combinations

import numpy as np
import pyarrow as pa
import pytest
import runs
from matplotlib import colormaps
from matplotlib.backends.backend_agg import FigureCanvasAgg
from scipy.stats import CensoredData, ecdf

from sim.analysis.compare import ComparedRun, Difference, compare_by_side
from sim.analysis.validation.patterns.bills import duties
from sim.core.errors import UserError
from sim.reporting.figures import bills, differences, heat_cells, offer_dance, ridges, survival, tornado
from sim.reporting.figures.marks import NUMBER
from sim.reporting.figures.page import DOUBLE, PAGES, SINGLE, wrap_words
from sim.reporting.figures.style import SERIES
from sim.reporting.one_world import read_world
from sim.scenario.schema.tree import unit_of_factor
from sim.sweeps.designs.design import Design, Factor

SIDES = ("baseline", "no_election", "no_extension")


@cache
def side(name: str) -> ComparedRun:
    return ComparedRun.of(runs.played(name, worlds=60))


class TinySweep:
    """A sweep of points and worlds given as a table, without files."""

    def __init__(self, kind: str, columns: dict[str, list], values: np.ndarray) -> None:
        factors = tuple(Factor(path, (0.0, 1.0)) for path in columns)
        design = Design(kind, factors, pa.table({path: pa.array(held, pa.float64()) for path, held in columns.items()}))
        plan = {"design": design, "worlds": values.shape[1], "luck": "common", "name": "tiny", "seed": 1}
        self.plan = type("Plan", (), plan)()
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
        return pa.table({"agreed_mean": np.nanmean(self.values, axis=1), "agreed_count": known})


@cache
def moved() -> TinySweep:
    """Return three factors moved alone: to means of .25 and .5, of .75 and 0, and of .5 and .5; .5 as it is."""
    rows = [[1, 1, 0, 0], [1, 0, 0, 0], [1, 1, 0, 0], [1, 1, 1, 0], [0, 0, 0, 0], [0, 0, 1, 1], [1, 1, 0, 0]]
    columns = {}
    for k, path in enumerate(("us.tactic.timed.beta", "b.very_long_name.of_a.factor", "c")):
        columns[path] = [0.0 if place == 1 + 2 * k else 1.0 if place == 2 + 2 * k else None for place in range(7)]
    return TinySweep("one_at_a_time", columns, np.array(rows, float))


@cache
def grid() -> TinySweep:
    return TinySweep("grid", {"a": [0, 0, 1, 1], "b": [0, 1, 0, 1]}, np.array([[0, 0], [0, 1], [1, 1], [1, np.nan]]))


def bills_of(page):
    outcome = runs.played("baseline", worlds=60)
    return bills.figure("baseline", outcome.loaded.scenario, outcome.accounts, page)


FIGURES = {
    "survival": lambda page: survival.figure([side(name) for name in SIDES], page),
    "one survival": lambda page: survival.figure([side("baseline")], page),
    "ridges": lambda page: ridges.figure([side(name) for name in SIDES], page),
    "phases": lambda page: ridges.figure([side("baseline")], page),
    "differences": lambda page: differences.figure(SIDES[:2], compare_by_side(*map(side, SIDES[:2]))[SIDES[1]], page),
    "dance": lambda page: offer_dance.figure(runs.played("baseline", worlds=60), 0, page),
    "bills": bills_of,
    "tornado": lambda page: tornado.figure(moved(), "agreed", page),
    "heat": lambda page: heat_cells.figure(grid(), ("a", "b"), "agreed", page),
}


@cache
def drawn(name: str, width: str):
    figure = FIGURES[name](PAGES[width])
    FigureCanvasAgg(figure).draw()
    return figure


def shown_words(figure) -> list:
    """Return all words of a figure that are seen, but for notes on points, which may lie on what they name."""
    words = [*figure.texts, *(text for held in figure.legends for text in held.get_texts())]
    for axes in figure.axes:
        words += [axes.title, axes._left_title, axes.xaxis.label, axes.yaxis.label]
        for child in (axes, *axes.child_axes):
            for axis in (child.xaxis, child.yaxis):
                low, high = sorted(axis.get_view_interval())
                for tick, at in zip(axis.get_major_ticks(), axis.get_majorticklocs(), strict=False):
                    words += [label for label in (tick.label1, tick.label2) if low <= at <= high]
    return [word for word in words if word.get_visible() and word.get_text().strip()]


@pytest.mark.parametrize("width", PAGES)
@pytest.mark.parametrize("name", FIGURES)
def test_words_keep_apart_and_inside(name, width):
    figure = drawn(name, width)
    boxes = [(word.get_text(), word.get_window_extent()) for word in shown_words(figure)]
    met = [(a, b) for (a, one), (b, other) in combinations(boxes, 2) if one.padded(-0.6).overlaps(other.padded(-0.6))]
    assert met == []
    across, up = figure.get_size_inches() * figure.dpi
    assert across == pytest.approx({"single": 3.5, "double": 7.2}[width] * figure.dpi)
    out = [text for text, box in boxes if box.x0 < -1 or box.y0 < -1 or box.x1 > across + 1 or box.y1 > up + 1]
    assert out == []


@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_says_what_it_shows(name):
    said = drawn(name, "double").get_label()
    assert said.endswith(".")
    assert len(said) > 60
    assert said == drawn(name, "single").get_label()


# --- the numbers ----------------------------------------------------------------------------------


def test_the_curve_of_ten_worlds_by_hand():
    days = np.array([3, 3, 7, 5, np.nan, np.nan, 7, 7, 9, np.nan])
    when, left = survival.survival_steps(days)
    assert list(when) == [3, 5, 7, 9]
    assert left == pytest.approx([0.8, 0.7, 0.4, 0.3])


@pytest.mark.parametrize("name", SIDES)
def test_the_curve_is_that_of_scipy_for_censored_worlds(name):
    days = np.array(side(name).table.column("day").to_pylist(), float)
    signed = days[np.isfinite(days)]
    known = ecdf(CensoredData.right_censored(np.nan_to_num(days, nan=9999), np.isnan(days))).sf
    when, left = survival.survival_steps(days)
    assert len(when) == len(np.unique(signed))
    assert left == pytest.approx(known.evaluate(when))
    curve = next(line for line in drawn("survival", "double").axes[0].lines if line.get_label() == name)
    pause = NUMBER(side(name).scenario.calendar.pause)
    assert list(curve.get_xdata())[1:-1] == list(pause + when)
    assert list(curve.get_ydata())[1:-1] == pytest.approx(100 * left)


def test_lapses_are_marked_on_the_days_of_the_log():
    outcome = runs.played("baseline", worlds=60, told=60)
    days = survival.lapse_days(ComparedRun.of(outcome))
    logged = {entry["world"]: entry["day"] for entry in outcome.log if entry["kind"] == "lapse"}
    assert len(logged) > 5
    assert {world: day for world, day in enumerate(days) if np.isfinite(day)} == logged


def test_a_curve_does_not_hide_those_below_it():
    lines = [line for line in drawn("survival", "double").axes[0].lines if line.get_label() in SIDES]
    widths = [line.get_linewidth() for line in lines]
    assert widths == sorted(widths, reverse=True)
    assert len(set(widths)) == len(SIDES)


def test_the_vote_is_a_line_where_all_have_it():
    vote = side("baseline").scenario.election.date
    label = f"vote, {vote:%-d %b}"
    assert label in [text.get_text() for text in drawn("one survival", "single").legends[0].get_texts()]
    assert label not in [text.get_text() for text in drawn("survival", "single").legends[0].get_texts()]


def test_worlds_without_any_deal_stay_at_the_top():
    when, left = survival.survival_steps(np.full(4, np.nan))
    assert len(when) == len(left) == 0
    assert survival.actual_date(side("baseline").scenario) == date(2025, 7, 30)


@pytest.mark.parametrize("name", SIDES)
def test_bars_of_ridges_are_shares_of_deals(name):
    figure, row = drawn("ridges", "double"), SIDES.index(name)
    table = side(name).table
    levels = ridges.levels_of([side(each) for each in SIDES])
    tallest = max(
        g.shares(k, v).max() for g in ridges.groups_by_scenario([side(n) for n in SIDES]) for k, v in levels.items()
    )
    for axes, (issue, held) in zip(figure.axes, levels.items(), strict=False):
        found = [level for level in table.column(issue).to_pylist() if level is not None]
        heights = [bar.get_height() for bar in axes.containers[row]]
        expected = [100 * found.count(level) / len(found) * ridges.TALL / tallest for level in held]
        assert heights == pytest.approx(expected)


def test_phases_share_out_all_deals():
    groups = ridges.groups_by_phase(side("baseline"))
    assert sum(group.deals.num_rows for group in groups) == sum(side("baseline").table.column("agreed").to_pylist())


def test_a_row_of_differences_says_before_after_and_between():
    one = Difference("day", "days", "", 50, 120.0, 114.25, -5.75, -7.5, -4.0, -0.4, 0.9)
    assert differences.numbers_text(one) == "120.0 to 114.2, -5.8 [-7.5 to -4.0]".replace("-", differences.MINUS)
    few = Difference("day", "days", "", 5, 1.0, 1.25, 0.25, None, None, None, 0.9)
    assert differences.numbers_text(few) == "1.00 to 1.25, +0.25 [no interval]"


def test_offers_are_those_of_the_world_in_their_order():
    outcome = runs.played("baseline", worlds=60)
    world = read_world(outcome, 0)
    lines = {line.get_label(): line.get_xydata() for line in drawn("dance", "double").axes[0].lines}
    np.testing.assert_allclose(lines["offers of the U.S."], world.offers("party_a"))
    np.testing.assert_allclose(lines["offers of Korea"], world.offers("party_b"))
    np.testing.assert_allclose(lines["Pareto frontier"], world.frontier)
    assert world.row["agreed"]
    np.testing.assert_allclose(lines[f"deal, day {world.row['day']}"][0], world.deal)


def test_bars_of_bills_hold_the_middle_of_the_worlds_and_stars_what_was_reported():
    outcome, axes = runs.played("baseline", worlds=60), drawn("bills", "double").axes[0]
    low, high = np.quantile(duties(outcome, "hyundai", "2025q2"), [0.1, 0.9])
    bar = axes.containers[0][0]
    assert bar.get_y() == pytest.approx(low)
    assert bar.get_y() + bar.get_height() == pytest.approx(high)
    stars = {line.get_ydata()[0] for line in axes.lines if line.get_marker() == "*"}
    assert stars == {828.2, 786}  # companies' reports of 24 and 25 July 2025, bn won


def test_a_tornado_has_the_furthest_factor_on_top():
    base, found = tornado.bars_of(moved(), "agreed")
    assert base == 0.5
    assert [(bar.low.mean, bar.high.mean) for bar in found] == [(0.75, 0.0), (0.25, 0.5), (0.5, 0.5)]
    edges = [(bar.get_x(), bar.get_width()) for held in drawn("tornado", "double").axes[0].containers for bar in held]
    assert edges[:2] == [(0.5, 0.25), (0.5, -0.5)]
    low, high = found[1].high.interval
    assert (low, high) == (0, 0)  # the same in every world


def test_a_tornado_of_another_design_is_refused():
    with pytest.raises(UserError, match="one factor at a time"):
        tornado.bars_of(grid(), "agreed")


def test_cells_of_a_heat_map_have_mean_and_count():
    texts = [text.get_text() for text in drawn("heat", "double").axes[0].texts]
    assert sorted(texts) == sorted(["0.00\n2", "1.00\n2", "0.50\n2", "1.00\n1"])


def test_a_heat_map_says_what_its_cells_are_and_at_what():
    title, below = (" ".join(text.get_text().split()) for text in drawn("heat", "double").texts)
    assert title == "Ends with a deal: mean"
    assert "at the values of a (across) and b (up)" in below
    assert "in each cell the mean, below it of how many worlds" in below


def test_means_and_factors_have_units():
    assert drawn("heat", "double").axes[1].get_ylabel() == "mean of agreed (share)"
    axes = drawn("tornado", "double").axes[0]
    assert axes.get_xlabel() == "mean of agreed (share)"
    assert "us.tactic.timed.beta (ratio)" in [text.get_text() for text in axes.get_yticklabels()]
    assert unit_of_factor("events.japan_deal.probability") == "share"
    assert unit_of_factor("precedent.believed_rate") == "percent"


# --- in grey --------------------------------------------------------------------------------------


def test_series_differ_without_colour():
    assert len({look.marker for look in SERIES}) == len({str(look.line) for look in SERIES}) == len(SERIES)
    assert len(set(ridges.HATCHES)) == len(set(bills.HATCHES)) == len(SERIES)


def test_the_heat_map_rises_in_lightness():
    red, green, blue, _ = colormaps["cividis"](np.linspace(0, 1, 256)).T
    lightness = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    assert (np.diff(lightness) > -1e-3).all()
    assert lightness[-1] - lightness[0] > 0.6


def test_words_are_wrapped_to_a_width():
    assert wrap_words("one two three", 0.5, 7) == "one two\nthree"
    assert SINGLE.is_narrow
    assert not DOUBLE.is_narrow
