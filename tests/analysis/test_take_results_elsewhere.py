"""The page on other programs: its Python runs as written, one block after the other, and gives what it shows."""

import math
import re

import pytest
from command import command
from doc_output import missing_lines
from places import DOCS
from runs import played

PAGE = (DOCS / "how-to" / "take_results_elsewhere.md").read_text(encoding="utf-8")
BLOCKS = {
    title: re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    for title, text in (part.split("\n", 1) for part in PAGE.split("\n## ")[1:])
}


@pytest.fixture(scope="module")
def place(run_folder, grid_folder, tmp_path_factory):
    """Return a folder with the results that the page names."""
    here = tmp_path_factory.mktemp("elsewhere")
    (here / "results").mkdir()
    (here / "results" / "baseline-1").symlink_to(run_folder)
    (here / "results" / "pace").symlink_to(grid_folder)
    return here


def held_after(place, monkeypatch, *titles):
    """Return the names that the blocks of some parts of the page leave."""
    monkeypatch.chdir(place)
    held = {}
    for title in titles:
        for block in BLOCKS[title]:
            exec(block, held)
    return held


@pytest.fixture
def wanted(place):
    """Return the mean of each group, by adding up rows in plain Python."""
    import pyarrow.parquet as pq

    groups = {}
    for row in pq.read_table(place / "results" / "baseline-1" / "worlds.parquet").to_pylist():
        groups.setdefault(row["winner"], []).append(row["korea_value_filled"])
    return {name: math.fsum(values) / len(values) for name, values in groups.items()}


def test_the_page_has_python_for_each_library():
    assert [title for title, found in BLOCKS.items() if found] == ["pandas", "polars", "DuckDB", "A sweep", "xarray"]


def test_pandas_polars_and_duckdb_agree(place, monkeypatch, wanted):
    read = {
        "pandas": lambda means: means.to_dict(),
        "polars": lambda means: dict(means.iter_rows()),
        "DuckDB": lambda means: dict(means.fetchall()),
    }
    for title, as_dict in read.items():
        means = as_dict(held_after(place, monkeypatch, title)["means"])
        assert means == pytest.approx(wanted, rel=1e-12), title


def test_a_sweep_is_a_table_of_its_factors(place, monkeypatch):
    held = held_after(place, monkeypatch, "DuckDB", "A sweep")
    assert held["table"].shape == (10, 10)
    shares = dict(held["shares"].fetchall())
    assert shares == pytest.approx(held["points"].groupby("us.tactic.timed.beta")["agreed_mean"].mean().to_dict())


def test_xarray_gives_the_same(place, monkeypatch, wanted):
    pytest.importorskip("xarray")
    pytest.importorskip("h5netcdf")
    done = command("export", "results/baseline-1", "--xarray", "--out", "results/baseline-1-export-1", cwd=place)
    assert done.returncode == 0, done.stderr
    held = held_after(place, monkeypatch, "xarray")
    assert held["days"].dims == ("us.tactic.timed.beta", "korea.tactic.timed.beta")
    assert held["firm"].size == 10
    means = held["means"]
    found = dict(zip(means["winner"].values.tolist(), means.values.tolist(), strict=True))
    assert found == pytest.approx(wanted, rel=1e-12)
    held["worlds"].close()
    shown = re.search(r"^    <xarray.*?(?=^\S)", PAGE, re.DOTALL | re.MULTILINE)[0]
    assert missing_lines(shown.splitlines(), repr(held["firm"]), exact=False) == []  # in fewer worlds than the page


def test_the_means_that_the_page_shows_are_those_of_the_baseline():
    shown = {name: float(mean) for name, mean in re.findall(r"^    (\w+_\w+) +(\d\.\d{6})$", PAGE, re.MULTILINE)}
    rows = played("baseline").worlds.group_by("winner").aggregate([("korea_value_filled", "mean")]).to_pylist()
    found = {row["winner"]: row["korea_value_filled_mean"] for row in rows}
    assert shown == pytest.approx(found, abs=5e-7)
    assert played("baseline").worlds["date"].null_count == 548


def test_the_rows_of_the_dictionary_that_the_page_shows_are_there(place):
    held = (place / "results" / "baseline-1" / "columns.csv").read_text(encoding="utf-8").splitlines()
    shown = re.findall(r"^    ((?:table|worlds),.*)$", PAGE, re.MULTILINE)
    assert len(shown) == 4
    assert set(shown) <= set(held)
