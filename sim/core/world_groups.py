"""Worlds that have lived alike so far, and so are worked out once.

Points of a sweep under common luck draw the same market and the same makers, and part only where
the talks give them different tariffs.  Rules hold world by world, so that what is worked out for
the first world of a kind is to the last bit what any other of its kind would have come to.
Kinds part and never join again; where fewer than half of the worlds have a like at first, each is a
kind for good.  Worlds that do not matter any more can be let go.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from sim.core.worlds import Array, Whole, alike, sort

Figures = Sequence[Array | Whole]


class Kinds:
    """Kinds of worlds.

    first   (kinds,)    the first world of each kind
    kind    (worlds,)   the place of each world's kind among them
    alone               whether every world is a kind of its own, and all of them matter
    rows                the worlds that matter
    """

    def __init__(self, figures: Figures) -> None:
        """Sort worlds by figures, (worlds,) or (worlds, n) each."""
        found, every = alike(figures), np.arange(len(figures[0]))
        self.alone, self.rows = found is None, every
        self.first: Whole = every if found is None else found.rows
        self.kind: Whole = every if found is None else found.kind.copy()

    def of(self, held: Any) -> Any:
        """Return the value of each kind, (kinds,), given that of each world, (worlds,)."""
        return held if self.alone else held[self.first]

    def worlds(self, held: Any) -> Any:
        """Return the value of each world, (worlds,), given that of each kind, (kinds,)."""
        return held if self.alone else held[self.kind]

    def part(self, figures: Figures) -> Whole | None:
        """Part worlds that differ from the first of their kind in figures of today, (worlds,) or (worlds, n) each.

        Returns the place among the kinds before of each kind after, (kinds,); None where none have parted.
        """
        if self.alone:
            return None
        like = self.first[self.kind[self.rows]]
        differ = [(held[like] != held[self.rows]).reshape(len(like), -1).any(axis=1) for held in figures]
        rows = self.rows[np.any(differ, axis=0)]
        if not len(rows):
            return None
        parted = sort([self.kind[rows], *(held[rows] for held in figures)])
        known, before = len(self.first), self.kind[rows[parted.rows]]
        self.first = np.concatenate([self.first, rows[parted.rows]])
        self.kind[rows] = known + parted.kind
        return np.concatenate([np.arange(known), before])

    def keep(self, rows: Whole) -> Whole:
        """Let go of all worlds but some: of others any value will be told from now on.

        Returns the place among the kinds before of each kind that is left, (kinds,).
        """
        left, first, kind = np.unique(self.kind[rows], return_index=True, return_inverse=True)
        self.rows, self.first, self.alone = rows, rows[first], False
        self.kind = np.zeros_like(self.kind)
        self.kind[rows] = kind
        return left

    def copy(self) -> "Kinds":
        """Return the kinds of now, which stay as they are."""
        found = object.__new__(Kinds)
        found.alone, found.rows, found.first, found.kind = self.alone, self.rows, self.first, self.kind.copy()
        return found
