"""The import of what draws figures, by a command."""

from importlib import import_module
from typing import Any

HELP = "_update_set_signature_and_docstring"  # method of matplotlib's artists that writes the help of each class


def import_figures() -> Any:
    """Return `sim.reporting.figures`; matplotlib without the help of its artists, a third of the time of its import."""
    artist = import_module("matplotlib.artist").Artist
    write = vars(artist).get(HELP)
    if write is None:  # another version
        return import_module("sim.reporting.figures")
    setattr(artist, HELP, classmethod(lambda kind: None))
    try:
        return import_module("sim.reporting.figures")
    finally:
        setattr(artist, HELP, write)
