"""The layout of a sweep: its groups, cut into chunks that are numbered from 0 up, group by group.

A chunk is what is played at once and what is kept in one part.  How large it is changes nothing but
speed and memory: about 60 kB a world.  Larger ones are quicker by the world, as what a day costs
whatever the number of worlds is shared by more; more of them keep more workers busy.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sim.sweeps.chunks.chunk import Job
from sim.sweeps.chunks.groups import Deal, Group, Source, groups_of
from sim.sweeps.designs.design import Design

LEAST, MOST, PARTS = 1000, 12_000, 8  # worlds of a chunk, and chunks of a sweep, where nothing else is asked for


def usual(rows: int) -> int:
    """Return how large chunks are where nobody says: a function of the sweep alone, so that shards agree."""
    return max(LEAST, min(MOST, -(-rows // PARTS)))


@dataclass(frozen=True, eq=False)
class Layout:
    """Groups of points and the chunks they are played in; `chunk` is the most rows of one."""

    groups: Sequence[Group]
    chunk: int

    @classmethod
    def of(cls, source: Source, design: Design, deal: Deal, chunk: int) -> "Layout":
        """Return the layout of a design over a scenario; errors as `groups_of`."""
        return cls(groups_of(source, design, deal), chunk)

    @property
    def rows(self) -> int:
        """Worlds of all points together."""
        return sum(group.rows for group in self.groups)

    @cached_property
    def begins(self) -> list[int]:
        """Number of each group's first chunk, and of the one behind the last, (groups + 1,)."""
        return [0, *np.cumsum([-(-group.rows // self.chunk) for group in self.groups]).tolist()]

    @property
    def chunks(self) -> int:
        """How many chunks there are."""
        return self.begins[-1]

    def place(self, index: int) -> tuple[Group, int, int]:
        """Return a chunk's group, the place of its first row in the group, and how many rows it has."""
        begins = self.begins
        which = int(np.searchsorted(begins, index, side="right")) - 1
        group, first = self.groups[which], (index - begins[which]) * self.chunk
        return group, first, min(self.chunk, group.rows - first)

    def rows_of(self, index: int) -> int:
        """Return how many rows a chunk has."""
        return self.place(index)[2]

    def jobs(self, indices: Iterable[int]) -> Iterator[Job]:
        """Yield the jobs of some chunks, each with no more than the points that it needs."""
        for index in indices:
            group, first, rows = self.place(index)
            begin, end = first // group.deal.worlds, (first + rows - 1) // group.deal.worlds
            yield Job(index, rows, group.cut(begin, end + 1), first - begin * group.deal.worlds)
