"""Whole talks put otherwise end as they must: the baseline of 2025, election, carmakers, courts and all.

Rows are compared column by column.  Where figures only change places, or are multiplied by a power of two, columns are
the same bit for bit; where sums are added up in another order, terms and days are the same and money to nine digits.
"""

from copy import deepcopy
from datetime import date, timedelta
from functools import cache

import numpy as np
import pyarrow as pa
import pytest
from mirrors import SwappedChance
from places import SCENARIOS

from sim.core.chance import Chance, WorldNumbers
from sim.runs.chunk import play_chunk
from sim.scenario.loading import load
from sim.scenario.transport import pack_scenario, unpack_scenario

WORLDS, SEED = 100, 5
STAGED = "two_stages"
MAKERS = ("hyundai", "kia", "gm_korea")


@cache
def stated(name="baseline"):
    """Return a shipped scenario as plain data, not to be written to."""
    return load(SCENARIOS / f"{name}.yaml").data


def rows_of(data, chance=None):
    """Return the rows of a scenario that is given as plain data."""
    return play_chunk(unpack_scenario(pack_scenario(data)), chance or Chance(SEED, 0, WORLDS), accounts=False).table


@cache
def plain(name="baseline"):
    """Return the rows of a shipped scenario."""
    return rows_of(stated(name))


def changed(name="baseline"):
    """Return a shipped scenario's plain data, to be written to."""
    return deepcopy(stated(name))


def assert_columns(found, expected, names=None, digits=None):
    """Assert that tables hold the same in some columns: bit for bit, or numbers to some digits."""
    for name in names or expected.column_names:
        told, wanted = found.column(name).combine_chunks(), expected.column(name).combine_chunks()
        if digits is None or not pa.types.is_floating(wanted.type):
            assert told.equals(wanted), name
        else:
            assert told.is_valid().equals(wanted.is_valid()), name
            pairs = (held.drop_null().to_numpy() for held in (told, wanted))
            np.testing.assert_allclose(*pairs, rtol=10.0**-digits, atol=10.0**-digits, err_msg=name)


def test_the_relations_are_put_to_deals_breakdowns_votes_and_deadlines():
    rows = plain().to_pydict()
    assert 0.5 < np.mean(rows["agreed"]) < 1
    assert {"agreed", "breakdown"} == set(rows["status"])
    assert len(set(rows["winner"]) - {None}) == 2
    assert {0, 1, 2} <= set(rows["extensions"])
    assert any(rows["reopened"])
    assert any(rows["peer_deal"])
    assert len({day for day in rows["day"] if day is not None}) > 10


# --- the calendar ------------------------------------------------------------------------------------


def later(held, days):
    """Return plain data with every date in it some days later."""
    if isinstance(held, dict):
        return {key: later(value, days) for key, value in held.items()}
    if isinstance(held, list):
        return [later(value, days) for value in held]
    if isinstance(held, date):
        return held + timedelta(days=days)
    try:
        return date.fromisoformat(held) + timedelta(days=days) if isinstance(held, str) else held
    except ValueError:
        return held


FOUR_YEARS = 1461  # after which months and quarters are as long as before


@pytest.mark.parametrize(("name", "days"), [("baseline", -40), (STAGED, FOUR_YEARS)])
def test_a_calendar_that_begins_on_another_day_moves_dates_and_nothing_else(name, days):
    """Days count from the pause.

    Carmakers' figures are added up by calendar quarter, so that after other days than four years their last digits may
    move; and in stages a tariff may count from the first of a month, so that these are moved by four years only.
    """
    found, expected = rows_of(later(changed(name), days)), plain(name)
    dated = [column for column in expected.column_names if pa.types.is_date(expected.column(column).type)]
    assert dated
    for column in dated:
        pairs = zip(found.column(column).to_pylist(), expected.column(column).to_pylist(), strict=True)
        assert all(told == (wanted and wanted + timedelta(days=days)) for told, wanted in pairs), column
    made = [column for column in expected.column_names if column.startswith(tuple(f"{name}_" for name in MAKERS))]
    assert_columns(found, expected, [column for column in expected.column_names if column not in {*made, *dated}])
    assert_columns(found, expected, made, digits=None if days == FOUR_YEARS else 12)


# --- worlds ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["baseline", "japan_played", STAGED])
def test_worlds_that_stand_there_twice_end_twice_alike(name):
    """Most worlds have a like here, so that carmakers and market are worked out once for each kind of them."""
    rows = np.random.default_rng(0).permutation(np.concatenate([np.arange(WORLDS), np.arange(WORLDS), [7, 7, 7]]))
    chance = Chance(SEED, 0, len(rows), world_numbers=WorldNumbers(((0, WORLDS),), rows))
    found, expected = rows_of(stated(name), chance), plain(name).take(rows)
    assert_columns(found, expected, [column for column in expected.column_names if column != "world"])


# --- money -------------------------------------------------------------------------------------------

FACTOR = 8.0
IN_MONEY_OF_PARTIES = (  # dotted paths; * stands for every key
    *("us.weights.*", "korea.weights.*", "reference_weights.us.*", "reference_weights.korea.*"),
    *("korea.governments.*.audience_cost", "korea.governments.*.ambition"),
    *("assembly.pivot.scale", "assembly.pivot.threshold", "assembly.void_penalty.*"),
    "election.honour.mandates.scale",
)
FIGURES = ("value", "triangular", "uniform", "range", "middle")


def scaled(figure, factor):
    """Return a figure as it is stated, times a factor."""
    if isinstance(figure, list):
        return [scaled(part, factor) for part in figure]
    if isinstance(figure, dict):
        return {key: scaled(part, factor) if key in FIGURES else part for key, part in figure.items()}
    return figure * factor


def scale_at(data, path, factor):
    """Multiply the figures at a dotted path, where there are any."""
    key, _, rest = path.partition(".")
    for name in list(data) if key == "*" else [key] if key in data else []:
        if rest:
            scale_at(data[name], rest, factor) if isinstance(data[name], dict) else None
        elif name != "source":
            data[name] = scaled(data[name], factor)


def test_parties_that_count_in_another_unit_agree_alike():
    """Weights and political costs eight times as large: every value, reserve and demand is, and no choice moves."""
    data = changed()
    for path in IN_MONEY_OF_PARTIES:
        scale_at(data, path, FACTOR)
    found, expected = rows_of(data), plain()
    drawn = [path.replace("*", "") for path in IN_MONEY_OF_PARTIES]
    money = [
        name
        for name in expected.column_names
        if name.startswith(("us_value", "korea_value", "us_reserve", "korea_reserve", "us_waiting", "korea_waiting"))
        or name == "frontier_distance"
    ]
    assert len(money) >= 10
    for name in money:
        told, wanted = (held.column(name).combine_chunks().drop_null().to_numpy() for held in (found, expected))
        np.testing.assert_array_equal(told, FACTOR * wanted, err_msg=name)
    rest = [
        name
        for name in expected.column_names
        if name not in money and not any(name.startswith(path.split("..")[0]) for path in drawn)
    ]
    rest = [name for name in rest if not name.endswith((".audience_cost", ".ambition"))]
    assert_columns(found, expected, rest)


# --- the parties -------------------------------------------------------------------------------------

WEIGHED = {
    "us": {"tariff_revenue": 0.7, "headline": 1.0, "capacity": 0.8, "farm_exports": 1.2, "export_margin": 1.0},
    "korea": {"exporters_profit": 0.9, "export_value": 0.2, "fx_strain": 1.0, "fiscal": 1.0, "gas_cost": 1.1},
}
BIDS = {"us": {"timed": {"beta": 0.4}}, "korea": {"tit_for_tat": {}}}


def even(first, second):
    """Return talks in which nothing tells the parties apart but what stands in their blocks."""
    data = changed("no_election")
    data["events"], data["known_later"] = [], {}
    for here, there in (("us", first), ("korea", second)):
        data[here]["weights"] = {name: {"value": value} for name, value in WEIGHED[there].items()}
        data["reference_weights"][here] = dict(WEIGHED[there])
        data[here]["tactic"] = deepcopy(BIDS[there])
        for name in ("opponent", "acceptance", "opening", "doubt", "extension_belief"):
            data[here][name] = deepcopy(stated()["us"][name])
    data["us"]["weights"]["contagion"] = {"value": 0.0}
    for government in data["korea"]["governments"].values():
        for name in ("multiples", "tactic", "audience_cost", "ambition"):
            government.pop(name, None)
    data["industry"]["lobby"] = {"value": 0}
    data["industry"]["support"]["budget"] = {"value": 0}
    data["assembly"]["void_penalty"] = {"us": {"value": 0}, "korea": {"value": 0}}
    data["assembly"]["pivot"] = {"multiples": {}, "scale": {"value": 1e-3}, "threshold": {"value": -1e6}}
    return data


def test_parties_that_change_places_sign_the_same_on_the_same_day():
    """Korea alone has governments, a vote, carmakers that press and budgets that pay: all of it is taken out here.

    What is left is symmetrical, and every column of a party changes its name.
    """
    expected = rows_of(even("us", "korea"))
    found = rows_of(even("korea", "us"), SwappedChance(SEED, 0, WORLDS))
    assert 0 < sum(expected.column("agreed").to_pylist()) < WORLDS
    names = {name: "korea" + name[2:] for name in expected.column_names if name.startswith("us_")}
    names = {name: other for name, other in names.items() if other in expected.column_names}
    assert len(names) > 8
    every = {**names, **{other: name for name, other in names.items()}}
    turned = found.rename_columns([every.get(name, name) for name in found.column_names])
    other = {"us": "korea", "korea": "us", None: None}
    proposers = pa.array([other[side] for side in found.column("proposer").to_pylist()])
    assert proposers.equals(expected.column("proposer").combine_chunks())
    alike = ("day", "date", "phase", "days_left", "rounds", "extensions", "lapsed", "agreed")
    issues = tuple(stated()["issues"])
    assert_columns(turned, expected, (*alike, *issues, *every))
    assert_columns(turned, expected, ("nash_ratio", "frontier_distance"), digits=9)  # along a path from the other end
    shares = [np.array(held.column("us_share").drop_null()) for held in (turned, expected)]
    np.testing.assert_allclose(sum(shares), 1, rtol=1e-9)


# --- the issues --------------------------------------------------------------------------------------


def test_an_issue_that_nobody_values_changes_nothing():
    data = changed()
    data["issues"]["flags"] = {
        "meaning": "flags at the ceremony",
        "unit": "units",
        "levels": [0, 1, 2],
        "now": 0,
        "lapsed": 0,
        "track": "trade",
        "on_table": True,
        "source": "assumed",
        "flows": {"table": {"components": {"pomp": [{"value": 0}, {"value": 3}, {"value": 9}]}}},
    }
    assert_columns(rows_of(data), plain())


def test_issues_in_another_order_are_agreed_alike():
    """Ties go by the order of the issues; no two packages are worth the same in any of these worlds."""
    data = changed()
    names = list(data["issues"])
    data["issues"] = {name: data["issues"][name] for name in (*names[3:], *names[:3])}
    assert_columns(rows_of(data), plain(), digits=9)


def test_a_level_that_is_off_the_table_changes_nothing():
    """The cost of troops is no matter of these talks; that its grid goes further, or is finer, is nobody's concern."""
    data = changed()
    data["issues"]["defence_cost"]["levels"] = [0, 0.5, 1, 2, 3, 4, 5, 6, 10]
    assert_columns(rows_of(data), plain())


def with_farm_levels(levels, loss, exports):
    """Return the baseline with levels of market access, and what each is worth at a stated figure."""
    data = changed()
    issue = data["issues"]["farm_access"]
    issue["levels"] = levels
    issue["flows"]["table"]["components"] = {
        "farm_loss": [{"value": value} for value in loss],
        "farm_exports": [{"value": value} for value in exports],
    }
    return data


def test_a_level_worse_for_both_than_another_is_never_agreed():
    """Behind the last, it costs Korea as much as full access for less: no walk of either side leads there."""
    expected = rows_of(with_farm_levels(["none", "partial", "full"], [0, -0.6, -2], [0, 0.5, 1.9]))
    longer = with_farm_levels(["none", "partial", "full", "spoilt"], [0, -0.6, -2, -2], [0, 0.5, 1.9, 0.5])
    found = rows_of(longer)
    assert set(expected.column("farm_access").to_pylist()) > {"none", "full"}
    assert_columns(found, expected)


def test_a_level_parted_in_two_is_agreed_as_one():
    expected = rows_of(with_farm_levels(["none", "partial", "full"], [0, -0.6, -2], [0, 0.5, 1.9]))
    parted = ["none", "partial", "partly", "full", "fully"]
    found = rows_of(with_farm_levels(parted, [0, -0.6, -0.6, -2, -2], [0, 0.5, 0.5, 1.9, 1.9]))
    place, same = found.column_names.index("farm_access"), {"partly": "partial", "fully": "full"}
    told = pa.array([same.get(level, level) for level in found.column("farm_access").to_pylist()])
    assert_columns(found.set_column(place, "farm_access", told), expected)
