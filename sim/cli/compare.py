"""What `sim compare` does: play or read two runs or more of the same worlds, and hold them side by side."""

import shlex
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sim.analysis.compare import ComparedRun, compare
from sim.cli.output import as_json, say
from sim.core.errors import UserError
from sim.reporting.comparison_text import comparison_lines, comparison_paragraph


@dataclass(frozen=True)
class CompareRequest:
    """What the user asked of `compare`."""

    runs: Sequence[Path]
    worlds: int | None
    seed: int | None
    settings: Sequence[str]
    out: Path | None
    force: bool
    figures: bool
    json: bool


def compare_runs(request: CompareRequest, command: Sequence[str]) -> None:
    """Compare, print and save."""
    from sim.analysis.comparison_folder import ComparisonText, save_comparison
    from sim.runs import folder as results

    if len(request.runs) < 2:
        raise UserError("give two scenarios or result folders, or more: the first is what the others are held against")
    out = request.out or results.free_folder(Path("results"), "compare")
    beside = results.prepare_folder(out, request.force and request.out is not None)
    try:
        sides = load_runs(request)
        found = compare(*sides)
        text = "\n\n".join(comparison_block(sides[0].name, name, held) for name, held in found.items())
        image = comparison_png(sides, found) if request.figures else None
        saved = save_comparison(
            beside,
            out,
            sides,
            found,
            ComparisonText(text, image, shlex.join(["sim", *command]), request.out is None),
            request.force,
        )
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    if request.json:
        compared = {name: [vars(d) for d in held] for name, held in found.items()}
        say(as_json({"reference": sides[0].name, "worlds": sides[0].table.num_rows, "compared": compared}))
        return
    say(f"{sides[0].table.num_rows:,} worlds, paired; seed {sides[0].seed}\n\n{text}\n\nsaved       {saved}")


def comparison_block(reference: str, name: str, held: Any) -> str:
    """Return one comparison as table and paragraph."""
    note = (
        "* the interval leaves out 0; effect, in standard deviations of the paired differences; moved, share of worlds"
    )
    return "\n".join([*comparison_lines(reference, name, held), note, "", comparison_paragraph(reference, name, held)])


def comparison_png(sides: Sequence[ComparedRun], found: Any) -> bytes:
    """Return the figure as a PNG image."""
    from sim.reporting.figures import comparison as compared
    from sim.reporting.figures import png

    return png(compared.figure(sides, found))


def load_runs(request: CompareRequest) -> list[ComparedRun]:
    """Return each run, played or read; equal names get a number."""
    from sim.scenario.loading import load

    ready = [read_run(path, request) if path.is_dir() else load(path, request.settings) for path in request.runs]
    first = next((held for held in ready if isinstance(held, ComparedRun)), None)  # a saved run cannot be changed
    sides: list[ComparedRun] = []
    for path, held in zip(request.runs, ready, strict=True):
        side = held if isinstance(held, ComparedRun) else play_run(path.stem, held, request, first)
        first = first or side
        sides.append(replace(side, name=free_name(side.name, [other.name for other in sides])))
    return sides


def free_name(name: str, taken: Sequence[str]) -> str:
    """Return a name, with the first free number from 2 up if it is taken."""
    numbers = (f"{name}_{number}" for number in range(2, len(taken) + 3))
    return next(each for each in (name, *numbers) if each not in taken)


def read_run(folder: Path, request: CompareRequest) -> ComparedRun:
    """Return a saved run."""
    from sim.runs import folder as results

    if request.settings:
        raise UserError(f"{folder} is a saved run: --set changes only scenarios that are played")
    table, held = results.read_result(folder)
    loaded, settings = results.load_to_repeat(folder)
    for name, asked, has in (("worlds", request.worlds, settings.worlds), ("seed", request.seed, settings.seed)):
        if asked is not None and asked != has:
            raise UserError(f"{folder} has {name} {has}, not {asked}: leave out --{name}, or play the scenario anew")
    return ComparedRun(str(held.get("scenario", folder.name)), loaded.scenario, table, settings.seed)


def play_run(name: str, loaded: Any, request: CompareRequest, like: ComparedRun | None) -> ComparedRun:
    """Return a scenario played in the worlds asked for, else in those of a run before, else in its own."""
    from sim.cli.progress import ProgressBar
    from sim.runs.run import run as played

    worlds = request.worlds or (like.table.num_rows if like else loaded.scenario.worlds)
    seed = request.seed if request.seed is not None else like.seed if like else loaded.scenario.seed
    first = like.table.column("world")[0].as_py() if like else 0
    with ProgressBar(worlds) as tick:
        outcome = played(loaded, worlds, seed, first=first, tick=tick, workers=None)
    return ComparedRun(name, loaded.scenario, outcome.worlds, seed)


def show_comparison(folder: Path, json: bool) -> None:
    """Print what a saved comparison says; ResultError if it cannot be read."""
    from sim.analysis.comparison_folder import read_comparison

    rows, text = read_comparison(folder)
    say(as_json(rows) if json else text)
