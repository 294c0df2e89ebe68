"""Parts that a question needs and a scenario may do without: the question is refused, in one line."""

from sim.core.errors import UserError
from sim.scenario.schema.car_market import IndustryPart, MarketPart
from sim.scenario.schema.scenario import Scenario

NO_MARKET = "this scenario has no `market`, so that there are no cars to ask about; nothing was run"
NO_CARMAKERS = "this scenario has no `carmakers`, so that there are no accounts of theirs; nothing was run"


def require_market(spec: Scenario) -> MarketPart:
    """Return the car market of a scenario; UserError where it has none."""
    if spec.market is None:
        raise UserError(NO_MARKET)
    return spec.market


def require_industry(spec: Scenario) -> IndustryPart:
    """Return what the carmakers of a scenario share; UserError where it has none."""
    if spec.industry is None:
        raise UserError(NO_CARMAKERS)
    return spec.industry
