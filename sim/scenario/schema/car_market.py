"""The parts of a scenario that describe the car market and the carmakers."""

import datetime as dt
from typing import Any, Literal

from pydantic import field_validator
from pydantic_core import PydanticCustomError

from sim.core.currency import CODE, usual_currency
from sim.economy.market.products import HOME, PARTNER
from sim.scenario.faults import describe_value
from sim.scenario.schema.block import LARGEST_FIGURE, Block, amount, plain
from sim.scenario.schema.choice import StockRule
from sim.scenario.schema.fields import KnownBy, Name, Source
from sim.scenario.schema.quantity import Quantity

REGIONS = Name  # in which cars are built, by whatever names; MX stands for Mexico and Canada


class CarLine(Block):
    """One line of the market: a brand built in a region, with what was sold of it in a year."""

    brand: str = plain("brand", min_length=1)
    pricing_firm: str = plain("firm that sets its price", min_length=1)
    plant_region: REGIONS = plain("region in which it is built")
    us_sales_thousand: float = plain("sales in {a_title}", "thousand vehicles a year", gt=0, le=20_000)
    average_price_thousand_usd: float = plain("average price", "thousand USD", gt=0, le=1_000)
    customs_value_share_of_price: float = plain("what duty falls on, over the price", "share", ge=0, le=1)
    base_tariff_2024: float = plain("duty already in the price", "share", ge=0, le=1)
    nest: int = plain("group of like cars: 0 mass, 1 Detroit, 2 premium", ge=0, le=99)


class MarketPart(Block):
    """The car market of a country in a year without new tariffs, and the tariffs that others pay."""

    cars: list[CarLine] = plain("its lines, or the CSV file that holds them, beside this file", min_length=1)
    home: REGIONS = plain("region whose cars pay no duty", default=HOME)
    partner: REGIONS = plain("region on whose cars the tariff is negotiated", default=PARTNER)
    nests: Literal["one", "three"] = plain("one: all cars are alike; three: those of the lines' own nests")
    outside: Quantity = amount("potential buyers who buy no car", "share", 0, 0.99, strict=True)
    elasticity: Quantity = amount("fall of all sales with all prices", "ratio", 0, 10, strict=True)
    margin: Quantity = amount("price less cost, over price, of `margin_of`", "share", 0, 1, strict=True)
    margin_of: str = plain("pricing firm whose margin is known")
    tariffs: dict[REGIONS, Quantity] = amount("duty of other regions from the first day, in all", "percent", 0, 100)
    dutiable: dict[REGIONS, Quantity] = amount("part of a region's customs value that pays", "share", 0, 1, default={})
    source: Source = None
    known_by: KnownBy = None

    @property
    def others(self) -> list[str]:
        """The regions whose cars pay on their whole value: those of a peer's deal that names none."""
        return [region for region in self.tariffs if region not in self.dutiable]

    @field_validator("cars", mode="before")
    @classmethod
    def are_lines(cls, given: Any) -> Any:
        """Refuse what is neither a list nor, read already, a file."""
        if not isinstance(given, list):
            rule = "must be a list of lines, or the name of a CSV file that holds them; found {found}"
            raise PydanticCustomError("cars", rule, {"found": describe_value(given)})
        return given


class Stage(Block):
    """What a plant can build by a date."""

    date: dt.date = plain("the day")
    units: float = plain("cars for the {a_adj} market", "thousand vehicles a year", ge=0, le=LARGEST_FIGURE)


class ImportedParts(Block):
    """What a maker's home plants pay on imported parts."""

    value: Quantity = amount("customs value of the parts", "bn USD a year", 0)
    since: dt.date = plain("the day the duty on parts began")
    relief: Quantity = amount(
        "parts free of duty, over the value of the {a_adj}-built cars; under `lots` the credit of the law in its place",
        "share", 0, 1, default=Quantity(value=0, source="none"),
    )  # fmt: skip
    stock_days: Quantity = amount(
        "parts in stock on the day the tariff on cars began, and aimed for; under `lots`", "days of use", 0,
        default=Quantity(value=0, source="none"),
    )  # fmt: skip
    direct: Quantity = amount(
        "part of the parts that goes from the port to the line and not into stock; under `lots`", "share", 0, 1,
        default=Quantity(value=0, source="none"),
    )  # fmt: skip


class Supply(Block):
    """What is known of a maker's cars on their way to buyers; asked for by `stock: lots`."""

    all_days: Quantity = amount("stock of all its cars, dealers' too, on the day the tariff began", "days of sales", 0)
    customs_share: Quantity | None = amount(
        "what duty falls on, over the price of its {b_adj}-built cars, in place of the market's", "share", 0, 1,
        strict=True, default=None,
    )  # fmt: skip
    built_at_home: Quantity = amount(
        "part of what the market calls built in {b} that {a_adj} plants built", "share", 0, 1,
        default=Quantity(value=0, source="none"),
    )  # fmt: skip
    content: Quantity | None = amount(
        "part of the customs value of its Mexican-built cars that pays, in place of market.dutiable", "share", 0, 1,
        default=None,
    )  # fmt: skip
    source: Source = None


class CarmakerPart(Block):
    """A maker of {b_adj}-built cars: its lines in the market, its stock and its plants."""

    brand: str = plain("its brand in the market")
    built_in: list[REGIONS] = plain(
        "regions of its lines; the one in which the tariff is negotiated is among them", min_length=1
    )
    stock_days: Quantity = amount("days of sales landed before the tariff, on the day it began", "days", 0)
    yearly_profit: Quantity = amount("operating profit of the firm", "tn {currency} a year", 0, strict=True)
    plants: dict[Name, list[Stage]] = plain("capacity of each {a_adj} plant, linear between dates", default={})
    replaces: Quantity = amount(
        "part of the plants' growth that takes the place of {b_adj}-built cars", "share", 0, 1,
        default=Quantity(value=0, source="none"),
    )  # fmt: skip
    reported: dict[str, float] = plain(
        "tariffs it reported paying, by quarter as 2025q2; shown beside the model's, never used",
        "bn {currency}",
        default={},
    )
    parts: ImportedParts | None = plain("imported parts, where they are known", default=None)
    supply: Supply | None = plain("its cars on their way to buyers, under `stock: lots`", default=None)
    price_freeze: dt.date | None = plain("last day on which it leaves its prices as they were", default=None)
    source: Source = None
    known_by: KnownBy = None


class Support(Block):
    """Emergency support for the industry by Seoul."""

    budget: Quantity = amount("loans, guarantees and funds in all", "tn {currency}", 0)
    grant_share: Quantity = amount("part of it that is worth money to the makers", "share", 0, 1)
    until: dt.date = plain("day by which it is paid out, evenly")


class CreditStep(Block):
    """A credit that holds up to a date."""

    until: dt.date = plain("last day")
    share: float = plain("credit, over the list price of cars assembled in {a}", "share", ge=0, le=1)


class PartsCredit(Block):
    """The {a_adj} credit against the duty on parts, for cars assembled in {a}; under `lots`."""

    since: dt.date = plain("first day whose cars earn it")
    steps: list[CreditStep] = plain("the credit by date", min_length=1)
    list_over_price: Quantity = amount("list price over the average price", "ratio", 0)
    claimed: Quantity = amount("part of it that is granted and booked", "share", 0, 1)
    source: Source = None


class IndustryPart(Block):
    """What the carmakers share."""

    tariff: str = plain("issue that holds their tariff")
    since: dt.date = plain("the day the tariffs on cars began")
    stock: StockRule = plain("how stocks are kept count of", default=StockRule.model_validate("untaxed_only"))
    parts_credit: PartsCredit | None = plain("the credit against the duty on parts, if there is one", default=None)
    currency: str = plain(
        "the makers' currency, its ISO code: that of their profits, bills and support, and of `exchange_rate`",
        default=usual_currency(),
    )
    exchange_rate: Quantity = amount("{currency_word} for a dollar", "{currency} per USD", 0, strict=True)
    exchange_walk: Quantity | None = amount(
        "standard deviation of a day's move of the exchange rate from the first tariff on, logarithm; drawn by week",
        "a day", 0, 0.1, default=None,
    )  # fmt: skip
    tau: Quantity = amount("time constant of prices; the longer, the more the makers bear", "years", 0, strict=True)
    lobby: Quantity = amount("rise of {b}'s weight on car relief at full pressure", "share", 0)
    deal_chance: Quantity = amount("chance that markets give a deal", "share", 0, 1)
    discount: Quantity = amount("rate at which markets discount", "share a year", 0, strict=True)
    support: Support
    reported_exports: dict[str, float] = plain(
        "change of car exports to {a} on a year before, by value and month as 2025-04; shown, never used",
        "percent",
        default={},
    )
    accounts_until: dt.date = plain("day to which duty, units, profit and support are added up")
    source: Source = None
    known_by: KnownBy = None

    @field_validator("currency")
    @classmethod
    def is_code(cls, held: str) -> str:
        """Refuse what is no code of three capitals."""
        if not CODE.fullmatch(held):
            rule = "must be the code of a currency, three capitals as in EUR; found {found}"
            raise PydanticCustomError("currency", rule, {"found": describe_value(held)})
        return held
