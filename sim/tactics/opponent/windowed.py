"""Windowed: who gives way somewhere shows what it holds on to elsewhere.

Offers are taken in disjoint windows of `window` offers.  When a window is full, the levels offered
in it are compared with those in the window before, issue by issue:

    statistic = sum over levels of (new - old) ** 2 / old,    counts with 1 added to each

An issue has changed where that is beyond the 5 percent point of chi-squared.  If, on some issue that
has changed, the offers came down in public value, every issue that has not changed gains

    alpha * (1 - elapsed ** beta)

A larger `alpha` believes faster against the start of 1 on each issue; a larger `beta` lets late
windows count nearly as much as early ones.  What happens inside an issue is public and not learnt.

Source: O. Tunali, R. Aydogan and V. Sanchez-Anguix (2017), "Rethinking frequency opponent modeling
in automated negotiation", PRIMA 2017, Lecture Notes in Computer Science 10621, 263-279, section 3.
Ours: the public table says whether an issue came down, not an estimate; degrees of freedom count
only levels offered in either window; windows are short, as talks are; gains add up and are scaled
to a mean of 1 only when read, while a public program (NegoLog) scales weights to add to 1 after
every window, so that alpha of 10 leaves little of what was learnt before.
"""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from sim.bargaining.view import ReceivedOffer
from sim.core.parameters import parameter
from sim.core.worlds import Array, Flags, Worlds, columns, require
from sim.tactics.opponent.at_stake import scale_to_mean_one
from sim.tactics.opponent.smith import level_flags

NORMAL_QUANTILE = 1.6448536269514722  # the 5 percent point of the standard normal


def chi_squared_critical(freedom: Array) -> Array:
    """Return the 5 percent point of chi-squared, by the Wilson-Hilferty approximation."""
    variance = 2 / (9 * freedom)
    return np.asarray(freedom * (1 - variance + NORMAL_QUANTILE * np.sqrt(variance)) ** 3)


def changed_issues(old: Array, new: Array) -> Flags:
    """Return the issues whose levels differ, (worlds, issues), by counts (worlds, issues, levels)."""
    statistic = ((new - old) ** 2 / (old + 1)).sum(axis=2)
    seen = ((old > 0) | (new > 0)).sum(axis=2)
    return np.asarray(statistic > chi_squared_critical(np.maximum(seen - 1.0, 1.0)))


@dataclass(frozen=True, eq=False)
class Windowed:
    """Weights grow on issues that stay while others give way."""

    window: int = parameter("offers in a window", "offers", low=1, default=5)
    alpha: Worlds = parameter("what an issue that stays gains at first", "weight", low=0, default=10.0)
    beta: Worlds = parameter("how long windows go on counting", "exponent", low=0, strict=True, default=5.0)

    learns: ClassVar[bool] = True
    knows: ClassVar[bool] = False
    reads_public: ClassVar[bool] = True

    def __post_init__(self) -> None:
        require("window", self.window, self.window >= 1, "must be at least 1")
        require("alpha", self.alpha, np.greater_equal(self.alpha, 0), "must be at least 0")
        require("beta", self.beta, np.greater(self.beta, 0), "must be above 0")

    def begin(self, worlds: int, public: Array) -> dict[str, Array]:
        """Return the memory before any offer: two windows, weights, and offers so far."""
        empty = np.zeros((worlds, *public.shape[1:]))
        return {
            "old": empty,
            "new": empty.copy(),
            "weight": np.ones((worlds, public.shape[1])),
            "offers": np.zeros(worlds),
        }

    def hear(self, memory: dict[str, Array], heard: ReceivedOffer) -> dict[str, Array]:
        """Return the memory after an offer; a full window becomes the old one."""
        old, weight, offers = memory["old"], memory["weight"], memory["offers"] + 1
        new = memory["new"] + level_flags(heard.offer, old.shape[2])
        full = (offers % self.window == 0)[:, None]
        grown = weight + self.gain(old, new, heard)
        return {
            "old": np.where(full[:, :, None], new, old),
            "new": np.where(full[:, :, None], 0.0, new),
            "weight": np.where(full & (offers >= 2 * self.window)[:, None], grown, weight),
            "offers": offers,
        }

    def gain(self, old: Array, new: Array, heard: ReceivedOffer) -> Array:
        """Return what each issue gains from two full windows, (worlds, issues)."""
        alpha, beta = columns([self.alpha, self.beta], len(old))
        moved = changed_issues(old, new)
        came_down = ((new - old) * heard.public).sum(axis=2) < 0
        gave_way = (moved & came_down).any(axis=1, keepdims=True)
        size = alpha * (1 - heard.elapsed[:, None] ** beta)
        return np.where(gave_way & ~moved, size, 0.0)

    def weights(self, memory: dict[str, Array], public: Array) -> Array:
        """Return the weights, (worlds, issues), of mean 1."""
        return scale_to_mean_one(memory["weight"], public)
