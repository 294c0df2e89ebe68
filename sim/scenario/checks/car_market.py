"""Rules that tie the car market and the carmakers to each other and to the issues."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from sim.economy.market.calibration import CalibrationTargets, firm_margin, plain_logit_demand
from sim.scenario.car_market import EdgeFigures, market_of, products_of
from sim.scenario.faults import KeyPath, suggestion
from sim.scenario.schema.car_market import CarmakerPart, MarketPart
from sim.scenario.schema.car_tariff import has_market_rule
from sim.scenario.schema.party_names import names_of_2025

Findings = Iterator[tuple[KeyPath, str]]
Parts = dict[str, Any]

NO_MARKET = "this scenario has no `market`, so that no cars pay a tariff: delete this line"


def market_fits(parts: Parts) -> Findings:
    """No line stands twice, every region's cars have a tariff, and the market can be calibrated."""
    part = parts["market"]
    if part is None:
        stated = [place for place, event in enumerate(parts.get("events") or []) if event.regions]
        yield from ((("events", place, "regions"), NO_MARKET) for place in stated)
        return
    wrong = [*lines_fit(part)]
    yield from wrong
    yield from regions_fit(part)
    yield from regions_are_built_in(part)
    yield from peers_fit(part, parts.get("events") or [])
    if part.margin_of not in (firms := list(dict.fromkeys(line.pricing_firm for line in part.cars))):
        yield ("market", "margin_of"), f"no cars are priced by {part.margin_of}. {suggestion(part.margin_of, firms)}"
    elif not wrong:
        yield from margin_fits(part)


def lines_fit(part: MarketPart) -> Findings:
    """Each line stands once, and some are built in party B's country."""
    held: dict[tuple[str, str], int] = {}
    for place, line in enumerate(part.cars):
        first = held.setdefault((line.brand, line.plant_region), place)
        if first != place:
            rule = f"{line.brand} built in {line.plant_region} stands twice, first in cars[{first}]"
            yield ("market", "cars", place), f"{rule}: add the two lines up, or delete one"
    if part.partner not in {region for _, region in held}:
        yield ("market", "cars"), f"no cars are built in {part.partner}: there would be nothing to negotiate"


def regions_fit(part: MarketPart) -> Findings:
    """Every region's cars have a tariff, but for those of party B and those built at home."""
    fixed: dict[Any, str] = {
        part.partner: "is negotiated, by the issue that industry.tariff names",
        part.home: "is none: they are built at home",
    }
    known = [*fixed, *part.tariffs]
    for region, places in sorted(built_by_region(part).items()):
        cure = f"in percent: `{region}: 25`"
        if region not in known and len(places) > 1:
            yield ("market", "tariffs"), f"lacks the tariff of {region}, whose cars are in the market. Add it, {cure}"
        elif region not in known:
            rule = f"{region} has no tariff in market.tariffs. {suggestion(region, known)}. Or add it there, {cure}"
            yield ("market", "cars", places[0], "plant_region"), rule.replace("?.", "?")
    for key, stated, found in (("tariffs", part.tariffs, ""), ("dutiable", part.dutiable, "would change nothing: ")):
        for fix, rule in fixed.items():
            if fix in stated:
                yield ("market", key, fix), f"{found}the tariff on cars of {fix} {rule}. Delete this line"


def regions_are_built_in(part: MarketPart) -> Findings:
    """Every region that has a tariff or a part that pays has cars in the market.

    Those of the first scenario need not: a variant with lines of its own has their tariffs from there.
    """
    built = built_by_region(part)
    known = {*built, *names_of_2025()["regions"], part.partner, part.home}
    for key, stated in (("tariffs", part.tariffs), ("dutiable", part.dutiable)):
        for region in stated:
            if region not in known:
                rule = f"no cars of the market are built in {region}, so it would change nothing"
                yield ("market", key, region), f"{rule}. {suggestion(region, sorted(built))}"


def built_by_region(part: MarketPart) -> dict[str, list[int]]:
    """Return the places of the lines built in each region."""
    found = dict[str, list[int]]()
    for place, line in enumerate(part.cars):
        found.setdefault(line.plant_region, []).append(place)
    return found


def peers_fit(part: MarketPart, events: list[Any]) -> Findings:
    """The regions of a peer's deal have a tariff that it can change."""
    stated = [region for region in part.tariffs if region not in (part.partner, part.home)]
    known = {*stated, *(line.plant_region for line in part.cars)} - {part.partner, part.home}
    for number, event in enumerate(events):
        for place, region in enumerate(event.regions):
            if region not in known:
                rule = f"the cars of {region} have no tariff in market.tariffs that a peer's deal could change"
                yield ("events", number, "regions", place), f"{rule}. With one: {', '.join(stated) or 'none'}"


def margin_fits(part: MarketPart) -> Findings:
    """The market can be calibrated wherever its figures may lie."""
    held, fleet = EdgeFigures(part), products_of(part)
    outside, elasticity, margin = held.outside, held.elasticity, held.margin
    with np.errstate(all="ignore"):
        try:
            most = firm_margin(
                plain_logit_demand(fleet, CalibrationTargets(outside, elasticity, margin, part.margin_of)),
                part.margin_of,
            )
        except ValueError:  # a figure out of bounds, told already
            return
        worst = int(np.argmax(margin - most))
        if not margin[worst] < most[worst]:
            where = f"outside is {outside[worst]:g} and elasticity {elasticity[worst]:g}"
            rule = f"must be below {most[worst]:.3g}, the most that {part.margin_of} can earn where {where}"
            yield ("market", "margin"), f"{rule}; found {margin[worst]:g}. Lower it or elasticity, or raise outside"
            return
        try:
            market_of(part, held)
        except ValueError as wrong:
            yield ("market", "margin"), f"does not fit the prices of the cars: {wrong}"


def carmakers_fit(parts: Parts) -> Findings:
    """Each carmaker's lines are in the market, one of them party B's, and belong to nobody else."""
    part, taken = parts["market"], dict[tuple[str, str], str]()
    if part is None or parts["carmakers"] is None:
        return
    built = dict[str, list[str]]()
    for line in part.cars:
        built.setdefault(line.brand, []).append(line.plant_region)
    if not any(part.partner in regions for regions in built.values()):  # told already
        return
    for name, maker in parts["carmakers"].items():
        here: KeyPath = ("carmakers", name)
        if maker.brand not in built:
            yield (*here, "brand"), f"no such brand in the market: {maker.brand}. {suggestion(maker.brand, built)}"
            continue
        if part.partner not in maker.built_in:
            yield (*here, "built_in"), f"must hold {part.partner}: a carmaker here builds cars in {{b}}"
        shared = [region for region in maker.built_in if taken.setdefault((maker.brand, region), name) != name]
        if shared:
            owners = ", ".join(dict.fromkeys(taken[maker.brand, region] for region in shared))
            rule = f"the cars of {maker.brand} built in {', '.join(shared)} already belong to {owners}"
            yield (*here, "built_in"), f"{rule}: give each line to one carmaker"
        elif {part.home, part.partner, *part.tariffs}.issuperset(built[maker.brand]):  # else a line was told of
            yield from built_fits(here, maker, built[maker.brand])


def industry_is_whole(parts: Parts) -> Findings:
    """Carmakers, what they share and their market are there together; a market alone gives an issue its flows."""
    there = [name for name in ("carmakers", "industry") if parts[name] is not None]
    for name in there:
        lacking = [other for other in ("carmakers", "industry", "market") if parts[other] is None]
        if lacking:
            rule = f"needs {' and '.join(f'`{other}`' for other in lacking)}, which this scenario does not have"
            yield (name,), f"{rule}. Add what is missing, or leave {name} out: `{name}: none`"
    if not there and parts["market"] is not None and not any(map(has_market_rule, parts["issues"].values())):
        rule = "no issue's flows come from it and there are no carmakers, so that it would change nothing"
        yield ("market",), f"{rule}. Leave it out: `market: none`, or name the rule car_market at an issue"


def stocks_fit(parts: Parts) -> Findings:
    """Under `lots` each carmaker says what is on its way to buyers, and parts have one figure, that of the makers."""
    if parts["industry"] is None or parts["carmakers"] is None or parts["industry"].stock.name != "lots":
        return
    for name, maker in parts["carmakers"].items():
        if maker.supply is None:
            wanted = "lacks `supply`, which industry.stock: lots asks for. Add it: `supply: {all_days: 60}`"
            yield ("carmakers", name), f"{wanted}, or write `stock: untaxed_only`"
    tariff = parts["industry"].tariff
    flows = parts["issues"][tariff].flows if tariff in parts["issues"] else None
    if flows is not None and flows.model_fields_set == {"car_market"} and flows.parameters.parts is not None:
        where: KeyPath = ("issues", tariff, "flows", "car_market", "parts")
        yield where, "would be a second figure: under industry.stock: lots it is the carmakers' own. Delete it"


def built_fits(here: KeyPath, maker: CarmakerPart, built: list[str]) -> Findings:
    """The regions of a carmaker are some of those in which its brand is built, each once."""
    for place, region in enumerate(maker.built_in):
        if region in maker.built_in[:place]:
            yield (*here, "built_in", place), f"{region} stands twice: delete one"
        elif region not in built and len(set(built)) == len(built):  # a line told to stand twice may be this one
            rule = f"no cars of {maker.brand} built in {region} are in the market"
            yield (*here, "built_in", place), f"{rule}. Known: {', '.join(dict.fromkeys(built))}"
