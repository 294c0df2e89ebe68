"""Two checkouts of the program side by side, this one and an older one say: the same work by both, in turn.

Each piece of work is a process of its own, with the same interpreter, in which only one of the two is on the path; the
environment's word on the backend is for ours alone.  Both play by their own defaults: chunks, backend, what they save.
What they play need not be the same file, as a rule that an older one knows by no name must be named for ours: so the
rows of both are compared.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal, cast

import pyarrow.parquet as pq

from sim.bench.line import BenchLine
from sim.bench.negmas_rate import negmas_lines
from sim.bench.settings import SEED
from sim.bench.side_work import FULL, QUICK, AgainstSize, Amount, Side, Taken, Work, jobs, run_words
from sim.bench.starts import start_lines
from sim.core.errors import UserError
from sim.runs.provenance import CHECKOUT, program_commit
from sim.runs.row_comparison import RowComparison, compare_rows

__all__ = ["FULL", "QUICK", "Against", "AgainstSize", "bench_against", "sides"]

OLD_RULES = CHECKOUT / "tests" / "golden" / "old_rules"  # scenarios with the rules of older versions named
PROBED = 20  # worlds of which rows are compared
CLOCKS: tuple[Literal["wall", "processor"], ...] = ("wall", "processor")


@dataclass(frozen=True)
class Against:
    """Two checkouts and how much is measured."""

    ours: Side
    theirs: Side
    size: AgainstSize = FULL


def sides(tree: Path, stated: Path | None, their_scenario: Path | None) -> tuple[Side, Side]:
    """Return our side and that of another checkout; UserError if it is none.

    Without a stated scenario we play the file that they play or, where it gives other rows by our rules, the one of its
    name with the rules of older versions named.
    """
    if not (tree / "sim" / "__init__.py").is_file():
        raise UserError(f"{tree} is no checkout of this program: it has no sim/__init__.py; nothing was measured")
    theirs = Side("theirs", tree.resolve(), (their_scenario or tree / "scenarios" / "baseline.yaml").resolve())
    if not theirs.scenario.is_file():
        raise UserError(f"no such scenario file: {theirs.scenario}; nothing was measured")
    named = [stated] if stated else [theirs.scenario, OLD_RULES / theirs.scenario.name]
    found = [Side("ours", CHECKOUT, path.resolve()) for path in named if path.is_file()]
    same = (side for side in found if len(found) == 1 or rows_of_both(side, theirs).identical)
    return next(same, found[0]), theirs


def rows_of_both(ours: Side, theirs: Side) -> RowComparison:
    """Return how rows of some worlds of ours differ from theirs."""
    with TemporaryDirectory(prefix="ninety-days-bench-") as folder:
        tables = []
        for side in (theirs, ours):
            out = Path(folder) / side.name
            side.call(*run_words(side, PROBED, 1, out))
            tables.append(pq.read_table(out / "worlds.parquet"))
    return compare_rows(*tables)


def bench_against(against: Against) -> Iterator[BenchLine]:
    """Yield what ours and theirs give, and the ratio of each repeat, for each piece of work."""
    same = rows_of_both(against.ours, against.theirs)  # which also compiles and reads what the first start would
    setting = {**both_sides(against), "rows": same.in_words()}
    for job in jobs(against.size):
        done: dict[str, list[Work]] = {"ours": [], "theirs": []}
        for repeat in range(against.size.repeats):
            pair = (against.ours, against.theirs)
            for side in pair if repeat % 2 == 0 else pair[::-1]:
                done[side.name].append(job(side))
        yield from lines_of(done, setting)
    yield from own_lines(against)


def own_lines(against: Against) -> Iterator[BenchLine]:
    """Yield what ours does alone: its starts by both backends, and bare negotiations beside NegMAS if that is there."""
    ours, size = against.ours, against.size
    yield from start_lines(ours, size.repeats, {"scenario": ours.scenario.stem, "seed": SEED})
    if find_spec("negmas"):
        yield from negmas_lines(replace(size.own, repeats=size.repeats))


def both_sides(against: Against) -> dict[str, Any]:
    """Return what is known of the two checkouts."""
    ours, theirs = against.ours, against.theirs
    return {
        "seed": SEED,
        "against": theirs.tree.name,
        "our_commit": program_commit(ours.tree)["id"],
        "their_commit": program_commit(theirs.tree)["id"],
        "our_scenario": f"{ours.scenario.parent.name}/{ours.scenario.name}",
        "their_scenario": f"{theirs.scenario.parent.name}/{theirs.scenario.name}",
    }


def lines_of(done: Mapping[str, Sequence[Work]], setting: Mapping[str, Any]) -> Iterator[BenchLine]:
    """Yield the lines of one kind of work, as far as both can be measured."""
    works = [*done["ours"], *done["theirs"]]
    for what, first in done["ours"][0].items():
        if all(what in work for work in works):
            found = {name: [work[what] for work in held] for name, held in done.items()}
            if isinstance(first, Taken):
                yield from time_lines(what, cast(Mapping[str, Sequence[Taken]], found), setting)
            else:
                yield from amount_lines(what, cast(Mapping[str, Sequence[Amount]], found), setting)


def time_lines(what: str, found: Mapping[str, Sequence[Taken]], setting: Mapping[str, Any]) -> Iterator[BenchLine]:
    """Yield the seconds of both on the wall, and how many times as long theirs takes, by both clocks."""
    for name, taken in found.items():
        yield BenchLine("against", f"{name}: {what}", "s", [one.wall for one in taken], setting, clock="wall")
    pairs = list(zip(found["ours"], found["theirs"], strict=True))
    for clock in CLOCKS:
        ratios = [getattr(theirs, clock) / getattr(ours, clock) for ours, theirs in pairs]
        yield BenchLine("against", f"theirs over ours: {what}", "ratio", ratios, setting, clock=clock)


def amount_lines(what: str, found: Mapping[str, Sequence[Amount]], setting: Mapping[str, Any]) -> Iterator[BenchLine]:
    """Yield what both have, and the ratio by which ours is better: of more of a rate, of less memory."""
    _, unit, is_rate, clock = found["ours"][0]
    for name, held in found.items():
        yield BenchLine("against", f"{name}: {what}", unit, [one.value for one in held], setting, clock=clock)
    pairs = zip(found["ours"], found["theirs"], strict=True)
    ratios = [ours.value / theirs.value if is_rate else theirs.value / ours.value for ours, theirs in pairs]
    words = "ours over theirs" if is_rate else "theirs over ours"
    yield BenchLine("against", f"{words}: {what}", "ratio", ratios, setting, clock=clock)
