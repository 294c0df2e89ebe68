"""Rules that tie a neighbour's talks to the rest of a scenario."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from sim.bargaining.packages import MOST_PACKAGES, Packages
from sim.scenario.checks.flows import MARKET_RULE, flows_of
from sim.scenario.columns import COLUMNS, MAKER_COLUMNS, neighbour_columns
from sim.scenario.faults import KeyPath, suggestion
from sim.tactics.registry import OFFERING

Findings = Iterator[tuple[KeyPath, str]]
Parts = dict[str, Any]


def opens_in_time(parts: Parts) -> Findings:
    """The neighbour's talks open while the pause lasts."""
    calendar, opening = parts["calendar"], parts["neighbour"].talks
    if not calendar.pause <= opening < calendar.deadline:
        rule = f"must be from pause, {calendar.pause}, to a day before the deadline, {calendar.deadline}"
        yield ("neighbour", "talks"), f"{rule}; found {opening}"


def issues_match(parts: Parts) -> Findings:
    """Its issues are Korea's by name and unit, and those that set a precedent are all there."""
    own, korea = parts["neighbour"].issues, parts["issues"]
    strange = [name for name in own if name not in korea]
    for name in strange:
        yield ("neighbour", "issues", name), f"Korea's talks have no such issue. {suggestion(name, korea)}"
    for name in own:
        if name in korea and own[name].unit != korea[name].unit:
            rule = f"must be that of Korea's issue, {korea[name].unit}; found {own[name].unit}"
            yield ("neighbour", "issues", name, "unit"), rule
    precedent = parts["precedent"]
    lacking = [name for name in (*precedent.tariffs, precedent.price.issue) if name in korea and name not in own]
    if lacking and not strange:
        yield ("neighbour", "issues"), f"lacks {', '.join(lacking)}: every issue that `precedent` names must stand here"


def flows_are_weighed(parts: Parts) -> Findings:
    """Its flow rules accept their grids; each component has a weight, and each weight a component."""
    part, us = parts["neighbour"], parts["us"]
    names, refused = {"parity"}, False
    for name, issue in part.issues.items():
        path: KeyPath = ("neighbour", "issues", name, "flows")
        if len(issue.flows.model_fields_set) != 1:  # told already
            return
        if issue.flows.name == MARKET_RULE:
            refused = True
            yield (*path, MARKET_RULE), "only Korea's car tariff goes through the market. Name another rule here: table"
            continue
        flows, messages = flows_of(issue, path, None)
        names |= set(flows)
        refused = refused or bool(messages)
        yield from (((*path, issue.flows.name), message) for message in messages)
    if refused:
        return
    for name in part.weights:
        if name not in names:
            rule = f"no issue of the neighbour has this component. {suggestion(name, sorted(names))}"
            yield ("neighbour", "weights", name), rule
    for name in sorted(names - {"parity"} - set(part.weights) - set(us.weights)):
        yield ("neighbour", "weights"), f"no party weighs the component {name}: give it a weight here or in us.weights"


def offers_fit(parts: Parts) -> Findings:
    """An offer rule that goes through every package has not too many of them."""
    issues = list(parts["neighbour"].issues.values())
    counts = tuple(len(issue.levels) for issue in issues)
    on_table = tuple(place for place, issue in enumerate(issues) if issue.on_table)
    number = Packages(counts, on_table, np.zeros(len(counts), dtype=np.int64)).size
    for party in ("us", "neighbour"):
        name = parts[party].offer.name
        if OFFERING[name].enumerates and number > MOST_PACKAGES:  # type: ignore[attr-defined]
            rule = f"{name} weighs every package, {MOST_PACKAGES:,} at most; the neighbour's agenda has {number:,}"
            yield ("neighbour", "issues"), f"{rule}. Use trade_off, or fewer levels"


def regions_pay(parts: Parts) -> Findings:
    """Its regions have a tariff that its deal can change, other than Korea's."""
    stated = [region for region in parts["market"].tariffs if region not in ("KR", "US")]
    for place, region in enumerate(parts["neighbour"].regions):
        if region not in stated:
            rule = f"the cars of {region} have no tariff in market.tariffs that its deal could change"
            yield ("neighbour", "regions", place), f"{rule}. With one: {', '.join(stated) or 'none'}"


def name_is_free(parts: Parts) -> Findings:
    """Its columns of results have names of their own."""
    part = parts["neighbour"]
    makers = {f"{maker}_{what}" for maker in parts["carmakers"] for what in MAKER_COLUMNS}
    if part.name in ("us", "korea"):
        yield ("neighbour", "name"), f"{part.name} is a party: give the neighbour another name"
        return
    taken = {*COLUMNS, *parts["issues"], *makers}
    for column in neighbour_columns(part.name, {name: issue.unit for name, issue in part.issues.items()}):
        if column in taken:
            yield ("neighbour", "name"), f"{part.name} would name a column {column}, which is taken: give it another"
            return


NEIGHBOUR_CHECKS: list[tuple[tuple[str, ...], Callable[[Parts], Findings]]] = [
    (("neighbour", "calendar"), opens_in_time),
    (("neighbour", "issues", "precedent"), issues_match),
    (("neighbour", "us"), flows_are_weighed),
    (("neighbour", "us"), offers_fit),
    (("neighbour", "market"), regions_pay),
    (("neighbour", "issues", "carmakers"), name_is_free),
]
