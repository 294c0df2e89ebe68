"""The sizes at which tests run the bench: as small as each of its parts can be."""

from dataclasses import replace

from sim.bench.settings import QUICK

TINY = replace(
    QUICK,
    one=(1, 4),
    two=(4,),
    beside=3,
    profiled=3,
    sessions=50,
    listing=3,
    guests=1,
    talks=3,
    chunks=4,
    peak=4,
    long=(2,),
)
