"""From a scenario to the plan of its sweep, and from a plan to what is to be played."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sim.refusal import Refusal
from sim.sweep.planned import Layout, Plan


@dataclass(frozen=True)
class Asked:
    """What the user asked of a new sweep; None where the scenario's own stands."""

    scenario: Path
    settings: Sequence[str]
    worlds: int | None
    seed: int | None
    chunk: int
    shards: int
    command: str


def planned(asked: Asked) -> tuple[Plan, Layout]:
    """Return the plan of a new sweep and how it is cut; ScenarioError or Refusal if there can be none."""
    raise Refusal(f"{asked.scenario}: this version cannot lay a sweep out yet")


def rebuilt(folder: Path, plan: Plan) -> Layout:
    """Return what a plan plays, from what its folder holds."""
    raise Refusal(f"{folder}: this version cannot lay {plan.name} out yet")
