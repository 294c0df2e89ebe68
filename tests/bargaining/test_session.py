"""Bare negotiations: known meetings of two curves, equilibrium players, and what holds for every rule."""

from dataclasses import dataclass, replace
from functools import cache

import numpy as np
import pytest

from sim.analysis.strategies import named_strategy
from sim.bargaining.agenda import Agenda, Issue
from sim.bargaining.domains import Domain, additive_domain, logrolling_domain, unit_pie
from sim.bargaining.equilibrium import Game, solve
from sim.bargaining.session import NO_DEAL_ROUND, OfferProtocol, negotiate
from sim.core.chance import Chance
from sim.core.worlds import take_rows
from sim.tactics.registry import ACCEPTANCE, BIDDING, OFFERING, OPPONENT

WORLDS, ROUNDS = 5, 12
MIXTURE = "{mixture: {first: {hardliner: {}}, then: {timed: {beta: 0.5}}, switch: 0.4, width: 0.3}}"
DRAWN = "{timed: {beta: {uniform: [0.3, 2]}, opening: 0.1}}"
NEEDED = {"timed": "timed:beta=0.7", "resource": "resource:patience=3", "mixture": MIXTURE}
RULES = {
    **{name: {"text": NEEDED.get(name, name)} for name in BIDDING},
    "drawn": {"text": DRAWN},
    "micro-packages": {"text": "micro:order=packages", "offer": "least"},
    "absolute_tit_for_tat-wobble": {"text": "absolute_tit_for_tat:wobble=0.1"},
    **{f"opponent-{name}": {"text": "timed", "opponent": name} for name in OPPONENT},
    **{
        f"acceptance-{name}": {"text": "timed", "acceptance": "constant:share=0.6" if name == "constant" else name}
        for name in ACCEPTANCE
    },
    **{f"offer-{name}": {"text": "timed", "offer": name} for name in OFFERING},
}
every_rule = pytest.mark.parametrize("name", RULES)
TURNS, COIN = OfferProtocol(ROUNDS), OfferProtocol(ROUNDS, coin=0.25)
both_protocols = pytest.mark.parametrize("protocol", [TURNS, COIN], ids=["turns", "coin"])


def played(domain, rules, protocol, first=0, worlds=WORLDS, seed=3):
    """Return the ending of two strategies, given by what names them."""
    chance = Chance(seed, first, worlds)
    party_a, party_b = (
        named_strategy(**rule).for_side(chance, side) for rule, side in zip(rules, ("us", "korea"), strict=True)
    )
    return negotiate(domain, (party_a, party_b), protocol, chance)


def timed(beta=1.0, **more):
    return {"text": f"timed:beta={beta}", **more}


def mixed(shared=False, seed=4, floors=True):
    """Three issues of 4, 5 and 3 levels on which the sides are opposed; the public is only nearly right."""
    rng, counts, worlds = np.random.default_rng(seed), (4, 5, 3), 1 if shared else WORLDS

    def table(rising):
        found = np.zeros((worlds, len(counts), max(counts)))
        for i, count in enumerate(counts):
            steps = np.sort(rng.random((worlds, count)), axis=1) * rng.uniform(0.5, 1.5, (worlds, 1))
            found[:, i, :count] = steps if rising else steps[:, ::-1]
            found[:, i, count:] = found[:, i, count - 1 : count]
        return found

    def about(held):
        return held * rng.uniform(0.7, 1.4, (worlds, len(counts), 1))

    values = (table(True), table(False))
    reserves = (rng.uniform(0.6, 1.3, WORLDS), rng.uniform(0.6, 1.3, WORLDS))
    return Domain(
        agenda=Agenda(tuple(Issue(f"issue_{i}", "", tuple(range(count)), 0, 0) for i, count in enumerate(counts))),
        values=values,
        reserves=reserves,
        public=tuple(about(v) for v in values),
        public_reserves=tuple(r - 0.1 for r in reserves),
        floors=(rng.uniform(0.6, 2.6, WORLDS), np.full(1, -np.inf)) if floors else None,
    )


PAIRS = ("values", "reserves", "public", "public_reserves", "floors")


def some(domain, rows):
    """Return the domain of some of its worlds."""
    return replace(domain, **{n: tuple(take_rows(v, rows) for v in getattr(domain, n) or ()) or None for n in PAIRS})


def assert_same(one, other, rows=slice(None), swapped=False):
    for name in ("round", "package", "offers"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name)[rows])
    proposer = other.proposer[rows]
    swap = np.where(proposer == NO_DEAL_ROUND, NO_DEAL_ROUND, 1 - proposer)
    np.testing.assert_array_equal(one.proposer, swap if swapped else proposer)
    for mine, theirs in zip(one.values, other.values[::-1] if swapped else other.values, strict=True):
        np.testing.assert_array_equal(mine, theirs[rows])


# --- two curves meet --------------------------------------------------------------------------------


@pytest.mark.parametrize("coin", [None, 0.5])
@pytest.mark.parametrize("power", [4, 1, 0.25])
def test_two_equal_timed_tactics_meet_where_half_is_given(power, coin):
    rounds, steps, meets = 501, 1000, 0.5 ** (1 / power)
    rules = (timed(1 / power), timed(1 / power))
    ending = played(unit_pie(steps), rules, OfferProtocol(rounds, coin), worlds=20)
    assert np.all(np.abs(ending.round / (rounds - 1) - meets) <= 1 / (rounds - 1))
    step = power * 0.5 / meets / (rounds - 1) + 1 / steps  # given in a round, and of the pie
    for value in ending.values:
        np.testing.assert_allclose(value, 0.5, atol=step)


def test_the_slower_of_two_timed_sides_gets_more():
    ending = played(unit_pie(1000), (timed(0.25), timed(1)), OfferProtocol(401))
    share = 1 - ending.round / 400  # what the one that gives by the clock still asks for
    np.testing.assert_allclose(ending.values[1], share, atol=0.01)
    assert np.all(ending.values[0] > 0.7)


def test_two_timed_sides_that_know_each_other_trade_issue_for_issue():
    ending = played(logrolling_domain(), (timed(), timed()), OfferProtocol(201))
    np.testing.assert_allclose(ending.values, 0.7, atol=0.02)


# --- equilibrium players ----------------------------------------------------------------------------

EQUILIBRIUM = {"text": "equilibrium"}


@pytest.mark.parametrize("rounds", [1, 2, 9])
@pytest.mark.parametrize("coin", [0.5, 0.3])
def test_equilibrium_players_agree_at_once_on_the_chances_to_propose(coin, rounds):
    ending = played(unit_pie(1000), (EQUILIBRIUM,) * 2, OfferProtocol(rounds, coin), worlds=40)
    assert np.all(ending.round == 0)
    first = ending.proposer == 0
    assert 0 < first.sum() < 40
    if rounds > 1:
        np.testing.assert_allclose(ending.values[0], coin, atol=0.002)
        np.testing.assert_allclose(ending.values[1], 1 - coin, atol=0.002)
    else:
        np.testing.assert_array_equal(ending.values, [first, ~first])


@pytest.mark.parametrize("rounds", [1, 2, 5, 8])
def test_with_turns_the_last_mover_takes_all(rounds):
    ending = played(unit_pie(100), (EQUILIBRIUM,) * 2, OfferProtocol(rounds))
    assert np.all(ending.round == 0)
    last = (rounds - 1) % 2
    assert np.all(ending.values[last] == 1)
    assert np.all(ending.values[1 - last] == 0)


@pytest.mark.parametrize("rounds", [1, 4, 10])
def test_equilibrium_in_a_session_is_worth_what_backward_induction_says(rounds):
    reserves, coin = (0.1, 0.25), 0.3
    share = np.arange(1001)[None, :] / 1000
    game = Game((share, 1 - share), (np.full(rounds, coin), np.full(rounds, 1 - coin)), terminal=reserves)
    domain = replace(
        unit_pie(1000), **{n: tuple(np.array([r]) for r in reserves) for n in ("reserves", "public_reserves")}
    )
    ending = played(domain, (EQUILIBRIUM,) * 2, OfferProtocol(rounds, coin), worlds=40)
    offered = share[0, solve(game).offer[:, 0]]  # if the U.S. proposes, if Korea does
    np.testing.assert_allclose(ending.values[0], offered[ending.proposer], atol=1.5e-3)


@pytest.mark.parametrize("other", ["hardliner", "tit_for_tat", "micro", "random", "timed:beta=0.2"])
@both_protocols
def test_an_equilibrium_player_copes_with_others(other, protocol):
    for rules in ((EQUILIBRIUM, {"text": other}), ({"text": other}, EQUILIBRIUM)):
        ending = played(unit_pie(20), rules, protocol)
        assert np.isfinite(ending.values).all()
        assert np.all(ending.offers <= ROUNDS)


# --- laws -------------------------------------------------------------------------------------------


@cache
def against_timed(name, protocol, shared=False):
    """Return the ending of a rule against a timed side, played once for all laws."""
    return played(mixed(shared), (RULES[name], timed(0.5)), protocol)


@every_rule
@both_protocols
@pytest.mark.parametrize("shared", [False, True], ids=["own tables", "shared tables"])
def test_a_world_alone_ends_as_it_does_among_others(name, protocol, shared):
    domain, together = mixed(shared), against_timed(name, protocol, shared)
    for world in range(WORLDS):
        row = np.array([world])
        alone = played(some(domain, row), (RULES[name], timed(0.5)), protocol, first=world, worlds=1)
        assert_same(alone, together, row)


@pytest.mark.parametrize("rule", [RULES["drawn"], *(RULES[f"opponent-{name}"] for name in OPPONENT)])
@pytest.mark.parametrize("shared", [False, True], ids=["own tables", "shared tables"])
def test_two_worlds_alone_end_as_they_do_among_others(rule, shared):
    domain, rules, rows = mixed(shared), (rule, rule), np.array([1, 2])
    together = played(domain, rules, TURNS)
    assert_same(played(some(domain, rows), rules, TURNS, first=1, worlds=2), together, rows)


@every_rule
@both_protocols
def test_shared_tables_do_what_the_same_table_does_in_every_world(name, protocol):
    domain = mixed(shared=True)
    repeated = {n: tuple(np.repeat(v, WORLDS, axis=0) for v in getattr(domain, n)) for n in ("values", "public")}
    own = played(replace(domain, **repeated), (RULES[name], timed(0.5)), protocol)
    assert_same(own, against_timed(name, protocol, shared=True))


@every_rule
@both_protocols
def test_nobody_ends_below_its_reserve_and_no_deal_is_below_a_mandate(name, protocol):
    domain, rule = mixed(), RULES[name]
    others = (played(domain, rules, protocol) for rules in ((rule, rule), (timed(0.5), rule)))
    for ending in (against_timed(name, protocol), *others):
        for side in (0, 1):
            assert np.all(ending.values[side] >= domain.reserves[side] - 1e-9)
            assert np.all(ending.values[side] >= domain.authority(side) - 1e-9, where=ending.agreed)
            np.testing.assert_array_equal(ending.values[side][~ending.agreed], domain.reserves[side][~ending.agreed])
        np.testing.assert_array_equal(ending.offers, np.where(ending.agreed, ending.round + 1, ROUNDS))
        np.testing.assert_array_equal(ending.proposer == NO_DEAL_ROUND, ~ending.agreed)


@every_rule
def test_the_same_seed_gives_the_same_ending_and_one_round_is_enough_to_play(name):
    domain, rule = mixed(floors=False), RULES[name]
    assert_same(played(domain, (rule, rule), COIN), played(domain, (rule, rule), COIN))
    once = played(domain, (rule, rule), OfferProtocol(1))
    assert np.all(once.offers == 1)
    assert set(once.round) <= {NO_DEAL_ROUND, 0}


def test_a_seed_of_zero_is_a_seed_like_any_other():
    domain, rules = mixed(floors=False), ({"text": "random"},) * 2
    zero = played(domain, rules, COIN, seed=0)
    assert_same(played(domain, rules, COIN, seed=0), zero)
    assert np.any(played(domain, rules, COIN, seed=1).round != zero.round)


@dataclass(frozen=True)
class Mirrored(OfferProtocol):
    """The same turns, each made by the other side."""

    def proposes(self, chance, number):
        return ~OfferProtocol(self.rounds, None if self.coin is None else 1 - self.coin).proposes(chance, number)


LUCKY = {"random", "drawn", "absolute_tit_for_tat-wobble", "acceptance-logit", "offer-iso_random"}


@pytest.mark.parametrize("name", [name for name in RULES if name not in LUCKY])
@both_protocols
def test_sides_in_each_others_place_end_in_each_others_place(name, protocol):
    domain, coin = mixed(), protocol.coin
    mirror = replace(domain, **{name: getattr(domain, name)[::-1] for name in PAIRS})
    other = Mirrored(ROUNDS, None if coin is None else 1 - coin)
    found = played(mirror, (timed(0.5), RULES[name]), other)
    assert_same(found, against_timed(name, protocol), swapped=True)


def test_the_random_domains_end_in_deals_and_without_early_and_late():
    endings = [against_timed(name, COIN, shared) for shared in (False, True) for name in RULES]
    rounds = np.concatenate([ending.round for ending in endings])
    assert 0 < np.mean(rounds == NO_DEAL_ROUND) < 0.5
    assert len(np.unique(rounds)) > ROUNDS / 2


# --- mandates, knowledge, proposers -----------------------------------------------------------------


@pytest.mark.parametrize("coin", [1.0, 0.0], ids=["it offers", "it answers"])
def test_a_deal_worth_just_the_floor_is_within_the_mandate_whoever_offers(coin):
    half = np.array([0.5, 0.0])
    domain = additive_domain(["one", "two"], [np.array([0.0, 0.1]), np.array([0.0, 0.7])], [half, half], (0.0, 0.0))
    bound = replace(domain, floors=(np.array([0.8]), np.zeros(1)))  # 0.1 + 0.7 is a last digit below 0.8
    ending = played(bound, (timed(), timed()), OfferProtocol(5, coin))
    assert ending.agreed.all()
    np.testing.assert_allclose(ending.values[0], 0.8)


def test_a_floor_below_the_reserve_is_none():
    domain = mixed(floors=False)
    low = replace(domain, floors=tuple(r - 0.2 for r in domain.reserves))
    assert_same(played(low, (timed(), timed()), COIN), played(domain, (timed(), timed()), COIN))


def test_only_an_oracle_knows_the_truth():
    domain, other = mixed(floors=False), mixed(floors=False, seed=8)
    misled = replace(domain, public=other.public, public_reserves=other.public_reserves)
    knows, believes = timed(opponent="oracle"), timed(opponent="fixed")
    assert_same(played(misled, (knows, knows), TURNS), played(domain, (knows, knows), TURNS))
    told = replace(domain, public=domain.values, public_reserves=domain.reserves)
    assert_same(played(told, (believes, believes), TURNS), played(domain, (knows, knows), TURNS))
    changed = played(misled, (believes, believes), TURNS)
    assert np.any(changed.package != played(domain, (believes, believes), TURNS).package)


def test_the_coin_and_the_turns_decide_who_proposes():
    many = Chance(1, 0, 4000)
    assert OfferProtocol(5, 0.3).proposes(many, 0).mean() == pytest.approx(0.3, abs=0.03)
    assert [OfferProtocol(4).proposes(many, n).all() for n in range(4)] == [True, False, True, False]
    assert [OfferProtocol(5).elapsed_share(n) for n in range(5)] == [0, 0.25, 0.5, 0.75, 1]
    assert OfferProtocol(1).elapsed_share(0) == 1.0


@pytest.mark.parametrize(("floor", "signed"), [(0.0, True), (1.0, True), (1.25, False)])
@pytest.mark.parametrize("side", [0, 1])
def test_nobody_signs_below_its_own_floor_whoever_offers_and_whatever_the_other_takes(side, floor, signed):
    """A pie of 1 in which the other side takes anything: at a floor of 1 it is signed, above it nothing can be."""
    floors = (np.array([floor]), np.zeros(1)) if side == 0 else (np.zeros(1), np.array([floor]))
    rules = [timed(acceptance="time:after=0"), timed(acceptance="time:after=0")]
    ended = played(replace(unit_pie(4), floors=floors), rules, OfferProtocol(6))
    assert (ended.agreed == signed).all()
    assert (ended.values[side][ended.agreed] >= floor).all()
    always = played(replace(unit_pie(4), floors=floors), rules, OfferProtocol(6, coin=1.0 if side == 0 else 0.0))
    assert (always.agreed == signed).all()  # it makes every offer itself


class GivesInAtLast:
    """Demands the best until the last chance, and anything then."""

    reads = ("best", "reserve", "last_chance")

    def __call__(self, view):
        """Return the demand, (worlds,)."""
        return np.where(view.last_chance, view.reserve, view.best)


@pytest.mark.parametrize("rounds", [1, 2, 5])
def test_the_last_round_alone_is_the_last_chance(rounds):
    """Two that give in at the last chance agree in the last round, and in no other."""
    chance = Chance(3, 0, 2)
    rules = [
        replace(named_strategy("timed").for_side(chance, side), bidding=(GivesInAtLast(),)) for side in ("us", "korea")
    ]
    ended = negotiate(unit_pie(4), tuple(rules), OfferProtocol(rounds), chance)
    np.testing.assert_array_equal(ended.round, rounds - 1)
    np.testing.assert_array_equal(ended.offers, rounds)
