"""Conditions on result columns: what they hold, what null does, and what is refused."""

import datetime as dt

import numpy as np
import pyarrow as pa
import pytest

from sim.analysis.discovery.condition import read_condition
from sim.core.errors import UserError

ROWS = pa.record_batch(
    {
        "agreed": pa.array([True, True, True, False]),
        "ratified": pa.array([True, False, None, None]),
        "day": pa.array([40, 60, 95, None], pa.int64()),
        "auto_tariff": pa.array([10.0, 15.0, 25.0, None]),
        "us_value": pa.array([3.0, 2.0, 5.0, None]),
        "korea_value": pa.array([1.0, 4.0, 5.0, None]),
        "winner": pa.array(["lee", "kim", "lee", None]),
        "date": pa.array([dt.date(2025, 5, 19), dt.date(2025, 6, 8), dt.date(2025, 7, 13), None]),
        "us.weights.headline": pa.array([0.5, 1.0, 1.5, 2.0]),
        "terms": pa.array([[1], [2], [3], [4]]),
    }
)


def where(*texts):
    return read_condition(texts, ROWS.schema)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("agreed", "1110"),
        ("not agreed", "0001"),
        ("agreed == false", "0001"),
        ("agreed != True", "0001"),
        ("ratified", "1000"),
        ("not ratified", "0111"),
        ("ratified == False", "0100"),
        ("auto_tariff <= 15", "1100"),
        ("not auto_tariff <= 15", "0011"),
        ("auto_tariff > 15", "0010"),
        ("10 < auto_tariff <= 25", "0110"),
        ("15 >= auto_tariff", "1100"),
        ("auto_tariff <= 15 and day < 50", "1000"),
        ("auto_tariff > 15 or day < 50", "1010"),
        ("not (agreed and day > 50)", "1001"),
        ("auto_tariff is None", "0001"),
        ("auto_tariff is not None", "1110"),
        ('winner == "lee"', "1010"),
        ("winner != 'lee'", "0100"),
        ('winner in ("kim", "moon")', "0100"),
        ('winner not in ["kim"]', "1010"),
        ("day in (40, 95)", "1010"),
        ('date > "2025-06-01"', "0110"),
        ("us_value > korea_value", "1000"),
        ("us_value == korea_value", "0010"),
        ("us.weights.headline >= 1", "0111"),
        ("us_value > -1", "1110"),
    ],
)
def test_a_condition_holds_where_it_says(text, expected):
    assert "".join(str(int(flag)) for flag in where(text).rule(ROWS)) == expected


def test_of_several_all_must_hold_and_columns_are_named_once():
    found = where("agreed", "auto_tariff <= 15 and agreed")
    assert found.rule(ROWS).tolist() == [True, True, False, False]
    assert found.columns == ("agreed", "auto_tariff")
    assert found.text == "(agreed) and (auto_tariff <= 15 and agreed)"
    assert found.rule(ROWS).dtype == np.bool_


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("auto_tarif <= 15", "no column auto_tarif. Did you mean auto_tariff?"),
        ("zzz", "no column zzz. `sim list columns`"),
        ("day = 5", "For equal write =="),
        ("day", "day is a number, and no condition"),
        ("winner > 'kim'", "it is equal or not, and never more or less"),
        ("agreed > 0", "a yes or no cannot be compared with a number"),
        ("day < 'x'", "a number cannot be compared with a text"),
        ("date > 'June'", 'a day has the form "2025-07-08"'),
        ("1 < 2", "one of the two must be a column"),
        ("terms == 1", "which cannot be compared"),
        ("winner in 'lee'", "after `in` stands a list of values"),
        ("day is 5", "after `is` stands None"),
        ("day + 1 < 5", "day + 1 cannot stand in a condition"),
        ("day < (", "cannot read the condition"),
        ("", "cannot read the condition"),
        ("agreed and " * 300 + "agreed", "at most 2,000 letters"),
        ("__import__('os').system('true') == 0", "cannot stand in a condition"),
        ("agreed.__class__ == 1", "no column agreed.__class__"),
        ("(lambda: 1) == day", "cannot stand in a condition"),
        ("[day for day in (1,)] == day", "cannot stand in a condition"),
        ("-agreed == day", "cannot stand in a condition"),
    ],
)
def test_what_is_no_condition_is_refused_in_one_line(text, message):
    with pytest.raises(UserError) as wrong:
        where(text)
    assert message in str(wrong.value)
    assert "\n" not in str(wrong.value)


def test_without_a_condition_there_is_nothing_to_find():
    with pytest.raises(UserError, match="nothing is of interest yet"):
        where()


def test_a_condition_is_shown_in_one_line():
    assert where("agreed and (\n day > 5\n)").text == "agreed and ( day > 5 )"
