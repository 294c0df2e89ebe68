"""A box as a scenario: the one that was swept, with the box in place of what was swept.

`sim sweep` plays it at points of the box, laid out as those of the sweep were; `sim run` plays it in worlds that draw
each number evenly within the box.  A number that cannot be drawn stands at the middle of its limits, and of several
choices that are left the one with most cases of interest is played.  The scenario needs no other file.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.analysis.discovery.boxes import Limit, within
from sim.analysis.discovery.cases import OWN, CaseFactor
from sim.analysis.discovery.discover import Discovery
from sim.core.errors import UserError
from sim.core.worlds import Flags
from sim.scenario.checks.sweep import locate_path, setting_text
from sim.scenario.loading import LoadedScenario, find_faults_with_sweep, load, validate_text
from sim.scenario.reading.scenario_text import ScenarioText
from sim.scenario.reading.yaml_data import to_inline_yaml, to_yaml
from sim.scenario.schema.quantity import Quantity
from sim.scenario.schema.sweep import SCENARIO
from sim.scenario.schema.tree import type_at, types_allowed
from sim.sweeps.designs.design import Design, Factor
from sim.sweeps.execution.planning import scenario_files
from sim.sweeps.storage.plan import OWN_SCENARIO
from sim.sweeps.storage.reader import Sweep

MOST_VALUES = 20  # different numbers of a factor up to which they are listed
PLACES = 6  # significant digits of a limit that was found


@dataclass(frozen=True)
class BoxSpan:
    """What the box leaves of a factor: two ends, or some values, the one to be played in a run first."""

    ends: tuple[float, float] | None = None
    values: tuple[Any, ...] = ()


def box_scenario(sweep: Sweep, found: Discovery, number: int = 0) -> str:
    """Return the scenario file of a box, of those found the first is 0; UserError if it cannot be one scenario."""
    if number >= len(found.boxes):
        raise UserError(f"{len(found.boxes)} boxes were found: there is no box {number + 1} to write")
    box = found.boxes[number].figures
    inside = box.box.members(found.cases.factors)
    known = {factor.path: factor for factor in sweep.plan.design.factors}
    spans = {
        factor.path: span_of(factor, box.box.limits[k], found.whole.limits[k], known.get(factor.path), (inside, found))
        for k, factor in enumerate(found.cases.factors)
    }
    base = base_scenario(sweep, spans.pop(SCENARIO, None))
    source = f"the box where {found.cases.condition.text}"
    loaded = load(base.name, [run_setting(base.data, path, span, source) for path, span in spans.items() if has(span)])
    data = {**loaded.data, "question": f"What comes of it within the box where {found.cases.condition.text}?"}
    data.pop("sweep", None)
    block = sweep_block(sweep.plan.design, sweep.plan.worlds, spans)
    text = ScenarioText(loaded.name, data | ({"sweep": block} if block["over"] else {}), {(): (loaded.name, 0)})
    validate_text(text, find_faults_with_sweep)
    said = f"coverage {box.coverage:.3f}, density {box.density:.3f}, mass {box.mass:.3f}"
    head = f"# A box of the sweep {sweep.plan.name} where {found.cases.condition.text}: {said}.\n"
    return head + to_yaml(text.data)


def has(span: BoxSpan) -> bool:
    """Whether the box leaves anything but the scenario's own."""
    return span.ends is not None or bool(span.values)


def base_scenario(sweep: Sweep, chosen: BoxSpan | None) -> LoadedScenario:
    """Return the scenario that was swept, or the only one that the box leaves; UserError if it leaves several."""
    files = scenario_files(sweep.folder, sweep.plan.texts)
    if chosen is None:
        return load(files[OWN_SCENARIO])
    if len(chosen.values) != 1:
        raise UserError(f"the box holds {len(chosen.values)} whole scenarios, and a file is one: sweep them apart")
    return load(files[str(chosen.values[0])])


def span_of(
    factor: CaseFactor, limit: Limit, widest: Limit, known: Factor | None, among: tuple[Flags, Discovery]
) -> BoxSpan:
    """Return what a box leaves of a factor."""
    inside, found = among
    if isinstance(limit, frozenset):
        hits = np.bincount(factor.values[inside].astype(int), found.cases.counts().hits[inside], len(factor.choices))
        left = sorted(limit, key=lambda choice: -hits[choice])
        raw = {value_text(factor.path, value): value for value in (known.values if known else ())}
        names = [factor.choices[choice] for choice in left if factor.choices[choice] != OWN]
        return BoxSpan(values=tuple(raw.get(name, name) for name in names))
    left_numbers = np.unique(factor.values[within(factor, limit)])
    if factor.listed and (known is None or known.bounds is None) and len(left_numbers) <= MOST_VALUES:
        return BoxSpan(values=tuple(map(float, left_numbers)))
    low, high = (float(left_numbers[0]), float(left_numbers[-1])) if factor.listed else limit
    ends = known.bounds if known is not None and known.bounds is not None else None
    assert not isinstance(widest, frozenset)
    low = ends[0] if ends and limit[0] == widest[0] else float(f"{low:.{PLACES}g}")
    high = ends[1] if ends and limit[1] == widest[1] else float(f"{high:.{PLACES}g}")
    return BoxSpan(ends=(low, high)) if low < high else BoxSpan(values=(low,))


def value_text(path: str, value: Any) -> str:
    """Return a value as it stands in the table of a design."""
    return str(value) if path == SCENARIO else to_inline_yaml(value)


def run_setting(data: dict[str, Any], path: str, span: BoxSpan, source: str) -> str:
    """Return what a run plays within the box, as a setting."""
    if span.ends is None:
        return setting_text(path, span.values[0])
    allowed = types_allowed(type_at(locate_path(data, path)))
    if Quantity in allowed:
        return setting_text(path, {"uniform": list(span.ends), "source": source})
    middle = sum(span.ends) / 2
    return setting_text(path, float(round(middle)) if allowed == [int] else middle)


def sweep_block(design: Design, worlds: int, spans: dict[str, BoxSpan]) -> dict[str, Any]:
    """Return the sweep of a box, as the one in which it was found; factors with a single value left are not swept."""
    block = {} if design.block is None else design.block.model_dump(mode="json", exclude_none=True)
    steps = {path: part.steps for path, part in design.block.over.items()} if design.block is not None else {}
    if design.block is None or "file" in block:
        block = {"design": "latin_hypercube", "points": design.points}
    over: dict[str, Any] = {}
    for path, span in spans.items():
        if span.ends is not None:
            step = steps.get(path)
            over[path] = list(span.ends) if step is None else {"range": list(span.ends), "steps": step}
        elif len(span.values) > 1:
            over[path] = {"values": list(span.values)}
    return {**block, "over": over, "worlds_per_point": worlds}
