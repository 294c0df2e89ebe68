"""The brief of a role: the scenario and the side's own values, in every language, and nothing of the other side's."""

import json
import re
import subprocess
import sys

import pytest
from exchanged_names import TOKENS
from runs import loaded

from sim.classroom.game import Game, Move
from sim.classroom.game.words import LANGUAGES
from sim.core.errors import UserError

FIELD = re.compile(r"\{(\w+)")
CHAIRS = {"us": "party_a", "korea": "party_b"}  # key and side of each party
OWN_KEYS = {
    "issues",
    "units",
    "levels",
    "names",
    "statements",
    "events",
}  # what a language says of a scenario's own words


def fields(words, path=()):
    """Yield the path of each text of a language, and the figures it asks for."""
    for key, held in words.items():
        if isinstance(held, dict) and key not in OWN_KEYS:
            yield from fields(held, (*path, key))
        elif isinstance(held, str) and key != "date":
            yield (*path, key), frozenset(FIELD.findall(held))


def figures(found):
    """Return what is asked for that is no name of a party."""
    return {name for name in found if not TOKENS.fullmatch(f"{{{name}}}")}


def test_every_language_says_the_same_things_with_the_same_figures():
    english = dict(fields(LANGUAGES["en"]))
    for words in LANGUAGES.values():
        assert dict(fields(words)).keys() == english.keys()
        assert {path: figures(found) for path, found in fields(words)} == {
            path: figures(found) for path, found in english.items()
        }


@pytest.fixture(scope="module")
def game():
    return Game(loaded("baseline"), 1, 16, ["korea"])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("side", CHAIRS)
def test_the_tables_of_worth_are_the_sides_own_values(game, side, language):
    scale = {"en": 1, "ko": 10}[language]
    told = next(part for part in game.brief(side, language)["sections"] if len(part["tables"]) > 1)
    sight = [issue for issue in game.sight(side)["issues"] if issue["on_table"]]
    for table, issue in zip(told["tables"], sight, strict=True):
        shown = [float(row[1].replace(",", "")) for row in table["rows"]]
        assert shown == pytest.approx([scale * value for value in issue["values"]], abs=0.06 * scale)


@pytest.mark.parametrize("side", CHAIRS)
def test_a_brief_holds_no_value_of_the_other_side(game, side):
    (other,) = set(CHAIRS.values()) - {CHAIRS[side]}
    text = json.dumps(game.brief(side))
    held = game.opening.weights[other].values()
    assert not [weight for weight in held if weight % 1 and f"{weight:+.2f}" in text]
    if side == "us":
        assert f"{game.opening.bounds['party_b'].floor:+.1f} bn USD" not in text


def test_a_brief_says_who_governs_when_it_votes_and_what_binds(game):
    text = " ".join(game.brief("korea")["paragraphs"])
    assert "Korea votes on 3 June 2025" in text
    assert f"nothing worth less than {game.opening.bounds['party_b'].floor:+.1f} bn USD a year" in text
    assert "A coin decides who makes it" in text
    assert "Korea votes" not in " ".join(Game(loaded("no_election"), 1, 0, ["us"]).brief("us")["paragraphs"])


def test_red_lines_are_told_to_the_side_that_drew_them():
    game = Game(loaded("red_lines"), 1, 0, ["korea"])
    assert "Lee Jae Myung has said that it will not sign farm access at partial, full" in json.dumps(
        game.brief("korea")
    )
    assert "will not sign" not in json.dumps(game.brief("us"))


def test_a_brief_stays_that_of_the_first_day():
    game = Game(loaded("baseline"), 1, 16, ["korea"])
    before = game.brief("korea")
    for _ in range(8):
        game.move("korea", Move("wait" if "offer" in game.sight("korea")["legal"] else "reject"), game.turn)
    assert game.brief("korea") == before
    with pytest.raises(UserError, match="no language 'fr'"):
        game.brief("korea", "fr")


def test_a_game_needs_no_extra_and_no_large_library_to_begin():
    large = ("mesa", "matplotlib", "starlette", "pandas")
    asked = f"import sys, sim.classroom.game; print([name for name in {large} if name in sys.modules])"
    found = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
