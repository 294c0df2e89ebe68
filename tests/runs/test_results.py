"""Result folders: whole or not there, and repeatable from themselves."""

import json

import pyarrow.parquet as pq
import pytest
from places import SCENARIOS
from runs import played

from sim.runs import parquet, results
from sim.runs.folder import ResultError, free_folder, prepare_folder
from sim.runs.results import Extras
from sim.runs.run import run
from sim.scenario.columns import COLUMNS
from sim.scenario.loading import load

EXTRAS = Extras("ten lines", {"deals": b"png"}, lambda made: f"<html>{made['seed']}</html>", "sim run", 1.0)


@pytest.fixture(scope="module")
def outcome():
    return run(load(SCENARIOS / "early_japan.yaml", ["korea.tactic.timed.beta=0.4"]), 6, 0)


def saved(outcome, out, force=False):
    return results.save_run(outcome, prepare_folder(out, force), out, EXTRAS, force=force)


def test_a_folder_holds_what_its_page_says(outcome, tmp_path):
    folder = saved(outcome, tmp_path / "run")
    names = {str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file()}
    assert names == {
        *(
            "accounts.parquet",
            "worlds.parquet",
            "days.parquet",
            "offers.parquet",
            "scenario.yaml",
            "summary.txt",
            "columns.csv",
            "manifest.json",
        ),
        *("figures/deals.png", "report.html"),
    }
    assert pq.read_table(folder / "worlds.parquet").equals(outcome.worlds)
    assert [p.name for p in tmp_path.iterdir()] == ["run"]


def test_the_manifest_says_how_it_was_made(outcome, tmp_path):
    held = json.loads((saved(outcome, tmp_path / "run") / "manifest.json").read_text())
    assert (held["worlds"], held["seed"], held["scenario"]) == (6, 0, "early_japan")
    assert held["versions"]["numpy"]
    assert set(held["commit"]) == {"id", "clean"}
    assert held["worlds_per_second"] == 6.0


@pytest.mark.parametrize("name", ["baseline", "japan_played"])
def test_every_column_of_a_run_has_a_meaning(name):
    assert all(field.metadata[b"meaning"] for field in played(name, worlds=20).worlds.schema)


def test_a_column_that_is_not_described_is_refused(monkeypatch):
    others = {name: said for name, said in COLUMNS.items() if name != "lapsed"}  # their order is that of the pages
    monkeypatch.setattr("sim.runs.outcome_table.COLUMNS", others)
    with pytest.raises(ValueError, match="the column lapsed is explained nowhere: give it a unit and a meaning"):
        run(load(SCENARIOS / "baseline.yaml", ["seed=94"]), 2, 1)  # whose schema is not known yet


def test_a_run_is_repeated_exactly_from_its_folder(outcome, tmp_path):
    loaded, settings = results.load_to_repeat(saved(outcome, tmp_path / "run"))
    again = run(loaded, settings.worlds, settings.seed, first=settings.first, chunk=settings.chunk)
    assert again.worlds.equals(outcome.worlds)
    assert loaded.scenario == outcome.loaded.scenario


def test_an_existing_folder_is_refused_and_left_alone(outcome, tmp_path):
    folder = saved(outcome, tmp_path / "run")
    before = (folder / "manifest.json").read_text()
    with pytest.raises(ResultError, match="exists; nothing was run"):
        prepare_folder(folder, force=False)
    assert (folder / "manifest.json").read_text() == before


def test_force_replaces_a_result_but_nothing_else(outcome, tmp_path):
    folder = saved(outcome, tmp_path / "run")
    saved(outcome, folder, force=True)
    assert [p.name for p in tmp_path.iterdir()] == ["run"]
    other = tmp_path / "thesis"
    other.mkdir()
    (other / "chapter.txt").write_text("years of work")
    with pytest.raises(ResultError, match="no result folder"):
        prepare_folder(other, force=True)
    assert (other / "chapter.txt").read_text() == "years of work"


def test_a_place_that_cannot_be_written_is_told_before_anything_runs(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    with pytest.raises(ResultError, match=r"cannot be written.*nothing was run"):
        prepare_folder(blocked / "run", force=False)


def test_a_write_that_fails_leaves_nothing_behind(outcome, tmp_path, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    out = tmp_path / "run"
    beside = prepare_folder(out, force=False)
    monkeypatch.setattr(parquet.pq, "ParquetWriter", full)
    with pytest.raises(ResultError, match="No space left on device; nothing is left of it"):
        results.save_run(outcome, beside, out, EXTRAS)
    assert not list(tmp_path.iterdir())


def test_numbers_go_up(tmp_path):
    assert free_folder(tmp_path, "baseline").name == "baseline-1"
    (tmp_path / "baseline-1").mkdir()
    assert free_folder(tmp_path, "baseline").name == "baseline-2"


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda d: (d / "manifest.json").unlink(), "no result folder: it has no manifest.json"),
        (lambda d: (d / "worlds.parquet").unlink(), "no result folder: it has no worlds.parquet"),
        (lambda d: (d / "worlds.parquet").write_bytes(b"junk"), "cannot be read"),
        (lambda d: (d / "manifest.json").write_text("{"), "cannot be read"),
    ],
)
def test_a_spoilt_folder_is_named(outcome, tmp_path, spoil, message):
    folder = saved(outcome, tmp_path / "run")
    spoil(folder)
    with pytest.raises(ResultError, match=message):
        results.read_result(folder)


def test_offers_are_kept_in_full(outcome):
    offers = results.offer_table(outcome).to_pylist()
    assert {o["world"] for o in offers} == set(range(6))
    assert {o["proposer"] for o in offers} == {"us", "korea"}
    taken = [o for o in offers if o["accepted"]]
    first = outcome.worlds.column("first_signature").to_pylist()
    assert sorted({o["world"] for o in taken}) == [w for w, day in enumerate(first) if day is not None]


def test_a_scenario_that_was_changed_since_is_not_repeated(outcome, tmp_path):
    folder = saved(outcome, tmp_path / "run")
    played = folder / "scenario.yaml"
    played.write_text(played.read_text().replace("seed: ", "seed: 1"))
    with pytest.raises(ResultError, match="was changed since"):
        results.load_to_repeat(folder)


def test_a_folder_that_appeared_meanwhile_is_left_alone(outcome, tmp_path):
    out = tmp_path / "run-1"
    first = prepare_folder(out, force=False)
    results.save_run(outcome, first, out, EXTRAS)
    before = (out / "manifest.json").read_text()
    again = prepare_folder(tmp_path / "other", force=False)
    with pytest.raises(ResultError, match="could not be written"):
        results.save_run(outcome, again, out, EXTRAS)
    numbered = prepare_folder(tmp_path / "other", force=False)
    assert results.save_run(outcome, numbered, out, EXTRAS, any_number=True).name == "run-2"
    assert (out / "manifest.json").read_text() == before


def test_the_current_folder_is_no_result_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ResultError, match="nothing was run"):
        prepare_folder(tmp_path, force=True)
