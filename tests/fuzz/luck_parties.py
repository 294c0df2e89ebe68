"""Parties, governments, elections, events and other partners by luck."""

import datetime as dt
from functools import lru_cache
from random import Random
from typing import Any

from luck_agenda import agenda, components_of, weights
from luck_values import figure, made_block, rounded, some

from sim.scenario.checks.events import may_change
from sim.scenario.schema.block import declaration_of
from sim.scenario.schema.events import Event
from sim.scenario.schema.parties import (
    AssemblyPart,
    ElectionPart,
    GovernmentPart,
    Party,
    Pivot,
    Polls,
    RedLinePart,
)
from sim.scenario.schema.partners import PartnerPart
from sim.scenario.schema.quantity import Quantity
from sim.scenario.schema.tree import field_at, type_at, types_allowed

GOVERNMENTS = ["caretaker", "left", "right", "third", "stopgap"]  # the last only takes over by an event
FIGURE = {"low": None, "high": None}


def party(luck: Random, own: dict[str, Any], issues: dict[str, Any]) -> dict[str, Any]:
    """Return a party with any of the tactics, acceptances, opponents, offers and openings."""
    made = made_block(luck, Party, weights=own, source="assumed")
    anchored(luck, made, issues)
    return made


def anchored(luck: Random, made: dict[str, Any], issues: dict[str, Any]) -> None:
    """Let the anchors of an opening, in place, be issues of the agenda."""
    opening = made.get("opening")
    if isinstance(opening, dict) and "anchored" in opening:
        opening["anchored"]["issues"] = some(luck, list(issues), 1)


def multiples(luck: Random, own: dict[str, Any]) -> dict[str, Any]:
    """Return factors on some of the weights."""
    return {name: rounded(luck.uniform(0, 2)) for name in some(luck, list(own))}


def governments(luck: Random, own: dict[str, Any], issues: dict[str, Any]) -> dict[str, Any]:
    """Return whoever may govern Korea; the caretaker does."""
    found = {}
    for name in ["caretaker", *some(luck, GOVERNMENTS[1:4], 1), *some(luck, GOVERNMENTS[4:])]:
        lines = {
            issue: made_block(luck, RedLinePart, levels=some(luck, issues[issue]["levels"], 1))
            for issue in some(luck, list(issues))
            if luck.random() < 0.3
        }
        found[name] = made_block(luck, GovernmentPart, multiples=multiples(luck, own), red_lines=lines)
    return {"in_office": "caretaker", "governments": found}


def election(luck: Random, held: dict[str, Any], day: dict[str, Any]) -> Any:
    """Return the vote, or none."""
    names = [name for name in held["korea"]["governments"] if name in GOVERNMENTS[1:4]]
    if luck.random() < 0.25:
        return "none"
    vote = day["talks"] + dt.timedelta(days=luck.choice([1, 4, 10, luck.randint(1, 40)]))
    shares = [rounded(luck.uniform(1, 100 / len(names) - 0.5)) for _ in names]
    polls = made_block(
        luck,
        Polls,
        date=vote - dt.timedelta(days=luck.choice([1, 20, luck.randint(1, 90)])),
        shares=dict(zip(names, shares, strict=True)),
        interviews=luck.choice([1, 1000]),
        blackout_days=luck.choice([0, 6, luck.randint(0, 60)]),
    )
    return made_block(luck, ElectionPart, date=vote, polls=polls, candidates=names, source="assumed")


def assembly(luck: Random, held: dict[str, Any], day: dict[str, Any]) -> dict[str, Any]:
    """Return the part `assembly`."""
    names = list(held["korea"]["governments"])
    penalty = declaration_of(AssemblyPart.model_fields["void_penalty"])
    return {
        "seats": {name: luck.randint(0, 200) for name in some(luck, names)},
        "majority": luck.choice([1, 100, 151]),
        "pivot": made_block(luck, Pivot, multiples=multiples(luck, held["korea"]["weights"])),
        "vote_lag_days": day["lag"],
        "void_penalty": {side: figure(luck, side, penalty) for side in ("us", "korea")},
        "source": "assumed",
    }


@lru_cache(maxsize=100_000)
def is_figure(path: tuple[str, ...]) -> bool:
    """Return whether a figure stands at a path of the schema."""
    return Quantity in types_allowed(type_at(path))


def figures_below(held: Any, path: tuple[str, ...] = ()) -> list[str]:
    """Return the dotted paths of the figures in plain data."""
    if is_figure(path):
        return [".".join(path)]
    if not isinstance(held, dict):
        return []
    return [found for key, below in held.items() for found in figures_below(below, (*path, key))]


def changes(luck: Random, held: dict[str, Any]) -> dict[str, Any]:
    """Return changes of figures that an event may change."""
    able = [path for path in figures_below(held) if may_change(path, ("us", "korea"))]
    found = {}
    for path in luck.sample(able, min(len(able), luck.randint(0, 3))):
        field = field_at(tuple(path.split(".")))
        how = luck.choice(["set", "scale", "add"])
        new = figure(luck, how, declaration_of(field) if field is not None and how == "set" else FIGURE)
        found[path] = {how: new}
    return found


def events(luck: Random, held: dict[str, Any], day: dict[str, Any]) -> list[dict[str, Any]]:
    """Return some events, each with some of what events do."""
    return [event(luck, f"event_{place}", held, day) for place in range(luck.randint(1, 3))]


def event(luck: Random, name: str, held: dict[str, Any], day: dict[str, Any]) -> dict[str, Any]:
    """Return one event."""
    issues, last = held["issues"], (day["horizon"] - day["pause"]).days
    days = sorted(luck.randint(0, min(last, 80)) for _ in range(2))
    when = [day["pause"] + dt.timedelta(days=held) for held in days]
    once = luck.random() < 0.5
    open_issues = [key for key, part in issues.items() if part["on_table"] and key != "car_duty"]
    felt = [*held["precedent"]["tariffs"], held["precedent"]["price"]["issue"]]
    peer = {key: rounded(luck.uniform(0, 50)) for key in some(luck, felt)} if luck.random() < 0.5 else None
    regions = some(luck, list(held["market"]["tariffs"])) if peer else None
    made = made_block(
        luck,
        Event,
        name=name,
        date=when[0] if once else None,
        between=None if once else when,
        peer=peer,
        regions=regions,
        changes=changes(luck, held),
        no_deal={key: no_deal(luck, issues[key]["levels"]) for key in some(luck, open_issues)[:1]},
        opens=some(luck, open_issues) if luck.random() < 0.3 else None,
        hands_over_to="stopgap" if "stopgap" in held["korea"]["governments"] and luck.random() < 0.4 else None,
        voids=some(luck, list(held.get("statutes", {}))) if luck.random() < 0.6 else None,
    )
    return made | {"source": "assumed"}


def no_deal(luck: Random, levels: list[Any]) -> dict[str, Any]:
    """Return what is in force without a deal from an event on."""
    return {key: luck.choice(levels) for key in some(luck, ["now", "lapsed"], 1)}


def partner(luck: Random, held: dict[str, Any], day: dict[str, Any]) -> dict[str, Any]:
    """Return another partner, with an agenda of the same names as Korea's."""
    own = {name: part for name, part in agenda(luck, [], cars=False).items() if name in held["issues"]}
    felt = {*held["precedent"]["tariffs"], held["precedent"]["price"]["issue"]}
    own |= {name: plain_issue(held["issues"][name], luck) for name in felt - set(own)}
    for name in own:
        if own[name]["unit"] != held["issues"][name]["unit"]:
            own[name] = plain_issue(held["issues"][name], luck)
    _, mine = weights(luck, components_of(own), "parity")
    regions = list(held["market"]["tariffs"]) or ["JP"]
    lasts = max(1, (day["deadline"] - day["pause"]).days)
    missing = [name for name in components_of(own) if name not in held["us"]["weights"] and name not in mine]
    mine |= {name: figure(luck, name, FIGURE) for name in missing}
    made = made_block(
        luck,
        PartnerPart,
        weights=mine,
        talks=day["pause"] + dt.timedelta(days=luck.randrange(lasts)),
        issues=own,
        regions=some(luck, regions, 1),
        source="assumed",
    )
    anchored(luck, made, own)
    return made


def plain_issue(like: dict[str, Any], luck: Random) -> dict[str, Any]:
    """Return an issue with the unit and the grid of another, its flows in a table."""
    flows = {"table": {"components": {"gain": [figure(luck, "gain", FIGURE) for _ in like["levels"]]}}}
    return {**like, "flows": flows}
