"""Rules that tie the talks of other partners to the rest of a scenario."""

from collections.abc import Callable, Iterator
from typing import Any

from sim.scenario.checks.car_market import NO_MARKET
from sim.scenario.checks.flows import flows_of
from sim.scenario.checks.offers import size_faults
from sim.scenario.checks.party_keys import keys_of
from sim.scenario.checks.rules import rule_faults
from sim.scenario.checks.unknown_names import misspelt_weights
from sim.scenario.columns import COLUMNS, MAKER_COLUMNS, partner_columns
from sim.scenario.faults import KeyPath, suggestion
from sim.scenario.schema.car_tariff import MARKET_RULE
from sim.scenario.schema.partners import PartnerPart

Findings = Iterator[tuple[KeyPath, str]]
Parts = dict[str, Any]
Rule = Callable[[Parts, KeyPath, str, PartnerPart], Findings]  # parts, where the partner stands, its name, itself

ALONE: KeyPath = ("neighbour",)  # where a partner stands that is the only one


def opens_in_time(parts: Parts, at: KeyPath, name: str, part: PartnerPart) -> Findings:
    """A partner's talks open while the pause lasts."""
    calendar, opening = parts["calendar"], part.talks
    if not calendar.pause <= opening < calendar.deadline:
        rule = f"must be from pause, {calendar.pause}, to a day before the deadline, {calendar.deadline}"
        yield (*at, "talks"), f"{rule}; found {opening}"


def issues_match(parts: Parts, at: KeyPath, name: str, part: PartnerPart) -> Findings:
    """Its issues are party B's by name and unit, and those that set a precedent are all there."""
    own, party_b = part.issues, parts["issues"]
    strange = [issue for issue in own if issue not in party_b]
    for issue in strange:
        yield (*at, "issues", issue), f"{{B}}'s talks have no such issue. {suggestion(issue, party_b)}"
    for issue in own:
        if issue in party_b and own[issue].unit != party_b[issue].unit:
            rule = f"must be that of {{b}}'s issue, {party_b[issue].unit}; found {own[issue].unit}"
            yield (*at, "issues", issue, "unit"), rule
    precedent = parts["precedent"]
    needed = precedent.issues if precedent else []
    lacking = [issue for issue in needed if issue in party_b and issue not in own]
    if lacking and not strange:
        yield ("neighbour", "issues"), f"lacks {', '.join(lacking)}: every issue that `precedent` names must stand here"


def something_to_settle_with(parts: Parts, at: KeyPath, name: str, part: PartnerPart) -> Findings:
    """At least one of its issues with more than one level is on the table."""
    if not any(issue.on_table for issue in part.issues.values()):
        yield (*at, "issues"), "no issue is on the table: set on_table: true for one at least"


def flows_are_weighed(parts: Parts, at: KeyPath, name: str, part: PartnerPart) -> Findings:
    """Its flow rules accept their grids; each component has a weight, and each weight a component."""
    names, refused, party_a = {"parity"}, False, parts["party_a"]
    for place, issue in part.issues.items():
        path: KeyPath = (*at, "issues", place, "flows")
        if len(issue.flows.model_fields_set) != 1:  # told already
            return
        if issue.flows.name == MARKET_RULE:
            refused = True
            yield (*path, MARKET_RULE), "only {b}'s car tariff goes through the market. Name another rule here: table"
            continue
        flows, messages = flows_of(issue, path, None)
        names |= set(flows)
        refused = refused or bool(messages)
        yield from (((*path, issue.flows.name), message) for message in messages)
    if refused:
        return
    for component in misspelt_weights(part.weights, names):
        rule = f"no issue of {partner_label(at, name)} has this component. {suggestion(component, sorted(names))}"
        yield (*at, "weights", component), rule
    for component in sorted(names - {"parity"} - set(part.weights) - set(party_a.weights)):
        yield (*at, "weights"), f"no party weighs the component {component}: give it a weight here or in us.weights"


def offers_fit(parts: Parts, at: KeyPath, name: str, part: PartnerPart) -> Findings:
    """An offer rule that goes through every package has not too many of them."""
    for party in (parts["party_a"], part):
        for fault in size_faults(party, part.issues.values(), f"{partner_label(at, name)}'s"):
            yield (*at, "issues"), fault


def regions_pay(parts: Parts, at: KeyPath, name: str, part: PartnerPart) -> Findings:
    """Its regions have a tariff that its deal can change, other than party B's; it has some where there is a market."""
    market = parts["market"]
    if market is None:
        if part.regions:
            yield (*at, "regions"), NO_MARKET
        return
    stated = [region for region in market.tariffs if region not in (market.partner, market.home)]
    if not part.regions:
        rule = "lacks the regions whose cars pay the car tariff that it signs"
        yield (*at, "regions"), f"{rule}. With a tariff: {', '.join(stated) or 'none'}"
    for place, region in enumerate(part.regions):
        if region not in stated:
            rule = f"the cars of {region} have no tariff in market.tariffs that its deal could change"
            yield (*at, "regions", place), f"{rule}. With one: {', '.join(stated) or 'none'}"


def name_is_free(parts: Parts, at: KeyPath, name: str, part: PartnerPart) -> Findings:
    """Its columns of results have names of their own."""
    here: KeyPath = (*at, "name") if at == ALONE else at
    makers = {f"{maker}_{what}" for maker in parts["carmakers"] or () for what in MAKER_COLUMNS}
    if name in keys_of(parts):
        yield here, f"{name} is a party: give {partner_label(at, 'the partner')} another name"
        return
    taken = {*COLUMNS, *parts["issues"], *makers}
    for column in partner_columns(name, {issue: held.unit for issue, held in part.issues.items()}):
        if column in taken:
            yield here, f"{name} would name a column {column}, which is taken: give it another"
            return


def rules_are_accepted(parts: Parts, at: KeyPath, name: str, part: PartnerPart) -> Findings:
    """Its rules accept their parameters at central values."""
    yield from rule_faults(part, at)


def partner_label(at: KeyPath, name: str) -> str:
    """Return what to call a partner in a message."""
    return "the neighbour" if at == ALONE else name


def names_differ(parts: Parts) -> Findings:
    """No two partners have one name."""
    alone = parts["neighbour"]
    if alone.name in parts["partners"]:
        yield ("partners", alone.name), f"{alone.name} is the neighbour already: give one of them another name"


def of_neighbour(rule: Rule) -> Callable[[Parts], Findings]:
    """Return a rule as a check of the partner that stands alone."""
    return lambda parts: rule(parts, ALONE, parts["neighbour"].name, parts["neighbour"])


def of_partners(rule: Rule) -> Callable[[Parts], Findings]:
    """Return a rule as a check of every partner below `partners`."""

    def check(parts: Parts) -> Findings:
        for name, part in parts["partners"].items():
            yield from rule(parts, ("partners", name), name, part)

    return check


RULES: list[tuple[tuple[str, ...], Rule]] = [
    ((), rules_are_accepted),
    ((), something_to_settle_with),
    (("calendar",), opens_in_time),
    (("issues", "precedent"), issues_match),
    (("party_a",), flows_are_weighed),
    (("party_a",), offers_fit),
    (("market",), regions_pay),
    (("issues", "carmakers"), name_is_free),
]
PARTNER_CHECKS: list[tuple[tuple[str, ...], Callable[[Parts], Findings]]] = [
    *((("neighbour", *needs), of_neighbour(rule)) for needs, rule in RULES),
    *((("partners", *needs), of_partners(rule)) for needs, rule in RULES),
    (("neighbour", "partners"), names_differ),
]
