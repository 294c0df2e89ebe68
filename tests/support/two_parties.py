"""A scenario of two parties and two issues without market, carmakers, industry or precedent; its values by hand."""

from functools import cache
from pathlib import Path

from places import SUPPORT

from sim.runs.run import Outcome, run
from sim.scenario.loading import LoadedScenario, load

FILE, WITH_STUBS = (SUPPORT / f"two_parties{rest}.yaml" for rest in ("", "_with_stubs"))
WORTH = {"none": 0.0, "ten_weeks": 52.0, "two_weeks": 100.0}  # of a delivery to the buyer
COST = {"none": 0.0, "ten_weeks": -10.0, "two_weeks": -34.0}  # of a delivery to the seller
LEAST_PRICE = 100.0  # from which payment counts


@cache
def two_parties(*settings: str, file: Path = FILE) -> LoadedScenario:
    """Return the scenario, with settings."""
    return load(file, settings)


@cache
def played_by_two(*settings: str, worlds: int = 40, file: Path = FILE) -> Outcome:
    """Return the scenario played, with settings."""
    return run(two_parties(*settings, file=file), worlds, 7)
