"""The U.S. car market of 2024, for tests."""

import csv
from functools import cache

import numpy as np
from places import SCENARIOS
from views import read_only

from sim.core.worlds import Array
from sim.economy.market.calibration import CalibrationTargets
from sim.economy.market.market import Market
from sim.economy.market.products import Products
from sim.economy.market.tariff_cases import OTHERS, rates_by_region
from sim.economy.market.tariff_equilibria import TariffEquilibria, solve_tariffs

FILE = SCENARIOS / "data" / "us_car_market_2024.csv"
NUMBERS = {
    "units": "us_sales_thousand",
    "price": "average_price_thousand_usd",
    "customs_share": "customs_value_share_of_price",
    "base_rate": "base_tariff_2024",
}


@cache
def fleet(nests: str = "one") -> Products:
    """Return the cars of 2024, read-only, in one nest or in three: mass, Detroit, premium."""
    with FILE.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
    numbers = {name: np.array([float(row[column]) for row in rows]) for name, column in NUMBERS.items()}
    read_only(*numbers.values())
    return Products(
        brand=tuple(row["brand"] for row in rows),
        firm=tuple(row["pricing_firm"] for row in rows),
        region=tuple(row["plant_region"] for row in rows),
        nests={"one": None, "three": tuple(int(row["nest"]) for row in rows)}[nests],
        **numbers,
    )


def market(worlds: int = 1, nests: str = "one", **known: float | Array) -> Market:
    """Return the market of 2024 in a number of worlds; known: what of Known is not as its defaults."""
    stated = {"margin": CalibrationTargets.margin} | known
    return Market.of(
        fleet(nests), CalibrationTargets(**{name: np.broadcast_to(value, worlds) for name, value in stated.items()})
    )


def paid(cars: Market, others: float | Array, mexico: float = 25.0) -> Array:
    """Return the rates of all foreign cars, (worlds, lines); Mexico's pay on 55 percent of value."""
    return rates_by_region(cars, {"MX": mexico, **dict.fromkeys(OTHERS, others)}, {"MX": 0.55})


def sold_at(cars: Market, levels: Array, others: float | Array) -> TariffEquilibria:
    """Return the market at each level where the others had 27.5 percent on the first day, and pay another rate now."""
    first = solve_tariffs(cars, levels / 100, int(levels.argmax()), paid(cars, 27.5))
    rows = np.flatnonzero(np.broadcast_to(others, len(cars.demand.alpha)) != 27.5)
    return first.with_foreign_rates(rows, paid(cars, others)[rows]) if len(rows) else first
