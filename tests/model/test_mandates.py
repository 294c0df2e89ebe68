"""What a mandate and the ways of doing without a deal do to the terms: Schelling, inside and outside options, Iida."""

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import pytest
from runs import played

from sim.analysis.strategies import named_strategy
from sim.bargaining.domains import unit_pie
from sim.bargaining.equilibrium import Game, solve
from sim.bargaining.negotiator.strategy import Strategy
from sim.bargaining.payoffs import discount_value
from sim.bargaining.session import OfferProtocol, negotiate
from sim.bargaining.solutions import BargainingProblem, nash
from sim.core.chance import Chance
from sim.politics.deadline import average_no_deal_value

WORLDS, ROUNDS = 120, 21
FLOORS = (0.0, 0.2, 0.4, 0.6, 0.8)


def bound(floor, reserves, known=False):
    """A pie of 100 steps; the U.S. may not sign below a floor, Korea's reserve differs by world."""
    public = reserves if known else np.zeros(1)
    floors = (np.array([floor]), np.zeros(1))
    return replace(
        unit_pie(100), reserves=(np.zeros(1), reserves), public_reserves=(np.zeros(1), public), floors=floors
    )


def timed(beta=1.0, side="us"):
    return named_strategy(f"timed:beta={beta}").for_side(Chance(0, 0, WORLDS), side)


def talks(floor, reserves, beta=1.0, known=False):
    protocol, luck = OfferProtocol(ROUNDS, coin=0.5), Chance(1, 0, WORLDS)
    return negotiate(bound(floor, reserves, known), (timed(beta), timed(beta, "korea")), protocol, luck)


# --- Schelling: a tighter mandate ---------------------------------------------------------------------


@pytest.mark.parametrize("known", [False, True], ids=["reserve unknown", "reserve known"])
@pytest.mark.parametrize("beta", [0.3, 1.0, 3.0])
def test_a_stricter_mandate_brings_better_deals_and_fewer(beta, known):
    endings = [talks(floor, np.linspace(0, 0.9, WORLDS), beta, known) for floor in FLOORS]
    for loose, strict in pairwise(endings):
        both = loose.agreed & strict.agreed
        assert both.any()
        assert np.all(strict.values[0][both] >= loose.values[0][both])
        assert not np.any(strict.agreed & ~loose.agreed)
    assert endings[-1].agreed.sum() < endings[-2].agreed.sum() < endings[0].agreed.sum()
    assert endings[-1].values[0][both].mean() > endings[0].values[0][both].mean() + 0.1


def test_its_worth_to_the_side_bound_by_it_first_rises_and_then_falls():
    ends = (0.002, 0.298)  # Korea's reserve, never just at 1 - floor
    endings = [talks(floor, np.linspace(*ends, WORLDS)) for floor in (*FLOORS, 0.9)]
    own = [ending.values[0].mean() for ending in endings]
    assert own[0] <= own[1] <= own[2] < own[3]
    assert own[3] > own[4] > own[5]
    # from .6 on the floor is all it gets, where Korea can live with the rest: .6, .8 * 2/3, .9 * 1/3
    np.testing.assert_allclose(own[3:], [0.6, 0.8 * 2 / 3, 0.9 / 3], atol=0.02)


@dataclass(frozen=True, eq=False)
class Noted:
    """A way of bidding that notes what it demands."""

    rule: object
    notes: list

    @property
    def reads(self):
        return self.rule.reads

    def __call__(self, view):
        self.notes.append(self.rule(view))
        return self.notes[-1]


@pytest.mark.parametrize("text", ["timed:beta=0.4", "resource:patience=4", "hybrid", "tit_for_tat"])
def test_a_floor_does_not_shift_the_curve_of_concession(text):
    notes = {floor: [] for floor in FLOORS}
    for floor, told in notes.items():
        party_a = named_strategy(text).for_side(Chance(0, 0, WORLDS))
        party_a = Strategy(
            [Noted(party_a.bidding[0], told)], party_a.opponent, party_a.acceptance, party_a.offer, party_a.opening
        )
        party_b = named_strategy("hardliner").for_side(Chance(0, 0, WORLDS), "party_b")
        reserves = np.linspace(0.1, 0.9, WORLDS)
        negotiate(
            bound(floor, reserves, known=True),
            (party_a, party_b),
            OfferProtocol(ROUNDS, coin=0.5),
            Chance(1, 0, WORLDS),
        )
    ahead = slice(0, ROUNDS - 1)  # at the last meeting a side without a mandate takes what is offered
    free = notes[0.0]
    for told in notes.values():
        np.testing.assert_array_equal(told[ahead], free[ahead])


CALM = "korea.governments.caretaker.audience_cost=0"
DEAR = "korea.governments.caretaker.audience_cost={triangular: [4, 10, 18]}"  # twice the baseline


def test_a_caretaker_whose_signature_costs_more_signs_less_often_and_better():
    steps = [played("early_deadline_livable", *setting) for setting in ((CALM,), (), (DEAR,))]
    signed = [run.column("caretaker_signed") > 0 for run in steps]
    assert signed[0].mean() > signed[1].mean() > signed[2].mean() > 0
    value = [run.column("korea_value_fixed") for run in steps]
    for cheap, dear in ((0, 1), (1, 2)):
        both = signed[cheap] & signed[dear] & np.isfinite(value[cheap]) & np.isfinite(value[dear])
        assert both.sum() > 20
        assert value[dear][both].mean() > value[cheap][both].mean()


# --- inside and outside options -----------------------------------------------------------------------


def offers(rounds, chance=0.0, size=30.0, step=0.01, **more):
    """A game over a pie in which the first side makes each offer with some chance."""
    share = np.arange(-size, 2 * size + step / 2, step)[None, :]
    own = np.full(rounds, chance)
    return Game((share, size - share), (own, 1 - own), **more)


@pytest.mark.parametrize("rounds", [1, 10, 50])
def test_a_side_that_never_proposes_gets_its_inside_option_one_for_one(rounds):
    flow = np.array([-3.0, -2.0, -1.0, -6.0]) / rounds  # while they wait, in total
    game = offers(rounds, flow=(flow, -1.0 / rounds), terminal=(4.0, 5.0), step=1 / (2 * rounds))
    value = solve(game).value
    np.testing.assert_allclose(value, [[1, 2, 3, -2], [29, 28, 27, 32]], atol=1e-9)


@pytest.mark.parametrize("chance", [0.0, 0.2, 0.5, 0.9, 1.0])
@pytest.mark.parametrize("rounds", [1, 20])
def test_flows_divide_by_the_coin(rounds, chance):
    costs, terminal = np.array([0.05, 0.25]), np.array([-3.0, -12.0])
    lost = terminal - costs  # THEORY A4-T
    first = lost[0] + chance * (30 - lost.sum()) + (rounds - 1) * (chance * costs[1] - (1 - chance) * costs[0])
    value = solve(offers(rounds, chance, flow=tuple(-costs), terminal=tuple(terminal))).value
    np.testing.assert_allclose(value[:, 0], [first, 30 - first], atol=0.01 * rounds)
    more = solve(offers(rounds, chance, flow=(-costs[0] + 1 / rounds, -costs[1]), terminal=tuple(terminal))).value
    np.testing.assert_allclose((more - value)[:, 0], [1 - chance, chance - 1], atol=0.01 * rounds)


def test_the_reserve_moves_one_for_one_with_what_both_terms_pay():
    rng = np.random.default_rng(2)
    paused, lapsed, left, horizon, extension = rng.uniform(
        [[-5], [-9], [0], [100], [0]], [[5], [2], [120], [400], [90]], (5, 50)
    )
    for added in (1.0, -2.5, rng.normal(size=50)):
        moved = average_no_deal_value(paused + added, lapsed + added, (left, horizon), extension)
        np.testing.assert_allclose(
            moved - average_no_deal_value(paused, lapsed, (left, horizon), extension), added, atol=1e-12
        )


def stationary(outside, delta=0.9, rounds=200):
    """Alternating offers that end as if they went on for ever."""
    share = np.arange(10_001)[None, :] / 10_000
    first = np.arange(rounds) % 2 == 0
    ends = (delta / (1 + delta), delta**2 / (1 + delta))  # what waiting for the first side to offer is worth
    return solve(Game((share, 1 - share), (first * 1.0, ~first * 1.0), (delta, delta), terminal=ends, outside=outside))


def test_an_outside_option_below_waiting_changes_nothing_bit_for_bit():
    none = stationary((-np.inf, -np.inf))
    assert none.value[0] == pytest.approx(1 / 1.9, abs=1e-3)
    for walks in ((0.0, 0.0), (0.42, 0.42), (-np.inf, 0.47), (0.47, 0.47)):
        found = stationary(walks)
        np.testing.assert_array_equal(found.value, none.value)
        np.testing.assert_array_equal(found.refusal, none.refusal)
        rounds = np.arange(200)
        np.testing.assert_array_equal(found.point[rounds, rounds % 2], none.point[rounds, rounds % 2])
        if max(walks) < 0.9 * 0.4736:  # out of turn waiting is worth less
            np.testing.assert_array_equal(found.point, none.point)


@pytest.mark.parametrize("walks", [0.48, 0.6, 0.9])
def test_an_outside_option_above_waiting_is_all_the_responder_gets(walks):
    assert stationary((-np.inf, walks)).value[0] == pytest.approx(1 - walks, abs=1e-3)  # THEORY A3


# --- Iida: a constraint that only one side knows ---------------------------------------------------------


@pytest.mark.parametrize("high", [0.0, 0.1, 0.3, 0.49, 0.51, 0.7, 1.0])
def test_a_proposer_who_does_not_know_the_constraint_screens_while_it_is_seldom_high(high):
    given = np.arange(101) / 100
    passes = np.where(given >= 0.7, 1.0, np.where(given >= 0.4, 1 - high, 0.0))
    own, other = (discount_value(value, np.zeros(101), passes) for value in (1 - given, given))
    chosen = nash(BargainingProblem(np.column_stack([own, other]), np.zeros(2)), power=1.0)
    screens = high < 1 - 0.3 / 0.6  # THEORY A8''
    place = int(np.flatnonzero((own == chosen[0]) & (other == chosen[1]))[0])
    assert given[place] == (0.4 if screens else 0.7)
    assert passes[place] == pytest.approx(1 - high if screens else 1.0)
    assert chosen[0] == pytest.approx(0.6 * (1 - high) if screens else 0.3)
