"""Reference runs: small runs and sweeps that are kept, played again and held against what was kept.

A folder is that of any result or sweep, with as few tables as are worth their size.  Rows must be the same bit for
bit where versions and arithmetic are those of its manifest; elsewhere yes and no, dates, texts and whole numbers
must be equal, and figures to 1e-9 (see `sim.runs.row_comparison`).
"""

import json
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from sim.runs.folder import MANIFEST, ResultError, sound_result
from sim.runs.provenance import machine_differences
from sim.runs.results import load_to_repeat, offer_table
from sim.runs.row_comparison import RowComparison, compare_rows
from sim.runs.run import Outcome, play
from sim.sweeps.storage.folder import create_folder, is_sweep, read_plan
from sim.sweeps.storage.plan import record_provenance
from sim.sweeps.storage.reader import Sweep
from sim.sweeps.sweep import resume_sweep

REFERENCE = Path("results/reference")
ROWS = "worlds"  # the table that every reference has


@dataclass(frozen=True)
class ReferenceVerdict:
    """A reference played again.

    tables   how each table that was kept compares
    apart    why last digits may differ on this machine; nothing where they may not
    more_columns  whether rows have columns now that were not kept: no fault
    """

    name: str
    tables: Mapping[str, RowComparison]
    apart: tuple[str, ...]
    more_columns: bool = False

    @property
    def identical(self) -> bool:
        """Whether all tables are the same bit for bit."""
        return all(found.identical for found in self.tables.values())

    @property
    def ok(self) -> bool:
        """Whether they are as near as this machine must come."""
        return self.identical or (bool(self.apart) and all(found.agrees for found in self.tables.values()))


def reference_folders(folder: Path) -> list[Path]:
    """Return the folders of the references in a folder; ResultError if there are none."""
    found = [file.parent for file in sorted(folder.glob(f"*/{MANIFEST}"))]
    if not found:
        cure = "They are kept in the repository of the program: run this in its own folder"
        raise ResultError(f"{folder} holds no reference runs. {cure}")
    return found


def judge_reference(
    folder: Path, workers: int = 1, chunk: int | None = None, against: Path | None = None
) -> ReferenceVerdict:
    """Play a reference again, with `workers` processes and `chunk` worlds at once, and return how it compares.

    With `against` nothing is played: the tables of that folder stand for those played again.
    """
    kept = kept_tables(folder)
    found = repeat_tables(folder, workers, chunk) if against is None else kept_tables(against)
    tables = {name: compare_rows(table, found[name]) for name, table in kept.items()}
    more = any(set(found[name].column_names) - set(table.column_names) for name, table in kept.items())
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    return ReferenceVerdict(folder.name, tables, tuple(machine_differences(manifest)), more)


def kept_tables(folder: Path) -> dict[str, pa.Table]:
    """Return the tables that a folder holds, the rows first; ResultError if they cannot be read."""
    if is_sweep(folder):
        return {ROWS: Sweep(folder).require_complete().table()}
    with sound_result(folder):
        names = [ROWS, *(name for name in ("accounts", "days", "offers") if (folder / f"{name}.parquet").is_file())]
        return {name: pq.read_table(folder / f"{name}.parquet") for name in names}


def repeat_tables(folder: Path, workers: int = 1, chunk: int | None = None) -> dict[str, pa.Table]:
    """Return the same tables, played again."""
    if is_sweep(folder):
        return {ROWS: repeat_sweep(folder, workers)}
    loaded, settings = load_to_repeat(folder)
    return run_tables(play(loaded, replace(settings, chunk=chunk or settings.chunk), workers=workers))


def run_tables(outcome: Outcome) -> dict[str, pa.Table]:
    """Return the tables of a run by the names of their files."""
    return {ROWS: outcome.worlds, "accounts": outcome.accounts, "days": outcome.days, "offers": offer_table(outcome)}


def repeat_sweep(folder: Path, workers: int = 1) -> pa.Table:
    """Return the rows of a sweep, played again in a folder of its own that does not stay."""
    plan = replace(read_plan(folder), provenance=record_provenance("repeat"))
    with tempfile.TemporaryDirectory() as place:
        again = create_folder(plan, Path(place) / "again")
        return resume_sweep(again, engine="processes" if workers > 1 else "inline", workers=workers).table()
