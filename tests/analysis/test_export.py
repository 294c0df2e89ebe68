"""What is exported is what was saved: the same rows, types and gaps in CSV, Arrow, Excel and Stata."""

import datetime as dt
import json
import shutil

import openpyxl
import pandas
import polars
import pyarrow as pa
import pyarrow.csv as pc
import pyarrow.ipc as ipc
import pyarrow.parquet as pq
import pytest
from command import command

from sim.analysis.export.formats import SHEET_ROWS, require_sheets
from sim.analysis.export.result_tables import ResultTable, result_tables
from sim.analysis.export.stata import stata_names
from sim.core.errors import UserError

TABLES = ["worlds", "accounts", "days", "offers"]


@pytest.fixture(scope="module")
def exported(run_folder, tmp_path_factory):
    place = tmp_path_factory.mktemp("export") / "out"
    done = command("export", run_folder, "--csv", "--xlsx", "--stata", "--arrow", "--out", place)
    assert done.returncode == 0, done.stderr
    return place


@pytest.fixture(scope="module")
def saved(run_folder):
    return pq.read_table(run_folder / "worlds.parquet")


@pytest.mark.parametrize("table", TABLES)
def test_csv_has_the_rows_to_the_last_digit(run_folder, exported, table):
    rows = pq.read_table(run_folder / f"{table}.parquet")
    types = pc.ConvertOptions(column_types={f.name: f.type for f in rows.schema}, strings_can_be_null=True)
    read = pc.read_csv(exported / f"{table}.csv", convert_options=types)
    assert read.equals(rows.replace_schema_metadata(None).cast(read.schema))


@pytest.mark.parametrize("table", TABLES)
def test_arrow_has_the_rows_and_what_is_said_of_the_columns(run_folder, exported, table):
    read = ipc.open_file(exported / f"{table}.arrow").read_all()
    assert read.equals(pq.read_table(run_folder / f"{table}.parquet"))
    if table == "worlds":
        assert read.schema.field("us_value").metadata[b"unit"] == b"bn USD a year"


def test_a_workbook_has_the_rows_with_dates_as_dates_and_empty_cells(saved, exported):
    book = openpyxl.load_workbook(exported / "tables.xlsx", read_only=True)
    assert book.sheetnames == TABLES
    heading, *rows = book["worlds"].iter_rows(values_only=True)
    assert list(heading) == saved.column_names
    assert len(rows) == 60
    for row, said in zip(rows, saved.to_pylist(), strict=True):
        cells = dict(zip(heading, row, strict=True))
        day = cells.pop("date")
        assert (day and day.date()) == said.pop("date")
        assert cells.keys() == said.keys()
        for name, value in said.items():  # openpyxl writes 16 digits, a double has up to 17
            assert cells[name] == (pytest.approx(value, rel=1e-15) if isinstance(value, float) else value)
    assert any(dict(zip(heading, row, strict=True))["day"] is None for row in rows)  # gaps were among them


def test_stata_has_the_rows_with_the_names_as_labels(saved, exported):
    read = pandas.read_stata(exported / "worlds.dta")
    assert list(read["us_value"].dropna()) == [value for value in saved["us_value"].to_pylist() if value is not None]
    assert list(read["agreed"]) == [float(value) for value in saved["agreed"].to_pylist()]
    dates = [None if pandas.isna(value) else value.date() for value in read["date"]]
    assert dates == saved["date"].to_pylist()
    with pandas.read_stata(exported / "worlds.dta", iterator=True) as reader:
        assert set(reader.variable_labels().values()) == {name[:80] for name in saved.column_names}


def test_names_for_stata_are_legal_and_differ():
    long = "korea.governments.caretaker.audience_cost"
    found = stata_names([long, f"{long}.other", "2025", "plain", "a.b", "a_b"])
    assert found == [
        "korea_governments_caretaker_audi",
        "korea_governments_caretaker_au_2",
        "_2025",
        "plain",
        "a_b",
        "a_b_2",
    ]


def test_the_dictionary_says_of_every_column_what_it_is(run_folder, exported):
    said = pc.read_csv(exported / "columns.csv").to_pylist()
    columns = {(table.name, name) for table in result_tables(run_folder) for name in table.schema.names}
    assert {(row["table"], row["column"]) for row in said} == columns
    assert [row for row in said if not row["meaning"]] == []
    by = {(row["table"], row["column"]): row for row in said}
    assert by["worlds", "us_value"]["unit"] == "bn USD a year"
    assert by["accounts", "duty_won"]["unit"] == "bn KRW"
    assert by["offers", "lng"]["unit"] == by["worlds", "lng"]["unit"] == "million tonnes a year"
    assert by["worlds", "date"]["type"] == "date32[day]"


def test_a_sweep_gives_its_points_with_their_factors_and_its_rows(grid_folder, tmp_path):
    done = command("export", grid_folder, "--out", tmp_path / "out", "--json")
    assert json.loads(done.stdout)["files"] == ["columns.csv", "manifest.json", "points.csv", "rows.csv"]
    points = pc.read_csv(tmp_path / "out" / "points.csv")
    rows = pc.read_csv(tmp_path / "out" / "rows.csv")
    assert points.column_names[0] == "point"
    assert len(points.column_names) == 3  # and two factors
    assert points["point"].to_pylist() == sorted(set(rows["point"].to_pylist()))
    said = pc.read_csv(tmp_path / "out" / "columns.csv").to_pylist()
    assert [row for row in said if not row["meaning"]] == []
    factors = [row for row in said if row["column"] == "us.tactic.timed.beta"]
    assert [(row["table"], row["unit"]) for row in factors] == [("points", "ratio"), ("rows", "ratio")]


def test_an_export_has_the_dictionary_of_its_result(run_folder, exported):
    assert (exported / "columns.csv").read_text() == (run_folder / "columns.csv").read_text()


@pytest.mark.parametrize("text", ['{"worlds": ', "[]", None], ids=["cut", "a list", "gone"])
def test_a_result_whose_manifest_is_damaged_is_not_exported(run_folder, tmp_path, text):
    place = tmp_path / "damaged"
    shutil.copytree(run_folder, place)
    (place / "manifest.json").unlink()
    if text is not None:
        (place / "manifest.json").write_text(text)
    done = command("export", place, "--out", tmp_path / "out")
    assert done.returncode == 1
    wanted = f"{place} is no result folder: it has no manifest.json" if text is None else f"{place} cannot be read: "
    assert done.stderr.startswith(wanted)
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("verb", ["export", "show"])
def test_a_name_that_is_too_long_is_said_in_one_line(tmp_path, verb):
    done = command(verb, "a" * 300, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (1, f"{'a' * 60}... is no result folder: its name is too long\n")


def test_a_folder_whose_export_would_have_too_long_a_name_asks_for_another(run_folder, tmp_path):
    renamed = tmp_path / ("c" * 250)
    shutil.copytree(run_folder, renamed)
    done = command("export", renamed, cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.endswith("cannot be written: File name too long; nothing was run. Choose another --out\n")
    assert done.stderr.count("\n") == 1


def test_what_holds_no_result_is_refused_and_nothing_is_left(tmp_path):
    (tmp_path / "empty").mkdir()
    done = command("export", tmp_path / "empty", "--out", tmp_path / "out")
    assert done.returncode == 1
    assert "holds no tables of a result" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["empty"]


def test_a_table_that_no_sheet_holds_is_refused():
    large = ResultTable("worlds", pa.schema([("world", pa.int64())]), SHEET_ROWS, lambda: iter(()))
    with pytest.raises(UserError, match=r"a sheet holds 1,048,575 below its heading\. Use --csv"):
        require_sheets([large])


def test_a_date_of_the_arrow_file_is_a_date_in_polars(exported):
    dates = polars.read_ipc(exported / "worlds.arrow")["date"]
    assert dates.dtype == polars.Date
    assert dates.drop_nulls().min() >= dt.date(2025, 4, 9)
