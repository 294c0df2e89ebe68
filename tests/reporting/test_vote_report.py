"""The report on a vote: what its page says beside each number is that of the rows, and each number is explained."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
import runs
from report_page import ReportPage
from report_pages import VOTERS, vote_sides, vote_text

from sim.analysis.before_after_vote import Contrast, VoteEffect, signed_before_after, vote_groups
from sim.analysis.lapses import stopped_at_lapse
from sim.analysis.signature_doubt import demands_less_under_doubt
from sim.reporting.figures import car_terms, vote_terms
from sim.reporting.figures.comparison import levels_of_leading
from sim.reporting.report.lapses_text import lapses_text, stopped_text, voided_text
from sim.reporting.report.vote_report import free_signs, last_signed, wins_text
from sim.reporting.report.vote_tables import answer_cell, answer_notes, signs_differ

NAME = "early_deadline_livable"


class Pair:
    """The two runs of a page."""

    def __init__(self, plain, free):
        self.plain, self.free, self.sides = plain, free, (plain, free)


def contrast(raw, comparable, worlds=50):
    """Return a contrast of two differences, each on so many worlds a side."""
    one, other = (VoteEffect(value, value - 1, value + 1, worlds, worlds) for value in (raw, comparable))
    return Contrast("lng", "million tonnes a year", one, other, VoteEffect(None, None, None, 0, 0), float(worlds))


def column(run, name):
    return run.table.column(name).to_numpy(zero_copy_only=False)


def plain_spaces(text):
    return text.replace("\u00a0", " ")


@pytest.mark.slow
def test_weighted_means_are_those_of_the_rows_by_the_weights_of_the_worlds():
    plain, free = vote_sides(NAME, VOTERS)
    held, (one, other) = column(plain, "auto_tariff"), vote_groups(plain, free).weights
    (row,) = [row for row in ReportPage(vote_text()).rows if row.get("Measure", "").startswith("auto tariff")][:1]
    for name, weight in (("Before, weighted", one), ("After, weighted", other)):
        assert row[name] == f"{np.average(held[weight > 0], weights=weight[weight > 0]):.2f}"
    same = signed_before_after(plain)[1] & signed_before_after(free)[0]
    assert row["As set"] == f"{held[same].mean():.2f}"
    assert row["Free signature"] == f"{column(free, 'auto_tariff')[same].mean():.2f}"


@pytest.mark.slow
def test_the_page_says_what_stands_without_a_deal_and_lists_the_reference_weights():
    text = ReportPage(vote_text()).text
    assert "U.S. tariff on other Korean goods; percent; 25 after the pause" in text
    rows = {row["What it gains or loses"]: row for row in ReportPage(vote_text()).rows if "Weight to the U.S." in row}
    assert rows["tariff revenue"]["Weight to the U.S."] == "0.6"
    assert rows["imports"]["Weight to the U.S."] == "-0.1"
    assert rows["farm loss"] == {
        "What it gains or loses": "farm loss",
        "Weight to the U.S.": "-",
        "Weight to Korea": "1",
    }  # the last of Korea's that an issue on the table has
    assert "cost of troops" not in text.split("Every assumption and its source")[0]
    assert "at one set of assumed weights" in text
    assert text.index("A world is one play") < text.index("deals are signed before the vote")


@pytest.mark.slow
def test_shares_of_a_vote_add_up_as_they_are_printed():
    rows = [row for row in ReportPage(vote_text()).numbers if row["Column"] == "phase"]
    assert len(rows) == 3
    rounded = "rounded" in ReportPage(vote_text()).text.split("Appendix")[0].split("Raw: Before")[1].split("held")[0]
    total = sum(round(100 * float(row["Value"])) for row in rows)
    assert (total == 10_000) or rounded


@pytest.mark.slow
def test_lapses_are_counted_by_the_day_of_the_deadline_in_force():
    plain, free = vote_sides(NAME, VOTERS)
    spec, told = plain.scenario, lapses_text([plain, free])
    for moves in range(2):
        counts = [int((column(run, "lapsed") & (column(run, "extensions") == moves)).sum()) for run in (plain, free)]
        day = spec.calendar.deadline + timedelta(days=moves * spec.deadline.extension_days)
        assert f"{day:%-d %B} in {counts[0]} / {counts[1]}" in told
    never = [int((~column(run, "lapsed").astype(bool)).sum()) for run in (plain, free)]
    assert f"in the other {never[0]} / {never[1]} a deal in force comes first." in told


@pytest.mark.slow
def test_talks_that_end_as_the_pause_lapses_are_those_of_the_draw():
    plain, _ = vote_sides(NAME, VOTERS)
    stopped, agreed = stopped_at_lapse(plain), column(plain, "agreed").astype(bool)
    assert not (stopped & agreed).any()
    assert not (stopped & ~column(plain, "lapsed").astype(bool)).any()
    sure = runs.loaded(NAME, "deadline.after_lapse.go_on=0").scenario
    assert (stopped_at_lapse(replace(plain, scenario=sure)) == column(plain, "lapsed").astype(bool)).all()
    none, go_on = ~agreed, column(plain, "lapsed").astype(bool) & ~stopped
    told, left = stopped_text(plain), none & go_on
    never = np.isnan(column(plain, "first_signature"))
    assert f"end with the lapse in {stopped.sum()} and go on in {go_on.sum()} (a draw in each world" in told
    assert f"In {(go_on & agreed).sum()} of the latter a deal holds at the end, in {left.sum()} none: " in told
    assert f"in {(left & ~never).sum()} one was voided, in {(left & never).sum()} none signed in time;" in told
    assert told.endswith(
        f"; {stopped.sum()} and {left.sum()} are {none.sum()} of the {none.sum()} worlds without a deal."
    )


@pytest.mark.slow
def test_voided_deals_are_counted_by_when_they_were_signed_and_who_voided_them():
    plain, free = vote_sides(NAME, VOTERS)
    early, late = [], []
    for run in (plain, free):
        voided = (column(run, "reopened") == 1) & (column(run, "lapsed") == 1)
        deadline = 50 + 24 * column(run, "extensions")  # 29 May is 50 days after 9 April
        early.append(int((voided & (column(run, "first_signature") <= deadline)).sum()))
        late.append(int(voided.sum()) - early[-1])
    told = voided_text([plain, free])
    assert (
        f"signed by the deadline in {early[0]} / {early[1]} and after it, in talks that went on, in "
        f"{late[0]} / {late[1]}." in told
    )
    failed = (column(plain, "ratified") == 0) & (column(plain, "lapsed") == 1)
    assert f"was against it in {failed.sum()}, as the assembly did not pass it (it votes 30 days after" in told


@pytest.mark.slow
def test_winners_of_the_vote_are_counted_in_the_order_of_its_candidates():
    plain, _ = vote_sides(NAME, VOTERS)
    won = plain.table.column("winner").to_pylist()
    one, two, three = (won.count(name) for name in ("lee_jae_myung", "kim_moon_soo", "lee_jun_seok"))
    assert one + two + three == VOTERS
    assert wins_text(plain) == f": with that they win {one}, {two} and {three} of {VOTERS} worlds"
    text = ReportPage(vote_text()).text
    assert "(shares of all who were asked, Realmeter 30 April to 2 May 2025; polls move and err, as said" in text
    assert f"in the appendix: with that they win {one}" in text


@pytest.mark.slow
def test_the_last_deal_is_said_to_follow_a_voided_one_where_it_does():
    plain, _ = vote_sides(NAME, VOTERS)
    days = column(plain, "day")
    voided = column(plain, "reopened")[np.nanargmax(days)] == 1
    last = plain.scenario.calendar.pause + timedelta(days=int(np.nanmax(days)))
    again = ", after a first one was voided; talks may go on from the day of its voiding" if voided else ""
    assert last_signed(plain) == f" (the last is signed on {last:%-d %B %Y}{again})"


@pytest.mark.slow
def test_early_signatures_with_a_free_one_are_counted_and_fewer_are_explained():
    plain, free = vote_sides(NAME, VOTERS)
    vote = (plain.scenario.election.date - plain.scenario.calendar.pause).days
    first, then = (int((column(run, "first_signature") < vote).sum()) for run in (plain, free))
    assert then > first
    assert free_signs(Pair(plain, free)).endswith(
        f"comes before the vote in {then} worlds, as set (as the scenario states it) in {first}."
    )
    assert free_signs(Pair(free, plain)).endswith("Why there are fewer is not explained here.")  # nobody doubts there
    fewer = free_signs(Pair(replace(free, scenario=plain.scenario), plain))
    assert "One reason why there are fewer" in fewer
    assert "--set us.doubt.vote=false" in fewer


def test_fewer_early_signatures_are_explained_by_doubt_only_where_demands_follow_it():
    held = {
        (): True,
        ("us.doubt.demand=expected",): True,
        ("us.doubt.demand=sure",): False,  # asks for more under doubt, not for less
        ("us.doubt.vote=false",): False,
        ("election.honour=certain",): False,
    }
    assert {sets: demands_less_under_doubt(runs.loaded("early_deadline", *sets).scenario) for sets in held} == held


def test_opposite_signs_of_raw_and_comparable_are_named():
    assert signs_differ(contrast(1.5, -1.6))
    assert not signs_differ(contrast(-6.6, -4.3))
    told = " ".join(answer_notes([contrast(1.5, -1.6), contrast(2.0, 1.0)], 5))
    assert "opposite signs for LNG:" in told
    assert "Too few" not in told
    assert "Too few: fewer than 30 worlds" in " ".join(answer_notes([contrast(1.5, 1.6, worlds=29)], 4))


@pytest.mark.slow
def test_bars_are_shares_of_the_deals_on_each_side_of_the_vote():
    plain, _ = vote_sides(NAME, VOTERS)
    before, held = column(plain, "phase") == "before_election", column(plain, "auto_tariff")
    groups = vote_terms.vote_groups(plain)
    name = f"before the vote: {before.sum()} deals"
    grid = levels_of_leading([plain])
    assert groups[name] == pytest.approx([100 * np.mean(held[before] == level) for level in grid])
    assert sum(groups[name]) == pytest.approx(100)


def test_an_axis_of_shares_ends_above_the_largest_bar():
    assert car_terms.top_of([np.array([30.4, 2.0]), np.array([5.0])]) == 40
    assert car_terms.top_of([np.array([99.0])]) == 100
    assert car_terms.top_of([np.zeros(3)]) == 10


def test_no_difference_is_shown_where_worlds_are_too_few():
    few, enough = contrast(1.5, -1.6, worlds=29), contrast(1.5, -1.6)
    assert answer_cell(few, "raw") == "too few"
    assert "+1.50" in answer_cell(enough, "raw")
    assert not signs_differ(few)
