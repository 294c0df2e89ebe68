"""Cases of a long run, each a function of seed and number: odd ones are damaged shipped scenarios, even ones new.

A case is a few files, a place to begin, and settings of the command line.  Long calendars are cut short in most of
the damaged ones: what goes wrong late goes wrong in short talks too, and more of them can be tried.
"""

import datetime as dt
import random
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from random import Random
from typing import Any

from damage_text import damaged_text
from damage_tree import merged, paths_of, setting, tree_variant
from luck_scenario import whole_scenario
from places import SCENARIOS
from quick_yaml import quick_yaml

from sim.scenario.loading import read_extended

START, DAMAGED, CARS = "case.yaml", "damaged.yaml", "data/us_car_market_2024.csv"
BROKEN_BASELINE = 0.08  # share of damaged ones made of the baseline's own text, which takes longest to read
SHORT = 0.7  # share of them whose calendar is cut short
CHUNKED = 0.1  # share of cases that are played again in chunks of one world


@dataclass(frozen=True)
class Case:
    """What is read and played: texts by name, the name to begin with, settings, worlds, and the checks beside."""

    files: dict[str, str]
    settings: tuple[str, ...] = ()
    worlds: int = 1
    again: bool = False
    start: str = field(default=START)


@cache
def shipped() -> dict[str, str]:
    """Return the texts of the baseline and of all that extend it by name: damage speaks of its market and parties."""
    texts = {file.name: file.read_text(encoding="utf-8") for file in sorted(SCENARIOS.glob("*.yaml"))}
    return {name: text for name, text in texts.items() if name == "baseline.yaml" or "\nextends:" in text}


@lru_cache(maxsize=64)
def data_and_paths(name: str) -> tuple[dict[str, Any], list[Any]]:
    """Return the whole data of a shipped scenario, without the rows of cars, and the paths in it."""
    data = read_extended(SCENARIOS / name).data
    data = data | {"market": data["market"] | {"cars": CARS}}
    return data, paths_of(data)


def case(seed: int, number: int) -> Case:
    """Return a case: always the same for the same two numbers."""
    luck = random.Random(f"{seed}-{number}")
    return damaged_case(luck) if number % 2 else new_case(luck)


def new_case(luck: Random) -> Case:
    """Return a scenario of its own, sound by intent."""
    again = luck.random() < CHUNKED
    return Case({START: quick_yaml(whole_scenario(luck))}, worlds=3 if again else 1, again=again)


def damaged_case(luck: Random) -> Case:
    """Return a shipped scenario with one to five changes."""
    name = "baseline.yaml" if luck.random() < BROKEN_BASELINE else luck.choice(list(shipped()))
    times = luck.choice([1, 1, 1, 2, 2, 3, 4, 5])
    in_text = sum(luck.random() < 0.4 for _ in range(times))
    in_settings = sum(luck.random() < 0.2 for _ in range(times - in_text))
    data, paths = data_and_paths(name)
    again, files, made = luck.random() < CHUNKED / 2, {}, {"extends": name}
    if in_text and luck.random() < 0.06:
        files = damaged_cars(luck, in_text)
        made["market"] = {"cars": "data/damaged.csv"}
    elif in_text:
        files = {DAMAGED: damaged_text(luck, shipped()[name], in_text)}
        made["extends"] = DAMAGED
    if luck.random() < SHORT:
        made = merged(made, short_calendar(luck))
    made = merged(made, tree_variant(luck, data, paths, times - in_text - in_settings))
    settings = tuple(setting(luck, data, paths) for _ in range(in_settings))
    return Case(files | {START: quick_yaml(made)}, settings, 3 if again else 1, again)


def damaged_cars(luck: Random, times: int) -> dict[str, str]:
    """Return the shipped market with some changes in its text."""
    return {"data/damaged.csv": damaged_text(luck, (SCENARIOS / CARS).read_text(encoding="utf-8"), times)}


def short_calendar(luck: Random) -> dict[str, Any]:
    """Return a variant of a calendar whose talks end early."""
    end = dt.date(2025, 4, 25) + dt.timedelta(days=luck.choice([1, 5, 12, 20, 44]))
    return {
        "calendar": {"deadline": end},
        "deadline": {"extension_days": luck.randint(1, 5), "after_lapse": {"days": luck.randint(1, 6)}},
        "assembly": {"vote_lag_days": luck.choice([0, 5])},
        "industry": {"accounts_until": dt.date(2025, 4, 9) + dt.timedelta(days=luck.choice([0, 20, 90]))},
    }


def write_case(made: Case, folder: Path) -> Path:
    """Write the files of a case into a folder that holds the shipped scenarios, and return the one to begin with."""
    for name, text in made.files.items():
        (folder / name).write_bytes(text.encode("utf-8", "surrogatepass"))
    return folder / made.start
