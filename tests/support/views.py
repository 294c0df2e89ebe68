"""Builders of what a party sees, for the tests of tactics."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

import numpy as np

from sim.bargaining.view import History, Outlook, PathView, View
from sim.core.worlds import Array

POSITIONS, OFFERS = 9, 6  # of a random view

PARTS = {"path": PathView, "history": History, "outlook": Outlook}
LISTS = {"mine", "theirs", "heard", "at"}  # (worlds, entries)
DEFAULTS: dict[str, Any] = {
    "best": 10.0,
    "worst": -20.0,
    "reserve": 2.0,
    "previous": 9.0,
    "last_demand": 9.0,
    "received": 1.0,
    "received_before": 0.0,
    "news": True,
    "elapsed": 0.5,
    "last_chance": False,
    "belief": 0.7,
    "luck": 0.5,
    "next_lower": 8.0,
    "path": {
        "mine": [12.0, 10.0, 8.0, 6.0, 4.0, 2.0, 0.0],
        "theirs": [-2.0, 0.0, 3.0, 5.0, 6.0, 7.0, 8.0],
        "other_reserve": 0.0,
        "tabled": 8.0,
        "tabled_theirs": 3.0,
        "received_theirs": 7.0,
    },
    "history": {"heard": [0.0, 1.0], "at": [0.2, 0.4], "made": 2, "received": 2},
    "outlook": {
        "meetings": 5.0,
        "proposing": True,
        "coin": 0.5,
        "passing": 0.1,
        "paused": 0.0,
        "other_paused": 0.0,
        "lapsed": -1.0,
        "other_lapsed": -1.0,
    },
}


def spread(name: str, value: object, worlds: int) -> Array:
    """Return a value in every world, an array of its own; of a list of entries, the list in every world."""
    shape = (worlds, *np.shape(value)[-1:]) if name in LISTS else (worlds,)
    return np.array(np.broadcast_to(value, shape))


def view(worlds: int = 1, **stated: Any) -> View:
    """Return a view with the stated fields, and plain numbers for the others, in every world.

    A nested part is stated as a dictionary: path={"tabled": 5.0}.
    """
    held = DEFAULTS | stated
    for name, kind in PARTS.items():
        inside = DEFAULTS[name] | stated.get(name, {})
        held[name] = kind(**{key: spread(key, value, worlds) for key, value in inside.items()})
    return View(**{name: v if name in PARTS else spread(name, v, worlds) for name, v in held.items()})


def said_by(chance: np.random.Generator, worlds: int, low: Array, high: Array) -> tuple[Array, Array, Array]:
    """Return how many offers came, (worlds,), their values and their times, (worlds, offers)."""
    count = chance.integers(0, OFFERS + 1, worlds)
    silent = np.arange(OFFERS) >= count[:, None]
    drift = np.sort(chance.random((worlds, OFFERS)), axis=1) * 0.8 + 0.2 * chance.random((worlds, OFFERS))
    values = low[:, None] + drift * (high - low)[:, None]
    times = np.sort(chance.random((worlds, OFFERS)), axis=1)
    return count, np.where(silent, np.nan, values), np.where(silent, np.nan, times)


def random_trade(chance: np.random.Generator, reserve: Array, best: Array, shared: bool) -> PathView:
    """Return a path that falls for us and rises for them, from above best to below reserve."""
    worlds = len(reserve)
    top, bottom = best + chance.random(worlds), reserve - chance.uniform(0, 5, worlds)
    falls = np.sort(chance.random((worlds, POSITIONS)), axis=1)
    mine = top[:, None] - falls * (top - bottom)[:, None]
    other_reserve = chance.uniform(-3, 3, worlds)
    theirs = other_reserve[:, None] - 1 + np.cumsum(chance.random((worlds, POSITIONS)), axis=1)
    if shared:
        mine, theirs = mine[:1], theirs[:1]
    quiet, unheard = chance.random((2, worlds)) < 0.2
    tabled = np.where(quiet, np.nan, reserve + chance.random(worlds) * (best - reserve))
    tabled_theirs = np.where(quiet, np.nan, other_reserve + chance.uniform(0, 2, worlds))
    received_theirs = np.where(unheard, np.nan, other_reserve + chance.uniform(0, 4, worlds))
    return PathView(mine, theirs, other_reserve, tabled, tabled_theirs, received_theirs)


def random_outlook(chance: np.random.Generator, worlds: int) -> Outlook:
    """Return what lies ahead; coin is nan where the two sides take turns."""
    return Outlook(
        meetings=chance.integers(0, 12, worlds).astype(float),
        proposing=chance.random(worlds) < 0.5,
        coin=np.where(chance.random(worlds) < 0.5, chance.random(worlds), np.nan),
        passing=chance.random(worlds) * 0.2,
        paused=chance.normal(size=worlds),
        other_paused=chance.normal(size=worlds),
        lapsed=-chance.random(worlds),
        other_lapsed=-chance.random(worlds),
    )


def random_view(worlds: int, seed: int) -> View:
    """Return a view that differs from world to world; some have heard nothing, or one offer.

    With an odd seed all worlds share the path, whose first axis is then 1.
    """
    chance, shared = np.random.default_rng(seed), seed % 2 == 1
    reserve = chance.uniform(-3, 3, worlds)
    best = reserve + chance.uniform(0, 12, worlds)
    worst = reserve - chance.uniform(0, 20, worlds)
    count, heard, at = said_by(chance, worlds, worst, best)
    padded = np.column_stack([np.full((worlds, 2), np.nan), heard])
    trade = random_trade(chance, reserve, best, shared)
    made = np.where(np.isnan(trade.tabled), 0, chance.integers(1, OFFERS + 1, worlds))
    lower = np.fmin(trade.tabled, best) - 2 * chance.random(worlds)
    looked = chance.random(worlds) < 0.8
    return View(
        best=best,
        worst=worst,
        reserve=reserve,
        previous=np.where(looked, reserve + chance.random(worlds) * (best - reserve), np.nan),
        last_demand=trade.tabled.copy(),
        received=padded[np.arange(worlds), count + 1],
        received_before=padded[np.arange(worlds), count],
        news=chance.random(worlds) < 0.7,
        elapsed=chance.random(worlds),
        last_chance=chance.random(worlds) < 0.3,
        belief=chance.random(worlds),
        luck=chance.random(worlds),
        next_lower=np.where(chance.random(worlds) < 0.8, lower, np.nan),
        path=replace(trade, received_theirs=np.where(count > 0, trade.received_theirs, np.nan)),
        history=History(heard, at, made, received=np.minimum(count, 1 + chance.integers(0, OFFERS, worlds))),
        outlook=random_outlook(chance, worlds),
    )


def leaves(seen: Any, before: str = "") -> Iterator[tuple[str, Array]]:
    """Yield the name of each array in a view, dotted for what is nested, and the array."""
    for field in fields(seen):
        held = getattr(seen, field.name)
        if is_dataclass(held):
            yield from leaves(held, f"{before}{field.name}.")
        else:
            yield before + field.name, held


def named(reads: tuple[str, ...]) -> set[str]:
    """Return the names of the arrays that are meant; the name of a part means all of it."""
    known = {name for name, _ in leaves(view())}
    unknown = {name for name in reads if name not in known and name not in PARTS}
    assert not unknown, unknown
    return {name for name in known if name in reads or name.split(".")[0] in reads}


def swapped(seen: View, other: View, names: set[str]) -> View:
    """Return a view with the named fields of another."""
    changed = {name: dict(leaves(other))[name] for name in names}
    nested = {
        part: replace(getattr(seen, part), **{n.split(".")[1]: v for n, v in changed.items() if n.startswith(part)})
        for part in PARTS
    }
    return replace(seen, **{name: v for name, v in changed.items() if "." not in name}, **nested)


def read_only(*arrays: Array) -> None:
    """Make arrays refuse to be written to."""
    for array in arrays:
        array.flags.writeable = False


def sealed(seen: View) -> View:
    """Return the view itself, its arrays made read-only."""
    read_only(*(held for _, held in leaves(seen)))
    return seen
