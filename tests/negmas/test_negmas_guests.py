"""Guests at our table: they end as in NegMAS's own mechanism, floors hold, and one that fails costs its own world."""

from dataclasses import replace

import numpy as np
import pytest

pytest.importorskip("negmas", reason="the extra negmas is not installed")

import guest_examples
from guest_examples import Accepting, Generous, InOneCall, Numbered, Trouble
from negmas.sao import negotiators
from negmas_domains import ending, mechanism_ending, seated, talk

from sim.bargaining.domains import additive_domain
from sim.bench.negmas_agreement import random_domain
from sim.core.ties import TIE
from sim.negmas.utilities import as_package, scaled_values
from sim.tactics.bidding.timed import Timed

STEADY = (  # those that draw no lots
    *("BoulwareTBNegotiator", "ConcederTBNegotiator", "AspirationNegotiator", "NaiveTitForTatNegotiator"),
    *("NiceTitForTatNegotiator", "FirstOfferOrientedTBNegotiator", "CABNegotiator"),
)


def own(kind):
    return f"guest_examples.{kind.__name__}"


@pytest.fixture(autouse=True)
def _count_anew():
    for kind in vars(guest_examples).values():
        if isinstance(kind, type) and issubclass(kind, Numbered):
            kind.begin_anew()


@pytest.mark.parametrize("name", STEADY)
def test_two_guests_end_as_in_the_mechanism_of_negmas(name):
    kinds = [getattr(negotiators, held) for held in (name, "LinearTBNegotiator")]
    for seed in range(2):
        domain = random_domain(seed)
        ours = talk(domain, (seated(name), seated("LinearTBNegotiator")))
        assert ending(ours) == mechanism_ending(domain, [kind() for kind in kinds])
        ours = talk(domain, (seated("LinearTBNegotiator"), seated(name)))
        assert ending(ours) == mechanism_ending(domain, [kind() for kind in kinds[::-1]])


def test_one_that_answers_and_offers_in_one_call_is_called_so():
    domain = random_domain(3)
    found = ending(talk(domain, (seated(own(InOneCall)), seated("LinearTBNegotiator"))))
    assert found == mechanism_ending(domain, [InOneCall(), negotiators.LinearTBNegotiator()])


def test_what_a_guest_offers_or_takes_below_the_floor_is_heard_and_not_signed():
    cut = np.arange(11) / 10
    pie = additive_domain(["share"], [cut], [1 - cut], (0.3, 0.0))  # the first side may not sign for less than .3
    given_away = talk(pie, (seated(own(Generous)), seated(own(Accepting))), rounds=6)
    assert ending(given_away) == (1, (0,)) or given_away.round[0] == -1
    assert given_away.values[0][0] >= 0.3 - TIE
    asked_in_full = talk(pie, (seated(own(Accepting)), seated(own(Numbered))), rounds=6)
    assert asked_in_full.round[0] == -1  # the second side asks for all, which the first one's guest would take
    assert asked_in_full.offers[0] == 6
    assert not asked_in_full.failures


def test_a_guest_that_fails_costs_its_own_world_and_is_named():
    domain = random_domain(5)
    talk(domain, (seated(own(Numbered)), seated(own(Numbered))), rounds=1)  # what is imported late is there by now
    timed = replace(seated(own(Trouble)), bidding=[Timed(beta=1.0)])
    found = talk(domain, (seated(own(Trouble), seconds=1.5), timed), rounds=8, worlds=9)
    assert {failure.world: failure.what for failure in found.failures} == {
        1: "raised ZeroDivisionError: nothing to divide by",
        2: "gave no answer within 1.5 s",
        3: "gave no answer within 1.5 s",
        4: "offered (99, 0, 0), which is not on the agenda",
        5: "offered (0,), which is not on the agenda",
        6: "offered 'all of it', which is not on the agenda",
        8: "left the table",
    }
    assert {failure.meeting for failure in found.failures} == {0, 1}
    assert all(failure.negotiator == own(Trouble) for failure in found.failures)
    assert found.round[[0, 7]].tolist() == [1, 1]  # one that is well, and one that passes, take what comes next
    assert (found.round[[1, 2, 3, 4, 5, 6, 8]] == -1).all()
    assert (found.values[0][1] == domain.reserves[0]).all()


def test_worlds_of_guests_that_draw_lots_do_not_depend_on_chunks():
    domain, sides = random_domain(7), (seated("RandomNegotiator"), seated("MiCRONegotiator"))
    whole, again = talk(domain, sides, worlds=5), talk(domain, sides, worlds=5)
    parts = [talk(domain, sides, worlds=2), talk(domain, sides, worlds=3, first=2)]
    for name in ("round", "package", "offers"):
        held = getattr(whole, name)
        assert (held == getattr(again, name)).all()
        assert (held == np.concatenate([getattr(part, name) for part in parts])).all()
    assert len({tuple(row) for row in whole.package.tolist()}) > 1


def test_values_are_scaled_from_the_worst_package_to_the_best():
    agenda = additive_domain(["a", "b"], [np.zeros(3), np.zeros(2)], [np.zeros(3), np.zeros(2)], (0, 0)).agenda
    held = scaled_values(np.array([[2.0, 4.0, 6.0], [1.0, -3.0, -3.0]]), agenda, reserve=1.0)
    # worst 2 - 3 = -1, best 6 + 1 = 7: a range of 8, and no deal at (1 + 1) / 8
    assert held.levels[0].tolist() == [0, 0.25, 0.5]
    assert held.levels[1].tolist() == [0.5, 0]
    assert held.reserve == 0.25


def test_outcomes_that_are_no_packages_are_none():
    agenda = additive_domain(["a", "b"], [np.zeros(3), np.zeros(2)], [np.zeros(3), np.zeros(2)], (0, 0)).agenda
    assert as_package((2, 1), agenda).tolist() == [2, 1]
    for wrong in ((3, 0), (-1, 0), (0,), (0, 0, 0), ("0", 0), (True, 0), (0.0, 0), None, 5):
        assert as_package(wrong, agenda) is None
