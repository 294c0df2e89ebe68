"""Values under doubt: what a signature that may not hold is worth, beside a demand stated in sure values.

With v the value of a package kept for certain, h the believed chance that a signature holds, r the value
of never agreeing, R what follows where it does not hold (r, or the worth of talking on), w the least that a
signature must be worth (r, or the worth of talking on where that is more), and D what the tactic demands in
sure values, in the range from r to `best`:

    expected value     E = h v + (1 - h) R
    range scale        k = (largest E - w) / (best - r), the largest over the packages that the demand ranges over
    comparable value   r + (E - w) / k

A demand D that stands at a share of the range of sure values stands at the same share of the range of
expected ones, from w to the largest, exactly where the comparable value is held against D itself.  Where h is
the same for all packages and R and w are r, k is h, and a comparable value is the sure one, to the last bit.
Where no package is worth w, nothing is signed, and offers go on as with w = r.

All values are in bn USD a year, arrays (worlds,) unless stated.

Source: expected utility with disagreement as the other outcome, as in H. Milner and B. P. Rosendorff (1997),
"Democratic politics and international trade negotiations", Journal of Conflict Resolution 41(1), 117-146.
That a demand is carried over from one range to the other at its share of it is ours.
"""

from dataclasses import dataclass, replace

import numpy as np

from sim.bargaining.tradeoff import TradeOffPath
from sim.core.backend import has_kernel
from sim.core.ties import TIE
from sim.core.worlds import Array, Flags, Whole


@dataclass(frozen=True, eq=False)
class SignatureProspect:
    """What a side expects of signing and of not signing today, (worlds that meet,) each, bn USD a year.

    reserve   value of never agreeing
    resumed   value if a signature does not hold
    waiting   value of talking on without one; -inf where nothing is to be waited for
    low       w of the module's text
    kept      believed chance that nothing but the vote undoes a signature: no court, no breach
    scale     k of the module's text; nan for a rule that holds expected values against sure demands
    """

    reserve: Array
    resumed: Array
    waiting: Array
    low: Array
    kept: Array
    scale: Array

    @property
    def sure_demands(self) -> bool:
        """Whether expected values are held against demands in sure ones."""
        return bool(np.isnan(self.scale).all())

    def expected_value(self, value: Array, belief: Array, places: Whole) -> Array:
        """Return E of packages worth `value` for certain, in the worlds `places` of those that meet."""
        reserve, resumed, kept = (held[places] for held in (self.reserve, self.resumed, self.kept))
        if value.ndim > 1:
            reserve, resumed, kept = reserve[:, None], resumed[:, None], kept[:, None]
        return np.asarray(reserve + kept * (belief * (value - reserve) + (1 - belief) * (resumed - reserve)))

    def comparable(self, value: Array, belief: Array, places: Whole) -> Array:
        """Return what is held against a demand stated in sure values, (worlds,) or (worlds, positions)."""
        reserve, resumed, low, kept, scale = (
            held[places].reshape(-1, *[1] * (value.ndim - 1))
            for held in (self.reserve, self.resumed, self.low, self.kept, self.scale)
        )
        if self.sure_demands:
            h = belief * kept
            return np.where(h >= 1, value, reserve + h * (value - reserve))
        ratio = belief / scale
        more = (1 - belief) * (resumed - reserve) - (low - reserve)
        return np.where((ratio == 1) & (more == 0), value, reserve + ratio * (value - reserve) + more / scale)

    def worth_signing(self, value: Array, belief: Array, places: Whole) -> Flags:
        """Return where signing is worth at least as much as talking on, (worlds,)."""
        return np.asarray(self.expected_value(value, belief, places) >= self.waiting[places] - TIE)


def range_scale(
    values: tuple[Array, Array], best: Array, prospect: SignatureProspect, ranges: Flags
) -> SignatureProspect:
    """Return a prospect with its scale k, and with `low` at the reserve where no package is worth more than it.

    values     sure values and beliefs along a path, (worlds or 1, positions) and (worlds, positions)
    best       the most that is demanded in sure values, (worlds,)
    ranges     the packages over which the demand ranges, (worlds, positions)
    """
    low, scale = low_and_scale(values, best, prospect, ranges)
    return replace(prospect, low=low, scale=scale)


@has_kernel("doubt")
def low_and_scale(
    values: tuple[Array, Array], best: Array, prospect: SignatureProspect, ranges: Flags
) -> tuple[Array, Array]:
    """Return the least that a signature must be worth and the scale of expected values, (worlds,) each."""
    value, belief = np.broadcast_to(values[0], values[1].shape), values[1]
    reserve, resumed = prospect.reserve, prospect.resumed
    gain = belief * (value - reserve[:, None]) + (1 - belief) * (resumed - reserve)[:, None]
    world, place = np.arange(len(best)), np.where(ranges, gain, -np.inf).argmax(axis=1)
    h, span, able = belief[world, place], best - reserve, ranges[world, place]
    low = np.where(able & (gain[world, place] > prospect.low - reserve + TIE), prospect.low, reserve)
    spread = np.where(span > TIE, span, 1.0)
    more = (1 - h) * (resumed - reserve) - (low - reserve)
    scale = h * ((value[world, place] - reserve) / spread) + more / spread
    usable = able & (span > TIE) & (scale > 0)
    return low, np.where(usable, scale, 1.0)


@has_kernel("doubt")
def equal_concession(own: tuple[Array, Array], other: tuple[Array, Array]) -> tuple[Whole, Flags]:
    """Return where two sides meet that give ground at the same share of their ranges: position, and whether any is.

    Each side hands in its values along a path, (worlds or 1, positions), and its value of no deal, (worlds,).
    The packages are those worth at least no deal to both; a side's range goes from the most it gets among them
    down to its value of no deal.  They meet at the package at which the larger of the two shares given is least,
    the first of several.  (On a frontier without gaps it is the solution of Kalai and Smorodinsky 1975.)
    """
    (mine, reserve), (theirs, other_reserve) = own, other
    livable = (mine >= reserve[:, None] - TIE) & (theirs >= other_reserve[:, None] - TIE)
    given = np.maximum(share_given(mine, reserve, livable), share_given(theirs, other_reserve, livable))
    position = np.where(livable, given, np.inf).argmin(axis=1)
    return position, np.asarray(livable.any(axis=1))


def share_given(values: Array, reserve: Array, livable: Flags) -> Array:
    """Return the share of its range that a side has given at each position, (worlds, positions)."""
    most = np.where(livable, values, -np.inf).max(axis=1)
    span = np.where(np.isfinite(most), most - reserve, 0.0)[:, None]
    most = np.where(np.isfinite(most), most, reserve)[:, None]
    return np.where(span > 0, (most - values) / np.where(span > 0, span, 1.0), 0.0)


@has_kernel("doubt")
def gains_at(path: TradeOffPath, table: Array, rows: Whole, places: Whole, flags: Flags, reserve: Array) -> Array:
    """Return the gains by a table over a reserve at positions flagged along a path, world by world, (flagged,).

    The worlds are those at `places` of the path and at `rows` of the table; flags, (those worlds, positions);
    reserve, (those worlds,).
    """
    return np.asarray((path.only(places).table_values(table, rows) - reserve[:, None])[flags])


@has_kernel("doubt")
def deal_by_table(
    path: TradeOffPath, table: Array, rows: Whole, own: tuple[Array, Array], other_reserve: Array
) -> tuple[Whole, Flags]:
    """Return where two sides meet along a path, see `equal_concession`, the other side by a table of all worlds."""
    return equal_concession(own, (path.table_values(table, rows), other_reserve))
