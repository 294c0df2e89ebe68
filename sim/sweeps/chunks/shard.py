"""Shards: pieces of a sweep that machines compute on their own, into one folder."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Shard:
    """A piece of a sweep: `number` from 1 to `of`; chunk k belongs to shard k % of + 1."""

    number: int
    of: int

    def has(self, index: int) -> bool:
        """Whether a chunk belongs to it."""
        return index % self.of == self.number - 1

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"


WHOLE_SWEEP = Shard(1, 1)
