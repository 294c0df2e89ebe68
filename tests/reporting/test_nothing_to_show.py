"""Figures say what is not there: sides that never offer, runs that never sign, rows without a number."""

from functools import cache
from itertools import combinations
from types import SimpleNamespace

import numpy as np
import pytest
import runs
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from sim.analysis.compare import ComparedRun, compare_by_side
from sim.reporting.figures import actual, comparison, offers, robust_choice, survival, terms, values, vote
from sim.reporting.figures.page import SINGLE
from sim.runs.run import Outcome


@cache
def played(name: str, *settings: str) -> Outcome:
    return runs.played(name, *settings, worlds=30)


def side(name: str, *settings: str) -> ComparedRun:
    return ComparedRun(
        " ".join((name, *settings)), played(name, *settings).loaded.scenario, played(name, *settings).worlds, 1
    )


@cache
def compared() -> Figure:
    sides = [side("buyer_seller"), side("buyer_seller", "buyer.tactic=hardliner")]
    drawn = comparison.figure(sides, compare_by_side(*sides))
    FigureCanvasAgg(drawn).draw()
    return drawn


def legend_of(drawn: Figure) -> list[str]:
    return [text.get_text() for held in drawn.legends for text in held.get_texts()]


def test_a_side_that_never_offers_says_so_in_the_legend():
    drawn = offers.figure(played("buyer_seller", "calendar.proposer.coin=1"))
    named = legend_of(drawn)
    makers = [words for words in named if words.startswith("offers of")]
    assert sorted(words.endswith(": none") for words in makers) == [False, True]
    assert not any(words.endswith(": none") for words in legend_of(offers.figure(played("buyer_seller"))))
    beside = values.figure(played("buyer_seller", "calendar.proposer.coin=1")).axes[0].get_legend()
    assert set(makers) <= {text.get_text() for text in beside.get_texts()}


def test_the_talks_as_they_went_name_no_band_of_a_side_without_offers_and_no_day_beyond_their_axis():
    drawn = actual.figure(played("us_uk_2025", "calendar.proposer.coin=1"))
    named = [text.get_text() for text in drawn.axes[1].get_legend().get_texts()]
    assert "the UK: no offers to draw" in named
    assert not any(words.startswith("the UK") and words.endswith("of worlds") for words in named)
    assert {"the U.S.: median", "the U.S.: 80 % of worlds"} <= set(named)
    first, last = drawn.axes[0].get_xlim()
    assert all(first <= note.xy[0] <= last for note in drawn.axes[0].texts)
    assert drawn.axes[0].get_ylim()[0] == 0


def test_choices_without_intervals_say_that_there_are_too_few_draws():
    criteria = {"expected": SimpleNamespace(value=1.0, interval=(None, None))}
    one = SimpleNamespace(choice="micro", criteria=criteria, regrets=np.array([0.0, 1.0]))
    found = SimpleNamespace(levers=["us.tactic"], points=2, worlds=4, measure="us_worth", choices=[one])
    assert "too few points or random draws" in robust_choice.figure(found, "bn USD a year", "tiny").texts[1].get_text()
    criteria["expected"].interval = (0.5, 1.5)
    assert "too few" not in robust_choice.figure(found, "bn USD a year", "tiny").texts[1].get_text()


def test_a_run_without_a_deal_stays_at_no_world_in_a_comparison():
    axes = compared().subfigs[0].axes[0]
    look = comparison.run_look(1)
    flat = [line for line in axes.lines if line.get_color() == look.color and len(line.get_ydata())]
    assert [sorted(set(line.get_ydata())) for line in flat] == [[0]]


def test_each_row_of_a_comparison_has_a_number_or_says_why_not():
    (axes,) = compared().subfigs[1].axes
    (right,) = axes.child_axes
    told = [label.get_text() for label in right.get_yticklabels()]
    assert len(told) == len(axes.get_yticklabels())
    assert comparison.NOWHERE in told
    assert sum(words.endswith(comparison.ALIKE) for words in told) == 2  # agreed, and lapsed
    names = [label.get_text() for label in axes.get_yticklabels()]
    assert {"buyer's worth", "seller's worth"} <= set(names)


@pytest.mark.parametrize(("name", "mark"), [("buyer_seller", ""), ("baseline", "o")])
def test_only_a_curve_with_lapses_has_their_mark_in_the_legend(name, mark):
    (held,) = survival.handles([side(name)], in_brief=True)
    assert held.get_marker() in ({mark, "None", " "} if not mark else {mark})


def test_all_that_is_left_out_of_the_vote_is_named_within_the_frame():
    drawn = vote.figure(side("early_deadline"), [])
    assert len(drawn.texts) == 2
    measures = [type("Nothing", (), {"measure": f"a_measure_with_a_long_name_{k}"})() for k in range(9)]
    empty = {"few": dict.fromkeys(vote.ANSWERS, True)} | {
        name: type("Answer", (), dict.fromkeys(("difference", "low", "high")))() for name in vote.ANSWERS
    }
    for measure in measures:
        vars(measure).update(empty)
    drawn = vote.figure(side("early_deadline"), measures)
    FigureCanvasAgg(drawn).draw()
    box = drawn.texts[-1].get_window_extent()
    assert box.x1 <= drawn.bbox.x1
    assert box.y0 >= 0
    assert "a measure with a long name 8." in " ".join(drawn.texts[-1].get_text().split())


def test_single_words_that_would_meet_below_an_axis_stand_at_two_heights():
    assert terms.stack_long_names(["none", "non regression", "rebalancing", "alignment"]) == [
        "none",
        "\nnon\nregression",
        "rebalancing",
        "\nalignment",
    ]
    assert terms.stack_long_names(["none", "notice", "retraining", "no dismissals"])[1] == "notice"


def test_names_of_levels_keep_apart():
    drawn = terms.figure(played("brexit_deadline"))
    FigureCanvasAgg(drawn).draw()
    for axes in drawn.axes:
        boxes = [label.get_window_extent() for label in axes.get_xticklabels() if label.get_text()]
        assert not any(one.overlaps(other) for one, other in combinations(boxes, 2))


def test_short_talks_have_more_than_one_date_below_their_curve():
    drawn = survival.figure([side("buyer_seller")], SINGLE)
    FigureCanvasAgg(drawn).draw()
    low, high = drawn.axes[0].get_xlim()
    assert np.sum((drawn.axes[0].get_xticks() >= low) & (drawn.axes[0].get_xticks() <= high)) >= 2
