"""Keys that have another name now: read for one release, with a line that says so; in dotted paths likewise.

The scenario in a folder of results is what was played, not what anybody is to change: its old keys are read silently.
"""

import warnings
from pathlib import Path
from typing import Any

from sim.scenario.faults import COMMAND_LINE, KeyPath
from sim.scenario.reading.scenario_text import ScenarioText

RENAMED: dict[tuple[str, ...], str] = {  # path of an old key -> its name now; the old ones go with version 0.4
    ("seen",): "actual",
    ("yardstick",): "reference_weights",
    ("sweep", "luck"): "random_numbers",
}
PATHS = (("sweep", "over"), ("known_later",))  # blocks whose keys are dotted paths of the scenario
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
        rename_key(text, path, old, new, change_text(old, new))
    for place in PATHS:
        for words in [*(block_at(text.data, place) or ())]:
            use_new_path(text, path, place, str(words))


def use_new_path(text: ScenarioText, path: Path, place: KeyPath, words: str) -> None:
    """Give a dotted path that stands as a key below a block the new name of the key that it leads through."""
    keys = words.split(".")
    for old, new in RENAMED.items():
        if tuple(keys[: len(old)]) == old:
            now = ".".join((*old[:-1], new, *keys[len(old) :]))
            rename_key(text, path, (*place, words), now, change_text(old, new))


def rename_key(text: ScenarioText, path: Path, old: KeyPath, new: str, said: str) -> None:
    """Give the key at a path a new name where it stands, in place; FutureWarning with its line, but in a result."""
    block = block_at(text.data, old[:-1])
    if block is None or old[-1] not in block or new in block:
        return
    if not is_of_result(path):
        above = (old[:end] for end in range(len(old), 0, -1))  # of a block that was set no key has a line
        file, line = next((text.lines[at] for at in above if at in text.lines), (text.file, 1))
        warn(f"{'--set' if file == COMMAND_LINE else f'{file}: line {line}'}: {said}")
    held = {new if key == old[-1] else key: value for key, value in block.items()}
    block.clear()
    block.update(held)
    text.lines = {_new_key_path(at, old, new): place for at, place in text.lines.items()}
    text.void = {_new_key_path(at, old, new) for at in text.void}


def block_at(data: dict[str, Any], path: KeyPath) -> dict[str, Any] | None:
    """Return the block at a path; None where there is none."""
    held: Any = data
    for key in path:
        held = held.get(key) if isinstance(held, dict) else None
    return held if isinstance(held, dict) else None


def new_path(keys: list[str]) -> list[str]:
    """Return the keys of a path under their new names; FutureWarning if one was an old one."""
    for old, new in RENAMED.items():
        if tuple(keys[: len(old)]) == old:
            warn(f"--set: {change_text(old, new)}")
            return [*old[:-1], new, *keys[len(old) :]]
    return keys


def change_text(old: tuple[str, ...], new: str) -> str:
    """Return which key is called what now, in words."""
    now = ".".join((*old[:-1], new))
    return f"the key `{'.'.join(old)}` is called `{now}` now; the old name is read until version 0.4"


def warn(message: str) -> None:
    """Say what to change."""
    warnings.warn(message, FutureWarning, stacklevel=2)


def _new_key_path(at: KeyPath, old: KeyPath, new: str) -> KeyPath:
    return (*old[:-1], new, *at[len(old) :]) if at[: len(old)] == old else at
