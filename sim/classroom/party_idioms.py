"""What a language says of the parties of a scenario beyond their names: its people, its money, its capital.

Text of a classroom names a party by the tokens of `sim.scenario.party_words`, and by these:

    {a_demonym}    what is of its people          American      its adjective, where nothing is known
    {b_people}     its people                     Americans     people in the U.S.
    {b_currency}   its money                      the won       the currency
    {b_capital}    where its government sits      Seoul         its name
    {a_backing}    who stands behind its negotiators, as the end of a sentence; nothing where that is not known
    {b_ballot}     that it votes, or at what   votes             the same
    {b_assembly}   who ratifies what it signs   the National Assembly    its assembly

A verb whose subject may be both sides has its ending in brackets: {mover} move[s] it.

Known words stand in `idioms.json`, by the names of parties as scenarios write them.  A language other than English has
names of its own there, too; a party of which it has none is called as the scenario calls it.
"""

import json
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from sim.core.party_columns import name_by_key
from sim.scenario.party_words import PartyWords, name_voter
from sim.scenario.schema.party_names import VALUE_UNIT

FILE = Path(__file__).parent / "idioms.json"
OWN = "the_pause", "in_office", "mover"  # tokens of `sim.scenario.party_words` that a language has words of its own for
TOKEN = re.compile(
    rf"\{{([ab]_(?:demonym|people|currency|capital|toward|troops|backing|ballot|assembly)|[ABab](?:_adj|_short|_title)?|{'|'.join(OWN)})\}}"
)
ENDING = re.compile(r"(both sides)?( \w+)\[s\]")  # of an English verb
PARTICLE = re.compile(r"([^}])\[([은이을과])\]")  # not behind a figure that is still to be filled in
AFTER_VOWEL = {"은": "는", "이": "가", "을": "를", "과": "와"}
SYLLABLES = range(0xAC00, 0xD7A4)  # of Hangul, 28 for each pair of first consonant and vowel; the first ends in none
ENDINGS = 28
MONEY_WORDS = {"ko": "연간 억 달러"}  # how a language writes the unit of values
COURSE = {"ko": {"the pause": "유예", "the deadline": "시한", "both sides": "양측"}}  # what it has for these
OTHERWISE = {  # language -> what is said where nothing is known; `name`, `adjective`: of the party
    "en": {
        "demonym": "{adjective}",
        "people": "people in {name}",
        "currency": "the currency",
        "capital": "{name}",
        "backing": "",
        "ballot": "votes",
        "assembly": "its assembly",
    },
    "ko": {
        "people": "{name} 측",
        "toward": "{name}에 대한",
        "troops": "{name} 주둔군",
        "currency": "통화",
        "backing": "",
        "ballot": "선거",
        "assembly": "의회",
    },
}


@cache
def idioms() -> dict[str, Any]:
    """Return what is known of parties and other names, by language."""
    found: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return found


def fill_words(words: Mapping[str, Any], language: str, said: PartyWords) -> dict[str, Any]:
    """Return words in which the parties of a scenario are named; keys, and what is no text, stay as they are."""
    tokens = tokens_of(language, said.keys, tuple(said.words.items())) | {"voter": said.voter}
    found: dict[str, Any] = fill_texts(words, tokens)
    return found if said.unit == VALUE_UNIT else fill_units(found, language, said)


def fill_units(held: Any, language: str, said: PartyWords) -> Any:
    """Return plain data in which values have the unit of the scenario; figures are then not scaled."""
    if isinstance(held, Mapping):
        found = {key: fill_units(value, language, said) for key, value in held.items()}
        own = {"bn": f"{{value}} {said.unit}", "scale": 1, "figure": "+,.1f" if found.get("scale") != 1 else "+.1f"}
        return found | own if "scale" in found else found
    if isinstance(held, str):
        return said.with_unit(held.replace(MONEY_WORDS.get(language, VALUE_UNIT), VALUE_UNIT))
    return type(held)(fill_units(value, language, said) for value in held) if isinstance(held, list | tuple) else held


def fill_texts(held: Any, tokens: Mapping[str, str]) -> Any:
    """Return plain data with the tokens in its texts filled in."""
    if isinstance(held, str):
        return fill_text(held, tokens)
    if isinstance(held, Mapping):
        return {key: fill_texts(value, tokens) for key, value in held.items()}
    return type(held)(fill_texts(value, tokens) for value in held) if isinstance(held, list | tuple) else held


def fill_text(text: str, tokens: Mapping[str, str]) -> str:
    """Return a text with its tokens filled in."""
    held = name_voter(text, tokens["voter"]) if "{" in text else text
    named = TOKEN.sub(lambda found: tokens[found[1]], held) if "{" in held else held
    return name_by_key(with_particles(named), (tokens["key_a"], tokens["key_b"]))


@lru_cache(maxsize=64)
def tokens_of(language: str, keys: tuple[str, str], words: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """Return what stands for each token in a language; `words`, what the scenario says."""
    found = dict(words) | {"key_a": keys[0], "key_b": keys[1]}
    found |= {name: course_text(language, found[name]) for name in OWN}
    for letter in "ab":
        known = idioms()["parties"][language].get(found[letter], {})
        if language != "en":
            name = known.get("name", found[letter].removeprefix("the "))
            found |= {
                f"{one}{more}": name for one in (letter, letter.upper()) for more in ("", "_adj", "_short", "_title")
            }
        own = {"name": found[letter], "adjective": found[f"{letter}_adj"]}
        for idiom, otherwise in OTHERWISE[language].items():
            found[f"{letter}_{idiom}"] = known.get(idiom) or otherwise.format(**own)
    return found


def course_text(language: str, text: str) -> str:
    """Return what a language has for the pause, for a government in office, and for who moves a deadline."""
    if language == "en":
        return text
    names, parties = idioms()["names"][language], idioms()["parties"][language]
    known = COURSE[language].get(text) or parties.get(text, {}).get("name")
    return str(known or names.get(text.removeprefix("the ").replace(" ", "_").lower(), text.removeprefix("the ")))


def with_particles(text: str) -> str:
    """Return a text with each particle or ending in brackets in the form that the word before it asks for.

    Behind what is not written in Hangul, both forms: Rhone[은] becomes Rhone은(는).
    """
    if "[s]" in text:
        text = ENDING.sub(lambda found: f"{found[1] or ''}{found[2]}{'' if found[1] else 's'}", text)
    return PARTICLE.sub(lambda found: found[1] + particle_behind(found[1], found[2]), text) if "[" in text else text


def particle_behind(letter: str, particle: str) -> str:
    """Return a particle as it is behind a letter."""
    if ord(letter) not in SYLLABLES:
        return f"{particle}({AFTER_VOWEL[particle]})"
    return particle if (ord(letter) - SYLLABLES.start) % ENDINGS else AFTER_VOWEL[particle]
