"""Which issue holds the tariff on the cars of the market."""

from collections.abc import Mapping
from typing import Any

from sim.scenario.schema.car_market import IndustryPart, MarketPart
from sim.scenario.schema.issues import IssuePart

MARKET_RULE = "car_market"  # the flow rule that needs the market


def car_tariff_of(
    issues: Mapping[str, IssuePart], market: MarketPart | None, industry: IndustryPart | None
) -> str | None:
    """Return the issue that the industry names, or that whose flows come from the market; None without either."""
    if industry is not None:
        return industry.tariff
    return next((name for name in issues if market is not None and has_market_rule(issues[name])), None)


def has_market_rule(issue: IssuePart) -> bool:
    """Return whether the flows of an issue come from the car market."""
    return bool(issue.flows.model_fields_set == {MARKET_RULE})


def car_tariff_in(parts: Mapping[str, Any]) -> str | None:
    """Return the same of the parts of a scenario, as far as they can be read."""
    return car_tariff_of(parts.get("issues") or {}, parts.get("market"), parts.get("industry"))
