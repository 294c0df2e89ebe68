"""The one rule of intervals: what was drawn is drawn again, and the interval reaches over what that gives.

    one run, or a comparison   worlds are drawn, as many as there are, with replacement
    a sweep, common luck       points are drawn with the lucks as they are, and lucks with the points as they are; what
                               the two change is added, less what was counted twice (`join_both_ways`).  Which points
                               are drawn together, or stay: sim.analysis.resampling_units
    a sweep, own luck          points are drawn, each with its worlds; where points stay, worlds alone

An interval of 95 % reaches from one quantile to the other of what 1000 resamples give (the percentile method).
Plain percentiles are too short for few: the spread of resamples is sqrt((n - 1) / n) of what it should be, and a
normal quantile stands where Student's should.  The ends are moved out by as much, to the quantiles of

    Phi(-sqrt(n / (n - 1)) t)        t  Student's quantile of .975 with n - 1 degrees of freedom

(Hesterberg's expanded percentile interval), n how many are drawn, of two ways the fewer.  At n = 30 an interval is 6 %
wider by it, at 1000 by 0.2 %; below 30 none is given.  The seed is fixed, so that an interval of the same figures
is always the same, and has no part in the luck of the worlds.

What a luck does at one point and not at others is counted once by points, once by lucks, and three times where both are
drawn at once (Owen's pigeonhole bootstrap).  It should count once: the variance over both ways is

    by points + by lucks - (at once - by points - by lucks)

which takes what the two ways share from their sum, as Cameron, Gelbach and Miller do.  Resamples have the shape of the
two ways added, and this variance.

Resampling knows too few worlds where an answer rests on fewer than 30, and of pairs too few that differ where these
are fewer than six: an exact test of signs cannot reject at 5 % then, though all point one way (2 / 2^5 = .0625).

Counts and order statistics have intervals of theory (sim.analysis.exact_intervals), which hold where none of the
worlds has what is counted: resampling would say there is no doubt then.  Indices that sort points (sim.analysis.
sensitivity: RBD-FAST, PAWN, information) draw half of the points without replacement, as copies of a point would bias
them, and delta's resamples are reflected.  No other rule is used.

Source: B. Efron and R. Tibshirani (1993), "An Introduction to the Bootstrap", chapters 6 and 13; T. Hesterberg (2015),
"What teachers should know about the bootstrap", The American Statistician 69(4), for expanded percentiles; A. B. Owen
(2007), "The pigeonhole bootstrap", Annals of Applied Statistics 1(2); A. C. Cameron, J. B. Gelbach, D. Miller (2011),
"Robust inference with multiway clustering", Journal of Business & Economic Statistics 29(2), section 2.
"""

from collections.abc import Iterator

import numpy as np

from sim.core.normal import normal_cdf
from sim.core.worlds import Array, Flags

Interval = tuple[float | None, float | None]
NO_INTERVAL: Interval = (None, None)
FEWEST = 30  # worlds, below which no interval is given
FEWEST_DIFFERENT = 6  # pairs that differ, likewise
LEVEL = 0.95
SEED = 0  # of the resamples
RESAMPLES = 1000
AT_ONCE = 50  # resamples worked on together, where they are not too large
BLOCK = 2**20  # figures drawn together, at most


def is_few(worlds: int, differ: int) -> bool:
    """Whether so many worlds, of which so many differ, are too few for an interval; where none differs none is."""
    return worlds < FEWEST or 0 < differ < FEWEST_DIFFERENT


def expanded_tail(drawn: int, level: float = LEVEL) -> float:
    """Return the share of resamples that lies beyond each end of an interval, where so many (above 1) are drawn."""
    from scipy.special import stdtrit

    student = float(stdtrit(drawn - 1, (1 + level) / 2))
    return float(normal_cdf(np.array([-np.sqrt(drawn / (drawn - 1)) * student]))[0])


def percentile_interval(estimates: Array, drawn: int, level: float = LEVEL) -> Interval:
    """Return the interval from what each resample gives, (resamples,), nan where it gives nothing.

    drawn  how many worlds, or points, were drawn for a resample; of two ways, the fewer
    """
    known = estimates[np.isfinite(estimates)]
    if not len(known) or drawn < 2:
        return NO_INTERVAL
    tail = expanded_tail(drawn, level)
    low, high = np.quantile(known, [tail, 1 - tail])
    return float(low), float(high)


def count_blocks(draw: np.random.Generator, number: int, resamples: int) -> Iterator[Array]:
    """Yield how often each of a number of things is drawn, with replacement, some resamples at a time."""
    most = max(1, min(AT_ONCE, BLOCK // number))
    for done in range(0, resamples, most):
        rows = min(most, resamples - done)
        picked = draw.integers(0, number, (rows, number)) + number * np.arange(rows)[:, None]
        yield np.bincount(picked.ravel(), minlength=rows * number).reshape(rows, number).astype(float)


def drawn_counts(draw: np.random.Generator, number: int, resamples: int) -> Array:
    """Return how often each of a number of things is drawn with replacement, (resamples, number)."""
    return np.concatenate([np.zeros((0, number)), *count_blocks(draw, number, resamples)])


def resampling_generator(seed: int = SEED) -> np.random.Generator:
    """Return the generator of resamples."""
    return np.random.Generator(np.random.Philox(seed))


def two_way_counts(points: int, worlds: int, resamples: int = RESAMPLES, seed: int = SEED) -> tuple[Array, Array]:
    """Return how often each point and each world is drawn, (resamples, points) and (resamples, worlds).

    Points, or what is drawn in their place, and worlds are drawn independently of each other.
    """
    draw = resampling_generator(seed)
    return drawn_counts(draw, points, resamples), drawn_counts(draw, worlds, resamples)


def join_both_ways(value: Array | float, by_points: Array, by_lucks: Array, at_once: Array) -> Array:
    """Return resamples over points and lucks, (resamples, ...), from those over each alone and over both at once.

    value  the estimate itself, a number or (...)

    None lies beyond all those that it is made from, so that a share stays one.
    """
    added = by_points + by_lucks - 2 * np.asarray(value)
    ways = np.nanvar(by_points, axis=0) + np.nanvar(by_lucks, axis=0)
    share = 2.0 - np.nanvar(at_once, axis=0) / np.where(ways > 0, ways, 1.0)  # no less than half is not shared
    joined = value + added * np.sqrt(np.clip(share, 0.5, 1.0))
    drawn = np.concatenate([by_points, by_lucks, at_once])
    return np.asarray(np.clip(joined, np.nanmin(drawn, axis=0), np.nanmax(drawn, axis=0)))


def resampled_sums(*tables: Array) -> list[Array]:
    """Return of each table, (worlds, columns), the sums over resampled worlds, (resamples, columns)."""
    found: list[list[Array]] = [[] for _ in tables]
    for weight in count_blocks(resampling_generator(), len(tables[0]), RESAMPLES):
        for sums, table in zip(found, tables, strict=True):
            sums.append(np.einsum("rw,wm->rm", weight, table))
    return [np.concatenate(sums) for sums in found]


def ratios(sums: Array, counts: Array) -> Array:
    """Return sums over counts, nan where a count is 0."""
    return np.where(counts > 0, sums / np.where(counts > 0, counts, 1.0), np.nan)


def mean_intervals(values: Array, known: Flags) -> list[Interval]:
    """Return the interval of each column's mean over the worlds known in it; both (worlds, columns)."""
    if not len(values):
        return [NO_INTERVAL] * values.shape[1]
    means = ratios(*resampled_sums(np.where(known, values, 0.0), known.astype(float)))
    return [percentile_interval(*held) for held in zip(means.T, known.sum(axis=0).tolist(), strict=True)]


def weighted_difference_interval(values: Array, one: Array, other: Array) -> Interval:
    """Return the interval of the mean weighted by `one` less that weighted by `other`; all (worlds,).

    Weights are held fixed.  As many are drawn as have a weight on the side that has fewer.
    """
    (sums,) = resampled_sums(np.column_stack([one * values, one, other * values, other]))
    first, number, second, count = sums.T
    fewer = min(int((one > 0).sum()), int((other > 0).sum()))
    return percentile_interval(ratios(first, number) - ratios(second, count), fewer)


def ratio_interval(sums: Array, counts: Array) -> tuple[float | None, Interval]:
    """Return sum over count, and its interval over worlds; `counts` holds how many figures a world adds."""
    worlds = len(sums)
    if not worlds:
        return None, NO_INTERVAL
    value = float(sums.sum() / counts.sum())
    if worlds < FEWEST:
        return value, NO_INTERVAL
    (again,) = (ratios(*held.T) for held in resampled_sums(np.column_stack([sums, counts])))
    return value, percentile_interval(again, worlds)


def mean_interval(values: Array) -> tuple[float | None, Interval]:
    """Return the mean of values, (worlds,), and its interval; none of fewer than FEWEST worlds."""
    return ratio_interval(values, np.ones(len(values)))
