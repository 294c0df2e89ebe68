"""The row of a world: what its ledger holds, column by column, null where it holds nothing."""

from datetime import date

import numpy as np
import pytest
from places import BASELINE

from sim.model.talks import Talks
from sim.runs.outcome_table import outcome_rows
from sim.scenario.loading import load


@pytest.fixture
def rows():
    """Return the rows of worlds 7 to 10: no deal; one the U.S. proposed; one Korea did; one voted down."""
    model = Talks(load(BASELINE, ["us.weights.headline=1"]).scenario, worlds=4, first=7)
    ledger, house, deals = model.ledger, model.government, np.array([1, 2])
    ledger.live[:] = False
    ledger.agreed[deals] = True
    ledger.day[deals], ledger.proposer[deals], ledger.phase[deals] = [20, 61], [0, 1], [1, 4]
    ledger.package[deals, 0], ledger.package[deals, 1] = [4, 6], [2, 0]
    ledger.first_signature[1:] = [20, 30, 40]
    ledger.ratified[1:], ledger.honoured[1:] = [1.0, np.nan, 0.0], [1.0, np.nan, 1.0]
    ledger.reopened[2:] = True
    ledger.caretakers_signed[1][1] = True
    ledger.rounds[:], ledger.extensions[:], ledger.lapsed[:] = [9, 2, 5, 7], [3, 0, 1, 0], [True, False, True, False]
    for name, held in {
        "party_a_value": [2.5, -1.0],
        "party_b_value": [1.5, 3.0],
        "party_a_reserve": [1.0, -2.0],
    }.items():
        ledger.keep_measure(name, deals, np.array(held))
    ledger.keep_measure("party_b_reserve", deals, np.array([0.5, 1.0]))
    ledger.keep_measure("days_left", deals, np.array([70.0, np.nan]))
    ledger.no_deal["party_a"][:], ledger.no_deal["party_b"][:] = [-3.0, 0.0, 0.0, -4.0], [-1.0, 0.0, 0.0, -2.0]
    ledger.waiting["party_a"][:], ledger.waiting["party_b"][:] = [1.0, 2.0, 3.0, 4.0], [-1.0, -2.0, -3.0, -4.0]
    for side in ("party_a", "party_b"):
        ledger.tables[side][:] = getattr(model.state.main.tables, "signed" if side == "party_a" else "own")
    house.elected = np.array([0, 1, 3, 2])
    house.seated[1:] = [56, 60, 70]
    table = outcome_rows(model.state)
    model.release()
    return {name: table.column(name).to_pylist() for name in table.column_names}


def test_when_by_whom_and_in_which_phase(rows):
    assert rows["world"] == [7, 8, 9, 10]
    assert rows["status"] == ["breakdown", "agreed", "agreed", "breakdown"]
    assert rows["agreed"] == [False, True, True, False]
    assert rows["day"] == [None, 20, 61, None]
    assert rows["date"] == [None, date(2025, 4, 29), date(2025, 6, 9), None]  # 9 April and 20 days, and 61
    assert rows["proposer"] == [None, "us", "korea", None]
    assert rows["phase"] == ["none", "before_election", "after_lapse", "none"]
    assert rows["days_left"] == [None, 70, None, None]
    assert rows["rounds"] == [9, 2, 5, 7]
    assert rows["first_signature"] == [None, 20, 30, 40]


def test_terms_and_what_they_are_worth(rows):
    assert rows["auto_tariff"] == [None, 15.0, 10.0, None]
    assert rows["reciprocal_tariff"] == [None, 20.0, 25.0, None]
    assert rows["us_value"] == [None, 2.5, -1.0, None]
    assert rows["korea_value"] == [None, 1.5, 3.0, None]
    assert rows["us_value_filled"] == [-3.0, 2.5, -1.0, -4.0]  # no deal at what it is worth
    assert rows["korea_value_filled"] == [-1.0, 1.5, 3.0, -2.0]
    assert rows["us_share"] == [None, pytest.approx(1.5 / (1.5 + 1.0)), pytest.approx(1 / (1 + 2.0)), None]
    assert rows["us_waiting"] == [1.0, 2.0, 3.0, 4.0]
    assert rows["korea_waiting"] == [-1.0, -2.0, -3.0, -4.0]


def test_politics(rows):
    assert rows["ratified"] == [None, True, None, False]
    assert rows["honoured"] == [None, True, None, True]
    assert rows["reopened"] == [False, False, True, True]
    assert rows["winner"] == [None, "lee_jae_myung", "lee_jun_seok", "kim_moon_soo"]
    assert rows["handover"] == [None, 56, 60, 70]
    assert rows["caretaker_signed"] == [False, True, False, False]
    assert rows["extensions"] == [3, 0, 1, 0]
    assert rows["lapsed"] == [True, False, True, False]
