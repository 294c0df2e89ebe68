"""A scenario file of one's own: new, a variant that lists what differs, or a copy with the CSV files it names.

What is written is read first, at its place but under another name, so that nothing at fault is left behind.
"""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath
from typing import Any

from sim.core.errors import UserError
from sim.scenario.faults import ScenarioError
from sim.scenario.loading import load
from sim.scenario.reading.csv_rows import CSV_PATHS
from sim.scenario.reading.files import read_bytes
from sim.scenario.reading.yaml_data import parse_yaml, to_inline_yaml
from sim.scenario.shipped import YAML, find_file, find_scenario, shipped_folder, telling_nothing
from sim.scenario.skeleton import skeleton

FILE_PATHS = (*CSV_PATHS, ("sweep", "file"))  # where a scenario names a table that stands beside it
KEY = 2  # steps of the path at which a party or an issue is named
VARIANT = """\
# {name} is {base}, but for what is listed here. The keys: sim list keys. What is wrong with it: sim check {name}
question: What changes against {stem}?
extends: {base}

# A key replaces what stands there, null takes it out. For example, without the hashes:
#
# worlds: 1000
# {party}:
#   tactic: {{timed: {{beta: 0.5}}}}  # concedes late
"""


def write_scenario(named: Path, source: Path, whole: bool = False, force: bool = False) -> list[Path]:
    """Write a scenario made of another, and return the files that were written, itself last.

    whole   a copy, with the CSV files it names; else a variant that extends it
    force   files that are there may be replaced
    UserError where it would not be read as meant, ScenarioError where the other is at fault.
    """
    file = yaml_file(named)
    origin = find_scenario(source)
    load(origin)
    refuse_place(file)
    if any(os.path.realpath(file) == os.path.realpath(one) for one in extended_files(origin)):
        raise UserError(f"{file} is what {origin.name} is made of; nothing was written. Choose another name")
    files = {**copied_tables(origin, file.parent), file: read_bytes(origin)} if whole else {file: variant(file, origin)}
    return put_new(files, file, force)


def write_skeleton(named: Path, parties: Sequence[str], issues: Sequence[str], force: bool = False) -> list[Path]:
    """Write a scenario of two parties and a few issues that plays as it stands, and return the file, as a list of one.

    parties, issues   their keys
    UserError for keys that cannot be, or where a file is that may not be replaced.
    """
    file = yaml_file(named)
    refuse_place(file)
    try:
        return put_new({file: skeleton(file.name, parties, issues).encode()}, file, force)
    except ScenarioError as wrong:
        keys = [one for one in wrong.found if one.path[:1] in (("parties",), ("issues",)) and len(one.path) == KEY]
        found = "; ".join(one.message for one in keys or wrong.found)
        raise UserError(f"--parties or --issues: {found}; nothing was written") from None


def yaml_file(named: Path) -> Path:
    """Return the file that is meant by a name, which may lack its suffix."""
    return named if named.suffix in YAML else named.with_name(f"{named.name}.yaml")


def put_new(files: dict[Path, bytes], file: Path, force: bool) -> list[Path]:
    """Write a scenario and what it names, and return what was written; UserError where that would replace something."""
    changed = {at: data for at, data in files.items() if at == file or not holds(at, data)}
    there = [at for at in changed if os.path.lexists(at)]
    if there and not force:
        raise UserError(f"{there[0]} exists; nothing was written. Choose another name, or replace it with --force")
    put_files(changed, file)
    return [*changed]


def refuse_place(file: Path) -> None:
    """Raise UserError for a place at which no file can stand."""
    if not file.parent.is_dir():
        raise UserError(f"no such folder: {file.parent}; nothing was written")
    if file.is_dir():
        raise UserError(f"{file} is a folder; nothing was written")


def extended_files(file: Path) -> Iterator[Path]:
    """Yield a sound scenario file and those below it."""
    yield file
    base = parse_yaml(file).data.get("extends")
    if base is not None:
        yield from extended_files(find_scenario(base, Path(os.path.realpath(file)).parent))


def variant(file: Path, origin: Path) -> bytes:
    """Return the text of a variant; UserError if the name it extends would mean another file there."""
    inside = origin.is_relative_to(shipped_folder())
    base = origin.relative_to(shipped_folder()) if inside else Path(os.path.relpath(origin, file.parent))
    if inside and base.name == file.name:
        raise UserError(f"{file} would extend itself; nothing was written. Choose another name, or copy it --whole")
    if os.path.realpath(find_scenario(base, file.parent)) != os.path.realpath(origin):
        raise UserError(f"{file} would extend the {base} beside it; nothing was written. Write into another folder")
    told = {"name": file.name, "base": to_inline_yaml(base.as_posix()), "stem": origin.stem}
    return VARIANT.format(**told, party=load(origin).scenario.keys[1]).encode()


def copied_tables(origin: Path, folder: Path) -> dict[Path, bytes]:
    """Return the tables that a scenario file itself names, by the place of each beside a copy of it."""
    data = parse_yaml(origin).data
    named = [name for name in (value_below(data, path) for path in FILE_PATHS) if isinstance(name, str)]
    found = {name: find_file(name, origin.parent) for name in named if ".." not in PurePath(name).parts}
    return {folder / name: file.read_bytes() for name, file in found.items() if file and not Path(name).is_absolute()}


def value_below(data: Any, path: tuple[str | int, ...]) -> Any:
    """Return what stands at a path of plain data, None if nothing does."""
    for key in path:
        data = data.get(key) if isinstance(data, dict) else None
    return data


def holds(file: Path, data: bytes) -> bool:
    """Whether a file is there that holds just that."""
    return file.is_file() and file.read_bytes() == data


def put_files(files: dict[Path, bytes], scenario: Path) -> None:
    """Write files, none of them in part; the scenario is read before any of them takes its place."""
    staged = {file: file.with_name(f".{file.name}.{os.getpid()}.part") for file in files}
    made = [folder for folder in {file.parent for file in files} if not folder.exists()]
    try:
        for folder in made:
            folder.mkdir(parents=True)
        for file, data in files.items():
            staged[file].write_bytes(data)
        with telling_nothing():
            load(staged[scenario])
        for file in files:
            os.replace(staged[file], file)
    except OSError as wrong:
        raise UserError(f"{scenario} cannot be written: {wrong.strerror}; nothing was written") from wrong
    finally:
        for part in staged.values():
            part.unlink(missing_ok=True)
        for folder in made:
            if not any(folder.iterdir()):
                folder.rmdir()
