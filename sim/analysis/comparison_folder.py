"""The folder of a comparison: table, words, figure and how it was made."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from sim.analysis.compare import ComparedRun, Difference
from sim.analysis.where_events_happen import EventDifference
from sim.core.party_columns import parties_metadata
from sim.runs.data_dictionary import write_dictionary
from sim.runs.folder import MANIFEST, REPORT, ResultError, put_in_place, sound_result
from sim.runs.provenance import machine_data, package_versions, program_commit, text_hash
from sim.scenario.party_words import words_of
from sim.scenario.reading.yaml_data import to_yaml

WORDS = ("against", "run", "measure", "unit", "meaning")  # names of the reference and of the other, ...
MEANS = ("reference", "other", "difference", "low", "high", "effect", "moved")
SCHEMA = pa.schema(
    [*((name, pa.string()) for name in WORDS), ("worlds", pa.int64()), *((name, pa.float64()) for name in MEANS)]
)
EVENTS = "where_events_happen.parquet"
EVENT_SCHEMA = pa.schema([pa.field("event", pa.string()), *SCHEMA])


@dataclass(frozen=True)
class ComparisonText:
    """What a comparison says, in words and as a picture (None: not drawn).

    report   writes its page from how it was made; None for no page
    """

    text: str
    image: bytes | None
    command: str
    any_number: bool  # the next free number may be taken
    format: str = "png"  # of the picture
    report: Callable[[dict[str, Any]], str] | None = None


def write_words(staging: Path, sides: Sequence[ComparedRun], words: ComparisonText, picture: str) -> None:
    """Write what is said of some runs, the figure under a name of its own, and how it was made."""
    manifest = {
        "command": words.command,
        "scenarios": [side.name for side in sides],
        "worlds": sides[0].table.num_rows,
        "seed": sides[0].seed,
        "scenario_sha256": {side.name: text_hash(to_yaml(dict(side.data))) for side in sides if side.data is not None},
        "versions": package_versions(),
        "machine": machine_data(),
        "commit": program_commit(),
    }
    (staging / "summary.txt").write_text(words.text + "\n", encoding="utf-8")
    if words.image is not None:
        (staging / "figures").mkdir()
        (staging / "figures" / f"{picture}.{words.format}").write_bytes(words.image)
    if words.report is not None:
        (staging / REPORT).write_text(words.report(manifest), encoding="utf-8")
    (staging / MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")


def save_comparison(
    staging: Path,
    out: Path,
    sides: Sequence[ComparedRun],
    found: tuple[Mapping[str, Sequence[Difference]], Mapping[str, Sequence[EventDifference]]],
    words: ComparisonText,
    force: bool,
) -> Path:
    """Write a comparison into `staging` and put it in place as `out`; ResultError if that fails.

    found: what differs in all worlds, and in those in which an event happens, by the name of the run
    """
    rows = [{"against": sides[0].name, "run": name, **vars(d)} for name, held in found[0].items() for d in held]
    happening = event_rows(sides[0].name, found[1])
    try:
        write_named(staging / "comparison.parquet", rows, SCHEMA, sides[0])
        if happening:
            write_named(staging / EVENTS, happening, EVENT_SCHEMA, sides[0])
        tables = {"comparison": SCHEMA, **({Path(EVENTS).stem: EVENT_SCHEMA} if happening else {})}
        write_dictionary(staging, tables)
        write_words(staging, sides, words, "compared")
        return put_in_place(staging, out, force, words.any_number)
    except OSError as wrong:
        raise ResultError(f"{out} could not be written: {wrong.strerror}; nothing is left of it") from wrong


def write_named(file: Path, rows: Sequence[dict[str, Any]], schema: pa.Schema, side: ComparedRun) -> None:
    """Write rows as a table in which measures bear the names that a scenario gives its parties, which it says."""
    words = words_of(side.scenario)
    named = schema.with_metadata(parties_metadata(words.parties))
    pq.write_table(pa.Table.from_pylist(words.data(rows), named), file, compression="zstd")


def event_rows(reference: str, found: Mapping[str, Sequence[EventDifference]]) -> list[dict[str, Any]]:
    """Return the rows of what differs where an event happens; none where no event happens in some worlds only."""
    return [
        {"event": event.event, "against": reference, "run": name, **vars(d)}
        for name, held in found.items()
        for event in held
        for d in event.differences
    ]


def read_comparison(folder: Path) -> tuple[list[dict[str, Any]], str]:
    """Return the rows and the text of a comparison; ResultError if they cannot be read."""
    with sound_result(folder):
        rows = pq.read_table(folder / "comparison.parquet").to_pylist()
        return rows, (folder / "summary.txt").read_text(encoding="utf-8").rstrip()
