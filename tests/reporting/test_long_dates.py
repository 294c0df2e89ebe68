"""Figures of talks that last for years: ticks and marks say the year, and bars are wide enough to be seen."""

from datetime import date
from functools import cache
from itertools import combinations

import numpy as np
import pytest
import runs
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from sim.analysis.compare import ComparedRun
from sim.reporting.figures import FIGURES, actual, deals, survival
from sim.reporting.figures.dates import NUMBER, SEEN, date_axis, stretch_days
from sim.reporting.figures.day_deals import DealAxes, DealsSoFar, deals_figure
from sim.reporting.figures.day_lines import makers_figure, polls_figure
from sim.runs.run import Outcome

LONG = (
    "calendar.talks=2018-06-02",
    "calendar.deadline=2020-01-31",
    "calendar.meetings.every=28",
    "calendar.meetings.daily_in_last=20",
)


@cache
def played(name: str = "brexit_deadline", *settings: str) -> Outcome:
    return runs.played(name, *settings, worlds=20)


def drawn(figure: Figure) -> Figure:
    FigureCanvasAgg(figure).draw()
    return figure


def tick_words(figure: Figure, panel: int = 0) -> list[str]:
    """Return the words of the date ticks that are seen."""
    axes = figure.axes[panel]
    low, high = axes.get_xlim()
    ticks = zip(axes.get_xticks(), axes.get_xticklabels(), strict=True)
    return [label.get_text() for place, label in ticks if low <= place <= high]


def axis_of(first: date, last: date, months: bool = False) -> list[str]:
    figure = Figure(figsize=(9, 3))
    date_axis(figure.add_subplot(), NUMBER(first), NUMBER(last), months)
    return tick_words(drawn(figure))


def test_the_first_tick_of_each_year_says_it_where_an_axis_covers_several():
    assert axis_of(date(2018, 6, 1), date(2021, 2, 1))[:4] == ["1 Sep\n2018", "1 Jan\n2019", "1 May", "1 Sep"]
    assert axis_of(date(2024, 12, 30), date(2025, 3, 5))[0] == "1 Jan\n2025"
    assert not any("\n" in words for words in axis_of(date(2025, 4, 1), date(2025, 9, 1)))


def test_ticks_of_long_axes_stand_on_months_that_come_again_each_year():
    assert {words.split("\n")[0] for words in axis_of(date(2010, 3, 1), date(2018, 3, 1))} == {"1 Jan"}
    words = axis_of(date(2000, 3, 1), date(2040, 3, 1))
    assert 5 <= len(words) <= 15
    assert len(axis_of(date(2025, 4, 1), date(2025, 11, 1), months=True)) == 4  # every second month, as before


@pytest.mark.parametrize(("span", "days"), [(180, 3), (400, 3), (406, 7), (1000, 14), (3650, 28)])
def test_bars_hold_so_many_weeks_as_can_be_seen(span, days):
    found = stretch_days(span, 8.1, shortest=3)
    assert found == days
    assert found >= SEEN * span / 8.1


def test_deals_of_long_talks_are_in_bars_that_are_seen_and_hold_every_deal():
    outcome = played("brexit_deadline", *LONG)
    figure = drawn(FIGURES["deals"](outcome))
    bars = [bar for held in figure.axes[0].containers for bar in held]
    assert sum(bar.get_height() for bar in bars) == pytest.approx(100 * outcome.column("agreed").mean())
    wide = {round(bar.get_width()) for bar in bars}
    assert wide == {deals.stretch_of(outcome)}
    assert f"(percent in {wide.pop()} days)" in figure.axes[0].get_ylabel()
    low, high = figure.axes[0].get_xlim()
    inches = figure.axes[0].get_position().width * figure.get_size_inches()[0]
    assert all(bar.get_width() / (high - low) * inches > 0.75 * SEEN for bar in bars)


def test_marks_say_the_year_where_talks_and_marks_fall_in_several():
    texts = {note.get_text() for note in FIGURES["deals"](played("brexit_deadline", *LONG)).axes[0].texts}
    assert {"First deadline\n31 Jan 2020", "Deadline\n31 Jan 2020"} & texts
    assert "Real deal\n24 Dec 2020" in texts
    texts = {note.get_text() for note in FIGURES["deals"](played()).axes[0].texts}
    assert "Deadline\n31 Dec" in texts


def test_the_survival_curve_says_the_year_and_what_lies_beyond_its_axis():
    outcome = played("brexit_deadline", *LONG)
    side = ComparedRun("long", outcome.loaded.scenario, outcome.worlds, 1)
    figure = drawn(survival.figure([side]))
    assert tick_words(figure)[0].endswith("2018")
    named = [text.get_text() for held in figure.legends for text in held.get_texts()]
    assert any(words.startswith("deadline, 31 Jan 2020") for words in named)
    assert "real deal, 24 Dec 2020 (later than shown)" in named


def test_the_talks_as_they_went_name_levels_in_words_and_bars_are_seen():
    figure = drawn(actual.figure(played()))
    axes = {panel.get_title(loc="left"): k for k, panel in enumerate(figure.axes)}
    levels = [label.get_text() for label in figure.axes[axes["Terms of trade in goods"]].get_yticklabels()]
    assert levels == ["wto", "free trade"]
    fish = axes["Part of the EU's catch in British waters handed to Britain, by value"]
    heights = [bar.get_height() for held in figure.axes[fish + 1].containers for bar in held]
    assert min(heights) >= actual.THIN * np.ptp(figure.axes[fish].get_ylim()) - 1e-9


@pytest.mark.parametrize(("name", "beyond"), [("baseline", False), ("brexit_deadline", False), ("us_eu_2025", True)])
def test_only_a_figure_with_levels_beyond_the_scenario_names_them(name, beyond):
    legend = actual.figure(played(name)).axes[1].get_legend()
    assert ("beyond the levels of the scenario" in [text.get_text() for text in legend.get_texts()]) == beyond


def test_the_ticks_of_a_few_days_are_more_than_one():
    for first, last in ((date(2025, 1, 22), date(2025, 2, 6)), (date(2025, 2, 4), date(2025, 2, 27))):
        assert 3 <= len(axis_of(first, last, months=True)) <= 7
    assert axis_of(date(2025, 4, 9), date(2025, 10, 1), months=True)[0] == "1 May"


def inside_and_apart(figure: Figure) -> bool:
    """Return whether all words of a figure lie within its frame and none on another."""
    figure = drawn(figure)
    words = [text for held in figure.legends for text in held.get_texts()]
    for axes in figure.axes:
        words += [axes.xaxis.label, axes.yaxis.label, *axes.texts]
        words += [label for label in axes.get_xticklabels() if axes.xaxis.get_tick_params()["labelbottom"]]
    boxes = [word.get_window_extent() for word in words if word.get_text()]
    frame = figure.bbox
    inside = all(box.x0 >= 0 and box.y0 >= 0 and box.x1 <= frame.x1 and box.y1 <= frame.y1 for box in boxes)
    return inside and not any(one.overlaps(other) for one, other in combinations(boxes, 2))


@pytest.mark.parametrize(("pause", "last"), [(date(2018, 6, 5), 900), (date(2025, 4, 9), 160)])
def test_daily_figures_of_short_and_of_long_talks_have_room_for_their_words(pause, last):
    rising = np.linspace(0, 1, last // 2)
    stock = dict.fromkeys(("Hyundai", "Kia", "GM Korea"), 50000.0 * rising)
    assert inside_and_apart(makers_figure(pause, last, stock, dict.fromkeys(stock, rising)))
    assert inside_and_apart(
        polls_figure(pause, last, {"Lee Jae-myung": list(rising), "Kim Moon-soo": list(rising / 2)})
    )
    days, levels = np.full(9, last // 2), np.arange(9) % 4
    held = [DealsSoFar(name="as it is", days=days, levels=levels, worlds=80)]
    names = ("none", "non regression", "rebalancing", "alignment")
    marks = ((int(0.6 * last), "deadline"), (int(0.5 * last), "election"))
    shown = DealAxes(pause=pause, first=0, last=last, marks=marks, issue="level playing field", levels=names)
    assert inside_and_apart(deals_figure(held, shown))
