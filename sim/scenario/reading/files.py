"""The text of a scenario file, or why it cannot be read."""

from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path

from sim.scenario.faults import short_path

ELSEWHERE = "The shipped scenarios are in scenarios/"
LARGEST_FILE = 1_000_000  # bytes; the baseline has 25,000


class Unreadable(Exception):
    """A file that holds no text to read: the line (0: none) and why."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(line, message)
        self.line, self.message = line, message


def read_text(path: Path) -> str:
    """Return the text of a file; Unreadable if there is none."""
    try:
        if path.is_dir():
            raise Unreadable(0, "a folder, not a scenario file")
        if path.exists() and not path.is_file():
            raise Unreadable(0, "a device, not a scenario file")
        return decode_text(read_bytes(path))
    except FileNotFoundError:
        raise Unreadable(0, f"no such file. {nearest_file(path)}") from None
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


def nearest_file(path: Path, kinds: Sequence[str] = ("*.yaml",), otherwise: str = ELSEWHERE) -> str:
    """Return a guess at the file that was meant, or where such files are."""
    folder = path.parent
    names = [file.name for kind in kinds for file in folder.glob(kind)] if folder.is_dir() else []
    guess = get_close_matches(path.name, names, n=1)
    return f"Did you mean {short_path(folder / guess[0])}?" if guess else otherwise
