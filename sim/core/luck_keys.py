"""The key of the luck that belongs to a name: that of NumPy's SeedSequence.

A seed that is new gets the keys of all names asked for so far in one pass, which is ten times as quick as one by
one: the next run asks for the names of the last.

Source: M. E. O'Neill (2015), "Developing a seed_seq alternative", as in `numpy.random.SeedSequence`.
"""

from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray

Words = NDArray[np.uint32]
Key = tuple[int, int]

POOL, SHIFT = 4, np.uint32(16)
HASHED_FROM, HASHED_BY = 0x43B0D7E5, 0x931E8875
DRAWN_FROM, DRAWN_BY = 0x8B51F9DD, 0x58F38DED
LEFT, RIGHT = np.uint32(0xCA01F9DD), np.uint32(0x4973F715)
SEEDS_KEPT, NAMES_KEPT = 16, 10_000

_words: dict[str, tuple[int, ...]] = {}  # name -> its words; grows with the names of the scenarios that are played


class Hashing:
    """The running constant of a hash."""

    def __init__(self, begin: int, factor: int) -> None:
        self.now, self.factor = begin, factor

    def hash(self, words: Words) -> Words:
        """Return words, hashed, in their shape."""
        mixed = words ^ np.uint32(self.now)
        self.now = self.now * self.factor & 0xFFFFFFFF
        mixed = mixed * np.uint32(self.now)
        return np.asarray(mixed ^ (mixed >> SHIFT))


def mix(one: Words, other: Words) -> Words:
    """Return two words made one."""
    mixed = LEFT * one - RIGHT * other
    return np.asarray(mixed ^ (mixed >> SHIFT))


def words_of_name(name: str) -> tuple[int, ...]:
    """Return the four words by which a name enters its key."""
    return tuple(np.frombuffer(blake2b(name.encode(), digest_size=16).digest(), dtype="<u4").tolist())


def seed_sequence(seed: int, name: str) -> np.random.SeedSequence:
    """Return the source of the luck that belongs to a name."""
    return np.random.SeedSequence(seed, spawn_key=words_of_name(name))


def words_of_seed(seed: int) -> list[int]:
    """Return the words of a seed, the lowest first, at least as many as the pool has."""
    count = max(POOL, -(-seed.bit_length() // 32))
    return [seed >> 32 * k & 0xFFFFFFFF for k in range(count)]


def derive_keys(seed: int, names: Sequence[tuple[int, ...]]) -> list[Key]:
    """Return the key of each name, given by its words, under a seed."""
    shape, hashing = len(names), Hashing(HASHED_FROM, HASHED_BY)
    entropy: list[Any] = [np.full(1, word, np.uint32) for word in words_of_seed(seed)]
    entropy += list(np.array(names, dtype=np.uint32).T)
    pool = [hashing.hash(word) for word in entropy[:POOL]]
    for source in range(POOL):
        for place in range(POOL):
            if place != source:
                pool[place] = mix(pool[place], hashing.hash(pool[source]))
    for word in entropy[POOL:]:
        pool = [mix(held, hashing.hash(word)) for held in pool]
    drawing = Hashing(DRAWN_FROM, DRAWN_BY)
    state = [np.broadcast_to(drawing.hash(word), shape).astype(np.uint64) for word in pool]
    low, high = (state[k] | state[k + 1] << np.uint64(32) for k in (0, 2))
    return list(zip(low.tolist(), high.tolist(), strict=True))


@lru_cache(maxsize=SEEDS_KEPT)
def keys_under(seed: int) -> dict[str, Key]:
    """Return the keys under a seed, by name, of all names asked for so far; more are put in as they are asked for."""
    names = list(_words)
    return dict(zip(names, derive_keys(seed, [_words[name] for name in names]), strict=True)) if names else {}


def key_of(seed: int, name: str) -> Key:
    """Return the key of a name's luck under a seed."""
    keys = keys_under(seed)
    key = keys.get(name)
    if key is None:
        low, high = seed_sequence(seed, name).generate_state(2, np.uint64).tolist()
        key = low, high
        if len(_words) < NAMES_KEPT:
            _words[name], keys[name] = words_of_name(name), key
    return key
