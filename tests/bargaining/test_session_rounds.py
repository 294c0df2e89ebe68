"""What each side is told in each round of a bare negotiation, and what is kept of how it ends."""

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import pytest

from sim.analysis.strategies import named_strategy
from sim.bargaining.domains import additive_domain, unit_pie
from sim.bargaining.session import OfferProtocol, SessionResult, negotiate, per_world
from sim.core.chance import Chance
from sim.core.ties import TIE

WORLDS = 3
RESERVES, BELIEVED = (np.array([0.1, 0.2, 0.3]), np.array([0.25])), (np.array([0.15]), np.array([0.0, 0.05, 0.35]))
PIE = replace(unit_pie(10), reserves=RESERVES, public_reserves=BELIEVED)


class AsksForAll:
    """Demands everything, and keeps what it saw."""

    reads = ("luck", "outlook", "history")

    def __init__(self):
        self.seen = []

    def __call__(self, view):
        self.seen.append(view)
        return np.ones(len(view.reserve))


def played(rounds=4, coin=None, domain=PIE, rules=None, seed=5):
    """Return the ending and what both sides saw, by side and round."""
    chance, spies = Chance(seed, 0, WORLDS), rules or (AsksForAll(), AsksForAll())
    strategies = [
        replace(named_strategy("timed").for_side(chance, side), bidding=[spy])
        for side, spy in zip(("us", "korea"), spies, strict=True)
    ]
    ended = negotiate(domain, tuple(strategies), OfferProtocol(rounds, coin), chance)
    return ended, [getattr(spy, "seen", None) for spy in spies]


def test_each_side_is_told_the_time_the_last_chance_and_the_meetings_to_come():
    _, seen = played(rounds=5)
    for side in (0, 1):
        assert [view.elapsed.tolist() for view in seen[side]] == [[t] * WORLDS for t in (0, 0.25, 0.5, 0.75, 1)]
        assert [view.last_chance.tolist() for view in seen[side]] == [[k == 4] * WORLDS for k in range(5)]
        assert [view.outlook.meetings.tolist() for view in seen[side]] == [[4.0 - k] * WORLDS for k in range(5)]
        assert all((view.outlook.passing == 0).all() and (view.belief == 0).all() for view in seen[side])


def test_each_side_is_told_its_reserve_and_what_it_believes_of_the_other():
    """Rounds cost nothing: what is paid until a deal and after the last round is the reserve."""
    _, seen = played(rounds=2)
    for side, view in [(side, view) for side, views in enumerate(seen) for view in views]:
        own, other = (np.broadcast_to(held, WORLDS) for held in (RESERVES[side], BELIEVED[1 - side]))
        for held in (view.reserve, view.outlook.paused, view.outlook.lapsed):
            np.testing.assert_array_equal(held, own)
        for held in (view.path.other_reserve, view.outlook.other_paused, view.outlook.other_lapsed):
            np.testing.assert_array_equal(held, other)


def test_by_turns_the_us_offers_first_and_no_coin_is_told():
    _, seen = played()
    for side in (0, 1):
        assert [view.outlook.proposing.tolist() for view in seen[side]] == [[k % 2 == side] * 3 for k in range(4)]
        assert all(np.isnan(view.outlook.coin).all() for view in seen[side])


@pytest.mark.parametrize("coin", [0.3, 0.0, 1.0])
def test_by_a_coin_each_side_is_told_its_own_chance_to_offer(coin):
    _, seen = played(coin=coin)
    for mine, other in zip(*seen, strict=True):
        np.testing.assert_array_equal(mine.outlook.proposing, ~other.outlook.proposing)
        np.testing.assert_allclose(mine.outlook.coin, coin)
        np.testing.assert_allclose(other.outlook.coin, 1 - coin)
        assert coin not in (0.0, 1.0) or (mine.outlook.proposing == (coin == 1)).all()


def test_a_coin_is_tossed_anew_in_each_round_and_decides_below_its_chance():
    many, protocol = Chance(2, 0, 500), OfferProtocol(9, 0.5)
    tosses = [protocol.proposes(many, number) for number in range(9)]
    again = Chance(2, 0, 500)
    np.testing.assert_array_equal(tosses[3], again.uniform("proposer.round3") < 0.5)
    assert all(0.35 < np.mean(one == other) < 0.65 for one, other in pairwise(tosses))


def test_each_side_remembers_its_own_offers_and_the_others():
    """By turns, each the same offer again and again: the U.S. offers at no time and two thirds of it, Korea between."""
    _, seen = played()
    for side in (0, 1):
        made, heard = ([0, 1, 1, 1], [0, 0, 1, 1]) if side == 0 else ([0, 0, 1, 1], [0, 1, 1, 1])
        assert [view.history.made.tolist() for view in seen[side]] == [[n] * WORLDS for n in made]
        assert [view.history.received.tolist() for view in seen[side]] == [[n] * WORLDS for n in heard]
        times = [[], [], [1 / 3], [1 / 3]] if side == 0 else [[], [0.0], [0.0], [0.0, 2 / 3]]
        assert [view.history.at[0].tolist() for view in seen[side]] == times


def test_whose_coin_shows_just_its_chance_does_not_offer():
    """A draw from 0 to 1 lies below a chance as often as the chance says, 0 of a 0 and all of a 1."""
    draw = Chance(4, 0, 5).uniform("proposer.round2")
    found = OfferProtocol(3, float(draw[3])).proposes(Chance(4, 0, 5), 2)
    np.testing.assert_array_equal(found, draw < draw[3])
    assert not found[3]


@pytest.mark.parametrize("coin", [1.0, 0.0], ids=["it offers", "it answers"])
@pytest.mark.parametrize(("less", "signed"), [(5e-10, True), (TIE, True), (2e-9, False)])
def test_a_mandate_is_met_within_a_tie_whoever_offers(coin, less, signed):
    nothing = [np.array([0.0, 0.0])]
    domain = additive_domain(["a"], [np.array([0.0, 0.75 - less])], nothing, (0.0, 0.0))
    bound = replace(domain, floors=(np.array([0.75]), np.zeros(1)))
    chance = Chance(1, 0, WORLDS)
    rules = tuple(named_strategy("timed", acceptance="time:after=0").for_side(chance, side) for side in ("us", "korea"))
    assert (negotiate(bound, rules, OfferProtocol(2, coin), chance).agreed == signed).all()


def test_of_several_tactics_the_first_bids():
    chance, first, second = Chance(5, 0, WORLDS), AsksForAll(), AsksForAll()
    party_a, party_b = (named_strategy("timed").for_side(chance, side) for side in ("us", "korea"))
    negotiate(PIE, (replace(party_a, bidding=[first, second]), party_b), OfferProtocol(2), chance)
    assert first.seen
    assert not second.seen


def test_luck_is_each_sides_own_and_of_the_round():
    _, seen = played(seed=7)
    again = Chance(7, 0, WORLDS)
    for side, name in ((0, "us"), (1, "korea")):
        for number, view in enumerate(seen[side]):
            np.testing.assert_array_equal(view.luck, again.uniform(f"{name}.bid.round{number}"))


def test_without_a_deal_each_world_ends_at_its_reserves_after_all_rounds():
    ended, _ = played(rounds=3)
    assert not ended.agreed.any()
    for held in (ended.round, ended.proposer):
        np.testing.assert_array_equal(held, [-1] * WORLDS)
    np.testing.assert_array_equal(ended.offers, [3] * WORLDS)
    np.testing.assert_array_equal(ended.values[0], RESERVES[0])
    np.testing.assert_array_equal(ended.values[1], [0.25] * WORLDS)
    np.testing.assert_array_equal(ended.package, [[0]] * WORLDS)


@dataclass(frozen=True)
class GivesInAt:
    """Demands everything until a share of the time, (worlds,), is used up, and its reserve then."""

    share: np.ndarray
    reads = ("elapsed", "reserve")

    def __call__(self, view):
        return np.where(view.elapsed >= self.share, view.reserve, 1.0)


def test_worlds_end_one_after_another_each_by_its_own_round_side_and_package():
    """Of five rounds the U.S. offers in the first, third and fifth; it gives in at 0, 1 / 2 and 1 of the time.

    Korea asks for all throughout, and takes what the U.S. then offers, which is all; no deal is worth nothing to both.
    """
    party_a, party_b = GivesInAt(np.array([0.0, 0.5, 2.0])), AsksForAll()
    reserves = (np.zeros(3), np.zeros(1))
    domain = replace(unit_pie(10), reserves=reserves, public_reserves=reserves)
    ended, (_, seen) = played(rounds=5, domain=domain, rules=(party_a, party_b))
    np.testing.assert_array_equal(ended.round, [0, 2, -1])
    np.testing.assert_array_equal(ended.proposer, [0, 0, -1])
    np.testing.assert_array_equal(ended.offers, [1, 3, 5])
    np.testing.assert_array_equal(ended.values, [[0, 0, 0], [1, 1, 0]])
    assert [len(view.elapsed) for view in seen] == [3, 2, 2, 1, 1]  # those that ended are not asked again


def test_the_number_of_a_round_without_a_deal_is_no_round():
    ended = SessionResult(np.array([-1, 0, 3]), np.array([-1, 0, 1]), np.zeros((3, 1)), (np.zeros(3),) * 2, np.ones(3))
    np.testing.assert_array_equal(ended.agreed, [False, True, True])


def test_what_is_shared_becomes_a_number_a_world_that_may_be_written_to():
    shared = np.array([2])
    found = per_world(shared, 3)
    found[1] = 5.5
    np.testing.assert_array_equal(found, [2, 5.5, 2])
    np.testing.assert_array_equal(shared, [2])


@pytest.mark.parametrize("rounds", [1, 2, 3])
def test_time_runs_from_0_in_the_first_round_to_1_in_the_last(rounds):
    shares = [OfferProtocol(rounds).elapsed_share(number) for number in range(rounds)]
    assert shares == {1: [1.0], 2: [0.0, 1.0], 3: [0.0, 0.5, 1.0]}[rounds]
