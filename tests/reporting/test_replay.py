"""The replay of a world: its data are the run's own, and the page holds them and nothing that is fetched."""

import json
import re

import numpy as np
import pytest
import runs
from markupsafe import escape

from sim.reporting.diary import diary
from sim.reporting.one_world import read_world
from sim.reporting.replay.page import embedded_json, replay_page
from sim.reporting.replay.words import ENGLISH
from sim.reporting.replay.world_data import world_data
from sim.reporting.stage_sentences import ruling
from sim.runs.polls import published_polls
from sim.scenario.party_words import usual_words

WORLD = 3


@pytest.fixture(scope="module")
def outcome():
    return runs.played("baseline", worlds=20)


@pytest.fixture(scope="module")
def polls():
    return published_polls(runs.loaded("baseline"), 1, WORLD)


@pytest.fixture(scope="module")
def told(outcome, polls):
    return world_data(outcome, WORLD, polls)


def test_the_end_is_the_row(outcome, told):
    row = outcome.worlds.slice(WORLD, 1).to_pylist()[0]
    assert row["agreed"]
    assert {one["name"]: one["value"] for one in told["end"]["figures"]} == {
        name: row[name] for name in ("us_value", "korea_value", "us_share")
    }
    assert told["end"]["date"] == outcome.calendar.date(row["day"]).isoformat()
    assert told["end"]["terms"][0] == f"{row['auto_tariff']:g} percent"


def test_a_maker_that_bears_the_key_of_a_party_keeps_its_column(outcome):
    row = outcome.worlds.slice(WORLD, 1).to_pylist()[0]
    held = read_world(outcome, WORLD).row
    assert held["gm_korea_duty"] == row["gm_korea_duty"]
    assert held["party_b_value"] == row["korea_value"]


def test_offers_are_those_of_the_run_and_their_places_meet_the_deal(outcome, told):
    made = [entry for entry in outcome.log if entry["world"] == WORLD and entry["kind"] == "offer"]
    keys = {"party_a": "us", "party_b": "korea"}
    assert [(one["day"], one["side"]) for one in told["offers"]] == [(e["day"], keys[e["side"]]) for e in made]
    assert told["offers"][0]["values"][0] == pytest.approx(made[0]["party_a_value"], rel=1e-5)
    (taken,) = [one for one in told["offers"] if one["accepted"]]
    assert taken["place"] == pytest.approx(told["plane"]["deal"], rel=1e-5)


def test_the_frontier_bounds_what_is_offered(told):
    points = np.array(told["plane"]["frontier"])
    for one in told["offers"]:
        beaten = (points >= np.array(one["place"]) - 1e-3).all(axis=1)
        assert beaten.any(), one


def test_the_diary_of_everything_is_the_diary(outcome, told):
    words = [line["texts"]["all"] for line in told["diary"] if line["texts"]["all"]]
    said = diary(outcome, WORLD)
    dated = [line.split("  ", 1)[1] for line in said if line[:1].isdigit() and "  " in line]
    assert [line for line in words if line not in said] == dated
    assert words[-1] == said[-1]


@pytest.mark.parametrize(("view", "other"), [("us", "Korea"), ("korea", "The U.S.")])
def test_a_side_does_not_read_what_offers_are_worth_to_the_other(told, view, other):
    texts = [line["texts"][view] for line in told["diary"] if line["texts"][view]]
    meetings = [text for text in texts if re.search(r"declines|accepts|bring nothing new", text)]
    assert len(meetings) > 5
    assert not [text for text in meetings if f"{other} declines:" in text or f"{other} is offered" in text]
    offers = [
        text for text in texts if text.startswith((f"{other} gives ground", f"{other} withdraws", f"{other} opens"))
    ]
    assert offers
    assert not [text for text in offers if "Its demand" in text or "It demands" in text or "Its caretaker" in text]


def test_the_public_is_told_of_no_offer_but_of_the_deal(told):
    told_kinds = {line["kind"] for line in told["diary"] if line["texts"]["public"] is not None}
    assert "signature" in told_kinds
    assert "offer" not in told_kinds


def test_polls_begin_with_the_published_one(polls):
    """The poll of the scenario is the one of its date; shares of the three candidates add up to one."""
    vote = runs.loaded("baseline").scenario.election
    first = (vote.polls.date - runs.loaded("baseline").scenario.calendar.pause).days
    stated = vote.polls.shares
    for name, shares in polls.items():
        assert shares[:first] == [None] * first
        assert shares[first] == pytest.approx(stated[name] / sum(stated.values()), abs=1e-12)
        assert len(shares) == (vote.date - runs.loaded("baseline").scenario.calendar.pause).days
    assert np.sum([shares[-1] for shares in polls.values()]) == pytest.approx(1, abs=1e-12)


def test_without_a_vote_there_are_no_polls():
    assert published_polls(runs.loaded("no_election"), 1, WORLD) == {}


def test_the_page_holds_its_data_and_fetches_nothing(told):
    page = replay_page([told])
    assert len(page) < 1_000_000
    held = json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)[1])
    assert held["worlds"] == [json.loads(json.dumps(told))]
    views = {"us": "the U.S.", "korea": "Korea"}
    assert held["words"] == ENGLISH | {"views": ENGLISH["views"] | views}
    assert re.findall(r"https?://[^\"' ]+", page) == ["http://www.w3.org/2000/svg"]  # a name, not an address
    assert "$" not in re.sub(r"\$\{", "", page)  # every word of the template was put in


def test_no_tag_can_begin_in_the_data():
    text = embedded_json({"question": "</script><!-- & <b>"})
    assert not set("<>&") & set(text)
    assert json.loads(text)["question"] == "</script><!-- & <b>"


def test_words_are_escaped(told):
    page = replay_page([told], ENGLISH | {"title": "<i>talks</i>"})
    assert str(escape("<i>talks</i>")) in page
    assert "<h1><i>" not in page


@pytest.mark.parametrize(
    ("sides", "told"),
    [
        (
            ("party_a", "party_b"),
            ": keeping the deal beats breaking it by +1.2 bn USD a year for the U.S. and "
            "-0.4 bn USD a year for Korea. ",
        ),
        (("party_b",), ": keeping the deal beats breaking it by -0.4 bn USD a year for Korea. "),
        ((), ". "),
    ],
)
def test_what_keeping_a_deal_is_worth_is_told_to_the_side_alone(sides, told):
    entry = {"party_a_margin": 1.2, "party_b_margin": -0.4, "statute": "IEEPA", "kept": True}
    (said,) = map(usual_words().text, ruling(entry, None, sides))
    assert [said] == [f"A court strikes down IEEPA{told}Both keep it."]
