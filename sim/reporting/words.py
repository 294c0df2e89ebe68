"""Names, shares and intervals in words."""

import json
from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from math import isfinite
from pathlib import Path

PROPER_NAMES = Path(__file__).parent / "proper_names.json"  # word in lower case -> as it is written
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


@cache
def proper_names() -> Mapping[str, str]:
    """Return words that are written with capitals, by their lower-case form."""
    return dict(json.loads(PROPER_NAMES.read_text(encoding="utf-8")))


def label(name: str) -> str:
    """Return the name of an issue, an event or a maker in words; proper names have their capitals."""
    return " ".join(proper_names().get(word, word) for word in name.split("_"))


def with_unit(name: str, unit: str, between: str = " ") -> str:
    """Return a name with its unit in brackets behind it, the name alone without one."""
    return f"{name}{between}({unit})" if unit else name


def with_interval(held: Mapping[str, float | None], text: Callable[[float], str]) -> str:
    """Return a median with its 80 % interval, each as `text` says it; the median alone of too few, a dash of none."""
    low, middle, high = (held[name] for name in ("q10", "q50", "q90"))
    if middle is None:
        return "-"
    return text(middle) if low is None or high is None else f"{text(middle)} [{text(low)} to {text(high)}]"
