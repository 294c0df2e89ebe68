"""The dashboard's levers: what stands at their ends and starts, and what moving one does to a scenario."""

import math

import pytest
import runs
from places import SCENARIOS

from sim.classroom.dashboard.levers import election_days, levers_of
from sim.classroom.dashboard.settings import settings_of
from sim.scenario.loading import load

NAMES = [
    *("party_a_pace", "party_b_pace", "party_a_belief", "party_b_belief"),
    *("audience_cost", "believed_rate", "peer_chance", "coin"),
]


def moved(name, **values):
    """Return a shipped scenario with its levers moved."""
    return load(SCENARIOS / f"{name}.yaml", settings_of(runs.loaded(name), values)).scenario


def test_starts_and_ends_are_those_that_the_baseline_states():
    found = levers_of(runs.loaded("baseline"))
    assert [*found] == [*NAMES, "pause_days"]
    stated = {name: (lever.start, lever.low, lever.high, lever.unit) for name, lever in found.items()}
    assert stated["party_a_pace"] == (0.25, 0.05, 5, "ratio")
    assert stated["party_a_belief"] == (0.7, 0, 1, "share")
    assert stated["audience_cost"] == (5, 0, 20, "bn USD a year")
    assert stated["believed_rate"] == (20, 0, 25, "percent")
    assert stated["peer_chance"] == (0.85, 0, 1, "share")
    assert stated["pause_days"] == (90, 45, 180, "days")
    assert found["peer_chance"].event == "japan_deal"
    assert all("assumed" in found[name].source for name in NAMES)


def test_a_lever_is_there_only_where_the_scenario_has_its_figure():
    assert "audience_cost" not in levers_of(runs.loaded("no_election"))
    assert "party_b_pace" not in levers_of(runs.loaded("textbook_tactics"))
    assert "pause_days" in levers_of(runs.loaded("buyer_seller"))
    assert "pause_days" not in levers_of(load(SCENARIOS / "buyer_seller.yaml", ["deadline=none"]))
    assert "peer_chance" not in levers_of(runs.loaded("japan_played"))


@pytest.mark.parametrize("name", ["baseline", "textbook_tactics", "two_elections", "weak_won", "strong_caretaker"])
def test_a_slider_has_a_place_for_its_start_and_its_high_end(name):
    for lever in levers_of(runs.loaded(name)).values():
        assert lever.low <= lever.start <= lever.high
        for value in (lever.start, lever.high):
            steps = (value - lever.low) / lever.step
            assert math.isclose(steps, round(steps), abs_tol=1e-6), (lever.name, value)


def test_levers_at_their_start_set_nothing():
    loaded = runs.loaded("baseline")
    values = {name: lever.start for name, lever in levers_of(loaded).items()}
    assert settings_of(loaded, {**values, "election": "2025-06-03"}) == []


def test_a_pace_moves_the_median_and_keeps_the_spread():
    beta = moved("baseline", party_a_pace=0.5).party_a.tactic.parameters.beta
    assert beta.lognormal.median == 0.5
    assert beta.lognormal.sigma == 0.5  # as the file has it


def test_governments_with_a_pace_of_their_own_move_in_proportion():
    party_b = moved("baseline", party_b_pace=0.7).party_b  # twice the 0.35 of the file
    assert party_b.tactic.parameters.beta.lognormal.median == 0.7
    medians = {name: held.tactic.parameters.beta.central for name, held in party_b.governments.items() if held.tactic}
    assert medians == {"lee_jae_myung": 0.6, "kim_moon_soo": 1.2, "lee_jun_seok": 0.9}


def test_a_spread_moves_as_a_whole_and_stays_within_its_range():
    costs = moved("baseline", audience_cost=10).party_b.governments["caretaker"].audience_cost
    assert costs.triangular == (4, 10, 18)  # twice 2, 5, 9
    costs = moved("baseline", audience_cost=20).party_b.governments["caretaker"].audience_cost
    assert costs.triangular == (8, 20, 20)  # four times 9 would be 36; the range ends at 20
    assert moved("baseline", audience_cost=0).party_b.governments["caretaker"].audience_cost.value == 0


def test_numbers_dates_and_the_vote_are_set():
    spec = moved("baseline", peer_chance=0.4, coin=1, pause_days=100, party_a_belief=0.1, believed_rate=15)
    assert spec.events[0].probability.value == 0.4
    assert spec.calendar.proposer.coin.value == 1
    assert spec.calendar.deadline.isoformat() == "2025-07-18"  # ten days after 8 July
    assert spec.party_a.extension_belief.first.value == 0.1
    assert spec.precedent.believed_rate.triangular == (7.5, 15, 18.75)  # three quarters of 10, 20, 25
    assert moved("baseline", election="2025-05-20").election.date.isoformat() == "2025-05-20"
    assert moved("baseline", election="none").election is None


@pytest.mark.parametrize("end", ["low", "high"])
def test_every_lever_can_stand_at_its_ends(end):
    values = {name: getattr(lever, end) for name, lever in levers_of(runs.loaded("baseline")).items()}
    spec = moved("baseline", **values)
    assert spec.party_a.extension_belief.first.value == values["party_a_belief"]
    assert spec.precedent.believed_rate.central == values["believed_rate"]


def test_days_of_the_vote_are_weeks_apart_and_after_the_poll():
    days = [day.isoformat() for day in election_days(runs.loaded("baseline").scenario)]
    assert (days[0], days[-1], len(days)) == ("2025-05-06", "2025-07-15", 11)  # the poll is of 2 May
    assert "2025-06-03" in days
    assert election_days(runs.loaded("no_election").scenario) == []


def test_a_lever_that_a_scenario_does_not_have_is_refused():
    with pytest.raises(ValueError, match="has no audience_cost; it has party_a_pace"):
        settings_of(runs.loaded("no_election"), {"audience_cost": 3})
