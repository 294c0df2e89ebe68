"""Keys that have another name now: read for one release, with a line that says so.

The scenario in a folder of results is what was played, not what anybody is to change: its old keys are read silently.
"""

import warnings
from pathlib import Path
from typing import Any

from sim.scenario.reading.scenario_text import ScenarioText

RENAMED = {
    "seen": "actual",
    "yardstick": "reference_weights",
}  # of the topmost keys, old name -> new name; the old ones go with version 0.4
PLAN = "plan.json"  # of a sweep, which may have its scenarios in a folder below
RESULT_FILES = ("manifest.json", PLAN)


def is_of_result(file: Path) -> bool:
    """Whether a scenario file is the one that a run or a sweep put into its folder."""
    return any((file.parent / name).is_file() for name in RESULT_FILES) or (file.parent.parent / PLAN).is_file()


def use_new_keys(text: ScenarioText, path: Path) -> None:
    """Give keys that have another name now their new one, in place; FutureWarning for each, but in a result.

    path  where the text was read
    """
    for old, new in RENAMED.items():
        if old not in text.data or new in text.data:
            continue
        file, line = text.lines.get((old,), (text.file, 1))
        if not is_of_result(path):
            warn(f"{file}: line {line}: the key `{old}` is called `{new}` now; the old name is read until version 0.4")
        text.data = {new if key == old else key: value for key, value in text.data.items()}
        text.lines = {_new_key_path(at, old, new): line for at, line in text.lines.items()}
        text.void = {_new_key_path(at, old, new) for at in text.void}


def new_path(keys: list[str]) -> list[str]:
    """Return the keys of a path under their new names; FutureWarning if the first was an old one."""
    if keys[0] not in RENAMED:
        return keys
    warn(f"--set: the key `{keys[0]}` is called `{RENAMED[keys[0]]}` now; the old name is read until version 0.4")
    return [RENAMED[keys[0]], *keys[1:]]


def warn(message: str) -> None:
    """Say what to change."""
    warnings.warn(message, FutureWarning, stacklevel=2)


def _new_key_path(at: tuple[Any, ...], old: str, new: str) -> tuple[Any, ...]:
    return (new, *at[1:]) if at[:1] == (old,) else at
