"""Every number of docs/teaching that comes from a run, a handout or a textbook case is what these say today.

`numbers.json` lists the sentences with names in the place of numbers; what is left of a page holds no number but dates,
minutes and what the lesson itself fixes.
"""

import importlib.util
import json
import re
from functools import cache

import pytest
from lesson_measures import outcome
from lesson_numbers import filled
from places import DOCS

from sim.analysis.compare import ComparedRun, differences, measures

FOLDER = DOCS / "teaching"
SENTENCES = json.loads((FOLDER / "numbers.json").read_text(encoding="utf-8"))
MONTHS = "April|May|June|July|August"
FIXED = (  # numbers that are no results
    r"\b1[89]\d\d\b|\b20[0-9][0-9]\b",  # years, of sources and events
    rf"\b\d+ (?:{MONTHS})\b",
    r"\b\d+ minutes\b|\b\d+ to \d+ \||^\| \d+ \|",  # of the lesson and its tables
    r"\b300\b|\bseed 1\b|[Ww]orld 16\b|world16|\b2000\b",  # how the runs are made
    r"^(?:##? )?\d+[. ]",  # of lists and headings
    r"\d+\(\d+\)",  # volume and number of a journal
    r"\d+(?:\.\d+)? / \d+(?:\.\d+)? / \d+ / \d+ / \d+ / \w+",  # a package
)
ASKED = {  # numbers within a question or its reasoning, by the textbook's own arithmetic
    "exercises.md": r"\.(?:9|81|09|3|6|02|01)\b|[Aa] pie of 1\b|[Ss]ide [12]|from \d+ to \d+|exercise 1|12\.5 p|out 0",
    "lesson.md": r"15 percent, not 25|25 percent on other|page 90",
    "README.md": r"9 slides|90 minutes|180 days",
}


def joined(text):
    """Return text without line breaks."""
    return re.sub(r"\s+", " ", text)


def page_text(page):
    return (FOLDER / page).read_text(encoding="utf-8")


@cache
def sentences(page):
    """Return the sentences of a page with today's numbers."""
    return [filled(sentence) for sentence in SENTENCES.get(page, [])]


@pytest.mark.slow
@pytest.mark.parametrize("page", SENTENCES)
def test_every_number_of_a_page_is_recomputed(page):
    text = joined(page_text(page))
    moved = [now for now in sentences(page) if now not in text]
    assert not moved, "as they should read now"


@pytest.mark.slow
@pytest.mark.parametrize("page", ["lesson.md", "exercises.md", "README.md"])
def test_no_other_number_stands_in_a_page(page):
    prose = "\n".join(line for line in page_text(page).split("\n") if not line.startswith("    "))
    prose = re.sub(r"(?<!\n)\n(?!- |\||\d+\. |\n|#) *", " ", prose)  # a paragraph on one line
    for sentence in sentences(page):
        prose = prose.replace(sentence, "")
    prose = re.sub(r"\]\([^)]*\)|`[^`]*`", "", prose)
    for known in (*FIXED, ASKED[page]):
        prose = re.sub(known, "", prose, flags=re.MULTILINE)
    assert not re.findall(r".*\d.*", prose)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("reference", "other", "measure", "is_clear"),
    [
        ("baseline", "firm", "agreed", False),  # the lesson calls it luck, perhaps
        ("baseline", "firm", "day", True),
        ("baseline", "long", "day", True),
        ("baseline", "long", "agreed", True),
        ("us_proposes", "korea_proposes", "party_a_share", True),
        ("baseline", "pause_at_25", "agreed", False),
        ("baseline", "lapse_at_15", "agreed", True),
        ("no_japan", "baseline", "investment", True),
        ("no_japan", "baseline", "auto_tariff", False),
        ("baseline", "no_cash", "agreed", True),
    ],
)
def test_what_the_lesson_calls_an_effect_is_clear_of_luck(reference, other, measure, is_clear):
    one, two = (
        ComparedRun(name, outcome(name).loaded.scenario, outcome(name).worlds, 1) for name in (reference, other)
    )
    asked = [held for held in measures(one.scenario, two.scenario) if held.name == measure]
    (found,) = differences(one, two, asked)
    assert found.excludes_zero == is_clear


def test_the_handouts_are_what_the_scenario_says():
    spec = importlib.util.spec_from_file_location("teaching_pages", FOLDER / "generate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name, text in module.handout_pages().items():
        assert page_text(name) == text, "write it anew: python docs/teaching/generate.py"
