"""The diary tells one world in plain English, in order, with reasons, from what really happened."""

from datetime import datetime
from itertools import pairwise

import pytest
from places import ROOT, SCENARIOS
from runs import played

from sim.reporting.diary import diary, diary_lines
from sim.reporting.diary_page import story_html, story_markdown
from sim.runs.run import run
from sim.scenario.loading import load

SWEEPS = {"calendars", "one_by_one", "pace_grid", "robust_tactics", "sobol_seven", "what_moves"}
FEW = ("baseline", "letter", "japan_played", "two_stages_ruling", "weak_enforcement")  # told in every run of the tests
MORE = sorted(file.stem for file in SCENARIOS.glob("*.yaml") if file.stem not in SWEEPS.union(FEW))


def dated(lines):
    """Return the lines that begin with a date, without it."""
    return [line.split("  ", 1)[1] for line in lines if line[:1].isdigit() and "  " in line]


@pytest.fixture(scope="module")
def baseline():
    return played("baseline", worlds=20)


def test_the_diary_begins_with_the_talks_and_ends_with_the_outcome(baseline):
    for world in range(20):
        lines = diary(baseline, world)
        assert lines[0].startswith(f"baseline, world {world}, seed 1")
        assert any(line == "24 Apr 2025  The delegations meet for the first time." for line in lines)
        agreed = baseline.column("agreed")[world] > 0
        told = "\n".join(dated(lines))
        assert ("passes the deal" in told) == agreed
        assert ("break down" in told) == (not agreed)
        assert ("Over no deal, the deal is worth" in "\n".join(lines)) == agreed


def test_the_diary_names_the_vote_the_peer_and_every_opening():
    lines = diary(played("early_japan", worlds=1))
    text = "\n".join(lines)
    assert "9 May 2025  Elsewhere: Japan signs with the U.S.: auto tariff 15 %" in text
    assert "3 Jun 2025  Korea votes: Lee Jae Myung wins." in text
    assert "Korea opens with auto tariff" in text
    assert "The U.S. opens with auto tariff" in text
    assert "from 8 May: Japan signs: 15 %" in text


def test_a_lapse_names_the_terms_that_snap_back():
    hard = ["us.tactic={hardliner: {}}", "deadline.common=-20", "deadline.after_lapse.go_on=0"]
    wide = [s.replace("=-20", "={value: -20, range: [-20, 3]}") for s in hard]
    text = "\n".join(diary(played("no_japan", *wide, worlds=1)))
    assert "8 Jul 2025  The deadline comes without a deal and the pause lapses: auto tariff 25 % and" in text
    assert "8 Jul 2025  The talks break down." in text


def test_the_days_of_a_diary_rise(baseline):
    lines = [line for line in diary(baseline, 4) if line[:1].isdigit() and "  " in line]
    days = [datetime.strptime(line.split("  ")[0], "%d %b %Y") for line in lines]
    assert days == sorted(days)


def test_the_diary_says_what_an_event_does():
    def told(name, **more):
        return "\n".join(diary(played(name, *(f"events.{k}.probability=1" for k in more), worlds=1)))

    ruling = told("court_ruling", court_ruling=1)
    assert "28 May 2025  Court ruling: without a deal reciprocal tariff is 10 % from now on. It changes prec" in ruling
    assert "2 May 2025  Resignation: Second Caretaker takes over." in told("resignation")
    troops = told("defence_threat", troops_demand=1)
    assert "8 Jul 2025  Troops demand: without a deal defence cost is 1 bn USD a year once the pause" in troops


@pytest.mark.parametrize("name", [*FEW, *(pytest.param(name, marks=pytest.mark.slow) for name in MORE)])
def test_every_scenario_is_told_in_lines_that_differ_and_are_short(name):
    outcome = run(load(SCENARIOS / f"{name}.yaml"), 4, 1)
    for world in range(4):
        lines = diary(outcome, world)
        assert max(map(len, lines)) <= 300
        assert not [one for one, two in pairwise(dated(lines)) if one == two]
        for sides in ((), ("party_a",), ("party_b",)):
            assert max(len(line.text) for line in diary_lines(outcome, world, sides)) <= 300


def test_the_story_in_the_docs_is_that_of_the_run(baseline):
    page = (ROOT / "docs" / "how-to" / "read_a_result.md").read_text(encoding="utf-8")
    shown = page.split("--worlds 1 --story\n")[1].split("\n- **Reasons")[0]
    parts = [" ".join(part.split()) for part in shown.split("    ...\n") if part.strip()]
    told = " ".join(" ".join(line.split()) for line in diary(baseline, 0) if line)
    assert len(parts) == 2
    for part in parts:
        weeks = part.split(" 26 Jul 2025 ")
        assert all(piece in told for piece in weeks), part


def test_the_folder_and_the_report_hold_the_story(baseline):
    story = story_markdown(baseline)
    lines = diary(baseline)
    assert f"# {lines[0]}" in story
    for line in lines[1:]:
        if line[:1].isdigit() and "  " in line:
            assert f": {line.split('  ', 1)[1]}\n" in story
    page = story_html(baseline)
    assert page.count("<li>") == story.count("\n- ")
    assert "<h4>Week 14, from 24 July: U.S. gives ground on investment</h4>" in page


def test_a_run_of_which_no_world_is_kept_in_full_has_no_story():
    outcome = played("baseline", worlds=1, told=0)
    assert story_markdown(outcome) is None
    assert story_html(outcome) == ""
