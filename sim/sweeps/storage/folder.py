"""The folder of a sweep.

    plan.json         what is to be played; design.parquet, scenario.yaml, scenarios/ belong to it
    parts/            one file for each finished chunk (see `sim.sweeps.storage.parts`)
    failed.json       worlds and chunks that could not be played, where there are any
    columns.csv       every column of design and rows; written when all is there
    sittings/         one note for each time it was worked on: how many worlds, how long, by what
    manifest.json     how it was made, and the hash of its rows; written last, when all is there

The folder appears with its plan whole.  Several processes may fill one folder as its shards.
"""

import json
import os
import shutil
import socket
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from sim.core.errors import UserError
from sim.runs import folder as results
from sim.runs import provenance
from sim.runs.data_dictionary import COLUMNS_FILE, dictionary_text
from sim.runs.folder import MANIFEST, ResultError
from sim.sweeps.chunks.shard import WHOLE_SWEEP, Shard
from sim.sweeps.storage.locks import hold_lock
from sim.sweeps.storage.parts import Part, sync_folder, write_synced
from sim.sweeps.storage.plan import SweepPlan, plan_differences, plan_from_text, plan_to_text, scenario_path

PLAN, DESIGN, PARTS, FAILED, SITTINGS = "plan.json", "design.parquet", "parts", "failed.json", "sittings"


def is_sweep(folder: Path) -> bool:
    """Whether a folder holds a sweep, finished or not."""
    return (folder / PLAN).is_file() and (folder / PARTS).is_dir()


def create_folder(plan: SweepPlan, out: Path, *, force: bool = False, any_number: bool = False) -> Path:
    """Put a new folder with its plan in place and return it; ResultError if it cannot be made.

    With `force` a sweep that stands there goes, and nothing else does; with `any_number` the next free
    number is taken where the folder has appeared meanwhile.
    """
    if force and out.exists():
        if not is_sweep(out):
            raise ResultError(f"{out} exists and is no sweep (it has no {PLAN}); nothing was run or replaced")
        if out.resolve() in (Path.cwd(), *Path.cwd().parents):
            raise ResultError(f"{out} is the folder we are in, or holds it; nothing was run or replaced")
        with hold_lock(out):
            beside = results.prepare_folder(out.with_name(f"{out.name}.{os.getpid()}"), force=False)
            return _write_plan(plan, beside, out, force=True, any_number=False)
    if is_sweep(out):
        cure = f"Go on with it: sim sweep --resume {out}; choose another --out, or replace it with --force"
        raise ResultError(f"{out} exists; nothing was run. {cure}")
    return _write_plan(plan, results.prepare_folder(out, force=False), out, force=False, any_number=any_number)


def _write_plan(plan: SweepPlan, beside: Path, out: Path, *, force: bool, any_number: bool) -> Path:
    """Write a plan into an empty folder and put it in place."""
    try:
        (beside / PARTS).mkdir()
        (beside / SITTINGS).mkdir()
        pq.write_table(plan.design.table, beside / DESIGN)
        for number, (key, text) in enumerate(plan.texts.items()):
            file = beside / scenario_path(number, key)
            file.parent.mkdir(exist_ok=True)
            write_synced(file, text.encode())
        write_synced(beside / PLAN, plan_to_text(plan).encode())
        made = results.put_in_place(beside, out, force, any_number)
        sync_folder(made.parent)
        return made
    except OSError as wrong:
        shutil.rmtree(beside, ignore_errors=True)
        raise ResultError(f"{out} could not be written: {wrong.strerror}; nothing was run") from wrong


def join_sweep(plan: SweepPlan, out: Path) -> Path:
    """Return the folder that a shard works in, made if it is the first; ResultError if it has another plan."""
    if not out.exists():
        try:
            return create_folder(plan, out)
        except ResultError:
            if not is_sweep(out):  # else another shard was quicker
                raise
    told = plan_differences(plan, read_plan(out))
    if told:
        raise ResultError(f"{out} holds another sweep; nothing was run. They differ in: {', '.join(told)}")
    return out


def read_plan(folder: Path) -> SweepPlan:
    """Return the plan of a sweep; ResultError if there is none that can be read."""
    if not is_sweep(folder):
        raise ResultError(f"{folder} is no sweep: it has no {PLAN}, or no folder {PARTS}")
    try:
        text = (folder / PLAN).read_text(encoding="utf-8")
        texts = {key: sweep_file(folder, name) for key, name in json.loads(text)["scenarios"].items()}
        return plan_from_text(text, texts, pq.read_table(folder / DESIGN))
    except results.DAMAGE as wrong:
        raise ResultError(f"{folder} cannot be read: its plan is spoilt: {results.damage_text(wrong)}") from wrong


def sweep_file(folder: Path, name: str) -> str:
    """Return the text of a file that a plan names; ValueError if it lies outside its folder."""
    file = (folder / name).resolve()
    if not file.is_relative_to(folder.resolve()):
        raise ValueError(f"it names {name}, which is not in the folder")
    return file.read_text(encoding="utf-8")


def read_manifest(folder: Path) -> dict[str, Any] | None:
    """Return the manifest of a closed sweep; None while it is open."""
    with results.sound_result(folder / MANIFEST):
        return results.read_json_block(folder / MANIFEST) if (folder / MANIFEST).exists() else None


def write_json(path: Path, value: Any) -> None:
    """Write one JSON value, whole or not at all; ResultError if that fails."""
    write_text(path, json.dumps(value, indent=2) + "\n")


def write_text(path: Path, text: str) -> None:
    """Write a text, whole or not at all; ResultError if that fails."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        write_synced(beside, text.encode())
        beside.replace(path)
    except OSError as wrong:
        with suppress(OSError):
            beside.unlink()
        raise ResultError(f"{path} could not be written: {wrong.strerror}; the parts are kept") from wrong


def failed_path(folder: Path, shard: Shard = WHOLE_SWEEP) -> Path:
    """Return the file of what failed in the whole sweep, or in a shard."""
    return folder / (FAILED if shard.of == 1 else f"failed-{shard.number}-of-{shard.of}.json")


def note_failed(folder: Path, shard: Shard, parts: Iterable[Part], lost: Mapping[int, str]) -> int:
    """Write down what failed and return how many worlds and chunks that were; no file where nothing did."""
    worlds = [{"chunk": part.index, **asdict(failure)} for part in parts for failure in part.failed]
    chunks = [{"chunk": index, "error": error} for index, error in sorted(lost.items())]
    path = failed_path(folder, shard)
    if worlds or chunks:
        write_json(path, {"worlds": worlds, "chunks": chunks})
    else:
        path.unlink(missing_ok=True)
    return len(worlds) + len(chunks)


def note_sitting(folder: Path, sitting: Mapping[str, Any]) -> None:
    """Write down that the sweep was worked on."""
    name = f"{time.strftime('%Y%m%dT%H%M%SZ', time.gmtime())}-{socket.gethostname()}-{os.getpid()}"
    write_json(folder / SITTINGS / f"{name}.json", dict(sitting))


def read_sittings(folder: Path) -> list[dict[str, Any]]:
    """Return the notes of the times it was worked on; a process that was killed left none."""
    with results.sound_result(folder / SITTINGS):
        return [results.read_json_block(path) for path in sorted((folder / SITTINGS).glob("*.json"))]


def write_manifest(folder: Path, plan: SweepPlan, rows: int, digest: str, failed: int) -> dict[str, Any]:
    """Write the manifest, the last of all, and return it."""
    notes = read_sittings(folder)
    seconds, played = sum(n["seconds"] for n in notes), sum(n["worlds"] for n in notes)
    manifest = {
        "sweep": True,
        "command": plan.provenance.get("command"),
        "scenario": plan.name,
        "question": plan.question,
        "points": plan.design.points,
        "worlds": plan.worlds,
        "seed": plan.seed,
        "rows": rows,
        "hash": digest,
        "failed": failed,
        "seconds": round(seconds, 3),
        "worlds_per_second": round(played / seconds, 1) if seconds > 0 else None,
        "engines": sorted({f"{n['engine']} x {n['workers']}" for n in notes}),
        "versions": provenance.package_versions(),
        "machine": provenance.machine_data(),
        "commit": provenance.program_commit(),
    }
    write_json(folder / MANIFEST, manifest)
    return manifest


def write_columns(folder: Path, tables: Mapping[str, pa.Schema]) -> None:
    """Write what every column of a finished sweep is."""
    write_text(folder / COLUMNS_FILE, dictionary_text(tables))


def remove_manifest(folder: Path) -> None:
    """Take manifest and dictionary of a sweep away, as something in it is to be played again."""
    for name in (MANIFEST, COLUMNS_FILE):
        (folder / name).unlink(missing_ok=True)


def refuse_other_program(folder: Path, told: list[str]) -> None:
    """Refuse to go on with a sweep that another version of the program began."""
    if told:
        raise UserError(
            f"{folder} was begun by another program, whose rows may differ: {'; '.join(told)}. "
            "Nothing was run. Go on with that one, begin anew, or insist with --force"
        )
