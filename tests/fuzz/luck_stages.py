"""Stages between signature and force, laws that may fall, and whether deals are kept, by luck."""

import datetime as dt
from random import Random
from typing import Any

from luck_values import figure, made_block, rounded, some

from sim.scenario.schema.block import declaration_of
from sim.scenario.schema.precedent import EnforcementPart
from sim.scenario.schema.stages import Compliance, EnactmentStage, InForce, TextStage

ODDS = {"low": 0, "high": None}
RATE = {"low": 0, "high": 100}
FREE = {"low": None, "high": None}
SIDES = ("us", "korea")


def readings(luck: Random, levels: list[Any]) -> dict[str, Any]:
    """Return how each side reads an issue that is left open: odds of each level, one of them above 0."""
    found: dict[str, Any] = {}
    for side in SIDES:
        odds = [figure(luck, "odds", ODDS) for _ in levels]
        odds[luck.randrange(len(odds))] = 1
        found[side] = odds
    return found | {"source": "assumed"}


def stages(luck: Random, held: dict[str, Any]) -> dict[str, Any]:
    """Return the part `stages`."""
    issues, precedent = held["issues"], held["precedent"]
    tabled = [
        name for name, part in issues.items() if part["on_table"] or (held["bundled"] and part["track"] == "security")
    ]
    fixed = {held["industry"]["tariff"], *precedent["tariffs"], precedent["price"]["issue"]}
    fixed |= {name for event in held.get("events", []) for name in event.get("opens", [])}
    fixed |= {name for law in held.get("statutes", {}).values() for name in law["issues"]}
    later = some(luck, [name for name in tabled if name not in fixed])
    now = [name for name in tabled if name not in later]
    made: dict[str, Any] = {"deal": {"settles": now}, "enactment": enactment(luck), "source": "assumed"}
    if later:
        settled = {name: readings(luck, issues[name]["levels"]) for name in later}
        made["text"] = made_block(
            luck, TextStage, settles=settled, opens=luck.randint(1, 9), days=luck.choice([1, 4, 12])
        )
    made["in_force"] = {name: in_force(luck, name in later, bool(later)) for name in some(luck, tabled)}
    made["withdraws"] = some(luck, now)
    if luck.random() < 0.5:
        made["compliance"] = made_block(luck, Compliance, every=luck.randint(1, 9), grace=luck.randint(0, 9))
    return made


def enactment(luck: Random) -> dict[str, Any]:
    """Return the stage of the law that pays."""
    return made_block(luck, EnactmentStage, lag_days=luck.choice([0, 5, {"uniform": [1, 15]}]))


def in_force(luck: Random, by_text: bool, has_text: bool) -> dict[str, Any]:
    """Return when an issue comes into force."""
    able = ["text", "enactment"] if by_text else ["deal", "enactment", *(["text"] if has_text else [])]
    stage = luck.choice(able)
    made = made_block(luck, InForce, stage=stage, days=luck.choice([0, 3, 30]))
    if stage == "deal" and made.get("retroactive_to") == "deal":
        del made["retroactive_to"]
    return made


def statutes(luck: Random, held: dict[str, Any]) -> dict[str, Any]:
    """Return laws on which tariffs other than that on cars rest."""
    able = [
        name
        for name, part in held["issues"].items()
        if part["unit"] == "percent" and part["on_table"] and name != held["industry"]["tariff"]
    ]
    if not able:
        return {}
    law = {
        "issues": some(luck, able, 1),
        "substitutes": [
            {"law": "another", "rate": figure(luck, "rate", RATE), "days": luck.randint(1, 60)},
            {"law": "a third", "rate": rounded(luck.uniform(0, 50))},
        ][luck.randint(0, 1) :],
        "reputation": {side: figure(luck, side, FREE) for side in SIDES},
        "sunk": {side: figure(luck, side, FREE) for side in SIDES},
        "source": "assumed",
    }
    return {"emergency": law}


def enforcement(luck: Random, day: dict[str, Any]) -> dict[str, Any]:
    """Return whether deals are kept, looked at for at most 100 days."""
    last = (day["horizon"] - day["talks"]).days - 1
    made = made_block(
        luck,
        EnforcementPart,
        until=day["talks"] + dt.timedelta(days=luck.randint(1, min(last, luck.choice([3, 10, 30])))),
        every=luck.randint(1, 40),
        impatience={
            side: figure(luck, side, declaration_of(EnforcementPart.model_fields["impatience"])) for side in SIDES
        },
        answer={side: figure(luck, "answer", declaration_of(EnforcementPart.model_fields["answer"])) for side in SIDES},
    )
    return made | {"source": "assumed"}
