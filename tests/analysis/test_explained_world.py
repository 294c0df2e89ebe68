"""What one world hung on: each change of a draw is held against the scenario that states the same."""

import re

import numpy as np
import pytest
from runs import loaded, played

from sim.analysis.explanation.draws import (
    HIGH,
    LOW,
    MIDDLE,
    DrawChange,
    changes_of_draws,
    replaced_draws,
    series_of,
)
from sim.analysis.explanation.one_world import (
    Ending,
    Influence,
    ends_otherwise,
    explain_world,
    play_changed,
    strength,
    strongest_of_series,
)
from sim.core.chance import Chance, ReplacedDraws
from sim.reporting.world_cause_text import world_data, world_text
from sim.runs.run import run

WORLD = 3  # of seed 1: a deal after one extension
NO_DEAL = Ending(False, None, {}, {"party_a": 0.0, "party_b": 0.0})
DEAL = Ending(True, 114, {"auto_tariff": 15.0}, {"party_a": 3.0, "party_b": 1.0})
LATER = Ending(True, 167, {"auto_tariff": 15.0}, {"party_a": 3.0, "party_b": 1.0})
DEARER = Ending(True, 114, {"auto_tariff": 20.0}, {"party_a": 3.5, "party_b": 0.0})


@pytest.fixture(scope="module")
def explained():
    return explain_world(loaded("baseline"), WORLD, 1)


def rows_of(changes, world=WORLD):
    return play_changed(loaded("baseline").scenario, changes, world, 1)


def row_of(name, *settings):
    """Return the row of the world in a run of its own."""
    return run(loaded(name, *settings), 1, 1, first=WORLD, recorded=0).worlds.to_pylist()[0]


def same(row, other, columns):
    return {name: row[name] for name in columns} == {name: other[name] for name in columns}


# --- luck that is replaced ------------------------------------------------------------------------


def test_a_replaced_draw_stands_in_its_row_alone():
    usual = Chance(1, 5, 4).uniform("a")
    found = Chance(1, 5, 4, replaced=ReplacedDraws({"a": (np.array([2]), np.array([0.5]))}))
    assert found.uniform("a").tolist() == [*usual[:2], 0.5, usual[3]]
    assert np.array_equal(found.uniform("b"), Chance(1, 5, 4).uniform("b"))


def test_each_change_has_a_row_and_the_first_has_none():
    changes = [DrawChange(("a",), MIDDLE), DrawChange(("a", "b"), LOW), DrawChange(("events.c",), HIGH)]
    held = replaced_draws(changes).by_name
    assert held["a"][0].tolist() == [1, 2]
    assert held["a"][1].tolist() == [0.5, 2.0**-54]
    assert held["b"][0].tolist() == [2]
    assert held["events.c"][1].tolist() == [1.0]  # not below a probability of 1


@pytest.mark.parametrize(
    ("name", "series", "ends"),
    [
        ("us.tactic.timed.beta", "", [MIDDLE]),
        ("events.japan_deal", "", [LOW, HIGH]),
        ("events.ruling.day", "", [MIDDLE]),
        ("proposer.day15", "proposer", [LOW, HIGH]),
        ("japan.proposer.day15", "japan.proposer", [LOW, HIGH]),
        ("extension.0", "extension", [LOW, HIGH]),
        ("polls.kim_moon_soo.error", "polls", [MIDDLE]),
        ("exchange_rate.week.12", "exchange_rate", [MIDDLE]),
        ("us.accept.day40", "us.accept", [LOW, HIGH]),
    ],
)
def test_draws_by_their_names(name, series, ends):
    quantities = {"us.tactic.timed.beta"}
    assert series_of(name, quantities) == series
    assert [change.to for change in changes_of_draws([name], quantities)] == ends


# --- against scenarios that state the same --------------------------------------------------------


def test_the_world_as_it_was_is_that_of_the_run_bit_for_bit():
    rows = rows_of([DrawChange(("proposer.day15",), LOW)])
    kept = played("baseline").worlds.slice(WORLD, 1).to_pylist()[0]
    assert {**rows[0], "world": WORLD} == kept


@pytest.mark.parametrize(
    ("change", "name", "settings"),
    [
        (DrawChange(("events.japan_deal",), HIGH), "no_japan", ()),
        (DrawChange(("events.japan_deal",), LOW), "baseline", ("events.japan_deal.probability=1",)),
        (
            DrawChange(("us.tactic.timed.beta",), MIDDLE),
            "baseline",
            ("us.tactic.timed.beta=0.25",),
        ),  # lognormal's median
        (DrawChange(("election.honour.mandates.scale",), MIDDLE), "baseline", ()),
    ],
    ids=["without Japan", "with Japan", "pace at its median", "what matters to nobody here"],
)
def test_a_changed_draw_is_the_scenario_that_states_it(change, name, settings):
    row = rows_of([change])[1]
    columns = ("agreed", "day", "auto_tariff", "lng", "investment", "us_value_fixed", "korea_value_fixed")
    assert same(row, row_of(name, *settings), columns)


def test_all_coins_to_one_side_are_a_coin_that_always_falls_there():
    base = rows_of([DrawChange(("proposer.day15",), LOW)])[0]
    names = [name for name in used_names() if name.startswith("proposer.")]
    row = rows_of([DrawChange(tuple(names), LOW, "proposer")])[1]
    other = row_of("baseline", "calendar.proposer.coin=1")
    assert row["us_offers"] == row["rounds"]
    assert same(row, other, ("agreed", "day", "us_offers", "us_value_fixed", "investment"))
    assert row["investment"] != base["investment"]


def used_names():
    """Return the names of the draws of the world."""
    from sim.runs.chunk import play_chunk

    chance = Chance(1, WORLD, 1)
    play_chunk(loaded("baseline").scenario, chance, WORLD, accounts=False)
    return chance.used


# --- what is told ---------------------------------------------------------------------------------


def test_ranks_deal_before_day_before_terms_before_value():
    ranked = sorted([DEARER, NO_DEAL, LATER], key=lambda other: strength(DEAL, other), reverse=True)
    assert ranked == [NO_DEAL, LATER, DEARER]
    assert not ends_otherwise(DEAL, Ending(True, 114, {"auto_tariff": 15.0}, {"party_a": 9.0, "party_b": 9.0}))


def test_of_a_series_the_whole_and_the_strongest_member_are_told():
    first, second, whole, other = (
        Influence(DrawChange(names, LOW, series), NO_DEAL, {})
        for names, series in [
            (("proposer.day1",), "proposer"),
            (("proposer.day2",), "proposer"),
            (("proposer.day1", "proposer.day2"), "proposer"),
            (("us.weights.imports",), ""),
        ]
    )
    assert strongest_of_series([first, second, other, whole]) == [first, other, whole]


def test_each_influence_ends_otherwise_and_the_strongest_come_first(explained):
    assert explained.ending.agreed
    assert len(explained.influences) > 5
    assert all(ends_otherwise(explained.ending, influence.ending) for influence in explained.influences)
    strengths = [strength(explained.ending, influence.ending) for influence in explained.influences]
    assert strengths == sorted(strengths, reverse=True)
    assert strengths[0][0]  # without the extension there is no deal
    assert explained.influences[0].change.names == ("extension.0",)


def test_the_words_say_what_and_what_then(explained):
    text = world_text(explained)
    assert text.startswith("baseline, world 3, seed 1: a deal on 1 August 2025, worth ")
    assert "  1. Had the deadline not been moved, there would have been no deal.\n" in text
    assert "Had Japan not signed on 22 July 2025, the deal would have come on the same day, with" in text
    assert max(map(len, text.splitlines())) <= 118
    assert "us.weights.consumer_surplus (" in text
    data = world_data(explained)
    assert data["influences"][0]["sentence"] == "Had the deadline not been moved, there would have been no deal."
    assert data["draws"] == explained.draws > 200


def test_a_world_without_a_deal_says_what_would_have_brought_one():
    found = explain_world(loaded("baseline"), 7, 1)
    assert not found.ending.agreed
    said = world_data(found)["influences"]
    assert {sentence["draws"][0] for sentence in said} == {"extension.0", "go_on.0"}
    assert all(re.search(r"there would have been a deal on \d+ \w+ 2025", sentence["sentence"]) for sentence in said)


@pytest.mark.parametrize("name", ["two_stages_ruling", "resignation", "japan_played", "weak_enforcement"])
def test_other_scenarios_have_words_too(name):
    found = explain_world(loaded(name), 2, 1)
    sentences = [influence["sentence"] for influence in world_data(found)["influences"]]
    assert sentences
    assert all(re.match(r"(Had|With) .+, .+\.$", sentence) for sentence in sentences)
