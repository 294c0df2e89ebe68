"""What must hold in every world of every run, and the worlds in which it did not.

A world that breaks a rule is stopped and leaves no row; all others go on as they would have without it.
"""

from dataclasses import dataclass, field

import numpy as np

from sim.core.worlds import Flags, Whole, worlds_where
from sim.scenario.invariants import RULES


@dataclass(frozen=True)
class Breach:
    """A rule that did not hold: in which world, on which day, and which one, a name in RULES."""

    world: int
    day: int
    rule: str

    @property
    def words(self) -> str:
        """The day, the rule and what it says, in words."""
        return f"day {self.day} breaks the rule `{self.rule}`: {RULES[self.rule].says}"


@dataclass(eq=False)
class Breaches:
    """The worlds in which a rule did not hold: `broken` (worlds,), and row, day and rule of each, first breach only."""

    broken: Flags
    found: list[tuple[int, int, str]] = field(default_factory=list)

    @classmethod
    def none(cls, worlds: int) -> "Breaches":
        """Return a model's, of so many worlds, before anything was played."""
        return cls(np.zeros(worlds, dtype=bool))

    def note(self, flags: Flags, day: int, rule: str) -> Whole:
        """Take note of where a rule does not hold, (worlds,); return the worlds in which it is the first."""
        rows = worlds_where(flags & ~self.broken)
        self.broken[rows] = True
        self.found += [(int(row), day, rule) for row in rows]
        return rows

    def of_worlds(self, first: int) -> tuple[Breach, ...]:
        """Return them by the numbers of their worlds, rising; `first` is that of the first row."""
        return tuple(Breach(first + row, day, rule) for row, day, rule in sorted(self.found))
