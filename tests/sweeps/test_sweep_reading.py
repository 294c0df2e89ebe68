"""Reading a sweep: in design order, a little at a time, the same whatever the chunks."""

import tracemalloc

import numpy as np
import pyarrow as pa
import pytest
import sweeps
from sweeps import BETA, TACTIC

import sim
from sim.runs.folder import ResultError
from sim.sweeps.execution import engines
from sim.sweeps.execution.fill import fill
from sim.sweeps.overview import median, sweep_overview
from sim.sweeps.storage import parts
from sim.sweeps.storage.digest import rows_hash
from sim.sweeps.storage.merge import rebatch, tables_in_order
from sim.sweeps.storage.reader import Sweep

CHUNKS = (7, 100, 5000)
MEASURES = ["agreed", "auto_tariff", "day"]


@pytest.fixture(scope="module")
def swept(tmp_path_factory):
    """Return the same sweep by chunks of several sizes."""
    place, found = tmp_path_factory.mktemp("sweeps"), {}
    with pytest.MonkeyPatch.context() as patch:
        sweeps.install(patch.setattr)
        for chunk in CHUNKS:
            folder = sweeps.made(place / str(chunk), chunk=chunk)
            fill(folder, lambda: engines.local_engine("inline"))
            found[chunk] = Sweep(folder)
    return found


def test_rows_stand_by_point_then_world(swept):
    for each in swept.values():
        table = each.table(["point", "world"])
        points, worlds = (table.column(name).to_numpy() for name in ("point", "world"))
        assert np.array_equal(points, np.repeat(np.arange(sweeps.POINTS), sweeps.WORLDS))
        assert np.array_equal(worlds, np.tile(np.arange(sweeps.WORLDS), sweeps.POINTS))


def test_rows_and_hash_do_not_depend_on_the_chunks(swept):
    tables = [each.table() for each in swept.values()]
    assert all(table.equals(tables[0]) for table in tables)
    assert len({each.hash() for each in swept.values()}) == 1
    assert len({each.manifest["hash"] for each in swept.values()}) == 1


def test_batches_have_one_size_whatever_the_parts(swept):
    for each in swept.values():
        sizes = [batch.num_rows for batch in each.batches(["day"], size=64)]
        assert sizes == [64] * 18 + [48]
        assert each.table(["day"]).column_names == ["day"]


def test_means_are_those_of_the_rows_bit_for_bit(swept):
    found = [each.points(MEASURES) for each in swept.values()]
    assert all(table.equals(found[0]) for table in found)
    table = swept[100].table()
    for point in (0, 7, 29):
        rows = table.filter(pa.compute.equal(table.column("point"), point))
        assert found[0].column("worlds")[point].as_py() == len(rows)
        for name in MEASURES:
            values = rows.column(name).drop_null().cast(pa.float64()).to_numpy()
            assert found[0].column(f"{name}_count")[point].as_py() == len(values)
            assert found[0].column(f"{name}_mean")[point].as_py() == pytest.approx(values.mean(), rel=1e-14)


def test_means_do_not_depend_on_how_the_rows_are_read(swept, monkeypatch):
    whole = swept[100].points(MEASURES)
    for size in (1, 17, 40, 41, 1000):
        monkeypatch.setattr(Sweep.batches, "__defaults__", (None, size))
        assert swept[100].points(MEASURES).equals(whole)


def test_a_point_without_values_has_a_null_mean(tmp_path, monkeypatch):
    sweeps.install(monkeypatch.setattr)
    monkeypatch.setenv("SWEEP_FAIL", "0")
    folder = sweeps.made(tmp_path / "a", worlds=1, points=3)
    fill(folder, lambda: engines.local_engine("inline"))
    told = Sweep(folder).points(["agreed"]).to_pylist()
    nothing = {"worlds": 0, "agreed_mean": None, "agreed_count": 0}
    factors = [{BETA: beta, TACTIC: "timed"} for beta in (0.1, 0.5, 0.9)]
    assert told == [{"point": p, **held, **nothing} for p, held in enumerate(factors)]


@pytest.mark.parametrize(("name", "reason"), [("phase", "phase is string"), ("tariff", "has no column tariff")])
def test_what_has_no_mean_is_refused(swept, name, reason):
    with pytest.raises(ResultError, match=reason):
        swept[100].points([name])


def test_the_dataset_and_the_design_are_there(swept):
    opened = sim.open_sweep(swept[100].folder)
    assert opened.dataset.count_rows() == sweeps.POINTS * sweeps.WORLDS
    assert opened.design.column_names == [BETA, TACTIC]
    assert opened.design.num_rows == sweeps.POINTS


def test_one_point_in_many_parts_is_read_a_part_at_a_time(tmp_path, monkeypatch):
    sweeps.install(monkeypatch.setattr)
    folder = sweeps.made(tmp_path / "a", worlds=200_000, points=2, chunk=4000)
    fill(folder, lambda: engines.local_engine("inline"))
    opened = Sweep(folder)
    tracemalloc.start()
    rows = sum(batch.num_rows for batch in opened.batches(size=1000))
    held = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    before = pa.total_allocated_bytes()
    largest = max(pa.total_allocated_bytes() - before for _ in opened.batches(size=1000))
    assert rows == 400_000
    assert held < 5_000_000
    assert largest < 5_000_000  # all rows have 30 million bytes


def test_columns_that_some_parts_lack_are_null_there(tmp_path):
    for index, more in ((0, {"early": [1.5]}), (1, {"late": ["x"]})):
        table = pa.table({"point": pa.array([index], pa.int32()), "world": [0], **more})
        parts.write_part(tmp_path, parts.JobResult(index, table))
    found = parts.survey_parts(tmp_path, None).sound
    schema = pa.unify_schemas([parts.read_part(part).schema.remove_metadata() for part in found.values()])
    rows = pa.Table.from_batches(rebatch(tables_in_order(found.values(), schema), schema, 10)).to_pylist()
    assert rows == [
        {"point": 0, "world": 0, "early": 1.5, "late": None},
        {"point": 1, "world": 0, "early": None, "late": "x"},
    ]


TABLE = pa.table(
    {
        "n": pa.array([1, None, 3], pa.int64()),
        "x": pa.array([0.5, float("nan"), None]),
        "t": pa.array(["a", None, "bc"]),
        "b": pa.array([True, None, False]),
        "d": pa.array([1, 2, None], pa.date32()),
        "z": pa.nulls(3),
    }
)


def hash_of(table, cut=None):
    return rows_hash(table.to_batches(cut), table.schema)


def test_the_hash_does_not_see_how_rows_are_cut_or_columns_stand():
    whole = hash_of(TABLE)
    assert whole == hash_of(TABLE, 1) == hash_of(TABLE.select(["z", "b", "x", "t", "d", "n"]))
    assert whole == hash_of(TABLE.slice(0, 3)) == hash_of(pa.concat_tables([TABLE.slice(0, 1), TABLE.slice(1)]))
    coded = TABLE.set_column(2, "t", TABLE.column("t").dictionary_encode())
    assert hash_of(coded) == whole


@pytest.mark.parametrize(
    "other",
    [
        TABLE.slice(0, 2),
        TABLE.take([1, 0, 2]),
        TABLE.rename_columns(["m", "x", "t", "b", "d", "z"]),
        TABLE.set_column(0, "n", pa.array([1, 0, 3])),
        TABLE.set_column(0, "n", pa.array([1, None, 3], pa.int32())),
        TABLE.set_column(2, "t", pa.array(["ab", None, "c"])),
        TABLE.set_column(2, "t", pa.array(["a", "", "bc"])),
        TABLE.set_column(1, "x", pa.array([0.5, None, None])),
        TABLE.drop_columns(["z"]),
    ],
)
def test_the_hash_sees_everything_else(other):
    assert hash_of(other) != hash_of(TABLE)


def test_what_is_under_a_null_is_not_seen():
    values = np.array([1.0, 2.0])
    one, other = (pa.array(values * factor, mask=np.array([False, True])) for factor in (1, 1))
    hidden = pa.array(np.array([1.0, 99.0]), mask=np.array([False, True]))
    assert hash_of(pa.table({"x": one})) == hash_of(pa.table({"x": other})) == hash_of(pa.table({"x": hidden}))


def test_a_glance_does_not_depend_on_the_chunks(swept):
    told = [sweep_overview(each) for each in swept.values()]
    assert all(each == told[0] for each in told)
    days = swept[100].table(["day"]).column("day").drop_null().to_numpy()
    assert told[0]["median_day"] == np.median(days)
    assert told[0]["means"]["agreed"]["lowest"] < told[0]["means"]["agreed"]["mean"]
    assert told[0]["factors"][BETA] == {"min": 0.1, "max": 0.9}
    assert sum(told[0]["factors"][TACTIC].values()) == sweeps.POINTS


@pytest.mark.parametrize("values", [[1], [1, 2], [3, 1, 2], [1, 1, 2, 9], [5, 5, 1, 1]])
def test_the_median_of_counts_is_that_of_the_values(values):
    assert median({value: values.count(value) for value in values}) == np.median(values)


def test_rows_out_of_order_are_never_written(tmp_path):
    table = pa.table({"point": [1, 0], "world": [0, 0]})
    with pytest.raises(ValueError, match="must stand by point"):
        parts.write_part(tmp_path, parts.JobResult(0, table))
    assert not list(tmp_path.iterdir())
