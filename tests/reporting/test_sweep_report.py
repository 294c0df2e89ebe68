"""Reports on sweeps and discoveries: means, points and boxes are those of the rows, and a command shows a world."""

import shlex

import numpy as np
import pytest
from report_page import ReportPage, check_html
from report_pages import discovery_text, small_sweep, sweep_text

from sim.cli.sweep_page import find_indices, write_sweep_page
from sim.runs.run import run
from sim.scenario.loading import load

pytestmark = pytest.mark.slow
__all__ = ["small_sweep"]  # a fixture


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
    assert row["In the scenario itself"] == "triangular 2, 5, 9"
    assert "what signing before the vote costs" in row["Factor"]


def test_a_sweep_without_indices_says_why(small_sweep, page):
    reason = find_indices(small_sweep)
    assert isinstance(reason, str)
    assert f"No index is given: {reason}." in page.text


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
    assert "ef" * 32 in found.text
