"""What runs print, draw and report names the parties of their scenario: no token is left, and no other names."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from exchanged_names import OLD, TOKENS, exchanged_scenario, leaks
from matplotlib.text import Text

from sim.analysis.before_after_vote import contrasts_by_side
from sim.analysis.compare import ComparedRun, compare_by_side
from sim.analysis.explanation.difference import explain
from sim.analysis.explanation.one_world import explain_world
from sim.analysis.prediction_table import run_figures
from sim.analysis.where_events_happen import event_differences_by_side
from sim.cli.output import WORDS, as_json, speak_of
from sim.cli.sweep_page import sweep_page
from sim.reporting.actual_text import actual_lines
from sim.reporting.comparison_text import comparison_block
from sim.reporting.diary import diary
from sim.reporting.event_text import event_blocks
from sim.reporting.figures import (
    actual,
    captions,
    carmakers,
    comparison,
    differences,
    heat_cells,
    offer_dance,
    offers,
    values,
    vote,
)
from sim.reporting.figures import explanation as shares
from sim.reporting.figures.figure_words import alternative_of
from sim.reporting.market_text import tariff_words
from sim.reporting.report.comparison_report import ComparisonPage, comparison_report
from sim.reporting.report.run_report import RunPage, run_report
from sim.reporting.report.sides import SideSource
from sim.reporting.report.vote_report import VotePage, vote_report
from sim.reporting.report.words import DIFFERENCES
from sim.reporting.run_text import run_text
from sim.reporting.vote_text import contrast_text
from sim.reporting.words import column_label, label
from sim.reporting.world_cause_text import world_data, world_text
from sim.runs.run import run
from sim.scenario.loading import load
from sim.scenario.party_words import usual_words, words_of
from sim.sweeps.sweep import sweep

WORLDS = 30
MADE = {"command": "sim run river_talks --seed 1"}
SWEEP = """
question: Where do deals fail?
extends: river_talks.yaml
sweep:
  design: grid
  worlds_per_point: 8
  over:
    rhone.tactic.timed.beta: {range: [0.1, 0.9], steps: 2}
    danube.governments.caretaker.audience_cost: {range: [0, 9], steps: 2}
"""
NAMES = ("the Rhine League", "Danubia")


@pytest.fixture(scope="module")
def talks(tmp_path_factory):
    """Return the run of a scenario in which every proper name is exchanged."""
    return run(load(exchanged_scenario(tmp_path_factory.mktemp("names"))), WORLDS, 1)


@pytest.fixture(scope="module")
def other(talks):
    """Return the same with a signature before the vote that costs nothing."""
    loaded = load(talks.loaded.name, ["danube.governments.caretaker.audience_cost=0", "election.honour=certain"])
    return run(loaded, WORLDS, 1)


@pytest.fixture(scope="module")
def told(talks):
    """Return what the run prints, by what it is."""
    return texts(talks)


@pytest.fixture(scope="module", autouse=True)
def _words_are_those_of_the_talks(talks):
    held = WORDS.set(None)
    speak_of(talks.loaded)
    yield
    WORDS.reset(held)


def sides_of_comparison(talks, other):
    """Return both runs as sides of a comparison."""
    return [replace(ComparedRun.of(held), name=name) for held, name in ((talks, "as it is"), (other, "free"))]


def figure_text(drawn):
    """Return all words in a figure, and those read where it is not seen."""
    said = [text.get_text() for text in drawn.findobj(Text)]
    return "\n".join([*said, alternative_of(drawn)])


def texts(talks):
    """Return what a run prints, by what it is."""
    spec, words = talks.loaded.scenario, words_of(talks.loaded.scenario)
    figures = run_figures(talks.worlds, spec)
    one = explain_world(talks.loaded, 0, 1)
    return {
        "run": run_text(figures, spec, "river_talks", 1),
        "json": as_json(figures),
        "diary": "\n".join(diary(talks)),
        "captions": "\n".join(captions(talks).values()),
        "actual": "\n".join(actual_lines(talks, "river_talks")),
        "world": world_text(one, 40),
        "world as data": as_json(world_data(one)),
        "tariffs": words.text(tariff_words(())),
    }


def drawn_figures(talks, other):
    """Return figures of a run and of a comparison, by name."""
    one, two = sides_of_comparison(talks, other)
    words, found = words_of(one.scenario), compare_by_side(one, two)[two.name]
    explained = explain(talks.loaded, other.loaded, worlds=1, seed=1)
    return {
        "offers": offers.figure(talks),
        "values": values.figure(talks),
        "carmakers": carmakers.figure(talks),
        "actual": actual.figure(talks),
        "dance": offer_dance.figure(talks, 0),
        "comparison": comparison.figure([one, two], {two.name: found}),
        "differences": differences.figure((one.name, two.name), found, parties=words),
        "explanation": shares.figure(explained, words),
        "vote": vote.figure(one, contrasts_by_side(one, two)),
    }


def pages(talks, other):
    """Return reports on a run, on a comparison and on deals before and after the vote."""
    one, two = sides = sides_of_comparison(talks, other)
    place, sources = Path("results/talks-1"), [SideSource("river_talks.yaml"), SideSource("river_talks.yaml")]
    found, events = compare_by_side(*sides), event_differences_by_side(*sides)
    return {
        "run": run_report(RunPage(talks, run_figures(talks.worlds, one.scenario), {}, {}, place), MADE),
        "comparison": comparison_report(ComparisonPage(sides, sources, found, events, {}, {}, place), MADE),
        "vote": vote_report(VotePage(one, two, sources, contrasts_by_side(one, two), {}, {}, place), MADE),
    }


def without_baseline(page):
    """Return a page without what it says of the baseline, and without a key that all scenarios have."""
    page = page.replace("us_share", "")
    page = re.sub(rf"<section [^>]*>\s*<h\d[^>]*>{DIFFERENCES}</h\d>.*?</section>", "", page, flags=re.DOTALL)
    return re.sub(r"<dt>Baseline</dt><dd>.*?</dd>", "", page, flags=re.DOTALL)


def test_texts_name_the_parties_of_their_scenario_alone(told):
    assert {name: leaks(text) for name, text in told.items() if leaks(text)} == {}
    assert "value       Rhine League " in told["run"]
    assert ", Danubia " in told["run"]
    assert '"rhone_value"' in told["json"]
    assert '"danube_value"' in told["json"]
    assert f"to {NAMES[0]} and " in told["world"]
    assert '"rhone": ' in told["world as data"]
    assert told["tariffs"] == "Tariff on Danubian cars "


def test_tables_keep_their_columns_under_long_names(told):
    rows = [line for line in told["actual"].splitlines() if " 2025 " in line and line[:2].strip().isdigit()]
    assert len(rows) > 10
    assert len({len(line) for line in rows}) == 1
    assert any(line[14:].startswith("Rhine League demand") for line in rows)


def test_comparisons_name_the_parties_of_their_scenario_alone(talks, other):
    one, two = sides_of_comparison(talks, other)
    words, found = words_of(one.scenario), compare_by_side(one, two)[two.name]
    events = event_differences_by_side(one, two)[two.name]
    told = [comparison_block(one.name, two.name, found, words), contrast_text(contrasts_by_side(one, two), one)]
    told = "\n".join([*told, *event_blocks(events, found, words)])
    assert leaks(told) == []
    widths = {line.index(" days") for line in told.splitlines() if line.startswith("day ") and line.endswith(" days")}
    assert widths
    assert "\nrhone_value_fixed " in told


def test_figures_name_the_parties_of_their_scenario_alone(talks, other):
    held = {name: figure_text(drawn) for name, drawn in drawn_figures(talks, other).items()}
    assert {name: leaks(text) for name, text in held.items() if leaks(text)} == {}
    assert f"Value to {NAMES[0]}\n(bn USD a year)" in held["offers"]
    assert "Price of Danubian-built cars" in held["carmakers"]
    assert "Danubian value fixed" in held["differences"]
    assert "Danubian value fixed" in held["comparison"]


def test_reports_name_the_parties_of_their_scenario_alone(talks, other):
    held = {name: without_baseline(page) for name, page in pages(talks, other).items()}
    assert {name: leaks(page) for name, page in held.items() if leaks(page)} == {}
    assert "Danubia is governed by the caretaker, in office as the talks open, until" in held["run"]
    assert "the same under Anna Kern" in held["run"]
    assert "value of the talks to the Rhine League" in held["comparison"]


def test_names_are_escaped_in_pages():
    loaded = load("baseline", ["parties.us.name=<b>the & U.S.</b>"])
    told = run(loaded, 2, 1)
    page = run_report(RunPage(told, run_figures(told.worlds, loaded.scenario), {}, {}, Path("a")), MADE)
    assert "&lt;b&gt;the &amp; U.S.&lt;/b&gt;" in page
    assert "<b>the" not in page


def test_columns_are_called_by_the_adjectives_of_their_parties():
    assert column_label("us_value", usual_words()) == column_label("party_a_value", usual_words()) == "U.S. value"
    assert column_label("korea_value_fixed", usual_words()) == "Korean value fixed"
    assert column_label("gm_korea_profit_change", usual_words()) == "GM Korea profit change"  # a maker's
    assert column_label("auto_tariff", usual_words()) == label("auto_tariff") == "auto tariff"


def test_the_baseline_has_no_token_left():
    held = texts(run(load("baseline"), WORLDS, 1))
    assert {name: TOKENS.findall(text) for name, text in held.items() if TOKENS.search(text)} == {}
    assert [name for name, text in held.items() if not OLD.search(text)] == []


def test_a_sweep_names_the_parties_of_its_scenario_alone(tmp_path):
    exchanged_scenario(tmp_path)
    (tmp_path / "swept.yaml").write_text(SWEEP, encoding="utf-8")
    swept = sweep(tmp_path / "swept.yaml", tmp_path / "swept", seed=1)
    assert swept.keys == ("rhone", "danube")
    drawn = heat_cells.figure(swept, tuple(swept.plan.design.paths), "rhone_value")
    assert "mean of Rhenish value (bn USD a year)" in figure_text(drawn)
    page = without_baseline(sweep_page(swept))
    assert leaks(page) == []
    assert "value of a deal to the Rhine League" in page
