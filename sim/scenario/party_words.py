"""The words for the two parties of a scenario, wherever text speaks of them.

Text names a party by its side, in braces, and is filled in last, where it is shown:

    {a} {b}               the name within a sentence        the EU, Brazil
    {A} {B}               the same where a sentence begins  The EU, Brazil
    {a_adj} {b_adj}       what is its                       European, Brazilian
    {a_short} {b_short}   the name without its article     EU, Brazil
    {a_title} {b_title}   the name in full                  the European Union, Brazil
    party_a_value         a column                          eu_value
    {currency}            that in which carmakers count     EUR (see sim.core.currency)

What no scenario need have is named by it as well (`course_words`):

    {the_pause} {The_pause} {pause_short}   what lasts until the deadline: the pause; where none is stated, the deadline
    {first_day}                             day 0: the day the pause began, or the talks opened
    {in_office} {in_office_short}           the government in office as the talks open: the caretaker
    {mover}                                 who moves the deadline: a party, or both sides
    {voter} {Voter} {voter_adj} ...         the party whose governments results speak of, as {b}; {rival}, the other one

Where a scenario counts in another unit than bn USD a year, its unit is told in that one's place.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from sim.core.currency import CURRENCY_KEY, currency_tokens, usual_currency
from sim.core.party_columns import name_by_key, parties_of_schema
from sim.scenario.office_names import holder_name
from sim.scenario.schema.block import ONCE
from sim.scenario.schema.party_names import VALUE_UNIT, PartyNames, usual_parties
from sim.scenario.schema.scenario import Scenario

UNIT_KEY = "value_unit"  # among what tables say of each party, where it is not the usual one
PERIOD = re.compile(r" (an?|per) \w+$")  # for which a unit counts: `mn USD a season`
WEIGHT_UNIT, A_BN_OF = "bn per bn", "a bn of"
CURRENCY_STATED, CURRENCY_UNITS = "`industry.currency`", "units of the currency"  # where no scenario states it
NO_PAUSE = {"the_pause": "the deadline", "first_day": "the day the talks opened"}
PAUSE = {"the_pause": "the pause", "first_day": "the day the pause began"}
HOLDER, GOVERNMENT = "the government in office", "government"  # where a scenario names none
IN_BRACES = re.compile(
    r"\{([ABab](?:_adj|_short|_title)?|currency(?:_word)?|[Tt]he_pause|pause_short|first_day|in_office(?:_short)?|mover)\}('s\b)?"
)


def in_value_unit(text: str, unit: str) -> str:
    """Return text with a unit in the place of the usual one, without its period where that stands without one."""
    return text.replace(VALUE_UNIT, unit).replace(ONCE, PERIOD.sub("", unit))


@dataclass(frozen=True)
class PartyWords:
    """What two parties are called, and the unit of their values.

    keys      of the first and of the second
    words     for text, by token
    parties   as was said of them, and of the unit, as plain data
    unit      of values, a year
    currency  in which carmakers count, its code
    voter     letter of the party whose governments text speaks of
    """

    keys: tuple[str, str]
    words: Mapping[str, str]
    parties: Mapping[str, Mapping[str, str]]
    unit: str = VALUE_UNIT
    currency: str = field(default_factory=usual_currency)
    voter: str = "b"

    @classmethod
    def of(
        cls,
        parties: Mapping[str, PartyNames],
        unit: str = VALUE_UNIT,
        currency: str | None = None,
        course: dict[str, str] | None = None,
        voter: str = "b",
    ) -> "PartyWords":
        """Return the words for the parties of a scenario, whose values are in a unit, and its makers' in a currency.

        course   those of `course_words`; None, as of a scenario without a pause or governments
        voter    letter of the party whose governments text speaks of
        """
        first, second = parties
        code = currency or usual_currency()
        own = {} if unit == VALUE_UNIT else {UNIT_KEY: unit}
        own |= {} if code == usual_currency() else {CURRENCY_KEY: code}
        said = {key: held.model_dump(exclude_none=True) | own for key, held in parties.items()}
        words = {
            token: word
            for letter, key in zip("ab", (first, second), strict=True)
            for token, word in words_of_party(letter, key, parties[key]).items()
        }
        words |= {name: text.format(**words) for name, text in (course or course_words()).items()}
        return cls((first, second), words | currency_tokens(code), said, unit, code, voter)

    @classmethod
    def of_data(cls, said: Mapping[str, Mapping[str, str]]) -> "PartyWords":
        """Return the words for the parties as plain data of these words say them, `parties`."""
        first, beside = next(iter(said.values())), (UNIT_KEY, CURRENCY_KEY)
        names = {key: {name: text for name, text in held.items() if name not in beside} for key, held in said.items()}
        parties = {key: PartyNames(**held) for key, held in names.items()}
        return cls.of(parties, first.get(UNIT_KEY, VALUE_UNIT), first.get(CURRENCY_KEY))

    def text(self, text: str) -> str:
        """Return text with the parties' names filled in, and the unit of their values."""
        text = self.with_unit(text)
        if "{" in text:
            text = name_voter(text, self.voter)
            text = IN_BRACES.sub(lambda found: with_possessive(self.words[found[1]], found[2]), text)
        return name_by_key(text, self.keys) if "party_" in text else text

    def with_unit(self, text: str) -> str:
        """Return text with the unit of the parties' values in the place of the usual one."""
        if self.unit == VALUE_UNIT or not any(usual in text for usual in (ONCE, WEIGHT_UNIT, A_BN_OF)):
            return text
        return in_value_unit(text.replace(WEIGHT_UNIT, "ratio").replace(A_BN_OF, "one unit of"), self.unit)

    def columns(self, held: Mapping[str, tuple[str, str]]) -> dict[str, tuple[str, str]]:
        """Return columns with unit and meaning, with the parties' names filled in."""
        return {self.text(name): (self.text(unit), self.text(meaning)) for name, (unit, meaning) in held.items()}

    def data(self, held: Any) -> Any:
        """Return plain data with the parties' names filled in, in keys as in text."""
        if isinstance(held, str):
            return self.text(held)
        if isinstance(held, dict):
            return {self.data(name): self.data(value) for name, value in held.items()}
        return [self.data(value) for value in held] if isinstance(held, list | tuple) else held

    def has_adjective(self, place: int) -> bool:
        """Whether the scenario says what is a party's, so that the word may stand before a noun."""
        return "adjective" in self.parties[self.keys[place]]

    @property
    def names(self) -> tuple[str, str]:
        """The names within a sentence."""
        return self.words["a"], self.words["b"]


def name_voter(text: str, voter: str) -> str:
    """Return text in which the tokens of who votes, and of the other party, are those of their letters."""
    if "oter" not in text and "{rival" not in text:
        return text
    text = text.replace("{voter", f"{{{voter}").replace("{Voter", f"{{{voter.upper()}")
    return text.replace("{rival", "{a" if voter == "b" else "{b")


def with_possessive(word: str, possessive: str | None) -> str:
    """Return a word, or what is its: Brazil's, the owners'."""
    return word if possessive is None else f"{word}'" if word.endswith("s") else f"{word}'s"


def words_of_party(letter: str, key: str, said: PartyNames) -> dict[str, str]:
    """Return what stands for each token of a party: what is said, else its name, else its key."""
    name = said.name or key
    short = name.removeprefix("the ")
    upper, adjective, title = letter.upper(), said.adjective or short, said.title or name
    return {
        letter: name,
        upper: name[:1].upper() + name[1:],
        f"{letter}_adj": adjective,
        f"{upper}_adj": adjective[:1].upper() + adjective[1:],
        f"{letter}_short": short,
        f"{letter}_title": title,
        f"{upper}_title": title[:1].upper() + title[1:],
    }


def course_words(in_office: str = "", *, has_pause: bool = False, mover: str = "{a}") -> dict[str, str]:
    """Return what stands for the pause, for day 0, for the government in office, and for who moves the deadline."""
    found = PAUSE if has_pause else NO_PAUSE
    name = found["the_pause"]
    holder = holder_name(in_office) if in_office else HOLDER
    return {
        **found,
        "The_pause": name[:1].upper() + name[1:],
        "pause_short": name.removeprefix("the "),
        "in_office": holder,
        "in_office_short": holder.removeprefix("the ") if holder.startswith("the ") else GOVERNMENT,
        "mover": mover,
    }


def words_of(spec: Scenario) -> PartyWords:
    """Return the words for the parties of a scenario."""
    by = spec.deadline.by or spec.keys[0]
    mover = "both sides" if by == "both" else f"{{{'ab'[spec.keys.index(by)]}}}"
    course = course_words(spec.voting_part.in_office, has_pause=spec.has_pause, mover=mover)
    return PartyWords.of(spec.parties, spec.value_unit, spec.currency, course, "ab"[spec.voting_place])


def words_of_table(table: Any) -> PartyWords:
    """Return the words for the parties whose columns a table or the rows of a file have."""
    return words_of_schema(table.schema)


def words_of_schema(schema: Any) -> PartyWords:
    """Return the words for the parties whose columns are in a schema."""
    said = parties_of_schema(schema)
    return usual_words() if said is None else PartyWords.of_data(said)


@cache
def usual_words() -> PartyWords:
    """Return the words for the parties of a scenario that names none, as reference pages have them."""
    return PartyWords.of(usual_parties(), course=course_words("caretaker", has_pause=True))


@cache
def reference_words() -> PartyWords:
    """Return the words of reference pages: the parties of a scenario that names none, and the key for a currency."""
    usual = usual_words()
    return replace(usual, words={**usual.words, "currency": CURRENCY_STATED, "currency_word": CURRENCY_UNITS})


def sides_of(keys: Sequence[str]) -> dict[str, str]:
    """Return the side of each party by its key."""
    return dict(zip(keys, ("party_a", "party_b"), strict=True))
