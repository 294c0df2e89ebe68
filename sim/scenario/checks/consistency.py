"""Rules that tie the parts of a scenario together.

Each check names the parts it needs and yields faults; it runs whenever those parts are sound, so
that one wrong part does not hide what is wrong elsewhere.
"""

from collections.abc import Callable, Iterator
from typing import Any

from sim.scenario.checks.actual import actual_bills_fit, actual_spans_fit, reports_fit
from sim.scenario.checks.car_market import carmakers_fit, industry_is_whole, market_fits, stocks_fit
from sim.scenario.checks.currency import currency_fits
from sim.scenario.checks.dates import accounts_fit, deals_are_kept, plants_grow, talks_end
from sim.scenario.checks.events import EVENT_CHECKS
from sim.scenario.checks.flows import central_car_market, flow_components, market_is_there
from sim.scenario.checks.named_levels import actual_moves_can_be, actual_terms_fit, peer_levels_can_be
from sim.scenario.checks.offers import anchors_are_issues, packages_can_be_weighed
from sim.scenario.checks.partners import PARTNER_CHECKS
from sim.scenario.checks.party_keys import PARTY_KEY_CHECKS
from sim.scenario.checks.politics import POLITICS_CHECKS
from sim.scenario.checks.precedent import peers_matter, precedent_fits
from sim.scenario.checks.rules import rule_faults
from sim.scenario.checks.stages import STAGE_CHECKS
from sim.scenario.checks.unknown_names import unknown_name_faults
from sim.scenario.checks.value_units import value_units_fit
from sim.scenario.checks.weights import components_are_weighed, reference_weights_fit
from sim.scenario.columns import COLUMNS
from sim.scenario.faults import KeyPath
from sim.scenario.schema.actual import actual_moves_fit

Findings = Iterator[tuple[KeyPath, str]]
Parts = dict[str, Any]


def flows_fit(parts: Parts) -> Findings:
    """The flow rules accept their parameters and the grids of their issues."""
    cars, refused = central_car_market(parts)
    yield from refused
    yield from flow_components(parts, cars)[1]


def rules_accept(part: str) -> Callable[[Parts], Findings]:
    """Return the check that the rules chosen in a part accept their parameters at central values."""
    return lambda parts: rule_faults(parts[part], (part,))


def events_fit(parts: Parts) -> Findings:
    """Events happen within the horizon, once, on issues that exist."""
    calendar, issues = parts["calendar"], parts["issues"]
    names = [event.name for event in parts["events"]]
    for place, event in enumerate(parts["events"]):
        here: KeyPath = ("events", place)
        if event.name in names[:place]:
            yield (*here, "name"), f"another event is called {event.name}: random draws go by name, give each its own"
        for key, dates in (("date", [event.date]), ("between", list(event.between or []))):
            for day in dates:
                if day is not None and not calendar.pause <= day <= calendar.horizon:
                    rule = f"must be from pause, {calendar.pause}, to horizon, {calendar.horizon}"
                    yield (*here, key), f"{rule}; found {day}"
        yield from unknown_name_faults((*here, "peer"), event.peer or {}, issues, "no such issue")


def names_are_free(parts: Parts) -> Findings:
    """No issue or carmaker has the name of a column of results."""
    for name in parts["issues"]:
        if name in COLUMNS:
            yield ("issues", name), f"{name} is the name of a column of results: give the issue another"


def something_to_settle(parts: Parts) -> Findings:
    """At least one issue with more than one level is on the table."""
    if not any(issue.on_table and len(issue.levels) > 1 for issue in parts["issues"].values()):
        yield ("issues",), "no issue with two levels or more is on the table: set on_table: true for one at least"


Check = tuple[tuple[str, ...], Callable[[Parts], Findings]]

CHECKS: list[Check] = [
    (("issues", "market", "industry"), market_is_there),
    (("issues", "industry"), flows_fit),
    (("issues", "market", "carmakers", "industry"), industry_is_whole),
    (("market",), market_fits),
    (("market", "carmakers"), carmakers_fit),
    (("industry", "carmakers"), currency_fits),
    (("value_unit",), value_units_fit),
    (("carmakers", "industry", "issues"), stocks_fit),
    (("carmakers",), plants_grow),
    (("issues",), names_are_free),
    (("issues",), something_to_settle),
    (("issues", "party_a", "party_b"), packages_can_be_weighed),
    (("issues", "party_a", "party_b"), anchors_are_issues),
    (("events", "issues", "precedent"), peers_matter),
    (("issues", "industry", "party_a", "party_b"), components_are_weighed),
    *[((part,), rules_accept(part)) for part in ("party_a", "party_b", "election")],
    *POLITICS_CHECKS,
    (("events", "calendar", "issues"), events_fit),
    (("events", "issues"), peer_levels_can_be),
    *EVENT_CHECKS,
    (("precedent", "industry", "issues"), precedent_fits),
    (("calendar", "deadline", "assembly", "party_a", "party_b"), talks_end),
    (("calendar", "industry"), accounts_fit),
    (("enforcement", "calendar"), deals_are_kept),
    (("reference_weights", "party_a", "party_b"), reference_weights_fit),
    *PARTNER_CHECKS,
    *PARTY_KEY_CHECKS,
    *STAGE_CHECKS,
    (("actual", "issues", "calendar"), actual_moves_fit),
    (("actual", "issues"), actual_terms_fit),
    (("actual", "issues"), actual_moves_can_be),
    (("actual", "issues"), actual_spans_fit),
    (("actual", "carmakers"), actual_bills_fit),
    (("carmakers", "industry"), reports_fit),
]
