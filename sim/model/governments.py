"""The governments of both parties together: when they may sign, whether both keep it, and how doubt is resolved.

Where both parties have an election still to come, a signature holds if both winners keep it and both assemblies pass
it: the chance is the product of the two, as winners are drawn apart.
"""

from collections.abc import Iterable, Sequence
from itertools import product

import numpy as np

from sim.core.worlds import Array, Flags, Whole
from sim.model.agents.executive import Executive
from sim.model.setting import Setting
from sim.model.track_parts import Gain, Resolution, SidesGain

Houses = Sequence[Executive]  # of party A and of party B


def sign_together(houses: Houses) -> Flags:
    """Return where the governments of both parties have been formed, (worlds,)."""
    return both(house.may_sign() for house in changing(houses) or houses[1:])


def changing(houses: Houses) -> list[Executive]:
    """Return the executives whose government may change."""
    return [house for house in houses if house.changes]


def house_of(houses: Houses, name: str) -> Executive:
    """Return the executive that has a government of a name."""
    return next(house for house in houses if name in house.names)


def both(found: Iterable[Flags]) -> Flags:
    """Return where all of some flags are set, (worlds,)."""
    first, *rest = found
    for flags in rest:
        first = first & flags
    return first


def is_before_elections(houses: Houses) -> bool:
    """Return whether an election is still to come; also where none is held."""
    held = [house for house in houses if house.day_of_vote is not None]
    return not held or any(house.pending for house in held)


def clock_start(houses: Houses, talks: float, day: int, rows: Whole) -> Array:
    """Return the day the talks opened, or that of the last new government's authority so far, (rows,)."""
    last = np.full(len(rows), -np.inf)
    for house in changing(houses):
        formed = house.formed[rows]
        last = np.where(formed <= day, np.maximum(formed, last), last)
    return np.where(np.isfinite(last), last, talks)


def chance_with_both(houses: Houses, rows: Whole, gain: SidesGain) -> Array | None:
    """Return the believed chance that a signature holds with both parties, by package; None where none is in doubt."""
    found: Array | None = None
    for side, house in enumerate(houses):
        held = house.honour(rows, gain_of_side(gain, side))
        if held is not None:
            found = held if found is None else found * held
    return found


def gain_of_side(gain: SidesGain, side: int) -> Gain:
    """Return what gives gains over no deal by the tables of one side."""
    return lambda signed, standing: gain(signed, standing, side)


def resolutions(houses: Houses, setting: Setting, rows: Whole) -> list[Resolution]:
    """Return how the doubt may be resolved: who may win the votes still to come, and when all of them can sign."""
    ahead = [winners(house, side, setting, rows) for side, house in enumerate(houses) if house.pending]
    return [together(branches) for branches in product(*ahead)] if ahead else []


def winners(house: Executive, side: int, setting: Setting, rows: Whole) -> list[Resolution]:
    """Return who may win one party's vote, when that government can be expected to sign, and what it would want."""
    if house.race is None:
        return []
    wins, names = house.race.odds(rows), house.names[house.candidates]
    left = float(house.race.day_of_vote - setting.day)
    stated = getattr(setting.spec, house.party).governments
    forms = [stated[name].formation_days.central for name in names]
    pairs = zip(house.publics[house.candidates], house.public_standings[house.candidates], strict=True)
    return [Resolution(wins[:, c], left + forms[c], {side: pair}) for c, pair in enumerate(pairs)]


def together(branches: Sequence[Resolution]) -> Resolution:
    """Return the resolution in which all of some come true: at the chance of all, once the last can sign."""
    first, *rest = branches
    for other in rest:
        chance, days = first.chance * other.chance, max(first.days, other.days)
        first = Resolution(chance, days, {**first.tables, **other.tables})
    return first
