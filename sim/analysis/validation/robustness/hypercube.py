"""Points spread evenly over a scenario's uncertain quantities: a Latin hypercube.

With n points each quantity's span is cut into n parts of equal chance, and each part holds one
point; which parts go together is left to chance.  Three spans:

    stated   every quantity that is a distribution, over the quantiles of that distribution: its
             low, middle and high figures are the range that is stated for it.  Where worlds differ
             by nature (a `middle` stands beside it: paces, the rate others are believed to get) they
             still do at a point, and what the points hold is the middle of the spread
    draws    likewise, but what differs by nature is held at one quantile too
    ranges   every quantity with a `range` beside it, a plain number too, uniformly over that range;
             a distribution without one, over its quantiles

A `range` is the span within which a figure may be set at all.  Where a scenario would not be sound
with a quantity anywhere in its range, that quantity stays as it is and is named in `left`.

The points of a quantity go by its name, so that another quantity does not move them.  Source: M.
McKay, R. Beckman and W. Conover (1979), "A comparison of three methods for selecting values of
input variables in the analysis of output from a computer code", Technometrics 21(2).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.stats import qmc

from sim.core.chance import SMALLEST_UNIFORM, Chance
from sim.core.held_quantities import HeldQuantities
from sim.core.luck_keys import seed_sequence
from sim.core.worlds import Array
from sim.model.draws import draw_scenario
from sim.scenario.faults import KeyPath, ScenarioError, path_text
from sim.scenario.loading import LoadedScenario, validate_text
from sim.scenario.reading.scenario_text import ScenarioText
from sim.scenario.reading.variants import KEYS_BESIDE_FIGURE, is_quantity
from sim.scenario.schema.block import sourced_quantities
from sim.scenario.schema.quantity import Quantity

SPANS = ("stated", "draws", "ranges")


@dataclass(frozen=True, eq=False)
class Hypercube:
    """A scenario, the points at which its quantities are held, and the quantities left as they are."""

    loaded: LoadedScenario
    spans: str
    held_quantities: HeldQuantities
    points: int
    left: tuple[str, ...] = ()

    @property
    def quantity_count(self) -> int:
        """How many quantities are held at the points."""
        return len(self.held_quantities.uniforms) + len(self.held_quantities.factors)

    @property
    def quantities(self) -> dict[str, Array]:
        """Each quantity, or the middle of its spread, at each point, (points,), in its unit."""
        luck = Chance(
            0, 0, self.points, held_quantities=HeldQuantities(self.held_quantities.uniforms, worlds_per_point=1)
        )
        draws = draw_scenario(self.loaded.scenario, luck)[1]
        middles = differing_quantities(self.loaded)
        moved = {name: middles[name].central * factor for name, factor in self.held_quantities.factors.items()}
        return {
            name: moved.get(name, draw)
            for name, draw in draws.items()
            if name in {*self.held_quantities.uniforms, *moved}
        }


def lay_hypercube(loaded: LoadedScenario, spans: str, points: int, worlds: int, seed: int) -> Hypercube:
    """Return so many points of so many worlds each; ValueError if that makes no sense."""
    if spans not in SPANS:
        raise ValueError(f"spans must be one of {', '.join(SPANS)}; found {spans}")
    for name, found, least in (("points", points, 2), ("worlds", worlds, 1)):
        if found < least:
            raise ValueError(f"{name} must be at least {least}; found {found}")
    wide, left = widen_to_ranges(loaded) if spans == "ranges" else (loaded, ())
    held = differing_quantities(wide) if spans == "stated" else {}
    names = [name for name in draw_scenario(wide.scenario, Chance(seed, 0, 1))[1] if name not in held]
    factors = {
        name: spread_factors(quantity, hypercube_uniforms([name], points, seed)[name])
        for name, quantity in held.items()
    }
    return Hypercube(
        wide, spans, HeldQuantities(hypercube_uniforms(names, points, seed), worlds, factors), points, left
    )


def differing_quantities(loaded: LoadedScenario) -> dict[str, Quantity]:
    """Return the quantities whose worlds differ by nature, by name."""
    return {path_text(path): held for path, held, _ in sourced_quantities(loaded.scenario) if held.middle}


def spread_factors(quantity: Quantity, places: Array) -> Array:
    """Return what a spread is multiplied by at each point, (points,), given the place in its middle's span."""
    low, high = quantity.middle or (quantity.central, quantity.central)
    return np.asarray((low + places * (high - low)) / quantity.central)


def hypercube_uniforms(names: Iterable[str], points: int, seed: int) -> dict[str, Array]:
    """Return a uniform at each point for each name, (points,): one in each of as many equal parts."""
    return {name: np.maximum(quantity_uniforms(name, points, seed), SMALLEST_UNIFORM) for name in names}


def quantity_uniforms(name: str, points: int, seed: int) -> Array:
    """Return the places of one quantity, (points,)."""
    luck = np.random.Generator(np.random.Philox(seed_sequence(seed, f"hypercube.{name}")))
    return np.asarray(qmc.LatinHypercube(1, seed=luck).random(points)[:, 0])


def widen_to_ranges(loaded: LoadedScenario) -> tuple[LoadedScenario, tuple[str, ...]]:
    """Return a scenario whose quantities lie anywhere in their ranges, and the names of those that cannot."""
    left: list[KeyPath] = []
    while True:
        data = uniform_over_ranges(loaded.data, left)
        try:
            return LoadedScenario(validate_text(ScenarioText(loaded.name, data)), data, loaded.name), tuple(
                map(path_text, left)
            )
        except ScenarioError as wrong:
            told = {fault.path for fault in wrong.found if fault.path not in left}
            if not told:
                raise
            left += sorted(told, key=str)


def uniform_over_ranges(held: Any, left: Iterable[KeyPath], path: KeyPath = ()) -> Any:
    """Return plain data with each quantity that has a range uniform over it, except those at or below `left`."""
    if any(path[: len(other)] == other for other in left):
        return held
    if is_quantity(held) and "range" in held:
        beside = {key: value for key, value in held.items() if key in KEYS_BESIDE_FIGURE - {"middle"}}
        return {**beside, "uniform": list(held["range"])}
    if isinstance(held, dict):
        return {key: uniform_over_ranges(value, left, (*path, key)) for key, value in held.items()}
    if isinstance(held, list):
        return [uniform_over_ranges(value, left, (*path, place)) for place, value in enumerate(held)]
    return held
