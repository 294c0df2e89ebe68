"""The verb `bench`: measure how fast this is, and print each line as soon as it is known."""

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from json import dumps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.app import Json, refuse_odd
from sim.cli.output import as_json, say, speak_of
from sim.cli.progress import say_backend, say_on_terminal
from sim.core.errors import UserError
from sim.scenario.shipped import find_scenario

if TYPE_CHECKING:  # what follows takes a second to import, and help needs none of it
    from sim.bench.line import BenchLine
    from sim.bench.settings import Size

BASELINE = Path("baseline")
YAML = (".yaml", ".yml")
NEGOTIATION = "negotiation"  # the one bench that can be named in the place of a scenario
NAMES = (
    "negotiation",
    "negmas",
    "mesa",
    "alone",
    "steps",
    "memory",
    "start",
    "worlds",
    "long",
)  # in the order of the run
BENCH_HELP = "scenario file; or `negotiation`: only that, its rate in words  [default: baseline]"
CLASS = "class"  # the one bench that is measured only where it is named: minutes, most of them students' thought
ONLY_HELP = f"benches to run, with commas between: {', '.join((*NAMES, CLASS))}  [default: all but {CLASS}]"
MILLION_HELP = "go on to a million worlds; 15 minutes or more"
TEN_HELP = "with `long`: go on to ten million worlds; an hour or so, and 15 GB of disk"

AGAINST_HELP = "folder of another checkout, to be measured beside this one"
THEIRS_HELP = "with --against: scenario file that the other one plays  [default: its scenarios/baseline.yaml]"


@dataclass(frozen=True)
class BenchRequest:
    """What the user asked of `bench`; without names, all that can be measured here."""

    scenario: Path
    only: tuple[str, ...]
    million: bool
    ten_million: bool
    repeats: int | None
    quick: bool


@dataclass(frozen=True)
class AgainstRequest:
    """What the user asked of `bench --against`; without a scenario of ours, one is found that gives their rows."""

    tree: Path
    scenario: str | None
    theirs: Path | None
    repeats: int | None
    quick: bool


def bench(
    scenario: Annotated[str | None, typer.Argument(help=BENCH_HELP, metavar="[SCENARIO]", show_default=False)] = None,
    only: Annotated[str | None, typer.Option(metavar="NAME,...", help=ONLY_HELP)] = None,
    repeats: Annotated[int | None, typer.Option(min=1, max=100, help="values of each line  [default: 5]")] = None,
    million: Annotated[bool, typer.Option("--million", help=MILLION_HELP)] = False,
    ten_million: Annotated[bool, typer.Option("--ten-million", help=TEN_HELP)] = False,
    quick: Annotated[bool, typer.Option("--quick", help="smaller sizes, two repeats, half a minute")] = False,
    against: Annotated[Path | None, typer.Option(metavar="PATH", help=AGAINST_HELP)] = None,
    theirs: Annotated[Path | None, typer.Option("--scenario", metavar="FILE", help=THEIRS_HELP)] = None,
    json: Json = False,
) -> None:
    """Measure how fast this is on the machine at hand, and what memory it takes.

    Each line is one JSON object, printed as soon as it is known: a rate, a ratio, a time or a memory,
    its unit, the median, least and most of some repeats, what it is held to. About six minutes on two
    cores that have nothing else to do; see docs/explanation/speed.md. With --against, the same work by
    this checkout of the program and by another one, an older one say, in turn: half an hour.

    Examples:
      sim bench --quick
      sim bench scenarios/baseline.yaml --only negotiation,mesa --repeats 3
      sim bench negotiation --json
    """
    if against is not None or theirs is not None:
        words = "--against takes no other option than --scenario, --repeats and --quick"
        refuse_odd([(against is None, "--scenario goes with --against"), (only or million or ten_million, words)])
        run_against(AgainstRequest(against or Path(), scenario, theirs, repeats, quick))
    elif scenario == NEGOTIATION and not find_scenario(scenario).exists():
        more = only or million or ten_million or quick or repeats
        refuse_odd([(more, f"{scenario} in words takes no other option than --json; say --only {scenario}")])
        print_negotiation_rate(json)
    else:
        names = tuple(name.strip() for name in only.split(",")) if only is not None else ()
        run_benches(BenchRequest(Path(scenario or BASELINE), names, million, ten_million, repeats, quick))


def refuse_unknown(request: BenchRequest) -> None:
    """Refuse names that no bench has, and what is no scenario."""
    path, odd = request.scenario, ", ".join(map(repr, unknown_names(request.only)))
    is_none = not find_scenario(path).exists() and path.suffix not in YAML
    rules = (
        (is_none, f"SCENARIO must be a scenario file, or negotiation; found {path}"),
        (odd, f"--only takes {', '.join((*NAMES, CLASS))}; found {odd}"),
    )
    refuse_odd(rules)


def run_against(request: AgainstRequest) -> None:
    """Measure beside another checkout and print, one JSON object a line."""
    from sim.bench import against

    size = against.QUICK if request.quick else against.FULL
    size = size if request.repeats is None else replace(size, repeats=request.repeats)
    stated = None if request.scenario is None else find_scenario(request.scenario)
    say_backend()
    ours, theirs = against.sides(request.tree, stated, request.theirs)
    print_lines(against.bench_against(against.Against(ours, theirs, size)))


def run_benches(request: BenchRequest) -> None:
    """Measure and print, one JSON object a line."""
    refuse_unknown(request)
    from sim.bench.registry import BENCHES
    from sim.bench.settings import Bench
    from sim.scenario.loading import load

    names = request.only or tuple(name for name in NAMES if name != "negmas" or has_negmas())
    if "negmas" in request.only and not has_negmas():
        raise UserError("negmas is not installed: pip install 'ninety-days[negmas]'; nothing was measured")
    bench = Bench(request.scenario, speak_of(load(request.scenario)), bench_size(request))
    if "negmas" not in names and not request.only:
        print("negmas is left out: pip install 'ninety-days[negmas]' to measure it too", file=sys.stderr)
    say_backend()
    for number, name in enumerate(names):
        say_on_terminal(f"measuring {name}, {number + 1} of {len(names)}")
        print_lines(class_bench(request.quick) if name == CLASS else BENCHES[name](bench))


def class_bench(quick: bool) -> "Iterable[BenchLine]":
    """Return the lines of a class of students; UserError where the extra is missing."""
    from sim.classroom.room.load_lines import class_lines

    return class_lines(quick)


def print_lines(lines: "Iterable[BenchLine]") -> None:
    """Print each line as soon as it is known, with the backend that was measured."""
    from sim.core.backend import backend_data

    for line in lines:
        print(dumps({**line.as_data, **backend_data()}, allow_nan=False), flush=True)


def bench_size(request: BenchRequest) -> "Size":
    """Return how much is measured, and how often."""
    from sim.bench.settings import FULL, QUICK

    size = QUICK if request.quick else FULL
    size = size if request.repeats is None else replace(size, repeats=request.repeats)
    size = size.with_million() if request.million else size
    return size.with_ten_million() if request.ten_million else size


def has_negmas() -> bool:
    """Return whether NegMAS is installed."""
    from importlib.util import find_spec

    return find_spec("negmas") is not None


def print_negotiation_rate(json: bool) -> None:
    """Measure bare negotiations alone and print their rate."""
    from sim.bench.negotiations import negotiation_rate

    say_backend()
    rate = negotiation_rate()
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
    return [name for name in names if name not in (*NAMES, CLASS)]
