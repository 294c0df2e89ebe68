"""What the verbs of the command do; `sim.cli` only says what they are called and take."""

import io
import json as json_module
import os
import shlex
import shutil
import signal
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sim.core.errors import UserError
from sim.scenario.faults import ScenarioError


def say(text: str) -> None:
    """Print to the user."""
    print(text)


def as_json(value: Any) -> str:
    """Return one JSON value; what is not a number in it is null."""
    return json_module.dumps(value, indent=2, allow_nan=False, default=str)


def run_guarded(app: Callable[[], None]) -> None:
    """Run the command; faults of scenarios and result folders are told plainly, exit 1."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that lacks a letter is no fault
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda number, frame: sys.exit(128 + number))
    try:
        app()
    except MemoryError:
        print("not enough memory for so many worlds at once: try a smaller --chunk", file=sys.stderr)
        raise SystemExit(1) from None
    except UserError as wrong:
        print(wrong, file=sys.stderr)
        raise SystemExit(1) from None
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(1) from None


def check_scenarios(files: Sequence[Path], settings: Sequence[str], json: bool) -> None:
    """Read scenarios; report the faults of all of them."""
    from sim.scenario.faults import path_text
    from sim.scenario.loading import load
    from sim.scenario.schema.block import sourced_quantities
    from sim.scenario.sweep.scenarios import check_swept_scenarios

    told, sound = [], True
    for file in files:
        try:
            loaded = load(file, settings)
            check_swept_scenarios(loaded)
        except ScenarioError as wrong:
            sound = False
            found = [
                {"file": f.file, "line": f.line, "path": path_text(f.path), "message": f.message} for f in wrong.found
            ]
            told.append({"scenario": wrong.name, "sound": False, "faults": found})
            if not json:
                print(wrong, file=sys.stderr)
            continue
        figures = sum(1 for _ in sourced_quantities(loaded.scenario))
        told.append({"scenario": loaded.name, "sound": True, "figures": figures, "faults": []})
        if not json:
            say(f"{loaded.name}: sound; {figures} figures with sources, {len(loaded.scenario.issues)} issues")
    if json:
        say(as_json(told))
    if not sound:
        raise SystemExit(1)


@dataclass(frozen=True)
class RunRequest:
    """What the user asked of `run`."""

    scenario: Path | None
    again: Path | None
    worlds: int | None
    seed: int | None
    first: int
    chunk: int | None
    settings: tuple[str, ...]
    out: Path | None
    force: bool
    figures: bool
    story: bool
    json: bool
    theory: bool = False
    workers: int | None = None


def play_and_save(request: RunRequest, words: Sequence[str]) -> None:
    """Play, print and save."""
    from sim.cli.progress import ProgressBar
    from sim.runs import folder as results
    from sim.scenario.loading import load

    if request.again is not None:
        loaded, settings = results.load_to_repeat(request.again)
    else:
        loaded = load(request.scenario or Path(), request.settings)
        settings = settings_of(request, loaded)
    name = Path(loaded.name).stem
    out = request.out or results.free_folder(Path("results"), name)
    beside = results.prepare_folder(out, request.force and request.out is not None)
    try:
        from sim.runs.run import play, worker_count

        began = time.perf_counter()
        with ProgressBar(settings.worlds) as tick:
            outcome = play(loaded, settings, tick, request.workers or worker_count(settings.worlds))
        took = time.perf_counter() - began
        figures, text = figures_of(outcome), lines_of(outcome)
        theory = predictions_of(outcome) if request.theory else None
        figures, text = with_theory(figures, text, outcome.worlds, theory)
        extras = replace(extras_of(outcome, text, request, shlex.join(["sim", *words]), took), theory=theory)
        saved = results.save_run(outcome, beside, out, extras, force=request.force, any_number=request.out is None)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    if request.json:
        say(as_json(figures))
        return
    if request.story:
        from sim.reporting.diary import diary

        say("\n".join(diary(outcome)) + "\n")
    say(text)
    say(f"saved       {saved}")


def settings_of(request: RunRequest, loaded: Any) -> Any:
    """Return the settings of a new run: what was asked for, else the scenario's own."""
    from sim.runs.run import RunSettings, chunk_size, worker_count

    spec = loaded.scenario
    worlds = spec.worlds if request.worlds is None else request.worlds
    seed = spec.seed if request.seed is None else request.seed
    return RunSettings(
        worlds, seed, request.first, request.chunk or chunk_size(worlds, request.workers or worker_count(worlds))
    )


def extras_of(outcome: Any, text: str, request: RunRequest, command: str, took: float) -> Any:
    """Return what goes into the folder beside the tables: figures and report, where wanted."""
    from sim.runs.folder import Extras

    if not request.figures:
        return Extras(text, {}, None, command, took)
    from sim.reporting.figures import FIGURES, captions, png
    from sim.reporting.html import html_report

    images = {name: png(draw(outcome)) for name, draw in FIGURES.items()}
    return Extras(text, images, html_report(outcome, images, text, captions(outcome)), command, took)


def figures_of(outcome: Any) -> dict[str, Any]:
    """Return the figures of a run."""
    from sim.runs.summary import summarize_run

    return summarize_run(outcome.worlds, list(outcome.agenda.names), list(outcome.loaded.scenario.carmakers))


def predictions_of(outcome: Any) -> Any:
    """Return what theory says of each world."""
    from sim.analysis.predictions import predict
    from sim.cli.progress import ProgressBar

    with ProgressBar(outcome.settings.worlds) as tick:
        return predict(outcome, tick)


def with_theory(figures: dict[str, Any], text: str, worlds: Any, theory: Any) -> tuple[dict[str, Any], str]:
    """Return the figures and lines of a run with those of theory beside them, where there are any."""
    if theory is None:
        return figures, text
    from sim.analysis.prediction_table import compare_with_theory, prediction_lines

    found = compare_with_theory(worlds, theory)
    return {**figures, "theory": found}, "\n".join([text, "", *prediction_lines(found), ""])


def lines_of(outcome: Any) -> str:
    """Return the ten lines of a run."""
    from sim.reporting.run_text import run_lines

    name = Path(outcome.loaded.name).stem
    return "\n".join(run_lines(figures_of(outcome), outcome.loaded.scenario, name, outcome.settings.seed))


def show_run(folder: Path, json: bool) -> None:
    """Print what a saved run says, from its rows."""
    from sim.reporting.run_text import run_lines
    from sim.runs import folder as results
    from sim.runs.summary import summarize_run

    table, held = results.read_result(folder)
    loaded, settings = results.load_to_repeat(folder)
    spec = loaded.scenario
    figures = summarize_run(table, list(spec.issues), list(spec.carmakers))
    told = "\n".join(run_lines(figures, spec, held["scenario"], settings.seed))
    figures, told = with_theory(figures, told, table, results.read_theory(folder))
    if json:
        say(as_json(figures))
        return
    say(told)
    say(f"made by     {held['command']}")


def print_patterns(scenario: Path, worlds: int | None, seed: int | None, settings: Sequence[str], json: bool) -> None:
    """Measure the patterns of a baseline and print them beside their ranges."""
    from sim.analysis.validation.patterns import measure_patterns
    from sim.cli.progress import ProgressBar
    from sim.runs.run import run as play
    from sim.scenario.loading import load

    loaded = load(scenario, settings)
    count = loaded.scenario.worlds if worlds is None else worlds
    with ProgressBar(count) as tick:
        outcome = play(loaded, count, seed, tick=tick, workers=None)
    found = measure_patterns(outcome)
    if json:
        say(as_json([{**vars(p), "ok": p.ok} for p in found]))
        return
    say(f"{Path(loaded.name).stem}: patterns in {count:,} worlds, seed {outcome.settings.seed}")
    say("  #    value [95 % interval]     range")
    for p in found:
        say(p.line)
    say(f"{sum(p.ok for p in found)} of {len(found)} within their ranges")


def list_known(what: str, json: bool) -> None:
    """List what this version knows."""
    from sim.cli import list as catalogue

    if what not in catalogue.KNOWN:
        print(f"no such list: {what}. Known: {', '.join(catalogue.KNOWN)}", file=sys.stderr)
        raise SystemExit(2)
    value, text = catalogue.KNOWN[what]()
    say(as_json(value) if json or text is None else text)
