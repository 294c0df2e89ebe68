"""Names, shares and intervals in words."""

import json
from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from math import isfinite
from pathlib import Path

from sim.core.party_columns import SIDE_IN_NAME, column_by_side
from sim.scenario.party_words import PartyWords

NAMES_FILE = Path(__file__).parent / "names_of_2025.json"  # that no scenario states, and how text writes them
LARGEST = 1e15  # figures from which nothing is left to round

SAMPLING_NOTE = (  # printed once below figures with intervals
    "intervals are sampling error: what as many other worlds of this model, as it stands, might give. What its\n"
    "assumptions leave open is not in them, and not known here: see sim validate --structures, and --points"
)


def fixed_text(value: float, places: int, sign: str = "", scale: int = 1) -> str:
    """Return a figure times a scale with so many decimal places, halves away from 0, 0 without a minus.

    What is rounded is the shortest decimal that stands for the figure: .0135 is 1.35 %, so 1.4, whatever its binary
    form; `format` would round 1.35 up and 56.25 down.
    """
    if not isfinite(value) or abs(value) > LARGEST:
        return f"{scale * value:{sign}.{places}f}"
    held = Decimal(repr(float(value))) * scale
    return f"{held.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):{sign}z.{places}f}"


def percent(share: float | None) -> str:
    """Return a share as a percentage."""
    return "-" if share is None else f"{fixed_text(share, 1, scale=100)} %"


def spelled_label(name: str) -> str:
    """Return the same with what an abbreviation stands for behind it."""
    spelled = names_of_2025()["spelled"].get(name)
    return f"{label(name)} ({spelled})" if spelled else label(name)


def label(name: str) -> str:
    """Return the name of an issue, an event or a maker in words; proper names have their capitals."""
    written = names_of_2025()["written"]
    return " ".join(written.get(word, word) for word in name.split("_"))


def level_name(level: str) -> str:
    """Return a level that has a name in words."""
    return level.replace("_", " ")


@cache
def names_of_2025() -> dict[str, dict[str, str]]:
    """Return how text writes names that no scenario states: of each kind, by what a scenario has in their place."""
    held: dict[str, dict[str, str]] = json.loads(NAMES_FILE.read_text(encoding="utf-8"))
    return held


def column_label(name: str, words: PartyWords) -> str:
    """Return the name of a column or a measure in words, in which the parties stand by their adjectives."""
    sided = column_by_side(name, words.keys)
    return label(SIDE_IN_NAME.sub(lambda found: words.words[f"{found[1]}_adj"], sided))


def count_text(number: int, noun: str) -> str:
    """Return how many there are: 1 factor, 2 factors."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def with_unit(name: str, unit: str, between: str = " ") -> str:
    """Return a name with its unit in brackets behind it, the name alone without one."""
    return f"{name}{between}({unit})" if unit else name


def with_interval(held: Mapping[str, float | None], text: Callable[[float], str]) -> str:
    """Return a median with its 80 % interval, each as `text` says it; the median alone of too few, a dash of none."""
    low, middle, high = (held[name] for name in ("q10", "q50", "q90"))
    if middle is None:
        return "-"
    return text(middle) if low is None or high is None else f"{text(middle)} [{text(low)} to {text(high)}]"
