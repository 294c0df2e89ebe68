"""What `sim run --from` adds: whether the rows are those that were kept, and sweeps that are repeated."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.cli.output import RESULTS, Saving, as_json, command_line, say
from sim.cli.progress import ProgressBar

if TYPE_CHECKING:  # what follows takes a second to import, and help needs none of it
    from sim.runs.row_comparison import Rows


def repeat_words(kept: "Rows", manifest: dict[str, Any], found: "Rows") -> str:
    """Return whether rows are those that were kept, and if not, what may be the reason."""
    from sim.runs.provenance import machine_differences
    from sim.runs.row_comparison import compare_rows

    compared = compare_rows(kept, found)
    apart = [] if compared.identical else machine_differences(manifest)
    return "; ".join([f"the rows are {compared.in_words()}", *apart])


def repeat_sweep(folder: Path, saving: Saving, workers: int | None, json: bool) -> None:
    """Play a finished sweep again in a new folder, and say whether its rows are the same."""
    from dataclasses import replace

    from sim.runs.folder import free_folder
    from sim.sweeps.storage.folder import create_folder, read_plan
    from sim.sweeps.storage.plan import record_provenance
    from sim.sweeps.storage.reader import Sweep
    from sim.sweeps.sweep import resume_sweep

    kept = Sweep(folder).require_complete()
    plan = replace(read_plan(folder), provenance=record_provenance(command_line()))
    place = saving.out or free_folder(RESULTS, plan.name)
    new = create_folder(plan, place, force=saving.force and saving.out is not None, any_number=saving.out is None)
    with ProgressBar(plan.rows):
        again = resume_sweep(new, engine="processes" if (workers or 1) > 1 else "threads", workers=workers)
    words = repeat_words(kept.table(), kept.manifest or {}, again.table())
    say(
        as_json({"repeats": str(folder), "said": words, "saved": str(new)})
        if json
        else f"repeats     {folder}: {words}"
    )
    if not json:
        say(f"saved       {new}")
