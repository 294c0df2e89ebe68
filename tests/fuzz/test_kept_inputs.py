"""The readers of what comes from outside, on the kept seeds of the coverage-guided fuzzer and on damage to these."""

import random

import pytest
from places import TESTS
from readers import READERS

SEEDS = TESTS / "fuzz" / "seeds"
BITS = (
    b"null",
    b"[]",
    b"{}",
    b"1e999",
    b"NaN",
    b"-1",
    b'"x"',
    b"\xff\xfe",
    b"[[[[[[",
    b"0",
    b"9" * 20,
    b": ",
    b"\n",
    b"\0",
)
DAMAGED = {"scenario": 12, "run": 5, "sweep": 30}  # of each seed; of other readers, which are quick, more
QUICK = 60


def damaged(data, luck):
    """Return data with one to four changes of some bytes."""
    held = bytearray(data)
    for _ in range(luck.randint(1, 4)):
        at = luck.randrange(len(held) + 1)
        new = luck.choice([luck.choice(BITS), bytes([luck.randrange(256)]), b""])
        held[at : at + luck.choice([0, 1, 8])] = new
    return bytes(held)


def inputs(name):
    """Yield the seeds of a reader, and damaged ones."""
    for seed in sorted((SEEDS / name).iterdir()):
        data = seed.read_bytes()
        yield data
        for number in range(DAMAGED.get(name, QUICK)):
            yield damaged(data, random.Random(f"{seed.name}-{number}"))


def test_every_reader_has_seeds():
    assert {folder.name for folder in SEEDS.iterdir()} == set(READERS)
    assert all(len([*(SEEDS / name).iterdir()]) for name in READERS)


@pytest.mark.filterwarnings("ignore:.*the key `seen`:FutureWarning")
@pytest.mark.parametrize("name", READERS)
def test_readers_accept_or_refuse_in_words(name):
    """A reader that raises anything but what it promises fails here."""
    for data in inputs(name):
        READERS[name](data)
