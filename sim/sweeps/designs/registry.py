"""The designs of a sweep, by name: which points there are, and what is held at each.

A design is a function of the sweep, the scenario's schema and the seed, and of nothing else: made again
it is the same, point for point.  `design_of` makes the one that a scenario declares, `design` one that is
given as data in the same form.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from sim.core.worlds import Array
from sim.scenario.checks.sweep import is_whole, locate_path
from sim.scenario.loading import LoadedScenario, find_faults_with_sweep, load, validate_text
from sim.scenario.reading.scenario_text import ScenarioText
from sim.scenario.schema.sweep import SCENARIO, SweepPart
from sim.scenario.sweep.points import load_points
from sim.scenario.sweep.scenarios import search_folder, swept_scenarios
from sim.sweeps.designs.design import Design, Factor
from sim.sweeps.designs.levers import cross_levers
from sim.sweeps.designs.listed import FactorColumn, grid, one_at_a_time, point_column, scale_places
from sim.sweeps.designs.samplers import SAMPLERS, Sampler, power_of_two


@dataclass(frozen=True, eq=False)
class DesignPoints:
    """What each factor is at each point, and where the point lies in the unit cube, if it was sampled there."""

    columns: Sequence[FactorColumn]
    unit: Array | None = None


DesignRule = Callable[[SweepPart, Sequence[Factor], int], DesignPoints]  # a sweep, its factors, the run's seed


def sampled_design(sampler: Sampler) -> DesignRule:
    """Return the design of points that are sampled in the unit cube, crossed with what is declared a lever."""

    def layout(sweep: SweepPart, factors: Sequence[Factor], seed: int) -> DesignPoints:
        unit = cross_levers(sampler, sweep, factors, seed)
        return DesignPoints([scale_places(factor, unit[:, k]) for k, factor in enumerate(factors)], unit)

    return layout


def listed_design(lister: Callable[[SweepPart, Sequence[Factor]], Sequence[FactorColumn]]) -> DesignRule:
    """Return the design of points that are listed, without luck."""

    def layout(sweep: SweepPart, factors: Sequence[Factor], seed: int) -> DesignPoints:
        return DesignPoints(lister(sweep, factors))

    return layout


DESIGNS: dict[str, DesignRule] = {  # beside `table`, whose points stand in a file
    "grid": listed_design(grid),
    "one_at_a_time": listed_design(one_at_a_time),
    **{name: sampled_design(sampler) for name, sampler in SAMPLERS.items()},
}


def design_of(loaded: LoadedScenario, seed: int | None = None, folder: Path | None = None) -> Design:
    """Return the design that a scenario declares; ScenarioError with every fault, ValueError if it declares none.

    Files that it names are sought in `folder`, or beside the file that names them.  Without a seed,
    the scenario's own.
    """
    sweep = loaded.scenario.sweep
    if sweep is None:
        raise ValueError(f"{loaded.shown} has no sweep: state one, sweep: {{design: sobol, points: 64, over: ...}}")
    if sweep.design == "table":
        return design_from_file(loaded, sweep, folder)
    folder = folder or search_folder(loaded, ("sweep", "over", SCENARIO))
    scenarios = swept_scenarios(loaded, sweep, folder)
    factors = factors_of(sweep, next(iter(scenarios.values()), loaded).data)
    laid = DESIGNS[sweep.design](sweep, factors, loaded.scenario.seed if seed is None else seed)
    return Design(
        kind=sweep.design,
        factors=factors,
        table=pa.table({f.path: point_column(f.path, held) for f, held in zip(factors, laid.columns, strict=True)}),
        block=sweep,
        unit=laid.unit,
        folder=folder,
        notes=design_notes(sweep),
    )


def design_from_data(
    block: Mapping[str, Any], scenario: LoadedScenario | str | Path, seed: int | None = None, folder: Path | None = None
) -> Design:
    """Return the design of a sweep given as data, {"design": "sobol", ...}, over a scenario or its file."""
    loaded = scenario if isinstance(scenario, LoadedScenario) else load(scenario)
    text = ScenarioText(
        loaded.name, {**loaded.data, "sweep": dict(block)}, {(): (loaded.name, 0)}
    )  # data have no lines
    return design_of(LoadedScenario(validate_text(text, find_faults_with_sweep), text.data, loaded.name), seed, folder)


def factors_of(sweep: SweepPart, data: dict[str, Any]) -> tuple[Factor, ...]:
    """Return what a sweep varies, in its order, over plain data in which its paths are sought."""
    return tuple(
        Factor(path, part.range, tuple(part.values or ()), path != SCENARIO and is_whole(locate_path(data, path)))
        for path, part in sweep.over.items()
    )


def design_from_file(loaded: LoadedScenario, sweep: SweepPart, folder: Path | None) -> Design:
    """Return the design whose points stand in a file."""
    sought = folder or search_folder(loaded, ("sweep", "file"))
    table = load_points(loaded, sweep, sought)
    factors = tuple(Factor(name, values=unique_values(table.column(name))) for name in table.column_names)
    return Design("table", factors, table, sweep, folder=sought)


def unique_values(values: pa.ChunkedArray) -> tuple[Any, ...]:
    """Return the different values of a column, in the order in which they come."""
    return tuple(value for value in values.unique().to_pylist() if value is not None)


def design_notes(sweep: SweepPart) -> tuple[str, ...]:
    """Return what a reader of the plan should know of a design."""
    key = "points" if sweep.base is None else "base"
    number = getattr(sweep, key) or 1
    above = power_of_two(number)
    if sweep.design != "sobol" or number == above:
        return ()
    return (f"a Sobol' sequence is balanced where {key} is a power of two: {above // 2} or {above}; found {number}",)
