"""What may come of a case: a located report of faults, or a sound outcome. Anything else is told in a word."""

import re
import warnings
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from cases import Case

from sim.runs.run import Outcome, run
from sim.scenario.faults import COMMAND_LINE, Fault, ScenarioError
from sim.scenario.loading import LoadedScenario, load
from sim.scenario.reading.yaml_data import to_yaml

FOREIGN = re.compile(
    r"NoneType|unhashable|Traceback|\w+Error\b|object at 0x|<class|<function|pydantic|[Nn]um[Pp]y|dtype|Input should|"
    r"validation error|subscript|iterable|not supported between|operands|broadcast|'\w+' object|\bNaN\b"
)  # words of the program that mean nothing to who wrote the scenario
TYPE_NAMES = re.compile(r"'(NoneType|str|int|float|list|dict|bool|tuple)'")
UNREADABLE = ("no such file", "a folder", "a device", "not readable", "larger than")  # what has no line
LONGEST_MESSAGE = 3000
LEAST_DETAIL = 3


class Unsound(Exception):
    """A case that came to no sound end: what kind of thing went wrong."""


@dataclass(frozen=True)
class End:
    """How a case ended: accepted or not, and the deals it made."""

    accepted: bool
    deals: int = 0


def judge(made: Case, start: Path) -> End:
    """Return how a case ends; Unsound, or whatever was raised, if it ends in no allowed way."""
    with warnings.catch_warnings(), np.errstate(over="raise", invalid="raise", divide="raise"):
        warnings.simplefilter("error")
        warnings.filterwarnings("ignore", category=FutureWarning, message=r".*the key `seen`")
        try:
            loaded = load(start, made.settings)
        except ScenarioError as refused:
            check_report(refused, start.parent)
            return End(False)
        return check_outcome(loaded, made, start)


def check_report(refused: ScenarioError, folder: Path) -> None:
    """Raise Unsound unless every fault says where it is and what is wrong, in words of the scenario."""
    if not refused.found:
        raise Unsound("refused without a fault")
    str(refused)
    for fault in refused.found:
        check_fault(fault, folder)


def check_fault(fault: Fault, folder: Path) -> None:
    """Raise Unsound unless a fault has a line of a file there is, and a message of its own."""
    words = re.sub(r"'[^']*'|found .*", "", fault.message)  # less what is quoted from the scenario
    if len(fault.message) < LEAST_DETAIL or len(fault.message) > LONGEST_MESSAGE:
        raise Unsound(f"message of {len(fault.message)} characters")
    if FOREIGN.search(words) or TYPE_NAMES.search(fault.message):
        raise Unsound(f"words of the program: {words[:200]}")
    if fault.file == COMMAND_LINE or any(word in fault.message for word in UNREADABLE):
        return
    held = Path(fault.file)
    if not held.is_file():
        raise Unsound(f"fault in no file: {fault.file}")
    lines = len(re.split(r"\r\n|[\n\r\x85\u2028\u2029]", held.read_bytes().decode("utf-8", "replace")))
    if not 1 <= fault.line <= max(lines, 1):
        raise Unsound(f"fault on line {fault.line} of {lines}: {fault.message[:100]}")


def check_outcome(loaded: LoadedScenario, made: Case, start: Path) -> End:
    """Play an accepted scenario; Unsound if what comes out cannot be."""
    outcome = run(loaded, made.worlds)
    check_rows(outcome)
    if made.again:
        if not outcome.worlds.equals(run(loaded, made.worlds, chunk=1, recorded=0).worlds):
            raise Unsound("other rows in chunks of one world")
        check_copy(loaded, start)
    return End(True, int(outcome.column("agreed").sum()))


def check_copy(loaded: LoadedScenario, start: Path) -> None:
    """Raise Unsound if the scenario, written down as a run saves it, is another when read again."""
    copy = start.with_name("copy.yaml")
    copy.write_text(to_yaml(loaded.data), encoding="utf-8")
    if load(copy).scenario != loaded.scenario:
        raise Unsound("another scenario when written down and read again")


def check_rows(outcome: Outcome) -> None:
    """Raise Unsound unless there is a row for each world, its numbers are finite, and deals are sound."""
    table, agreed = outcome.worlds, outcome.column("agreed") > 0
    if outcome.breaches:
        raise Unsound(f"breach of {', '.join(sorted({breach.rule for breach in outcome.breaches}))}")
    if table.num_rows != outcome.settings.worlds:
        raise Unsound(f"{table.num_rows} rows of {outcome.settings.worlds} worlds")
    for field in table.schema:
        if str(field.type) == "double":
            held = table.column(field.name).drop_null().to_numpy()
            if not np.isfinite(held).all():
                raise Unsound(f"not finite: {kind_of_column(field.name)}")
    for issue in outcome.agenda.issues:
        signed = [level for level in table.column(issue.name).to_pylist() if level is not None]
        if not set(signed) <= {lv if isinstance(lv, str) else float(lv) for lv in issue.levels}:
            raise Unsound("a level off the grid was signed")
    if (agreed & (outcome.column("day") < 0)).any():
        raise Unsound("a deal before the first day")


def kind_of_column(name: str) -> str:
    """Return what a column is, without the names of a scenario."""
    return name.split(".")[0] if "." in name else re.sub(r"^[a-z]+_", "", name)
