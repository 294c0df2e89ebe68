"""What a model is called with, as a script, Mesa's batch runner, its page or its scenarios say it.

A scenario of Mesa's own (`mesa.experimental.scenarios.Scenario`, from Mesa 3.5 on) is a bundle of parameters and a
seed.  Of its parameters the talks take `spec`, `worlds`, `first` and `seed`, in place of the arguments of these names.
Its seed is, in this order: the argument `rng` or `seed` of the model; the parameter `seed`; `rng` as a whole number
(Mesa 3.5); a digest of the state in which its generator begins (Mesa 4, which keeps no other trace of what it was
given, and hands no other on to another process); without any, that of `spec`.
"""

import json
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any, TypedDict

import numpy as np

from sim.core.chance import Chance
from sim.core.held_quantities import NUMBER_LIMIT
from sim.scenario.kept import load_kept
from sim.scenario.loading import LoadedScenario
from sim.scenario.schema.scenario import Scenario

Seed = int | np.integer | str | None  # text from the box of a page
TAKEN = ("spec", "seed", "worlds", "first")  # of the parameters of a Mesa scenario


class NamedArguments(TypedDict, total=False):
    """The seed by its other name, and a scenario of Mesa's own."""

    seed: Seed
    scenario: Any


@dataclass(frozen=True)
class Arguments:
    """What is played: a scenario, from a seed, in `worlds` worlds from number `first` on."""

    spec: Any
    seed: Seed
    worlds: Any
    first: Any

    def with_parameters(self, bundle: Any, others: bool) -> "Arguments":
        """Return these with what a Mesa scenario says; ValueError for two seeds, TypeError for a strange name."""
        held = {name: value for name, value in vars(bundle).items() if name != "rng"}
        strange = [name for name in held if name not in TAKEN]
        if strange and not others:
            raise TypeError(f"the talks take {', '.join(TAKEN)} of a Mesa scenario; found {', '.join(strange)}")
        if self.seed is not None and held.get("seed") is not None:
            raise ValueError("the Mesa scenario has a seed, and the model was given another: give one of them")
        seed = next((s for s in (self.seed, held.get("seed"), seed_of_generator(bundle)) if s is not None), None)
        stated: dict[str, Any] = {"spec": self.spec, "worlds": self.worlds, "first": self.first, **held, "seed": seed}
        return Arguments(**{name: stated[name] for name in TAKEN})

    def begin_chance(self, spec: Scenario) -> Chance:
        """Return the luck of the worlds; ValueError or TypeError for numbers that make no sense."""
        seed = seed_of_text(self.seed)
        number = whole_number("rng", spec.seed if seed is None else seed)
        return Chance(number, whole_number("first", self.first), whole_number("worlds", self.worlds, least=1))


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


def read_arguments(stated: Arguments, others: bool, seed: Seed = None, scenario: Any = None) -> tuple[Arguments, Any]:
    """Return what is played, and the Mesa scenario that says of it, if one was given, made where it is a class.

    others   whether it may have parameters that are not taken here, as those of a subclass are
    """
    asked = replace(stated, seed=seed_of(stated.seed, seed))
    bundle = scenario(rng=asked.seed) if isinstance(scenario, type) else scenario
    return (asked if bundle is None else asked.with_parameters(bundle, others)), bundle


def seed_of(rng: Seed = None, seed: Seed = None) -> Seed:
    """Return the seed, by whichever of its names it was given; ValueError by both."""
    if rng is not None and seed is not None:
        raise ValueError("rng and seed are two names of one number: give one of them")
    return seed if rng is None else rng


def seed_of_text(seed: Seed) -> Any:
    """Return a seed as it is, or as the number of a text from the box of a page, None for an empty one."""
    if not isinstance(seed, str):
        return seed
    return None if not seed.strip() else int(seed) if seed.strip().isdecimal() else seed


def seed_of_generator(bundle: Any) -> Any:
    """Return the seed that a Mesa scenario stands for by its generator; None if it has none."""
    state = getattr(bundle, "initial_rng_state", None)
    if state is None:
        return getattr(bundle, "rng", None)
    written = json.dumps(state, sort_keys=True, default=lambda words: words.tolist())
    return int.from_bytes(sha256(written.encode()).digest()[:8]) % NUMBER_LIMIT


def whole_number(name: str, given: Any, least: int = 0) -> int:
    """Return a whole number as Python's own."""
    if isinstance(given, bool) or not isinstance(given, int | np.integer):
        raise TypeError(f"{name} must be a whole number; found {given!r}")
    if not least <= given < NUMBER_LIMIT:
        raise ValueError(f"{name} must be at least {least} and below 2^62; found {given}")
    return int(given)
