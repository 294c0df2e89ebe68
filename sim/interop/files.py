"""The text of a file from elsewhere: small enough, and in the encoding that it is in."""

import codecs
import re
from pathlib import Path

from sim.interop.faults import fault

LARGEST_FILE = 8_000_000  # bytes; the largest domain of the 2010-2019 competitions has 100,000
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
STATED = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
READ_AS = {"utf8", "utf-8", "utf_8", "utf-16", "us-ascii", "ascii", "iso-8859-1", "latin-1", "latin1", "windows-1252"}


def read_file(path: Path) -> bytes:
    """Return the bytes of a file; DomainError if it is none, is empty, or is larger than any domain."""
    try:
        if not path.exists():
            raise fault(path, 0, "no such file")
        if not path.is_file():
            raise fault(path, 0, "not a file")
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise fault(path, 0, f"{size:,} bytes; a domain has at most {LARGEST_FILE:,}. Is it the right file?")
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError as wrong:
        raise fault(path, 0, f"cannot be read: {wrong.strerror}") from wrong
    if not data.strip():
        raise fault(path, 0, "the file is empty; a domain or a profile was expected")
    return data


def decode(path: Path, data: bytes) -> str:
    """Return bytes as text: by their mark, by the encoding stated, as UTF-8, or else as Latin-1.

    Files of GENIUS state none and are often in Latin-1.  Its marks from 0x80 to 0x9F are read as Windows writes them.
    """
    encodings = [name for mark, name in MARKS if data.startswith(mark)] or stated_encoding(path, data)
    for encoding in (*encodings, *(() if encodings else ("utf-8", "cp1252", "latin-1"))):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError as wrong:
            line = data[: wrong.start].count(b"\n") + 1
            if encodings:
                raise fault(path, line, f"not in {encoding}, as the file states. Correct what it states") from None
            continue
        if "\0" in text:
            raise fault(path, text[: text.index("\0")].count("\n") + 1, "a zero byte: not a text file")
        return text
    raise AssertionError("every byte is a letter of Latin-1")


def stated_encoding(path: Path, data: bytes) -> list[str]:
    """Return the encoding that an XML file states, if it states one; DomainError for one that is not read."""
    found = STATED.match(data[:200])
    if not found:
        return []
    name = found.group(1).decode("ascii").lower()
    if name not in READ_AS:
        raise fault(path, 1, f"the encoding {name}; UTF-8, UTF-16 and Latin-1 are read. Save it in UTF-8")
    return ["cp1252" if name in ("iso-8859-1", "latin-1", "latin1", "windows-1252") else name]


def read_text(path: Path) -> str:
    """Return the text of a file; DomainError if there is none."""
    return decode(path, read_file(path))
