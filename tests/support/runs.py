"""Runs of shipped scenarios, each played once a session and shared by all tests, whichever worker they run in.

Workers find each other's runs in a folder of the session, which conftest names and deletes again; without it (in a
notebook, say) the last few are kept by this process alone.
"""

import fcntl
import hashlib
import pickle
from collections.abc import Callable
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path

from places import SCENARIOS

from sim.runs.chunk import OFFERS_KEPT
from sim.runs.run import Outcome, run
from sim.scenario.loading import LoadedScenario, load

WORLDS = 2000
KEPT = 8  # runs, some 30 MB each, that a process keeps in memory; the others are read again

folder: Path | None = None


@cache
def loaded(name: str, *settings: str) -> LoadedScenario:
    """Return a shipped scenario, with settings."""
    return load(SCENARIOS / f"{name}.yaml", settings)


@lru_cache(maxsize=KEPT)
def played(name: str, *settings: str, worlds: int = WORLDS, seed: int = 1, told: int = OFFERS_KEPT) -> Outcome:
    """Return a shipped scenario played, with settings."""

    def play() -> Outcome:
        return run(loaded(name, *settings), worlds, seed, recorded=told)

    if folder is None:
        return play()
    asked = hashlib.sha256(repr((name, settings, worlds, seed, told)).encode()).hexdigest()[:16]
    held = once(folder / f"{name}-{asked}", lambda: replace(play(), loaded=None))  # which cannot be pickled
    return replace(held, loaded=loaded(name, *settings))


def once(place: Path, make: Callable[[], Outcome]) -> Outcome:
    """Return what a file holds; who comes first makes it, and the others wait for it."""
    with place.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # goes with the process, should it die
        if place.exists():
            return pickle.loads(place.read_bytes())
        held = make()
        half = place.with_suffix(".half")
        half.write_bytes(pickle.dumps(held))
        half.replace(place)
    return held


def assert_chunks_alike(loaded: LoadedScenario, worlds: int, seed: int, *sizes: int, alone: int = 12) -> Outcome:
    """Return a run once it is the same in chunks of other sizes, and the first few of its worlds each by itself."""
    whole, few = run(loaded, worlds, seed), run(loaded, alone, seed)
    for size in sizes:
        assert_same_run(run(loaded, worlds, seed, chunk=size), whole)
    assert_same_run(run(loaded, alone, seed, chunk=1), few)
    assert few.worlds.equals(whole.worlds.slice(0, alone))
    return whole


def assert_same_run(one: Outcome, other: Outcome) -> None:
    """Hold two runs to one another, bit for bit: rows, days, accounts, what was said and the scenes."""
    assert one.worlds.equals(other.worlds)
    assert one.days.equals(other.days)
    assert one.accounts.equals(other.accounts)
    assert len(one.log) == len(other.log)
    assert {world: scene.keys() for world, scene in one.scenes.items()} == {
        w: s.keys() for w, s in other.scenes.items()
    }
    for world, scene in other.scenes.items():
        assert all((one.scenes[world][name] == figures).all() for name, figures in scene.items()), world
