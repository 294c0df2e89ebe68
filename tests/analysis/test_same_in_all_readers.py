"""One result, three libraries: pandas, polars and DuckDB find the same types, nulls and group means."""

import datetime as dt

import duckdb
import pandas
import polars
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from command import command

import sim

KINDS = {  # Arrow's type -> what it is called in pandas, polars and DuckDB
    "bool": ("bool[pyarrow]", "Boolean", "BOOLEAN"),
    "int32": ("int32[pyarrow]", "Int32", "INTEGER"),
    "int64": ("int64[pyarrow]", "Int64", "BIGINT"),
    "double": ("double[pyarrow]", "Float64", "DOUBLE"),
    "string": ("string[pyarrow]", "String", "VARCHAR"),
    "date32[day]": ("date32[day][pyarrow]", "Date", "DATE"),
}
TABLES = ["worlds", "accounts", "days", "offers"]


@pytest.fixture(scope="module")
def exported(run_folder, tmp_path_factory):
    place = tmp_path_factory.mktemp("export") / "out"
    assert command("export", run_folder, "--csv", "--arrow", "--out", place).returncode == 0
    return place


def mean_by(rows, group, value):
    """Return the mean of each group, by adding up rows in plain Python."""
    held = {}
    for row in rows:
        if row[value] is not None:
            held.setdefault(row[group], []).append(float(row[value]))
    return {name: sum(values) / len(values) for name, values in held.items()}


def means_in_libraries(files, group, value):
    """Return the mean of each group, nulls left out, as each library has it from Parquet files."""
    names = [str(file) for file in files]
    frame = pandas.concat([pandas.read_parquet(name, dtype_backend="pyarrow") for name in names])
    lines = polars.scan_parquet(names).group_by(group).agg(polars.col(value).cast(polars.Float64).mean()).collect()
    asked = f'select "{group}", avg("{value}"::double) from read_parquet({names}) group by 1'
    return {
        "pandas": frame.groupby(group)[value].mean().to_dict(),
        "polars": dict(lines.iter_rows()),
        "duckdb": dict(duckdb.sql(asked).fetchall()),
    }


def types_in_libraries(file):
    """Return the type of each column as each library has it from a Parquet file."""
    frame = pandas.read_parquet(file, dtype_backend="pyarrow")
    table = duckdb.sql(f"select * from read_parquet('{file}')")
    return (
        {name: str(kind) for name, kind in frame.dtypes.items()},
        {name: str(kind) for name, kind in polars.read_parquet_schema(file).items()},
        dict(zip(table.columns, map(str, table.types), strict=True)),
    )


@pytest.mark.parametrize("table", TABLES)
def test_a_table_has_the_same_types_in_all(run_folder, table):
    file = run_folder / f"{table}.parquet"
    for place, found in enumerate(types_in_libraries(file)):
        assert found == {field.name: KINDS[str(field.type)][place] for field in pq.read_schema(file)}


@pytest.mark.parametrize("value", ["korea_value_filled", "us_value", "agreed", "ratified", "day"])
def test_a_run_has_the_same_group_means_in_all(run_folder, value):
    file = run_folder / "worlds.parquet"
    wanted = mean_by(pq.read_table(file).to_pylist(), "winner", value)
    assert len(wanted) > 1
    for name, found in means_in_libraries([file], "winner", value).items():
        assert found == pytest.approx(wanted, rel=1e-12), name


def test_nulls_are_as_many_in_all(run_folder):
    file = run_folder / "worlds.parquet"
    rows = pq.read_table(file)
    wanted = {name: rows[name].null_count for name in ("day", "date", "us_value", "ratified", "proposer")}
    assert all(0 < count < rows.num_rows for count in wanted.values())
    frame, lines = pandas.read_parquet(file, dtype_backend="pyarrow"), polars.read_parquet(file)
    assert {name: int(frame[name].isna().sum()) for name in wanted} == wanted
    assert {name: lines[name].null_count() for name in wanted} == wanted
    asked = ", ".join(f"count(*) - count({name})" for name in wanted)
    assert duckdb.sql(f"select {asked} from '{file}'").fetchall() == [tuple(wanted.values())]


def test_a_sweep_has_the_same_points_and_types_in_all(grid_folder):
    swept = sim.open_sweep(grid_folder)
    files = [part.path for part in swept.parts]
    told = swept.points(["agreed"]).to_pylist()
    for name, found in means_in_libraries(files, "point", "agreed").items():
        assert found == {row["point"]: row["agreed_mean"] for row in told}, name
    for place, found in enumerate(types_in_libraries(files[0])):
        assert found == {field.name: KINDS[str(field.type)][place] for field in pq.read_schema(files[0])}


def test_points_have_their_factors_so_that_they_can_be_grouped_by_them(grid_folder):
    swept = sim.open_sweep(grid_folder)
    factors = ["us.tactic.timed.beta", "korea.tactic.timed.beta"]
    points = swept.points(["agreed"])
    assert points.column_names == ["point", *factors, "worlds", "agreed_mean", "agreed_count"]
    assert points.select(factors).equals(swept.design)
    by_level = points.group_by(factors[0]).aggregate([("agreed_mean", "mean")]).to_pylist()
    found = {row[factors[0]]: row["agreed_mean_mean"] for row in by_level}
    assert found == pytest.approx(mean_by(swept.table().to_pylist(), factors[0], "agreed"), rel=1e-12)


def test_a_csv_has_the_same_means_and_types_in_all(exported, run_folder):
    file = exported / "worlds.csv"
    wanted = mean_by(pq.read_table(run_folder / "worlds.parquet").to_pylist(), "winner", "korea_value_filled")
    frame = pandas.read_csv(file, parse_dates=["date"])
    lines = polars.read_csv(file, try_parse_dates=True)
    table = duckdb.sql(f"select * from read_csv('{file}')")
    means = {
        "pandas": frame.groupby("winner")["korea_value_filled"].mean().to_dict(),
        "polars": dict(lines.group_by("winner").agg(polars.col("korea_value_filled").mean()).iter_rows()),
        "duckdb": dict(table.aggregate("winner, avg(korea_value_filled)", "winner").fetchall()),
    }
    for name, found in means.items():
        assert found == pytest.approx(wanted, rel=1e-12), name
    kinds = dict(zip(table.columns, map(str, table.types), strict=True))
    assert (kinds["agreed"], kinds["date"], kinds["us_value"]) == ("BOOLEAN", "DATE", "DOUBLE")
    assert (lines.schema["agreed"], lines.schema["date"]) == (polars.Boolean, polars.Date)
    assert (frame["agreed"].dtype, frame["date"].dtype.kind) == (bool, "M")


def test_an_arrow_file_is_not_compressed_so_that_every_build_of_arrow_reads_it(exported):
    rows = polars.read_ipc(exported / "worlds.arrow")
    assert rows.schema["date"] == polars.Date
    assert rows["date"].drop_nulls().min() >= dt.date(2025, 4, 9)
    with pa.memory_map(str(exported / "worlds.arrow")) as file:
        before = pa.total_allocated_bytes()
        held = pa.ipc.open_file(file).read_all()
        assert held.nbytes > pa.total_allocated_bytes() - before  # compressed columns would have been unpacked
