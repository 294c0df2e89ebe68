"""Our agendas and value tables as NegMAS's outcome spaces and utilities, and back.

A level is handed over by its number.  Values are scaled so that the worst package is worth 0 and the best 1, as in
NegMAS's tournaments; a scale and a shift change no order of packages, and no share of a range:

    utility = (value - least) / (most - least)            of a package, and of never agreeing

with the least and the most that any package on the table is worth.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from negmas import LinearAdditiveUtilityFunction, make_issue
from negmas.outcomes import make_os
from negmas.preferences.value_fun import TableFun

from sim.bargaining.agenda import Agenda, Issue
from sim.core.errors import UserError
from sim.core.worlds import Array, Whole

ADDITIVE = 1e-6  # by how much the sum of an additive utility's parts may miss the whole
PROBED = 50  # packages at which that is looked at


@dataclass(frozen=True, eq=False)
class ScaledValues:
    """One world's values of the issues on the table, from 0 (the worst package) to 1 (the best).

    levels    value of each level of each issue, (levels,) each, the least of each issue 0
    reserve   of never agreeing
    """

    levels: list[Array]
    reserve: float

    def distance(self, other: "ScaledValues") -> float:
        """Return by how much the value of any package differs at most, share of the range."""
        pairs = zip(self.levels, other.levels, strict=True)
        return float(sum(np.abs(one - two).max() for one, two in pairs))


def scaled_values(table: Array, agenda: Agenda, reserve: float) -> ScaledValues:
    """Return a world's values, scaled; table (issues, levels), reserve in its unit."""
    rows = [table[place, : len(agenda.issues[place].levels)] for place in agenda.open]
    least = sum(float(row.min()) for row in rows)
    span = sum(float(np.ptp(row)) for row in rows) or 1.0
    kept = sum(float(table[k, n]) for k, n in enumerate(agenda.lapsed) if k not in agenda.open)
    return ScaledValues([(row - row.min()) / span for row in rows], (reserve - kept - least) / span)


def outcome_space(agenda: Agenda) -> Any:
    """Return the issues on the table as NegMAS's, with the numbers of levels."""
    return make_os([make_issue(len(agenda.issues[place].levels), agenda.issues[place].name) for place in agenda.open])


def additive_utility(held: ScaledValues, space: Any) -> Any:
    """Return values as a utility of NegMAS."""
    tables = [TableFun(dict(enumerate(row.tolist()))) for row in held.levels]
    return LinearAdditiveUtilityFunction(values=tables, outcome_space=space, reserved_value=held.reserve)


def as_package(outcome: Any, agenda: Agenda) -> Whole | None:
    """Return an outcome as a package, (issues,), None if it is not on the agenda."""
    counts = [len(agenda.issues[place].levels) for place in agenda.open]
    if not isinstance(outcome, tuple | list) or len(outcome) != len(counts):
        return None
    if not all(is_level(level, count) for level, count in zip(outcome, counts, strict=True)):
        return None
    found = agenda.lapsed.copy()
    found[list(agenda.open)] = [int(level) for level in outcome]
    return found


def is_level(level: Any, count: int) -> bool:
    """Return whether something is the number of one of so many levels."""
    return isinstance(level, int | np.integer) and not isinstance(level, bool) and 0 <= int(level) < count


def as_outcome(package: Whole, agenda: Agenda) -> tuple[int, ...]:
    """Return a package as an outcome of NegMAS."""
    return tuple(int(package[place]) for place in agenda.open)


@dataclass(frozen=True, eq=False)
class NegmasIssues:
    """The issues of a negotiation of NegMAS as an agenda, and the values of each in the order of their numbers."""

    agenda: Agenda
    values: list[list[Any]]

    @classmethod
    def of(cls, space: Any) -> "NegmasIssues":
        """Return those of an outcome space; UserError where an issue has values without end."""
        if any(not issue.is_finite() for issue in space.issues):
            raise UserError("an issue has values without end; give it whole numbers or names")
        values = [list(issue.all) for issue in space.issues]
        names = [issue.name for issue in space.issues]
        issues = [Issue(n, "", tuple(map(float, range(len(v)))), 0, 0) for n, v in zip(names, values, strict=True)]
        return cls(Agenda(tuple(issues)), values)

    def outcome(self, package: Whole) -> tuple[Any, ...]:
        """Return a package, (issues,), as an outcome."""
        return tuple(held[int(level)] for held, level in zip(self.values, package, strict=True))

    def package(self, outcome: Sequence[Any]) -> Whole:
        """Return an outcome as a package, (issues,); ValueError if it is not on the agenda."""
        return np.array([held.index(level) for held, level in zip(self.values, outcome, strict=True)])

    def table(self, utility: Any) -> Array:
        """Return an additive utility as a table, (1, issues, levels); UserError if it is none."""
        first = [held[0] for held in self.values]
        whole = float(utility(tuple(first)))
        rows = []
        for place, held in enumerate(self.values):
            packages = [(*first[:place], level, *first[place + 1 :]) for level in held]
            rows.append(np.array([float(utility(package)) - whole for package in packages]))
        rows[0] += whole
        self.require_additive(utility, rows)
        longest = max(map(len, rows))
        return np.stack([np.pad(row, (0, longest - len(row)), mode="edge") for row in rows])[None]

    def require_additive(self, utility: Any, rows: Sequence[Array]) -> None:
        """Raise UserError where the whole is not the sum of its parts, looked at in some packages."""
        draw = np.random.default_rng(0)
        for _ in range(PROBED):
            package = np.array([draw.integers(len(row)) for row in rows])
            told = float(utility(self.outcome(package)))
            if abs(sum(row[k] for row, k in zip(rows, package, strict=True)) - told) > ADDITIVE * (1 + abs(told)):
                raise UserError("the utility is not a sum over issues; our tactics need one that is")
