"""The names under which random numbers are drawn, where what they are drawn for may be called otherwise.

Random numbers go by name, so that a decision keeps its own when others come or go.  Whom a scenario calls what is
no reason for other numbers: a party, a government, a carmaker, a partner or a region draws under a name that goes
by its place among its like.  The names at these places, in `stream_names.json`, are those of the first scenario.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

PART = re.compile(r"[^.\[\]]+")  # of a dotted path, in which [3] is the place of an item
NAMES_FILE = Path(__file__).parent / "stream_names.json"
SIDES_CALLED = ("party_a", "party_b")  # in the names of decisions, whatever the parties are called


@cache
def usual_names() -> dict[str, list[str]]:
    """Return the names at the places of each kind of thing."""
    found: dict[str, list[str]] = json.loads(NAMES_FILE.read_text(encoding="utf-8"))
    return found


def streams_of(kind: str, names: Iterable[str]) -> dict[str, str]:
    """Return the name under which each thing of a kind draws.

    A usual name draws as ever; another draws under the next usual name that is free, or under its own once none is.
    """
    listed, usual = list(names), usual_names()[kind]
    free = iter([name for name in usual if name not in listed])
    return {name: name if name in usual else next(free, name) for name in listed}


@dataclass(frozen=True)
class StreamNames:
    """What stands for the parts of a decision's name: part -> the part under which it draws."""

    parts: Mapping[str, str]
    kept: dict[str, str] = field(default_factory=dict, compare=False, repr=False)

    def of(self, name: str) -> str:
        """Return the name under which a decision draws."""
        if name not in self.kept:
            self.kept[name] = PART.sub(lambda found: self.parts.get(found[0], found[0]), name)
        return self.kept[name]


STREAMS_OF_SIDES = StreamNames(dict(zip(SIDES_CALLED, usual_names()["parties"], strict=True)))
