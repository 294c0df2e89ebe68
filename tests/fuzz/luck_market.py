"""A car market and its makers by luck: few lines, some built in Korea, every region with a tariff."""

import datetime as dt
from dataclasses import replace
from random import Random
from typing import Any

from luck_values import RARE, choice, figure, made_block, rounded, some
from pydantic import ValidationError

from sim.economy.market.calibration import LARGEST_SIGMA, CalibrationTargets, firm_margin, plain_logit_demand
from sim.scenario.car_market import products_of
from sim.scenario.schema.block import declaration_of
from sim.scenario.schema.car_market import CarmakerPart, IndustryPart, MarketPart

BRANDS = ["Alfa", "Brenn", "Corvo", "Delo", "Elan"]
FIRMS = ["North", "South", "West"]
FREE = ["MX", "JP", "EU", "OT"]  # regions whose tariff is not negotiated


def car_line(luck: Random, brand: str, firm: str, region: str) -> dict[str, Any]:
    """Return one line of the market."""
    return {
        "brand": brand,
        "pricing_firm": firm,
        "plant_region": region,
        "us_sales_thousand": rounded(luck.uniform(5, 900)),
        "average_price_thousand_usd": rounded(luck.uniform(20, 70)),
        "customs_value_share_of_price": rounded(luck.uniform(0.3, 1)),
        "base_tariff_2024": luck.choice([0, 0, 0.025]),
        "nest": luck.randint(0, 2),
    }


def market(luck: Random) -> dict[str, Any]:
    """Return a market of a few lines, the first of them built in Korea."""
    brands = some(luck, BRANDS, 3)
    cars = []
    for place, brand in enumerate(brands):
        regions = (
            ["KR", *some(luck, ["US", *FREE])[:2]]
            if place == 0
            else luck.sample(["US", "KR", *FREE], luck.choice([1, 1, 2]))
        )
        cars += [car_line(luck, brand, FIRMS[place % len(FIRMS)], region) for region in regions]
    built = sorted({car["plant_region"] for car in cars} & set(FREE))
    tariffs = MarketPart.model_fields["tariffs"]
    made = {
        "cars": cars,
        "nests": luck.choice(["one", "three"]),
        "outside": rounded(luck.uniform(0.3, 0.8)),
        "elasticity": rounded(luck.uniform(0.6, 3)),
        "margin": 0.1,
        "margin_of": luck.choice(cars)["pricing_firm"],
        "tariffs": {region: figure(luck, region, declaration_of(tariffs)) for region in built},
        "dutiable": {region: rounded(luck.random()) for region in built if luck.random() < 0.3},
        "source": "assumed",
    }
    return made | {"margin": reachable_margin(luck, made)}


def reachable_margin(luck: Random, made: dict[str, Any]) -> Any:
    """Return a margin, or a spread of it, that the firm can earn in its market; seldom any other."""
    try:
        part = MarketPart.model_validate(made)
    except ValidationError:
        return made["margin"]  # refused anyway
    demand = plain_logit_demand(
        products_of(part), CalibrationTargets(made["outside"], made["elasticity"], 0.1, part.margin_of)
    )
    most = float(firm_margin(demand, part.margin_of)[0])
    least = float(firm_margin(replace(demand, sigma=demand.sigma + LARGEST_SIGMA), part.margin_of)[0])
    most = max(min(most, 0.3), least + 0.02)
    ends = [
        rounded(least + (most - least) * luck.uniform(0.02, 0.98) + luck.choice([-1, 1]) * (luck.random() < RARE))
        for _ in range(2)
    ]
    return luck.choice([ends[0], {"uniform": sorted(ends)}])


def makers(luck: Random, held: dict[str, Any], pause: dt.date, lots: bool) -> dict[str, Any]:
    """Return the makers of Korean-built cars, by name."""
    found: dict[str, Any] = {}
    for brand in dict.fromkeys(car["brand"] for car in held["cars"] if car["plant_region"] == "KR"):
        if found and luck.random() < 0.5:
            continue
        others = [car["plant_region"] for car in held["cars"] if car["brand"] == brand and car["plant_region"] != "KR"]
        given = {"supply": None} if not lots and luck.random() < 0.7 else {}
        made = made_block(
            luck, CarmakerPart, brand=brand, built_in=["KR", *some(luck, others)], plants=plants(luck, pause), **given
        )
        if lots and "supply" not in made:
            made["supply"] = {"all_days": rounded(luck.uniform(1, 120))}
        found[brand.lower()] = made | {"source": "assumed"}
    return found


def plants(luck: Random, pause: dt.date) -> dict[str, Any]:
    """Return the capacity of plants by date, which never falls."""
    found = {}
    for name in some(luck, ["valley", "coast"]):
        days = sorted(luck.sample(range(-60, 500), luck.randint(1, 3)))
        units = sorted(rounded(luck.uniform(0, 400)) for _ in days)
        found[name] = [
            {"date": pause + dt.timedelta(days=day), "units": size} for day, size in zip(days, units, strict=True)
        ]
    return found


def industry(luck: Random, tariff: str, pause: dt.date, last: int, lots: bool) -> dict[str, Any]:
    """Return what the makers share; accounts end at most `last` days after the pause began."""
    rule = IndustryPart.model_fields["stock"].annotation
    return made_block(
        luck,
        IndustryPart,
        tariff=tariff,
        since=pause - dt.timedelta(days=luck.choice([0, 0, 2, 6, 12] if luck.random() < 0.97 else [40, 366])),
        stock=choice(luck, rule, "lots" if lots else "untaxed_only"),
        support=luck_support(luck, pause, last),
        accounts_until=pause + dt.timedelta(days=luck.randint(0, last)),
        parts_credit=parts_credit(luck, pause) if luck.random() < 0.4 else None,
        reported_exports=None,
        source="assumed",
    )


def luck_support(luck: Random, pause: dt.date, last: int) -> dict[str, Any]:
    """Return emergency support."""
    return {
        "budget": rounded(luck.uniform(0, 6)),
        "grant_share": rounded(luck.random()),
        "until": pause + dt.timedelta(days=luck.randint(0, last)),
    }


def parts_credit(luck: Random, pause: dt.date) -> dict[str, Any]:
    """Return the credit against the duty on parts, in steps."""
    days = sorted(luck.sample(range(0, 700), luck.randint(1, 3)))
    return {
        "since": pause + dt.timedelta(days=luck.randint(-30, 30)),
        "steps": [{"until": pause + dt.timedelta(days=day), "share": rounded(luck.random() / 8)} for day in days],
        "list_over_price": rounded(luck.uniform(0.9, 1.3)),
        "claimed": rounded(luck.random()),
    }
