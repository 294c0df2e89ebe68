"""Classic solutions of a bargaining problem on a finite set of points.

With gains g = value - disagreement, among points where no party loses (individually rational):

    nash                 max g1^p g2^(1-p), p the bargaining power of party 1
    kalai_smorodinsky    max min(g1/ideal1, g2/ideal2), ties by the larger sum of ratios
    egalitarian          max min(g1, g2), ties by the larger sum
    utilitarian          max g1 + g2, ties by the larger smaller gain

The ideal gain of a party is its largest among the individually rational points.  On a finite set
"Kalai-Smorodinsky" is not one thing; this is the max-min form.

Source: W. Thomson (1994), "Cooperative models of bargaining", Handbook of Game Theory, volume 2,
chapter 35, sections 2 and 3.
"""

from dataclasses import dataclass

import numpy as np

from sim.worlds import Array

TIE = 1e-12


@dataclass(frozen=True)
class Problem:
    """Points (points, 2) and a disagreement (2,); only rational points are kept."""

    points: Array
    disagreement: Array

    @property
    def rational(self) -> Array:
        """Return the points where neither side loses, (points, 2); ValueError if there are none."""
        kept = self.points[np.all(self.points >= self.disagreement - TIE, axis=1)]
        if not len(kept):
            raise ValueError("no point gives both parties their disagreement value")
        return kept

    @property
    def gains(self) -> Array:
        """Return the gains at the rational points, (points, 2)."""
        return np.maximum(self.rational - self.disagreement, 0.0)


def _best(problem: Problem, score: Array, tie: Array) -> Array:
    top = score >= score.max() - TIE
    best: Array = problem.rational[int(np.argmax(np.where(top, tie, -np.inf)))]
    return best


def nash(problem: Problem, power: float = 0.5) -> Array:
    """Return the point with the largest weighted product of gains, (2,)."""
    gains = problem.gains
    return _best(problem, gains[:, 0] ** power * gains[:, 1] ** (1 - power), gains.sum(axis=1))


def kalai_smorodinsky(problem: Problem) -> Array:
    """Return the point whose smaller share of the ideal gain is largest, (2,)."""
    ideal = problem.gains.max(axis=0)
    ratios = problem.gains / np.where(ideal > 0, ideal, 1.0)
    return _best(problem, ratios.min(axis=1), ratios.sum(axis=1))


def egalitarian(problem: Problem) -> Array:
    """Return the point whose smaller gain is largest, (2,)."""
    return _best(problem, problem.gains.min(axis=1), problem.gains.sum(axis=1))


def utilitarian(problem: Problem) -> Array:
    """Return the point with the largest sum of gains, (2,)."""
    return _best(problem, problem.gains.sum(axis=1), problem.gains.min(axis=1))
