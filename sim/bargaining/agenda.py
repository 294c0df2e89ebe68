"""What is negotiated: issues in a fixed order, each with a grid of levels.

A package is one level number for each issue, (worlds, issues).  Tables over packages have shape
(worlds, issues, levels); an issue with fewer levels than the longest repeats its last one, so
that sums, maxima and first maxima over levels need no mask.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from sim.core.worlds import Array, Whole

Level = float | str


@dataclass(frozen=True)
class Issue:
    """One thing to settle: its grid, and the level in force now and after a lapse.

    name, unit   as in the scenario
    levels       its grid, numbers or names, in the order of the scenario
    on_table     whether it is negotiated
    """

    name: str
    unit: str
    levels: tuple[Level, ...]
    now: int  # number of the level in force while the pause lasts
    lapsed: int  # number of the level in force once it has lapsed
    on_table: bool = True

    @cached_property
    def grid(self) -> Array:
        """The levels as numbers, (levels,), not to be written to; named levels count 0, 1, 2."""
        numbers = np.array([lv if isinstance(lv, float | int) else k for k, lv in enumerate(self.levels)], dtype=float)
        numbers.flags.writeable = False
        return numbers

    def level_at(self, number: int) -> Level | None:
        """Return the level of a number; None where a deal has left the issue open."""
        return self.levels[number] if number < len(self.levels) else None


@dataclass(frozen=True)
class Agenda:
    """The issues, in the order of the scenario.

    left_open   places of issues that a deal leaves open: its packages hold the number behind their last level
    """

    issues: tuple[Issue, ...]
    left_open: tuple[int, ...] = ()

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Names of the issues."""
        return tuple(issue.name for issue in self.issues)

    @cached_property
    def most_levels(self) -> int:
        """The number of levels of the longest issue; one that may be left open has one more."""
        return max(len(issue.levels) + (place in self.left_open) for place, issue in enumerate(self.issues))

    @property
    def now(self) -> Whole:
        """The package in force while the pause lasts, (issues,)."""
        return np.array([issue.now for issue in self.issues])

    @property
    def lapsed(self) -> Whole:
        """The package in force once the pause has lapsed, (issues,)."""
        return np.array([issue.lapsed for issue in self.issues])

    @cached_property
    def open(self) -> tuple[int, ...]:
        """Numbers of the issues on the table."""
        return tuple(i for i, issue in enumerate(self.issues) if issue.on_table)

    @property
    def first_stage(self) -> "Agenda":
        """The agenda of a deal that leaves issues open: these are off the table, at the number that says so."""
        if not self.left_open:
            return self
        issues = list(self.issues)
        for place in self.left_open:
            behind = len(issues[place].levels)
            issues[place] = replace(issues[place], now=behind, lapsed=behind, on_table=False)
        return replace(self, issues=tuple(issues))

    def with_security(self, tracks: Sequence[str], together: bool) -> "Agenda":
        """Return the agenda with its security issues on the table, or off it."""
        pairs = zip(self.issues, tracks, strict=True)
        return replace(
            self, issues=tuple(replace(i, on_table=together if t == "security" else i.on_table) for i, t in pairs)
        )

    def place_of(self, name: str) -> int:
        """Return the place of an issue; ValueError if there is none of that name."""
        return self.names.index(name)
