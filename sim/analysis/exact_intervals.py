"""95 % intervals of theory, for counts and quantiles of independent worlds; no ends where there can be none.

    share        Wilson: (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n)
    quantile q   order statistics: the values of ranks n q ± z √(n q (1-q)), rounded outwards
    rate ratio   log-normal: ratio · exp(± z √(1/a + 1/b)), a and b the counts plus one half

z is 1.96.  All else is resampled (sim.analysis.bootstrap).  These three are kept since resampling fails them: where
none of n worlds, or all, have what is counted it says that there is no doubt (Wilson says below z²/(n + z²)), of no
early case it has no ratio, and resampled quantiles are order statistics by another way.  They hold for few worlds too.

Sources: E. B. Wilson (1927), Journal of the American Statistical Association 22; W. J. Conover (1999), Practical
Nonparametric Statistics, section 3.2; K. J. Rothman (2012), Epidemiology, chapter 9; the half is Haldane's, so that
a count of 0 has a ratio.
"""

import math

import numpy as np

from sim.analysis.bootstrap import NO_INTERVAL, Interval
from sim.core.worlds import Array

Z = 1.96  # of a normal interval of 95 %


def wilson(hits: int, worlds: int) -> Interval:
    """Return the interval of a share."""
    if not worlds:
        return NO_INTERVAL
    share, spread = hits / worlds, Z * Z / worlds
    half = Z * math.sqrt(share * (1 - share) / worlds + spread / (4 * worlds))
    return max(0.0, (share + spread / 2 - half) / (1 + spread)), min(1.0, (share + spread / 2 + half) / (1 + spread))


def quantile(values: Array, q: float) -> tuple[float | None, Interval]:
    """Return a quantile of the finite values, and its interval."""
    held = np.sort(values[np.isfinite(values)])
    if not len(held):
        return None, NO_INTERVAL
    middle, half = len(held) * q, Z * math.sqrt(len(held) * q * (1 - q))
    low, high = math.floor(middle - half), math.ceil(middle + half) + 1  # ranks count from 1
    within = low >= 1 and high <= len(held)
    return float(np.quantile(held, q)), (float(held[low - 1]), float(held[high - 1])) if within else NO_INTERVAL


def rate_ratio(late: tuple[float, float], early: tuple[float, float]) -> tuple[float | None, Interval]:
    """Return one rate over another, each a count and the world-days it took, and its interval.

    Null where nothing was at risk in one, or nothing happened in either: the halves alone say nothing.
    """
    if not late[1] or not early[1] or late[0] + early[0] == 0:
        return None, NO_INTERVAL
    a, b = late[0] + 0.5, early[0] + 0.5
    ratio = (a / late[1]) / (b / early[1])
    factor = math.exp(Z * math.sqrt(1 / a + 1 / b))
    return ratio, (ratio / factor, ratio * factor)
