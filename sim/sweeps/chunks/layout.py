"""The layout of a sweep: its groups, cut into chunks that are numbered from 0 up, group by group.

A chunk is what is played at once and what is kept in one part.  How large it is changes nothing but
speed and memory: about 50 kB a world.  Larger ones are quicker by the world, as what a day costs
whatever the number of worlds is shared by more; more of them keep more workers busy.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sim.sweeps.chunks.chunk import Job
from sim.sweeps.chunks.groups import PointGroup, ScenarioSource, SharedWorlds, groups_of
from sim.sweeps.designs.design import Design

# worlds of a chunk, and chunks of a sweep, where nothing else is asked for
LEAST_CHUNK, MOST_CHUNK, USUAL_CHUNKS = 1000, 6000, 8


def usual_chunk(rows: int) -> int:
    """Return how large chunks are where nobody says: a function of the sweep alone, so that shards agree."""
    return max(LEAST_CHUNK, min(MOST_CHUNK, -(-rows // USUAL_CHUNKS)))


@dataclass(frozen=True, eq=False)
class Layout:
    """Groups of points and the chunks they are played in; `chunk` is the most rows of one."""

    groups: Sequence[PointGroup]
    chunk: int

    @classmethod
    def of(cls, source: ScenarioSource, design: Design, shared: SharedWorlds, chunk: int) -> "Layout":
        """Return the layout of a design over a scenario; errors as `groups_of`."""
        return cls(groups_of(source, design, shared), chunk)

    @property
    def rows(self) -> int:
        """Worlds of all points together."""
        return sum(group.rows for group in self.groups)

    @cached_property
    def first_chunks(self) -> list[int]:
        """Number of each group's first chunk, and of the one behind the last, (groups + 1,)."""
        return [0, *np.cumsum([-(-group.rows // self.chunk) for group in self.groups]).tolist()]

    @property
    def chunks(self) -> int:
        """How many chunks there are."""
        return self.first_chunks[-1]

    def locate_chunk(self, index: int) -> tuple[PointGroup, int, int]:
        """Return a chunk's group, the place of its first row in the group, and how many rows it has."""
        begins = self.first_chunks
        which = int(np.searchsorted(begins, index, side="right")) - 1
        group, first = self.groups[which], (index - begins[which]) * self.chunk
        return group, first, min(self.chunk, group.rows - first)

    def rows_of(self, index: int) -> int:
        """Return how many rows a chunk has."""
        return self.locate_chunk(index)[2]

    def jobs(self, indices: Iterable[int]) -> Iterator[Job]:
        """Yield the jobs of some chunks, each with no more than the points that it needs."""
        for index in indices:
            group, first, rows = self.locate_chunk(index)
            begin, end = first // group.shared.worlds, (first + rows - 1) // group.shared.worlds
            yield Job(index, rows, group.slice_points(begin, end + 1), first - begin * group.shared.worlds)
