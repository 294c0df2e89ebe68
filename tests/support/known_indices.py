"""Functions whose indices are known, at the points of any design, alone or with luck that all points share."""

from dataclasses import dataclass
from itertools import product
from math import prod

import numpy as np
import pyarrow as pa

from sim.analysis.point_worlds import PointWorlds
from sim.scenario.schema.sweep import SweepPart
from sim.sweeps.designs.design import Design, Factor
from sim.sweeps.designs.samplers import SAMPLERS

G_OF = (0.0, 1.0, 4.5, 9.0, 99.0)
SLOPES = (4.0, 3.0, 2.0, 1.0, 0.0)


def ishigami(u):
    """T. Ishigami and T. Homma (1990), a = 7, b = .1."""
    x = np.pi * (2 * u - 1)
    return np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])


def g_function(u):
    """A. Saltelli and I. Sobol' (1995)."""
    return np.prod([(np.abs(4 * u[:, k] - 2) + a) / (1 + a) for k, a in enumerate(G_OF)], axis=0)


def line(u):
    return u @ np.array(SLOPES)


def g_indices():
    parts = [1 / 3 / (1 + a) ** 2 for a in G_OF]
    variance = prod(1 + v for v in parts) - 1
    return [v / variance for v in parts], [v * (variance + 1) / (1 + v) / variance for v in parts]


def line_indices():
    squares = np.square(SLOPES)
    return list(squares / squares.sum())


@dataclass(frozen=True)
class Known:
    """A function of the unit cube and its indices."""

    function: object
    first: list
    total: list

    @property
    def factors(self):
        return len(self.first)


KNOWN = {
    "ishigami": Known(ishigami, [0.31390519, 0.44241114, 0.0], [0.55758886, 0.44241114, 0.24368366]),
    "g": Known(g_function, *g_indices()),
    "line": Known(line, line_indices(), line_indices()),
}


def design_of(kind, factors, seed, **keys):
    """Return a design over the unit cube."""
    names = [f"x{k + 1}" for k in range(factors)]
    block = SweepPart.model_validate({"design": kind, "over": {name: [0, 1] for name in names}, **keys})
    unit = SAMPLERS[kind](block, factors, seed)
    table = pa.table({name: unit[:, k] for k, name in enumerate(names)})
    return Design(kind, tuple(Factor(name, (0.0, 1.0)) for name in names), table, block, unit)


def grid_of(steps, factors):
    """Return a grid of the unit cube."""
    held = np.array(list(product(np.linspace(0, 1, steps), repeat=factors)))
    names = [f"x{k + 1}" for k in range(factors)]
    table = pa.table({name: held[:, k] for k, name in enumerate(names)})
    return Design("grid", tuple(Factor(name, (0.0, 1.0)) for name in names), table)


def without_luck(known, design):
    return PointWorlds("y", known.function(design.unit)[:, None], True)


def with_luck(known, design, seed, worlds=40, size=1.0, crossed=True):
    """Return a function with luck of mean 0: of its own, by factor, and of each world at each point alone.

    Each of the three has `size` times the standard deviation of the function, more or less.  With lucks of their own,
    points share none.
    """
    draw, values = np.random.default_rng([seed, 7]), known.function(design.unit)
    scale = size * values.std()
    common = (len(values), worlds) if not crossed else (worlds,)
    slopes = draw.normal(size=(design.unit.shape[1], *common))
    by_factor = np.sqrt(12 / len(slopes)) * sum(
        (design.unit[:, k] - 0.5)[:, None] * slopes[k] for k in range(len(slopes))
    )
    luck = draw.normal(size=common) + by_factor + draw.normal(size=(len(values), worlds))
    return PointWorlds("y", values[:, None] + scale * luck, crossed)
