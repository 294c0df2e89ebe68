"""The named choices that structures are made of, each a scenario file or some settings on top of it.

    demand    what is demanded under doubt            sure, expected, waiting
    opening   where demands begin                     livable, own_best, anchored on both tariffs
    offers    how demands are made                    timed (as the scenario states), equilibrium
    stages    what a signature is                     one (the deal), two (a deal and a text)

Both sides always take the same choice.  A new choice is one more entry of a table; two stages are played
where a file `two_stages.yaml` that extends the scenario stands beside it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from sim.scenario.loading import LoadedScenario
from sim.scenario.reading.files import Unreadable
from sim.scenario.reading.yaml_data import read_yaml
from sim.scenario.shipped import find_scenario

ANCHOR_WIDTH = 0.5  # assumed: a step on a tariff must give twice as much for its cost as one elsewhere; .25 to 1
ANCHORED = f"{{anchored: {{issues: [auto_tariff, reciprocal_tariff], width: {ANCHOR_WIDTH}}}}}"
STAGED = "two_stages.yaml"

DEMANDS = ("sure", "expected", "waiting")
OPENINGS = {"livable": "livable", "own_best": "own_best", "anchored": ANCHORED}  # name: what is set
OFFERS = ("timed", "equilibrium")


@dataclass(frozen=True)
class Structure:
    """One combination of choices: its names by kind, the file that is played, and what is set on top."""

    choices: Mapping[str, str]
    file: Path
    settings: tuple[str, ...]

    @property
    def name(self) -> str:
        """All choices in a few words."""
        return ", ".join(self.choices.values())


def declared_structures(loaded: LoadedScenario, file: Path) -> list[Structure]:
    """Return every combination of choices for a scenario in a file."""
    keys = loaded.scenario.keys
    return [
        Structure(
            {"demand": demand, "opening": opening, "offers": offers, "stages": stages},
            played,
            (*demand_settings(demand, keys), *opening_settings(opening, keys), *offer_settings(offers, loaded)),
        )
        for (stages, played), offers, demand, opening in product(
            stage_files(loaded, file).items(), OFFERS, DEMANDS, OPENINGS
        )
    ]


def demand_settings(demand: str, keys: Sequence[str]) -> tuple[str, ...]:
    """Return what is set for a demand under doubt."""
    return tuple(f"{key}.doubt.demand={demand}" for key in keys)


def opening_settings(opening: str, keys: Sequence[str]) -> tuple[str, ...]:
    """Return what is set for an opening."""
    return tuple(f"{key}.opening={OPENINGS[opening]}" for key in keys)


def offer_settings(offers: str, loaded: LoadedScenario) -> tuple[str, ...]:
    """Return what is set for a way of making offers: nothing, or a tactic for each side and government."""
    if offers == "timed":
        return ()
    own = [name for name, held in loaded.scenario.party_b.governments.items() if held.tactic is not None]
    keys = loaded.scenario.keys
    bidders = (*keys, *(f"{keys[1]}.governments.{name}" for name in own))
    return tuple(f"{bidder}.tactic={offers}" for bidder in bidders)


def stage_files(loaded: LoadedScenario, file: Path) -> dict[str, Path]:
    """Return the file that is played for each number of stages; a scenario in stages is played as it is."""
    if loaded.data.get("stages"):
        return {"two": file}
    there = find_scenario(file)
    staged = there.parent / STAGED
    return {"one": file} | ({"two": staged} if extends(staged, there.name) else {})


def extends(staged: Path, name: str) -> bool:
    """Whether there is a file that extends the one of a name."""
    try:
        return bool(read_yaml(staged).data.get("extends") == name)
    except Unreadable:
        return False
