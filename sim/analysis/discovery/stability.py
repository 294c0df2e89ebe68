"""How far a box can be trusted: by an exact test of each side, and by drawing points and lucks again.

    quasi-p       probability that as many cases in the box, or more, would be of interest if the density were that
                  without the side: a one-sided binomial test, as Bryant and Lempert have it.  It takes cases as
                  independent; worlds of one point, or of one luck, are not, so that it is too small where points have
                  many worlds
    resampled p   share of resamples in which the side does not raise the density, of points and lucks together
    reproduced    share of resamples in which the search finds a box that limits the same factor: in the box of its
                  trajectory with the nearest coverage, and with the nearest density (where the first cuts lose nothing,
                  many boxes have a coverage near 1, and the first says little)
    optimism      how much denser the box of the nearest density is in its resample than among all cases: what the
                  density of the box shown here is likely to lose on other points and lucks

What is drawn, and the intervals: see `sim.analysis.bootstrap`.  The resampled p and the searches draw points and lucks
at once.  Points that were chosen, not drawn, stay (a grid's); where each has a luck of its own, points alone are drawn.

Source: Bryant and Lempert (2010), section 2.3 and appendix; B. Efron and R. Tibshirani (1993), "An Introduction to the
Bootstrap", section 17.6 (optimism).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import repeat

import numpy as np
from scipy.special import betainc

from sim.analysis.bootstrap import NO_INTERVAL, Interval, percentile_interval
from sim.analysis.discovery.boxes import Box, BoxFigures, Limit, count_in, whole_box
from sim.analysis.discovery.cases import Cases, PointCounts
from sim.analysis.discovery.draws import (
    box_shares,
    can_draw,
    draw_again,
    draws_lucks,
    join_shares,
    number_drawn,
    sum_worlds,
    weigh_boxes,
)
from sim.analysis.discovery.prim import PrimRules, density_of, search_box
from sim.core.worlds import Flags, Whole

RESAMPLES = 400  # for intervals
SEARCHES = 40  # resamples in which the box is sought again
AT_LEAST, AT_MOST, ONE_OF = "at least", "at most", "one of"


@dataclass(frozen=True)
class BoxSide:
    """One side of a box that limits a factor.

    factor           its place among the factors
    kind             at least, at most, one of
    wider            the factor's limit without this side
    quasi_p, resampled_p, density_without   see above; None where there are too few to draw again
    """

    factor: int
    kind: str
    wider: Limit
    density_without: float
    quasi_p: float
    resampled_p: float | None


@dataclass(frozen=True)
class BoxStability:
    """Sides of a box with their tests, and what drawing again says of it, shares; None or no interval where too few.

    by_coverage, by_density   share of searches that limit each factor, (factors,)
    """

    sides: tuple[BoxSide, ...]
    coverage: Interval
    density: Interval
    mass: Interval
    by_coverage: tuple[float, ...] | None
    by_density: tuple[float, ...] | None
    optimism: float | None


def side_list(box: Box, whole: Box) -> list[tuple[int, str, Limit]]:
    """Return factor, kind and limit without it for every side of a box that limits something."""
    found: list[tuple[int, str, Limit]] = []
    for k in box.limited_factors(whole):
        ours, widest = box.limits[k], whole.limits[k]
        if isinstance(ours, frozenset) or isinstance(widest, frozenset):
            found.append((k, ONE_OF, widest))
            continue
        if ours[0] > widest[0]:
            found.append((k, AT_LEAST, (widest[0], ours[1])))
        if ours[1] < widest[1]:
            found.append((k, AT_MOST, (ours[0], widest[1])))
    return found


def quasi_p_value(inside: tuple[float, float], without: tuple[float, float]) -> float:
    """Return the probability of as many cases of interest or more, of so many cases, at the density without a side.

    P(X >= h) of a binomial with n cases is the regularized incomplete beta function I_p(h, n - h + 1).
    """
    cases, hits = inside
    return 1.0 if hits == 0 else float(betainc(hits, cases - hits + 1, without[1] / without[0]))


def assess_box(
    cases: Cases, remaining: PointCounts, figures: BoxFigures, rules: PrimRules, orders: list[Whole]
) -> BoxStability:
    """Return how far a box can be trusted that was found among the remaining cases."""
    everything, left = cases.counts(), remaining.cases > 0
    box, whole = figures.box, whole_box(cases.factors, everything)
    listed = side_list(box, whole)
    inside = box.members(cases.factors) & left
    without = [box.with_limit(k, wider).members(cases.factors) & left for k, _, wider in listed]
    both = count_in(remaining, inside)
    apart = [count_in(remaining, members) for members in without]
    if not can_draw(cases):
        sides = tuple(build_side(one, both, other, None) for one, other in zip(listed, apart, strict=True))
        return BoxStability(sides, NO_INTERVAL, NO_INTERVAL, NO_INTERVAL, None, None, None)
    resampled, intervals = resample_box(cases, [np.ones(len(left), bool), inside, *without])
    sides = tuple(build_side(*one) for one in zip(listed, repeat(both), apart, resampled, strict=False))
    return BoxStability(sides, *intervals, *search_again(cases, left, figures, rules, orders))


def build_side(
    listed: tuple[int, str, Limit], inside: tuple[float, float], without: tuple[float, float], resampled: float | None
) -> BoxSide:
    """Return a side with its tests."""
    factor, kind, wider = listed
    return BoxSide(factor, kind, wider, without[1] / without[0], quasi_p_value(inside, without), resampled)


def resample_box(
    cases: Cases, members: Sequence[Flags]
) -> tuple[tuple[float, ...], tuple[Interval, Interval, Interval]]:
    """Return the resampled p of each side, and the intervals of coverage, density and mass.

    `members` are the points of the whole, of the box, and of the box without each of its sides.
    """
    draws, inside = draw_again(cases, RESAMPLES), np.stack(members).astype(float)
    weight, hits = weigh_boxes(cases, draws, inside)
    with np.errstate(invalid="ignore", divide="ignore"):
        densities = hits / weight
    fails = ~(densities[1] > densities[2:])
    resampled = tuple(float(p) for p in (1 + fails.sum(axis=1)) / (1 + fails.shape[1]))
    shares = box_shares(weight, hits)
    if draws_lucks(cases) and cases.groups is not None:
        shares = join_shares(cases, draws, inside[:2], shares)
    coverage, density, mass = (percentile_interval(share, number_drawn(cases)) for share in shares.T)
    return resampled, (coverage, density, mass)


def search_again(
    cases: Cases, left: Flags, figures: BoxFigures, rules: PrimRules, orders: list[Whole]
) -> tuple[tuple[float, ...], tuple[float, ...], float | None]:
    """Return how often each factor is limited by the box with the nearest coverage, and density; and the optimism."""
    draws, remaining = draw_again(cases, SEARCHES), cases.counts().without(~left)
    there, interest = (sum_worlds(table, draws.worlds) for table in (cases.there, cases.interest))
    limits = np.zeros((2, len(cases.factors)))
    optimism = []
    done = 0
    for n, points in enumerate(draws.points):
        drawn = PointCounts(points * there[:, n], points * interest[:, n])
        among = drawn.without(~left)
        if not 0 < among.hits.sum() < among.cases.sum():
            continue
        path = search_box(cases.factors, among, drawn, rules, orders)
        near = [nearest(path, "coverage", figures.coverage), nearest(path, "density", figures.density)]
        for row, found in zip(limits, near, strict=True):
            row[list(found.restricted)] += 1
        done += 1
        among_all = count_in(remaining, near[1].box.members(cases.factors))
        optimism.append(near[1].density - density_of(among_all))
    by_coverage, by_density = (tuple(float(share) for share in row / max(1, done)) for row in limits)
    return by_coverage, by_density, float(np.mean(optimism)) if optimism else None


def nearest(path: Sequence[BoxFigures], figure: str, value: float) -> BoxFigures:
    """Return the first box of a trajectory whose coverage or density is nearest to a value."""
    return min(path, key=lambda found: abs(getattr(found, figure) - value))
