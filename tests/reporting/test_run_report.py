"""The report on a run: its numbers are those of its rows, each leads to its column, and the page stands alone."""

import html
import re
import shlex
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import runs
from places import ROOT
from report_page import ReportPage, check_html
from typer.main import get_command

from sim.analysis.prediction_table import run_figures
from sim.cli.verbs import make_app
from sim.reporting.report.picture import Picture
from sim.reporting.report.run_report import RunPage, run_patterns, run_report
from sim.reporting.report.scenario_words import grid_text
from sim.reporting.report.validity import validity_figures
from sim.scenario.schema.block import sourced_quantities

PICTURES = {"deals": Picture(b"\x89PNG", "What <it> shows.", "what deals shows")}
MADE = {"command": "sim run baseline --seed 1", "scenario_sha256": "ab" * 32, "versions": {"ninety-days": "9.9"}}
CASES = {
    "baseline": ("baseline", 40, ()),
    "one world": ("baseline", 1, ()),
    "no vote": ("no_election", 30, ()),
    "early deadline": ("early_deadline", 20, ()),
}


@cache
def outcome(case):
    name, worlds, settings = CASES[case]
    return runs.played(name, *settings, worlds=worlds)


def written(held, place=Path("results/baseline-1")):
    spec = held.loaded.scenario
    figures = run_figures(held.worlds, spec)
    return run_report(RunPage(held, figures, PICTURES, {}, place), MADE)


@cache
def page(case):
    return ReportPage(written(outcome(case)))


@pytest.mark.parametrize("case", CASES)
def test_a_report_is_valid_html_and_every_link_leads_somewhere(case):
    check_html(written(outcome(case)))


def test_a_report_stands_alone_and_says_what_pictures_show():
    found = page("baseline")
    assert found.all("html")[0]["lang"] == "en"
    assert len(found.all("title")) == len(found.all("h1")) == 1
    assert [image["src"][:22] for image in found.all("img")] == ["data:image/png;base64,"]
    assert [image["alt"] for image in found.all("img")] == ["what deals shows"]
    assert "What <it> shows." in found.text


def test_shares_and_their_intervals_are_those_of_the_rows():
    held, found = outcome("baseline"), page("baseline")
    share = held.column("agreed").mean()
    row = found.number("agreed")
    assert row["Value"] == f"{100 * share:.1f}"
    low, high = (float(end) for end in row["Interval"].removeprefix("95 %: ").split(" to "))
    for end in (low / 100, high / 100):  # Wilson's ends are where the share lies 1.96 standard errors away
        assert abs(share - end) == pytest.approx(1.96 * np.sqrt(end * (1 - end) / 40), abs=1e-3)
    assert f"{100 * np.mean(held.column('extensions') > 0):.1f}" == found.number("extensions")["Value"]


def test_medians_and_terms_are_those_of_the_rows():
    held, found = outcome("baseline"), page("baseline")
    for column in ("us_value", "korea_value", "hyundai_duty"):
        values = held.column(column)
        assert found.number(column)["Value"] == f"{np.nanmedian(values):.2f}"
    tariffs = [level for level in held.worlds.column("auto_tariff").to_pylist() if level is not None]
    level = max(set(tariffs), key=tariffs.count)
    row = found.number("auto_tariff")
    assert row["Number"].startswith(f"auto tariff: {level:g} percent")
    assert row["Value"] == f"{100 * tariffs.count(level) / len(tariffs):.1f}"


def test_one_world_has_no_intervals():
    assert {row["Interval"] for row in page("one world").numbers} == {"too few"}


def test_every_key_number_leads_to_its_column_and_to_a_world_that_has_it():
    held, found = outcome("baseline"), page("baseline")
    origins = [row for row in found.rows if "How it is made" in row]
    assert [row["Column"] for row in origins] == [row["Column"] for row in found.numbers]
    assert {row["Column"] for row in origins} <= set(held.worlds.column_names)
    (duty,) = [row for row in origins if row["Column"] == "kia_duty"]
    words = duty["One world behind it"].split()
    assert words[:3] == ["sim", "run", "results/baseline-1/scenario.yaml"]
    values = held.column("kia_duty")
    world = int(words[words.index("--first") + 1])
    assert abs(values[world] - np.nanmedian(values)) == np.nanmin(np.abs(values - np.nanmedian(values)))


def test_numbers_are_found_in_the_json_answer_under_the_names_given():
    held, found = outcome("baseline"), page("baseline")
    figures = run_figures(held.worlds, held.loaded.scenario)
    for row in found.rows:
        if row.get("In the JSON answer"):
            value = figures
            for key in row["In the JSON answer"].split("."):
                value = value[key]
            assert value is not None


def test_the_brief_says_how_it_was_made_and_how_to_repeat_it():
    text = page("baseline").text
    for said in (MADE["command"], MADE["scenario_sha256"], "ninety-days 9.9", "40 worlds, numbers 0 to 39", "seed 1"):
        assert said in text
    for said in ("sim run --from results/baseline-1", "sim show results/baseline-1 --json", "sim export results/"):
        assert said in text
    assert "sim run writes worlds.parquet, sim export CSV, into a new folder" in text


def test_a_scenario_is_told_in_words_with_what_differs_from_the_baseline():
    assert "It is the baseline that comes with the program, unchanged." in page("baseline").text
    assert "calendar.deadline 2025-05-29 (there 2025-07-08)." in page("early deadline").text
    assert "there is no vote" in page("no vote").text
    assert "until the vote of 3 June 2025, at which Lee Jae Myung" in page("baseline").text


def test_patterns_of_the_run_are_counted_without_those_that_are_put_in():
    found = page("baseline")
    rows = [row for row in found.rows if "Verdict" in row]
    held = sum(row["Verdict"] == "holds" for row in rows)
    tested = held + sum(row["Verdict"] == "fails" for row in rows)
    assert rows
    assert f"{held} of {tested} measures that this run can answer at once are within their ranges." in found.text


def test_the_median_day_is_a_date_and_a_ratio_names_its_counts():
    held, rows = outcome("baseline"), {row["Pattern"]: row for row in page("baseline").rows if "Verdict" in row}
    pause = held.loaded.scenario.calendar.pause
    row = next(row for name, row in rows.items() if name.startswith("(3) median day of deals"))
    day = pause + timedelta(days=round(float(np.nanmedian(held.column("day")))))
    assert row["Here"].startswith(f"{day:%-d %b %Y} (")
    assert row["Range"].startswith("3 Jul 2025 to ")  # 30 days after the vote of 3 June
    vote, first = (held.loaded.scenario.election.date - pause).days, held.column("first_signature")
    late, early = (int(((first >= start) & (first < start + 30)).sum()) for start in (vote + 30, vote))
    counts = r"(\d+) \+ 0\.5 first signatures in ([\d,]+) days of worlds, over (\d+) \+ 0\.5 in ([\d,]+)"
    found, name = next((re.search(counts, name), name) for name in rows if "days of worlds" in name)
    told = [int(figure.replace(",", "")) for figure in found.groups()]
    assert told[::2] == [late, early]
    ratio = (told[0] + 0.5) / told[1] / ((told[2] + 0.5) / told[3])
    assert float(rows[name]["Here"].split()[0]) == pytest.approx(ratio, rel=0.02)  # it is written in two digits


def test_every_command_on_the_page_is_one_that_the_program_takes():
    commands = set(re.findall(r"<code>sim (.*?)</code>", written(outcome("baseline"))))
    assert {command.split()[0] for command in commands} >= {"run", "show", "export", "validate"}
    for command in commands:
        verb, *words = shlex.split(html.unescape(re.sub("<[^>]*>", "", command)))
        if words:
            get_command(make_app([verb])).commands[verb].make_context(verb, words)


def test_patterns_that_are_not_on_the_page_have_their_command():
    text = page("baseline").text
    command = "sim validate --patterns --scenario results/baseline-1/scenario.yaml"
    assert f"need its worlds played again, or a test of bills; {command}" in " ".join(text.split())
    numbers = {pattern.number for pattern in run_patterns(outcome("baseline"))}
    assert sorted(set(range(1, 12)) - numbers) == [4, 7, 8, 9, 11]  # five, as the page says


def test_a_report_lists_every_quantity_with_unit_range_and_source():
    found = page("baseline")
    rows = {row["Path"]: row for row in found.rows if "Note and source" in row}
    paths = list(sourced_quantities(outcome("baseline").loaded.scenario))
    assert len(rows) == len(paths)
    held = rows["carmakers.kia.stock_days"]
    assert held["Figure"] == "triangular: least 16, likeliest 28, largest 42"
    assert (held["Unit"], held["Range"]) == ("days", "0 to 120")
    assert "effects from May" in held["Note and source"]


def test_main_assumptions_are_some_of_these_and_are_all_assumed():
    found = page("baseline")
    every = {row["Path"]: row for row in found.rows if "Note and source" in row}
    main = [row for row in found.rows if "Set to" in row]
    assert len(main) == 13
    assert "election.honour.mandates.scale" in {row["Path"] for row in main}
    for row in main:
        assert "assumed" in every[row["Path"]]["Note and source"]
        assert row["Range"] == every[row["Path"]]["Range"]


def test_units_of_the_main_assumptions_are_explained_by_their_own_figures():
    text = page("baseline").text
    assert "at half time 6.3 % of it with 0.25" in text.replace("\u00a0", " ")  # .5 ** (1 / .25) = 1 / 16
    # 1 / (1 + exp(-x)) of .5 and .5 + 1.1; of these less 1.2; and less 2.4
    told = "62.2 % to 83.2 % the first time, 33.2 % to 59.9 % the second, 13.0 % to 31.0 % the third"
    assert told in text.replace("\u00a0", " ")
    # a gain of 1 over a spread of .5 and of 2: 1 / (1 + exp(-2)) and 1 / (1 + exp(-.5))
    assert "with 88.1 % at a spread of 0.5 and with 62.2 % at a spread of 2" in text.replace("\u00a0", " ")
    assert "the same under Lee Jae Myung" in text
    assert "times the share against it§ (70.1 %)" in text.replace("\u00a0", " ")
    told = "§ Share against it, in percent: who should lead the talks, next president 70.1, acting president 26.6"
    assert told in text
    assert "the gain needed is 5 x 0.701 - 0.5 = 3." in text  # 3.005, by the floor: cost times share less ambition


def test_a_grid_is_told_by_its_step_or_level_by_level():
    assert grid_text([25.0, 22.5, 20.0, 17.5], " percent") == "25 to 17.5 percent in steps of 2.5"
    assert grid_text([0.0, 2.0, 4.0, 10.0], " bn USD") == "0, 2, 4 or 10 bn USD"
    assert grid_text(["none", "partial", "full"], "") == "none, partial or full"
    assert grid_text([5.0], "") == "5"


def test_what_came_of_checks_is_that_of_the_page_on_validity():
    told, held = (ROOT / "docs" / "explanation" / "validity.md").read_text(encoding="utf-8"), validity_figures()
    assert f"{held['shown']} of {held['tested']} patterns" in told
    assert f"Of {held['deals']} deals" in told
    assert f"{held['robust']} of {held['all']} patterns" in told
    assert f"patterns, {held['points']} points" in told
    assert f"--points {held['points']} --worlds {held['point_worlds']}`" in told
    assert (
        f"all its terms in {held['actual']} % of deals, with LNG within its span too in {held['actual_with_spans']} %"
        in told
    )
    assert held["wanted"] == 9
    assert f"{held['unmeasured']} cannot be measured" in told
    assert f"{held['put_in']} is put in" in told
    assert "nine were wanted" in told


def test_a_report_escapes_what_a_scenario_says():
    said = 'see <script>alert("1")</script> & https://example.org/page'
    held = outcome("one world")
    deadline = held.loaded.scenario.deadline.model_copy(update={"source": said})
    scenario = held.loaded.scenario.model_copy(update={"deadline": deadline, "question": "<b>Why?</b>"})
    text = written(replace(held, loaded=replace(held.loaded, scenario=scenario)))
    assert "<script" not in text
    assert "<b>Why" not in text
    assert said in ReportPage(text).text


def test_a_lognormal_figure_has_the_ends_of_its_middle_80_percent():
    (row,) = [row for row in page("baseline").rows if "Set to" in row and row["Path"] == "us.tactic.timed.beta"]
    ends = [0.25 * np.exp(0.5 * z) for z in (-1.2816, 1.2816)]  # median .25, sigma .5; a tenth lies beyond each
    assert row["Set to"] == f"0.25 (80 %: {ends[0]:.2g} to {ends[1]:.2g})"


def test_no_line_of_print_breaks_inside_an_option():
    codes = re.findall(r"<code>(.*?)</code>", written(outcome("baseline")))
    assert sum("--" in code for code in codes) > 20
    assert all("--" not in re.sub(r'<span class="option">.*?</span>', "", code) for code in codes)


def test_a_report_is_written_without_a_plotting_library():
    for file in (ROOT / "sim" / "reporting" / "report").glob("*.py"):
        assert "matplotlib" not in file.read_text(encoding="utf-8")
