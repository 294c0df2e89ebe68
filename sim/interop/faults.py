"""What is wrong with a file from elsewhere: the file, the line, what was found, the rule and the cure."""

from pathlib import Path

from sim.core.errors import UserError


class DomainError(UserError, ValueError):
    """A domain that cannot be read or written; its text says where, what was found, and the likely cure."""


def fault(file: Path | str, line: int, said: str) -> DomainError:
    """Return the error for a line of a file; line 0 where there is none."""
    where = f"{file}, line {line}" if line else str(file)
    return DomainError(f"{where}: {said}")


def shorten(text: object, most: int = 60) -> str:
    """Return what was found, in quotes, its end left out if it is long."""
    said = str(text)
    return repr(said if len(said) <= most else said[: most - 4] + " ...")
