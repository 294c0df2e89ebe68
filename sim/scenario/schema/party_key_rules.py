"""Which keys the two parties of a scenario may have: two, and no word that stands for something else."""

from collections.abc import Collection
from functools import cache
from typing import Any

from pydantic import ValidationInfo

from sim.bargaining.sides import SIDES
from sim.scenario.columns import COLUMNS, MAKER_COLUMNS, PARTNER_COLUMNS, RULING_COLUMNS, STAGE_COLUMNS
from sim.scenario.schema.quantity import LENIENT, BlockFault, faults_error

PARTIES = 2
OPTION_WORDS = {"all", "both", "date", "game", "mean", "none", "null", "pairs", "public", "world"}  # of commands, files
OTHER_KEYS = {"alternate", "coin", "extends", "more_events", "source"}  # beside which a party's key may stand
OF_PARTIES = {"a", "b", "party"}  # of the names in code of columns


def two_free_keys(held: dict[str, Any], info: ValidationInfo) -> dict[str, Any]:
    """Refuse keys that are not two, or that are words of columns, options and other keys."""
    found = key_faults(list(held))
    if found and (info.context != LENIENT or len(held) != PARTIES):
        raise faults_error(found)
    return held


def key_faults(keys: list[str]) -> list[BlockFault]:
    """Return what is wrong with the keys of the parties, in their order."""
    if len(keys) != PARTIES:
        return [((), f"must name two parties; found {', '.join(keys) or 'none'}{added_note(len(keys))}")]
    found: list[BlockFault] = []
    for other, key in zip(reversed(keys), keys, strict=True):
        rule = "cannot be the key of a party"
        if key in reserved_words():
            use = "columns of results, options or other keys use this word"
            found.append(((key,), f"{key} {rule}: {use}. Take another, such as {key}_side"))
        elif key.startswith(f"{other}_"):
            found.append(((key,), f"{key} {rule} beside {other}: {other}_ begins the names of that one's columns"))
    return found


def added_note(count: int) -> str:
    """Return where parties too many may come from."""
    return ". A variant has the parties of the file that it extends, and may only name them anew" * (count > PARTIES)


@cache
def reserved_words() -> Collection[str]:
    """Return the words that no party may have for its key."""
    from sim.scenario.schema.scenario import Scenario  # which has the parties among its parts

    columns = [*COLUMNS, *MAKER_COLUMNS, *PARTNER_COLUMNS, *STAGE_COLUMNS, *RULING_COLUMNS]
    parts = {word for name in columns for word in name.split("_")} - OF_PARTIES
    own = {*SIDES, *dir(Scenario), *Scenario.model_fields}  # what a scenario holds under other names
    return frozenset({*columns, *parts, *own, *OPTION_WORDS, *OTHER_KEYS})
