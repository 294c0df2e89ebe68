"""Text that may be longer than the screen: paged on a terminal, its lines broken there; plain in a pipe."""

import os
import shutil
import sys
import textwrap
from collections.abc import Iterable

from sim.cli.output import say, with_names

NARROWEST = 40  # columns of a terminal, below which lines are left to it


def screen_size() -> os.terminal_size | None:
    """Return columns and lines of the terminal that is printed to; None for a pipe or a file."""
    return shutil.get_terminal_size() if sys.stdout.isatty() else None


def say_long(text: str) -> None:
    """Print a text; through the pager ($PAGER, else `less`) where the terminal has fewer lines."""
    screen = screen_size()
    if screen is None or len(text.split("\n")) < screen.lines:
        say(text)
        return
    from rich.pager import SystemPager

    SystemPager().show(text)


def entry_lines(entries: Iterable[tuple[str, str]], width: int) -> str:
    """Return names and what each means, one a line; on a terminal what is longer goes on below its beginning.

    width  columns of the names; a longer one stands on a line of its own where lines are broken
    """
    screen = screen_size()
    if screen is None or screen.columns < NARROWEST:
        return "\n".join(f"{name:{width}s} {said}".rstrip() for name, said in entries)
    indent = min(width + 1, screen.columns // 3)
    return "\n".join(
        line for name, said in entries for line in broken_lines(name, with_names(said), indent, screen.columns)
    )


def broken_lines(name: str, said: str, indent: int, columns: int) -> list[str]:
    """Return a name and its words as lines of a terminal."""
    parts = textwrap.wrap(said, columns - indent - 1, break_on_hyphens=False) or [""]
    first = [f"{name:{indent}s}{parts[0]}".rstrip()] if len(name) < indent else [name, " " * indent + parts[0]]
    return [*first, *(" " * indent + part for part in parts[1:])]
