"""The car market of a scenario: its products and demand, at central, drawn or extreme figures."""

from itertools import product
from typing import Any

import numpy as np

from sim.economy.market.calibration import CalibrationTargets
from sim.economy.market.market import Market
from sim.economy.market.products import Products
from sim.economy.market.tariff_cases import rates_by_region
from sim.economy.market.tariff_equilibria import TariffEquilibria, solve_tariffs
from sim.scenario.schema.car_market import MarketPart


def products_of(part: MarketPart) -> Products:
    """Return the lines of a scenario's market; ValueError if two are the same."""
    cars = part.cars
    return Products(
        brand=tuple(line.brand for line in cars),
        firm=tuple(line.pricing_firm for line in cars),
        region=tuple(line.plant_region for line in cars),
        units=np.array([line.us_sales_thousand for line in cars], dtype=float),
        price=np.array([line.average_price_thousand_usd for line in cars], dtype=float),
        customs_share=np.array([line.customs_value_share_of_price for line in cars], dtype=float),
        base_rate=np.array([line.base_tariff_2024 for line in cars], dtype=float),
        nests=None if part.nests == "one" else tuple(line.nest for line in cars),
        home=part.home,
        partner=part.partner,
    )


def market_of(part: MarketPart, drawn: Any) -> Market:
    """Return the market, calibrated to the drawn figures; ValueError if that cannot be."""
    return Market.of(
        products_of(part), CalibrationTargets(drawn.outside, drawn.elasticity, drawn.margin, part.margin_of)
    )


class CentralFigures:
    """A part of a scenario with every figure at its publicly expected value, (1,) each."""

    def __init__(self, part: MarketPart) -> None:
        self.outside, self.elasticity, self.margin = (
            np.array([held.central]) for held in (part.outside, part.elasticity, part.margin)
        )
        self.tariffs: dict[Any, Any] = {region: np.array([held.central]) for region, held in part.tariffs.items()}
        self.dutiable: dict[Any, Any] = {region: np.array([held.central]) for region, held in part.dutiable.items()}


class EdgeFigures:
    """The same with every figure at an edge of what it may be, (8,) each: outside, elasticity, margin in all ways."""

    def __init__(self, part: MarketPart) -> None:
        spans = (part.outside.span, part.elasticity.span, part.margin.span)
        self.outside, self.elasticity, self.margin = np.array([*product(*spans)]).T
        highest = np.ones_like(self.margin)
        self.tariffs: dict[Any, Any] = {region: held.span[1] * highest for region, held in part.tariffs.items()}
        self.dutiable: dict[Any, Any] = {region: held.span[1] * highest for region, held in part.dutiable.items()}


def equilibria_by_level(part: MarketPart, issue: Any, figures: CentralFigures | EdgeFigures) -> TariffEquilibria:
    """Return the market at each level of the car tariff; ValueError or ArithmeticError if there is none."""
    market = market_of(part, figures)
    levels = np.array(issue.levels, dtype=float) / 100
    return solve_tariffs(
        market, levels, issue.levels.index(issue.lapsed), rates_by_region(market, figures.tariffs, figures.dutiable)
    )
