"""Runs for questions on a vote: as the scenario is, with a signature that is free and sure to hold, and by case."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from sim.analysis.compare import ComparedRun
from sim.core.errors import UserError
from sim.runs.chunk import Tick
from sim.runs.run import run
from sim.scenario.loading import LoadedScenario, load


def costless_signature_settings(loaded: LoadedScenario) -> list[str]:
    """Return the settings with which a caretaker's signature costs nothing and is sure to hold.

    UserError for a scenario without a vote.
    """
    require_vote(loaded)
    spec = loaded.scenario
    found = []
    for place in spec.elections:
        key, part = spec.keys[place], spec.part_of(spec.keys[place])
        if part.governments[part.in_office].audience_cost:
            found.append(f"{key}.governments.{part.in_office}.audience_cost=0")
        found.append(f"{spec.election_path(place)}.honour=certain")
    return found


def play_with_free_signature(
    scenario: str | Path,
    settings: Sequence[str] = (),
    worlds: int | None = None,
    seed: int | None = None,
    tick: Tick | None = None,
    workers: int | None = 1,
) -> tuple[ComparedRun, ComparedRun]:
    """Return a scenario as it is, and in the same worlds with a signature that is free and sure to hold.

    `settings` change both, as "a.b=c"; `tick` is called with the share of the work done, 0 to 1.
    UserError for a scenario without a vote.
    """
    loaded = load(scenario, settings)
    free = load(scenario, [*settings, *costless_signature_settings(loaded)])
    count, told = worlds or loaded.scenario.worlds, tick or (lambda share: None)
    plain = run(loaded, count, seed, tick=lambda share: told(share / 2), workers=workers)
    sure = run(free, count, seed, tick=lambda share: told(0.5 + share / 2), workers=workers)
    return ComparedRun.of(plain), ComparedRun.of(sure)


def shares_signed_before_vote(
    scenario: str | Path, cases: Mapping[str, Sequence[str]], worlds: int | None = None, seed: int | None = None
) -> dict[str, float]:
    """Return the share of worlds with a signature before the vote, also one voided later, by case.

    A case is a list of settings, as "a.b=c"; the day is that of the scenario's own vote, which a case may take
    away.  UserError for a scenario without a vote.
    """
    vote = require_vote(load(scenario))
    found = {}
    for name, settings in cases.items():
        outcome = run(load(scenario, settings), worlds, seed)
        found[name] = float((outcome.column("first_signature") < outcome.calendar.day_number(vote)).mean())
    return found


def require_vote(loaded: LoadedScenario) -> date:
    """Return the date of a scenario's vote, of the later of two; UserError without one."""
    if not loaded.scenario.elections:
        raise UserError(f"{loaded.shown} has no vote that deals could be signed before or after")
    return max(election.date for election in loaded.scenario.elections.values())
