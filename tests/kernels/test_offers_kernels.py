"""Kernels of an offer and its answer, held to the rules they stand for."""

from copy import deepcopy
from dataclasses import replace
from types import MethodType, SimpleNamespace

import numpy as np
import pytest
from delegations import brief
from kernel_laws import assert_alike

from sim.analysis.strategies import named_strategy
from sim.bargaining.agenda import Agenda, Issue
from sim.bargaining.domains import Domain
from sim.bargaining.negotiator.negotiator import Negotiator
from sim.bargaining.negotiator.path_ahead import PathAhead
from sim.bargaining.negotiator.stance import Stance
from sim.core import ties
from sim.core.backend import REFERENCES, backend_of, load_kernel
from sim.core.chance import Chance
from sim.model.meeting import Meeting

WORLDS, COUNTS, OFF = 10_000, (4, 9, 2, 6), 2
ROWS = np.arange(0, WORLDS, 2)
ISSUES = tuple(Issue(f"issue {k}", "", tuple(range(n)), 0, 1, k != OFF) for k, n in enumerate(COUNTS))


def tables(seed, digits):
    """Return two tables, (worlds, issues, levels), in round figures, so that ties and convex stretches occur."""
    found = np.round(np.random.default_rng(seed).normal(0, 3, (2, WORLDS, len(COUNTS), max(COUNTS))), digits)
    for i, count in enumerate(COUNTS):
        found[:, :, i, count:] = found[:, :, i, count - 1 : count]
    return tuple(found)


def delegation(seed, digits, moving=(), opening="own_best", opponent="frequency"):
    """Return a delegation that has heard of some offers, and a domain of today's tables."""
    luck = np.random.default_rng(seed)
    domain = Domain(Agenda(ISSUES), tables(seed, digits), (np.zeros(1),) * 2, tables(seed, digits), (np.zeros(1),) * 2)
    rules = named_strategy("timed", opening=opening, opponent=opponent).for_side(Chance(0, 0, WORLDS))
    held = Negotiator(rules, domain.agenda, WORLDS, moving)
    held.set_tables(domain.values[0], domain.public[1])
    held.offer_memory.offers = luck.integers(0, 2, WORLDS)
    held.offer_memory.last_received = luck.integers(0, 2, (WORLDS, len(COUNTS)))
    open_issues = list(domain.agenda.open)
    held.weights = np.ones((WORLDS, len(COUNTS)))
    held.weights[:, open_issues] = np.round(luck.uniform(0.2, 2, (WORLDS, len(open_issues))), 1)
    if held.memory:
        held.memory["weight"] = held.weights[:, open_issues].copy()
    today = [table.copy() for table in domain.values]
    for table, moved in zip(today, tables(seed + 1, digits), strict=True):
        table[:, list(moving)] = moved[:, list(moving)]
    return held, replace(domain, values=tuple(today), public=tuple(today))


def path_ahead(held, domain):
    return PathAhead(held, ROWS, replace(brief(domain, rows=ROWS), rows=ROWS))


CASES = pytest.mark.parametrize(("digits", "moving"), [(0, ()), (1, (1,)), (12, (0, 3)), (0, (OFF,))])


@CASES
def test_the_best_package_on_a_path(digits, moving):
    held, domain = delegation(3, digits, moving)
    places = np.flatnonzero(np.random.default_rng(1).random(len(ROWS)) < 0.5)
    demand = np.round(np.random.default_rng(2).normal(4, 6, len(places)), digits)
    assert_alike("offers.best_on_path", path_ahead(held, domain), places, demand)


@CASES
def test_the_first_package_that_the_other_side_could_live_with(digits, moving):
    held, domain = delegation(5, digits, moving)
    reserve = np.round(np.random.default_rng(2).normal(4, 8, len(ROWS)), digits)
    place, value = load_kernel("offers.first_livable")(path_ahead(held, domain), reserve)
    with backend_of("numpy"):
        expected = REFERENCES["offers.first_livable"](path_ahead(held, domain), reserve)
    np.testing.assert_array_equal(place, expected[0])
    np.testing.assert_array_equal(value[place >= 0], expected[1][place >= 0])
    assert {-1, 0} < {*place.tolist()}


@CASES
def test_the_value_of_the_own_best(digits, moving):
    assert_alike("offers.value_of_best", path_ahead(*delegation(7, digits, moving)))


@CASES
@pytest.mark.parametrize("opening", ["own_best", "livable"])
def test_a_stance_by_the_clock_and_what_is_offered(digits, moving, opening):
    held, domain = delegation(13, digits, moving, opening)
    luck = np.random.default_rng(3)
    reserve, other, floor = np.round(luck.normal((0, 4, 1), (4, 8, 5), (len(ROWS), 3)).T, digits)
    told = {"reserve": reserve, "other_reserve": other, "authority": floor, "last_chance": luck.random(len(ROWS)) < 0.2}
    brief_today = replace(path_ahead(held, domain).brief, belief=luck.random(len(ROWS)), **told)
    given, places = np.round(luck.random(len(ROWS)), digits), np.flatnonzero(luck.random(len(ROWS)) < 0.5)
    for offering in (places, places[:0]):
        ahead = PathAhead(held, ROWS, brief_today)
        assert_alike("stances.stand_by_clock", ahead, held.strategy.opening, given, offering)


def test_offers_of_today_are_worked_out_once():
    held, domain = delegation(13, 1, ())
    places, stances = np.arange(0, len(ROWS), 3), []
    for backend in ("numpy", "numba"):
        with backend_of(backend):
            ahead_brief = path_ahead(held, domain).brief
            stances.append(held.take_stance(ROWS, ahead_brief, np.zeros(len(ROWS), dtype=np.int64), places))
    plain, fast = stances
    np.testing.assert_array_equal(fast.demand, plain.demand)
    offer = held.offer(ROWS[places], fast, places)
    assert offer is fast.valued_path.offered[1]
    np.testing.assert_array_equal(offer, plain.valued_path.offered[1])


@pytest.mark.parametrize("strange", [np.nan, np.inf, 1e200])
def test_what_is_beyond_slopes_is_left_to_the_rule(strange):
    held, domain = delegation(9, 1, (0,))
    domain.values[0][ROWS[3], 0, 2] = strange
    places = np.arange(len(ROWS))
    assert load_kernel("offers.best_on_path")(path_ahead(held, domain), places, np.zeros(len(ROWS))) is NotImplemented
    assert load_kernel("offers.first_livable")(path_ahead(held, domain), np.zeros(len(ROWS))) is NotImplemented
    given = path_ahead(held, domain), held.strategy.opening, np.zeros(len(ROWS)), places
    assert load_kernel("stances.stand_by_clock")(*given) is NotImplemented


@pytest.mark.parametrize("name", ["offers.best_on_path", "stances.stand_by_clock", "exchanges.exchange_by_rules"])
def test_ties_are_those_of_the_rules(name):
    assert load_kernel(name).__globals__["TIE"] == ties.TIE


# --- an offer and its answer ---------------------------------------------------------------------------------


def meeting(digits, opponent="frequency", **more):
    """Return what a meeting is to an exchange: two delegations, their stances, and what today forbids."""
    sides = [delegation(seed, digits, moving, opponent=opponent) for seed, moving in ((11, ()), (12, (1,)))]
    luck = np.random.default_rng(4)
    stances = []
    for held, domain in sides:
        held.offer_memory.target = np.round(luck.normal(4, 3, WORLDS), digits)
        ahead = path_ahead(held, domain)
        floor = np.round(luck.normal(0, 3, len(ROWS)), digits)
        ahead = PathAhead(held, ROWS, replace(ahead.brief, authority=floor))
        demand = np.maximum(held.offer_memory.target[ROWS], floor)
        with backend_of("numpy"):
            view, first = held.sight(ROWS, ahead.brief, ahead)
        stances.append(Stance(view, view.best, demand, ahead, ahead.brief, first))
    track = SimpleNamespace(parties=tuple(held for held, _ in sides), shuts_issues=False)
    plain = {"in_doubt": False, "may_sign": luck.random(len(ROWS)) < 0.8}
    held = SimpleNamespace(track=track, rows=ROWS, stances=tuple(stances), **(plain | more))
    held.value_to = lambda side, offer, rows: offer_value(held.stances[side].briefing.own, offer, rows)
    held.make_offer, held.under_doubt = (lambda side, places: best_offer(held, side, places)), doubtful
    return held


class WithRules(SimpleNamespace):
    """A meeting as the rule reads it."""

    @classmethod
    def of(cls, held):
        found = cls(**vars(held))
        found.track.with_shut_issues = lambda rows, offer: offer
        found.path_doubts = lambda side, places: (None, None)
        found.takes, found.would_sign = MethodType(Meeting.takes, found), MethodType(Meeting.would_sign, found)
        if not held.in_doubt:
            found.under_doubt = lambda side, offer, value, places: (value, np.ones(len(value), dtype=bool))
            found.make_offer = lambda side, places: best_offer(found, side, places)
        return found


def best_offer(held, side, places):
    return held.track.parties[side].offer(ROWS[places], held.stances[side], places)


def doubtful(side, offer, value, places):
    """Return values that compare otherwise than they are, and where they are worth signing."""
    return np.round(value - 0.1 * side * np.abs(value), 1), np.cos(value + side) > -0.5


def offer_value(table, offer, rows):
    found = table[rows, 0, offer[:, 0]]
    for i in range(1, offer.shape[1]):
        found = found + table[rows, i, offer[:, i]]
    return found


@pytest.mark.parametrize("in_doubt", [False, True])
@pytest.mark.parametrize("side", [0, 1])
@pytest.mark.parametrize(("digits", "opponent"), [(0, "frequency"), (12, "frequency"), (1, "fixed")])
def test_an_exchange_and_what_both_sides_remember_of_it(side, digits, opponent, in_doubt):
    places = np.flatnonzero(np.random.default_rng(6).random(len(ROWS)) < 0.5)
    plain, fast = (meeting(digits, opponent, in_doubt=in_doubt) for _ in range(2))
    with backend_of("numpy"):
        expected = REFERENCES["exchanges.exchange_by_rules"](WithRules.of(plain), side, places)
    found = load_kernel("exchanges.exchange_by_rules")(fast, side, places)
    for one, other in zip((*found[:3], *found[3]), (*expected[:3], *expected[3]), strict=True):
        np.testing.assert_array_equal(one, other)
    assert 0 < found[1].sum() < len(places)
    assert not fast.track.parties[1 - side].path_cache.fresh[ROWS[places]].any()
    for one, other in zip(fast.track.parties, plain.track.parties, strict=True):
        np.testing.assert_array_equal(one.weights, other.weights)
        for name, values in vars(other.offer_memory).items():
            np.testing.assert_array_equal(getattr(one.offer_memory, name), values, err_msg=name)


@pytest.mark.parametrize("side", [0, 1])
@pytest.mark.parametrize("seed", range(5))
def test_an_exchange_in_a_single_world(monkeypatch, side, seed):
    monkeypatch.setitem(globals(), "WORLDS", 1)
    monkeypatch.setitem(globals(), "ROWS", np.arange(1))
    plain, fast = meeting(seed), meeting(seed)
    with backend_of("numpy"):
        expected = REFERENCES["exchanges.exchange_by_rules"](WithRules.of(plain), side, ROWS)
    found = load_kernel("exchanges.exchange_by_rules")(fast, side, ROWS)
    for one, other in zip((*found[:3], *found[3]), (*expected[:3], *expected[3]), strict=True):
        np.testing.assert_array_equal(one, other)
    for one, other in zip(fast.track.parties, plain.track.parties, strict=True):
        np.testing.assert_array_equal(one.weights, other.weights)


@pytest.mark.parametrize("more", [{"shuts": True}, {"logs": True}, {"acceptance": True}])
def test_rarer_rules_are_left_to_the_rule_and_nothing_is_changed(more):
    held = meeting(1)
    held.track.shuts_issues = more.get("shuts", False)
    if more.get("logs"):
        held.track.parties[0].offer_memory.log = object()
    if more.get("acceptance"):
        held.track.parties[1].strategy.acceptance = object()
    before = deepcopy(held.track.parties[1].weights)
    assert load_kernel("exchanges.exchange_by_rules")(held, 0, np.arange(5)) is NotImplemented
    np.testing.assert_array_equal(held.track.parties[1].weights, before)
    assert not held.track.parties[0].offer_memory.tabled.any()
