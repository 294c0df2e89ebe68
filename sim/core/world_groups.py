"""Worlds that have lived alike so far, and so are worked out once.

Points of a sweep under common luck draw the same market and the same makers, and part only where
the talks give them different tariffs.  Rules hold world by world, so that what is worked out for
the first world of a kind is to the last bit what any other of its kind would have come to.
Kinds part and never join again; where fewer than half of the worlds have a like at first, each is a
kind for good.  Worlds that do not matter any more can be let go.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.core.worlds import Array, Whole

Figures = Sequence[Array | Whole]


class WorldGroups:
    """Kinds of worlds.

    It is made of `figures`, all that worlds may differ in, (worlds,) or (worlds, n) each, and keeps

    first         (kinds,)    the first world of each kind
    group         (worlds,)   the place of each world's kind among them
    all_distinct              whether every world is a kind of its own, and all of them matter
    rows                      the worlds that matter
    """

    def __init__(self, figures: Figures) -> None:
        """Sort worlds by figures, (worlds,) or (worlds, n) each."""
        found, every = group_if_alike(figures), np.arange(len(figures[0]))
        self.all_distinct, self.rows = found is None, every
        self.first: Whole = every if found is None else found.first
        self.group: Whole = every if found is None else found.group.copy()

    def of_groups(self, values: Any) -> Any:
        """Return the value of each kind, (kinds,), given that of each world, (worlds,)."""
        return values if self.all_distinct else values[self.first]

    def of_worlds(self, values: Any) -> Any:
        """Return the value of each world, (worlds,), given that of each kind, (kinds,)."""
        return values if self.all_distinct else values[self.group]

    def places(self, worlds: int | None = None) -> slice | Whole:
        """Return where the values of the first `worlds`, or of all, stand among those of kinds, as an index."""
        return slice(worlds) if self.all_distinct else self.group[:worlds]

    def split(self, figures: Figures) -> Whole | None:
        """Part worlds that differ from the first of their kind in figures of today, (worlds,) or (worlds, n) each.

        Returns the place among the kinds before of each kind after, (kinds,); None where none have parted.
        """
        if self.all_distinct:
            return None
        like = self.first[self.group[self.rows]]
        differ = [(held[like] != held[self.rows]).reshape(len(like), -1).any(axis=1) for held in figures]
        rows = self.rows[np.any(differ, axis=0)]
        if not len(rows):
            return None
        parted = group_worlds([self.group[rows], *(held[rows] for held in figures)])
        known, before = len(self.first), self.group[rows[parted.first]]
        self.first = np.concatenate([self.first, rows[parted.first]])
        self.group[rows] = known + parted.group
        return np.concatenate([np.arange(known), before])

    def only(self, rows: Whole) -> Whole:
        """Let go of all worlds but some: of others any value will be told from now on.

        Returns the place among the kinds before of each kind that is left, (kinds,).
        """
        left, first, kind = np.unique(self.group[rows], return_index=True, return_inverse=True)
        self.rows, self.first, self.all_distinct = rows, rows[first], False
        self.group = np.zeros_like(self.group)
        self.group[rows] = kind
        return left

    def copy(self) -> "WorldGroups":
        """Return the kinds of now, which stay as they are."""
        found = object.__new__(WorldGroups)
        found.all_distinct, found.rows, found.first, found.group = (
            self.all_distinct,
            self.rows,
            self.first,
            self.group.copy(),
        )
        return found


@dataclass(frozen=True, eq=False)
class Grouping:
    """Worlds that are alike in some figures, so that what follows from these is worked out once for each kind.

    first  (kinds,)    the first world of each kind
    group  (worlds,)   the place of each world's kind among them
    """

    first: Whole
    group: Whole


def group_worlds(figures: Iterable[Array | Whole]) -> Grouping:
    """Return worlds by kinds, given figures (worlds,) or (worlds, n), which are alike bit for bit."""
    held = np.ascontiguousarray(np.column_stack([np.asarray(figure, dtype=float) for figure in figures]))
    whole = held.view(np.dtype((np.void, held.itemsize * held.shape[1])))[:, 0]
    _, rows, kind = np.unique(whole, return_index=True, return_inverse=True)
    return Grouping(rows, kind)


def group_if_alike(figures: Iterable[Array | Whole]) -> Grouping | None:
    """Return worlds by kinds, see `sort`; None where fewer than half have a like.

    Points of a sweep that meet the same luck share all that is not swept.
    """
    held = [np.asarray(figure, dtype=float) for figure in figures]
    if any(more_than_half_differ(values) for values in held if values.ndim == 1):
        return None
    found = group_worlds(held)
    return found if 2 * len(found.first) <= len(found.group) else None


def more_than_half_differ(values: Array) -> bool:
    """Return whether one figure, (worlds,), alone tells more than half of the worlds apart; quick to find out."""
    rising = np.sort(values)
    kinds = 1 + np.count_nonzero(rising[1:] > rising[:-1])  # nan aside
    return bool(2 * kinds > len(values))
