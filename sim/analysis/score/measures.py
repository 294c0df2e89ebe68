"""How good a distribution over a grid was, given what happened: log score, PIT, central intervals.

With p_k the probability of each point of a grid, in rising order, and what happened a set S of
neighbouring points (one point, unless it is known only to lie in a span):

    log score   ln sum_{k in S} p_k, in nats; 0 is certainty, higher is better; strictly proper
    PIT         from P(X < S) to P(X <= S), the ends between which a randomised PIT is drawn
    central     whether the smallest points that leave (1 - c) / 2 at most on either side meet S

A set for which only its probability counts is what coarsened data are under "coarsening at random".

Sources: T. Gneiting and A. Raftery (2007), "Strictly proper scoring rules, prediction, and estimation",
JASA 102, 359-378; C. Czado, T. Gneiting and L. Held (2009), "Predictive model assessment for count data",
Biometrics 65, 1254-1261, for the PIT of discrete outcomes; D. Heitjan and D. Rubin (1991), "Ignorability and
coarse data", Annals of Statistics 19, 2244-2253.
"""

import numpy as np

from sim.core.worlds import Array, Whole

COVERAGES = (0.5, 0.8, 0.95)
ROUNDING = 1e-12  # of sums of probabilities


def log_score(probabilities: Array, seen: Whole) -> float:
    """Return the log score in nats; minus infinity where what happened had no probability.

    probabilities   (points,), adding up to 1
    seen            places of what happened among the points
    """
    mass = float(np.asarray(probabilities)[seen].sum())
    return float(np.log(mass)) if mass > 0 else -float("inf")


def pit_ends(probabilities: Array, seen: Whole) -> tuple[float, float]:
    """Return the ends of the PIT, 0 to 1: the probability below what happened, and up to it."""
    cumulated = np.concatenate([[0.0], np.cumsum(probabilities)])
    return float(cumulated[np.min(seen)]), float(cumulated[np.max(seen) + 1])


def is_covered(probabilities: Array, seen: Whole, coverage: float) -> bool:
    """Return whether what happened meets the central interval of a coverage, 0 to 1."""
    tail = (1 - coverage) / 2
    cumulated = np.cumsum(probabilities)
    low = int(np.argmax(cumulated > tail + ROUNDING))
    high = int(np.argmax(cumulated >= 1 - tail - ROUNDING))
    return bool(np.min(seen) <= high and np.max(seen) >= low)
