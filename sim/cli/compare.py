"""What `sim compare` does: play or read two runs or more of the same worlds, and hold them side by side."""

import shlex
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sim.analysis.compare import Side, compare
from sim.cli.output import as_json, say
from sim.core.errors import Refusal
from sim.reporting.comparison_text import lines, words


@dataclass(frozen=True)
class Wish:
    """What the user asked of `compare`."""

    runs: Sequence[Path]
    worlds: int | None
    seed: int | None
    settings: Sequence[str]
    out: Path | None
    force: bool
    figures: bool
    json: bool


def run(wish: Wish, command: Sequence[str]) -> None:
    """Compare, print and save."""
    from sim.analysis.comparison_folder import Told, save
    from sim.runs import folder as results

    if len(wish.runs) < 2:
        raise Refusal("give two scenarios or result folders, or more: the first is what the others are held against")
    out = wish.out or results.numbered(Path("results"), "compare")
    beside = results.prepare(out, wish.force and wish.out is not None)
    try:
        sides = sided(wish)
        found = compare(*sides)
        text = "\n\n".join(told(sides[0].name, name, held) for name, held in found.items())
        image = drawn(sides, found) if wish.figures else None
        saved = save(
            beside, out, sides, found, Told(text, image, shlex.join(["sim", *command]), wish.out is None), wish.force
        )
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    if wish.json:
        compared = {name: [vars(d) for d in held] for name, held in found.items()}
        say(as_json({"reference": sides[0].name, "worlds": sides[0].table.num_rows, "compared": compared}))
        return
    say(f"{sides[0].table.num_rows:,} worlds, paired; seed {sides[0].seed}\n\n{text}\n\nsaved       {saved}")


def told(reference: str, name: str, held: Any) -> str:
    """Return one comparison as table and paragraph."""
    note = (
        "* the interval leaves out 0; effect, in standard deviations of the paired differences; moved, share of worlds"
    )
    return "\n".join([*lines(reference, name, held), note, "", words(reference, name, held)])


def drawn(sides: Sequence[Side], found: Any) -> bytes:
    """Return the figure as a PNG image."""
    from sim.reporting.figures import compared, png

    return png(compared.figure(sides, found))


def sided(wish: Wish) -> list[Side]:
    """Return each run, played or read; equal names get a number."""
    from sim.scenario.loading import load

    ready = [read(path, wish) if path.is_dir() else load(path, wish.settings) for path in wish.runs]
    first = next((held for held in ready if isinstance(held, Side)), None)  # a saved run cannot be changed
    sides: list[Side] = []
    for path, held in zip(wish.runs, ready, strict=True):
        side = held if isinstance(held, Side) else play(path.stem, held, wish, first)
        first = first or side
        sides.append(replace(side, name=free(side.name, [other.name for other in sides])))
    return sides


def free(name: str, taken: Sequence[str]) -> str:
    """Return a name, with the first free number from 2 up if it is taken."""
    numbers = (f"{name}_{number}" for number in range(2, len(taken) + 3))
    return next(each for each in (name, *numbers) if each not in taken)


def read(folder: Path, wish: Wish) -> Side:
    """Return a saved run."""
    from sim.runs import folder as results

    if wish.settings:
        raise Refusal(f"{folder} is a saved run: --set changes only scenarios that are played")
    table, held = results.read(folder)
    loaded, settings = results.repeat(folder)
    for name, asked, has in (("worlds", wish.worlds, settings.worlds), ("seed", wish.seed, settings.seed)):
        if asked is not None and asked != has:
            raise Refusal(f"{folder} has {name} {has}, not {asked}: leave out --{name}, or play the scenario anew")
    return Side(str(held.get("scenario", folder.name)), loaded.scenario, table, settings.seed)


def play(name: str, loaded: Any, wish: Wish, like: Side | None) -> Side:
    """Return a scenario played in the worlds asked for, else in those of a run before, else in its own."""
    from sim.cli.progress import Bar
    from sim.runs.run import run as played

    worlds = wish.worlds or (like.table.num_rows if like else loaded.scenario.worlds)
    seed = wish.seed if wish.seed is not None else like.seed if like else loaded.scenario.seed
    first = like.table.column("world")[0].as_py() if like else 0
    with Bar(worlds) as tick:
        outcome = played(loaded, worlds, seed, first=first, tick=tick, workers=None)
    return Side(name, loaded.scenario, outcome.worlds, seed)


def show(folder: Path, json: bool) -> None:
    """Print what a saved comparison says; ResultError if it cannot be read."""
    from sim.analysis.comparison_folder import read

    rows, text = read(folder)
    say(as_json(rows) if json else text)
