import json
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from sim.bargaining.sides import SIDES
from sim.core.columns import arrow_column
from sim.core.party_columns import parties_metadata
from sim.runs.chunk import RunSettings
from sim.runs.data_dictionary import write_dictionary
from sim.runs.folder import (
    MANIFEST,
    REPORT,
    ResultError,
    damage_text,
    no_result,
    put_in_place,
    read_json_block,
    sound_result,
)
from sim.runs.parquet import SavedRows, write_rows
from sim.runs.provenance import machine_data, package_versions, program_commit, text_hash
from sim.runs.run import Outcome
from sim.scenario.as_known import replaced_data
from sim.scenario.loading import LoadedScenario, load
from sim.scenario.party_words import words_of
from sim.scenario.reading.yaml_data import to_yaml
from sim.scenario.schema.known_later import Replacement

WORLDS, ACCOUNTS, STORY = "worlds.parquet", "accounts.parquet", "story.md"


@dataclass(frozen=True)
class Extras:
    """What goes into a folder beside the tables.

    report   writes the page from how the result was made; None for no page
    people   where people played: their moves, game by game; such a result cannot be played again from its settings
    """

    summary: str
    figures: Mapping[str, bytes]
    report: Callable[[dict[str, Any]], str] | None
    command: str
    seconds: float
    theory: pa.Table | None = None
    format: str = "png"  # of the figures
    story: str | None = None  # of the first world, day by day
    people: Sequence[Mapping[str, Any]] | None = None


def save_run(
    outcome: Outcome, staging: Path, out: Path, extras: Extras, *, force: bool = False, any_number: bool = False
) -> Path:
    """Write everything into `staging`, then put it in place as `out`; ResultError if that fails.

    A folder that has appeared meanwhile is replaced only with `force`; with `any_number` the next
    free number is taken instead.
    """
    with sound_writing(staging, out):
        tables = run_tables(outcome, extras.theory)
        for name, table in tables.items():
            save_rows(table, staging / f"{name}.parquet")
        write_dictionary(staging, {name: table.schema for name, table in tables.items()})
        played, told = to_yaml(outcome.loaded.data), staging / MANIFEST
        (staging / "scenario.yaml").write_text(played, encoding="utf-8")
        (staging / "summary.txt").write_text(extras.summary + "\n", encoding="utf-8")
        if extras.story is not None:
            (staging / STORY).write_text(extras.story, encoding="utf-8")
        made = run_manifest(outcome, extras, played)
        _write_pictures(staging, extras)
        if extras.report is not None:
            (staging / REPORT).write_text(extras.report(made), encoding="utf-8")
        told.write_text(json.dumps(made, indent=2) + "\n", encoding="utf-8")
        return put_in_place(staging, out, force, any_number)


def run_tables(outcome: Outcome, theory: pa.Table | None = None) -> dict[str, pa.Table | SavedRows]:
    """Return the tables of a run by the names of their files; worlds and accounts of a long one are on the disk."""
    whole = {"worlds": outcome.worlds, "accounts": outcome.accounts}
    whole = {name: table for name, table in whole.items() if isinstance(table, SavedRows) or table.num_columns}
    found = {**whole, "days": outcome.days, "offers": offer_table(outcome)}
    return found if theory is None else {**found, "theory": theory}


@contextmanager
def sound_writing(staging: Path, out: Path) -> Iterator[None]:
    """Write into `staging` what is to stand as `out`; ResultError if that fails, and then nothing is left of it."""
    try:
        yield
    except OSError as wrong:
        shutil.rmtree(staging, ignore_errors=True)
        raise ResultError(f"{out} could not be written: {wrong.strerror}; nothing is left of it") from wrong


def save_rows(rows: pa.Table | SavedRows, file: Path) -> None:
    """Write rows into a file, unless they came out of it."""
    if not isinstance(rows, SavedRows):
        write_rows(rows, file)


def _write_pictures(staging: Path, extras: Extras) -> None:
    """Write the figures, where there are any."""
    if extras.figures:
        (staging / "figures").mkdir()
    for name, image in extras.figures.items():
        (staging / "figures" / f"{name}.{extras.format}").write_bytes(image)


def run_manifest(outcome: Outcome, extras: Extras, played: str) -> dict[str, Any]:
    """Return how a result was made; `played` is the text of its scenario."""
    settings = outcome.settings
    return {
        "command": extras.command,
        "scenario": Path(outcome.loaded.name).stem,
        "question": outcome.loaded.scenario.question,
        **settings.numbers,
        **({"replaced": replaced_data(outcome.loaded.replaced)} if outcome.loaded.replaced else {}),
        **({"breaches": [asdict(breach) for breach in outcome.breaches]} if outcome.breaches else {}),
        **({"guest_failures": [asdict(one) for one in outcome.guest_failures]} if outcome.guest_failures else {}),
        **({"people": list(extras.people)} if extras.people is not None else {}),
        "versions": package_versions(),
        "machine": machine_data(),
        "commit": program_commit(),
        "scenario_sha256": text_hash(played),
        "seconds": round(extras.seconds, 3),
        "worlds_per_second": round(settings.worlds / extras.seconds, 1) if extras.seconds > 0 else None,
    }


def offer_table(outcome: Outcome) -> pa.Table:
    """Return every offer of the first worlds, world by world, those of a world in order."""
    told = sorted((entry for entry in outcome.log if entry["kind"] == "offer"), key=lambda entry: entry["world"])
    keys = dict(zip(SIDES, outcome.loaded.scenario.keys, strict=True))
    columns: dict[str, Any] = {
        "world": [e["world"] for e in told],
        "day": [e["day"] for e in told],
        "date": np.array([outcome.calendar.date(e["day"]) for e in told], "datetime64[D]"),
        "proposer": [keys[e["side"]] for e in told],
        "accepted": [bool(e["accepted"]) for e in told],
        **{f"{key}_value": [float(e[f"{side}_value"]) for e in told] for side, key in keys.items()},
    }
    for place, issue in enumerate(outcome.agenda.issues):
        columns[issue.name] = [issue.level_at(e["package"][place]) for e in told]
    made = {name: arrow_column(held) for name, held in columns.items()} if told else columns
    return pa.table(made).replace_schema_metadata(parties_metadata(words_of(outcome.loaded.scenario).parties))


def read_result(folder: Path) -> tuple[pa.Table, dict[str, Any]]:
    """Return the rows and the manifest of a result folder; ResultError if it is none."""
    manifest = open_result(folder)[1]
    with sound_result(folder):
        return pq.read_table(folder / WORLDS), manifest


def open_result(folder: Path) -> tuple[SavedRows, dict[str, Any]]:
    """Return the rows of a result folder, to be read column by column, and its manifest; ResultError if it is none."""
    if folder.is_file():
        raise ResultError(f"{folder} is a file, not a result folder")
    if (folder / "plan.json").is_file():
        raise ResultError(f"{folder} is a sweep, and a run is wanted: its folder, as results/baseline-1")
    for name in (MANIFEST, WORLDS):
        if not (folder / name).is_file():
            raise ResultError(no_result(folder, name))
    with sound_result(folder):
        return SavedRows(folder / WORLDS), read_json_block(folder / MANIFEST)


def read_story(folder: Path) -> str:
    """Return the story of a result's first world; ResultError if it has none."""
    file = folder / STORY
    if not file.is_file() and "people" in open_result(folder)[1]:
        cure = "The instructor's page of the room replays each of its games"
        raise ResultError(f"{folder} was played by people, of whose games no story is kept. {cure}")
    if not file.is_file():
        raise ResultError(
            f"{folder} has no {STORY}: it was saved before there was one. Play it again: sim run --from {folder}"
        )
    with sound_result(file):
        return file.read_text(encoding="utf-8")


def read_theory(folder: Path) -> pa.Table | None:
    """Return what theory says of each world of a result, if it was asked for."""
    file = folder / "theory.parquet"
    with sound_result(file):
        return pq.read_table(file) if file.is_file() else None


def require_unchanged(folder: Path, manifest: dict[str, Any]) -> None:
    """Raise ResultError if the scenario in a folder is not the one that was played."""
    played = folder / "scenario.yaml"
    with sound_result(folder):
        text = played.read_text(encoding="utf-8") if played.is_file() else ""
    if manifest.get("scenario_sha256") != text_hash(text):
        cure = f"Put it back, or play it as a scenario of its own: sim run {played}"
        raise ResultError(f"{played} is not the scenario that was played: it was changed since. {cure}")


def load_to_repeat(folder: Path, *, rows_only: bool = False) -> tuple[LoadedScenario, RunSettings]:
    """Return what is needed to play a result again; ResultError if the folder does not say.

    With `rows_only` nothing will be played, only its rows read: then people may have played, too.
    """
    held = read_result(folder)[1]
    if "people" in held and not rows_only:
        raise ResultError(f"{folder} was played by people: its rows can be read, but it cannot be played again")
    try:
        settings = RunSettings.from_numbers(held)
        settings.check()
    except (KeyError, OverflowError, TypeError, ValueError) as wrong:
        raise ResultError(f"{folder / MANIFEST} does not say how it was run: {damage_text(wrong)}") from wrong
    require_unchanged(folder, held)
    loaded = load(folder / "scenario.yaml")
    with sound_result(folder / MANIFEST):
        replaced = tuple(Replacement(**one) for one in held.get("replaced", []))
    name = str(held.get("scenario", folder.name))
    return LoadedScenario(loaded.scenario, loaded.data, name, replaced=replaced), settings
