"""Votes on a deal, hand-overs and the race before them, one step at a time against what a hand works out."""

import numpy as np
import pytest
from places import BASELINE

from sim.model.agents.government import Government
from sim.model.mandates import update_mandates
from sim.model.ratification import hold_votes, void_deals
from sim.model.talks import Talks
from sim.scenario.loading import load

VOTE_DAY, ELECTION = 70, 55  # 3 June is day 55
WIDE = "range: [-5000, 5000]"


def talks(*settings, worlds=6):
    """Return talks on day 0 that nobody has acted in."""
    return Talks(load(BASELINE, settings).scenario, worlds=worlds)


def signed(model, rows):
    """Let deals be signed in some worlds, to be voted on on VOTE_DAY, by a government elected there."""
    ledger = model.ledger
    model.setting.day = ELECTION
    model.government.take_over(np.zeros(model.worlds, dtype=np.int64))
    model.government.formed[:] = ELECTION
    ledger.live[rows], ledger.pending[rows], ledger.agreed[rows] = False, True, True
    ledger.package[rows], ledger.vote_day[rows] = 1, VOTE_DAY
    ledger.signers[1][rows] = 1
    ledger.day[rows], ledger.phase[rows], ledger.proposer[rows] = 40, 1, 0
    ledger.keep_measure("party_a_value", rows, np.full(len(rows), 3.0))
    return ledger


def vote(model, day):
    """Hold the votes of a day, and nothing else."""
    model.setting.day = day
    hold_votes(model.state)


def test_a_deal_that_passes_is_closed_on_its_day_and_not_before():
    model = talks(f"assembly.pivot.threshold={{value: -4000, {WIDE}}}")
    rows = np.array([1, 4])
    ledger = signed(model, rows)
    vote(model, VOTE_DAY - 1)
    assert ledger.pending[rows].all()
    vote(model, VOTE_DAY)
    assert not ledger.pending.any()
    np.testing.assert_array_equal(ledger.ratified[rows], 1.0)
    np.testing.assert_array_equal(ledger.agreed, [False, True, False, False, True, False])
    np.testing.assert_array_equal(ledger.votes, [0, 1, 0, 0, 1, 0])
    assert not ledger.waiting["party_a"].any()
    model.release()


def test_a_deal_that_fails_is_struck_and_both_pay_there_alone():
    penalty = ["assembly.void_penalty.us=0.7", "assembly.void_penalty.korea=0.3"]
    model = talks(f"assembly.pivot.threshold={{value: 4000, {WIDE}}}", *penalty)
    rows = np.array([1, 4])
    ledger = signed(model, rows)
    vote(model, VOTE_DAY)
    there = np.isin(np.arange(6), rows)
    np.testing.assert_allclose(ledger.waiting["party_a"], np.where(there, -0.7, 0.0))
    np.testing.assert_allclose(ledger.waiting["party_b"], np.where(there, -0.3, 0.0))
    assert ledger.live.all()
    assert not ledger.agreed.any()
    assert not ledger.pending.any()
    np.testing.assert_array_equal(ledger.reopened, there)
    np.testing.assert_array_equal(ledger.day, -1)
    assert not ledger.package.any()
    assert np.isnan(ledger.measures["party_a_value"]).all()  # no figure of the deal outlives it
    assert np.isinf(ledger.vote_day).all()
    model.release()


def test_nothing_is_struck_where_no_deal_is():
    model = talks()
    ledger = signed(model, np.array([0, 3]))
    before = ledger.day.copy()
    void_deals(model.state, np.array([3]))
    np.testing.assert_array_equal(ledger.agreed, [True, False, False, False, False, False])
    np.testing.assert_array_equal(np.delete(ledger.day, 3), np.delete(before, 3))
    assert ledger.measures["party_a_value"][0] == 3.0
    model.release()


def test_keeping_and_passing_are_two_lucks_and_a_second_vote_has_its_own():
    """Each is passed where its own uniform lies below its chance; both chances are one half here."""
    model = talks(worlds=400)
    rows = np.arange(400)
    ledger = signed(model, rows)
    model.government.keeps = lambda rows, gain, signer: np.full(len(rows), 0.5)
    model.government.ratifies = lambda rows, gain, pivot: np.full(len(rows), 0.5)
    vote(model, VOTE_DAY)
    chance = model.setting.shared_luck
    first = (chance["keep.0"] < 0.5) & (chance["vote.0"] < 0.5)
    np.testing.assert_array_equal(ledger.agreed, first)
    assert first.mean() == pytest.approx(0.25, abs=0.09)  # of one luck it would be one half
    ledger.pending[:], ledger.vote_day[:] = True, VOTE_DAY + 1
    vote(model, VOTE_DAY + 1)
    again = (chance["keep.1"] < 0.5) & (chance["vote.1"] < 0.5)
    np.testing.assert_array_equal(ledger.ratified == 1, again)
    assert (again & first).mean() == pytest.approx(0.0625, abs=0.05)  # of one luck it would be a quarter
    model.release()


def test_luck_by_occasion_is_each_worlds_own():
    model, apart = talks(worlds=6), talks(worlds=6)
    found = model.setting.luck("keep", np.array([0, 2, 0, 1, 2, 1]))
    zero, one, two = (apart.setting.chance.uniform(f"keep.{k}") for k in range(3))
    np.testing.assert_array_equal(found, [zero[0], two[1], zero[2], one[3], two[4], one[5]])
    model.release()
    apart.release()


def test_no_vote_is_held_while_the_government_is_formed():
    model = talks(f"assembly.pivot.threshold={{value: -4000, {WIDE}}}")
    rows = np.arange(6)
    ledger = signed(model, rows)
    model.government.formed[:] = [VOTE_DAY, VOTE_DAY + 1, VOTE_DAY - 1, VOTE_DAY, VOTE_DAY + 9, -np.inf]
    vote(model, VOTE_DAY)
    np.testing.assert_array_equal(ledger.pending, [False, True, False, False, True, False])
    model.release()


def test_each_world_gets_the_tables_and_the_days_of_its_own_winner():
    model = talks()
    house, winner = model.government, np.array([0, 1, 2, 2, 1, 0])
    model.setting.day = ELECTION
    model.state.values.flows[0]["exporters_profit"][:] *= 1.0  # tables as they are
    before = [table.copy() for table in house.tables]
    house.take_over(winner)
    for row, won in enumerate(winner):
        np.testing.assert_array_equal(house.own[row], before[won + 1][row])
        np.testing.assert_array_equal(house.public[row], house.publics[won + 1][row])
        np.testing.assert_array_equal(house.relief[row], house.reliefs[won + 1][row])
    days = np.stack([model.setting.drawn.party_b.governments[name].formation_days for name in house.names[1:4]])
    taken = days[winner, np.arange(6)]
    assert ((house.formed >= ELECTION + taken) & (house.formed < ELECTION + taken + 1)).all()
    assert (house.formed == np.round(house.formed)).all()
    model.setting.day = int(house.formed[0])
    assert house.may_sign()[0]
    model.setting.day -= 1
    assert not house.may_sign()[0]
    update_mandates(model.state)
    np.testing.assert_allclose(model.state.main.tables.own[:, 1:], house.own[:, 1:])  # cars move with pressure
    model.release()


def test_a_government_that_is_formed_starts_clocks_and_demands_anew():
    model = talks()
    model.government.formed[:] = [60, 61, 60, 59, 60, 60]
    model.ledger.live[5] = False
    for party in model.state.main.parties:
        party.elapsed[:] = 0.6
    model.setting.day = 60
    update_mandates(model.state)
    for party in model.state.main.parties:
        np.testing.assert_array_equal(party.elapsed, [0.0, 0.6, 0.0, 0.6, 0.0, 0.6])
    model.release()


def test_the_floor_of_a_caretaker_by_hand():
    """Reserve 1, cost 4 times the .701 against, less an ambition of .5: 3.304; none is bound once the vote is held."""
    fixed = ["audience_cost=4", "ambition=0.5", "opinion.against=0.701"]
    model = talks(*(f"korea.governments.caretaker.{word}" for word in fixed))
    np.testing.assert_allclose(model.government.floor(np.ones(6)), 1 + 4 * 0.701 - 0.5)
    np.testing.assert_allclose(model.government.floor(np.ones(2), np.array([4, 1])), 1 + 4 * 0.701 - 0.5)
    np.testing.assert_allclose(model.state.main.authority(1, np.ones(6), np.arange(6)), 1 + 4 * 0.701 - 0.5)
    np.testing.assert_allclose(model.state.main.authority(0, np.ones(6), np.arange(6)), 1.0)
    model.setting.day = ELECTION
    np.testing.assert_allclose(model.government.floor(np.ones(6)), 1.0)
    model.release()


def test_the_us_alone_heeds_the_vote_where_nothing_is_said():
    model = talks("korea.doubt.vote=null", "us.doubt.vote=null")
    assert [party.heeds_vote() for party in model.state.main.parties] == [True, False]
    model.release()
    model = talks("korea.doubt.vote=true", "us.doubt.vote=false")
    assert [party.heeds_vote() for party in model.state.main.parties] == [False, True]
    model.release()


@pytest.mark.parametrize("seats, by_pivot", [(151, False), (150, True), (300, False), (0, True)])
def test_a_majority_passes_what_its_government_gains_by_and_a_minority_what_the_pivot_does(seats, by_pivot):
    """Logistic in the gain over the pivot's threshold of 0 and scale of 1: .731 at a gain of 1, .119 at -2."""
    model = talks(f"assembly.seats.lee_jae_myung={seats}", "assembly.pivot.scale=1", "assembly.pivot.threshold=0")
    rows = np.array([2, 3])
    model.government.governing[:] = 1
    found = model.government.ratifies(rows, np.full(2, 1.0), np.full(2, -2.0))
    np.testing.assert_allclose(found, 1 / (1 + np.exp(2.0 if by_pivot else -1.0)))
    model.release()


def test_an_heir_alone_may_drop_what_was_signed():
    """Caretaker 0 signed in the first three worlds, candidate 1 in the last; who governs now is another but in one."""
    model = talks("election.honour={mandates: {scale: 1}}", worlds=4)
    house = model.government
    house.governing = np.array([1, 0, 2, 1])
    signer = np.array([0, 0, 0, 1])
    kept = house.keeps(np.arange(4), np.full(4, -1.0), signer)
    heir = 1 / (1 + np.exp(1.0))
    np.testing.assert_allclose(kept, [heir, 1.0, heir, 1.0])
    model.release()


def test_polls_stand_still_in_the_blackout_and_each_candidate_has_luck_of_its_own():
    """The vote is on day 55, with six days of blackout: the last poll is that of day 49."""
    model = talks(worlds=900)
    house: Government = model.government
    race, published = house.race, {}
    for day in range(56):
        model.setting.day = day
        winner = race.live_day()
        published[day] = race.published.copy()
        assert (winner is None) == (day < ELECTION)
    assert (published[48] != published[49]).all()
    np.testing.assert_array_equal(published[49], published[50])
    np.testing.assert_array_equal(published[49], published[55])
    moves = np.diff(np.log(np.stack([published[day] for day in range(24, 50)])), axis=0)
    pair = (moves[..., 0] - moves[..., 1]).ravel()
    assert pair.std() == pytest.approx(0.04, rel=0.02)  # sd_day, of the log ratio of two candidates
    missed = race.strength.argmax(axis=1) != winner
    assert missed.any()  # polls may be off on the day itself
    model.release()


def test_chances_are_those_of_the_day():
    model = talks(worlds=3)
    race, rows = model.government.race, np.array([0, 2])
    model.setting.day = 30
    before = race.odds(rows)
    np.testing.assert_allclose(before.sum(axis=1), 1.0)
    model.setting.day, race.published[0] = 31, [0.2, 0.7, 0.1]
    after = race.odds(rows)
    assert after[0, 1] > 0.99
    np.testing.assert_allclose(after[1], before[1], atol=0.02)  # a day nearer, the same poll
    assert (after[1] != before[1]).any()
    model.release()
