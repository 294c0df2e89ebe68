"""What a delegation learns of an offer, what it counts, whose luck it draws, and what its rule of offers is handed."""

from dataclasses import dataclass, replace

import numpy as np
import pytest
from delegations import ROWS, WORLDS, brief, nobody, party

from sim.bargaining.agenda import Agenda, Issue
from sim.bargaining.domains import additive_domain, logrolling_domain, unit_pie
from sim.bargaining.negotiator.offer_memory import FIRST_ROOM, OfferMemory
from sim.tactics.bidding.hardliner import Hardliner
from sim.tactics.bidding.timed import Timed

DOMAIN = logrolling_domain()


class Listens:
    """An opponent model that keeps what it hears, and trusts the first issue the more the more it has heard."""

    learns, knows = True, False

    def __init__(self):
        self.heard = []

    def begin(self, worlds, public):
        return {"count": np.zeros((worlds, 1))}

    def hear(self, memory, heard):
        self.heard.append(heard)
        return {"count": memory["count"] + 1}

    def weights(self, memory, public):
        return np.concatenate([1 + memory["count"], np.ones((len(memory["count"]), public.shape[1] - 1))], axis=1)


def listener(domain=DOMAIN):
    """Return a party that listens, and its model."""
    held, model = party(domain, opponent="frequency"), Listens()
    held.strategy = replace(held.strategy, opponent=model)
    held.memory = None
    held.set_tables(domain.values[0], domain.public[1])
    return held, model


def test_a_model_is_told_the_offer_the_one_before_how_many_and_when():
    held, model = listener()
    held.elapsed[:] = [0.1, 0.2, 0.3]
    held.receive_offer(np.array([0, 2]), np.array([[1, 2, 3, 4], [5, 6, 7, 8]]), np.zeros(2))
    held.elapsed[:] = [0.4, 0.5, 0.6]
    held.receive_offer(np.array([2, 1]), np.array([[0, 0, 0, 9], [9, 0, 0, 0]]), np.zeros(2))
    first, second = model.heard
    np.testing.assert_array_equal(first.offer, [[1, 2, 3, 4], [5, 6, 7, 8]])
    assert (first.has_before.tolist(), first.count.tolist(), first.elapsed.tolist()) == ([0, 0], [0, 0], [0.1, 0.3])
    assert (second.has_before.tolist(), second.count.tolist(), second.elapsed.tolist()) == ([1, 0], [1, 0], [0.6, 0.5])
    np.testing.assert_array_equal(second.before[0], [5, 6, 7, 8])
    np.testing.assert_array_equal(second.public, DOMAIN.public[1])
    np.testing.assert_array_equal(held.weights[:, 0], [2, 2, 3])
    np.testing.assert_array_equal(held.weights[:, 1:], 1)


def test_a_model_hears_of_the_issues_on_the_table_alone():
    issues = list(DOMAIN.agenda.issues)
    issues[1] = replace(issues[1], on_table=False, lapsed=3)
    held, model = listener(replace(DOMAIN, agenda=Agenda(tuple(issues))))
    held.receive_offer(ROWS, np.tile([1, 3, 5, 7], (WORLDS, 1)), np.zeros(WORLDS))
    held.receive_offer(ROWS, np.tile([2, 3, 6, 8], (WORLDS, 1)), np.zeros(WORLDS))
    np.testing.assert_array_equal(model.heard[1].offer, [[2, 6, 8]] * WORLDS)
    np.testing.assert_array_equal(model.heard[1].before, [[1, 5, 7]] * WORLDS)
    np.testing.assert_array_equal(model.heard[1].public, DOMAIN.public[1][:, [0, 2, 3]])
    np.testing.assert_array_equal(held.weights, [[3, 1, 1, 1]] * WORLDS)  # off the table: as it was


def test_the_clock_stands_at_nothing_before_the_first_meeting():
    held, model = listener()
    held.receive_offer(ROWS, np.zeros((WORLDS, 4), dtype=int), np.zeros(WORLDS))
    np.testing.assert_array_equal(model.heard[0].elapsed, [0, 0, 0])


def test_what_was_learnt_outlasts_new_tables():
    held, _ = listener()
    held.receive_offer(np.array([1]), np.zeros((1, 4), dtype=int), np.zeros(1))
    held.set_tables(DOMAIN.values[0], 2 * DOMAIN.public[1])
    np.testing.assert_array_equal(held.weights[:, 0], [1, 2, 1])
    assert not held.path_cache.fresh.any()


def test_a_new_government_starts_the_clock_of_its_world_anew():
    held = party(DOMAIN)
    held.elapsed[:] = 0.5
    held.offer_memory.target[:] = 3.0
    held.restart(np.array([1]))
    np.testing.assert_array_equal(held.elapsed, [0.5, 0, 0.5])
    np.testing.assert_array_equal(held.offer_memory.target, [3, np.nan, 3])


def test_turns_are_counted_with_those_that_missed_the_demand_or_were_not_worth_signing():
    held = party(DOMAIN)
    held.offer_memory.count_turn(np.array([0, 2]), np.array([True, False]), np.array([False, True]))
    held.offer_memory.count_turn(np.array([2]), np.array([False]), np.array([False]))
    memory = held.offer_memory
    assert (memory.turns.tolist(), memory.fallbacks.tolist(), memory.waits.tolist()) == (
        [1, 0, 2],
        [0, 0, 2],
        [1, 0, 1],
    )


def test_nothing_has_been_said_demanded_or_counted_at_first():
    memory = OfferMemory(2, Agenda((Issue("a", "", (0, 1), 0, 0),)), keeps_log=False)
    for held in (memory.target, memory.last_demand, memory.received, memory.received_before):
        assert np.isnan(held).all()
    for held in (memory.tabled, memory.news, memory.offers, memory.made, memory.turns, memory.fallbacks, memory.waits):
        np.testing.assert_array_equal(held, [0, 0])
    assert memory.history(np.array([1])).made.tolist() == [0]
    assert memory.history(np.array([1])).received.tolist() == [0]


def test_a_world_that_has_said_less_takes_no_package_for_an_old_one():
    """The second world's first package is number 0 or 1, whatever stands where the first world's third one does."""
    for number in (0, 1):
        said = OfferMemory(2, Agenda((Issue("a", "", (0, 1, 2), 0, 0),)), keeps_log=True)
        for package in [2] * (FIRST_ROOM + 3):
            said.record_own_offer(np.array([0]), np.array([[package]]))
            said.receive_offer(np.array([0]), np.array([[package]]), np.ones(1), np.ones(1))
        both = np.array([[2], [number]])
        said.record_own_offer(np.array([0, 1]), both)
        said.receive_offer(np.array([0, 1]), both, np.ones(2), np.ones(2))
        found = said.history(np.array([0, 1]))
        assert (found.made.tolist(), found.received.tolist()) == ([1, 1], [1, 1])
        assert np.isnan(found.heard[1, 1:]).all()
        assert np.isnan(found.at[1, 1:]).all()


def test_room_for_offers_is_made_when_it_runs_out():
    said = OfferMemory(1, Agenda((Issue("a", "", (0, 1), 0, 0),)), keeps_log=True)
    for k in range(FIRST_ROOM):
        said.receive_offer(np.array([0]), np.array([[1]]), np.array([float(k)]), np.array([k / 100]))
    assert said.log.heard.shape == (1, FIRST_ROOM)
    said.receive_offer(np.array([0]), np.array([[0]]), np.array([99.0]), np.array([0.99]))
    assert said.log.heard.shape == (1, 2 * FIRST_ROOM)
    assert said.history(np.array([0])).heard[0].tolist() == [*range(FIRST_ROOM), 99]
    assert said.history(np.array([0])).received.tolist() == [2]


# --- whose turn, whose luck -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("serving", "demand"), [([0, 0, 0], [0.5] * 3), ([1, 1, 1], [1.0] * 3), ([1, 0, 1], [1, 0.5, 1])]
)
def test_a_government_bids_by_its_own_tactic_whether_it_serves_all_worlds_or_some(serving, demand):
    domain = unit_pie(10)
    held = party(domain, [Timed(beta=1.0), Hardliner()])
    np.testing.assert_array_equal(held.take_stance(ROWS, brief(domain), np.array(serving)).demand, demand)


def lucky(**luck):
    """Return luck by the kind of decision, the same in each world or one a world; no other kind is drawn."""
    return lambda kind: np.array(np.broadcast_to(luck[kind], WORLDS), dtype=float)


def test_an_offer_is_answered_by_the_luck_of_answers():
    """What just meets the demand is taken in one case of two."""
    domain = unit_pie(10)
    held = party(domain, acceptance="logit")
    given = brief(domain, luck=lucky(bid=0.9, accept=[0.4, 0.6, 0.2], offer=0.9))
    stance = held.take_stance(ROWS, given, nobody())
    np.testing.assert_array_equal(held.accepts(ROWS, stance, ROWS, stance.demand), [True, False, True])
    some = np.array([1, 2])
    np.testing.assert_array_equal(held.accepts(some, stance, some, stance.demand[some]), [False, True])


def test_an_offer_is_drawn_by_the_luck_of_offers():
    """A tactic of luck that demands half a pie, and all that is left is equally likely: 5, 6, 7, 8, 9 or all of it."""
    domain = unit_pie(10)
    held = party(domain, offer="iso_random:width=1")
    stance = held.take_stance(ROWS, brief(domain, luck=lucky(offer=[0.0, 0.45, 0.99])), nobody())
    np.testing.assert_array_equal(held.offer(ROWS, stance, ROWS)[:, 0], [5, 7, 10])
    np.testing.assert_array_equal(held.offer(ROWS[1:], stance, ROWS[1:])[:, 0], [7, 10])


@dataclass(frozen=True)
class KeepsOptions:
    """A rule of offers that keeps what it was handed, and tables the first package of the path."""

    enumerates: bool
    reads: tuple[str, ...] = ()

    def __call__(self, options):
        kept.append(options)
        return options.path.package(np.zeros(len(options.demand), dtype=int))


kept = []
OPPOSED = additive_domain(
    ["a", "b"],
    [np.array([3.0, 1.0, 0.0]), np.array([2.0, 0.0])],
    [np.array([0.0, 1.0, 4.0]), np.array([0.0, 3.0])],
    (0, 0),
)


@pytest.mark.parametrize("enumerates", [False, True])
def test_a_rule_of_offers_is_handed_the_path_and_whole_tables_only_if_it_weighs_every_package(enumerates):
    """The path: 5 and 0; 3 and 3 (the second issue, 1.5 a unit); 2 and 4 or 0 and 7 (the first, 4 for 3 pooled)."""
    held = party(OPPOSED)
    held.strategy = replace(held.strategy, offer=KeepsOptions(enumerates))
    held.receive_offer(np.array([1]), np.array([[1, 1]]), np.array([1.0]))  # Korea asks for 1 + 3
    stance = held.take_stance(ROWS, brief(OPPOSED, 0.5), nobody())  # a demand of half of 5
    kept.clear()
    held.offer(np.array([1, 2]), stance, np.array([1, 2]))
    found = kept[0]
    np.testing.assert_allclose(np.broadcast_to(found.mine, (2, 4)), [[5, 3, 1, 0]] * 2)
    np.testing.assert_allclose(np.broadcast_to(found.theirs, (2, 4)), [[0, 3, 4, 7]] * 2)
    np.testing.assert_array_equal(found.allowed, [[1, 1, 0, 0], [1, 1, 0, 0]])
    np.testing.assert_array_equal(found.most_asked, [4, np.inf])
    np.testing.assert_array_equal(found.demand, [2.5, 2.5])
    assert (found.counts, found.open) == ((3, 2), (0, 1))
    np.testing.assert_array_equal(found.fixed, [0, 0])
    assert np.isnan(found.luck).all()
    for table, whole in ((found.own, OPPOSED.values[0]), (found.estimate, OPPOSED.public[1])):
        assert table.shape == (whole.shape if enumerates else (1, 0, 0))
        if enumerates:
            np.testing.assert_array_equal(table, whole)
