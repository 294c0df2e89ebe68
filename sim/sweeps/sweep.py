"""Sweeps from Python, on this machine or on any executor of `concurrent.futures`.

swept = sim.sweep("scenarios/tariffs.yaml", "results/tariffs", seed=1)
swept = sim.resume_sweep("results/tariffs", engine="processes", workers=8)

from mpi4py.futures import MPIPoolExecutor
with MPIPoolExecutor() as executor:
sim.sweep("scenarios/tariffs.yaml", "results/tariffs", engine=executor)
"""

from collections.abc import Sequence
from concurrent.futures import Executor
from pathlib import Path

from sim.runs import folder as results
from sim.sweeps.execution import planning as laid
from sim.sweeps.execution.engines import Engine, given_engine, local_engine
from sim.sweeps.execution.fill import fill
from sim.sweeps.storage import folder as store
from sim.sweeps.storage.reader import Sweep


def sweep(
    scenario: str | Path,
    out: str | Path | None = None,
    *,
    seed: int | None = None,
    worlds: int | None = None,
    chunk: int | None = None,
    settings: Sequence[str] = (),
    engine: str | Executor = "threads",
    workers: int | None = None,
) -> Sweep:
    """Play the sweep of a scenario into a new folder, and return it opened.

    Without `out`, that is results/NAME-N; without a seed or worlds of a point, those of the scenario.
    """
    request = laid.PlanRequest(Path(scenario), settings, worlds, seed, chunk, 1, "sim.sweep")
    plan = laid.plan_sweep(request)[0]
    place = results.free_folder(Path("results"), plan.name) if out is None else Path(out)
    folder = store.create_folder(plan, place, any_number=out is None)
    return resume_sweep(folder, engine=engine, workers=workers)


def resume_sweep(
    folder: str | Path, *, engine: str | Executor = "threads", workers: int | None = None, force: bool = False
) -> Sweep:
    """Play what is missing in the folder of a sweep, and return it opened."""

    def hire() -> Engine:
        return local_engine(engine, workers) if isinstance(engine, str) else given_engine(engine, workers)

    fill(Path(folder), hire, force=force)
    return Sweep(folder)
