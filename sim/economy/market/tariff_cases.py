"""The market under stated tariffs, told in the figures that trade economists ask for.

A case is a tariff on Korean cars, one on those of Japan, the EU and others, and the statutory one on
cars from Mexico and Canada, which pay on part of their value.  Figures are against the known year.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from sim.core.worlds import Array, Flags, Worlds, ordered_sum
from sim.economy.market.market import Market, Year, sum_lines

OTHERS = ("JP", "EU", "OT")
DETROIT = ("GM", "Ford", "Stellantis", "Tesla")
JAPAN = ("Toyota", "Honda", "Nissan", "Subaru", "Mazda")
MFN = 2.5  # percent on cars without a trade agreement


@dataclass(frozen=True)
class TariffCase:
    """Tariffs in percent, in all (not on top of a base)."""

    korea: float  # on cars from Korea
    others: float  # on those from Japan, the EU and others
    usmca: float  # statutory, on those from Mexico and Canada


CASES = {  # those that a reader of the talks asks about
    "baseline": TariffCase(0, MFN, 0),
    "KR25_others25": TariffCase(25, 25 + MFN, 25),
    "KR15_others25": TariffCase(15, 25 + MFN, 25),
    "KR25_others15": TariffCase(25, 15, 25),
    "KR15_others15": TariffCase(15, 15, 25),
    "KR10_others15": TariffCase(10, 15, 25),
    "KR0_others15": TariffCase(0, 15, 25),
    "KR25_only": TariffCase(25, MFN, 0),
    "KR15_only": TariffCase(15, MFN, 0),
}

COLUMNS = {  # unit and meaning
    "kr_units_k": ("thousand vehicles a year", "Korean-built cars sold"),
    "kr_units_pct": ("percent", "change of it"),
    "hmg_kr_units_pct": ("percent", "change of Korean-built Hyundai and Kia sold"),
    "kr_value_bn": ("bn USD a year", "customs value of Korean-built cars"),
    "kr_value_chg_bn": ("bn USD a year", "change of it"),
    "kr_price_pct": ("percent", "change of their mean price, at the known year's sales"),
    "hmg_profit_chg_bn": ("bn USD a year", "change of Hyundai's and Kia's profit"),
    "hmg_duty_bn": ("bn USD a year", "duty on Hyundai's and Kia's cars"),
    "kr_duty_bn": ("bn USD a year", "duty on Korean-built cars"),
    "hmg_us_total_pct": ("percent", "change of all Hyundais and Kias sold"),
    "detroit_profit_chg_bn": ("bn USD a year", "change of profit of GM, Ford, Stellantis and Tesla"),
    "japan_profit_chg_bn": ("bn USD a year", "change of profit of the five Japanese makers"),
    "cs_chg_bn": ("bn USD a year", "change of consumer surplus"),
    "revenue_chg_bn": ("bn USD a year", "change of tariff revenue"),
    "us_net_bn": ("bn USD a year", "consumer surplus, tariff revenue and Detroit's profit together"),
    "market_units_pct": ("percent", "change of all cars sold"),
    "avg_price_pct": ("percent", "change of the mean price of the cars sold"),
    "us_built_pct": ("percent", "change of U.S.-built cars sold"),
}


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
    by_region: dict[str, Worlds] = {"KR": case.korea, "MX": case.usmca, **dict.fromkeys(OTHERS, case.others)}
    return rates_by_region(market, by_region, {"MX": usmca_share})


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
    korean, every = products.built_in("KR"), np.ones(len(products.firm), dtype=bool)
    hmg, earned = products.of_firms("HMG"), year.profit - old.profit
    revenue, detroit = sum_lines(year.duty - old.duty, every), sum_lines(earned, products.of_firms(*DETROIT))
    paid, asked = year.price * old.units, old.price * old.units
    return {
        "kr_units_k": sum_lines(year.units, korean),
        "kr_units_pct": percent_change(year.units, old.units, korean),
        "hmg_kr_units_pct": percent_change(year.units, old.units, korean & hmg),
        "kr_value_bn": sum_lines(year.value, korean),
        "kr_value_chg_bn": sum_lines(year.value - old.value, korean),
        "kr_price_pct": percent_change(paid, asked, korean),
        "hmg_profit_chg_bn": sum_lines(earned, hmg),
        "hmg_duty_bn": sum_lines(year.duty, hmg),
        "kr_duty_bn": sum_lines(year.duty, korean),
        "hmg_us_total_pct": percent_change(year.units, old.units, hmg),
        "detroit_profit_chg_bn": detroit,
        "japan_profit_chg_bn": sum_lines(earned, products.of_firms(*JAPAN)),
        "cs_chg_bn": year.surplus,
        "revenue_chg_bn": revenue,
        "us_net_bn": year.surplus + revenue + detroit,
        "market_units_pct": percent_change(year.units, old.units, every),
        "avg_price_pct": 100 * (mean_price(year) / mean_price(old) - 1),
        "us_built_pct": percent_change(year.units, old.units, products.built_in("US")),
    }
