"""Groups of a sweep: points that differ in figures only are played together, stacked along the world axis.

A figure drawn once per world (see `sim.scenario.schema.quantity`) may differ from row to row, so all points
that differ in such figures alone are worlds of one model.  Anything else (a tactic, a date, a whole
scenario) splits the points into groups.  Worlds of a group stand point by point, in the order of the
design; a row is what `sim run --set path=value` gives for the world of that number.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from sim.core.chance import WorldNumbers
from sim.core.errors import UserError
from sim.core.worlds import Whole
from sim.scenario.as_known import load_as_known
from sim.scenario.checks.sweep import locate_path
from sim.scenario.faults import KeyPath
from sim.scenario.loading import LoadedScenario
from sim.scenario.reading.overrides import child_of, figure_above, set_at_path
from sim.scenario.schema.quantity import Quantity
from sim.scenario.schema.stacked_quantity import value_at
from sim.scenario.schema.sweep import SCENARIO
from sim.scenario.shipped import find_scenario
from sim.sweeps.designs.design import Design, point_setting


@dataclass(frozen=True)
class SharedWorlds:
    """What all points of a sweep share: how many worlds each has, and whose luck they meet.

    own    whether each point has worlds of its own; else all points meet the same ones
    draws  whether rows tell what was drawn for them
    """

    worlds: int
    seed: int
    own: bool = False
    draws: bool = False


@dataclass(frozen=True, eq=False)
class PointGroup:
    """Points of one scenario which differ in figures only.

    data     the scenario's plain data
    points   numbers of its points in the design, which rise   (points,)
    figures  path of a figure -> its plain data at each point
    columns  what the design says of the points, one row each
    """

    data: dict[str, Any]
    name: str
    points: Whole
    figures: tuple[tuple[KeyPath, tuple[Any, ...]], ...]
    columns: pa.Table
    shared: SharedWorlds

    @property
    def rows(self) -> int:
        """How many worlds it has."""
        return len(self.points) * self.shared.worlds

    def slice_points(self, first: int, last: int) -> "PointGroup":
        """Return its points from `first` to before `last`."""
        figures = tuple((path, values[first:last]) for path, values in self.figures)
        columns = self.columns.slice(first, last - first)
        return replace(self, points=self.points[first:last], figures=figures, columns=columns)

    def places(self, first: int, rows: int) -> Whole:
        """Return the place of the point of some rows, from row `first` on, (rows,)."""
        return np.arange(first, first + rows) // self.shared.worlds

    def worlds(self, first: int, rows: int) -> Whole:
        """Return the number of the world whose luck some rows meet, (rows,)."""
        inside = np.arange(first, first + rows) % self.shared.worlds
        own = self.points[self.places(first, rows)] * self.shared.worlds if self.shared.own else 0
        return np.asarray(own + inside)

    def numbers(self, first: int, rows: int) -> WorldNumbers:
        """Return the same as stretches of worlds that follow each other, each drawn once."""
        each = self.shared.worlds
        if rows >= each and not self.shared.own:
            return WorldNumbers(((0, each),), np.arange(first, first + rows) % each)
        worlds = self.worlds(first, rows)
        begins = np.flatnonzero(np.diff(worlds, prepend=-2) != 1)
        counts = np.diff(begins, append=rows)
        return WorldNumbers(tuple((int(worlds[b]), int(count)) for b, count in zip(begins, counts, strict=True)))


@dataclass(frozen=True)
class ScenarioSource:
    """The scenario that a sweep is about: its file and settings on top of it; `others` says where named files are.

    on   the day as known on which it is played; None: as it stands
    """

    file: Path
    settings: tuple[str, ...] = ()
    others: Mapping[str, Path] = field(default_factory=dict)
    on: date | None = None

    def file_of(self, name: str) -> Path:
        """Return the file of a scenario that the design names: beside the sweep's own or shipped."""
        return self.others.get(name) or find_scenario(name, find_scenario(self.file).parent)

    def load(self, name: str | None = None, more: Sequence[str] = ()) -> LoadedScenario:
        """Return its scenario, or the one of that name, with more settings; ScenarioError with every fault."""
        return load_as_known(self.file if name is None else self.file_of(name), self.settings, self.on, more)


def groups_of(source: ScenarioSource, design: Design, shared: SharedWorlds) -> list[PointGroup]:
    """Return the groups of a design over a scenario, by their first points.

    ScenarioError if a choice makes no sound scenario, UserError if a figure has no place in one.
    """
    base = source.load()
    stacks = {factor.path: is_stackable(base, design, factor.path) for factor in design.factors}
    split = [path for path, whole in stacks.items() if not whole]
    return [
        make_group((source, base), (design, shared, [path for path in stacks if stacks[path]]), points)
        for points in points_by_choice(design, split)
    ]


def is_stackable(base: LoadedScenario, design: Design, path: str) -> bool:
    """Whether a factor is a figure that may differ from row to row."""
    if path == SCENARIO or not pa.types.is_floating(design.table.schema.field(path).type):
        return False
    try:
        place = figure_above(base.data, locate_path(base.data, path))
    except ValueError:
        return True  # it may be there once a choice is made
    return isinstance(value_at(base.scenario, place), Quantity)


def points_by_choice(design: Design, split: Sequence[str]) -> Iterator[Whole]:
    """Yield the numbers of the points that have the same in some columns, by their first points, (points,)."""
    told = list(zip(*(design.table.column(path).to_pylist() for path in split), strict=True)) or [()] * design.points
    found: dict[tuple[Any, ...], list[int]] = {}
    for point, key in enumerate(told):
        found.setdefault(key, []).append(point)
    yield from (np.array(points) for points in found.values())


def make_group(
    origin: tuple[ScenarioSource, LoadedScenario], plan: tuple[Design, SharedWorlds, Sequence[str]], points: Whole
) -> PointGroup:
    """Return the group of some points: their scenario, and the figures that are stacked."""
    (source, base), (design, deal, stacks) = origin, plan
    columns = design.table.take(pa.array(points))
    first = columns.slice(0, 1).to_pylist()[0]
    chosen = {path: value for path, value in first.items() if path not in stacks and value is not None}
    name = chosen.pop(SCENARIO, None)
    words = [point_setting(path, value) for path, value in chosen.items()]
    loaded = source.load(name, words) if words or name else base
    held: dict[KeyPath, list[Any]] = {}
    for path in stacks:
        enter_figures(loaded, path, columns.column(path).to_pylist(), held)
    kept = tuple((place, tuple(values)) for place, values in held.items())
    return PointGroup(loaded.data, loaded.name, points, kept, columns, deal)


def enter_figures(
    loaded: LoadedScenario, path: str, values: Sequence[float | None], held: dict[KeyPath, list[Any]]
) -> None:
    """Enter the plain data of a figure at each point, where the path leads to it or into it."""
    try:
        full = locate_path(loaded.data, path)
    except ValueError as wrong:
        raise UserError(f"{loaded.shown}: {path} cannot be swept at every point: {wrong}") from wrong
    place = figure_above(loaded.data, full)
    if not isinstance(value_at(loaded.scenario, place), Quantity):
        raise UserError(f"{loaded.shown}: {path} cannot be swept at every point: there is no figure there")
    own: Any = loaded.data
    for key in place:
        own = child_of(own, key)
    rest = full[len(place) :]
    before = held.setdefault(place, [own] * len(values))
    held[place] = [
        kept if value is None else set_at_path(kept, rest, value) if rest else plain_figure(kept, value)
        for kept, value in zip(before, values, strict=True)
    ]


def plain_figure(kept: Any, value: float) -> dict[str, Any]:
    """Return a number as a figure's plain data, in the unit that the figure states."""
    unit = kept.get("unit") if isinstance(kept, dict) else None
    return {"value": value} | ({} if unit is None else {"unit": unit})
