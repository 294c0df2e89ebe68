"""Where the files are that come with the program: scenarios, their CSV files, cases of what happened.

In an installed package they stand in its folder `shipped`, in a checkout in `scenarios` beside it.  A name
is sought where it was said first, so that a file of one's own wins:

    the folder itself         baseline, baseline.yaml, own/mine.yaml
    its folder `scenarios`    baseline, baseline.yaml
    the shipped files         baseline, baseline.yaml, scenarios/baseline.yaml

Which of two files of one name was read, and that a shipped one was, is told to the logger `sim`.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from filecmp import cmp
from functools import partial
from logging import getLogger
from pathlib import Path, PurePath

from sim.scenario.reading.sources import note_search

SCENARIOS = "scenarios"  # how the folder of shipped files is called where it is not hidden in a package
YAML = (".yaml", ".yml")
log = getLogger("sim")


def shipped_folder() -> Path:
    """Return the folder of the files that come with the program."""
    package = Path(__file__).resolve().parents[1]
    inside = package / "shipped"
    return inside if inside.is_dir() else package.parent / SCENARIOS


def find_scenario(named: str | Path, folder: Path = Path(), within: str = "") -> Path:
    """Return the YAML file that a name means, sought from `folder`; `folder / named` if there is none.

    within   a folder of the shipped files in which it may stand too, such as `cases`
    """
    names = [str(named)] if str(named).endswith(YAML) else [str(named), f"{named}.yaml"]
    return next(filter(None, (find_file(name, folder, within) for name in names)), folder / named)


def find_file(name: str, folder: Path, within: str = "") -> Path | None:
    """Return the file of a name as it stands, if there is one: from `folder`, else a shipped one."""
    own = next((file for file in (folder / name, folder / SCENARIOS / name) if is_file(file)), None)
    shipped = find_shipped(name, within)
    tell_choice(PurePath(name).as_posix(), own, shipped)
    note_search(partial(find_file, name, folder, within), own or shipped)
    return own or shipped


def find_shipped(name: str, within: str = "") -> Path | None:
    """Return the shipped file of a name, if there is one; a name that leads out of the folder has none."""
    parts = PurePath(name).parts
    if not parts or PurePath(name).is_absolute() or ".." in parts:
        return None
    inner = PurePath(*parts[1:]) if parts[0] == SCENARIOS else PurePath(name)
    places = (shipped_folder() / inner, shipped_folder() / within / inner)
    return next((place for place in places if is_file(place)), None)


def is_file(path: Path) -> bool:
    """Whether there is something to read at a path; a folder is not."""
    return os.path.exists(path) and not os.path.isdir(path)


def tell_choice(name: str, own: Path | None, shipped: Path | None) -> None:
    """Tell which of two files of one name is read, or that it is the shipped one."""
    if shipped is None or (own is not None and is_same(own, shipped)):
        return
    if own is None:
        log.info("%s is the one that comes with the program", name)
    else:
        here = os.path.relpath(own.parent)
        log.info("%s is the one in %s, not the one of the program", name, "this folder" if here == "." else here)


@contextmanager
def telling_nothing() -> Iterator[None]:
    """Read files without telling which."""
    before, log.disabled = log.disabled, True
    try:
        yield
    finally:
        log.disabled = before


def is_same(one: Path, other: Path) -> bool:
    """Whether two files hold the same."""
    try:
        return os.path.samefile(one, other) or cmp(one, other, shallow=False)
    except OSError:
        return False


def shown_file(file: str) -> str:
    """Return a file as it stands in a message: a shipped one that is not below this folder by its name."""
    if PurePath(file).is_absolute() and PurePath(file).is_relative_to(shipped_folder()):
        return f"{PurePath(file).relative_to(shipped_folder())} (shipped)"
    return file


def shipped_names(pattern: str = "*.yaml") -> list[str]:
    """Return the names of shipped files, in the order of the alphabet."""
    return sorted(file.relative_to(shipped_folder()).as_posix() for file in shipped_folder().glob(pattern))
