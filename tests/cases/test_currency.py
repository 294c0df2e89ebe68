"""The currency in which makers count: told wherever their money is, and won where a scenario states none."""

import json
import re

import numpy as np
import pyarrow.parquet as pq
import pytest
from command import command
from places import SCENARIOS, SIM
from runs import loaded

from sim.analysis.score.outcomes import scored_bills
from sim.core.currency import local_column, money_digits
from sim.core.errors import UserError
from sim.reporting.figures import bills
from sim.runs.data_dictionary import dictionary_text
from sim.runs.run import run
from sim.scenario.party_words import words_of

CASES = {"baseline": "KRW", "us_japan_2025": "JPY", "us_eu_2025": "EUR", "us_uk_2025": "GBP"}
WORLDS = 5


@pytest.fixture(scope="module")
def japan():
    """The case of Japan, a few worlds of it."""
    return run(loaded("us_japan_2025"), WORLDS, 1)


@pytest.mark.parametrize(("name", "code"), CASES.items())
def test_a_case_says_in_which_currency_its_makers_count(name, code):
    spec = loaded(name).scenario
    assert spec.currency == code
    text = "{currency} {currency_word}"
    assert words_of(spec).text(text) == ("KRW won" if name == "baseline" else f"{code} {code}")
    assert not re.search(r"KRW|\bwon\b", "" if name == "baseline" else (SCENARIOS / f"{name}.yaml").read_text("utf-8"))


def test_columns_end_with_the_code_and_are_dollars_at_the_exchange_rate(japan):
    names = japan.accounts.column_names
    assert "duty_jpy" in names
    assert "profit_change_jpy" in names
    assert not [name for name in names if name.endswith("_won")]
    dollars, yen = (local_column(japan.accounts, name).to_numpy() for name in ("duty", "duty_local"))
    rates = yen[dollars > 0] / dollars[dollars > 0]
    assert rates.min() >= 140  # the ends of the triangle that the file states
    assert rates.max() <= 150


def test_the_data_dictionary_says_the_unit_and_whose_cars_they_are(japan):
    lines = dictionary_text({"accounts": japan.accounts.schema}).splitlines()
    (duty,) = [line for line in lines if line.startswith("accounts,duty_jpy,")]
    assert duty.split(",")[3] == "bn JPY"
    assert "built in Japan" in duty


def test_a_saved_run_keeps_its_currency(japan, tmp_path):
    pq.write_table(japan.accounts, tmp_path / "accounts.parquet")
    again = pq.read_table(tmp_path / "accounts.parquet")
    np.testing.assert_array_equal(local_column(again, "duty_local"), japan.accounts.column("duty_jpy"))


def test_the_figure_of_bills_has_the_unit_on_its_axis_and_in_its_words(japan):
    drawn = bills.figure("us_japan_2025", japan.loaded.scenario, japan.accounts)
    assert drawn.axes[0].get_ylabel() == "tariffs (bn JPY)"
    told = bills.alternative(japan.loaded.scenario, {"toyota": {"2025q2": np.array([400.0, 410.0, 420.0])}})
    assert "bn JPY" in told
    assert "410 [402 to 418], reported 450" in told


def test_bills_are_scored_in_the_unit():
    spec = loaded("us_japan_2025").scenario
    case = spec.actual
    assert {(one.unit, one.shown) for one in scored_bills(spec, case) if one.name == "toyota 2025q2"} == {
        ("bn JPY", "450")
    }


def test_bills_in_pounds_are_shown_with_digits():
    assert [money_digits(rate) for rate in (1420, 144, 0.9, 0.76)] == [0, 0, 3, 3]
    asked = ("--scenario", "us_uk_2025", "--quarters", "--worlds", "3", "--until", "2025-06-30")
    said = command("cars", *asked, cwd=SCENARIOS).stdout
    assert "bn GBP, medians" in said
    assert re.search(r", 2025q2 +0\.\d{3} ", said)


def test_differences_are_told_in_both_currencies():
    asked = ("--scenario", "us_japan_2025", "--quarters", "--worlds", "3", "--until", "2025-06-30", "--against", "15")
    found = json.loads(command("cars", *asked, "--json", cwd=SCENARIOS).stdout)
    assert list(found[0]) == ["maker", "quarter", "bn JPY", "bn USD"]


@pytest.mark.parametrize("stated", ["jpy", "YEN!", "JP"])
def test_what_is_no_code_is_refused(stated):
    with pytest.raises(UserError, match="three capitals"):
        loaded("us_japan_2025", f"industry.currency={stated}")


@pytest.mark.parametrize(
    ("path", "figure", "unit", "right"),
    [
        ("industry.exchange_rate", 145, "{} per USD", "JPY per USD"),
        ("carmakers.mazda.yearly_profit", 0.2, "tn {} a year", "tn JPY"),
    ],
)
def test_a_unit_beside_a_figure_must_name_the_currency(path, figure, unit, right):
    value = f"{{value: {figure}, unit: {unit.format('JPY')}, source: assumed}}"
    assert loaded("us_japan_2025", f"{path}={value}")
    with pytest.raises(UserError, match=right):
        loaded("us_japan_2025", f"{path}={value.replace('JPY', 'KRW')}")
    with pytest.raises(UserError, match=right):  # no currency at all
        loaded("us_japan_2025", f"{path}={value.replace('JPY', 'yen')}")


def test_the_program_knows_the_usual_currency_in_one_file():
    known = [
        path.relative_to(SIM).as_posix()
        for path in sorted(SIM.rglob("*.py"))
        if re.search(r"KRW|krw|_won\b", path.read_text(encoding="utf-8")) and path.name != "currency.py"
    ]
    assert known == []
