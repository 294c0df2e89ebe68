"""From a scenario to the plan of its sweep, and from a plan to what is to be played."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sim.core.errors import UserError
from sim.scenario.loading import load
from sim.scenario.reading.yaml_data import written
from sim.scenario.schema.sweep import SCENARIO
from sim.sweeps.chunks.groups import Deal, Source
from sim.sweeps.chunks.layout import Layout, usual
from sim.sweeps.designs.registry import design_of
from sim.sweeps.storage.plan import OWN, Plan, made_by, place


@dataclass(frozen=True)
class Asked:
    """What the user asked of a new sweep; None where the scenario's own stands."""

    scenario: Path
    settings: Sequence[str]
    worlds: int | None
    seed: int | None
    chunk: int | None
    shards: int
    command: str


def planned(asked: Asked) -> tuple[Plan, Layout]:
    """Return the plan of a new sweep and how it is cut; ScenarioError or Refusal if there can be none."""
    loaded = load(asked.scenario, asked.settings)
    spec = loaded.scenario
    if spec.sweep is None:
        cure = "State one, as sweep: {design: sobol, points: 64, over: {us.weights.headline: [0, 2]}}"
        raise UserError(f"{loaded.name} has no sweep. {cure}")
    seed = spec.seed if asked.seed is None else asked.seed
    worlds = spec.sweep.worlds_per_point if asked.worlds is None else asked.worlds
    design = design_of(loaded, seed)
    names = dict.fromkeys(design.table.column(SCENARIO).drop_null().to_pylist()) if SCENARIO in design.paths else {}
    others = {str(name): design.folder / str(name) for name in names}
    source = Source(asked.scenario, tuple(asked.settings), others)
    deal = Deal(worlds, seed, spec.sweep.luck == "own", spec.sweep.draws)
    chunk = usual(design.points * worlds) if asked.chunk is None else asked.chunk
    layout = Layout.of(source, design, deal, chunk)
    plan = Plan(
        name=Path(loaded.name).stem,
        question=spec.question,
        texts={OWN: written(loaded.data)} | {name: written(source.load(name).data) for name in others},
        design=design,
        worlds=worlds,
        luck=spec.sweep.luck,
        seed=seed,
        chunk=chunk,
        rows=layout.rows,
        chunks=layout.chunks,
        shards=asked.shards,
        made=made_by(asked.command),
    )
    return plan, layout


def rebuilt(folder: Path, plan: Plan) -> Layout:
    """Return what a plan plays, from what its folder holds."""
    files = files_of(folder, plan.texts)
    source = Source(files.pop(OWN), (), files)
    draws = plan.design.block is not None and plan.design.block.draws
    return Layout.of(source, plan.design, Deal(plan.worlds, plan.seed, plan.luck == "own", draws), plan.chunk)


def files_of(folder: Path, texts: Mapping[str, str]) -> dict[str, Path]:
    """Return where a folder keeps the scenarios of its plan, by the names that the plan has for them."""
    return {key: folder / place(number, key) for number, key in enumerate(texts)}
