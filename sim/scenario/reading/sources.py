"""What a scenario is read from: which files were sought and found where, and what they held."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from hashlib import blake2b
from os.path import realpath
from pathlib import Path


@dataclass
class Sources:
    """Searches for files, each with what it found, and the files read, each with where it lies and a digest."""

    searches: list[tuple[Callable[[], Path | None], Path | None]] = field(default_factory=list)
    files: list[tuple[Path, str, bytes]] = field(default_factory=list)

    def are_as_they_were(self) -> bool:
        """Whether every search finds the same, and every file holds the same."""
        try:
            return all(search() == found for search, found in self.searches) and all(
                (where, digest) == (realpath(path), digest_of(path.read_bytes())) for path, where, digest in self.files
            )
        except OSError:
            return False


_watching: ContextVar[Sources | None] = ContextVar("watching", default=None)


def digest_of(data: bytes) -> bytes:
    """Return a digest of what a file holds."""
    return blake2b(data, digest_size=16).digest()


@contextmanager
def watch_sources() -> Iterator[Sources]:
    """Note meanwhile what is sought and read."""
    sources = Sources()
    token = _watching.set(sources)
    try:
        yield sources
    finally:
        _watching.reset(token)


def note_search(search: Callable[[], Path | None], found: Path | None) -> None:
    """Note a search, if anybody watches, and what it found."""
    if (sources := _watching.get()) is not None:
        sources.searches.append((search, found))


def note_file(path: Path, data: bytes) -> None:
    """Note that a file was read, if anybody watches."""
    if (sources := _watching.get()) is not None:
        sources.files.append((path, realpath(path), digest_of(data)))
