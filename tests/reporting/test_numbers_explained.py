"""Numbers of a report's first pages are explained: patterns and weights by the tables to which the pages lead."""

import re
from html import unescape

import runs
from places import ROOT, SUPPORT

from sim.reporting.report.assumptions import main_assumptions
from sim.reporting.report.measures import fixed_weights_text, weights_html
from sim.reporting.report.scenario_words import scenario_html
from sim.reporting.report.validity import patterns_of_2025, validity_figures, validity_text
from sim.scenario.loading import load


def plain_text_of(page):
    """Return the text of a part of a page."""
    return unescape(re.sub("<[^>]+>", "", page)).replace("\u00a0", " ")


def cells(line):
    """Return the cells of a line of a table in Markdown."""
    return [cell.strip() for cell in line.strip("| ").split("|")]


def test_the_brief_leads_to_the_patterns_and_counts_them():
    text = validity_text(runs.loaded("baseline").scenario)
    assert "11 patterns; the appendix lists them" in text
    assert (
        "of the baseline (2,000 worlds) 9 of the 11 do and are tests; (4), “the deadline moves, a second time" in text
    )
    assert "that of 2.3 % of the deals of the baseline, and with LNG within its span too, of 0.7 %" in text
    assert "At 200 other sets of assumptions 6 of the 11, with (4), do in 80 % of the sets or more" in text


def test_each_pattern_is_named_by_its_number_with_its_measure_and_range():
    held, table = validity_figures(), patterns_of_2025(runs.loaded("baseline").scenario)
    assert len(held["names"]) == held["all"]
    assert {number for number, *_ in held["measures"]} == set(range(1, held["all"] + 1))
    assert "1 deals come in the last days before a deadline" in table
    assert "share of deals signed in the last 10 days before the deadline in force" in table
    assert ".60 to 1" in table
    assert "auto tariff 15 percent, reciprocal tariff 15 percent" in table
    assert "LNG from 0 to 14 million tonnes a year, an assumed span" in table


def test_shares_within_and_ranges_are_those_of_the_page_on_validity():
    page = (ROOT / "docs" / "explanation" / "validity.md").read_text(encoding="utf-8")
    lines = page.split("| # | measure | range | within |")[1].split("\n\n")[0].splitlines()[2:]
    told = [(int(number), wanted, within) for number, _, wanted, within, *_ in map(cells, lines)]
    assert told == [(number, wanted, within) for number, _, wanted, within in validity_figures()["measures"]]


def test_of_other_parties_no_patterns_are_listed():
    assert patterns_of_2025(runs.loaded("labour_dispute").scenario) == ""


def test_weights_are_listed_below_0_explained_and_totals_lead_on():
    spec = runs.loaded("baseline").scenario
    text, table = fixed_weights_text(spec), weights_html(spec)
    assert "listed in the appendix, “How a deal is valued”" in text
    assert "imports" in table
    assert '<td data-column="Weight to {a}">-0.1</td>' in table
    assert "of a weight below 0 more is worse" in table
    assert "under “Every assumption and its source”" in table
    assert "security" not in table  # off the table


OPINION = "{against: 0.5, in_favour: 0.4, approval: 0, points: 0, source: poll}"
AUDIENCE = f"{{audience_cost: 60, ambition: 10, opinion: {OPINION}}}"


def sale(*settings):
    """Return a sale in which the buyer's office answers to its public, where it has a vote."""
    office = [f"buyer.governments={{office: {AUDIENCE}}}", "buyer.in_office=office"]
    return load(SUPPORT / "machine_sale.yaml", [*office, *settings])


def test_the_gain_needed_is_the_floor_of_either_party():
    """60 times one half, less the 10 that the government itself gains."""
    text = plain_text_of(main_assumptions(sale("buyer.vote=2025-01-20").scenario))
    assert "gain over no deal that buyer needs, times the share against it§ (50.0 %)" in text
    assert "the gain needed is 60 x 0.5 - 10 = 20." in text
    assert "There is a vote in {a} on 20 January 2025" in scenario_html(sale("buyer.vote=2025-01-20").scenario, None)


def test_no_gain_is_needed_of_a_government_without_a_vote():
    assert "the gain needed" not in main_assumptions(sale().scenario)


def test_two_who_have_to_want_an_extension_want_it_by_the_product_of_their_chances():
    """At log odds of 0.5 and 1.6 one of them wants it with 62.2 and 83.2 %; the squares are 38.7 and 69.2 %."""
    one, both = (runs.loaded("baseline", f"deadline.by={by}").scenario for by in ("us", "both"))
    assert "62.2 % to 83.2 % the first time" in plain_text_of(main_assumptions(one))
    assert "by a draw of its own: 38.7 % to 69.2 % the first time" in plain_text_of(main_assumptions(both))
    assert "made longer, where both parties want it, 3 times at most" in scenario_html(both, None)
