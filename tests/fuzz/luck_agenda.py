"""An agenda by luck: issues with their levels and flows, and the weights of all that these yield."""

from random import Random
from typing import Any

from luck_values import choice, figure, rounded, some

from sim.scenario.schema.block import declaration_of
from sim.scenario.schema.choice import FlowRule
from sim.scenario.schema.parties import Party

TARIFF, PLEDGE = "car_duty", "fund"  # issues that every agenda has
COMPONENTS = {  # of each flow rule whose components are its own
    "car_market": (
        "exporters_profit", "export_value", "tariff_revenue", "consumer_surplus", "domestic_profit", "imports",
    ),
    "goods": ("exporters_profit", "export_value", "tariff_revenue", "consumer_surplus", "imports"),
    "gas": ("gas_cost", "export_margin"),
    "ships": ("fiscal", "capacity"),
    "capital": ("fx_strain", "headline"),
    "pledge": ("pledge_cost", "pledge_gain"),
    "table": ("loss", "gain"),
}  # fmt: skip
NAMED = [["none", "partial", "full"], ["no", "yes"], ["as_is", "a_little", "half", "most", "all_of_it"]]
UNITS = {"gas": "million tonnes a year", "ships": "bn USD", "capital": "bn USD", "pledge": "bn USD a year"}


def levels_of(luck: Random, unit: str) -> list[Any]:
    """Return the grid of an issue."""
    if unit == "level":
        return luck.choice(NAMED)
    top = {"percent": 50, "share": 1}.get(unit, luck.choice([5, 100, 700]))
    count = luck.choice([1, 2, 2, 3, 3, 4, 9])
    held = sorted({rounded(top * luck.random()) for _ in range(count)} | {luck.choice([0, top])})
    return held[::-1] if luck.random() < 0.5 else held


def table_flows(luck: Random, levels: list[Any]) -> dict[str, Any]:
    """Return the flows of a table, one figure for each level."""
    bounds = {"low": None, "high": None}
    return {name: [figure(luck, name, bounds) for _ in levels] for name in some(luck, list(COMPONENTS["table"]), 1)}


def flow_rule(luck: Random, rule: str, levels: list[Any], firms: list[str]) -> dict[str, Any]:
    """Return a flow rule with its parameters."""
    if rule == "table":
        return {"table": {"components": table_flows(luck, levels)}}
    given: dict[str, Any] = {}
    if rule == "pledge":
        given = dict(zip(("cost_component", "gain_component"), COMPONENTS[rule], strict=True))
    if rule == "car_market":
        exporters = some(luck, firms, 1)
        given = {"exporters": exporters, "domestic": [firm for firm in firms if firm not in exporters]}
        given |= {"parts": None} if luck.random() < 0.7 else {}
    if rule == "goods":
        given = {"no_deal": luck.choice([levels[0], 25, 0])}
    made = choice(luck, FlowRule, rule, **given)
    return made if isinstance(made, dict) else {made: {}}


def issue(luck: Random, rule: str, unit: str, firms: list[str]) -> dict[str, Any]:
    """Return one issue."""
    levels = levels_of(luck, unit)
    return {
        "meaning": f"by {rule}",
        "unit": unit,
        "levels": levels,
        "now": luck.choice(levels),
        "lapsed": luck.choice(levels),
        "track": luck.choice(["trade", "trade", "security"]),
        "on_table": luck.random() < 0.85,
        "flows": flow_rule(luck, rule, levels, firms),
        "source": "assumed",
    }


def agenda(luck: Random, firms: list[str], cars: bool = True) -> dict[str, Any]:
    """Return the issues: the tariff on cars, a pledge in bn USD, and some others."""
    first = luck.choice(["car_market", "car_market", "goods", "table"]) if cars else luck.choice(["goods", "table"])
    found = {
        TARIFF: issue(luck, first, "percent", firms),
        PLEDGE: issue(luck, luck.choice(["capital", "ships", "pledge", "table"]), "bn USD", firms),
    }
    for name in some(luck, ["duty", "gas_sales", "yards", "access", "dues"])[:2]:
        rule = {"duty": "goods", "gas_sales": "gas", "yards": "ships", "access": "table", "dues": "pledge"}[name]
        unit = {"duty": "percent", "access": luck.choice(["level", "share", "units"])}.get(name, UNITS.get(rule, ""))
        found[name] = issue(luck, rule, unit, firms)
    if not any(held["on_table"] and len(held["levels"]) > 1 for held in found.values()):
        found[TARIFF] |= {"on_table": True, "levels": [25, 15, 0], "now": 25, "lapsed": 15}
        found[TARIFF]["flows"] = flow_rule(luck, first, [25, 15, 0], firms)
    return found


def components_of(issues: dict[str, Any]) -> list[str]:
    """Return the components that issues yield."""
    names: dict[str, None] = {}
    for held in issues.values():
        rule, stated = next(iter(held["flows"].items()))
        names |= dict.fromkeys(stated["components"] if rule == "table" else COMPONENTS[rule])
    return list(names)


def weights(luck: Random, components: list[str], extra: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the weights of both parties: every component has one at least."""
    declared = declaration_of(Party.model_fields["weights"])
    both: tuple[dict[str, Any], dict[str, Any]] = ({}, {})
    for name in components:
        for side in luck.choice([(0,), (1,), (0, 1)]):
            both[side][name] = figure(luck, name, declared)
    both[0]["contagion"] = figure(luck, "contagion", declared)
    both[1][extra] = figure(luck, extra, declared)
    return both
