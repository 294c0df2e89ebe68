"""The text of a scenario file, or why it cannot be read."""

import os
from collections.abc import Collection, Sequence
from difflib import get_close_matches
from pathlib import Path

from sim.scenario.faults import short_path
from sim.scenario.reading.sources import note_file
from sim.scenario.shipped import shipped_names

ELSEWHERE = "`sim list scenarios` names those there are"
MOST_GUESSES = 3
LARGEST_FILE = 1_000_000  # bytes; the baseline has 25,000


class Unreadable(Exception):
    """A file that holds no text to read: the line (0: none), why, and whether there is no such file at all."""

    def __init__(self, line: int, message: str, absent: bool = False) -> None:
        super().__init__(line, message)
        self.line, self.message, self.absent = line, message, absent


def read_text(path: Path) -> str:
    """Return the text of a file; Unreadable if there is none."""
    try:
        if path.is_dir():
            raise Unreadable(0, "a folder, not a scenario file")
        if path.exists() and not path.is_file():
            raise Unreadable(0, "a device, not a scenario file")
        return decode_text(read_bytes(path))
    except FileNotFoundError:
        raise Unreadable(0, f"no such file. {nearest_file(path)}", absent=True) from None
    except PermissionError:
        raise Unreadable(0, "not readable: check its permissions") from None
    except (OSError, ValueError) as wrong:
        raise Unreadable(0, f"not readable: {getattr(wrong, 'strerror', None) or wrong}") from None


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file; Unreadable if they are too many for a scenario."""
    with path.open("rb") as file:
        data = file.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        raise Unreadable(0, f"larger than {LARGEST_FILE:,} bytes: no scenario is")
    note_file(path, data)
    return data


def decode_text(data: bytes) -> str:
    """Return bytes as text, without a byte order mark; Unreadable if they are none."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = data[: wrong.start].count(b"\n") + 1
        raise Unreadable(line, "not a text file in UTF-8. Save it in that encoding") from None
    if "\0" in text:
        raise Unreadable(text[: text.index("\0")].count("\n") + 1, "not a text file: it holds a zero byte")
    return text


def nearest_file(
    path: Path, kinds: Sequence[str] = ("*.yaml",), otherwise: str = ELSEWHERE, without: Collection[Path] = ()
) -> str:
    """Return a guess at the files that were meant, in the folder or shipped, or where such files are.

    without   files that cannot be meant, in full: those that name it
    """
    near: dict[str, str] = {}  # name -> as the user would write it
    for kind in kinds:
        near |= {name: name for name in shipped_names(kind)}
    found = [file for kind in kinds for file in path.parent.glob(kind)] if path.parent.is_dir() else []
    near |= {file.name: short_path(file) for file in found if Path(os.path.realpath(file)) not in without}
    stems = {Path(name).stem.lower(): said for name, said in near.items()}
    guesses = [stems[stem] for stem in get_close_matches(path.stem.lower(), stems, n=MOST_GUESSES)]
    return f"Did you mean {' or '.join(guesses)}?" if guesses else otherwise
