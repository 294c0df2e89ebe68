"""Rules of the offer and of the opening at their edges, on six packages of which all values are known."""

from dataclasses import replace

import numpy as np
import pytest

from sim.bargaining import packages
from sim.bargaining.agenda import Agenda, Issue
from sim.bargaining.concessions import concessions
from sim.bargaining.tradeoff import trade_off_path
from sim.bargaining.view import Options
from sim.core.ties import TIE
from sim.core.worlds import take_rows
from sim.tactics.offering.iso_random import IsoRandom, draw_package
from sim.tactics.offering.least import Least, pick_least
from sim.tactics.offering.trade_off import TradeOff
from sim.tactics.opening.anchored import Anchored
from sim.tactics.opening.livable import Livable
from sim.tactics.opening.own_best import OwnBest

AGENDA = Agenda((Issue("a", "", (0.0, 1.0, 2.0), 0, 0), Issue("b", "", (0.0, 1.0), 0, 0)))
# Packages in order: 00 01 10 11 20 21, worth 1 0 3 2 5 4 to us and 8 9 3 4 1 2 to the other side.
OWN = np.array([[[1.0, 3.0, 5.0], [0.0, -1.0, -1.0]]])
ESTIMATE = np.array([[[8.0, 3.0, 1.0], [0.0, 1.0, 1.0]]])
BEST, NUMBERS = [2, 0], {0: [0, 0], 1: [0, 1], 2: [1, 0], 3: [1, 1], 4: [2, 0], 5: [2, 1]}
INF = np.inf


def options(demand, most=INF, luck=0.5, own=OWN, estimate=ESTIMATE):
    """Return the choice in as many worlds as there are demands."""
    demand = np.atleast_1d(np.asarray(demand, dtype=float))
    most, luck = (np.broadcast_to(np.asarray(held, dtype=float), demand.shape) for held in (most, luck))
    way = trade_off_path(concessions(own, estimate, AGENDA), AGENDA.lapsed, np.ones((1, 2)))
    mine, theirs = way.table_values(own), way.table_values(estimate)
    allowed = (mine >= demand[:, None] - TIE) & (theirs <= most[:, None] + TIE)
    rest = {"counts": (3, 2), "open": (0, 1), "fixed": AGENDA.lapsed}
    return Options(way, mine, theirs, allowed, own, estimate, demand, most, luck=luck, **rest)


@pytest.mark.parametrize(
    ("demand", "most", "number"),
    [
        (3.0, INF, 2),
        (3.0 + TIE, INF, 2),  # a tie short of the demand meets it
        (3.0 + TIE / 2, INF, 2),
        (3.0 + 3 * TIE, INF, 5),
        (3.0 - 3 * TIE, INF, 2),
        (2.5, 3.0, 2),  # as much as the other side asked for
        (2.5, 3.0 - TIE / 2, 2),
        (2.5, 3.0 - 3 * TIE, 5),
        (0.0, 4.0, 3),
        (0.0, 2.0, 5),
        (0.0, 0.5, 4),  # nothing gives so little: the own best
        (6.0, INF, 4),  # nothing is worth so much
        (-1.0, INF, 1),
        (0.5, INF, 0),
    ],
)
def test_the_least_that_meets_the_demand_and_gives_no_more_than_was_asked_for(demand, most, number):
    np.testing.assert_array_equal(Least()(options(demand, most)), [NUMBERS[number]])
    np.testing.assert_array_equal(IsoRandom(width=0.0)(options(demand, most)), [NUMBERS[number]])


def test_a_tie_is_met_to_the_last_bit():
    """The demand is where a package stands a whole tie short of it, or gives a whole tie more than asked for."""
    own, estimate = OWN - OWN, np.array([[[4.0, 0.0, 1.0], [0.0, -1.0, -1.0]]])
    own[:, 0] = [1.0, -TIE, -5.0]  # to us 1, -TIE, -5; b is worth nothing
    np.testing.assert_array_equal(Least()(options(0.0, 3.0, own=own, estimate=estimate)), [[1, 0]])
    estimate[:, 0] = [4.0, TIE, 8.0]
    np.testing.assert_array_equal(Least()(options(-0.5, 0.0, own=own, estimate=estimate)), [[1, 0]])


@pytest.mark.parametrize(("more", "chosen"), [(0.0, 2), (TIE / 2, 2), (TIE, 2), (3 * TIE, 1)])
def test_of_packages_that_tie_the_other_side_gets_the_one_it_likes_best(more, chosen):
    own, estimate = np.array([[9.0, 0.0, more, 5.0]]), np.array([[0.0, 1.0, 2.0, 3.0]])
    assert pick_least(own, estimate, np.ones((1, 4), dtype=bool), slice(0, 1)) == [chosen]


def test_of_packages_that_tie_for_both_the_first_and_of_none_none():
    same, able = np.zeros((2, 3)), np.array([[False, True, True], [False, False, False]])
    np.testing.assert_array_equal(pick_least(same, same, able, slice(0, 2)), [1, -1])


@pytest.mark.parametrize(
    ("luck", "number"), [(0.0, 1), (0.3, 1), (0.34, 2), (0.5, 2), (0.66, 2), (0.67, 4), (0.999, 4)]
)
def test_luck_draws_each_of_the_packages_flagged_in_a_third_of_all_cases(luck, number):
    flags = np.array([[False, True, True, False, True], [False] * 5, [True, False, False, False, False]])
    np.testing.assert_array_equal(draw_package(flags, np.full(3, luck)), [number, -1, 0])


@pytest.mark.parametrize(
    ("width", "demand", "numbers"),
    [
        (0.5, 1.0, [0, 2, 3]),  # from 1 to 3, both included: 1, 3 and 2
        (0.5 - TIE / 8, 1.0, [0, 2, 3]),
        (0.49, 1.0, [0, 3]),
        (0.25, 1.0, [0, 3]),  # from 1 to 2
        (0.0, 1.0, [0]),
        (1.0, 1.0, [0, 2, 3, 4, 5]),
        (0.1, 2.5, [2]),  # from 2.5 to 2.75: none, so the next above
        (0.1, 4.5, [4]),
        (1.0, 4.5, [4]),
    ],
)
def test_a_band_reaches_a_share_of_the_way_to_the_own_best(width, demand, numbers):
    luck = (np.arange(12) + 0.5) / 12
    found = IsoRandom(width=width)(options(np.full(12, demand), luck=luck))
    assert np.unique(found, axis=0).tolist() == sorted(NUMBERS[number] for number in numbers)


def test_a_package_a_tie_above_the_band_is_in_it():
    own = OWN - OWN
    own[:, 0] = [0.0, TIE, 3 * TIE]  # the demand is 0, and the band as well: to 0 within a tie
    own[:, 1] = [0.0, -5.0, -5.0]
    luck = (np.arange(12) + 0.5) / 12
    found = IsoRandom(width=0.0)(options(np.full(12, 0.0), luck=luck, own=own))
    assert np.unique(found, axis=0).tolist() == [[0, 0], [1, 0]]


def test_where_nothing_meets_both_the_own_best_whatever_the_rule_and_the_luck():
    for luck in (0.0, 0.99):
        for rule in (TradeOff(), Least(), IsoRandom(width=1.0)):
            np.testing.assert_array_equal(rule(options([6.0, 0.0], [INF, 0.5], luck)), [BEST, BEST])


def test_the_trade_off_offers_what_the_other_side_likes_best_on_the_path():
    """The path is 20 10 00 01: both steps of a together give 7 for 4, the one of b gives 1 for 1."""
    np.testing.assert_array_equal(TradeOff()(options([5.0, 4.0, 3.0, 1.0, 0.0])), [BEST, BEST, [1, 0], [0, 0], [0, 1]])


@pytest.mark.parametrize("worlds", [1, 2, 5])
@pytest.mark.parametrize("shared", [(True, True), (True, False), (False, True), (False, False)])
def test_worlds_may_share_a_table_and_be_taken_in_slices(worlds, shared, monkeypatch):
    scale = np.linspace(1, 2, worlds)[:, None, None]
    own, estimate = (t if same else t * scale for t, same in zip((OWN, ESTIMATE), shared, strict=True))
    held = options(np.linspace(1, 4, worlds), np.linspace(5, 9, worlds), 0.4, own, estimate)
    for rule in (Least(), IsoRandom(width=0.4)):
        monkeypatch.undo()
        expected = [
            rule(options(demand, most, 0.4, take_rows(own, np.array([w])), take_rows(estimate, np.array([w]))))[0]
            for w, (demand, most) in enumerate(zip(held.demand, held.most_asked, strict=True))
        ]
        for size in (1, 12, 10**6):
            monkeypatch.setattr(packages, "SLICE_VALUES", size)
            np.testing.assert_array_equal(rule(replace(held)), expected)


# --- openings -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("least", "first"),
    [
        (1.0, 1),
        (1.0 + TIE, 1),
        (1.0 + TIE / 2, 1),
        (1.0 + 3 * TIE, 3),  # 0 and 1 come after: passed by
        (0.0, 0),
        (4.0, 3),
        (4.1, -1),
    ],
)
def test_livable_is_the_first_package_that_the_other_can_live_with_within_a_tie(least, first):
    path = np.array([0.0, 1.0, 0.5, 4.0])
    for theirs in (path[None], np.stack([path, path])):
        np.testing.assert_array_equal(Livable().first_demand(theirs, np.full(2, least)), [first, first])


def test_livable_in_two_worlds_with_paths_of_their_own():
    theirs = np.array([[0.0, 1.0, 2.0], [2.0, 2.0, 2.0]])
    np.testing.assert_array_equal(Livable().first_demand(theirs, np.array([1.5, 1.5])), [2, 0])


@pytest.mark.parametrize("rule", [Livable(), OwnBest()])
def test_who_keeps_the_order_multiplies_every_step_by_1(rule):
    np.testing.assert_array_equal(rule.slope_factors(("cars", "gas")), [[1.0, 1.0]])


def test_an_anchor_multiplies_the_steps_of_its_issues_in_all_worlds_or_each():
    np.testing.assert_array_equal(Anchored(["gas"], 0.25).slope_factors(("cars", "gas")), [[1.0, 0.25]])
    found = Anchored(["cars", "gas"], np.array([0.25, 0.5])).slope_factors(("gas", "food", "cars"))
    np.testing.assert_array_equal(found, [[0.25, 1.0, 0.25], [0.5, 1.0, 0.5]])
