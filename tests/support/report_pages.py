"""One small report of each kind, made of shared runs and of a sweep of four points."""

from functools import cache
from pathlib import Path

import pytest
import runs
from places import SCENARIOS

from sim.analysis.before_after_vote import contrasts_by_side
from sim.analysis.compare import ComparedRun, compare_by_side
from sim.analysis.discovery.discover import DiscoverRules, discover
from sim.analysis.free_signature import costless_signature_settings
from sim.analysis.prediction_table import run_figures
from sim.analysis.where_events_happen import event_differences_by_side
from sim.cli.discover import discovery_figures
from sim.cli.sweep_page import discovery_page, sweep_page
from sim.reporting.figures.brief import draw_brief
from sim.reporting.figures.vote_brief import draw_vote_brief
from sim.reporting.report.comparison_report import ComparisonPage, comparison_report
from sim.reporting.report.picture import Picture
from sim.reporting.report.run_report import RunPage, run_report
from sim.reporting.report.sides import SideSource
from sim.reporting.report.vote_report import VotePage, vote_report
from sim.reporting.report.vote_words import FREE
from sim.sweeps.storage.reader import Sweep
from sim.sweeps.sweep import sweep

WORLDS = 40
VOTERS = 120  # worlds in which many sign on both sides of the vote
KINDS = ("run", "comparison", "vote", "sweep", "discovery")
PIXEL = bytes.fromhex(  # a PNG of one point, in place of the larger figures of an appendix
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63f8ffff3f0005fe02fea7"
    "35818400000000"
    "49454e44ae426082"
)
PICTURES = {"large": Picture(PIXEL, "What <it> shows.", "what the figure shows")}
MADE = {"command": "sim run baseline --seed 1", "scenario_sha256": "ab" * 32, "versions": {"ninety-days": "9.9"}}
SIDES_MADE = MADE | {"scenario_sha256": {"baseline": "cd" * 32}}
CONDITION = "not agreed"
SWEEP = """
question: Where do deals fail, as both sides give way later?
extends: {baseline}
sweep:
  design: grid
  worlds_per_point: 32
  over:
    us.tactic.timed.beta: {{range: [0.1, 0.9], steps: 2}}
    korea.governments.caretaker.audience_cost: {{range: [0, 9], steps: 2}}
"""


def side(name: str, *settings: str, worlds: int = WORLDS) -> ComparedRun:
    """Return a shipped scenario as a side of a comparison."""
    return ComparedRun.of(runs.played(name, *settings, worlds=worlds))


def run_text(name: str = "baseline", *, drawn: bool = False) -> str:
    """Return the report on a run."""
    outcome = runs.played(name, worlds=WORLDS)
    figures = run_figures(outcome.worlds, outcome.loaded.scenario)
    brief = draw_brief([ComparedRun.of(outcome)]) if drawn else {}
    return run_report(RunPage(outcome, figures, PICTURES, brief, Path("results/baseline-1")), MADE)


@cache
def comparison_text(*names: str, drawn: bool = False) -> str:
    """Return the report on a comparison of shipped scenarios, the reference first."""
    sides = [side(name) for name in names or ("baseline", "early_deadline")]
    sources = [SideSource(f"scenarios/{one.name}.yaml", ["us.weights.headline=1"]) for one in sides]
    found, events = compare_by_side(*sides), event_differences_by_side(*sides)
    brief = draw_brief(sides) if drawn else {}
    page = ComparisonPage(sides, sources, found, events, brief, PICTURES, Path("results/compare-1"))
    return comparison_report(page, SIDES_MADE)


@cache
def vote_sides(name: str, worlds: int) -> tuple[ComparedRun, ComparedRun]:
    """Return a shipped scenario as it is, and with a signature that is free and sure to hold."""
    free = costless_signature_settings(runs.loaded(name))
    return side(name, worlds=worlds), side(name, *free, worlds=worlds)


@cache
def vote_text(name: str = "early_deadline_livable", worlds: int = VOTERS, *, drawn: bool = False) -> str:
    """Return the report on deals before and after the vote."""
    plain, free = vote_sides(name, worlds)
    sources = [SideSource(f"scenarios/{name}.yaml"), SideSource(f"scenarios/{name}.yaml", ["election.honour=certain"])]
    free = ComparedRun(FREE, free.scenario, free.table, free.seed, free.data)
    found, brief = contrasts_by_side(plain, free), draw_vote_brief(plain, free) if drawn else {}
    return vote_report(VotePage(plain, free, sources, found, brief, PICTURES, Path("results/vote-1")), SIDES_MADE)


@pytest.fixture(scope="session")
def small_sweep(tmp_path_factory):
    """Return a finished sweep of four points of 32 worlds, opened."""
    place = tmp_path_factory.mktemp("report")
    (place / "small.yaml").write_text(SWEEP.format(baseline=SCENARIOS / "baseline.yaml"), encoding="utf-8")
    return sweep(place / "small.yaml", place / "swept", seed=1)


@cache
def discovery_text(swept: Sweep) -> str:
    """Return the report on where talks fail in a sweep."""
    found = discover(swept, CONDITION, DiscoverRules(density=0.9))
    drawn = discovery_figures(swept, found)
    page = discovery_page(swept, found, {1: "results/box_1.yaml"}, drawn, Path("results/discovery-1"))
    return page(MADE | {"sweep_hash": "ef" * 32})


@cache
def sweep_text(swept: Sweep) -> str:
    """Return the report on a sweep."""
    return sweep_page(swept)


@cache
def report_texts(swept: Sweep) -> dict[str, str]:
    """Return a report of each kind."""
    own = run_text(drawn=True), comparison_text(drawn=True), vote_text(drawn=True)
    held = *own, sweep_text(swept), discovery_text(swept)
    return dict(zip(KINDS, held, strict=True))
