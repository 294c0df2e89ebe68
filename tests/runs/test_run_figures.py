"""The figures of a summary and of daily series, by hand and as NumPy has them."""

from datetime import date

import numpy as np
import pyarrow as pa
import pytest

from sim.core.dates import Calendar
from sim.runs.series import daily_quantiles, stack_series
from sim.runs.summary import float_column, median_interval, share_of_worlds, summarize_run

CALENDAR = Calendar(date(2025, 4, 9), talks=15, deadline=90, horizon=1382, every=7, daily_in_last=8)
NONE = None


def table(**changed):
    """Return five worlds, three of which agree on days 10, 20 and 60."""
    held = {
        "agreed": [True, True, True, False, False],
        "day": pa.array([10, 20, 60, NONE, NONE], pa.int64()),
        "phase": ["before_election", "before_election", "after_election", "none", "none"],
        "days_left": pa.array([80, 9, 10, NONE, NONE], pa.int64()),
        "caretaker_signed": [True, False, False, True, False],
        "tariff": pa.array([15.0, 15.0, 10.0, NONE, NONE], pa.float64()),
        "security": pa.array(["kept", "raised", "kept", NONE, NONE], pa.string()),
        **{
            name: pa.array([1.0, 2.0, 6.0, NONE, NONE])
            for name in ("us_value", "korea_value", "us_share", "nash_ratio")
        },
        "us_waiting": [0.0, 1.0, 2.0, 3.0, 4.0],
        "korea_waiting": [0.0, -1.0, -2.0, -3.0, -4.0],
        "extensions": [0, 1, 3, 2, 0],
        "lapsed": [False, False, False, True, True],
        "reopened": [False, False, True, True, True],
        **{f"us_{kind}": count for kind, count in (("offers", [4, 4, 0, 8, 4]), ("fallbacks", [1, 0, 0, 4, 0]))},
        **{f"korea_{kind}": [0] * 5 for kind in ("offers", "fallbacks", "waits")},
        "us_waits": [2, 0, 0, 0, 1],
        "hyundai_duty": [1.0, 2.0, 3.0, 4.0, 5.0],
        "hyundai_pressure": [0.1, 0.2, 0.3, 0.4, 0.5],
    }
    return pa.table(held | changed)


def test_a_summary_by_hand(monkeypatch):
    monkeypatch.setattr("sim.runs.summary.FEWEST", 1)  # so that three deals have an interval
    found = summarize_run(table(), ["tariff", "security"], ["hyundai"])
    assert found["worlds"] == 5
    assert found["agreed"] == pytest.approx(3 / 5)
    assert found["day"] == pytest.approx({"q10": 12.0, "q50": 20.0, "q90": 52.0})  # .2 of the way to 20, .8 to 60
    assert found["phases"] == pytest.approx({"before_election": 0.4, "after_election": 0.2, "none": 0.4})
    assert found["caretaker_signed"] == pytest.approx(2 / 5)
    assert found["late"] == pytest.approx(1 / 3)  # of deals: 9 days are fewer than ten, 10 are not
    assert found["issues"]["tariff"]["shares"] == pytest.approx({"15": 2 / 3, "10": 1 / 3})
    assert found["issues"]["tariff"]["spread"]["q50"] == 15.0
    assert found["issues"]["security"] == {"shares": pytest.approx({"kept": 2 / 3, "raised": 1 / 3})}
    assert found["values"]["us_share"] == pytest.approx({"q10": 1.2, "q50": 2.0, "q90": 5.2})
    assert found["waiting"]["us_waiting"] == pytest.approx({"q10": 0.4, "q50": 2.0, "q90": 3.6})
    assert found["waiting"]["korea_waiting"] == pytest.approx({"q10": -3.6, "q50": -2.0, "q90": -0.4})
    assert [found[name] for name in ("extended", "lapsed", "voided")] == pytest.approx([3 / 5, 2 / 5, 3 / 5])
    assert found["fallbacks"] == {"us": pytest.approx(5 / 20), "korea": None}  # of its offers
    assert found["waits"] == {"us": pytest.approx(3 / 20), "korea": None}
    assert found["duty"]["hyundai"] == pytest.approx({"q10": 1.4, "q50": 3.0, "q90": 4.6})
    assert found["pressure"]["hyundai"]["q90"] == pytest.approx(0.46)


def test_the_commonest_level_comes_first():
    found = summarize_run(table(tariff=pa.array([10.0, 0.0, 0.0, None, None])), ["tariff"], [])
    assert list(found["issues"]["tariff"]["shares"]) == ["0", "10"]


def test_of_nothing_there_is_no_figure():
    assert median_interval(np.array([np.nan, np.nan])) == {"q10": None, "q50": None, "q90": None}
    assert share_of_worlds(np.array([1.0, 0.0]), np.array([0.0, 0.0])) is None
    np.testing.assert_array_equal(float_column(pa.table({"x": pa.array([True, None, False])}), "x"), [1.0, np.nan, 0.0])


def test_a_tenth_is_told_of_ten_values_and_not_of_nine():
    assert median_interval(np.arange(9.0)) == {"q10": None, "q50": 4.0, "q90": None}
    assert median_interval(np.array([*range(10), np.nan])) == pytest.approx({"q10": 0.9, "q50": 4.5, "q90": 8.1})


def test_daily_quantiles_are_numpys_over_the_worlds_that_have_a_value():
    chance = np.random.default_rng(5)
    values = chance.normal(size=(4, 11))
    values[1, 3:] = np.nan
    values[2, 1:] = np.nan
    values[3] = np.nan
    found = daily_quantiles({"target": values, "talking": np.ones((2, 11))}, CALENDAR).to_pydict()
    assert found["series"] == ["target"] * 4 + ["talking"] * 2
    assert found["day"] == [0, 1, 2, 3, 0, 1]
    assert found["date"][:4] == [date(2025, 4, 9), date(2025, 4, 10), date(2025, 4, 11), date(2025, 4, 12)]
    assert found["worlds"] == [11, 3, 1, 0, 11, 11]
    for label, share in (("q10", 0.1), ("q50", 0.5), ("q90", 0.9)):
        np.testing.assert_allclose(found[label][:3], np.nanquantile(values[:3], share, axis=1), rtol=1e-13)
        assert found[label][3] is None
    np.testing.assert_allclose(found["mean"][:3], np.nanmean(values[:3], axis=1), rtol=1e-13)
    assert found["mean"][3] is None
    assert found["mean"][4:] == [1.0, 1.0]


def test_series_of_chunks_stand_side_by_side_in_their_order():
    first, second = {"x": [np.array([1.0, 2.0]), np.array([3.0, 4.0])]}, {"x": [np.array([5.0]), np.array([6.0])]}
    np.testing.assert_array_equal(stack_series([first, second])["x"], [[1.0, 2.0, 5.0], [3.0, 4.0, 6.0]])
    assert stack_series([]) == {}
    assert daily_quantiles({}, CALENDAR).num_rows == 0
