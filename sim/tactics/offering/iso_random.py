"""Iso-random: offer any package near the demand, each as likely as any other.

    demand <= own value <= demand + width * (own best - demand)

The package of least own value that meets the demand counts too, however far above it lies.  None is
offered that gives the other side more than it asked for in its last offer.  Where no package meets
both, the own best.  A larger `width` is more random; at 0 only packages worth just the demand, or
next above it, are drawn from.

To its side these packages are nearly the same, so it may try out at no cost what the other side
takes; a model that learns from offers sees changes that mean little.

Source: the iso-curve of P. Faratin, C. Sierra and N. R. Jennings (2002), "Using similarity criteria
to make issue trade-offs in automated negotiations", Artificial Intelligence 142(2), 205-237; to draw
from it at random is the benchmark for anything cleverer.  `width`, which gives the curve a breadth
since packages are discrete, and the limit by what was asked for are ours.
"""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from sim.bargaining.view import Options
from sim.core.parameters import parameter
from sim.core.ties import TIE
from sim.core.worlds import Array, Flags, Whole, Worlds, require
from sim.tactics.offering.enumeration import choose_packages


def draw_package(among: Flags, luck: Array) -> Whole:
    """Return one of the numbers flagged, each as likely as any other, or -1, (worlds,)."""
    upto = np.cumsum(among, axis=1, dtype=np.int32)
    count = upto[:, -1]
    rank = (luck * count).astype(np.int64)  # below the count, since luck is below 1
    return np.where(count > 0, (upto > rank[:, None]).argmax(axis=1), -1)


@dataclass(frozen=True, eq=False)
class IsoRandom:
    """Offer a random package near the demand."""

    width: Worlds = parameter(
        "how far above the demand packages may lie, of the way to the own best", "share", low=0, high=1, default=0.05
    )

    reads: ClassVar[tuple[str, ...]] = ("luck",)
    enumerates: ClassVar[bool] = True

    def __post_init__(self) -> None:
        inside = np.greater_equal(self.width, 0) & np.less_equal(self.width, 1)
        require("width", self.width, inside, "must be from 0 to 1")

    def __call__(self, options: Options) -> Whole:
        """Return the packages to offer, (worlds, issues)."""
        width = np.broadcast_to(np.asarray(self.width, dtype=float), options.demand.shape)

        def pick(own: Array, estimate: Array, able: Flags, rows: slice) -> Whole:
            demand = options.demand[rows]
            top = demand + width[rows] * (own.max(axis=1) - demand)
            least = np.where(able, own, np.inf).min(axis=1)
            near = own <= np.maximum(top, least)[:, None] + TIE
            return draw_package(able & near, options.luck[rows])

        return choose_packages(options, pick)
