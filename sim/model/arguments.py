"""What a model is called with, as a script or Mesa's batch runner may say it, made what the model needs."""

from pathlib import Path
from typing import Any, TypedDict

import numpy as np

from sim.core.chance import Chance
from sim.core.held_quantities import NUMBER_LIMIT
from sim.scenario.kept import load_kept
from sim.scenario.loading import LoadedScenario
from sim.scenario.schema.scenario import Scenario

Seed = int | np.integer | None


class NamedSeed(TypedDict, total=False):
    """The seed by its other name."""

    seed: Seed


def scenario_of(spec: Scenario | LoadedScenario | str | Path) -> Scenario:
    """Return a scenario, read from its file where one is named; TypeError for anything else."""
    if isinstance(spec, str | Path):
        return load_kept(spec).scenario
    found = spec.scenario if isinstance(spec, LoadedScenario) else spec
    if not isinstance(found, Scenario):
        raise TypeError(
            f"spec must be a scenario, or the name of its file; found {type(found).__name__}. "
            "Where it is swept, put it into a list: {'spec': [spec]}"
        )
    return found


def seed_of(rng: Seed = None, seed: Seed = None) -> Seed:
    """Return the seed, by whichever of its names it was given; ValueError by both."""
    if rng is not None and seed is not None:
        raise ValueError("rng and seed are two names of one number: give one of them")
    return seed if rng is None else rng


def chance_of(spec: Scenario, seed: Seed, first: int, worlds: int) -> Chance:
    """Return the luck of some worlds; ValueError or TypeError for numbers that make no sense."""
    number = whole_number("rng", spec.seed if seed is None else seed)
    return Chance(number, whole_number("first", first), whole_number("worlds", worlds, least=1))


def whole_number(name: str, given: Any, least: int = 0) -> int:
    """Return a whole number as Python's own."""
    if isinstance(given, bool) or not isinstance(given, int | np.integer):
        raise TypeError(f"{name} must be a whole number; found {given!r}")
    if not least <= given < NUMBER_LIMIT:
        raise ValueError(f"{name} must be at least {least} and below 2^62; found {given}")
    return int(given)
