"""A scenario file on top of those it extends, each sought beside the file that names it, then among the shipped.

Lines and faults stay those of the file in which they stand.  Files may extend one another, but not in a circle.
"""

from os.path import realpath
from pathlib import Path
from typing import Any

from sim.scenario.faults import Fault, KeyPath, ScenarioError, short_path
from sim.scenario.reading.confinement import require_inside
from sim.scenario.reading.csv_rows import insert_csv_rows
from sim.scenario.reading.files import Unreadable, nearest_file
from sim.scenario.reading.named_items import change_named_items
from sim.scenario.reading.old_keys import use_new_keys
from sim.scenario.reading.scenario_text import ScenarioText
from sim.scenario.reading.variants import comes_from_older, merge_variant
from sim.scenario.reading.yaml_data import read_yaml
from sim.scenario.shipped import find_scenario, find_shipped

LONGEST_CHAIN = 20  # files that extend one another
MORE_EVENTS = "more_events"  # key of a variant: what comes behind the events it takes over


def read_extended(path: Path, above: tuple[Path, ...] = ()) -> ScenarioText:
    """Return a file's data on top of those it extends; Unreadable if it has none of its own."""
    text = read_yaml(path)
    use_new_keys(text, path)
    insert_csv_rows(text, path.parent, within=(above[0] if above else path).parent)
    if "extends" not in text.data:
        return text
    base = text.data.pop("extends")
    chain = (*above, Path(realpath(path)))
    below = _base(text, base, chain)
    try:
        under = read_extended(below, chain)
    except Unreadable as wrong:
        at_line = Fault(short_path(below), wrong.line, (), wrong.message)
        absent = f"no such file. {nearest_file(below, without=chain)}"
        at_name = _at_extends(text, f"{base}: {absent if wrong.absent else wrong.message}")
        raise ScenarioError(text.file, [*text.faults, at_line if wrong.line else at_name]) from None
    except ScenarioError as wrong:
        raise ScenarioError(text.file, [*text.faults, *wrong.found]) from None
    return merge_texts(under, text, f"set in {path.name}")


def _base(text: ScenarioText, base: Any, chain: tuple[Path, ...]) -> Path:
    """Return the file that a text extends; ScenarioError if that is none, or one of those above it."""
    if ("extends",) in text.void:
        raise ScenarioError(text.file, text.faults)
    if not isinstance(base, str) or not base.strip() or "\0" in base:
        raise ScenarioError(text.file, [*text.faults, _at_extends(text, "must be the name of a scenario file")])
    below = Path(realpath(find_scenario(base, chain[-1].parent)))
    try:
        require_inside(below, chain[0].parent)
    except ValueError as wrong:
        raise ScenarioError(text.file, [*text.faults, _at_extends(text, f"{base} {wrong}")]) from None
    if below in chain:
        ring = " -> ".join(file.name for file in (*chain[chain.index(below) :], below))
        raise ScenarioError(text.file, [*text.faults, _at_extends(text, f"goes in a circle: {ring}{_cure(below)}")])
    if len(chain) == LONGEST_CHAIN:
        raise ScenarioError(text.file, [*text.faults, _at_extends(text, f"more than {LONGEST_CHAIN} files in a row")])
    return below


def _cure(file: Path) -> str:
    """Return how a circle is broken that ends in a file which bears the name of a shipped one."""
    shipped = find_shipped(file.name)
    if shipped is None or shipped == file:
        return ""
    return f". To extend the {file.name} that comes with the program, give the file here another name"


def _at_extends(text: ScenarioText, message: str) -> Fault:
    """Return a fault at the line that names the extended file."""
    return Fault(text.file, text.lines[("extends",)][1], ("extends",), message)


def merge_texts(under: ScenarioText, text: ScenarioText, source: str) -> ScenarioText:
    """Return a text laid over the one it extends, each line that of the file it stands in."""
    under = change_named_items(under, text, source)
    kept = append_events(under, text)
    both = merge_variant(under.data, text.data, source)

    def stays(at: KeyPath) -> bool:
        return comes_from_older(at, both, text.data) or (at[:1] == ("events",) and at[1:2] in kept)

    lines = {at: line for at, line in under.lines.items() if at and stays(at)}
    void = {at for at in under.void if stays(at)}
    return ScenarioText(text.file, both, lines | text.lines, under.faults + text.faults, void | text.void)


def append_events(under: ScenarioText, text: ScenarioText) -> list[KeyPath]:
    """Put the events under `more_events` behind those extended, in place; return the places these keep."""
    more, before = text.data.get(MORE_EVENTS), under.data.get("events")
    if not isinstance(more, list) or not isinstance(before, list) or "events" in text.data:
        return []
    text.data = {key: value for key, value in text.data.items() if key != MORE_EVENTS} | {"events": [*before, *more]}

    def moved_path(at: KeyPath) -> KeyPath:
        if at[:1] != (MORE_EVENTS,):
            return at
        return ("events", len(before) + int(at[1]), *at[2:]) if len(at) > 1 else ("events",)

    text.lines = {moved_path(at): line for at, line in text.lines.items()}
    text.void = {moved_path(at) for at in text.void}
    return [(place,) for place in range(len(before))]
