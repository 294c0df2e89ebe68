"""Kernels of `sim.economy.market.calibration`: the sigma that gives a firm its margin."""

from typing import Any

import numpy as np

from sim.kernels.compiling import attempt, compile_for, compile_into_loops

BISECTIONS = 60  # that of the rule: a test compares them
TOGETHER = 256  # worlds taken together, so that what is worked out for them stays close at hand


def bisect_sigma(sales: Any, plain: Any, margin: Any) -> Any:
    """Return the sigma at which sales earn a margin, (worlds,)."""
    found, overall = np.empty(plain.alpha.shape), np.ascontiguousarray(sales.overall.T)
    inside = np.array(sales.inside[0]) if len(sales.inside) else np.zeros(len(sales.sold))
    done = attempt(
        _bisect, inside, overall, sales.sold, float(sales.revenue), plain.alpha, np.array(margin), plain.sigma, found
    )
    return NotImplemented if done is NotImplemented else found


@compile_into_loops
def _earn(inside: Any, overall: Any, sold: Any, alpha: Any, sigma: Any, kept: Any, total: Any) -> None:
    """Write what groups earn beyond costs, (worlds,), at some sigma; overall (groups, worlds)."""
    for w in range(len(sigma)):
        kept[w], total[w] = 0.0, 0.0
    for g in range(len(sold)):
        share, part = overall[g], inside[g]
        for w in range(len(sigma)):
            kept[w] += share[w] / (1 - sigma[w] * part)
    for w in range(len(sigma)):
        kept[w] = 1 - (1 - sigma[w]) * kept[w]
    for g in range(len(sold)):
        part, units = inside[g], sold[g]
        for w in range(len(sigma)):
            total[w] += (1 - sigma[w]) / alpha[w] / (kept[w] * (1 - sigma[w] * part)) * units


@compile_for("(f8[::1], f8[:,::1], f8[::1], f8, f8[::1], f8[::1], f8[::1], f8[::1])")
def _bisect(
    inside: Any, overall: Any, sold: Any, revenue: float, alpha: Any, margin: Any, least: Any, found: Any
) -> None:
    """Write the sigma of each world, (worlds,)."""
    for start in range(0, len(found), TOGETHER):
        stop = min(start + TOGETHER, len(found))
        low, high, wanted = least[start:stop].copy(), np.ones(stop - start), margin[start:stop]
        middle, (kept, total) = found[start:stop], np.empty((2, stop - start))
        for _ in range(BISECTIONS):
            for w in range(len(low)):
                middle[w] = (low[w] + high[w]) / 2
            _earn(inside, overall[:, start:stop], sold, alpha[start:stop], middle, kept, total)
            for w in range(len(low)):
                above = total[w] / revenue > wanted[w]
                low[w], high[w] = (middle[w] if above else low[w]), (high[w] if above else middle[w])
        for w in range(len(low)):
            middle[w] = (low[w] + high[w]) / 2
