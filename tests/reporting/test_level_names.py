"""Names of levels below an axis never meet, and words that stand among lines can be read."""

from functools import cache
from itertools import combinations
from types import SimpleNamespace

import numpy as np
import pytest
import runs
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from sim.analysis.compare import ComparedRun
from sim.analysis.score.outcomes import ScoredOutcome
from sim.reporting.figures import bills, car_terms, ridges, score, terms
from sim.reporting.figures.discovery import factor_lines
from sim.reporting.figures.level_names import UPRIGHT, fit_names, put_level_names
from sim.reporting.figures.page import PAGES, join_path
from sim.reporting.figures.parallel_coordinates import label_factors

FEW = ["none", "partial", "full"]
RULES = ["none", "non regression", "rebalancing", "alignment"]


@cache
def side(name: str) -> ComparedRun:
    return ComparedRun.of(runs.played(name, worlds=30))


def tick_boxes(drawn: Figure) -> list[list[Bbox]]:
    """Return what the names of ticks below each panel cover, without the lines that are left free above them."""
    FigureCanvasAgg(drawn).draw()
    named = [[label for label in axes.get_xticklabels() if label.get_text()] for axes in drawn.axes if axes.axison]
    return [[written(label) for label in labels] for labels in named]


def written(label: Text) -> Bbox:
    """Return what the words of a label cover."""
    box, lines = label.get_window_extent(), label.get_text().split("\n")
    share = len([line for line in lines if line]) / len(lines)
    return Bbox.from_extents(box.x0, box.y0, box.x1, box.y0 + share * box.height - 1)


def any_meet(drawn: Figure) -> bool:
    return any(one.overlaps(other) for boxes in tick_boxes(drawn) for one, other in combinations(boxes, 2))


def test_names_stay_as_they_are_where_they_fit():
    assert fit_names(FEW, 174).texts == FEW
    assert fit_names(FEW, 174).more == 0
    assert fit_names([], 174).texts == []


@pytest.mark.parametrize(("points", "lines", "rotation"), [(400, 1, 0), (190, 2, 0), (150, 3, 0), (60, 1, UPRIGHT)])
def test_names_are_stacked_then_staggered_then_turned_as_room_grows_less(points, lines, rotation):
    found = fit_names(RULES, points)
    assert found.rotation == rotation
    assert max(name.count("\n") + 1 for name in found.texts) == lines
    figure = Figure(figsize=(points / 72, 2), dpi=100)
    axes = figure.add_axes((0, 0.5, 1, 0.5), xlim=(-0.5, len(RULES) - 0.5))
    put_level_names(axes, range(len(RULES)), found)
    assert not any_meet(figure)


@pytest.mark.parametrize("width", PAGES)
@pytest.mark.parametrize("of", [ridges.figure, car_terms.figure])
def test_names_of_levels_keep_apart_in_figures_of_a_page(of, width):
    assert not any_meet(of([side("brexit_deadline")], PAGES[width]))


def test_names_of_levels_keep_apart_in_the_figure_of_terms():
    assert not any_meet(terms.figure(runs.played("brexit_deadline", worlds=30)))


def test_names_of_runs_end_their_lines_at_the_ends_of_words():
    group = ridges.groups_by_scenario([side("brexit_deadline")])[0]
    assert ridges.name_lines(group).split("\n")[:2] == ["brexit_", "deadline"]
    assert join_path("korea.governments.caretaker", 18) == ["korea.governments.", "caretaker"]


def test_a_legend_names_stars_and_bands_only_where_some_are_drawn():
    assert [key.get_label() for key in ridges.legend_handles(side("brexit_deadline").scenario)] == ["signed in fact"]
    assert len(ridges.legend_handles(side("baseline").scenario)) == 2
    for name, there in (("us_uk_2025", False), ("baseline", True)):
        outcome = runs.played(name, worlds=30)
        drawn = bills.figure(name, outcome.loaded.scenario, outcome.accounts)
        assert ("reported" in [text.get_text() for text in drawn.legends[0].get_texts()]) == there


def test_long_names_of_factors_are_in_lines_that_fit_a_panel():
    lines = factor_lines("korea.governments.lee_jae_myung.tactic.timed.beta", 24).split("\n")
    assert max(map(len, lines)) <= 24
    assert "".join(lines[:-1]) == "korea.governments.lee_jae_myung.tactic.timed.beta"
    assert lines[-1] == "(ratio)"


def test_what_happened_is_hatched_and_named_in_words_in_the_figure_of_scores():
    rules = ("none", "non_regression", "rebalancing", "alignment")
    where = {"grid": np.arange(4.0), "seen": np.array([1]), "shown": "non_regression", "names": rules}
    figure = Figure(figsize=(2.6, 2.6), dpi=100)
    axes = figure.add_subplot()
    one = ScoredOutcome(name="governance", group="terms", unit="level", **where)
    score.draw_outcome(axes, one, np.full(4, 0.25))
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    (bar,) = [bar for bar in axes.containers[0] if bar.get_hatch()]
    left, low, right, high = bar.get_window_extent().padded(-3).extents.astype(int)
    seen = np.asarray(canvas.buffer_rgba())[::-1][low:high, left:right, :3]
    assert 0.05 < (seen.min(axis=2) > 200).mean() < 0.6  # white lines on the colour
    assert [label.get_text().split() for label in axes.get_xticklabels()][1] == ["non", "regression"]
    assert axes.get_title() == "governance: non regression"


def test_names_of_choices_stand_out_from_the_lines_of_points_in_parallel_coordinates():
    axes = Figure().add_subplot()
    factor = SimpleNamespace(path="us.tactic", choices=("micro", "hardliner"), values=np.array([0.0, 1.0]))
    label_factors(axes, SimpleNamespace(cases=SimpleNamespace(factors=[factor])))
    assert [text.get_text() for text in axes.texts] == ["micro", "hardliner"]
    assert all(text.get_bbox_patch().get_facecolor()[:3] == (1, 1, 1) for text in axes.texts)
