"""Tables as datasets of xarray: axes by what names the rows, values and gaps as they were, in memory and in a file."""

import math

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from command import command
from runs import played

import sim
from sim.analysis.export.datasets import dataset_of
from sim.analysis.export.grids import grid_of
from sim.analysis.export.result_tables import ResultTable
from sim.core.errors import UserError

xarray = pytest.importorskip("xarray")
pytest.importorskip("h5netcdf")

BETAS = ("us.tactic.timed.beta", "korea.tactic.timed.beta")


def swept_rows(points, worlds, factors=("a", "b")):
    """Return the rows of a sweep as a table: points by their factors, worlds of each by its number."""
    held = [(p, *levels, w) for p, levels in enumerate(points) for w in worlds[p]]
    names = ["point", *factors, "world"]
    columns = {name: [row[k] for row in held] for k, name in enumerate(names)}
    rows = pa.table({**columns, "sum": [100.0 * row[0] + row[-1] for row in held]})
    axes = ((*factors, "world"), ("point", "world"))
    return ResultTable("rows", rows.schema, len(held), lambda: iter(rows.to_batches()), axes, ("point", *factors))


GRID = [(1.0, "x"), (1.0, "y"), (2.0, "x"), (2.0, "y")]


def test_a_full_grid_has_an_axis_for_each_factor():
    held = dataset_of(swept_rows(GRID, [[0, 1, 2]] * 4), xarray)
    assert dict(held.sizes) == {"a": 2, "b": 2, "world": 3}
    assert held["sum"].sel(a=2.0, b="x", world=1).item() == 201.0
    assert held["point"].dims == ("a", "b")
    assert held["point"].values.tolist() == [[0, 1], [2, 3]]
    assert "point" in held.coords


def test_a_world_that_failed_is_a_gap():
    held = dataset_of(swept_rows(GRID, [[0, 1], [0, 1], [1], [0, 1]]), xarray)
    assert dict(held.sizes) == {"a": 2, "b": 2, "world": 2}
    assert math.isnan(held["sum"].sel(a=2.0, b="x", world=0).item())
    assert held["sum"].sel(a=2.0, b="x", world=1).item() == 201.0
    assert int(held["sum"].count()) == 7


@pytest.mark.parametrize(
    "points",
    [[(1.0, "x"), (1.0, "y"), (2.0, "x")], [(1.0, "x"), (1.0, "x"), (2.0, "y"), (2.0, "y")], [(1.0, None), (2.0, "x")]],
    ids=["a hole", "points twice", "the scenario's own value"],
)
def test_what_is_no_full_grid_has_points_with_their_factors_as_coordinates(points):
    held = dataset_of(swept_rows(points, [[0, 1]] * len(points)), xarray)
    assert dict(held.sizes) == {"point": len(points), "world": 2}
    assert held["a"].dims == held["b"].dims == ("point",)
    assert {"a", "b"} <= set(held.coords)
    assert held["b"].values.tolist() == [b or "" for _, b in points]
    assert held["sum"].sel(point=1, world=1).item() == 101.0


def test_points_with_worlds_of_their_own_count_them_anew():
    held = dataset_of(swept_rows(GRID, [[0, 1], [2, 3], [4, 5], [6, 7]]), xarray)
    assert dict(held.sizes) == {"a": 2, "b": 2, "world_of_point": 2}
    assert held["world"].sel(a=2.0, b="y").values.tolist() == [6, 7]


def test_rows_that_nothing_names_lie_along_rows():
    rows = pa.table({"world": [0, 0, 1], "day": [3, 3, 4]})
    table = ResultTable("offers", rows.schema, 3, lambda: iter(rows.to_batches()))
    held = dataset_of(table, xarray)
    assert dict(held.sizes) == {"row": 3}
    assert not held.coords
    sparse = ResultTable("days", rows.schema, 3, lambda: iter(rows.to_batches()), (("world", "day"),))
    assert grid_of(sparse, rows).axes == ("row",)  # one row stands twice


def test_a_run_is_the_same_as_its_table():
    outcome = played("baseline", worlds=20)
    held = sim.to_xarray(outcome)
    assert dict(held.sizes) == {"world": 20}
    assert set(held.variables) == set(outcome.worlds.column_names)
    assert held["us_value"].attrs["units"] == "bn USD a year"
    assert held["us_value"].attrs["null"] == "without a deal in force at the end"
    assert held["agreed"].dtype == bool
    assert np.array_equal(held["day"].values, outcome.column("day"), equal_nan=True)
    days = outcome.worlds["date"].to_numpy(zero_copy_only=False).astype("datetime64[D]")
    assert np.array_equal(held["date"].values.astype("datetime64[D]"), days, equal_nan=True)
    makers = sim.to_xarray(outcome, "accounts")
    assert list(makers.sizes) == ["world", "maker", "quarter"]
    first = outcome.accounts.slice(0, 1).to_pylist()[0]
    assert makers["duty"].sel(world=0, maker=first["maker"], quarter=first["quarter"]).item() == first["duty"]


@pytest.fixture(scope="module")
def files(run_folder, tmp_path_factory):
    place = tmp_path_factory.mktemp("netcdf") / "out"
    done = command("export", run_folder, "--xarray", "--out", place)
    assert done.returncode == 0, done.stderr
    return place


def test_a_file_has_the_values_the_gaps_and_the_types(run_folder, files):
    rows = pq.read_table(run_folder / "worlds.parquet")
    with xarray.open_dataset(files / "worlds.nc") as read:
        assert set(read.variables) == set(rows.column_names)
        for name in ("day", "ratified", "us_value", "world", "agreed", "winner"):
            values = [None if value != value else value for value in read[name].values.tolist()]
            assert values == rows[name].to_pylist(), name
        dates = read["date"].values.astype("datetime64[D]").tolist()
        assert dates == rows["date"].to_pylist()
        assert read["proposer"].values.tolist() == [value or "" for value in rows["proposer"].to_pylist()]
        assert read["day"].attrs["units"] == "day"
        assert float(read["day"].mean()) == pytest.approx(rows["day"].to_pandas().mean())
    with xarray.open_dataset(files / "worlds.nc", decode_cf=False) as stored:
        kinds = {name: stored[name].dtype for name in ("day", "ratified", "agreed", "us_value", "date")}
        assert kinds == {"day": "i8", "ratified": "i1", "agreed": bool, "us_value": "f8", "date": "i4"}


def test_a_sweep_over_a_grid_has_its_levels_as_coordinates(grid_folder):
    swept = sim.open_sweep(grid_folder)
    held = sim.to_xarray(swept)
    assert dict(held.sizes) == {BETAS[0]: 10, BETAS[1]: 10, "world": 2}
    assert held[BETAS[0]].attrs["units"] == "ratio"
    shares = held["agreed"].mean("world")
    for row in swept.points(["agreed"]).to_pylist():
        assert shares.sel({name: row[name] for name in BETAS}).item() == row["agreed_mean"]


def test_a_table_that_is_not_there_is_refused(run_folder):
    with pytest.raises(UserError, match=r"the result has no table world\. .*worlds"):
        sim.to_xarray(run_folder, "world")


def test_without_the_library_one_line_says_what_to_install(run_folder, tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "h5netcdf", None)
    done = command("export", run_folder, "--xarray", "--out", tmp_path / "out")
    assert done.returncode == 1
    wanted = "--xarray needs xarray and h5netcdf, which are not installed: pip install 'ninety-days[xarray]'\n"
    assert done.stderr == wanted
    assert not list(tmp_path.iterdir())
