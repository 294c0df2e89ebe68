"""What stands on a handout is what the side's delegation knows in the run of that world, and nothing of the other's."""

import re
from functools import cache

import pytest
import runs
from lesson_numbers import Package

from sim.classroom.lesson.handout import ROLES, first_daily_meeting, role_handout
from sim.classroom.lesson.handout_text import HandoutSource, amount, handout_html, handout_markdown
from sim.classroom.lesson.handout_words import LANGUAGES
from sim.classroom.lesson.lesson_runs import SEED, WORLD
from sim.core.errors import UserError

SOURCE = HandoutSource(scenario="baseline", seed=SEED, world=WORLD)


@cache
def handout(side, name="baseline"):
    return role_handout(runs.loaded(name), SEED, WORLD, side)


def test_values_add_up_to_what_the_first_offer_of_the_run_was_worth():
    outcome = runs.played("baseline", worlds=20)
    first = next(entry for entry in outcome.log if entry["world"] == WORLD and entry["kind"] == "offer")
    assert first["day"] == outcome.calendar.talks
    issues = [issue for issue in outcome.agenda.issues if issue.on_table]
    terms = [issue.level_at(int(first["package"][outcome.agenda.place_of(issue.name)])) for issue in issues]
    offered = Package(*terms)
    assert offered.us == pytest.approx(first["us_value"], abs=1e-9)
    assert offered.korea == pytest.approx(first["korea_value"], abs=1e-9)


def test_no_deal_at_the_tariffs_of_a_lapse_is_worth_nothing():
    for side in ROLES:
        for issue in handout(side).issues:
            assert issue.values[issue.levels.index(issue.lapsed)] == pytest.approx(0, abs=1e-12)


def test_only_the_caretaker_needs_more_than_no_deal_is_worth():
    assert handout("korea").floor > handout("korea").no_deal
    assert handout("us").floor == handout("us").no_deal
    assert not handout("korea", "no_election").is_bound


def test_daily_meetings_begin_a_week_before_the_deadline():
    assert first_daily_meeting(handout("us")).isoformat() == "2025-07-01"


def test_a_side_that_is_not_at_the_table_is_refused():
    with pytest.raises(UserError, match="no such role: japan"):
        role_handout(runs.loaded("baseline"), SEED, WORLD, "japan")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("side", ROLES)
def test_a_handout_has_the_own_values_and_none_of_the_other_side(side, language):
    (other,) = set(ROLES) - {side}
    for text in (handout_markdown(handout(side), SOURCE, language), handout_html(handout(side), SOURCE, language)):
        figures = re.findall("\N{MINUS SIGN}?\\d+\\.\\d", text)
        assert amount(handout(side).no_deal) in figures
        assert {amount(value) for issue in handout(side).issues for value in issue.values} <= set(figures)
        worst = min(value for issue in handout(other).issues for value in issue.values)
        assert amount(worst) not in figures
        assert amount(handout(other).floor) not in figures or side == "korea"


def keys(words, before=""):
    """Return the paths of all keys of the words, and of lists how many they hold."""
    if isinstance(words, dict):
        return {path for key, held in words.items() for path in keys(held, f"{before}.{key}")}
    return {f"{before}[{len(words)}]"} if isinstance(words, list) else {before}


def test_every_language_has_the_same_words_with_the_same_figures():
    english, korean = (LANGUAGES[name] for name in ("en", "ko"))
    translated = (".units", ".names")  # words that the scenario has in English itself
    assert {k for k in keys(english) if not k.startswith(translated)} == {
        k for k in keys(korean) if not k.startswith(translated)
    }
    for key, words in english.items():
        if key not in {"units", "names"}:
            assert sorted(re.findall(r"\{\w+\}", str(words))) == sorted(re.findall(r"\{\w+\}", str(korean[key]))), key


def test_every_level_that_has_a_name_has_a_korean_one():
    named = {level for issue in handout("us").issues for level in issue.levels if isinstance(level, str)}
    assert named <= LANGUAGES["ko"]["names"].keys()
    assert {issue.unit for issue in handout("us").issues} <= LANGUAGES["ko"]["units"].keys()
    assert {issue.name for issue in handout("us").issues} <= LANGUAGES["ko"]["issues"].keys()
