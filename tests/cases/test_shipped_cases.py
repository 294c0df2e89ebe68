"""Cases of other parties than the first scenario: sound, played, and told without a word of 2025 where none belongs."""

import json
import re

import numpy as np
import pytest
import yaml
from command import command
from places import SCENARIOS
from runs import loaded, played

ELSEWHERE = ("buyer_seller", "labour_dispute", "brexit_deadline")  # nothing of them has to do with 2025
CASES = (*ELSEWHERE, "us_japan_2025", "us_eu_2025", "us_uk_2025")
WORLDS = 50
FIGURES_SOURCED = {"us_japan_2025": 100, "us_eu_2025": 90, "us_uk_2025": 100, "brexit_deadline": 50}
OF_2025 = (
    *(r"Korea\w*", r"Japan\w*", r"\bU\.S\.", "United States", "Seoul", "Washington", "Tokyo", "White House"),
    *("Hyundai", r"\bKia\b", "HMG", "National Assembly", "Lee Jae", "caretaker", r"\bKRW\b", r"\bwon\b", "bn USD"),
    *("tariff", "carmaker"),
)
UNITS = {"buyer_seller": "thousand USD", "labour_dispute": "mn a year", "brexit_deadline": "bn EUR a year"}

every_case = pytest.mark.parametrize("name", CASES)
every_other = pytest.mark.parametrize("name", ELSEWHERE)
told_in_full = pytest.mark.parametrize(
    "name", [ELSEWHERE[0], *(pytest.param(name, marks=pytest.mark.slow) for name in ELSEWHERE[1:])]
)  # a report takes seconds


def words_of_2025(text):
    """Return what a text says of 2025; pictures, scripts and styles within a page are no text."""
    text = re.sub(r"data:[^\"']{200,}|<(script|style).*?</\1>", "", text, flags=re.DOTALL)
    return {found for word in OF_2025 for found in re.findall(word, text)}


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """What the command says of a case: when it is played, shown, told day by day, and on the page of its report.

    Pictures are left blank: what is written in them stands in the text beside them, too.
    """
    place, held = tmp_path_factory.mktemp("cases"), {}

    def tell(name):
        if name not in held:
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr("sim.reporting.figures.formats.png", lambda *_: b"")
                done = command("run", name, "--worlds", "40", "--out", name, "--theory", cwd=place)
            assert done.returncode == 0, done.stderr
            shown = [command("show", name, *more, cwd=place).stdout for more in ((), ("--story",), ("--json",))]
            held[name] = [done.stdout, *shown, (place / name / "report.html").read_text(encoding="utf-8")]
        return held[name]

    return tell


@every_case
def test_a_case_plays_and_its_deals_are_worth_having(name):
    outcome = played(name, worlds=WORLDS)
    agreed = outcome.column("agreed") > 0
    assert agreed.sum() >= 20
    for side in ("party_a", "party_b"):
        assert np.isfinite(outcome.column(f"{side}_value")[agreed]).all()
    assert outcome.breaches == ()


@every_case
def test_a_case_is_listed_with_its_question(name):
    question = loaded(name).scenario.question
    assert json.loads(command("list", "scenarios", "--json", cwd=SCENARIOS).stdout)[f"{name}.yaml"] == question


@pytest.mark.parametrize("name", FIGURES_SOURCED)
def test_a_case_of_the_world_says_where_its_figures_are_from_and_names_sources_with_years(name):
    text = (SCENARIOS / f"{name}.yaml").read_text(encoding="utf-8")
    checked = command("check", name, cwd=SCENARIOS).stdout
    assert int(re.search(r"(\d+) figures with sources", checked)[1]) >= FIGURES_SOURCED[name]
    assert len(set(re.findall(r"\((?:[^()]* )?20(?:1|2)\d(?:-\d\d){0,2}\)", text))) >= 8
    assert yaml.safe_load(text)["actual"]["source"]


@every_other
def test_a_case_that_extends_nothing_leaves_out_what_it_does_not_have(name):
    data = yaml.safe_load((SCENARIOS / f"{name}.yaml").read_text(encoding="utf-8"))
    assert not {"extends", "market", "carmakers", "industry", "precedent", "election"} & set(data)
    assert not {column for column in played(name, worlds=WORLDS).worlds.column_names if "duty" in column}


@told_in_full
def test_nothing_that_is_told_of_it_is_of_2025(name, told):
    assert {found for text in told(name) for found in words_of_2025(text)} == set()


@told_in_full
def test_it_is_told_by_the_names_and_in_the_unit_that_it_declares(name, told):
    ran, _, story, _, page = told(name)
    for party in loaded(name).scenario.parties.values():
        assert party.name in story
        assert party.name in page
    for text in (ran, story, page):
        assert UNITS[name] in text


def test_a_page_that_moves_is_told_so_too(tmp_path):
    command("replay", "labour_dispute", "--world", "3", "--out", "page.html", cwd=tmp_path)
    assert words_of_2025((tmp_path / "page.html").read_text(encoding="utf-8")) == set()


def test_words_of_2025_are_found_where_they_are():
    found = words_of_2025("<p>Korea's duty</p><script>Japan</script> 2 bn USD")
    assert found == {"Korea", "bn USD"}
