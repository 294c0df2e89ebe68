"""Files that a scenario names stay where scenarios are: one that came from elsewhere cannot reach into other folders.

Allowed are the folder of the scenario that is played, the folder that the program is run in, those below them, and
the files that come with the program.  What counts is where a name leads, links followed, not how it is written.
What the user writes on the command line may lead anywhere.
"""

from os.path import realpath
from pathlib import Path

from sim.scenario.shipped import shipped_folder

CURE = "Copy it there, or run from a folder that holds both"


def require_inside(file: Path, folder: Path) -> None:
    """Raise ValueError if a file named by a scenario of a folder leads out of all folders that it may name."""
    found = Path(realpath(file))
    if not any(found.is_relative_to(realpath(place)) for place in (folder, Path(), shipped_folder())):
        raise ValueError(f"leads out of the scenario's folder and of the one it is run in. {CURE}")
