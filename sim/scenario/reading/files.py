"""The text of a scenario file, or why it cannot be read."""

from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path

from sim.scenario.faults import short

ELSEWHERE = "The shipped scenarios are in scenarios/"
LARGEST = 1_000_000  # bytes; the baseline has 25,000


class Unreadable(Exception):
    """A file that holds no text to read: the line (0: none) and why."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(line, message)
        self.line, self.message = line, message


def content(path: Path) -> str:
    """Return the text of a file; Unreadable if there is none."""
    try:
        if path.is_dir():
            raise Unreadable(0, "a folder, not a scenario file")
        if path.exists() and not path.is_file():
            raise Unreadable(0, "a device, not a scenario file")
        return decoded(head(path))
    except FileNotFoundError:
        raise Unreadable(0, f"no such file. {neighbour(path)}") from None
    except PermissionError:
        raise Unreadable(0, "not readable: check its permissions") from None
    except (OSError, ValueError) as wrong:
        raise Unreadable(0, f"not readable: {getattr(wrong, 'strerror', None) or wrong}") from None


def head(path: Path) -> bytes:
    """Return the bytes of a file; Unreadable if they are too many for a scenario."""
    with path.open("rb") as file:
        held = file.read(LARGEST + 1)
    if len(held) > LARGEST:
        raise Unreadable(0, f"larger than {LARGEST:,} bytes: no scenario is")
    return held


def decoded(held: bytes) -> str:
    """Return bytes as text, without a byte order mark; Unreadable if they are none."""
    try:
        text = held.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = held[: wrong.start].count(b"\n") + 1
        raise Unreadable(line, "not a text file in UTF-8. Save it in that encoding") from None
    if "\0" in text:
        raise Unreadable(text[: text.index("\0")].count("\n") + 1, "not a text file: it holds a zero byte")
    return text


def neighbour(path: Path, kinds: Sequence[str] = ("*.yaml",), otherwise: str = ELSEWHERE) -> str:
    """Return a guess at the file that was meant, or where such files are."""
    folder = path.parent
    names = [file.name for kind in kinds for file in folder.glob(kind)] if folder.is_dir() else []
    guess = get_close_matches(path.name, names, n=1)
    return f"Did you mean {short(folder / guess[0])}?" if guess else otherwise
