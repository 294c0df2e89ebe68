"""The long run: many cases, each judged, in processes of their own; what is found is kept and told.

    PYTHONPATH=.:tests/support python tests/fuzz/long_run.py --cases 100000 --out build/fuzz

Cases go by number, so that a run that was broken off goes on where it stood, and a find is one number.  A case
has five seconds of processor time; a process that hangs is ended, and its case is a find.
Exit status: 0 nothing found, 1 something found.
"""

import argparse
import collections
import gc
import json
import multiprocessing
import os
import resource
import shlex
import signal
import sys
import tempfile
import time
from dataclasses import asdict
from os.path import realpath
from pathlib import Path
from typing import Any

from cases import case, shipped, write_case
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn
from trial import Tally, furnish, keep_parsed, keep_read, stop_slow, try_case

SILENCE = 30.0  # seconds of processor time after which a process that has not ended its case is taken to hang
PATIENCE = 1800.0  # seconds by the clock, where nothing is known of its processor time or it sleeps
MEMORY = 5 << 29  # bytes a process may take beyond those that it begins with
SLICE = 100  # cases of a process


def limit_memory() -> None:
    """Limit what this process may take; what it inherits from its parent does not count."""
    held = Path("/proc/self/statm")  # on Linux alone
    pages = int(held.read_text().split()[0]) if held.exists() else 0
    limit = pages * resource.getpagesize() + MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def play_slice(seed: int, numbers: list[int], out: Path, sign: Any) -> None:
    """Judge some cases in this process, and write down what came of them."""
    limit_memory()
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGPROF, stop_slow)
    tally = Tally(numbers[0])
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        furnish(folder)
        keep_read(Path(realpath(folder)))
        for number in numbers:
            sign.value = number
            before = tally.seconds
            found = try_case(case(seed, number), folder, tally)
            tally.cases += 1
            tally.slowest = max(tally.slowest, [tally.seconds - before, number])
            if found:
                tally.finds.append({"number": number, "kind": found})
    with (out / f"done-{seed}.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(asdict(tally)) + "\n")


def processor_seconds(process: int) -> float:
    """Return the processor time that a process has used, 0 where the system does not say."""
    try:
        words = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


class Run:
    """A long run: slices that are to be played, and the processes that play them."""

    def __init__(self, seed: int, numbers: list[int], out: Path) -> None:
        self.seed, self.out, self.context = seed, out, multiprocessing.get_context("fork")
        out.mkdir(parents=True, exist_ok=True)
        done = {tally["first"] for tally in self.tallies()}
        slices = [numbers[begin : begin + SLICE] for begin in range(0, len(numbers), SLICE)]
        self.waiting = [held for held in slices if held[0] not in done]
        self.at_work: list[tuple[Any, list[int], Any, list[float]]] = []

    def tallies(self) -> list[dict[str, Any]]:
        """Return what slices have come to so far."""
        file = self.out / f"done-{self.seed}.jsonl"
        return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()] if file.is_file() else []

    def start(self) -> None:
        """Let a process play the next slice."""
        numbers, sign = self.waiting.pop(0), self.context.Value("q", -1)
        process = self.context.Process(target=play_slice, args=(self.seed, numbers, self.out, sign), daemon=True)
        process.start()
        self.at_work.append((process, numbers, sign, [time.monotonic(), -1, 0.0]))

    def look(self) -> None:
        """Take away processes that have ended, and end those that hang."""
        for held in list(self.at_work):
            process, numbers, sign, seen = held
            spent = processor_seconds(process.pid)
            if sign.value != seen[1]:
                seen[:] = [time.monotonic(), sign.value, spent]
            hangs = spent - seen[2] > SILENCE or time.monotonic() - seen[0] > PATIENCE
            if hangs:
                process.kill()
            if hangs or not process.is_alive():
                process.join()
                self.at_work.remove(held)
                if process.exitcode:
                    self.split(numbers, sign.value, "hangs" if hangs else f"ended with {process.exitcode}")

    def split(self, numbers: list[int], at: int, kind: str) -> None:
        """Note the case at which a process came to its end, and play the others of its slice again."""
        tally = Tally(at, cases=1, finds=[{"number": at, "kind": kind}])
        with (self.out / f"done-{self.seed}.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(tally)) + "\n")
        place = numbers.index(at)
        rest = [numbers[:place], numbers[place + 1 :]]
        self.waiting = [held for held in rest if held] + self.waiting

    def play(self, jobs: int) -> None:
        """Play all slices; on a terminal, say how many cases are done, at which rate, and when all will be."""
        columns = ("cases", BarColumn(), MofNCompleteColumn(), "{task.fields[rate]}", TimeRemainingColumn())
        shown = Console(stderr=True)  # without a thread of its own, which forks would not survive
        with Progress(*columns, console=shown, auto_refresh=False, disable=not sys.stderr.isatty()) as bar:
            task, began = bar.add_task("", total=self.left(), rate=""), time.monotonic()
            while self.waiting or self.at_work:
                while self.waiting and len(self.at_work) < jobs:
                    self.start()
                time.sleep(0.2)
                self.look()
                done = bar.tasks[0].total - self.left()
                bar.update(task, completed=done, rate=f"{done / (time.monotonic() - began):.0f} a second", refresh=True)

    def left(self) -> int:
        """Return how many cases are still to be judged."""
        return sum(map(len, self.waiting)) + sum(len(numbers) for _, numbers, _, _ in self.at_work)


def keep_case(seed: int, number: int, folder: Path) -> None:
    """Write a case into a folder of its own, with the command that plays it."""
    (folder / "data").mkdir(parents=True, exist_ok=True)
    furnish(folder)
    made = case(seed, number)
    words = ["sim", "run", str(write_case(made, folder)), "--worlds", str(made.worlds)]
    words += [word for setting in made.settings for word in ("--set", setting)]
    print(shlex.join(words))


def report(tallies: list[dict[str, Any]], wall: float) -> tuple[str, int]:
    """Return what a run says in the end, and how many finds there were."""
    finds = [find for tally in tallies for find in tally["finds"]]
    kinds = collections.Counter(find["kind"] for find in finds)
    total = {key: sum(tally[key] for tally in tallies) for key in ("cases", "accepted", "rejected", "deals", "seconds")}
    slowest = max((tally["slowest"] for tally in tallies), default=[0, -1])
    lines = [
        f"{total['cases']:,} cases: {total['accepted']:,} accepted with {total['deals']:,} deals, "
        f"{total['rejected']:,} rejected, {len(finds):,} finds of {len(kinds)} kinds",
        f"{total['seconds']:,.0f} s of processor time, "
        f"{1000 * total['seconds'] / max(1, total['cases']):.0f} ms a case; "
        f"slowest {slowest[0]:.2f} s, number {slowest[1]}; {wall:,.0f} s by the clock",
    ]
    for kind, count in kinds.most_common():
        some = [find["number"] for find in finds if find["kind"] == kind]
        lines.append(f"{count:6} {kind}   numbers {', '.join(map(str, some[:6]))}")
    return "\n".join(lines), len(finds)


def options() -> argparse.Namespace:
    """Return what was asked for."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--cases", type=int, default=2000, help="how many")
    asked.add_argument("--first", type=int, default=0, help="number of the first")
    asked.add_argument("--numbers", default="", help="these alone, as 3,17; their files are kept")
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--jobs", type=int, default=1, help="processes")
    asked.add_argument("--out", type=Path, default=Path("build/fuzz"), help="folder for what is found")
    return asked.parse_args()


def main() -> int:
    """Play what was asked for; 1 if anything was found."""
    asked, began = options(), time.monotonic()
    numbers = [int(word) for word in asked.numbers.split(",")] if asked.numbers else []
    numbers = numbers or list(range(asked.first, asked.first + asked.cases))
    if asked.numbers:  # to be seen again, whatever is known of them
        (asked.out / f"done-{asked.seed}.jsonl").unlink(missing_ok=True)
    for number in numbers if asked.numbers else ():
        keep_case(asked.seed, number, asked.out / f"case-{asked.seed}-{number}")
    keep_parsed(set(shipped().values()))
    gc.collect()
    gc.freeze()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(3))  # its processes end with it
    played = Run(asked.seed, numbers, asked.out)
    played.play(asked.jobs)
    text, found = report(played.tallies(), time.monotonic() - began)
    (asked.out / f"report-{asked.seed}.txt").write_text(text + "\n", encoding="utf-8")
    print(text)
    return int(found > 0)


if __name__ == "__main__":
    sys.exit(main())
