"""The part of a scenario that says at which points it is to be played: a sweep.

    sweep: {design: sobol, points: 64, over: {deadline.common: [0, 2], calendar.proposer.coin: {values: [0, 1]}}}

A design says how points are laid out over what is swept; `over` says what that is, by dotted path.
Each design takes its own keys, and a key that another one takes is a fault: it would do nothing.
"""

from collections.abc import Callable, Iterator
from math import prod
from typing import Literal

from sim.scenario.schema.block import Block, number_text, plain
from sim.scenario.schema.factor import FactorPart
from sim.scenario.schema.quantity import BlockFault

SCENARIO = "scenario"  # in the place of a path: whole scenario files
MOST_POINTS = 1_000_000
MOST_WORLDS = 100_000_000  # some hours on a large machine, days on a small one
LEAST_FAST_BASE = 65  # the frequencies of four harmonics must differ: more than 4 * 4**2

DESIGN_KEYS: dict[str, tuple[str, ...]] = {  # the keys of each design beside those that all have
    "grid": (),
    "one_at_a_time": (),
    "latin_hypercube": ("points",),
    "sobol": ("points", "base", "second_order"),
    "morris": ("trajectories", "levels"),
    "fast": ("base",),
    "random": ("points",),
    "table": ("file",),
}
OWN_KEYS = ("points", "base", "second_order", "trajectories", "levels", "file")
LEVER_DESIGNS = ("grid", "latin_hypercube", "sobol", "random")  # designs that levers can be crossed with
STEPPED_DESIGNS = ("grid", "one_at_a_time")  # designs that go through the values of each factor one by one
DesignName = Literal["grid", "one_at_a_time", "latin_hypercube", "sobol", "morris", "fast", "random", "table"]


class SweepPart(Block):
    """The points at which the scenario is played by `sim sweep`; a plain `sim run` passes over it."""

    design: DesignName = plain("how the points are laid out")
    points: int | None = plain("points of a latin_hypercube, sobol or random design", "points", ge=1, default=None)
    base: int | None = plain(
        "base sample: of Saltelli's design for Sobol' indices, base * (factors + 2) points; of fast, base * factors",
        "points",
        ge=1,
        default=None,
    )
    second_order: bool | None = plain(
        "with base and sobol: also what second-order indices need, base * (2 * factors + 2) points", default=None
    )
    trajectories: int | None = plain("of morris: paths of factors + 1 points", "paths", ge=1, default=None)
    levels: int | None = plain("of morris: levels of each factor, an even number; 4 if not said", ge=2, default=None)
    file: str | None = plain(
        "of table: a CSV or Parquet file beside this one, a column for each dotted path", default=None, min_length=1
    )
    over: dict[str, FactorPart] = plain(
        "what is swept, by dotted path, or by `scenario` for whole scenario files", default={}
    )
    worlds_per_point: int = plain("worlds played at each point", "worlds", ge=1, default=200)
    draws: bool = plain("whether each row also tells every draw of its world, some ninety columns", default=False)
    random_numbers: Literal["common", "own"] = plain(
        "whether all points have the same random draws (common random numbers), or each its own", default="common"
    )

    def wrongs(self) -> Iterator[BlockFault]:
        """Yield keys of other designs, those that lack, and what cannot be swept so, with paths below the block."""
        yield from self.key_faults()
        yield from self.factor_faults()

    def key_faults(self) -> Iterator[BlockFault]:
        """Yield each key that the design does not take, and each that it lacks."""
        takes = DESIGN_KEYS[self.design]
        known = ", ".join(takes) or "over alone"
        for key in OWN_KEYS:
            if getattr(self, key) is not None and key not in takes:
                yield (key,), f"the design {self.design} takes {known}. Delete {key}, or name another design"
        first = {"sobol": (), "morris": ("trajectories",)}.get(self.design, takes)
        for key in first:
            if getattr(self, key) is None:
                yield (), f"the design {self.design} lacks the key {key}"
        if self.design == "sobol":
            yield from self.sobol_faults()
        if self.levels is not None and self.levels % 2:
            yield ("levels",), f"must be even; found {self.levels}. Half of the levels lie below a step, half above"
        if self.file is not None and not self.file.endswith((".csv", ".parquet")):
            yield ("file",), f"must end in .csv or .parquet; found {self.file}"
        if self.design == "fast" and self.base is not None and self.base < LEAST_FAST_BASE:
            yield ("base",), f"must be at least {LEAST_FAST_BASE}, for four harmonics; found {self.base}"

    def sobol_faults(self) -> Iterator[BlockFault]:
        """Yield what is wrong with the size of a Sobol' design: one of points, base."""
        if (self.points is None) == (self.base is None):
            found = "neither" if self.points is None else "both"
            yield (), f"the design sobol takes one of points (to fill space), base (for Sobol' indices); found {found}"
        if self.second_order is not None and self.base is None:
            yield ("second_order",), "goes with base: indices need Saltelli's design"

    def lever_faults(self) -> Iterator[BlockFault]:
        """Yield levers that the design does not cross with the other factors, and levers without another factor."""
        for path in self.levers:
            here = ("over", path, "lever")
            if self.design not in LEVER_DESIGNS or self.base is not None:
                known = "grid, latin_hypercube, sobol with points, random"
                yield here, f"levers are crossed with the designs {known}. Name one of them, or delete lever"
            elif len(self.levers) == len(self.over):
                yield here, "nothing else is swept: the points at which a choice is tried need another factor"

    @property
    def levers(self) -> tuple[str, ...]:
        """The paths that are a party's choice, each value of which is played at every point of the others."""
        return tuple(path for path, factor in self.over.items() if factor.lever)

    def factor_faults(self) -> Iterator[BlockFault]:
        """Yield what is wrong with what is swept, as far as the design goes."""
        yield from self.lever_faults()
        if self.design == "table" and self.over:
            yield ("over",), "the columns of the table say what is swept. Delete one of the two"
        if self.design != "table" and not self.over:
            yield (), "nothing is swept: over must name a path at least, such as us.weights.headline: [0, 2]"
        for path, factor in self.over.items():
            here = ("over", path)
            if self.design not in STEPPED_DESIGNS and factor.steps is not None:
                yield (*here, "steps"), f"the design {self.design} takes a range as a whole. Delete steps"
            if self.design == "grid" and factor.range is not None and not (factor.steps or factor.values):
                low, high = map(number_text, factor.range)
                yield here, f"a grid must know how many values: write {{range: [{low}, {high}], steps: 5}}"
            if path == SCENARIO and not all(isinstance(value, str) for value in factor.values or [None]):
                yield here, "whole scenarios are swept by the names of their files: {values: [baseline.yaml, ...]}"

    def size(self) -> Iterator[BlockFault]:
        """Yield a fault if there are too many points or worlds; only to be asked of a sweep that is sound."""
        if self.design != "table":
            yield from too_many_points(POINT_COUNTS[self.design](self), self.worlds_per_point)


def too_many_points(points: int, worlds: int) -> Iterator[BlockFault]:
    """Yield a fault if so many points of so many worlds are more than can be played."""
    if points > MOST_POINTS:
        yield (), f"makes {points:,} points; at most {MOST_POINTS:,}. Take fewer, or sweep less"
    elif points * worlds > MOST_WORLDS:
        made = f"makes {points:,} points of {worlds:,} worlds, {points * worlds:,} in all"
        yield (), f"{made}; at most {MOST_WORLDS:,}. Take fewer points, or lower worlds_per_point"


def _saltelli(sweep: SweepPart) -> int:
    """Return the points of a Sobol' design."""
    factors = len(sweep.over)
    each = 2 * factors + 2 if sweep.second_order else factors + 2
    return _points(sweep) or (sweep.base or 0) * each


def _choices(sweep: SweepPart) -> int:
    """Return how many combinations of levers there are."""
    return prod(sweep.over[path].count for path in sweep.levers)


def _points(sweep: SweepPart) -> int:
    """Return the points that are stated, for each choice of levers."""
    return (sweep.points or 0) * _choices(sweep)


POINT_COUNTS: dict[str, Callable[[SweepPart], int]] = {  # how many points a sound design has
    "grid": lambda sweep: prod(factor.count for factor in sweep.over.values()),
    "one_at_a_time": lambda sweep: 1 + sum(factor.count for factor in sweep.over.values()),
    "latin_hypercube": _points,
    "sobol": _saltelli,
    "morris": lambda sweep: (sweep.trajectories or 0) * (len(sweep.over) + 1),
    "fast": lambda sweep: (sweep.base or 0) * len(sweep.over),
    "random": _points,
}
