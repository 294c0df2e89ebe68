"""What the two parties of a scenario are called: keys of their blocks, and words for text."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator

from sim.scenario.schema.block import VALUE_UNIT as VALUE_UNIT
from sim.scenario.schema.block import Block, plain
from sim.scenario.schema.fields import Name
from sim.scenario.schema.party_key_rules import two_free_keys

NAMES_FILE = Path(__file__).parent / "names_of_2025.json"  # what a scenario is read with that names no parties


class PartyNames(Block):
    """What a party is called in text; where nothing is said, by its key."""

    name: str | None = plain("its name within a sentence, such as `the EU`", default=None, min_length=1)
    adjective: str | None = plain("what is its, such as `European`", default=None, min_length=1)
    title: str | None = plain("its name in full, such as `the European Union`", default=None, min_length=1)


@cache
def names_of_2025() -> dict[str, Any]:
    """Return the names of a scenario that names no parties, and the names under which its draws are made."""
    found: dict[str, Any] = json.loads(NAMES_FILE.read_text(encoding="utf-8"))
    return found


def usual_parties() -> dict[str, PartyNames]:
    """Return the parties of a scenario that names none."""
    return {key: PartyNames(**words) for key, words in names_of_2025()["parties"].items()}


def listed_parties(given: Any) -> Any:
    """Read a list of keys as parties of which nothing more is said."""
    if isinstance(given, list) and all(isinstance(key, str) for key in given):
        return {key: {} for key in given}
    return {key: {} if words is None else words for key, words in given.items()} if isinstance(given, dict) else given


TwoParties = Annotated[dict[Name, PartyNames], BeforeValidator(listed_parties), AfterValidator(two_free_keys)]


def party_keys(data: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the keys of the parties' blocks in the plain data of a scenario, as far as they can be read."""
    stated = data.get("parties") or names_of_2025()["parties"]
    return tuple(str(key) for key in stated) if isinstance(stated, list | dict) else ()
