"""Rows that were kept beside rows played again: what counts as the same, by hand."""

import numpy as np
import pyarrow as pa
import pytest

from sim.runs import provenance
from sim.runs.provenance import machine_data, machine_differences, package_versions
from sim.runs.row_comparison import compare_rows

KEPT = pa.table(
    {
        "agreed": [True, False, True],
        "day": pa.array([10, None, 30], pa.int64()),
        "ended_by": ["deal", "deadline", "deal"],
        "value": [1.5, -0.25, 1e6],
    }
)


def changed(column, *values):
    return KEPT.set_column(
        KEPT.column_names.index(column), column, pa.array(list(values), KEPT.schema.field(column).type)
    )


def test_equal_rows_are_the_same_bit_for_bit():
    found = compare_rows(KEPT, changed("value", 1.5, -0.25, 1e6))
    assert found.identical
    assert found.agrees
    assert found.in_words() == "the same, bit for bit"


@pytest.mark.parametrize(
    ("values", "largest", "agrees"),
    [
        ((1.5, -0.25 + 5e-10, 1e6), 5e-10, True),  # below 1 the difference counts as it is
        ((1.5, -0.25 + 2e-9, 1e6), 2e-9, False),
        ((1.5, -0.25, 1e6 + 5e-4), 5e-10, True),  # above 1 as a share of its size
        ((1.5, -0.25, 1e6 + 2e-3), 2e-9, False),
        ((1.5, -0.25, None), np.inf, False),
        ((1.5, -0.25, float("nan")), np.inf, False),
        ((1.5, -0.25, float("inf")), np.inf, False),
    ],
)
def test_figures_may_differ_by_1e_9_of_their_size(values, largest, agrees):
    found = compare_rows(KEPT, changed("value", *values))
    assert found.largest == pytest.approx(largest, rel=1e-4)
    assert (found.identical, found.agrees) == (False, agrees)
    assert [(one.column, one.rows) for one in found.differing] == [("value", 1)]


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("agreed", (True, True, True)),
        ("day", (10, None, 31)),
        ("day", (10, 0, 30)),
        ("ended_by", ("deal", "deadline", "walkout")),
    ],
)
def test_anything_else_must_be_equal(column, values):
    found = compare_rows(KEPT, changed(column, *values))
    assert not found.agrees
    assert found.in_words() == f"not the same: {column} in 1 of 3 rows"


def test_the_last_bit_is_seen_and_said():
    found = compare_rows(KEPT, changed("value", np.nextafter(1.5, 2), -0.25, 1e6))
    assert found.largest == pytest.approx(2.0**-52 / 1.5)
    assert found.in_words() == "the same to 1e-16 (1 columns differ in their last digits)"


def test_rows_that_differ_in_last_digits_alone_are_not_counted_beside_one_that_moved():
    found = compare_rows(KEPT, changed("value", np.nextafter(1.5, 2), 0.25, 1e6))
    assert found.in_words() == "not the same: value in 1 of 3 rows by up to 0.5"


def test_rows_and_columns_that_are_gone_are_no_agreement():
    assert compare_rows(KEPT, KEPT.slice(1)).in_words() == "2 rows, where 3 were kept"
    assert not compare_rows(KEPT, KEPT.slice(1)).agrees
    assert compare_rows(KEPT, KEPT.drop_columns(["day"])).in_words() == ("not the same: day is gone or of another type")
    assert compare_rows(KEPT, KEPT.append_column("new", pa.array([1, 2, 3]))).identical


def test_what_differs_between_machines_is_named(monkeypatch):
    here = {"versions": package_versions(), "machine": machine_data()}
    assert machine_differences(here) == []
    patch = here["versions"]["numpy"].rsplit(".", 1)[0] + ".99"
    assert machine_differences({**here, "versions": {**here["versions"], "numpy": patch}}) == []
    told = machine_differences({**here, "versions": {**here["versions"], "numpy": "1.26.0"}})
    assert told == [f"numpy {here['versions']['numpy']} (was 1.26.0)"]
    monkeypatch.setattr(provenance, "arithmetic_digest", lambda: "0" * 16)
    assert machine_differences(here) == ["exp, log, pow or a sum gives other last digits here"]
