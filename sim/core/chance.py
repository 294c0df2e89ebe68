"""Random draws by name: a draw is a pure function of (seed, name of the decision, world number).

World 7 has the same draws alone, among ten, or in chunk 3 of a million, and a decision keeps
its draws when other decisions are added, dropped or changed.  So two scenarios can be compared
world by world.  The generator is counter-based (Philox): the seed and the name make its key, the
world number is its counter.

Only uniforms are drawn; a distribution is the inverse of its distribution function at one
uniform.  Inverses used here:

    triangular   low + sqrt(u (high - low)(mode - low)) up to the mode, and its mirror image
    lognormal    median * exp(sigma * z),  z = Phi^-1(u)

Source: J. K. Salmon et al. (2011), "Parallel random numbers: as easy as 1, 2, 3", SC11, for the
generator; L. Devroye (1986), "Non-uniform random variate generation", chapter II.2, for inversion.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import local
from typing import Any

import numpy as np

from sim.core.held_quantities import HeldQuantities
from sim.core.luck_keys import key_of
from sim.core.normal import normal_quantile
from sim.core.stream_names import STREAMS_OF_SIDES, StreamNames
from sim.core.worlds import Array, Whole

SMALLEST_UNIFORM = 2.0**-54  # a uniform of exactly 0 would send a normal to minus infinity


class Stream(local):
    """A generator that is put to any place of any name's luck; each thread has its own."""

    def __init__(self) -> None:
        self.bits = np.random.Philox(key=0)
        self.generator = np.random.Generator(self.bits)
        self.state: Any = dict(self.bits.state)

    def put(self, key: tuple[int, int], step: int) -> np.random.Generator:
        """Return the generator, put to a step of the counter under a key."""
        self.state["state"] = {"counter": (step, 0, 0, 0), "key": key}
        self.bits.state = self.state
        return self.generator


STREAM = Stream()


def uniforms(seed: int, name: str, first: int, worlds: int) -> Array:
    """Return one uniform in (0, 1) a world, (worlds,): row k belongs to world first + k."""
    generator = STREAM.put(key_of(seed, name), first // 4)  # a counter step yields four doubles
    draws = generator.random(first % 4 + worlds)
    return np.maximum(draws[first % 4 :], SMALLEST_UNIFORM)


@dataclass(frozen=True, eq=False)
class WorldNumbers:
    """The number of the world whose luck each row of a chunk meets, where they do not simply follow each other.

    spans      first world and how many, of each run of worlds that is drawn
    rows       place of each row among all those drawn, (worlds,); None, as they come
    """

    spans: tuple[tuple[int, int], ...]
    rows: Whole | None = None

    def uniforms(self, seed: int, name: str) -> Array:
        """Return one uniform a row, (worlds,)."""
        drawn = [uniforms(seed, name, first, count) for first, count in self.spans]
        values = drawn[0] if len(drawn) == 1 else np.concatenate(drawn)
        return values if self.rows is None else values[self.rows]


@dataclass(frozen=True, eq=False)
class ReplacedDraws:
    """Uniforms that stand in place of luck in some rows of a chunk: name -> the rows, and what stands in each."""

    by_name: Mapping[str, tuple[Whole, Array]]

    def put(self, name: str, draws: Array) -> Array:
        """Return the draws of a name, (worlds,), with those in place that are replaced."""
        if name not in self.by_name:
            return draws
        rows, values = self.by_name[name]
        kept = draws.copy()
        kept[rows] = values
        return kept


@dataclass
class Chance:
    """The random draws of one chunk of worlds; each can be asked for once.  What a plan names is not drawn.

    seed, first, worlds   the seed, the number of the first world, and how many worlds
    used                  names of the decisions whose draws were asked for
    held_quantities       quantities that are held at points; None, all are drawn
    world_numbers         the world whose draws each row has, as where points are stacked and all have the
                          same worlds; None, the worlds from `first` on
    replaced              draws that are replaced in some rows; None, all are as they come
    stream_names          the names whose luck is met: that of a party, say, goes by the chair that it has
    """

    seed: int
    first: int
    worlds: int
    used: set[str] = field(default_factory=set)
    held_quantities: HeldQuantities | None = None
    world_numbers: WorldNumbers | None = None
    replaced: ReplacedDraws | None = None
    stream_names: StreamNames = STREAMS_OF_SIDES

    def uniform(self, name: str) -> Array:
        """Return one uniform a world, (worlds,), for the decision `name`."""
        if name in self.used:
            raise ValueError(f"the draws of {name!r} were asked for twice; give each decision its own name")
        self.used.add(name)
        draws = self._draw(name)
        return draws if self.replaced is None else self.replaced.put(name, draws)

    def _draw(self, name: str) -> Array:
        """Return the uniforms of a name as they come, (worlds,)."""
        if self.held_quantities is not None and name in self.held_quantities.uniforms:
            return self.held_quantities.values_in_worlds(self.held_quantities.uniforms[name], self.first, self.worlds)
        if self.world_numbers is not None:
            return self.world_numbers.uniforms(self.seed, self.stream_names.of(name))
        return uniforms(self.seed, self.stream_names.of(name), self.first, self.worlds)

    def scale_draws(self, name: str, draws: Array) -> Array:
        """Return the draws of a quantity, (worlds,), where its plan puts them."""
        if self.held_quantities is None or name not in self.held_quantities.factors:
            return draws
        return draws * self.held_quantities.values_in_worlds(
            self.held_quantities.factors[name], self.first, self.worlds
        )

    def normal(self, name: str) -> Array:
        """Return one standard normal a world, (worlds,)."""
        return normal_quantile(self.uniform(name))


def triangular(u: Array, low: float, mode: float, high: float) -> Array:
    """Return the triangular quantile at u, (worlds,)."""
    left = low + np.sqrt(u * (high - low) * (mode - low))
    right = high - np.sqrt((1 - u) * (high - low) * (high - mode))
    return np.where(u * (high - low) < mode - low, left, right)


def uniform(u: Array, low: float, high: float) -> Array:
    """Return the uniform quantile at u, (worlds,)."""
    return low + u * (high - low)


def normal(u: Array, mean: float, sd: float) -> Array:
    """Return the normal quantile at u, (worlds,)."""
    return np.asarray(mean + sd * normal_quantile(u))


def lognormal(u: Array, median: float, sigma: float) -> Array:
    """Return the lognormal quantile at u, (worlds,)."""
    return np.asarray(median * np.exp(sigma * normal_quantile(u)))


INVERSES: dict[str, Callable[..., Array]] = {
    "triangular": triangular,
    "uniform": uniform,
    "normal": normal,
    "lognormal": lognormal,
}
