"""Long runs: rows go into their folder as they come, and the folder is the one that a run in memory makes."""

import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from places import SCENARIOS

from sim.analysis.prediction_table import run_figures
from sim.runs import parquet, saved_run
from sim.runs.chunk import RunSettings
from sim.runs.folder import ResultError, prepare_folder
from sim.runs.parquet import RowWriter, SavedRows, write_rows
from sim.runs.results import Extras, read_result, save_run
from sim.runs.row_comparison import compare_rows
from sim.runs.run import play
from sim.runs.saved_run import play_into
from sim.scenario.loading import load

BASELINE, SETTINGS = SCENARIOS / "baseline.yaml", RunSettings(40, 1, chunk=15)
FILES = ("worlds.parquet", "accounts.parquet", "days.parquet", "offers.parquet", "scenario.yaml")


@pytest.fixture
def long_from_ten(monkeypatch):
    """Make runs of ten worlds long, and groups of 16 rows."""
    monkeypatch.setattr(saved_run, "WORLDS_FOR_PROCESSES", 10)
    monkeypatch.setattr(parquet, "GROUP", 16)


def table(rows=50):
    return pa.table({"world": range(rows), "us": [None, 0.5] * (rows // 2), "us.pace": ["a", None] * (rows // 2)})


def test_a_long_run_makes_the_folder_of_one_that_is_held(tmp_path, long_from_ten):
    held = play(load(BASELINE), SETTINGS)
    beside = prepare_folder(tmp_path / "long", force=False)
    written = play_into(beside, tmp_path / "long", load(BASELINE), SETTINGS)
    assert isinstance(written.worlds, SavedRows)
    assert run_figures(written.worlds, written.loaded.scenario) == run_figures(held.worlds, held.loaded.scenario)
    assert compare_rows(written.worlds, held.worlds).identical
    long = save_run(written, beside, tmp_path / "long", Extras("", {}, None, "", 1.0))
    short = save_run(
        held, prepare_folder(tmp_path / "short", force=False), tmp_path / "short", Extras("", {}, None, "", 1.0)
    )
    for name in FILES:
        assert (long / name).read_bytes() == (short / name).read_bytes(), name
    assert pq.read_metadata(long / "worlds.parquet").num_row_groups == 3
    assert json.loads((long / "manifest.json").read_text())["worlds"] == 40
    assert read_result(long)[0].equals(held.worlds, check_metadata=True)


def test_how_rows_come_leaves_no_trace_in_the_file(tmp_path, long_from_ten):
    write_rows(table(), tmp_path / "whole")
    with RowWriter(tmp_path / "pieces") as writer:
        for first, rows in ((0, 7), (7, 0), (7, 40), (47, 3)):
            writer.add(table().slice(first, rows))
    assert (tmp_path / "whole").read_bytes() == (tmp_path / "pieces").read_bytes()
    assert pq.read_table(tmp_path / "whole").equals(table())
    write_rows(table(0), tmp_path / "none")
    assert pq.read_table(tmp_path / "none").equals(table(0))


def test_saved_rows_do_what_a_table_does(tmp_path, long_from_ten):
    write_rows(table(), tmp_path / "rows")
    rows = SavedRows(tmp_path / "rows")
    assert (rows.num_rows, rows.column_names) == (50, ["world", "us", "us.pace"])
    for name in rows.column_names:
        assert rows.column(name).to_pylist() == table().column(name).to_pylist()
        assert rows.column(name).num_chunks == 1
    for first, count in ((0, 1), (15, 2), (20, 30), (48, 10), (3, 0)):
        assert rows.slice(first, count).equals(table().slice(first, count))
    with pytest.raises(KeyError):
        rows.column("korea")


def test_a_full_disk_leaves_nothing_of_a_long_run(tmp_path, monkeypatch, long_from_ten):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    beside = prepare_folder(tmp_path / "run", force=False)
    monkeypatch.setattr(parquet.pq.ParquetWriter, "write_table", full)
    with pytest.raises(ResultError, match="run could not be written: No space left on device; nothing is left of it"):
        play_into(beside, tmp_path / "run", load(BASELINE), SETTINGS)
    assert not list(tmp_path.iterdir())
