"""People who make the moves of the tactics in their chairs reach what the tactics reach in the run of that world."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from runs import loaded
from scripted_people import logged_offers, same_rows, scripted_game

from sim.classroom.game import Game
from sim.runs.run import run

WORLDS = {"baseline": 16, "no_election": 2, "two_stages": 4}  # a deal after an extension, no deal, a deal with a text


@pytest.fixture(scope="module", params=WORLDS)
def told(request):
    """Return a run of one world that was kept in full, and its offers."""
    world = WORLDS[request.param]
    outcome = run(loaded(request.param), 1, 1, first=world, recorded=1)
    return outcome, world, logged_offers(outcome)[world]


@pytest.mark.parametrize("people", [["us"], ["korea", "us"]], ids="-".join)  # Korea's chair alone: below
def test_scripted_people_reach_the_row_of_the_run(told, people):
    outcome, world, offers = told
    game = scripted_game(outcome, world, people, offers)
    assert not game.due
    assert len(game.moves) == len(offers) * len(people)
    assert same_rows(game, outcome, world)


def test_the_outcome_is_that_of_the_run_in_every_part(told):
    outcome, world, offers = told
    found = scripted_game(outcome, world, ["korea"], offers).outcome
    assert found.worlds.equals(outcome.worlds)
    assert found.accounts.equals(outcome.accounts)
    assert found.days.equals(outcome.days)
    log = [{name: held for name, held in entry.items() if name != "people"} for entry in found.log]
    assert repr(log) == repr(outcome.log)
    assert {entry["people"] for entry in found.log if entry["kind"] == "offer"} == {("party_b",)}
    assert found.settings.numbers == outcome.settings.numbers
    for name, values in outcome.series.items():
        np.testing.assert_array_equal(found.series[name], values)
    for name, table in outcome.scenes[world].items():
        np.testing.assert_array_equal(found.scenes[world][name], table)


@pytest.fixture(scope="module")
def short():
    """Return a run of one world without a vote, and its offers."""
    world = WORLDS["no_election"]
    outcome = run(loaded("no_election"), 1, 1, first=world, recorded=1)
    return outcome, world, logged_offers(outcome)[world]


def test_games_in_threads_do_not_disturb_each_other(short):
    outcome, world, offers = short
    chairs = [["us"], ["korea"]]
    with ThreadPoolExecutor(2) as pool:
        games = list(pool.map(lambda people: scripted_game(outcome, world, people, offers), chairs))
    assert all(same_rows(game, outcome, world) for game in games)


def test_a_game_is_restored_from_its_moves(short):
    outcome, world, offers = short
    game = scripted_game(outcome, world, ["korea"], offers)
    half = game.moves[: len(game.moves) // 2]
    restored = Game.restore(outcome.loaded, 1, world, ["korea"], half)
    assert restored.turn == len(half)
    for side, move in game.moves[len(half) :]:
        restored.move(side, move, restored.turn)
    assert restored.sight("korea") == game.sight("korea")
    assert same_rows(restored, outcome, world)
