"""A delegation's turn and its memory: what it has said and heard, and where it then stands."""

import numpy as np
import pytest
from delegations import ROWS, WORLDS, brief, nobody, party

from sim.analysis.strategies import named_strategy
from sim.bargaining.agenda import Agenda, Issue
from sim.bargaining.domains import logrolling_domain, unit_pie
from sim.bargaining.negotiator.negotiator import Negotiator
from sim.bargaining.negotiator.offer_memory import FIRST_ROOM, OfferLog, OfferMemory
from sim.bargaining.negotiator.path_ahead import PathAhead
from sim.bargaining.negotiator.path_cache import value_path
from sim.core.chance import Chance
from sim.tactics.bidding.hardliner import Hardliner
from sim.tactics.bidding.timed import Timed

AGENDA = Agenda(tuple(Issue(f"issue_{k}", "", tuple(range(size)), 0, 0) for k, size in enumerate((3, 4, 2))))
BOTH = np.array([0, 1])


def offers(said, rows, *packages):
    """Let the other side make the same offers in some worlds; the value of one is its first level."""
    for k, package in enumerate(packages):
        offer = np.tile(package, (len(rows), 1))
        said.receive_offer(rows, offer, offer[:, 0].astype(float), np.full(len(rows), k / 10))


# --- memory -----------------------------------------------------------------------------------------


def test_every_package_has_a_number_of_its_own():
    packages = np.array([[a, b, c] for a in range(3) for b in range(4) for c in range(2)])
    np.testing.assert_array_equal(packages @ OfferLog(1, AGENDA).radix, np.arange(24))


def test_only_different_packages_count():
    said = OfferMemory(2, AGENDA, keeps_log=True)
    offers(said, np.array([0]), [0, 0, 1], [0, 1, 0], [0, 0, 1], [1, 0, 0], [0, 1, 0])
    offers(said, np.array([1]), [0, 0, 1], [0, 0, 1])
    for package in ([0, 0, 1], [0, 0, 1], [2, 0, 1]):
        said.record_own_offer(BOTH, np.tile(package, (2, 1)))
    found = said.history(BOTH)
    np.testing.assert_array_equal(found.received, [3, 1])
    np.testing.assert_array_equal(found.made, [2, 2])
    np.testing.assert_array_equal(said.offers, [5, 2])
    np.testing.assert_array_equal(said.made, [3, 3])


def test_offers_stand_in_the_order_in_which_they_came_each_world_for_itself():
    said = OfferMemory(2, AGENDA, keeps_log=True)
    offers(said, np.array([1]), [2, 0, 0], [0, 0, 0], [1, 0, 0])
    offers(said, np.array([0]), [1, 0, 0])
    found = said.history(BOTH)
    np.testing.assert_array_equal(found.heard, [[1, np.nan, np.nan], [2, 0, 1]])
    np.testing.assert_array_equal(found.at, [[0, np.nan, np.nan], [0, 0.1, 0.2]])
    np.testing.assert_array_equal(said.history(np.array([0])).heard, [[1]])
    np.testing.assert_array_equal(said.received, [1, 1])
    np.testing.assert_array_equal(said.received_before, [np.nan, 0])
    np.testing.assert_array_equal(said.last_received, [[1, 0, 0], [1, 0, 0]])


def test_memory_grows_with_the_offers():
    said, many = OfferMemory(2, AGENDA, keeps_log=True), 5 * FIRST_ROOM
    packages = [np.unravel_index(k % 24, (3, 4, 2)) for k in range(many)]
    offers(said, np.array([1]), *packages)
    for package in packages[:20]:
        said.record_own_offer(np.array([0]), np.array([package]))
    found = said.history(BOTH)
    assert found.heard.shape == (2, many)
    assert np.isnan(found.heard[0]).all()
    np.testing.assert_array_equal(found.heard[1], [package[0] for package in packages])
    np.testing.assert_array_equal(found.received, [0, 24])
    np.testing.assert_array_equal(found.made, [20, 0])


def test_without_a_reader_nothing_is_filed():
    said = OfferMemory(2, AGENDA, keeps_log=False)
    offers(said, BOTH, [1, 0, 0])
    assert said.log is None
    assert said.history(BOTH).heard.shape == (2, 0)
    np.testing.assert_array_equal(said.received, [1, 1])


def test_a_new_government_forgets_the_demands_and_nothing_else():
    said = OfferMemory(2, AGENDA, keeps_log=True)
    said.target[:] = 5.0
    said.record_own_offer(BOTH, np.tile([1, 1, 1], (2, 1)))
    offers(said, BOTH, [1, 0, 0])
    said.restart(np.array([1]))
    np.testing.assert_array_equal(said.target, [5, np.nan])
    np.testing.assert_array_equal(said.last_demand, [5, np.nan])
    np.testing.assert_array_equal(said.news, [True, False])
    np.testing.assert_array_equal(said.received, [1, 1])
    np.testing.assert_array_equal(said.tabled, [True, True])
    np.testing.assert_array_equal(said.history(BOTH).received, [1, 1])


# --- the turn ---------------------------------------------------------------------------------------


def test_a_demand_meets_the_mandate_and_the_target_does_not_know_it():
    domain = unit_pie(10)
    for elapsed in (0.0, 0.3, 0.5, 1.0):
        free, bound = party(domain), party(domain)
        loose = free.take_stance(ROWS, brief(domain, elapsed), nobody())
        tight = bound.take_stance(ROWS, brief(domain, elapsed, authority=0.6), nobody())
        np.testing.assert_array_equal(free.offer_memory.target, bound.offer_memory.target)
        np.testing.assert_array_equal(tight.demand, np.maximum(loose.demand, 0.6))


@pytest.mark.parametrize(("elapsed", "share"), [(0.0, 1.0), (0.31, 0.7), (0.5, 0.5), (1.0, 0.0)])
def test_an_offer_is_the_least_of_the_pie_that_meets_the_demand(elapsed, share):
    domain = unit_pie(10)
    held = party(domain)
    stance = held.take_stance(ROWS, brief(domain, elapsed), nobody())
    np.testing.assert_array_equal(held.offer(ROWS, stance, ROWS)[:, 0], [10 * share] * WORLDS)


@pytest.mark.parametrize("offer", ["trade_off", "least", "iso_random"])
def test_nobody_offers_more_than_was_asked_for(offer):
    domain = unit_pie(10)
    held = party(domain, offer=offer)
    held.receive_offer(ROWS, np.full((WORLDS, 1), 7), np.full(WORLDS, 0.7))  # the other side asked for .3
    stance = held.take_stance(ROWS, brief(domain, 0.9), nobody())
    assert np.all(held.offer(ROWS, stance, ROWS) >= 7)


def test_an_offer_is_taken_at_the_demand_and_never_below_the_mandate():
    domain = unit_pie(10)
    held = party(domain, acceptance="constant:share=0")
    stance = held.take_stance(ROWS, brief(domain, authority=0.6), nobody())
    values = np.array([0.5, 0.6, 0.7])
    np.testing.assert_array_equal(held.accepts(ROWS, stance, ROWS, values), [False, True, True])
    np.testing.assert_array_equal(party(domain).accepts(ROWS, stance, ROWS, values), [False, True, True])


def test_each_government_bids_in_its_own_way():
    domain = unit_pie(10)
    held = party(domain, [Timed(beta=1.0), Hardliner()])
    stance = held.take_stance(ROWS, brief(domain), np.array([0, 1, 0]))
    np.testing.assert_array_equal(stance.demand, [0.5, 1.0, 0.5])


def test_some_worlds_may_meet_while_others_wait():
    domain, rows = unit_pie(10), np.array([0, 2])
    held = party(domain)
    held.take_stance(rows, brief(domain, np.array([0.2, 0.4]), rows), nobody(rows))
    np.testing.assert_allclose(held.offer_memory.target, [0.8, np.nan, 0.6])
    held.restart(np.array([2]))
    np.testing.assert_allclose(held.offer_memory.target, [0.8, np.nan, np.nan])


def test_what_all_worlds_share_is_worked_out_once_unless_it_is_learnt():
    domain = logrolling_domain()
    stances = {}
    for model in ("fixed", "none", "frequency"):
        held = party(domain, opponent=model)
        first = held.take_stance(ROWS, brief(domain), nobody())
        stances[model] = first, held.take_stance(ROWS, brief(domain), nobody())
        assert (first.path is stances[model][1].path) == (model != "frequency")
    assert stances["fixed"][0].mine.shape[0] == 1


def test_a_model_that_learns_gives_first_what_the_other_side_holds_on_to():
    domain = logrolling_domain()
    held = party(domain, opponent="frequency")
    for level in (0, 1, 2, 3):  # Korea gives on the first issue only
        held.receive_offer(np.array([1]), np.array([[level, 0, 0, 0]]), np.array([0.0]))
    assert np.all(held.weights[1, 1:] > held.weights[1, 0])
    np.testing.assert_array_equal(held.weights[[0, 2]], 1.0)
    assert held.weights[1].mean() == pytest.approx(1.0)


def test_the_estimate_spans_what_the_public_table_does():
    domain = logrolling_domain()
    held = party(domain, opponent="none")
    stance = held.take_stance(ROWS, brief(domain), nobody())
    spans = (stance.estimate.max(axis=2) - stance.estimate.min(axis=2))[0]
    np.testing.assert_allclose(spans, 0.25)  # the public ones are .1, .2, .3 and .4


def test_only_what_a_rule_reads_is_prepared():
    held, told = party(unit_pie(10)), brief(unit_pie(10))
    view, _ = held.sight(ROWS, told, PathAhead(held, ROWS, told))
    assert np.isnan(view.next_lower).all()
    assert np.isnan(view.luck).all()
    assert view.history.heard.shape == (WORLDS, 0)


def test_who_goes_by_the_clock_alone_looks_at_nothing_else():
    domain = unit_pie(10)
    assert party(domain).take_stance(ROWS, brief(domain), nobody()).view is None
    assert party(domain, acceptance="logit").take_stance(ROWS, brief(domain), nobody()).view is not None


@pytest.mark.parametrize("model", ["frequency", "bayesian", "smith"])
def test_what_an_offer_teaches_counts_at_the_next_meeting_in_the_world_that_heard_it(model):
    domain = logrolling_domain()
    held = Negotiator(named_strategy("timed", opponent=model).for_side(Chance(0, 0, WORLDS)), domain.agenda, WORLDS)
    held.set_tables(domain.values[0], domain.public[1])
    before = held.take_stance(ROWS, brief(domain, 0.2), nobody()).valued_path
    held.elapsed[:] = 0.3
    for package in ([[3, 0, 0, 9]], [[3, 4, 0, 9]], [[3, 4, 2, 9]]):  # it holds on to the first issue and the last
        held.receive_offer(np.array([1]), np.array(package), np.array([0.3]))
    after = held.take_stance(ROWS, brief(domain, 0.4), nobody()).valued_path
    anew = value_path(held.steps, held.first_values, held.order_weights(ROWS), held.scaled_weights(ROWS))
    for found, wanted, kept in ((after.mine, anew.mine, before.mine), (after.theirs, anew.theirs, before.theirs)):
        np.testing.assert_array_equal(found, np.broadcast_to(wanted, found.shape))
        np.testing.assert_array_equal(found[[0, 2]], np.broadcast_to(kept, found.shape)[[0, 2]])
    assert (after.theirs[1] != np.broadcast_to(before.theirs, after.theirs.shape)[1]).any()
