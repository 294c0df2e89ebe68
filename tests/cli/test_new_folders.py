"""What a command leaves of a result folder that it could not finish, and what it says of one that it cannot read."""

import pyarrow as pa
import pytest

from sim.cli.output import Saving, begin_folder
from sim.runs.folder import ResultError, sound_result

NUMBERED = Saving(out=None, force=False, figures=False)


def interrupt(saving):
    with pytest.raises(KeyboardInterrupt), begin_folder(saving, "compare"):
        raise KeyboardInterrupt


def test_an_interrupted_command_leaves_no_folder_that_it_made(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    interrupt(NUMBERED)
    interrupt(Saving(out=tmp_path / "a" / "b" / "c", force=False, figures=False))
    assert not list(tmp_path.iterdir())


def test_an_interrupted_command_leaves_folders_that_were_there(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "results").mkdir()
    interrupt(NUMBERED)
    assert [path.name for path in tmp_path.rglob("*")] == ["results"]


def test_a_finished_command_keeps_what_it_made(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with begin_folder(NUMBERED, "compare") as folder:
        folder.staging.rename(folder.place)
    assert (tmp_path / "results" / "compare-1").is_dir()


def test_what_a_library_says_of_a_damaged_file_ends_with_one_point(tmp_path):
    with pytest.raises(ResultError) as told, sound_result(tmp_path):
        raise pa.ArrowInvalid("This is no Parquet file.")
    assert str(told.value) == f"{tmp_path} cannot be read: This is no Parquet file. Play it again, or restore it"
