"""A whole scenario by luck, sound by intent: short calendars, few issues, every kind of rule, stage and event."""

import datetime as dt
from random import Random
from typing import Any

from luck_agenda import PLEDGE, TARIFF, agenda, components_of, weights
from luck_market import industry, makers, market
from luck_parties import assembly, election, events, governments, partner, party
from luck_stages import enforcement, stages, statutes
from luck_values import made_block, rounded, some

from sim.scenario.schema.calendar import CalendarPart, DeadlinePart, Proposer
from sim.scenario.schema.precedent import TariffPrecedent

STATED_WORDS = {  # of texts that are no free ones, by part and key
    "deadline": {"by": ["us", "korea", "both"]},
    "election": {"party": ["korea"]},
    "assembly": {"party": ["us", "korea"]},
    "industry": {"currency": ["KRW", "EUR"]},
}


def dates(luck: Random) -> dict[str, Any]:
    """Return a calendar of 1 to 32 days of talks, and of how the deadline moves."""
    pause = dt.date(2025, 4, 9) + dt.timedelta(days=luck.randint(-400, 400))
    talks = pause + dt.timedelta(days=luck.randint(0, 8))
    deadline = talks + dt.timedelta(days=luck.choice([1, 3, 5, 8, luck.randint(1, 24)]))
    extension, most, after = luck.choice([1, 2, 3, 6]), luck.choice([0, 0, 1, 1, 2, 3]), luck.choice([1, 2, 3, 8])
    return {
        "pause": pause,
        "talks": talks,
        "deadline": deadline,
        "extension": extension,
        "most": most,
        "after": after,
        "lag": luck.choice([0, 3, 10]),
        "horizon": deadline + dt.timedelta(days=extension * most + after + 60 + luck.choice([1, 40, 1300])),
    }


def calendar(luck: Random, day: dict[str, Any]) -> dict[str, Any]:
    """Return the part `calendar`."""
    also = [day["talks"] + dt.timedelta(days=luck.randint(0, 10)) for _ in range(luck.choice([0, 0, 1, 2]))]
    name = luck.choice(list(Proposer.model_fields))
    return made_block(
        luck,
        CalendarPart,
        pause=day["pause"],
        talks=day["talks"],
        deadline=day["deadline"],
        horizon=day["horizon"],
        meetings={"every": luck.randint(1, 9), "daily_in_last": luck.randint(0, 8), "also": also},
        proposer={name: rounded(luck.random()) if name == "coin" else True},
        source="assumed",
    )


def deadline(luck: Random, day: dict[str, Any]) -> dict[str, Any]:
    """Return the part `deadline`."""
    made = made_block(luck, DeadlinePart, extension_days=day["extension"], most=day["most"], source="assumed")
    made["after_lapse"]["days"] = day["after"]
    return made


def precedent(luck: Random, issues: dict[str, Any]) -> dict[str, Any]:
    """Return the part `precedent`: at least the pledge, and some of the tariffs."""
    tariffs = [name for name, held in issues.items() if held["unit"] == "percent"]
    return {
        "believed_rate": rounded(luck.uniform(0, 30)),
        "tariffs": {name: made_block(luck, TariffPrecedent) for name in some(luck, tariffs)},
        "price": {"issue": PLEDGE, "loss": rounded(luck.random() / 50), "share": rounded(luck.random())},
        "source": "assumed",
    }


def whole_scenario(luck: Random) -> dict[str, Any]:
    """Return the plain data of a scenario."""
    day, cars, lots = dates(luck), market(luck), luck.random() < 0.5
    firms = list(dict.fromkeys(car["pricing_firm"] for car in cars["cars"]))
    issues = agenda(luck, firms)
    if lots and "car_market" in issues[TARIFF]["flows"]:
        issues[TARIFF]["flows"]["car_market"].pop("parts", None)
    stated = weights(luck, components_of(issues), "parity")
    held: dict[str, Any] = {
        "question": "what comes of it?",
        "worlds": luck.randint(1, 4),
        "seed": luck.randint(0, 10**6),
        "calendar": calendar(luck, day),
        "deadline": deadline(luck, day),
        "issues": issues,
        "bundled": luck.random() < 0.2,
        "us": party(luck, stated[0], issues),
        "korea": party(luck, stated[1], issues) | governments(luck, stated[1], issues),
        "reference_weights": {
            side: {name: rounded(luck.uniform(-1, 2)) for name in some(luck, list(own))}
            for side, own in zip(("us", "korea"), stated, strict=True)
        },
        "precedent": precedent(luck, issues),
        "market": cars,
        "carmakers": makers(luck, cars, day["pause"], lots),
        "industry": industry(luck, TARIFF, day["pause"], luck.choice([0, 5, 20]), lots),
    }
    held["election"] = election(luck, held, day)
    held["assembly"] = assembly(luck, held, day)
    add_optional_parts(luck, held, day)
    choose_stated_words(luck, held)
    return held


def choose_stated_words(luck: Random, held: dict[str, Any]) -> None:
    """Have texts that stand for a party or a currency be one, in place, nearly always."""
    for part, words in STATED_WORDS.items():
        for key, known in words.items():
            if isinstance(held.get(part), dict) and key in held[part] and luck.random() < 0.95:
                held[part][key] = luck.choice(known)


def add_optional_parts(luck: Random, held: dict[str, Any], day: dict[str, Any]) -> None:
    """Add, in place, some of what a scenario may have: laws, events, partners, stages, enforcement."""
    if luck.random() < 0.25:
        held["statutes"] = statutes(luck, held)
    if luck.random() < 0.6:
        held["events"] = events(luck, held, day)
    if luck.random() < 0.15:
        held["neighbour"] = partner(luck, held, day) | {"name": "japan"}
    if luck.random() < 0.1:
        held["partners"] = {name: partner(luck, held, day) for name in some(luck, ["eu", "uk"], 1)}
    if luck.random() < 0.3:
        held["stages"] = stages(luck, held)
    if luck.random() < 0.2:
        held["enforcement"] = enforcement(luck, day)
