"""Nested-logit demand, told by how it changes from a known year.

With inside share w_j of line j in its nest and share s_g of nest g among all who might buy, s_0 the
share who do not, a price rise x_j (thousand USD) and alpha, sigma:

    e_j = w_j exp(-alpha x_j / (1 - sigma))     X_g = sum of e_j over the nest
    s_g' = s_g X_g^(1 - sigma) / (s_0 + sum_h s_h X_h^(1 - sigma))     s_j' = s_g' e_j / X_g
    consumer surplus   (M / alpha) ln(s_0 + sum_g s_g X_g^(1 - sigma)), 0 in the known year

These are the usual shares exp((xi - alpha p)/(1 - sigma)) ... with xi taken out by the known year
(Berry 1994), which leaves nothing that could overflow.  alpha, sigma and s_0: one for each world.

Source: S. Berry (1994), "Estimating discrete-choice models of product differentiation", RAND Journal of
Economics 25(2), 242-262.  Telling shares by their change from a known year is
this model's own.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sim.core.worlds import Array, Whole, contiguous_columns, ordered_sum
from sim.economy.market.products import Products, by_owner, sum_by_label


@dataclass(frozen=True, eq=False)
class Demand:
    """How sales of `products` answer to prices; alpha (per thousand USD) and sigma are (...)."""

    products: Products
    alpha: Array
    sigma: Array
    outside: Array  # share of potential buyers who buy no car, in the known year

    def only(self, rows: Whole) -> "Demand":
        """Return some of the worlds."""
        return Demand(self.products, self.alpha[rows], self.sigma[rows], self.outside[rows])

    @cached_property
    def price_slope(self) -> Array:
        """alpha/(1 - sigma), with an axis for lines, (..., 1)."""
        return np.asarray(self.alpha / (1 - self.sigma))[..., None]

    @cached_property
    def figures(self) -> Array:
        """alpha, sigma, the outside share, alpha/(1 - sigma) and all who might buy, row by row, (5, worlds)."""
        return np.stack([self.alpha, self.sigma, self.outside, self.price_slope[:, 0], self.potential])

    @cached_property
    def potential(self) -> Array:
        """All who might buy, thousand a year, (...)."""
        return np.asarray(self.products.units.sum() / (1 - self.outside))

    @property
    def nest_units(self) -> Array:
        """Units of each nest in the known year, thousand, (nests,)."""
        return self.products.nest_units

    @property
    def inside(self) -> Array:
        """Share of each line in its nest in the known year, (lines,)."""
        return self.products.inside

    @cached_property
    def base_nest_shares(self) -> Array:
        """Share of each nest among all who might buy in the known year, (worlds, nests)."""
        return np.asarray(self.nest_units / self.potential[:, None])

    def attractions(self, rise: Array, lines: Whole | None = None) -> Array:
        """Return e_j of lines, all or some, (..., lines), at price rises of the same shape."""
        held, inside = np.multiply(rise, -self.price_slope), self.inside if lines is None else self.inside[lines]
        return np.multiply(np.exp(held, out=held), inside, out=held)  # in place: most of the time goes here

    def nest_shares(self, total: Array) -> tuple[Array, Array]:
        """Return the share of each nest among all who might buy, (..., nests), and the sum it is of, (..., 1)."""
        weight = self.base_nest_shares * total ** (1 - self.sigma[..., None])
        whole = self.outside[..., None] + ordered_sum(weight)[..., None]
        return weight / whole, whole

    def units(self, rise: Array, lines: Whole | None = None) -> tuple[Array, Array]:
        """Return units, thousand a year, (..., lines), and consumer surplus, bn USD a year, (...).

        rise: of the prices of all lines; lines: those whose units are asked for, all where none are stated.
        """
        pulls, nest = self.attractions(rise), self.products.groups.nest_of_line
        total = sum_by_label(pulls, nest)
        share, whole = self.nest_shares(total)
        each = self.potential[..., None] * share / total  # (..., nests)
        surplus = self.potential / self.alpha * np.log(whole[..., 0]) / 1e3
        if lines is not None:
            pulls, nest = contiguous_columns(pulls, lines), nest[lines]
        return np.multiply(pulls, by_owner(each, nest), out=pulls), surplus
