"""The unit in which a scenario counts is told wherever values are, and those without one are told as before."""

import json
from pathlib import Path

import pytest
from command import command
from runs import loaded, played

from sim.interop.agenda_of_day import agenda_of_day
from sim.reporting.diary import diary
from sim.runs.chunk import RunSettings
from sim.scenario.party_words import words_of


def test_values_are_told_in_the_unit_stated_and_sums_without_the_year():
    words = words_of(loaded("brexit_deadline").scenario)
    assert words.text("{A} gains 2 bn USD a year, 9 bn USD so far") == "The EU gains 2 bn EUR a year, 9 bn EUR so far"
    assert words.columns({"party_a_value": ("bn USD a year", "value to {a}")}) == {
        "eu_value": ("bn EUR a year", "value to the EU")
    }


@pytest.mark.parametrize("text", ["2 bn USD a year to {a}", "9 bn USD"])
def test_a_scenario_that_states_none_counts_in_bn_usd_a_year(text):
    spec = loaded("baseline").scenario
    assert spec.value_unit == "bn USD a year"
    assert words_of(spec).text(text) == text.replace("{a}", "the U.S.")


def test_a_sale_speaks_of_its_own_unit_in_the_diary_and_in_what_it_exports():
    told = "\n".join(diary(played("buyer_seller", worlds=200)))
    assert "values in thousand USD over no deal" in told
    assert "bn" not in told.split()
    assert agenda_of_day(loaded("buyer_seller"), RunSettings(1, 1), 0).unit == "thousand USD"


def test_results_on_disk_and_their_columns_do_so_too(tmp_path):
    command("run", "buyer_seller", "--worlds", "4", "--out", "sale", "--no-figures", cwd=tmp_path)
    assert "thousand USD against no deal" in command("show", "sale", cwd=tmp_path).stdout
    command("export", "sale", "--csv", "--out", "tables", cwd=tmp_path)
    said = Path(tmp_path / "tables" / "columns.csv").read_text(encoding="utf-8")
    assert "buyer_value,double,thousand USD" in said
    assert "bn USD" not in said
    assert json.loads(command("show", "sale", "--json", cwd=tmp_path).stdout)
