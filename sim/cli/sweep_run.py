"""What `sim sweep` plays: make a folder or take one, fill it, say how it stands."""

import os
import shlex
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from sim.cli.output import RESULTS, as_json, say
from sim.cli.progress import ProgressBar, say_backend
from sim.cli.sweep_request import SweepPlace, SweepRequest, open_engine, plan_request
from sim.sweeps.chunks.shard import WHOLE_SWEEP

if TYPE_CHECKING:  # what follows takes a second to import, and help needs none of it
    from sim.sweeps.execution.engines import Engine
    from sim.sweeps.execution.fill import FillReport


def run_sweep(request: SweepRequest) -> None:
    """Begin a sweep or go on with one; exit 1 if something in it could not be played."""
    from sim.reporting.sweep_text import sweep_data, sweep_lines

    # a cluster is reached before a folder is made
    ready = open_engine(request.where) if request.where.on_cluster else None
    try:
        folder = request.folder.resume or begin_sweep(request)
        request = replace(request, where=request.where.with_engine(sweep_rows(folder)))
        report = fill_sweep(folder, request, ready)
    finally:
        if ready is not None:
            ready.close()
    add_page(report, request.page)
    say(as_json(sweep_data(report)) if request.json else "\n".join(sweep_lines(report, failed_file(report))))
    exit_if_failed(report)


def add_page(report: "FillReport", wanted: bool) -> None:
    """Write the page of a sweep that is closed, unless it has one of the same rows."""
    from sim.cli import sweep_page
    from sim.runs.folder import REPORT

    if wanted and report.manifest is not None and (report.played or not (report.folder / REPORT).exists()):
        sweep_page.write_sweep_page(report.folder)


def sweep_rows(folder: Path) -> int:
    """Return how many worlds a sweep has; ResultError if there is none in the folder."""
    from sim.sweeps.storage.folder import read_plan

    return read_plan(folder).rows


def begin_sweep(request: SweepRequest) -> Path:
    """Return the folder of a new sweep, with its plan."""
    from sim.runs.folder import free_folder
    from sim.sweeps.execution.planning import plan_sweep
    from sim.sweeps.storage.folder import create_folder, join_sweep

    plan, _ = plan_sweep(plan_request(request))
    wanted = request.folder
    if wanted.shard.of > 1:
        return join_sweep(plan, wanted.out or Path())
    out, any_number = wanted.out or free_folder(RESULTS, plan.name), wanted.out is None
    return create_folder(plan, out, force=wanted.force and not any_number, any_number=any_number)


def fill_sweep(folder: Path, request: SweepRequest, ready: "Engine | None") -> "FillReport":
    """Play what is missing; an interrupt or a request to end stops it at once."""
    from sim.sweeps.execution.fill import fill

    shard = request.folder.shard

    def tell(text: str) -> None:
        print(text, file=sys.stderr)

    def engine() -> "Engine":
        if ready is None:
            say_backend()
        return ready or open_engine(request.where)

    try:
        return fill(folder, engine, shard, tell, ProgressBar, force=request.folder.force)
    except (KeyboardInterrupt, SystemExit) as stop:
        again = f"sim sweep --resume {shlex.quote(str(folder))}"
        also = f" --shard {shard}" if shard != WHOLE_SWEEP else ""
        tell(f"stopped; what was finished is kept. Go on with: {again}{also}")
        exit_at_once(130 if isinstance(stop, KeyboardInterrupt) else stop.code, request.where)


def exit_at_once(status: Any, where: SweepPlace) -> NoReturn:
    """End the program at once: a chunk that a thread still plays, or a client's own threads, are not waited for."""
    from sim.core.kernel_cache import remove_private

    sys.stdout.flush()
    sys.stderr.flush()
    remove_private()
    if where.on_cluster or where.engine != "processes":  # a pool has semaphores to give back
        os._exit(status if isinstance(status, int) else 1)
    raise SystemExit(status)


def merge_shards(folder: Path, json: bool, page: bool = True) -> None:
    """Close a sweep that was played in shards."""
    from sim.reporting.sweep_text import merged_lines, sweep_data
    from sim.sweeps.execution.fill import close_shards

    report = close_shards(folder)
    add_page(report, page)
    say(as_json(sweep_data(report)) if json else "\n".join(merged_lines(report, failed_file(report))))
    exit_if_failed(report)


def failed_file(report: "FillReport") -> Path:
    """Return the file that lists what could not be played."""
    from sim.sweeps.storage.folder import failed_path

    return failed_path(report.folder, report.shard)


def exit_if_failed(report: "FillReport") -> None:
    """End with status 1 if something in a sweep could not be played."""
    if report.failed:
        raise SystemExit(1)
