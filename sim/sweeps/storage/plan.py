"""The plan of a sweep: all that decides its rows, and how they are cut; written down before anything is played.

Two folders with equal plans hold equal rows.  The chunk belongs to the plan although it changes no row: parts
of a folder are chunks, and a sweep that goes on must cut as it began.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from sim.runs.provenance import package_versions, program_commit, text_hash
from sim.scenario.schema.sweep import SweepPart
from sim.sweeps.chunks.chunk import Job
from sim.sweeps.designs.design import Design, Factor
from sim.sweeps.storage.digest import rows_hash

FORMAT = 1  # of plan.json
NEW_KEYS = {"luck": "random_numbers"}  # of a block `sweep`, old name -> new name
OWN_SCENARIO = ""  # key of the scenario itself among the texts
DECIDING_PACKAGES = ("ninety-days", "numpy", "scipy", "mesa")  # packages whose versions may move a row


class SweepLayout(Protocol):
    """How the rows of a sweep are cut into chunks; a group never shares a chunk with another."""

    @property
    def groups(self) -> Sequence[Any]:
        """The groups of points that are played apart."""

    @property
    def chunks(self) -> int:
        """How many chunks there are."""

    @property
    def rows(self) -> int:
        """How many rows all chunks have."""

    def rows_of(self, index: int) -> int:
        """Return how many rows a chunk has."""

    def jobs(self, indices: Iterable[int]) -> Iterator[Job]:
        """Yield the jobs of some chunks, each made when it is asked for."""


@dataclass(frozen=True, eq=False)
class SweepPlan:
    """What is to be played.

    name     of the scenario
    texts    scenarios as played: OWN, and those that a factor `scenario` chooses among, by the names it has for them
    worlds_per_point  of a point
    luck     whose luck the points meet
    shards   in how many pieces it is computed; 1 where it is not shared out
    rows, chunks   of the layout
    provenance  command, versions and commit that made the plan
    """

    name: str
    question: str
    texts: Mapping[str, str]
    design: Design
    worlds: int
    luck: str
    seed: int
    chunk: int
    rows: int
    chunks: int
    shards: int = 1
    provenance: Mapping[str, Any] = field(default_factory=dict)


def record_provenance(command: str) -> dict[str, Any]:
    """Return what a plan remembers of how it was made."""
    return {"command": command, "versions": package_versions(), "commit": program_commit()}


def identity(plan: SweepPlan) -> dict[str, Any]:
    """Return what makes a plan the one it is, by the words for it."""
    factors = [factor_data(factor) for factor in plan.design.factors]
    return {
        "scenario": text_hash("\0".join(f"{key}\0{text}" for key, text in sorted(plan.texts.items()))),
        "design": plan.design.kind,
        "factors": factors,
        "points": [plan.design.points, rows_hash(plan.design.table.to_batches(), plan.design.table.schema)],
        "worlds": plan.worlds,
        "luck": plan.luck,
        "seed": plan.seed,
        "chunk": plan.chunk,
        "rows": plan.rows,
        "chunks": plan.chunks,
        "shards": plan.shards,
    }


def plan_differences(asked: SweepPlan, held: SweepPlan) -> list[str]:
    """Return in which respects two plans differ, in words."""
    told = []
    ours, theirs = json.loads(json.dumps(identity(asked), default=str)), json.loads(json.dumps(identity(held)))
    for word, value in ours.items():
        if value != theirs[word]:
            numbers = isinstance(value, int | str) and word != "scenario"
            told.append(f"{word} ({value} here, {theirs[word]} there)" if numbers else word)
    return told


def changed_versions(held: SweepPlan) -> list[str]:
    """Return which programs of ours are not those that made a plan, in words."""
    before, now = held.provenance.get("versions", {}), package_versions()
    told = [
        f"{name} {before[name]}, now {now[name]}"
        for name in DECIDING_PACKAGES
        if name in before and before[name] != now[name]
    ]
    was, this = held.provenance.get("commit", {}).get("id"), program_commit()["id"]
    return told if was is None or was == this else [*told, f"commit {was[:8]}, now {str(this)[:8]}"]


def factor_data(factor: Factor) -> dict[str, Any]:
    """Return a factor as JSON holds it."""
    return {"path": factor.path, "bounds": factor.bounds and list(factor.bounds), "values": list(factor.values)}


def plan_to_text(plan: SweepPlan) -> str:
    """Return a plan as it is written down, beside its design and its scenarios."""
    held = {"sweep": FORMAT, "name": plan.name, "question": plan.question, **identity(plan)}
    held["scenarios"] = {key: scenario_path(number, key) for number, key in enumerate(plan.texts)}
    held["block"] = plan.design.block and plan.design.block.model_dump(mode="json", exclude_none=True)
    return json.dumps({**held, **plan.provenance}, indent=2, default=str) + "\n"


def scenario_path(number: int, key: str) -> str:
    """Return the file of a scenario in the folder."""
    if key == OWN_SCENARIO:
        return "scenario.yaml"
    stem = "".join(letter if letter.isalnum() else "_" for letter in key.rsplit("/", 1)[-1].removesuffix(".yaml"))
    return f"scenarios/{number}-{stem}.yaml"


def keys_of_today(block: Mapping[str, Any]) -> dict[str, Any]:
    """Return a block `sweep` as it was written down, with keys that have another name now under that."""
    return {NEW_KEYS.get(key, key): value for key, value in block.items()}


def plan_from_text(text: str, texts: Mapping[str, str], design_table: Any) -> SweepPlan:
    """Return the plan that was written down; KeyError, TypeError or ValueError if it is none."""
    held = json.loads(text)
    if held["sweep"] != FORMAT:
        raise ValueError(f"its format is {held['sweep']}; this version reads {FORMAT}")
    factors = tuple(
        Factor(f["path"], (f["bounds"][0], f["bounds"][1]) if f["bounds"] else None, tuple(f["values"]))
        for f in held["factors"]
    )
    numbers = {name: int(held[name]) for name in ("worlds", "seed", "chunk", "rows", "chunks", "shards")}
    if not held["name"] or set(held["name"]) & set("/\\\0"):
        raise ValueError(f"{held['name']!r} is no name of a scenario: it may not lead into another folder")
    made = {key: held[key] for key in ("command", "versions", "commit") if key in held}
    block = None if held["block"] is None else SweepPart.model_validate(keys_of_today(held["block"]))
    design = Design(held["design"], factors, design_table, block)
    plan = SweepPlan(held["name"], held["question"], texts, design, luck=held["luck"], provenance=made, **numbers)
    for word in ("scenario", "points"):
        if identity(plan)[word] != held[word]:
            raise ValueError(f"what is under {word!r} was changed since it was made")
    return plan
