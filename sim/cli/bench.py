"""What the verb bench does: measure, and print each line as soon as it is known."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from json import dumps
from pathlib import Path

from sim.cli.output import as_json, say
from sim.core.errors import UserError

YAML = (".yaml", ".yml")
NEGOTIATION = "negotiation"  # the one bench that can be named in the place of a scenario
NAMES = ("negotiation", "negmas", "mesa", "alone", "steps", "memory", "worlds")  # in the order of the run


@dataclass(frozen=True)
class BenchRequest:
    """What the user asked of `bench`."""

    scenario: Path
    only: tuple[str, ...]
    million: bool
    repeats: int | None
    quick: bool


def run_benches(request: BenchRequest) -> None:
    """Measure and print, one JSON object a line."""
    from sim.bench.registry import BENCHES
    from sim.bench.settings import FULL, QUICK, Bench
    from sim.scenario.loading import load

    names = request.only or tuple(name for name in NAMES if name != "negmas" or has_negmas())
    if "negmas" in request.only and not has_negmas():
        raise UserError("negmas is not installed: pip install 'ninety-days[negmas]'; nothing was measured")
    size = QUICK if request.quick else FULL
    size = size if request.repeats is None else replace(size, repeats=request.repeats)
    size = size.with_million() if request.million else size
    held = Bench(request.scenario, load(request.scenario), size)
    if "negmas" not in names and not request.only:
        print("negmas is left out: pip install 'ninety-days[negmas]' to measure it too", file=sys.stderr)
    for number, name in enumerate(names):
        say_progress(f"measuring {name}, {number + 1} of {len(names)}")
        for line in BENCHES[name](held):
            print(dumps(line.as_data, allow_nan=False), flush=True)


def has_negmas() -> bool:
    """Return whether NegMAS is installed."""
    from importlib.util import find_spec

    return find_spec("negmas") is not None


def say_progress(text: str) -> None:
    """Say on a terminal what is being measured."""
    if sys.stderr.isatty():
        print(text, file=sys.stderr, flush=True)


def print_negotiation_rate(json: bool) -> None:
    """Measure bare negotiations alone and print their rate."""
    from sim.bench.negotiations import negotiation_rate as measure

    rate = measure()
    if json:
        say(as_json(vars(rate)))
        return
    span = f"[{rate.least:,.0f} to {rate.most:,.0f}]"
    say(f"{NEGOTIATION}: {rate.sessions_per_s:,.0f} sessions a second on one core {span}")
    say(
        f"median of {rate.repeats} repeats of {rate.sessions:,}; two timed tactics, {rate.issues} issues, "
        f"{rate.packages:,} packages, {rate.rounds} rounds of which {rate.mean_rounds_used:.0f} are used"
    )


def unknown_names(names: Sequence[str]) -> list[str]:
    """Return the names that no bench has."""
    return [name for name in names if name not in NAMES]
