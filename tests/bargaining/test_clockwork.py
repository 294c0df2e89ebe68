"""Sides that go by the clock: many rounds at once give what one round after another gives, to the last bit."""

from dataclasses import replace

import numpy as np
import pytest

from sim.analysis.strategies import named_strategy
from sim.bargaining import session
from sim.bargaining.agenda import Agenda, Issue
from sim.bargaining.domains import Domain
from sim.bargaining.session import NO_DEAL_ROUND, OfferProtocol, negotiate
from sim.core.chance import Chance

WORLDS, COUNTS = 60, (4, 5, 3)
DRAWN = "{timed: {beta: {uniform: [0.2, 3]}, opening: 0.1}}"
CURVED = "{timed: {beta: {uniform: [0.2, 3]}, opening: 0.1, curve: exponential}}"


def domain(seed, floors=False):
    """Return three issues, opposed in round figures, whose tables all worlds share; reserves differ by world."""
    luck = np.random.default_rng(seed)
    found = np.zeros((4, 1, len(COUNTS), max(COUNTS)))
    for side, table in enumerate(found):
        for i, count in enumerate(COUNTS):
            steps = np.sort(np.round(luck.random(count), 1))[:: 1 - 2 * (side % 2)]
            table[0, i, :count], table[0, i, count:] = steps, steps[-1]
    reserves = tuple(luck.uniform(0.4, 1.2, (2, WORLDS)))
    signing = (luck.uniform(0.4, 1.9, WORLDS), np.full(1, 0.8))
    agenda = Agenda(tuple(Issue(f"issue {k}", "", tuple(range(n)), 0, 0) for k, n in enumerate(COUNTS)))
    held = Domain(agenda, (found[0], found[1]), reserves, (found[2], found[3]), reserves)
    return replace(held, floors=signing) if floors else held


def played(held, rules, protocol, count):
    """Return how the sessions end, and how often rounds were played at once."""
    chance = Chance(3, 0, WORLDS)
    party_a, party_b = (
        named_strategy(**rule).for_side(chance, s) for rule, s in zip(rules, ("us", "korea"), strict=True)
    )
    before = len(count)
    return negotiate(held, (party_a, party_b), protocol, chance), len(count) - before


@pytest.fixture
def at_once(monkeypatch):
    """Return a list that grows whenever rounds are played at once."""
    count, play = [], session.play_by_clock
    monkeypatch.setattr(session, "play_by_clock", lambda *given: count.append(1) or play(*given))
    return count


@pytest.mark.parametrize("rounds", [1, 2, 9, 10, 23])
@pytest.mark.parametrize("floors", [False, True])
@pytest.mark.parametrize(
    "rules",
    [
        ({"text": DRAWN}, {"text": DRAWN}),
        ({"text": CURVED}, {"text": "timed:beta=4"}),
        ({"text": DRAWN, "opponent": "oracle"}, {"text": "hardliner"}),
        ({"text": "timed:beta=0.3", "opponent": "none"}, {"text": DRAWN}),
    ],
    ids=["drawn", "curved", "firm", "blind"],
)
def test_rounds_at_once_end_as_rounds_one_by_one(rules, floors, rounds, at_once, monkeypatch):
    for seed in range(4):
        held = domain(seed, floors)
        found, times = played(held, rules, OfferProtocol(rounds), at_once)
        with monkeypatch.context() as patch:
            patch.setattr(session, "go_by_clock", lambda *given: False)
            expected, none = played(held, rules, OfferProtocol(rounds), at_once)
        assert times > none == 0
        for name, one in vars(expected).items():
            np.testing.assert_array_equal(getattr(found, name), one, err_msg=name)


def test_some_worlds_agree_and_some_do_not(at_once):
    found, _ = played(domain(0, floors=True), ({"text": DRAWN}, {"text": DRAWN}), OfferProtocol(23), at_once)
    assert 0 < found.agreed.sum() < WORLDS
    assert len(np.unique(found.round)) > 5
    assert set(found.proposer) == {NO_DEAL_ROUND, 0, 1}


@pytest.mark.parametrize(
    "rule",
    [
        {"text": "tit_for_tat"},
        {"text": "timed:beta=1", "opponent": "frequency"},
        {"text": "timed:beta=1", "acceptance": "constant:share=0.6"},
        {"text": "timed:beta=1", "offer": "least"},
    ],
)
def test_a_side_that_heeds_what_is_said_is_played_round_by_round(rule, at_once):
    for rules in ((rule, {"text": DRAWN}), ({"text": DRAWN}, rule)):
        assert played(domain(1), rules, OfferProtocol(6), at_once)[1] == 0


def test_tables_of_each_world_and_a_drawn_proposer_are_played_round_by_round(at_once):
    rules, held = ({"text": DRAWN}, {"text": DRAWN}), domain(2)
    assert played(held, rules, OfferProtocol(6, coin=0.5), at_once)[1] == 0
    each = tuple(np.repeat(table, WORLDS, axis=0) for table in held.values)
    assert played(replace(held, values=each), rules, OfferProtocol(6), at_once)[1] == 0
