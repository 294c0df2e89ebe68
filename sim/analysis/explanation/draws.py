"""What is changed in one world to see what it hung on: each draw, each series of draws of one kind, each event.

    a quantity, or a step of a walk     its middle: the uniform is .5
    what happens or does not            either way: the uniform lies at an end, where one of the two is as it was
    an event                            left out where it happened, put in where it did not

A series is all draws of one kind: who offers at each meeting, the polls of all candidates, the exchange rate's weeks.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from sim.core.chance import SMALLEST_UNIFORM, ReplacedDraws

MIDDLE, LOW, HIGH = "middle", "low", "high"
UNIFORMS = {MIDDLE: 0.5, LOW: SMALLEST_UNIFORM, HIGH: float(np.nextafter(1.0, 0.0))}
NEVER = 1.0  # the uniform of an event that is left out, however likely
EVENT = re.compile(r"events\.[^.]+")
EITHER_WAY = re.compile(
    r"(.+\.)?(proposer\.(day|round)\d+|(extension|go_on|vote|keep|us\.withdrawal)\.\d+"
    r"|(us\.withdrawal|breach|attention|accept|offer)\.day\d+)"
)
PLACE_IN_SERIES = re.compile(r"\.?(day|round|week\.)?\d+$")


@dataclass(frozen=True)
class DrawChange:
    """Draws that are changed together: their names, to which value (`middle`, `low`, `high`), and of which series.

    series  what the draws have in common, "" where it is one that has no like
    """

    names: tuple[str, ...]
    to: str
    series: str = ""

    @property
    def is_event(self) -> bool:
        """Whether it is an event that is left out (`high`) or put in (`low`)."""
        return EVENT.fullmatch(self.names[0]) is not None

    @property
    def value(self) -> float:
        """The uniform that stands in place of luck."""
        return NEVER if self.is_event and self.to == HIGH else UNIFORMS[self.to]


def series_of(name: str, quantities: Iterable[str]) -> str:
    """Return the series that a draw belongs to, "" for a quantity and an event."""
    if name in quantities or name.startswith("events."):
        return ""
    if name.startswith(("polls.", "party_a.polls.")):
        return name[: name.index("polls.")] + "polls"
    return PLACE_IN_SERIES.sub("", name)


def ends_of(name: str) -> tuple[str, ...]:
    """Return the values that a draw is changed to."""
    return (LOW, HIGH) if EVENT.fullmatch(name) or EITHER_WAY.fullmatch(name) else (MIDDLE,)


def changes_of_draws(names: Iterable[str], quantities: Iterable[str]) -> list[DrawChange]:
    """Return every change to the draws of a world: of each alone, and of each series as a whole."""
    known = set(quantities)
    series: dict[str, list[str]] = {}
    found = []
    for name in sorted(names):
        kind = series_of(name, known)
        found += [DrawChange((name,), to, kind) for to in ends_of(name)]
        series.setdefault(kind, []).append(name)
    for kind, members in series.items():
        if kind and len(members) > 1:
            found += [DrawChange(tuple(members), to, kind) for to in ends_of(members[0])]
    return found


def replaced_draws(changes: Sequence[DrawChange]) -> ReplacedDraws:
    """Return the draws of rows in which one change each is made: of row 0 none, of row k that at place k - 1."""
    rows: dict[str, list[tuple[int, float]]] = {}
    for row, change in enumerate(changes, start=1):
        for name in change.names:
            rows.setdefault(name, []).append((row, change.value))
    return ReplacedDraws(
        {name: (np.array([row for row, _ in at]), np.array([value for _, value in at])) for name, at in rows.items()}
    )
