"""Reference runs: kept small, the same when played again, and never moved without an entry in RESULTS.md."""

import getpass
import re
import shutil
import socket
from functools import cache

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from places import ROOT

from sim.analysis.validation.reference.digests import reference_digest
from sim.analysis.validation.reference.repeat import judge_reference, kept_tables, reference_folders

KEPT = ROOT / "results/reference"
FOLDERS = {folder.name: folder for folder in reference_folders(KEPT)}
LOG = (ROOT / "RESULTS.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `(\w+)` \| `([0-9a-f]{16})` \| (.+) \|$", re.MULTILINE)


@cache  # played once, in whatever order tests come
def judged(name):
    return judge_reference(FOLDERS[name])


@pytest.mark.parametrize("name", FOLDERS)
def test_a_reference_is_the_same_to_1e_9_wherever_it_is_played(name):
    verdict = judged(name)
    told = {name: found.in_words() for name, found in verdict.tables.items() if not found.agrees}
    assert not told, told


@pytest.mark.parametrize("name", FOLDERS)
def test_a_reference_is_the_same_bit_for_bit_on_its_own_versions_and_arithmetic(name):
    verdict = judged(name)
    if verdict.apart:
        pytest.skip(f"held to 1e-9: {'; '.join(verdict.apart)}")
    told = {name: found.in_words() for name, found in verdict.tables.items() if not found.identical}
    assert not told, told


def test_the_digests_of_the_log_are_those_of_the_folders():
    assert {name: found for name, found, _ in ROW.findall(LOG)} == {
        name: reference_digest(folder) for name, folder in FOLDERS.items()
    }


def test_each_digest_stands_in_the_entry_that_it_names():
    entries = dict(part.split("\n", 1) for part in re.split(r"^## ", LOG, flags=re.MULTILINE)[1:])
    for name, found, entry in ROW.findall(LOG):
        assert f"`{name}` `{found}`" in " ".join(entries[entry].split())


def test_the_digest_moves_with_any_cell(tmp_path):
    copy = tmp_path / "copy"
    shutil.copytree(FOLDERS["textbook_tactics"], copy)
    assert reference_digest(copy) == reference_digest(FOLDERS["textbook_tactics"])
    spoil(copy)
    assert reference_digest(copy) != reference_digest(FOLDERS["textbook_tactics"])


def spoil(folder):
    """Change one figure of one world."""
    rows = pq.read_table(folder / "worlds.parquet")
    values = rows.column("us_value").to_pylist()
    values[3] = (values[3] or 0.0) + 0.5
    place = rows.column_names.index("us_value")
    pq.write_table(rows.set_column(place, "us_value", pa.array(values, pa.float64())), folder / "worlds.parquet")


def test_references_name_no_machine_and_no_place():
    for file in (*KEPT.rglob("*.json"), *KEPT.rglob("*.yaml")):
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"""(^|[\s"'=])(/|[A-Z]:\\|~/)\w""", text), file
        for word in (socket.gethostname(), getpass.getuser(), str(ROOT)):
            assert word.lower() not in re.split(r"[^\w./-]+", text.lower()), (file, word)


def test_references_stay_small_and_hold_their_tables():
    assert sum(file.stat().st_size for file in KEPT.rglob("*") if file.is_file()) < 1_000_000
    assert all(table.num_rows for folder in FOLDERS.values() for table in kept_tables(folder).values())


def test_a_reference_that_moved_is_told_and_ends_with_1(ended, tmp_path, monkeypatch):
    place = tmp_path / "results/reference/textbook_tactics"
    shutil.copytree(FOLDERS["textbook_tactics"], place)
    spoil(place)
    monkeypatch.chdir(tmp_path)
    status, out, err = ended("validate", "--reference")
    assert (status, err) == (1, "")
    moved = r"not the same: us_value in 1 of 24 rows by up to 0\.\d+"
    assert re.search(f"FAIL  textbook_tactics  worlds    {moved}", out)
    assert "0 of 1 references stand" in out
    status, out, err = ended("run", "--from", place, "--no-figures", "--out", tmp_path / "again")
    assert (status, err) == (0, "")
    assert re.search(f"the rows are {moved}", out)


def test_a_run_and_a_sweep_are_repeated_from_their_folders(ended, tmp_path):
    for name in ("textbook_tactics", "pace_grid"):
        status, out, err = ended("run", "--from", FOLDERS[name], "--no-figures", "--out", tmp_path / name)
        assert (status, err) == (0, "")
        assert re.search(rf"repeats     .*{name}: the rows are the same", out)
    status, _, err = ended("run", "--from", FOLDERS["pace_grid"], "--story")
    assert status == 2
    assert "is a sweep: leave out --story and --theory" in " ".join(err.split())


def test_without_references_one_line_says_so(ended, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    status, out, err = ended("validate", "--reference")
    assert (status, out) == (1, "")
    assert "results/reference holds no reference runs" in err
