"""Rules that tie the car market and the carmakers to each other and to the issues."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from sim.economy.calibration import Known
from sim.economy.cases import regional
from sim.economy.fleet import HOME, Fleet
from sim.economy.market import Market
from sim.economy.priced import KOREA, Priced, priced
from sim.scenario.cars import MarketPart
from sim.scenario.faults import Place, meant

Found = Iterator[tuple[Place, str]]
Parts = dict[str, Any]


def fleet_of(part: MarketPart) -> Fleet:
    """Return the lines of a scenario's market; ValueError if two are the same."""
    cars = part.cars
    return Fleet(
        brand=tuple(line.brand for line in cars),
        firm=tuple(line.pricing_firm for line in cars),
        region=tuple(line.plant_region for line in cars),
        units=np.array([line.us_sales_thousand for line in cars], dtype=float),
        price=np.array([line.average_price_thousand_usd for line in cars], dtype=float),
        customs_share=np.array([line.customs_value_share_of_price for line in cars], dtype=float),
        base_rate=np.array([line.base_tariff_2024 for line in cars], dtype=float),
        nests=None if part.nests == "one" else tuple(line.nest for line in cars),
    )


def market_of(part: MarketPart, drawn: Any) -> Market:
    """Return the market, calibrated to the drawn figures; ValueError if that cannot be."""
    return Market.of(fleet_of(part), Known(drawn.outside, drawn.elasticity, drawn.margin, part.margin_of))


class Central:
    """A part of a scenario with every figure at its publicly expected value, (1,) each."""

    def __init__(self, part: MarketPart) -> None:
        self.outside, self.elasticity, self.margin = (
            np.array([held.central]) for held in (part.outside, part.elasticity, part.margin)
        )
        self.tariffs: dict[Any, Any] = {region: np.array([held.central]) for region, held in part.tariffs.items()}
        self.dutiable: dict[Any, Any] = {region: np.array([held.central]) for region, held in part.dutiable.items()}


def central_prices(part: MarketPart, issue: Any) -> Priced:
    """Return the market at each level of the car tariff, at central figures; ValueError if there is none."""
    held = Central(part)
    market = market_of(part, held)
    levels = np.array(issue.levels, dtype=float) / 100
    return priced(market, levels, issue.levels.index(issue.lapsed), regional(market, held.tariffs, held.dutiable))


def market_fits(parts: Parts) -> Found:
    """The market can be calibrated, and every region's cars have a tariff."""
    part = parts["market"]
    try:
        market = market_of(part, Central(part))
    except ValueError as wrong:
        yield ("market",), f"the car market cannot be calibrated: {wrong}"
        return
    regions = set(market.fleet.region)
    if KOREA not in regions:
        yield ("market", "cars"), f"no cars are built in {KOREA}: there would be nothing to negotiate"
    for region in sorted(regions - {HOME, KOREA} - set(part.tariffs)):
        yield ("market", "tariffs"), f"lacks the tariff of {region}, whose cars are in the market"
    for region in sorted({HOME, KOREA} & set(part.tariffs)):
        rule = "is negotiated, by its issue" if region == KOREA else "cannot be: these cars are built at home"
        yield ("market", "tariffs", region), f"the tariff of {region} {rule}: delete this line"


def carmakers_fit(parts: Parts) -> Found:
    """Each carmaker's lines are in the market, one of them Korean, and belong to nobody else."""
    part, taken = parts["market"], dict[tuple[str, str], str]()
    lines = {(line.brand, line.plant_region) for line in part.cars}
    for name, maker in parts["carmakers"].items():
        here: Place = ("carmakers", name)
        if maker.brand not in {brand for brand, _ in lines}:
            brands = sorted({brand for brand, _ in lines})
            yield (*here, "brand"), f"no such brand in the market: {maker.brand}. {meant(maker.brand, brands)}"
            continue
        if KOREA not in maker.built_in:
            yield (*here, "built_in"), f"must hold {KOREA}: a carmaker here builds cars in Korea"
        for place, region in enumerate(maker.built_in):
            line = (maker.brand, region)
            if line not in lines:
                yield (*here, "built_in", place), f"no cars of {maker.brand} built in {region} are in the market"
            elif line in taken:
                yield (*here, "built_in", place), f"these cars already belong to {taken[line]}"
            taken.setdefault(line, name)
