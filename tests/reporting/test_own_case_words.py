"""What a report says of a case whose levels have names and in which no deal is worth something of its own."""

import re
from pathlib import Path

import pytest
import runs

from sim.analysis.prediction_table import run_figures
from sim.reporting.diary import diary
from sim.reporting.report.run_report import RunPage, run_report
from sim.reporting.run_text import run_text


@pytest.fixture(scope="module")
def sale():
    return runs.played("buyer_seller", worlds=40)


@pytest.fixture(scope="module")
def page(sale):
    figures = run_figures(sale.worlds, sale.loaded.scenario)
    return re.sub("<[^>]*>", " ", run_report(RunPage(sale, figures, {}, {}, Path("results/sale-1")), {}))


def test_levels_are_named_in_words(sale, page):
    (delivery,) = [issue for issue in sale.agenda.issues if issue.name == "delivery"]
    assert "six_weeks" in delivery.levels
    told = (
        run_text(run_figures(sale.worlds, sale.loaded.scenario), sale.loaded.scenario, "sale", 1)
        + "\n".join(diary(sale, 0))
        + page
    )
    assert "weeks" in told
    assert not re.search(r"\b(ten|eight|six|four|two)_weeks", told)


def test_what_no_deal_is_worth_is_among_the_main_assumptions_with_its_unit(page):
    rows = re.findall(r"what no deal is worth to the (buyer|seller)\s+(.*?)\s+thousand USD", page)
    assert [who for who, _ in rows] == ["buyer", "seller"]
