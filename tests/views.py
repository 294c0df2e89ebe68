"""Builders of what a party sees, for the tests of tactics."""

from dataclasses import fields

import numpy as np

from sim.view import View
from sim.worlds import Array

DEFAULTS = {
    "best": 10.0,
    "worst": -20.0,
    "reserve": 2.0,
    "previous": 9.0,
    "received": 1.0,
    "received_before": 0.0,
    "news": True,
    "elapsed": 0.5,
    "last_chance": False,
    "belief": 0.7,
}


def view(worlds: int = 1, **stated: object) -> View:
    """Return a view with the stated fields, and plain numbers for the others, in every world."""
    held = DEFAULTS | stated
    return View(**{name: np.array(np.broadcast_to(value, (worlds,))) for name, value in held.items()})


def random_view(worlds: int, seed: int) -> View:
    """Return a view that differs from world to world; some have heard nothing, or one offer."""
    chance = np.random.default_rng(seed)
    reserve = chance.uniform(-3, 3, worlds)
    best = reserve + chance.uniform(0, 12, worlds)
    heard = chance.integers(0, 3, worlds)
    return View(
        best=best,
        worst=reserve - chance.uniform(0, 20, worlds),
        reserve=reserve,
        previous=np.where(heard > 0, reserve + chance.random(worlds) * (best - reserve), np.nan),
        received=np.where(heard > 0, chance.uniform(-20, 12, worlds), np.nan),
        received_before=np.where(heard > 1, chance.uniform(-20, 12, worlds), np.nan),
        news=chance.random(worlds) < 0.7,
        elapsed=chance.random(worlds),
        last_chance=chance.random(worlds) < 0.3,
        belief=chance.random(worlds),
    )


def read_only(*arrays: Array) -> None:
    """Make arrays refuse to be written to."""
    for array in arrays:
        array.flags.writeable = False


def sealed(seen: View) -> View:
    """Return the view itself, its arrays made read-only."""
    read_only(*(getattr(seen, field.name) for field in fields(seen)))
    return seen
