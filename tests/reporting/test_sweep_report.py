"""Reports on sweeps and discoveries: means, points and boxes are those of the rows, and a command shows a world."""

import dataclasses
import hashlib
import shlex

import numpy as np
import pyarrow as pa
import pytest
import runs
from report_page import ReportPage, check_html
from report_pages import CONDITION, discovery_text, small_sweep, sweep_text

from sim.analysis.discovery.discover import DiscoverRules, discover
from sim.analysis.sensitivity.factor_sample import DUMMY
from sim.analysis.sensitivity.method import IndexEstimate
from sim.analysis.sensitivity.sweep_sensitivity import MethodIndices, OutcomeSensitivity
from sim.cli.sweep_page import find_indices, sweep_scenario, write_sweep_page
from sim.reporting.report.baseline_words import baseline_differences
from sim.reporting.report.discovery_report import box_answer
from sim.reporting.report.indices import indices_html
from sim.reporting.report.measures import column_meaning
from sim.reporting.words import percent
from sim.runs.run import run
from sim.scenario.loading import load
from sim.scenario.party_words import usual_words
from sim.sweeps.designs.design import Design, Factor
from sim.sweeps.overview import factor_ranges

pytestmark = pytest.mark.slow
__all__ = ["small_sweep"]  # a fixture
ESTIMATES = [("deadline.common", 0.8, 0.6, 1.0), ("bundled", 0.1, None, None), (DUMMY, 0.02, None, None)]


@pytest.fixture(scope="module")
def page(small_sweep):
    return ReportPage(sweep_text(small_sweep))


@pytest.fixture(scope="module")
def found(small_sweep):
    return ReportPage(discovery_text(small_sweep))


def test_pages_are_valid_html_and_every_link_leads_somewhere(small_sweep):
    check_html(sweep_text(small_sweep))
    check_html(discovery_text(small_sweep))


def test_means_are_those_of_all_rows_and_the_furthest_points(small_sweep, page):
    rows = small_sweep.table(["point", "agreed", "investment"]).to_pydict()
    agreed = np.array(rows["agreed"], float).reshape(4, 32)
    (row,) = [row for row in page.rows if row.get("Column") == "agreed"]
    assert (row["Mean"], row["Unit"]) == (f"{100 * agreed.mean():.1f}", "% of worlds")
    points = agreed.mean(axis=1)
    assert (row["Lowest point"], row["Highest point"]) == (f"{100 * points.min():.1f}", f"{100 * points.max():.1f}")
    money = [value for value in rows["investment"] if value is not None]
    (row,) = [row for row in page.rows if row.get("Column") == "investment"]
    assert row["Mean"] == f"{np.mean(money):.2f}"


def test_factors_are_told_with_what_they_are_and_what_the_scenario_has(page):
    (row,) = [row for row in page.rows if row.get("Factor", "").startswith("korea.governments.caretaker.audience_cost")]
    assert (row["Varied over"], row["Unit"]) == ("0 to 9", "bn USD a year")
    assert row["In the scenario itself"] == "5 (2 to 9)"
    assert "cost of signing before the vote" in row["Factor"]


def test_a_sweep_without_indices_says_why(small_sweep, page):
    reasons = find_indices(small_sweep)
    assert list(reasons) == ["agreed", "day", "us_value", "korea_value"]
    told = reasons["agreed"].removeprefix("agreed: ")
    assert f"No index is given of ends with a deal: {told}." in page.text


def test_a_column_of_a_party_means_what_its_key_says():
    own = load("baseline").scenario
    assert (
        usual_words().text(column_meaning("us_value", own))
        == "over no deal, as the U.S. counts it on that day, mean of deals"
    )
    assert column_meaning("eu_value", own) == ""


def test_the_command_of_a_point_shows_the_world_of_its_row(small_sweep, page):
    command = page.text.split("Point with most deals", 1)[1].split("sim run ", 1)[1].split("--story")[0]
    words = shlex.split(command.split("\n")[0].replace("Points", " "))
    settings = [words[place + 1] for place, word in enumerate(words) if word == "--set"]
    point = max(range(4), key=lambda k: small_sweep.points(["agreed"]).column("agreed_mean")[k].as_py())
    row = [row for row in small_sweep.table().to_pylist() if row["point"] == point][7]
    outcome = run(load(words[0], settings), 1, 1, first=7)
    assert outcome.worlds.column("agreed")[0].as_py() == row["agreed"]
    assert outcome.worlds.column("us_value")[0].as_py() == row["us_value"]


def test_the_page_is_put_into_the_folder_whole(small_sweep):
    write_sweep_page(small_sweep.folder)
    assert not [file for file in small_sweep.folder.iterdir() if file.name.startswith(".report")]
    text = (small_sweep.folder / "report.html").read_text(encoding="utf-8")
    assert text == sweep_text(small_sweep)
    assert len(text) < 5_000_000


def test_shares_of_the_first_box_are_those_of_the_rows(small_sweep, found):
    rows = small_sweep.table(["point", "agreed"]).to_pydict()
    failed = ~np.array(rows["agreed"])
    title = next(line for line in found.text.split("\n") if line.startswith("Box 1: "))
    inside = np.ones(4, bool)
    for limit in title.split("density")[0].removeprefix("Box 1: ").split(" and "):
        path, told = limit.split(" is ")
        bound, value = told.rsplit(" ", 1)[0], float(told.rsplit(" ", 1)[1].rstrip("abcdefghijklmnopqrstuvwxyz"))
        numbers = small_sweep.plan.design.numbers(path)
        inside &= numbers >= value if bound == "at least" else numbers <= value
    member = inside[np.array(rows["point"])]
    shares = {"coverage": failed[member].sum() / failed.sum(), "density": failed[member].mean(), "mass": member.mean()}
    assert {name: found.number(f"boxes[0].{name}")["Value"] for name in shares} == {
        name: f"{100 * share:.1f}" for name, share in shares.items()
    }


def test_a_discovery_says_how_sure_it_is_and_how_its_boxes_are_played(found):
    assert [row for row in found.rows if "Quasi-p" in row]
    assert "A box says where it happens among the factors that were varied" in found.text
    assert "sim run results/box_1.yaml" in found.text
    row = next(line for line in found.text.split("\n") if "ef" * 32 in line)
    assert row.startswith("SHA-256 of the sweep's rows")


def test_the_scenario_hash_is_that_of_the_file_in_the_folder_of_the_sweep(small_sweep, page, found):
    held = hashlib.sha256((small_sweep.folder / "scenario.yaml").read_bytes()).hexdigest()
    for one in (page, found):
        assert f"SHA-256 of the scenario as it was played {held}" in one.text


def test_the_headline_of_a_discovery_says_that_it_has_no_interval(small_sweep, found):
    box = discover(small_sweep, CONDITION, DiscoverRules(density=0.9)).boxes[0]
    few = dataclasses.replace(box, stability=dataclasses.replace(box.stability, density=(None, None)))
    plain = dataclasses.replace(discover(small_sweep, CONDITION, DiscoverRules(density=0.9)), boxes=(few,))
    assert "No interval is given: fewer than 30 points" in box_answer(plain, "9.9 %")
    low, high = box.stability.density
    assert (low is None) == ("No interval is given" in found.text)
    if low is not None:
        assert f"(95 %: {percent(low)} to {percent(high)})" in found.text.replace("\u00a0", " ")


def test_a_point_that_ties_with_others_says_so(small_sweep, page):
    shares = small_sweep.points(["agreed"]).column("agreed_mean").to_pylist()
    for words, end in (("fewest", min(shares)), ("most", max(shares))):
        tie = shares.count(end) - 1
        told = f" (as many at {tie} others)" if tie else ""
        assert f"Point with {words} deals: {shares.index(end)}{told}sim run" in page.text


def test_a_factor_has_its_stated_range_and_not_the_values_that_were_drawn():
    factors = (Factor("deadline.common", (0.1, 1.0)), Factor("bundled", values=(True, False)))
    drawn = Design("sobol", factors, pa.table({"deadline.common": [0.1002, 0.9923], "bundled": ["true", "false"]}))
    assert factor_ranges(drawn) == {"deadline.common": {"min": 0.1, "max": 1.0}, "bundled": {"true": 1, "false": 1}}


def test_each_main_measure_has_its_index_and_the_dummy_input_is_explained():
    estimates = [IndexEstimate("total order", path, None, value, *ends, None) for path, value, *ends in ESTIMATES]
    method = MethodIndices("sobol", "total order", "shares of the variance", (), tuple(estimates))
    known = OutcomeSensitivity("day", "days", 9.0, 0.07, None, (method,), (), ())
    found = {"day": known, "us_value": "us_value: it never differs"}
    held = ReportPage(usual_words().text(indices_html(found, ("us", "korea"))))
    cells = {row["Factor"]: row["day of signature"] for row in held.rows if row}
    assert list(cells) == ["deadline.common", "bundled", "dummy input", "share of variance between points"]
    assert list(cells.values()) == ["0.80 (0.60 to 1.00)", "0.10 (too few)", "0.02 (too few)", "7.0 %"]
    assert "No index is given of value of a deal to the U.S.: it never differs." in held.text
    assert "The dummy input is a factor that does nothing" in held.text


def test_every_cell_of_a_number_says_something(page, found):
    cells = ("95 % interval", "By draws alone", "Interval", "Quasi-p", "Reproduced", "In the JSON answer")
    told = [row[name] for one in (page, found) for row in one.rows for name in cells if name in row]
    assert len(told) > 20
    assert all(told)


def test_what_differs_from_the_baseline_is_listed_where_the_brief_names_only_some(small_sweep):
    loaded = sweep_scenario(small_sweep)
    assert baseline_differences("same", loaded.data) == ""
    page = ReportPage(baseline_differences("early", runs.loaded("early_deadline").data))
    assert page.rows[1] == {"Path": "calendar.deadline", "early": "2025-05-29", "baseline": "2025-07-08"}
