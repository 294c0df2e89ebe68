"""What a person may do, and what is refused: by the agenda, by the turn, by who may sign."""

import pytest
from runs import loaded

from sim.classroom.game import Game, Move
from sim.core.errors import UserError

NOTHING = (0, 0, 0, 0, 0, 0, 0)  # the terms of no deal, in the baseline
GENEROUS = (0, 0, 9, 7, 8, 2, 0)  # from Korea: all that the U.S. likes, for nothing


def play_until(game, wanted, answer="reject"):
    """Wait and decline until `wanted` says of a sight that it is what a test needs; return that sight."""
    while game.due:
        (side,) = game.due
        sight = game.sight(side)
        if wanted(sight):
            return sight
        game.move(side, Move("wait" if "wait" in sight["legal"] and "offer" in sight["legal"] else answer), game.turn)
    raise AssertionError("it never came to that")


def proposing(sight):
    return "offer" in sight["legal"]


@pytest.fixture
def game():
    """Return a game of the baseline that waits for an offer of Korea's before the vote."""
    found = Game(loaded("baseline"), 1, 16, ["korea"])
    play_until(found, proposing)
    return found


@pytest.mark.parametrize(
    ("move", "why"),
    [
        (Move("offer", (0, 0, 0)), "each of the 7 issues"),
        (Move("offer"), "each of the 7 issues"),
        (Move("offer", [0] * 7), "each of the 7 issues"),
        (Move("offer", (11, 0, 0, 0, 0, 0, 0)), "auto_tariff: level numbers go from 0 to 10; found 11"),
        (Move("offer", (0, -1, 0, 0, 0, 0, 0)), "reciprocal_tariff: level numbers go from 0 to 10; found -1"),
        (Move("offer", (0, 0, 0, 0, 0, 0, 1)), "defence_cost is not on the table"),
        (Move("offer", (0.5, 0, 0, 0, 0, 0, 0)), "a level is a whole number; found 0.5"),
        (Move("offer", (True, 0, 0, 0, 0, 0, 0)), "a level is a whole number; found True"),
        (Move("accept"), "now one may offer or wait; found accept"),
        (Move("wait", NOTHING), "only an offer names a package"),
        (Move("sleep"), "now one may offer or wait; found sleep"),
    ],
)
def test_a_move_off_the_agenda_is_refused_and_changes_nothing(game, move, why):
    before = game.sight("korea")
    with pytest.raises(UserError, match=why):
        game.move("korea", move, game.turn)
    assert game.sight("korea") == before


def test_a_move_out_of_turn_twice_or_of_nobody_is_refused(game):
    turn = game.turn
    with pytest.raises(UserError, match="not the turn of us"):
        game.move("us", Move("wait"), turn)
    with pytest.raises(UserError, match="not awaited yet"):
        game.move("korea", Move("wait"), turn + 1)
    game.move("korea", Move("offer", NOTHING), turn)
    with pytest.raises(UserError, match=f"move number {turn} has been made already"):
        game.move("korea", Move("offer", NOTHING), turn)
    assert game.moves[turn] == ("korea", Move("offer", NOTHING))
    with pytest.raises(UserError, match="not the turn of japan"):
        game.move("japan", Move("wait"), game.turn)


@pytest.mark.parametrize("people", [[], ["japan"], ["us", "us"], ["us", "korea", "us"]])
def test_only_the_two_chairs_can_be_held(people):
    with pytest.raises(UserError, match="chairs"):
        Game(loaded("baseline"), 1, 0, people)


def test_waiting_before_an_offer_says_nothing_and_repeats_it_after(game):
    assert not [offer for offer in game.sight("korea")["offers"] if offer["side"] == "korea"]
    game.move("korea", Move("wait"), game.turn)
    play_until(game, proposing)
    assert not [offer for offer in game.sight("korea")["offers"] if offer["side"] == "korea"]
    game.move("korea", Move("offer", (10, 10, 0, 0, 0, 0, 0), binding=False), game.turn)
    play_until(game, proposing)
    game.move("korea", Move("wait"), game.turn)
    told = [offer for offer in game.sight("korea")["offers"] if offer["side"] == "korea"]
    assert [(offer["package"], offer["binding"]) for offer in told] == [([10, 10, 0, 0, 0, 0, 0], False)] * 2


def best_for_us(game):
    """Return what the U.S. would like best of all packages today."""
    table, agenda = game.play.state.main.tables.signed[0], game.play.state.main.agenda
    pairs = zip(agenda.issues, table, strict=True)
    return tuple(int(row[: len(i.levels)].argmax()) if i.on_table else int(i.lapsed) for i, row in pairs)


def test_an_offer_that_is_not_binding_is_heard_and_not_signed():
    kept = {}
    for binding in (True, False):
        game = Game(loaded("no_election"), 1, 16, ["korea"])
        day = play_until(game, proposing)["day"]
        game.move("korea", Move("offer", best_for_us(game), binding), game.turn)
        kept[binding] = next(offer for offer in game.sight("korea")["offers"] if offer["day"] == day)
    assert kept[True]["accepted"]
    assert kept[False]["package"] == kept[True]["package"]
    assert not kept[False]["accepted"]


def test_the_caretaker_may_table_but_not_sign_what_is_below_its_floor(game):
    sight = game.sight("korea")
    assert sight["phase"] == "caretaker"
    assert sight["floor"] > sight["no_deal_value"]
    game.move("korea", Move("offer", GENEROUS), game.turn)
    told = next(offer for offer in reversed(game.sight("korea")["offers"]) if offer["side"] == "korea")
    assert told["package"] == list(GENEROUS)
    assert told["value"] < sight["floor"]
    assert not told["accepted"]
    assert not told["binding"]


def test_what_the_caretaker_may_not_sign_cannot_be_accepted():
    game = Game(loaded("baseline"), 1, 16, ["korea"])
    sight = game.sight("korea")
    offer = sight["offers"][-1]
    assert offer["accepted"] is None
    assert offer["value"] < sight["floor"]
    assert sight["standing"] is None
    with pytest.raises(UserError, match="now one may reject or wait; found accept"):
        game.move("korea", Move("accept"), game.turn)


def test_nobody_signs_while_a_government_is_formed():
    game = Game(loaded("baseline"), 1, 16, ["us", "korea"])
    sight = play_until(game, lambda seen: seen["phase"] == "forming" and proposing(seen))
    game.move(sight["side"], Move("offer", GENEROUS), game.turn)
    assert game.sight({"us": "korea", "korea": "us"}[sight["side"]])["legal"] == ["reject", "wait"]


def test_a_person_may_sign_for_less_than_no_deal_is_worth():
    game = Game(loaded("no_election"), 1, 16, ["korea", "us"])
    sight = play_until(game, lambda seen: proposing(seen) and seen["side"] == "us")
    game.move("us", Move("offer", GENEROUS), game.turn)
    sight = game.sight("korea")
    assert sight["standing"] == list(GENEROUS)
    assert sight["offers"][-1]["value"] < sight["no_deal_value"]
    game.move("korea", Move("accept"), game.turn)
    log = [entry for entry in game.play.state.records.log if entry["kind"] == "signature"]
    assert log[0]["package"].tolist() == list(GENEROUS)
    while game.due:  # the Assembly may have struck it
        (side,) = game.due
        game.move(side, Move("wait" if "offer" in game.sight(side)["legal"] else "reject"), game.turn)
    assert not game.outcome.breaches


def test_between_two_people_the_one_who_offers_waits_for_the_answer():
    game = Game(loaded("no_election"), 1, 16, ["us", "korea"])
    (first,) = game.due
    game.move(first, Move("offer", NOTHING), game.turn)
    (second,) = game.due
    assert second != first
    assert game.sight(first)["legal"] == []
    assert game.sight(first)["offers"][-1]["accepted"] is None
    assert game.sight(second)["standing"] == list(NOTHING)


def test_after_closing_nothing_is_moved_and_there_is_no_end():
    game = Game(loaded("no_election"), 1, 16, ["us", "korea"])
    with pytest.raises(UserError, match="not over: a move of"):
        game.summary()
    (side,) = game.due
    game.close()
    assert not game.due
    for what in (lambda: game.move(side, Move("wait"), game.turn), game.summary, lambda: game.outcome):
        with pytest.raises(UserError, match="has been closed"):
            what()


def test_after_the_end_no_move_is_made():
    game = Game(loaded("no_election", "deadline.most=0", "deadline.after_lapse.go_on=0"), 1, 16, ["korea"])
    while game.due:
        game.move("korea", Move("wait"), game.turn)
    with pytest.raises(UserError, match="the talks are over"):
        game.move("korea", Move("wait"), game.turn)
    assert game.sight("korea")["date"] == "2025-07-08"  # of the deadline
    assert game.outcome.worlds.column("status").to_pylist() == ["breakdown"]
