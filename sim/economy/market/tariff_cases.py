"""The market under stated tariffs, told in the figures that trade economists ask for.

A case is a tariff on partner's cars, one on those of other countries overseas, and the statutory one on
cars from Mexico and Canada, which pay on part of their value.  Figures are against the known year.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from sim.core.worlds import Array, Flags, Worlds, ordered_sum
from sim.economy.market.market import Market, Year, sum_lines

HELD: dict[str, Any] = json.loads((Path(__file__).parent / "cases_of_2025.json").read_text(encoding="utf-8"))
OTHERS = ("JP", "EU", "OT")
MEXICO = "MX"  # and Canada, whose cars pay on part of their value
DETROIT: tuple[str, ...] = tuple(HELD["firms"]["domestic"])
MFN = 2.5  # percent on cars without a trade agreement


@dataclass(frozen=True)
class TariffCase:
    """Tariffs in percent, in all (not on top of a base)."""

    party_b: float  # on cars from party B
    others: float  # on those from other countries overseas
    usmca: float  # statutory, on those from Mexico and Canada


CASES = {name: TariffCase(*map(float, rates)) for name, rates in HELD["cases"].items()}  # that readers ask about
COLUMNS: dict[str, tuple[str, str]] = {name: (unit, said) for name, (unit, said) in HELD["columns"].items()}


def rates_by_region(market: Market, by_region: Mapping[str, Worlds], dutiable: Mapping[str, Worlds]) -> Array:
    """Return duty rates of each line, shares, (worlds, lines), from rates by region in percent.

    dutiable: part of the customs value that a region's cars pay on; 1 where nothing is stated.
    """
    worlds = len(market.demand.alpha)
    none: Worlds = 0.0
    found = [by_region.get(r, none) * np.asarray(dutiable.get(r, 1.0)) / 100 for r in market.products.region]
    return np.stack([np.broadcast_to(rate, worlds) for rate in found]).T


def case_rates(market: Market, case: TariffCase, usmca_share: Worlds) -> Array:
    """Return duty rates of a case, shares, (worlds, lines)."""
    own = {market.products.partner: case.party_b, market.products.home: 0.0, MEXICO: case.usmca}
    by_region: dict[str, Worlds] = {**dict.fromkeys(market.products.region, case.others), **own}
    return rates_by_region(market, by_region, {MEXICO: usmca_share})


def solve_case(market: Market, case: TariffCase, pass_through: Worlds, usmca_share: Worlds) -> Year:
    """Return the year of a case, prices having gone `pass_through` of their way."""
    paid = case_rates(market, case, usmca_share)
    rise, _ = market.equilibrium_rise(paid)
    return market.year(np.reshape(pass_through, (-1, 1)) * rise, paid)


def percent_change(values: Array, before: Array, lines: Flags) -> Array:
    """Return the change of a sum over lines, percent, (worlds,)."""
    return 100 * (sum_lines(values, lines) / sum_lines(before, lines) - 1)


def mean_price(year: Year) -> Array:
    """Return the mean price of the cars sold, thousand USD, (worlds,)."""
    return ordered_sum(year.price * year.units) / ordered_sum(year.units)


def case_figures(market: Market, year: Year) -> dict[str, Array]:
    """Return the figures of a year, (worlds,) each, named and explained in COLUMNS."""
    products, old = market.products, market.known_year()
    partner_built, every = products.partner_built, np.ones(len(products.firm), dtype=bool)
    hmg, earned = products.of_firms(*HELD["firms"]["makers"]), year.profit - old.profit
    revenue, detroit = sum_lines(year.duty - old.duty, every), sum_lines(earned, products.of_firms(*DETROIT))
    paid, asked = year.price * old.units, old.price * old.units
    found = [
        sum_lines(year.units, partner_built),
        percent_change(year.units, old.units, partner_built),
        percent_change(year.units, old.units, partner_built & hmg),
        sum_lines(year.value, partner_built),
        sum_lines(year.value - old.value, partner_built),
        percent_change(paid, asked, partner_built),
        sum_lines(earned, hmg),
        sum_lines(year.duty, hmg),
        sum_lines(year.duty, partner_built),
        percent_change(year.units, old.units, hmg),
        detroit,
        sum_lines(earned, products.of_firms(*HELD["firms"]["rivals"])),
        year.surplus,
        revenue,
        year.surplus + revenue + detroit,
        percent_change(year.units, old.units, every),
        100 * (mean_price(year) / mean_price(old) - 1),
        percent_change(year.units, old.units, products.home_built),
    ]
    return dict(zip(COLUMNS, found, strict=True))
