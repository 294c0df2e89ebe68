"""What a side sees: its own, what everybody knows, and nothing of the other side's, of the draw, or of the future."""

import json
import re

import numpy as np
import pytest
from runs import loaded
from scripted_people import scripted_game

from sim.classroom.game import Game, Move
from sim.classroom.game.sight import DIGITS
from sim.model.mandates import revalue
from sim.model.recording import tables_of_the_day
from sim.runs.run import run

CHAIRS = {"us": "party_a", "korea": "party_b"}  # key and side of each party
NUMBER = re.compile(r"-?\d+\.\d+")
LEAST = 0.01  # smaller figures, rounded, say nothing
ALIKE = 2  # numbers among some hundred that may agree by chance to four decimals


@pytest.fixture(scope="module")
def outcome():
    """Return a run of one world that was kept in full: a deal of 1 August, after an extension."""
    return run(loaded("baseline"), 1, 1, first=16, recorded=1)


@pytest.fixture(scope="module")
def ended(outcome):
    """Return the game of that world in which a person has made Korea's moves."""
    return scripted_game(outcome, 16, ["korea"])


def sights(game, side):
    """Yield the sights of a side at each of its moves, as JSON, and after the end, declining all."""
    while game.due:
        told = game.sight(side)
        yield json.dumps(told)
        game.move(side, Move("wait" if "offer" in told["legal"] else "reject"), game.turn)
    yield json.dumps(game.sight(side))


def confidential(game, side):
    """Return the numbers of the other side's and of the draw, as they would stand in a sight."""
    state, (other,) = game.play.state, set(CHAIRS.values()) - {CHAIRS[side]}
    tables = tables_of_the_day(state)
    held = [tables[other].ravel(), tables[f"{other}_reserve"].ravel(), tables[f"{other}_pause"].ravel()]
    held += [np.ravel(values) for values in state.setting.draws.values() if np.asarray(values).dtype.kind == "f"]
    party = state.main.parties[1 - game.place_of(side)]
    held += [party.offer_memory.target, party.offer_memory.last_demand, state.government.seated]
    found = np.abs(np.concatenate(held))
    return {f"{value:.{DIGITS}f}".rstrip("0") for value in found[np.isfinite(found) & (found > LEAST)] if value % 1}


@pytest.mark.parametrize("side", CHAIRS)
@pytest.mark.parametrize("name", ["baseline", "two_stages"])
def test_no_confidential_number_stands_in_any_sight(name, side):
    game = Game(loaded(name), 1, 16, [side])
    seen = set()
    for number, text in enumerate(sights(game, side)):
        told = {found.lstrip("-").rstrip("0") for found in NUMBER.findall(text)}
        own = {f"{abs(v):.{DIGITS}f}".rstrip("0") for v in tables_of_the_day(game.play.state)[CHAIRS[side]].ravel()}
        if number % 4 == 0:
            seen |= (told & confidential(game, side)) - own
    assert len(seen) <= ALIKE, seen


def scale_other(game, side):
    """Give the other side other weights, as if the world had drawn them, and have all tables worked out anew."""
    drawn = game.play.state.setting.drawn
    weights = drawn.party_a.weights if side == "korea" else drawn.party_b.weights
    for name in weights:
        weights[name] = weights[name] * 1.37
    revalue(game.play.state)


@pytest.mark.parametrize("side", CHAIRS)
def test_a_sight_does_not_depend_on_the_other_sides_mandate(side):
    """Two people say the same, whatever the other one wants: a side sees the same until a deadline is moved."""
    kept = []
    for changed in (False, True):
        game, seen = Game(loaded("baseline"), 1, 16, ["us", "korea"]), []
        if changed:
            scale_other(game, side)
        while game.due and game.play.setting.day < 85:
            (due,) = game.due
            seen.append(game.sight(side))
            game.move(due, Move("offer", (4, 4, 2, 2, 2, 1, 0)) if due_offers(game, due) else Move("reject"), game.turn)
        kept.append(seen)
    assert len(kept[0]) > 20
    assert kept[0] == kept[1]


def due_offers(game, side):
    return "offer" in game.sight(side)["legal"]


def test_a_sight_does_not_depend_on_what_is_to_come():
    """Whether Japan will sign on 22 July changes nothing before it, and is told on that day."""
    kept = {}
    for chance in (0, 1):
        game = Game(loaded("baseline", f"events.japan_deal.probability={chance}"), 1, 16, ["korea"])
        kept[chance] = list(map(json.loads, sights(game, "korea")))
    before = [[s for s in seen if s["date"] < "2025-07-22"] for seen in kept.values()]
    assert len(before[0]) > 15
    assert before[0] == before[1]
    assert "Japan signs" in json.dumps(kept[1][-1]["events"])
    assert "Japan signs" not in json.dumps(kept[0][-1]["events"])


def test_polls_and_events_go_to_today_and_no_further():
    for text in sights(Game(loaded("baseline"), 1, 16, ["us"]), "us"):
        told = json.loads(text)
        assert all(len(shares) <= told["day"] + 1 for shares in told["polls"].values())
        assert all(event["date"] <= told["date"] for event in told["events"])
        assert all(offer["date"] <= told["date"] for offer in told["offers"])
        published = [s for s in zip(*told["polls"].values(), strict=True) if s[0] is not None]
        assert all(sum(shares) == pytest.approx(1, abs=0.002) for shares in published)


def test_own_values_add_up_to_what_the_run_says_of_each_offer(outcome, ended):
    told = ended.sight("korea")
    logged = [entry for entry in outcome.log if entry["kind"] == "offer"]
    assert [offer["value_then"] for offer in told["offers"]] == [round(e["party_b_value"], DIGITS) for e in logged]
    for offer in told["offers"]:
        pairs = zip(told["issues"], offer["package"], strict=True)
        assert offer["value"] == pytest.approx(sum(issue["values"][place] for issue, place in pairs), abs=5e-4)


def test_the_estimate_is_at_central_weights_and_not_the_truth():
    game = Game(loaded("baseline"), 1, 16, ["korea"])
    package = game.sight("korea")["offers"][0]["package"]
    state = game.play.state
    public = sum(state.administration.public[0, place, level] for place, level in enumerate(package))
    true = sum(state.administration.signed[0, place, level] for place, level in enumerate(package))
    assert game.estimate("korea", package) == round(public, DIGITS) != round(true, DIGITS)


def test_a_sight_after_the_end_stays_and_tells_the_own_end_alone(ended):
    before = ended.sight("korea")
    row = ended.outcome.worlds.to_pylist()[0]
    assert ended.sight("korea") == before
    assert before["over"]
    assert "1 August 2025" in before["ending"][0]
    assert f"{row['korea_value']:+.1f} bn USD" in before["ending"][0]
    assert f"{row['us_value']:.4f}" not in json.dumps(before)
    assert before["date"] == "2025-08-31"  # the day of the Assembly's vote
    assert [offer["accepted"] for offer in before["offers"]].count(True) == 1


def test_a_sight_in_korean_has_the_same_figures():
    game = Game(loaded("baseline"), 1, 16, ["korea"])
    english, korean = game.sight("korea"), game.sight("korea", "ko")
    assert [issue["values"] for issue in korean["issues"]] == [issue["values"] for issue in english["issues"]]
    assert korean["issues"][3]["levels"][6] == "1,500억 달러"  # 150 bn USD
    assert english["issues"][3]["levels"][6] == "150 bn USD"
    assert korean["phase"] == english["phase"] == "caretaker"
