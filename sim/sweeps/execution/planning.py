"""From a scenario to the plan of its sweep, and from a plan to what is to be played."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from logging import getLogger
from pathlib import Path

from sim.core.errors import UserError
from sim.scenario.as_known import load_as_known
from sim.scenario.overridden import overridden_in_sweep
from sim.scenario.reading.yaml_data import to_yaml
from sim.scenario.schema.sweep import SCENARIO
from sim.sweeps.chunks.groups import ScenarioSource, SharedWorlds
from sim.sweeps.chunks.layout import Layout, usual_chunk
from sim.sweeps.designs.registry import design_of
from sim.sweeps.storage.plan import OWN_SCENARIO, SweepPlan, record_provenance, scenario_path

log = getLogger("sim")


@dataclass(frozen=True)
class PlanRequest:
    """What the user asked of a new sweep; None where the scenario's own stands."""

    scenario: Path
    settings: Sequence[str]
    worlds: int | None
    seed: int | None
    chunk: int | None
    shards: int
    command: str
    on: date | None = None


def plan_sweep(request: PlanRequest) -> tuple[SweepPlan, Layout]:
    """Return the plan of a new sweep and how it is cut; ScenarioError or UserError if there can be none."""
    loaded = load_as_known(request.scenario, request.settings, request.on)
    spec = loaded.scenario
    if spec.sweep is None:
        cure = "State one, as sweep: {design: sobol, points: 64, over: {us.weights.headline: [0, 2]}}"
        raise UserError(f"{loaded.shown} has no sweep. {cure}")
    for sentence in overridden_in_sweep(spec, loaded.stated, request.settings):
        log.warning("%s", sentence)
    seed = spec.seed if request.seed is None else request.seed
    worlds = spec.sweep.worlds_per_point if request.worlds is None else request.worlds
    design = design_of(loaded, seed)
    names = dict.fromkeys(design.table.column(SCENARIO).drop_null().to_pylist()) if SCENARIO in design.paths else {}
    others = {str(name): design.folder / str(name) for name in names}
    source = ScenarioSource(request.scenario, tuple(request.settings), others, request.on)
    deal = SharedWorlds(worlds, seed, spec.sweep.random_numbers == "own", spec.sweep.draws)
    chunk = usual_chunk(design.points * worlds) if request.chunk is None else request.chunk
    layout = Layout.of(source, design, deal, chunk)
    plan = SweepPlan(
        name=Path(loaded.name).stem,
        question=spec.question,
        texts={OWN_SCENARIO: to_yaml(loaded.data)} | {name: to_yaml(source.load(name).data) for name in others},
        design=design,
        worlds=worlds,
        luck=spec.sweep.random_numbers,
        seed=seed,
        chunk=chunk,
        rows=layout.rows,
        chunks=layout.chunks,
        shards=request.shards,
        provenance=record_provenance(request.command),
    )
    return plan, layout


def rebuild_layout(folder: Path, plan: SweepPlan) -> Layout:
    """Return what a plan plays, from what its folder holds."""
    files = scenario_files(folder, plan.texts)
    source = ScenarioSource(files.pop(OWN_SCENARIO), (), files)
    draws = plan.design.block is not None and plan.design.block.draws
    return Layout.of(source, plan.design, SharedWorlds(plan.worlds, plan.seed, plan.luck == "own", draws), plan.chunk)


def scenario_files(folder: Path, texts: Mapping[str, str]) -> dict[str, Path]:
    """Return where a folder keeps the scenarios of its plan, by the names that the plan has for them."""
    return {key: folder / scenario_path(number, key) for number, key in enumerate(texts)}
