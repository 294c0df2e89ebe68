"""What every verb does with what it has found: print it, draw it into a file, or put it into a folder."""

import atexit
import gc
import io
import json
import logging
import os
import shlex
import shutil
import signal
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from sim.cli.old_json_keys import with_old_keys
from sim.cli.pictures import picture_file, refuse_other_ending
from sim.core.errors import UserError

if TYPE_CHECKING:  # what follows takes a second to import, and help needs none of it
    from sim.scenario.loading import LoadedScenario
    from sim.scenario.party_words import PartyWords

OBJECTS_BETWEEN_SEARCHES = 50_000  # made until circles of dead ones are sought: a command makes few, figures aside
WORDS: "ContextVar[PartyWords | None]" = ContextVar("the words for the parties", default=None)
RESULTS = Path("results")  # folder of results for which no other place is named


Spoken = TypeVar("Spoken")


def speak_of(loaded: Spoken) -> Spoken:
    """Let what is printed from now on have the names of a scenario's parties; return the scenario, loaded or not."""
    from sim.scenario.party_words import words_of

    spec: Any = getattr(loaded, "scenario", loaded)
    WORDS.set(words_of(spec))
    return loaded


def words_spoken() -> "PartyWords":
    """Return the words for the parties of the scenario in hand, those of 2025 where there is none."""
    from sim.scenario.party_words import usual_words

    return WORDS.get() or usual_words()


def with_names(text: str) -> str:
    """Return text in which the parties have their names, and values the unit of the scenario in hand."""
    named = WORDS.get() is not None or "{" in text or "party_" in text
    return words_spoken().text(text) if named else text


def say(text: str) -> None:
    """Print to the user."""
    print(with_names(text))


def as_json(value: Any) -> str:
    """Return one JSON value; what is not a number in it is null, and a key that was renamed has its old name too."""
    return with_names(json.dumps(with_old_keys(value), indent=2, allow_nan=False, default=str))


def command_line() -> str:
    """Return the command as it was typed."""
    return shlex.join(["sim", *sys.argv[1:]])


def say_warning(message: Warning | str, *_: Any, **__: Any) -> None:
    """Say in one line what will not be read any more, or what else Python warns of."""
    print(message, file=sys.stderr)


class SourceNotes(logging.Handler):
    """Says once each which file of two of one name is read, or that it is one that comes with the program."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.said: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        """Say it, unless it has been said."""
        text = with_names(record.getMessage())
        if text not in self.said:
            print(text, file=sys.stderr)
        self.said.add(text)


def say_sources() -> None:
    """Say from now on which files are read, where there is doubt."""
    log = logging.getLogger("sim")
    log.handlers = [SourceNotes()]
    log.setLevel(logging.INFO)
    log.propagate = False


def say_overridden(sentences: Iterable[str]) -> None:
    """Say on the error stream, once each, which settings something else overrides."""
    for sentence in sentences:
        logging.getLogger("sim").warning("%s", sentence)


def say_sweep(loaded: "LoadedScenario") -> None:
    """Say on the error stream, once, that the sweep of a scenario is not what is played."""
    if loaded.scenario.sweep is not None:
        said = "the sweep in it is passed over, as `sim run` does; `sim sweep` plays it"
        logging.getLogger("sim").warning("%s: %s", loaded.shown, said)


def run_guarded(app: Callable[[], None]) -> None:
    """Run the command; faults of scenarios and result folders are told plainly, exit 1."""
    gc.set_threshold(OBJECTS_BETWEEN_SEARCHES)
    atexit.register(gc.freeze)  # else all that is left is searched for circles when the program ends, a tenth of a run
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that lacks a letter is no fault
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda number, frame: sys.exit(128 + number))
    warnings.showwarning = say_warning
    say_sources()
    try:
        app()
    except MemoryError:
        print("not enough memory for so many worlds at once: try a smaller --chunk", file=sys.stderr)
        raise SystemExit(1) from None
    except UserError as wrong:
        print(with_names(str(wrong)), file=sys.stderr)
        raise SystemExit(1) from None
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(1) from None


# --- figures --------------------------------------------------------------------------------------


def require_writable(figure: Path | None, option: str = "--figure") -> None:
    """Raise UserError for a figure that cannot be written; to be called before anything is played."""
    if figure is None:
        return
    refuse_other_ending(figure, option)
    figure = picture_file(figure)
    try:
        is_folder, has_parent, is_other = (
            figure.is_dir(),
            figure.parent.is_dir(),
            figure.exists() and not figure.is_file(),
        )
    except OSError as wrong:  # a name too long, a folder that may not be looked into
        raise UserError(f"{option}: {figure} cannot be written: {wrong.strerror}; nothing was run") from wrong
    if is_folder:
        raise UserError(f"{option}: {figure} is a folder; nothing was run")
    if not has_parent:
        raise UserError(f"{option}: no such folder: {figure.parent}; nothing was run")
    if is_other:
        raise UserError(f"{option}: {figure} is a device, not a file; nothing was run")
    try_writing(figure, option)


def try_writing(figure: Path, option: str) -> None:
    """Open a figure as it will be written, and leave it as it was; UserError if that cannot be."""
    try:
        was_there = figure.exists()
        with figure.open("ab"):
            pass
        if not was_there:
            Path(os.path.realpath(figure)).unlink()
    except OSError as wrong:
        raise UserError(f"{option}: {figure} cannot be written: {wrong.strerror}; nothing was run") from wrong


def say_drawn(figure: Path | None) -> None:
    """Say where a figure was drawn, if one was."""
    if figure is not None:
        say(f"\ndrawn       {picture_file(figure)}")


# --- folders --------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Saving:
    """Where the user wants a result (None: in a new numbered folder), in place of what stands there, with figures."""

    out: Path | None
    force: bool
    figures: bool


@dataclass(frozen=True, kw_only=True)
class NewFolder:
    """A result folder in the making.

    staging      where it is written before it stands
    place        where it is to stand
    force        what stands there may be replaced
    any_number   the next free number may be taken instead
    """

    staging: Path
    place: Path
    force: bool
    any_number: bool


def refuse_input(place: Path, inputs: Iterable[Path]) -> None:
    """Raise UserError where a result would stand in the place of what it is made from, or of a folder above that."""
    there = place.resolve()
    for path in inputs:
        if there in (path.resolve(), *path.resolve().parents):
            raise UserError(f"--out {place} would replace {path}, which is read. Name another folder; nothing was run")


@contextmanager
def begin_folder(saving: Saving, name: str, inputs: Iterable[Path] = ()) -> Iterator[NewFolder]:
    """Yield the folder of a new result; nothing is left of it where something fails.

    inputs  what it is made from, which it may not replace
    """
    from sim.runs.folder import free_folder, prepare_folder

    any_number = saving.out is None
    place = saving.out or free_folder(RESULTS, name)
    refuse_input(place, inputs)
    new = [folder for folder in place.parents if not folder.exists()]  # the deepest first
    staging = prepare_folder(place, saving.force and not any_number)
    try:
        yield NewFolder(staging=staging, place=place, force=saving.force, any_number=any_number)
    except BaseException:
        shutil.rmtree(staging, ignore_errors=True)
        for folder in new:
            with suppress(OSError):  # something else stands in it by now
                folder.rmdir()
        raise
