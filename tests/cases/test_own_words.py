"""A case of one's own is told in its own words: nothing of the talks of 2025, and values in the unit that it states.

What is looked for is written here; the case has a vote, governments, an assembly, deadlines that move and lapse, and no
pause, no car and no dollar.
"""

import html
import re

import pytest
from command import command
from places import SCENARIOS, SUPPORT

from sim.classroom.game import Game
from sim.scenario.loading import load

CASE = SUPPORT / "river_vote.yaml"
OF_2025 = re.compile(
    r"\b(2025|bn per bn|early_deadline|pause[sd]?|caretaker(?!_)|acting president|Assembly|tariffs?|cars?|carmakers?|"
    r"Korean?|president)\b"
)
SEEN = r"<(script|style)\b.*?</\1>|<[^>]+>"
WORLDS = 60


def visible(page):
    """Return what a reader sees of a page."""
    return html.unescape(re.sub(SEEN, " ", page.read_text(encoding="utf-8"), flags=re.DOTALL))


def odd_words(text):
    """Return the words of 2025 in a text, each with what stands around it; tokens that were not filled in."""
    return [
        text[max(0, one.start() - 40) : one.end() + 40]
        for one in re.finditer(rf"{OF_2025.pattern}|bn USD|[{{}}]", text)
    ]


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """What is printed and what is in the pages, by the kind of result."""
    place = tmp_path_factory.mktemp("own")
    other = place / "other.yaml"
    chances = "greens: 0.6, farmers: 0.4"
    other.write_text(CASE.read_text(encoding="utf-8").replace(chances, "greens: 0.1, farmers: 0.9"), encoding="utf-8")
    runs = {
        "run": ("run", CASE, "--worlds", WORLDS, "--theory"),
        "one": ("run", CASE, "--worlds", 1, "--story"),
        "compare": ("compare", CASE, other, "--worlds", WORLDS),
        "vote": ("compare", CASE, "--vote", "--worlds", WORLDS),
    }
    found = {}
    for name, words in runs.items():
        done = command(*words, "--out", place / name)
        assert done.returncode == 0, done.stderr
        found[name], found[f"{name} page"] = done.stdout, visible(place / name / "report.html")
    page = place / "replay.html"
    assert command("replay", CASE, "--out", page).returncode == 0
    found["replay"] = page.read_text(encoding="utf-8")
    return found


@pytest.mark.parametrize("kind", ["run", "one", "compare", "vote"])
def test_nothing_of_2025_is_said(told, kind):
    assert odd_words(told[kind]) == []
    assert odd_words(told[f"{kind} page"]) == []


def test_a_replay_counts_days_from_the_first_talks(told):
    assert "days since the day the talks opened" in told["replay"]
    assert "{first_day}" not in told["replay"]
    assert '"polls":{}' in told["replay"].replace(" ", "")  # the chances of the vote are stated


def test_a_fixed_deadline_is_no_end_of_talks_that_may_go_on_after_it():
    game = Game(load(SCENARIOS / "brexit_deadline.yaml"), 1, 0, ["uk"])
    assert "which is not moved" in str(game.brief("uk"))
    assert "unless the EU moves" not in str(game.brief("uk"))
    assert "시한" in str(game.brief("uk", "ko")["sections"])


def test_the_government_in_office_is_named(told):
    assert "the coalition signed in" in told["run"]
    assert "the deadline did not lapse" in told["one"] or "the deadline lapsed" in told["one"]
    assert "since the day the talks opened" in told["run"]
    assert "mn CHF a year" in told["run page"]
    assert "Senate passes the deal" in told["one"]
    assert "The Senate passes the deal" in told["one"]


@pytest.mark.parametrize(("side", "language"), [("upstream", "en"), ("downstream", "en"), ("downstream", "ko")])
def test_a_role_is_told_in_the_words_and_the_unit_of_the_case(side, language):
    brief = str(Game(load(CASE), 1, 0, [side]).brief(side, language))
    assert "mn CHF a year" in brief
    assert odd_words(brief.replace("{", "").replace("}", "")) == []
    assert "연간 억 달러" not in brief
    assert "유예" not in brief


def test_a_sweep_has_a_report_where_the_levels_of_the_leading_issue_have_names(tmp_path):
    """The labour dispute's first issue is strike or work: the heat maps show the first that counts, its wages."""
    over = "{firm.tactic.timed.beta: [0.1, 2], union.tactic.timed.beta: [0.1, 2]}"
    sweep = f"{{design: latin_hypercube, points: 6, worlds_per_point: 4, over: {over}}}"
    file = tmp_path / "paces.yaml"
    file.write_text(f"question: q\nextends: {SCENARIOS / 'labour_dispute.yaml'}\nsweep: {sweep}\n", encoding="utf-8")
    found = command("sweep", file, "--out", tmp_path / "swept")
    assert found.returncode == 0
    assert "no report is written" not in found.stderr
    page = (tmp_path / "swept" / "report.html").read_text(encoding="utf-8")
    assert 'aria-label="heat_agreed"' in page
    assert 'aria-label="heat_wage_rise"' in page
