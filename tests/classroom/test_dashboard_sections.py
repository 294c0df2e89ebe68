"""What the dashboard says and draws of talks that are still being played."""

from dataclasses import replace
from io import BytesIO

import numpy as np
import pytest
import runs
from PIL import Image
from places import BASELINE, SCENARIOS

from sim.classroom.dashboard.frame import FigurePart, frame_of
from sim.classroom.dashboard.levers import levers_of
from sim.classroom.dashboard.sections import (
    counts,
    day_html,
    diary_html,
    lever_label,
    played_text,
    settings_html,
    terms_html,
)
from sim.classroom.dashboard.shown_talks import ShownTalks
from sim.classroom.dashboard.so_far import deal_axes, deals_so_far, last_day, maker_lines, world_so_far
from sim.classroom.dashboard.words import words_for
from sim.reporting.figures.day_deals import deals_figure
from sim.reporting.figures.day_lines import makers_figure, polls_figure
from sim.reporting.figures.day_offers import day_png, offers_figure
from sim.runs.outcome_table import outcome_rows

WORLDS, WORLD = 20, 3
WORDS = words_for(runs.loaded("baseline").scenario)


@pytest.fixture(scope="module")
def fresh():
    """Return talks before their first day."""
    return ShownTalks(str(BASELINE), "1", str(WORLD), WORLDS)


@pytest.fixture(scope="module")
def ended():
    """Return talks at their end."""
    talks = ShownTalks(str(BASELINE), "1", str(WORLD), WORLDS, beside=str(SCENARIOS / "no_election.yaml"))
    while talks.running:
        talks.step()
    return talks


@pytest.fixture(scope="module")
def rows():
    return runs.played("baseline", worlds=WORLDS).worlds.to_pylist()


def test_before_the_first_day_nothing_has_happened(fresh):
    text = day_html(fresh, "the scenario as it stands")
    assert "9 April 2025: before the first day" in text
    assert f"World {WORLD}: the talks open on 24 April 2025." in text
    assert "a deal in 0.0 %, talking in 100.0 %, without a deal in 0.0 %" in text
    assert "Nothing yet." in diary_html(fresh)
    assert world_so_far(fresh, fresh.request).entries("offer") == []


def test_the_end_is_that_of_the_row(ended, rows):
    row = rows[WORLD]
    assert row["agreed"]  # else this test shows nothing
    text = day_html(ended, "")
    assert f"World {WORLD}: signed on {row['date']:%-d %B %Y}, and the deal holds." in text
    assert "Nothing more will happen" in text
    world = world_so_far(ended, ended.request)
    assert world.deal.tolist() == [row["us_value"], row["korea_value"]]
    signed = (
        f'<th scope="row">auto tariff (percent)</th><td>25</td><td>15</td><td>15</td><td>{row["auto_tariff"]:g}</td>'
    )
    assert signed in terms_html(world, "On the table", WORDS)


def test_what_is_laid_beside_has_the_same_luck(ended):
    assert outcome_rows(ended.play.state).equals(runs.played("baseline", worlds=WORLDS).worlds)
    assert outcome_rows(ended.other.play.state).equals(runs.played("no_election", worlds=WORLDS).worlds)


def test_shares_and_deals_are_counted_over_all_worlds(ended, rows):
    agreed = [row for row in rows if row["agreed"]]
    assert counts(ended)["agreed"] == f"{100 * len(agreed) / WORLDS:.1f} %"
    held = deals_so_far(ended, "played")
    assert held.days.tolist() == [row["day"] for row in agreed]
    levels = runs.loaded("baseline").scenario.issues["auto_tariff"].levels
    assert [levels[number] for number in held.levels] == [row["auto_tariff"] for row in agreed]


def test_carmakers_lines_are_the_runs_series(ended):
    outcome = runs.played("baseline", worlds=WORLDS)
    lines = maker_lines(ended, ended.request, "duty")
    assert [*lines] == ["Hyundai", "Kia", "GM Korea"]
    np.testing.assert_array_equal(lines["Kia"], outcome.series["kia_duty"][:, WORLD])
    assert last_day(ended) == 90 + 3 * 24 + 60  # three extensions of 24 days, and 60 after a lapse


def test_every_figure_says_what_it_shows(ended):
    offers = offers_figure(world_so_far(ended, ended.request))
    assert "the deal is worth" in offers.get_label()
    deals = deals_figure([deals_so_far(ended, "played"), deals_so_far(ended.other, "beside")], deal_axes(ended))
    assert f"played: a deal in {int(ended.ledger.agreed.sum())} of {WORLDS} worlds" in deals.get_label()
    assert "beside: a deal in" in deals.get_label()
    pause = ended.setting.calendar.pause
    stock, duty = (maker_lines(ended, ended.request, what) for what in ("stock", "duty"))
    makers = makers_figure(pause, last_day(ended), stock, duty)
    assert f"Kia: {stock['Kia'][-1]:,.0f} vehicles, {duty['Kia'][-1]:.2f} bn USD" in makers.get_label()
    polls = polls_figure(pause, 55, {"Somebody": [None, 0.41, 0.42]})
    assert polls.get_label() == "Published polls by date. Latest: Somebody 42 percent."
    for figure in (offers, deals, makers, polls):
        width, height = figure.get_size_inches() * figure.dpi
        assert Image.open(BytesIO(day_png(figure))).size == pytest.approx((width, height), abs=1)


def test_a_figure_without_anything_to_show_is_drawn(fresh):
    world = world_so_far(fresh, fresh.request)
    assert "no deal comes" in offers_figure(world).get_label()
    assert f"a deal in 0 of {WORLDS} worlds" in deals_figure([deals_so_far(fresh, "x")], deal_axes(fresh)).get_label()
    empty = {"Kia": np.zeros(0)}
    assert makers_figure(fresh.setting.calendar.pause, 200, empty, empty).get_label().endswith("Latest: none yet.")


def test_what_is_played_is_said_with_units():
    levers = levers_of(runs.loaded("baseline"))
    assert (
        played_text(levers, {"party_a_pace": 0.25, "election": "2025-06-03"}, "2025-06-03", WORDS)
        == "the scenario as it stands"
    )
    said = played_text(levers, {"audience_cost": 7.0, "election": "none"}, "2025-06-03", WORDS)
    assert "Cost of signing before the vote 7 in place of 5 (bn USD a year)" in said
    assert "Election day none in place of 2025-06-03" in said


def test_a_label_says_ends_unit_and_whether_the_figure_is_assumed():
    levers = levers_of(runs.loaded("baseline"))
    assert lever_label(levers["peer_chance"], WORDS) == "Chance of Japan deal (0 to 1, share; assumed)"
    assert lever_label(levers["party_a_pace"], WORDS) == "Pace of the U.S., beta (0.05 to 5, no unit; assumed)"
    assert lever_label(levers["pause_days"], WORDS).endswith("(45 to 180, days; range assumed)")


def test_no_text_of_a_scenario_becomes_markup():
    lever = replace(levers_of(runs.loaded("baseline"))["party_a_pace"], source="<script>alert(1)</script>")
    assert "<script>" not in settings_html({"party_a_pace": lever}, WORDS)
    talks = ShownTalks(str(BASELINE), "<img src=x>", "0", 1)
    assert "<img" not in day_html(talks, "")


def test_a_picture_has_every_part_and_draws_anew_only_what_has_changed(fresh, ended):
    parts = frame_of(ended)
    heads = [part.heading for part in parts if isinstance(part, FigurePart)]
    assert heads == [
        *("Offers against the frontier", "Offers against the frontier: no_election", "Deals so far, in all worlds"),
        *("Carmakers, week by week", "Polls, week by week"),
    ]
    assert sum("On the table" in part.html for part in parts if not isinstance(part, FigurePart)) == 2
    assert len(frame_of(fresh)) == len(parts) - 2  # nothing is laid beside it
    again = {part.heading: part.seen for part in frame_of(ended) if isinstance(part, FigurePart)}
    assert again == {part.heading: part.seen for part in parts if isinstance(part, FigurePart)}
