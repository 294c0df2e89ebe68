"""Legal but unusual scenarios: the model copes, and keeps what must hold."""

import numpy as np
import pytest
from runs import played

ONE = [f"issues.{name}.on_table=false" for name in ("reciprocal_tariff", "shipbuilding", "investment", "farm_access")]


def outcome(name, *settings, worlds=60):
    return played(name, *settings, worlds=worlds)


def assert_nobody_signs_below_its_reserve(found):
    for party in ("us", "korea"):
        gain = found.column(f"{party}_value") - found.column(f"{party}_reserve")
        assert np.all(gain[np.isfinite(gain)] > -1e-6), party


def test_a_signature_that_nobody_believes_in_does_not_make_the_us_sign_below_its_reserve():
    doubtful = ("assembly.pivot.threshold=10", "assembly.pivot.scale=0.05", "assembly.majority=200")
    assert_nobody_signs_below_its_reserve(outcome("early_deadline", *doubtful, "deadline.most=0", worlds=200))


@pytest.mark.parametrize("settings", [ONE, [*ONE, "issues.lng.on_table=false"]])
def test_a_short_agenda_keeps_both_above_their_reserves(settings):
    assert_nobody_signs_below_its_reserve(outcome("baseline", *settings))


def test_talks_are_over_before_the_horizon():
    late = ("calendar.horizon=2025-12-20", "industry.support.until=2025-09-30")
    found = outcome("baseline", *late, worlds=300)
    assert np.nanmax(found.column("day")) < found.calendar.horizon


def test_a_tariff_of_zero_without_a_deal_weighs_on_nobody():
    found = outcome("baseline", "issues.auto_tariff.lapsed=0", "issues.auto_tariff.now=0", worlds=20)
    assert np.all(found.column("hyundai_pressure") == 0)


def test_one_carmaker_is_enough():
    found = outcome("baseline", *(f"carmakers.{name}=null" for name in ("hyundai", "gm_korea")), worlds=20)
    assert found.column("agreed").sum() > 0
    duties = [name for name in found.worlds.column_names if name.endswith("_duty")]
    assert duties == ["kia_duty", "kia_other_duty", "kia_parts_duty"]


def test_a_caretaker_that_wins_keeps_its_own_signature():
    stands = "election.candidates=[caretaker, lee_jae_myung]"
    polls = "election.polls.shares={caretaker: 60, lee_jae_myung: 20, kim_moon_soo: null, lee_jun_seok: null}"
    found = outcome("early_deadline_livable", stands, polls, "korea.governments.caretaker.audience_cost=0", worlds=200)
    signed = (found.column("first_signature") < 55) & np.array([w == "caretaker" for w in _winners(found)])
    assert signed.sum() > 10
    assert np.all(found.column("honoured")[signed] == 1)


def _winners(found):
    return found.worlds.column("winner").to_pylist()


def test_a_peer_that_signs_while_a_vote_is_awaited_counts_for_the_next_deal():
    found = outcome("baseline", "events.0.probability=1", "assembly.pivot.threshold=3", worlds=400)
    day, peer = found.column("day"), found.column("peer_deal")
    late = np.isfinite(day) & (day >= 104)
    assert late.sum() > 50
    assert np.all(peer[late] == 1)
    assert np.all(peer[np.isfinite(day) & (day < 104)] == 0)


def test_the_log_ends_with_each_world():
    found = played("baseline", worlds=20)
    for world in range(20):
        last = [e for e in found.log if e["world"] == world][-1]
        assert last["kind"] in {"vote", "breakdown"}


def test_tactics_of_every_kind_can_meet():
    tactics = ["tit_for_tat: {}", "hardliner: {}", "timed: {beta: 1, opening: 0.1, curve: exponential}"]
    for party_a in tactics:
        found = outcome("no_election", f"us.tactic={{{party_a}}}", "korea.tactic={tit_for_tat: {}}", worlds=30)
        assert_nobody_signs_below_its_reserve(found)


def test_a_nash_ratio_is_at_most_one():
    ratio = played("baseline").column("nash_ratio")
    assert np.nanmax(ratio) <= 1
    assert np.nanmin(ratio) >= 0
