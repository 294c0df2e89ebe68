"""How a game ended: against the run's row, a search through every package, and the run's own log."""

import json

import numpy as np
import pytest
from runs import loaded
from scripted_people import scripted_game

from sim.analysis.predictions import predict
from sim.bargaining.sides import SIDES
from sim.classroom.game import Game, Move
from sim.core.party_columns import name_by_key
from sim.reporting.diary import diary_sentences
from sim.runs.run import run

WORLD = 16


@pytest.fixture(scope="module")
def outcome():
    return run(loaded("baseline"), 1, 1, first=WORLD, recorded=1)


@pytest.fixture(scope="module")
def game(outcome):
    return scripted_game(outcome, WORLD, ["korea"])


@pytest.fixture(scope="module")
def told(game):
    return game.summary("korea")


def every_package(outcome, name):
    """Return the values of all packages to a side, flat, by the tables of the end."""
    scene, agenda = outcome.scenes[WORLD], outcome.agenda
    total = np.zeros(1)
    for place, issue in enumerate(agenda.issues):
        held = scene[name][place, : len(issue.levels)] if issue.on_table else scene[name][place, [issue.lapsed]]
        total = (total[:, None] + held).ravel()
    return total


def test_the_deal_is_that_of_the_row(told, outcome):
    row = outcome.worlds.to_pylist()[0]
    assert told["date"] == row["date"].isoformat()
    assert told["terms"]["auto_tariff"] == f"{row['auto_tariff']:g} percent"
    assert told["values"] == {side: round(row[f"{side}_value"], 4) for side in ("us", "korea")}
    gains = [row[f"{side}_value"] - row[f"{side}_reserve"] for side in ("us", "korea")]
    assert told["shares"]["us"] == pytest.approx(gains[0] / sum(gains), abs=1e-4)
    assert told["left_on_table"] == round(row["frontier_distance"], 4)
    assert json.loads(json.dumps(told)) == told


def test_the_nash_point_is_the_best_of_all_packages(told, outcome):
    party_a, party_b = (every_package(outcome, name) for name in SIDES)
    reserves = [float(outcome.scenes[WORLD][f"{name}_reserve"]) for name in SIDES]
    gains = np.maximum(party_a - reserves[0], 0) * np.maximum(party_b - reserves[1], 0)
    best = int(gains.argmax())
    assert told["nash"]["values"] == pytest.approx({"us": party_a[best], "korea": party_b[best]}, abs=1e-4)


def test_no_package_beats_the_frontier(told, outcome):
    party_a, party_b = (every_package(outcome, name) for name in SIDES)
    for one, two in told["frontier"][::50]:
        assert not ((party_a > one + 1e-3) & (party_b > two + 1e-3)).any()


def test_the_equilibrium_is_that_of_the_theory_of_a_run(told, outcome):
    theory = {name_by_key(name, ("us", "korea")): held for name, held in predict(outcome).to_pylist()[0].items()}
    assert told["equilibrium"]["date"] == outcome.calendar.date(theory["equilibrium_day"]).isoformat()
    for side in ("us", "korea"):
        assert told["equilibrium"]["values"][side] == round(theory[f"equilibrium_{side}_value"], 4)
    assert told["equilibrium"]["terms"]["lng"] == f"{theory['equilibrium_lng']:g} million tonnes a year"


def test_what_the_other_side_wanted_is_its_table_of_the_end(told, outcome):
    held = told["wanted"]["us"]
    assert list(told["wanted"]) == ["us"]
    table = outcome.scenes[WORLD]["party_a"]
    for issue in held["issues"]:
        place = outcome.agenda.place_of(issue["name"])
        assert issue["values"] == [round(float(v), 4) + 0.0 for v in table[place, : len(issue["values"])]]
    stakes = [issue["at_stake"] for issue in held["issues"]]
    assert stakes == sorted(stakes, reverse=True)
    asked = outcome.series["party_a_target"][:, 0]
    assert held["last_demand"] == pytest.approx(float(asked[np.isfinite(asked)][-1]), abs=1e-4)


def test_had_you_signed_is_the_last_offer_of_the_other_side_by_the_log(told, outcome):
    weeks = told["weeks"]["korea"]
    opened = outcome.calendar.talks
    for week in weeks:
        until = opened + 7 * week["week"] - 1
        made = [e for e in outcome.log if e["kind"] == "offer" and e["side"] == "party_a" and e["day"] <= until]
        if not made:
            assert week["offer"] is None
            continue
        assert week["offer"]["package"] == made[-1]["package"].tolist()
        values = zip(("us", "korea"), (made[-1][f"{side}_value"] for side in SIDES), strict=True)
        assert week["values"] == {key: round(value, 4) for key, value in values}
    assert len(weeks) == 15  # 24 April to 1 August


def test_a_teacher_sees_both_sides_and_every_chair(game):
    found = game.summary()
    assert list(found["wanted"]) == ["us", "korea"]
    assert found["wanted"]["korea"]["last_demand"] is None  # a person sat there
    assert list(found["weeks"]) == ["korea"]
    assert found["side"] is None


def test_a_game_without_a_deal_and_without_offers_has_a_summary():
    game = Game(loaded("no_election", "deadline.most=0", "deadline.after_lapse.go_on=0"), 1, 1, ["us", "korea"])
    while game.due:
        (side,) = game.due
        game.move(side, Move("wait"), game.turn)
    found = game.summary("us")
    assert not found["agreed"]
    assert found["offers"] == []
    assert all(week["offer"] is None for week in found["weeks"]["us"])
    assert found["row"]["status"] == "breakdown"
    assert found["row"]["us_offers"] == 0
    assert found["paragraphs"][0] == "The talks ended without a deal that holds."
    assert "no offer stood" in json.dumps(found["tables"])


def test_the_text_tells_the_figures(told):
    text = " ".join(told["paragraphs"])
    assert "Signed on 1 August 2025: auto tariff 15 percent" in text
    assert f"Korea gained {told['gains']['korea']:.1f} bn USD a year over its reservation value" in text
    assert f"{100 * told['shares']['us']:.0f} % went to the U.S." in text
    scales = {name.split(",")[0].split(":")[0]: said for name, said in told["facts"]}
    assert scales["value of the deal to Korea"] == f"{told['values']['korea']:+.1f} bn USD a year"
    assert scales["reservation value of Korea"] == f"{told['no_deal']['korea']:+.1f} bn USD a year"
    assert "over no deal" not in text + str(told["facts"])
    assert all(len(row) == len(table["head"]) for table in told["tables"] for row in table["rows"])


def test_the_diary_gives_no_reasons_of_a_person(game, outcome):
    tactic, person = (" ".join(text for _, text in diary_sentences(found, WORLD)) for found in (outcome, game.outcome))
    opening = next(entry for entry in outcome.log if entry["kind"] == "offer" and entry["side"] == "party_b")
    demand = f"demands {opening['party_b_demand']:+.1f}"
    assert demand in tactic
    assert demand not in person
    assert (
        tactic.count("Korea declines: the terms are worth") == person.count("Korea declines: the terms are worth") > 0
    )
    assert "and it demands" in tactic.split("Korea declines")[1].split(".  ")[0]
    party_b = [line for line in person.split(". ") if "Korea declines" in line]
    assert not [line for line in party_b if "and it demands" in line]
