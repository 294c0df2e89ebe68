"""Writes the reference runs of this folder: `make reference`, or `python results/reference/generate.py` in the root.

A run that gives the rows it gave stays as it is.  One whose rows moved is written anew, and what moved is printed,
with the line for RESULTS.md.  On other versions or another kind of processor than a folder's own, last digits are no
move; to take these over as well, delete the folder first.
"""

import json
import shutil
import sys
import tempfile
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from sim.analysis.validation.reference.digests import reference_digest
from sim.analysis.validation.reference.repeat import ROWS, judge_reference, run_tables
from sim.runs.folder import MANIFEST
from sim.runs.results import Extras, save_run
from sim.runs.run import run
from sim.scenario.loading import load
from sim.sweeps.execution.planning import PlanRequest, plan_sweep
from sim.sweeps.storage.folder import PARTS, PLAN, SITTINGS, create_folder
from sim.sweeps.sweep import resume_sweep

FOLDER = Path(__file__).parent
SEED, CHUNK = 3, 13
NOT_KEPT = ("commit", "seconds", "worlds_per_second", "engines")  # differ without a row that does


@dataclass(frozen=True)
class Reference:
    """A run that is kept: of a scenario (its name, if it has none of its own), in `worlds`, with tables beside rows."""

    name: str
    worlds: int
    tables: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()


REFERENCES = (
    Reference("baseline", 24, ("accounts", "offers")),
    Reference("court_ruling", 24),
    Reference("early_deadline_livable", 24),
    Reference("japan_and_eu_played", 24),
    Reference("textbook_tactics", 24),
    Reference("two_elections", 24),
    Reference("two_stages_ruling", 24, ("accounts",)),
    Reference("weak_enforcement", 24),
)
OVER = "{us.tactic.timed.beta: {range: [0.2, 1.0], steps: 2}, korea.tactic.timed.beta: {range: [0.2, 1.0], steps: 2}}"
SWEEP = Reference("pace_grid", 6, settings=(f"sweep.over={OVER}",))


def lean_bytes(table: pa.Table) -> bytes:
    """Return a table as a small Parquet file, without the meanings of its columns."""
    fields = [pa.field(field.name, field.type) for field in table.schema]
    bare = pa.table(table.columns, schema=pa.schema(fields, metadata=table.schema.metadata))
    buffer = pa.BufferOutputStream()
    form = {"use_dictionary": False, "write_statistics": False, "store_schema": bool(table.schema.metadata)}
    pq.write_table(bare, buffer, compression="zstd", compression_level=19, **form)
    return bytes(buffer.getvalue())


def write_run(wanted: Reference, place: Path) -> None:
    """Play a run into a new folder."""
    file = Path("scenarios") / f"{wanted.name}.yaml"
    outcome = run(load(file, wanted.settings), wanted.worlds, SEED, chunk=CHUNK)
    command = f"sim run {file} --worlds {wanted.worlds} --seed {SEED} --chunk {CHUNK}"
    staging = place.with_name(f".{place.name}.part")
    staging.mkdir(mode=0o700)
    save_run(outcome, staging, place, Extras("", {}, None, command, 0.0))
    for name, table in run_tables(outcome).items():
        file = place / f"{name}.parquet"
        file.unlink()
        if name == ROWS or name in wanted.tables:
            file.write_bytes(lean_bytes(table.replace_schema_metadata(None)))
    (place / "summary.txt").unlink()
    shorten(place / MANIFEST)


def write_sweep(wanted: Reference, place: Path) -> None:
    """Play a sweep into a new folder; its notes of when and where it was worked on do not stay."""
    file = Path("scenarios") / f"{wanted.name}.yaml"
    command = f"sim sweep {file} --worlds {wanted.worlds} --seed {SEED} --set '{wanted.settings[0]}'"
    plan, _ = plan_sweep(PlanRequest(file, wanted.settings, wanted.worlds, SEED, None, 1, command))
    resume_sweep(create_folder(plan, place), engine="inline")
    shutil.rmtree(place / SITTINGS)
    for part in sorted((place / PARTS).glob("*.parquet")):
        data = lean_bytes(pq.read_table(part))
        part.unlink()
        part.with_name(f"{part.name.rsplit('-', 1)[0]}-{sha256(data).hexdigest()[:16]}.parquet").write_bytes(data)
    for name in (MANIFEST, PLAN):
        shorten(place / name)


def shorten(file: Path) -> None:
    """Take out of a manifest or a plan what differs from time to time."""
    held = json.loads(file.read_text(encoding="utf-8"))
    kept = {key: value for key, value in held.items() if key not in NOT_KEPT}
    file.write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")


def renew(wanted: Reference, folder: Path, scratch: Path) -> str:
    """Write a reference anew if it moved, and return what became of it."""
    fresh = scratch / wanted.name
    (write_sweep if wanted is SWEEP else write_run)(wanted, fresh)
    said = "new"
    if folder.exists():
        verdict = judge_reference(folder, against=fresh)
        if verdict.ok and not verdict.more_columns:
            return "stays as it is"
        said = "; ".join(f"{table}: {found.in_words()}" for table, found in verdict.tables.items())
        shutil.rmtree(folder)
    shutil.copytree(fresh, folder)
    return f"written. {said}\n    for RESULTS.md: `{wanted.name}` `{reference_digest(folder)}`"


def main() -> None:
    """Write what moved, and say it."""
    with tempfile.TemporaryDirectory() as place:
        for wanted in (*REFERENCES, SWEEP):
            sys.stdout.write(f"{wanted.name}: {renew(wanted, FOLDER / wanted.name, Path(place))}\n")


if __name__ == "__main__":
    main()
