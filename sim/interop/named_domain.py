"""A domain with its names: what foreign files say beyond the tables that a bare negotiation needs."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import prod

import numpy as np

from sim.bargaining.agenda import Agenda, Issue, Level
from sim.bargaining.domains import Domain
from sim.core.worlds import Array
from sim.interop.faults import DomainError

MOST_LEVELS = 10_000  # of an issue
MOST_ISSUES = 1_000
KINDS = ("genius", "geniusweb", "negmas", "native")  # of files, the last ours
KIND_NAMES = {"genius": "GENIUS", "geniusweb": "GeniusWeb", "negmas": "NegMAS", "native": "our own form"}


@dataclass(frozen=True)
class NamedIssue:
    """An issue as a file states it: its name, its unit, and its levels in their order."""

    name: str
    unit: str
    levels: tuple[Level, ...]


@dataclass(frozen=True)
class PartyProfile:
    """What one party wants: the exact value of each level of each issue, and of no deal.

    discount   d of value x d^t, t the share of time used up, 0 to 1; 1 is none
    stated     whether the file states a reserve
    notes      what a reader should know of how the file was read
    """

    name: str
    values: tuple[tuple[Fraction, ...], ...]
    reserve: Fraction
    discount: Fraction = Fraction(1)
    stated: bool = True
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class NamedDomain:
    """A domain that all worlds share, with its names.

    name        of the domain
    kind        of the files it was read from, one of KINDS; empty where it was not read
    domain      tables, (1, issues, levels), and reserves, (1,), of party 0 and party 1, both public
    parties     names of the parties
    discounts   d of value x d^t, t from 0 to 1; 1 is none
    stated      whether a party's file states a reserve
    unit        of values; empty where they are shares of nothing in particular
    notes       what a reader should know of how it was read
    """

    name: str
    kind: str
    domain: Domain
    parties: tuple[str, str]
    discounts: tuple[float, float] = (1.0, 1.0)
    stated: tuple[bool, bool] = (True, True)
    unit: str = ""
    notes: tuple[str, ...] = field(default=())

    @property
    def issues(self) -> tuple[Issue, ...]:
        """The issues, in their order."""
        return self.domain.agenda.issues

    @property
    def counts(self) -> tuple[int, ...]:
        """How many levels each issue has."""
        return tuple(len(issue.levels) for issue in self.issues)

    @property
    def packages(self) -> int:
        """How many packages there are."""
        return prod(self.counts)

    @property
    def reserves(self) -> tuple[float, float]:
        """What no deal is worth to each party."""
        return float(self.domain.reserves[0][0]), float(self.domain.reserves[1][0])

    def levels_of(self, side: int) -> list[Array]:
        """Return a party's value of each level, (levels,), issue by issue."""
        table = self.domain.values[side][0]
        return [table[place, :count] for place, count in enumerate(self.counts)]


def make_named_domain(
    name: str, kind: str, issues: Sequence[NamedIssue], profiles: Sequence[PartyProfile], unit: str = ""
) -> NamedDomain:
    """Return the domain of two profiles; DomainError for names that stand twice, and for too many levels."""
    require_issues(issues)
    first, second = profiles
    counts = [len(issue.levels) for issue in issues]
    agenda = Agenda(tuple(Issue(issue.name, issue.unit, issue.levels, 0, 0) for issue in issues))
    values = table_of(first, max(counts)), table_of(second, max(counts))
    reserves = np.array([float(first.reserve)]), np.array([float(second.reserve)])
    return NamedDomain(
        name=name,
        kind=kind,
        domain=Domain(agenda, values, reserves, values, reserves),
        parties=(first.name, second.name),
        discounts=(float(first.discount), float(second.discount)),
        stated=(first.stated, second.stated),
        unit=unit,
        notes=tuple(dict.fromkeys((*first.notes, *second.notes))),
    )


def table_of(profile: PartyProfile, longest: int) -> Array:
    """Return a profile's table, (1, issues, longest), the last level of a shorter issue repeated."""
    rows = [np.array([float(value) for value in values]) for values in profile.values]
    return np.stack([np.pad(row, (0, longest - len(row)), mode="edge") for row in rows])[None]


def require_issues(issues: Sequence[NamedIssue]) -> None:
    """Raise DomainError unless there are issues, and names that tell issues and levels apart."""
    if not 0 < len(issues) <= MOST_ISSUES:
        raise DomainError(f"{len(issues):,} issues; a domain has 1 to {MOST_ISSUES:,}")
    if len({issue.name for issue in issues}) < len(issues):
        raise DomainError("two issues have the same name; each must have its own")
    for issue in issues:
        if not issue.levels or len(set(issue.levels)) < len(issue.levels):
            raise DomainError(f"the issue {issue.name!r} has no levels, or a level twice")
