"""The answers of the later notebooks are made of numbers that their cells print, and of the run that they name."""

import json
import re

import pytest
from places import NOTEBOOKS
from runs import played

from sim.analysis.validation.actual_deal import actual_figures, shares_with_all_terms

NAMES = ("05_where_deals_fail", "06_explaining_a_difference", "07_the_2025_talks", "08_write_your_own_tactic")


def cells_of(name):
    """Return the cells of a notebook."""
    return json.loads((NOTEBOOKS / f"{name}.ipynb").read_text(encoding="utf-8"))["cells"]


def printed(cells):
    """Return all that cells print, as text."""
    found = [output for cell in cells if cell["cell_type"] == "code" for output in cell["outputs"]]
    return "\n".join("".join(output.get("text", output.get("data", {}).get("text/plain", ""))) for output in found)


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_asks_and_answers_first_with_numbers_that_it_prints(name):
    cells = cells_of(name)
    answer, shown = "".join(cells[0]["source"]), printed(cells)
    title, question = answer.split("\n\n")[:2]
    assert title.startswith("# ")
    assert re.fullmatch(r"\*\*.*\?\*\*|\*\*.*\. What about it does\?\*\*", question)
    numbers = re.findall(r"(?<![\d.])[+-]?\d+\.\d+(?![\d.]*\d)", answer)
    assert len(numbers) >= 6
    assert not [number for number in numbers if number.lstrip("+-") not in shown]


@pytest.mark.parametrize("name", NAMES)
def test_every_cell_was_run_in_order_and_nothing_went_wrong(name):
    code = [cell for cell in cells_of(name) if cell["cell_type"] == "code"]
    assert [cell["execution_count"] for cell in code] == list(range(1, len(code) + 1))
    assert not [output for cell in code for output in cell["outputs"] if output["output_type"] in ("error", "stderr")]


def test_the_seventh_answers_with_the_numbers_of_its_run():
    outcome = played("baseline")
    answer = "".join(cells_of("07_the_2025_talks")[0]["source"])
    whole, near = shares_with_all_terms(outcome)
    figures = {figure.name: figure for figure in actual_figures(outcome)}
    deals = figures["date"].worlds
    assert f"{whole:.1%} of {deals:,} deals, and within three days of its date as well in {near:.1%}" in answer
    assert f"15 % on cars in {figures['auto_tariff'].at:.0%} of deals" in answer
    assert f"200 bn in cash in {figures['investment'].at:.0%}" in answer
    assert f"{figures['reciprocal_tariff'].above:.0%} of its deals leave them higher" in answer
    early = [date for date in outcome.worlds.column("date").to_pylist() if date and date.isoformat() <= "2025-07-30"]
    assert f"{len(early) / deals:.3f} of its deals come by 30 July" in answer
