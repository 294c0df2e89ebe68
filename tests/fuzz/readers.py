"""The readers of what comes from outside, each as a function of bytes: it returns, or raises what is a find.

A reader may refuse what it is given with the one error it promises, in words of its own.  Result folders are
made once and damaged: the first bytes say which file, where, and how.
"""

import shutil
import tempfile
from collections.abc import Callable
from contextlib import chdir, redirect_stdout
from functools import cache
from io import StringIO
from pathlib import Path
from random import Random

import domains
from command import command
from judge import FOREIGN, Unsound, check_fault, check_report
from luck_scenario import whole_scenario
from quick_yaml import quick_yaml

from sim.analysis.score.case_file import read_case
from sim.cli.show import show
from sim.core.errors import UserError
from sim.runs.results import load_to_repeat
from sim.scenario.faults import ScenarioError
from sim.scenario.loading import load, read_extended
from sim.scenario.reading.csv_rows import insert_csv_rows
from sim.scenario.reading.overrides import apply_settings
from sim.scenario.reading.scenario_text import ScenarioText
from sim.scenario.schema.scenario import Scenario
from sim.scenario.sweep.points_file import read_points
from sim.sweeps.storage.reader import Sweep

LONGEST_WORDS = 5000
SWEEP = "{design: grid, worlds_per_point: 1, over: {precedent.believed_rate: {values: [10, 20]}}}"


KEPT: list[tempfile.TemporaryDirectory] = []


@cache
def folder() -> Path:
    """Return a folder of this process, deleted with it."""
    made = tempfile.TemporaryDirectory(prefix="fuzz-")
    KEPT.append(made)
    return Path(made.name).resolve()


@cache
def small_scenario() -> Path:
    """Return a small sound scenario."""
    for number in range(100):
        file = folder() / "small.yaml"
        file.write_text(quick_yaml(whole_scenario(Random(f"small-{number}"))), encoding="utf-8")
        try:
            load(file)
            return file
        except ScenarioError:
            continue
    raise AssertionError("no small scenario of a hundred is sound")


@cache
def results() -> tuple[Path, Path]:
    """Return the folder of a small run and that of a small sweep, as they were made."""
    scenario, (run, sweep) = small_scenario(), (folder() / name for name in ("run", "sweep"))
    text = f"extends: small.yaml\nsweep: {SWEEP}\n"
    (folder() / "swept.yaml").write_text(text, encoding="utf-8")
    for words in (
        ("run", scenario, "--worlds", 2, "--no-figures", "--theory", "--out", run),
        ("sweep", folder() / "swept.yaml", "--workers", 1, "--out", sweep),
    ):
        done = command(*words)
        assert done.returncode == 0, done.stderr
    return run, sweep


def check_words(words: str) -> None:
    """Raise Unsound for a refusal that says nothing, too much, or in words of the program."""
    if not 3 <= len(words) <= LONGEST_WORDS:
        raise Unsound(f"a refusal of {len(words)} characters")
    if FOREIGN.search(words):
        raise Unsound(f"words of the program: {words[:300]}")


def read_scenario(data: bytes) -> None:
    """Read a scenario."""
    file = folder() / "case.yaml"
    file.write_bytes(data)
    try:
        load(file)
    except ScenarioError as refused:
        check_report(refused, folder())


def read_setting(data: bytes) -> None:
    """Read a setting of the command line."""
    text = small_text()
    apply_settings(text, [data.decode("utf-8", "replace")])
    for fault in text.faults:
        check_fault(fault, folder())


@cache
def kept_small_text() -> ScenarioText:
    """Return the text of the small scenario."""
    return read_extended(small_scenario())


def small_text() -> ScenarioText:
    """Return a copy of it to be changed; what it holds is never changed in place."""
    held = kept_small_text()
    return ScenarioText(held.file, dict(held.data), dict(held.lines), [], set())


def read_csv(data: bytes) -> None:
    """Read the rows of cars."""
    (folder() / "cars.csv").write_bytes(data)
    named = folder() / "named.yaml"
    named.write_text("market: {cars: cars.csv}\n", encoding="utf-8")
    text = ScenarioText(str(named), {"market": {"cars": "cars.csv"}}, {}, [], set())
    insert_csv_rows(text, folder())
    for fault in text.faults:
        check_fault(fault, folder())


def read_point_list(data: bytes) -> None:
    """Read a list of points for a sweep, in CSV or Parquet."""
    file = folder() / ("points.parquet" if data[:4] == b"PAR1" else "points.csv")
    file.write_bytes(data)
    try:
        read_points(file)
    except ValueError as refused:
        line, words = refused.args
        if not isinstance(line, int) or line < 0:
            raise Unsound(f"a line {line}") from refused
        check_words(words)


def read_case_file(data: bytes) -> None:
    """Read a file of what happened."""
    file = folder() / "happened.yaml"
    file.write_bytes(data)
    try:
        read_case(file, small_spec())
    except ScenarioError as refused:
        check_report(refused, folder())


@cache
def small_spec() -> Scenario:
    """Return the small scenario, read."""
    return load(small_scenario()).scenario


def read_domain(data: bytes) -> None:
    """Read a profile of a negotiation domain, in XML or JSON."""
    file = folder() / ("profile.xml" if data.lstrip()[:1] == b"<" else "profile.json")
    file.write_bytes(data)
    try:
        domains.profile(file)
    except domains.DomainError as refused:
        check_words(str(refused))


def damaged(data: bytes, made: Path) -> Path:
    """Return a copy of a folder, one of whose files is damaged as the data say."""
    place = made.with_name(f"{made.name}-damaged")
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(made, place)
    files = sorted(file for file in place.rglob("*") if file.is_file() and file.suffix != ".txt")
    head = data[:4].ljust(4, b"\0")
    file, kind, rest = files[head[0] % len(files)], head[1] % 3, data[4:]
    whole = file.read_bytes()
    at = len(whole) * int.from_bytes(head[2:4], "big") // 65536
    file.write_bytes({0: rest, 1: whole[:at] + rest + whole[at + len(rest) :], 2: whole[:at]}[kind])
    return place


def read_with(readers: tuple[Callable[[], object], ...]) -> None:
    """Read in several ways; each may refuse in words."""
    for reader in readers:
        try:
            with redirect_stdout(StringIO()):
                reader()
        except ScenarioError as refused:
            check_words(str(refused)[:LONGEST_WORDS])
        except UserError as refused:
            check_words(str(refused))


def read_run(data: bytes) -> None:
    """Read a damaged folder of a run: show it, hash it, get ready to repeat it."""
    place = damaged(data, results()[0])
    with chdir(folder()):
        read_with(
            (
                lambda: show(place, hash_=False, story=False),
                lambda: show(place, hash_=True, story=False, json=True),
                lambda: load_to_repeat(place),
            )
        )


def read_sweep(data: bytes) -> None:
    """Read a damaged folder of a sweep: show it, hash it, open it."""
    place = damaged(data, results()[1])
    with chdir(folder()):
        read_with(
            (
                lambda: show(place, hash_=False, story=False, json=True),
                lambda: show(place, hash_=True, story=False),
                lambda: Sweep(place).table(),
            )
        )


READERS: dict[str, Callable[[bytes], None]] = {
    "scenario": read_scenario,
    "setting": read_setting,
    "csv": read_csv,
    "points": read_point_list,
    "case": read_case_file,
    "domain": read_domain,
    "run": read_run,
    "sweep": read_sweep,
}
