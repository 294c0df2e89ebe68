"""Numbers of a report's first pages are explained: patterns and weights by the tables to which the pages lead."""

import runs
from places import ROOT

from sim.reporting.report.measures import fixed_weights_text, weights_html
from sim.reporting.report.validity import patterns_of_2025, validity_figures, validity_text


def cells(line):
    """Return the cells of a line of a table in Markdown."""
    return [cell.strip() for cell in line.strip("| ").split("|")]


def test_the_brief_leads_to_the_patterns_and_counts_them():
    text = validity_text(runs.loaded("baseline").scenario)
    assert "11 patterns; the appendix lists them" in text
    assert "In one run of the baseline 9 of the 11 do and are tests; (4) does but is no test" in text
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
