"""What stands on a handout is what the side's delegation knows in the run of that world, and nothing of the other's."""

import re
from functools import cache
from html import unescape

import pytest
import runs
from lesson_numbers import SIDE, Package, opening

from sim.classroom.game.words import LANGUAGES
from sim.classroom.lesson.handout import handout_html, handout_markdown, role_briefs
from sim.classroom.lesson.lesson_runs import SEED, WORLD

CHAIRS = SIDE  # side of each party by its key

every_handout = pytest.mark.parametrize(("side", "language"), [(s, name) for s in CHAIRS for name in LANGUAGES])


@cache
def briefs():
    return role_briefs(runs.loaded("baseline"), SEED, WORLD)


def test_values_add_up_to_what_the_first_offer_of_the_run_was_worth():
    outcome = runs.played("baseline", worlds=20)
    first = next(entry for entry in outcome.log if entry["world"] == WORLD and entry["kind"] == "offer")
    assert first["day"] == outcome.calendar.talks == opening().day
    agenda = outcome.agenda
    places = [place for place, issue in enumerate(agenda.issues) if issue.on_table]
    offered = Package(*(agenda.issues[place].level_at(int(first["package"][place])) for place in places))
    for side in CHAIRS:
        exact = sum(opening().tables[SIDE[side]][place][int(first["package"][place])] for place in places)
        assert exact == pytest.approx(first[f"{SIDE[side]}_value"], abs=1e-9)
        assert offered.worth(side) == pytest.approx(exact, abs=0.05 * len(places)), "as printed, to a tenth each"


@every_handout
def test_a_handout_has_all_of_its_brief_in_print_as_in_the_documentation(side, language):
    brief = briefs()[side, language]
    text, page = handout_markdown(brief), unescape(handout_html(brief))
    cells = [str(cell) for table in brief["tables"] for row in (table["head"], *table["rows"]) for cell in row]
    said = [brief["title"], brief["notice"], brief["source"], *brief["paragraphs"], *cells]
    assert len(brief["tables"]) >= 6
    assert not [words for words in said if words not in text]
    assert not [words for words in said if words not in page]
    assert f'<html lang="{language}">' in page
    assert not re.findall(r"<script|https?://", page)


@every_handout
def test_a_handout_says_of_which_world_it_is(side, language):
    figures = re.findall(r"\d+", briefs()[side, language]["source"])
    assert sorted(map(int, figures)) == sorted([SEED, WORLD])


@every_handout
def test_a_handout_has_none_of_the_other_sides_values(side, language):
    (other,) = set(CHAIRS) - {side}
    own, theirs = (
        {str(cell) for table in briefs()[s, language]["tables"] for row in table["rows"] for cell in row[1:2]}
        for s in (side, other)
    )
    worst = min(value for values in opening().tables[SIDE[other]].tolist() for value in values)
    shown = next(cell for cell in theirs if f"{abs(worst):.1f}" in cell or f"{abs(10 * worst):.0f}" in cell)
    assert shown not in own
