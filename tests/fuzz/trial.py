"""One case of the long run: it is judged within its time, and what came of it is counted."""

import re
import shutil
import signal
import time
import traceback
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cases import CARS, SCENARIOS, Case, shipped, write_case
from judge import Unsound, judge

from sim.scenario import loading
from sim.scenario.reading import yaml_data

SECONDS = 5.0  # of processor time a case may take


class TooSlow(BaseException):
    """A case that has had its time; not to be caught by what it interrupts."""


@dataclass
class Tally:
    """What came of some cases."""

    first: int
    cases: int = 0
    accepted: int = 0
    rejected: int = 0
    deals: int = 0
    seconds: float = 0.0
    slowest: list[Any] = field(default_factory=lambda: [0.0, -1])
    finds: list[dict[str, Any]] = field(default_factory=list)


def keep_parsed(texts: set[str]) -> None:
    """Parse each of some texts once: those of shipped scenarios are read anew by every case that extends them."""
    parse, held = yaml_data.compose_yaml, dict[str, Any]()

    def compose(text: str) -> Any:
        if text not in texts:
            return parse(text)
        if text not in held:
            held[text] = parse(text)
        return held[text]

    yaml_data.compose_yaml = compose


def keep_read(folder: Path) -> None:
    """Read each shipped scenario once: what stands above it in a case is laid over it and leaves it as it is."""
    read, held = loading.read_extended, dict[Path, Any]()

    def read_extended(path: Path, above: tuple[Path, ...] = ()) -> Any:
        if path.parent != folder or path.name not in shipped():
            return read(path, above)
        if path not in held:
            held[path] = read(path, above)
        return held[path]

    loading.read_extended = read_extended


def furnish(folder: Path) -> None:
    """Put the shipped scenarios, and their market, into a folder."""
    for name, text in shipped().items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / CARS).parent.mkdir(exist_ok=True)
    shutil.copy(SCENARIOS / CARS, folder / CARS)


def kind_of(wrong: BaseException) -> str:
    """Return what kind of find an exception is: its class, its words less figures, and where it came from."""
    if isinstance(wrong, Unsound):
        return f"unsound: {re.sub(r'[0-9.]+', '#', str(wrong))[:150]}"
    frames = traceback.extract_tb(wrong.__traceback__)
    own = [frame for frame in frames if "/sim/" in frame.filename] or frames
    where = f"{own[-1].filename.split('/sim/')[-1]}:{own[-1].lineno}"
    if isinstance(wrong, TooSlow):
        return f"too slow in {own[-1].filename.split('/sim/')[-1]}"
    return f"{type(wrong).__name__} at {where}: {re.sub(r'[0-9.]+', '#', str(wrong))[:80]}"


def try_case(made: Case, folder: Path, tally: Tally) -> str:
    """Judge one case within its time; return the kind of find, or nothing."""
    began = time.process_time()
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        end = judge(made, write_case(made, folder))
        signal.setitimer(signal.ITIMER_PROF, 0)
        tally.accepted, tally.rejected = tally.accepted + end.accepted, tally.rejected + (not end.accepted)
        tally.deals += end.deals
        found = ""
    except (Exception, TooSlow) as wrong:
        found = kind_of(wrong)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        spent = time.process_time() - began
    tally.seconds += spent
    return found


def stop_slow(*_: Any) -> None:
    """End a case that has had its time."""
    raise TooSlow
