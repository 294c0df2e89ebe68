"""Whether a signature holds: the winner must keep it, and the Assembly's pivot must pass it.

A government or pivot with value v of the deal and reserve r goes along with probability

    logistic((v - r - threshold) / scale)                                     logistic
    (v - r - threshold + scale) / (2 * scale), kept within 0 and 1            uniform

the second being the chance that v - r reaches a bar drawn uniformly from threshold - scale to
threshold + scale,
and a caretaker's signature is believed to hold with

    h = sum over candidates c of  P(c wins) * P(c keeps it) * P(the pivot passes it with c in office).

To the other side it is then worth h * value + (1 - h) * reserve.  A larger scale makes everyone
less predictable; a stricter pivot lowers h.

Source: the two-level game is R. Putnam (1988), "Diplomacy and domestic politics", International
Organization 42(3); uncertain ratification by a pivot, H. Milner and B. P. Rosendorff (1997),
"Democratic politics and international trade negotiations", Journal of Conflict Resolution 41(1).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from sim.core.backend import has_kernel
from sim.core.functions import logistic
from sim.core.parameters import parameter
from sim.core.worlds import Array, Whole, Worlds, take_worlds


@dataclass(frozen=True, eq=False)
class MandateHonour:
    """Belief in a signature from what the candidates' own mandates say."""

    scale: Worlds = parameter(
        "spread of a government's choice to keep", "bn USD a year", low=0, strict=True, relative=True
    )

    doubtful: ClassVar[bool] = True

    def __call__(self, wins: Array, gains: Sequence[Array], passes: Sequence[Array]) -> Array:
        """Return h, shaped like one of the gains.

        `gains` and `passes` hold for each candidate the deal's value over reserve and the chance
        that the pivot passes it, (worlds,) or (worlds, positions); `wins` is (worlds, candidates).
        """
        total = np.zeros(gains[0].shape)
        trailing = (slice(None),) + (None,) * (gains[0].ndim - 1)
        scale = np.broadcast_to(self.scale, (len(wins),))[trailing]
        for c, (gain, passed) in enumerate(zip(gains, passes, strict=True)):
            total = total + wins[:, c][trailing] * logistic(gain / scale) * passed
        return total

    def keeps(self, gain: Array) -> Array:
        """Return the chance that the government in office keeps a deal worth `gain` over reserve."""
        return logistic(gain / self.scale)


@dataclass(frozen=True, eq=False)
class CertainHonour:
    """Belief that any signature holds: the textbook case, for comparison."""

    doubtful: ClassVar[bool] = False

    def __call__(self, wins: Array, gains: Sequence[Array], passes: Sequence[Array]) -> Array:
        """Return 1 everywhere, shaped like one of the gains."""
        return np.ones(gains[0].shape)

    def keeps(self, gain: Array) -> Array:
        """Return 1: a deal is always kept."""
        return np.ones(gain.shape)


HONOUR = {"mandates": MandateHonour, "certain": CertainHonour}


def uniform_chance(x: Array) -> Array:
    """Return (x + 1) / 2 within 0 and 1: the chance that x reaches a bar uniform from -1 to 1."""
    return np.clip((x + 1) / 2, 0.0, 1.0)


VOTE_CURVES = {"logistic": logistic, "uniform": uniform_chance}


def passing_chance(gain: Array, threshold: Array, scale: Array, vote: str = "logistic") -> Array:
    """Return the chance that the pivot passes a deal worth `gain` over its reserve."""
    trailing = (slice(None),) + (None,) * (gain.ndim - 1)
    return np.asarray(VOTE_CURVES[vote]((gain - threshold[trailing]) / scale[trailing]))


@has_kernel("doubt")
def chance_of_holding(
    rules: tuple[Any, Any], wins: Array, gains: tuple[Sequence[Array], Sequence[Array]], rows: Whole
) -> Array:
    """Return the believed chance that a signature holds, shaped like one of the gains, in the worlds `rows` of all.

    rules   one of HONOUR, and the pivot's bar: threshold, scale and vote
    wins    (worlds, candidates)
    gains   of each candidate: its own over its reserve, and the one that decides in the Assembly if it wins
    """
    (honour, pivot), (own, decisive) = rules, gains
    distinct = {id(gain): gain for gain in decisive}  # mostly the pivot's, whoever wins
    passed = {
        key: passing_chance(gain, pivot.threshold[rows], pivot.scale[rows], pivot.vote)
        for key, gain in distinct.items()
    }
    return np.asarray(take_worlds(honour, rows)(wins[rows], own, [passed[id(gain)] for gain in decisive]))
