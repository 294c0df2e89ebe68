"""Reports on comparisons: before, after and difference are those of the rows, and each number can be traced."""

import re

import numpy as np
import pytest
import runs
from report_page import ReportPage, check_html
from report_pages import VOTERS, WORLDS, comparison_text, side, vote_sides, vote_text

from sim.reporting.figures import car_terms
from sim.reporting.figures.comparison import levels_of_leading

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def compared():
    return comparison_text()


@pytest.fixture(scope="module")
def voted():
    return vote_text()


def row_of(page, name):
    (found,) = [row for row in page.rows if row.get("Measure", "").startswith(name) and "Difference" in row]
    return found


def test_pages_are_valid_html_and_every_link_leads_somewhere(compared, voted):
    check_html(compared)
    check_html(voted)
    check_html(comparison_text("baseline", "no_election", "no_japan"))


def test_shares_and_their_difference_are_those_of_all_worlds(compared):
    one, other = (
        side(name).table.column("agreed").to_numpy(zero_copy_only=False) for name in ("baseline", "early_deadline")
    )
    row = row_of(ReportPage(compared), "ends with a deal")
    assert row["Before: baseline"] == f"{100 * one.mean():.1f}"
    assert row["After: early_deadline"] == f"{100 * other.mean():.1f}"
    assert row["Difference"] == f"{100 * (other.mean() - one.mean()):+.1f}"
    assert row["Unit"] == "% of worlds"


def test_terms_are_those_of_worlds_with_a_deal_in_both(compared):
    one, other = (runs.played(name, worlds=WORLDS).column("investment") for name in ("baseline", "early_deadline"))
    both = np.isfinite(one) & np.isfinite(other)
    row = row_of(ReportPage(compared), "investment")
    assert (row["Before: baseline"], row["After: early_deadline"]) == (
        f"{one[both].mean():.2f}",
        f"{other[both].mean():.2f}",
    )
    assert row["Difference"] == f"{(other - one)[both].mean():+.2f}"


def test_the_talks_are_worth_what_deals_are_with_no_deal_as_0(compared):
    one, other = (
        np.nan_to_num(runs.played(n, worlds=WORLDS).column("us_value_fixed")) for n in ("baseline", "early_deadline")
    )
    row = row_of(ReportPage(compared), "value of the talks to the U.S.")
    assert row["Difference"] == f"{other.mean() - one.mean():+.2f}"
    assert row["Unit"] == "bn USD a year"


def test_each_measure_names_its_column_its_worlds_and_one_world_like_it(compared):
    one, other = (runs.played(name, worlds=WORLDS).column("investment") for name in ("baseline", "early_deadline"))
    (row,) = [row for row in ReportPage(compared).rows if row.get("Column") == "investment"]
    both = np.isfinite(one) & np.isfinite(other)
    assert row["Worlds"] == f"{both.sum()}"
    apart = np.abs(other - one - (other - one)[both].mean())
    assert apart[int(row["A world like the mean"])] == np.nanmin(apart)


def test_commands_give_the_rows_and_one_world_of_each_run(compared):
    text = ReportPage(compared).text
    for said in (
        "sim run scenarios/early_deadline.yaml --set us.weights.headline=1 --worlds 40 --seed 1",
        "sim run scenarios/baseline.yaml --set us.weights.headline=1 --first N --worlds 1 --seed 1 --story",
        "sim show results/compare-1 --json",
    ):
        assert said in text


def test_what_differs_between_scenarios_is_said(compared):
    assert "From baseline it differs in: calendar.deadline 2025-05-29 (there 2025-07-08)." in ReportPage(compared).text


def test_several_others_have_their_main_measures_in_the_brief_and_all_in_the_appendix():
    page = ReportPage(comparison_text("baseline", "no_election", "no_japan"))
    brief, whole = page.text.split("Appendix", 1)
    assert brief.count("value of the talks to Korea") == 2
    assert "nearness to the best" not in brief
    assert whole.count("nearness to the best") >= 4  # in each of two tables, and where each comes from


def test_what_differs_where_an_event_happens_is_in_the_appendix():
    happens = runs.played("baseline", worlds=WORLDS).column("peer_deal")
    text = ReportPage(comparison_text("baseline", "no_japan")).text.split("Appendix", 1)[1]
    assert "Where an event happens" in text
    assert happens.any()
    assert "of 40 worlds in which japan_deal happens" in text


def test_deals_before_and_after_the_vote_are_counted(voted):
    plain, _ = vote_sides("early_deadline_livable", VOTERS)
    phase = np.array(plain.table.column("phase").to_pylist())
    page = ReportPage(voted)
    counts = [row for row in page.numbers if "signed" in row["Number"] or "no deal" in row["Number"]]
    shares = [
        np.mean(phase == "before_election"),
        np.mean(~np.isin(phase, ["before_election", "none"])),
        np.mean(phase == "none"),
    ]
    assert [row["Value"] for row in counts] == [f"{100 * share:.2f}" for share in shares]
    assert f"signed before the vote: {np.sum(phase == 'before_election')} worlds of {VOTERS}" in page.text


def test_means_of_both_sides_and_what_an_observer_sees_are_those_of_the_rows(voted):
    plain, free = vote_sides("early_deadline_livable", VOTERS)
    phase, later = (np.array(one.table.column("phase").to_pylist()) for one in (plain, free))
    held, then = (one.table.column("auto_tariff").to_numpy(zero_copy_only=False) for one in (plain, free))
    before, after = phase == "before_election", ~np.isin(phase, ["before_election", "none"])
    (row,) = [
        row for row in ReportPage(voted).rows if row.get("Measure", "").startswith("auto tariff") and "Before" in row
    ]
    assert (row["Before"], row["After"]) == (f"{held[before].mean():.2f}", f"{held[after].mean():.2f}")
    assert row["Raw"].startswith(f"{held[before].mean() - held[after].mean():+.2f}")
    same = after & (later == "before_election")
    shown = f"{(then - held)[same].mean():+.2f}" if same.sum() >= 30 else "too few"  # of worlds for an interval
    assert row["Same worlds"].startswith(shown)
    assert row["As set"] == f"{held[same].mean():.2f}"
    assert row["Free signature"] == f"{then[same].mean():.2f}"


def test_each_answer_is_explained_with_the_worlds_it_rests_on(voted):
    text = ReportPage(voted).text
    for said in (
        "Raw: Before less After",
        "(overlap weights",
        "Same worlds: the scenario",
    ):
        assert said in text
    assert "0: none, 1: partial, 2: full" in text


def test_numbers_of_a_page_run_on_and_each_leads_to_where_it_comes_from(voted):
    for text in (voted, comparison_text("baseline", "no_election", "no_japan")):
        names = [str(held.get("id", "")) for _, held in ReportPage(text).tags]
        numbers = [int(name.removeprefix("from-")) for name in names if re.fullmatch(r"from-\d+", name)]
        assert numbers == list(range(1, len(numbers) + 1))
        assert len(numbers) > 10


def test_each_issue_has_its_meaning_and_each_answer_one_name(voted):
    page, issues = ReportPage(voted), vote_sides("early_deadline_livable", VOTERS)[0].scenario.issues
    rows = [row["Measure"] for row in page.rows if "Comparable" in row]
    for name in ("lng", "shipbuilding"):
        assert any(f"{issues[name].meaning}; {issues[name].unit}" in measure for measure in rows)
    for other in ("As observed", "like worlds", "lognormal"):
        assert other not in page.text.split("Appendix")[0]
    counted = re.search(r"worth (\d+) worlds of equal weight", page.text).group(1)
    assert {row["Comparable: worth"] for row in page.rows if "Comparable: worth" in row} == {f"{counted} worlds"}


def test_first_signatures_that_did_not_stay_in_force_are_told_apart(voted):
    plain, _ = vote_sides("early_deadline_livable", VOTERS)
    vote = (plain.scenario.election.date - plain.scenario.calendar.pause).days
    first = sum(day is not None and day < vote for day in plain.table.column("first_signature").to_pylist())
    held = plain.table.column("phase").to_pylist().count("before_election")
    assert first > held
    told = f"a first signature comes before the vote in {first} worlds, of which {first - held} did not stay in force"
    assert told in ReportPage(voted).text


def test_too_few_deals_have_no_interval():
    page = ReportPage(vote_text("early_deadline", WORLDS))
    rows = [row for row in page.rows if "Same worlds" in row and "Raw" in row]
    assert rows
    assert all(row["Raw"].endswith(("too few", "no world")) for row in rows)
    assert not any("Free signature" in row for row in rows)  # whose means no world has
    assert "too few worlds for any interval" in page.text
    assert "Fewer than 30 in one group are too few" in page.text


def test_the_tariff_signed_in_fact_is_a_line_with_a_label():
    one = side("baseline")
    drawn = car_terms.figure([one])
    (line,) = drawn.axes[0].lines
    level = one.scenario.actual.terms["auto_tariff"]
    assert list(line.get_ydata()) == [0, 1]  # from the foot of the axes to their top
    assert levels_of_leading([one])[int(line.get_xdata()[0])] == level
    assert f"real deal: {level:g} percent" in [text.get_text() for text in drawn.legends[0].get_texts()]
