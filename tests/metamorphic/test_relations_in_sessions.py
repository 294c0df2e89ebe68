"""A bare negotiation put otherwise ends as it must: every way of bidding, opponent model and rule of acceptance.

Each way of bidding meets each opponent model, with rules of acceptance, offers and openings in turn; the other side
bids otherwise.  Where figures only change places or are multiplied by a power of two, the outcome is the same bit
for bit; where sums are added up in another order, terms are the same and values agree to nine digits.
"""

from dataclasses import replace

import numpy as np
import pytest
from mirrors import (
    COUNTS,
    PAIRS,
    ROUNDS,
    WORLDS,
    OtherFirst,
    Rules,
    SwappedChance,
    luck,
    mixed_domain,
    pad,
    play,
    played,
    twice,
    with_levels,
    with_tables,
)

from sim.bargaining.agenda import Agenda
from sim.bargaining.domains import Domain
from sim.tactics.registry import ACCEPTANCE, BIDDING, OFFERING, OPENING, OPPONENT

STATED = {
    "timed": "timed:beta=0.6",
    "resource": "resource:patience=6",
    "mixture": "{mixture: {first: hardliner, then: micro, switch: 0.5}}",
    "constant": "constant:share=0.4",
    "anchored": "{anchored: {issues: [issue_0, issue_2], width: 0.5}}",
}
BIDS = [STATED.get(name, name) for name in BIDDING] + ["micro:order=packages"]


def combinations():
    """Return every way of bidding with every opponent model, all other rules in turn."""
    found = []
    for k, bid in enumerate(BIDS):
        for m, opponent in enumerate(OPPONENT):
            acceptance = [*ACCEPTANCE][(k // 4 + 3 * k + m) % len(ACCEPTANCE)]
            offer = [*OFFERING][(k + m) % len(OFFERING)] if (k + 2 * m) % 5 < 2 else "trade_off"
            opening = [*OPENING][(k + 2 * m) % len(OPENING)]
            said = [STATED.get(name, name) for name in (opponent, acceptance, offer, opening)]
            found.append(Rules(bid, BIDS[(k + 3) % len(BIDS)], *said))
    return found


EVERY = combinations()
by_bid = pytest.mark.parametrize("bid", BIDS)


def of_bid(bid, *without, step=2):
    """Return one in `step` of the combinations of a way of bidding, but for those that offer by some rules.

    Other ways of bidding begin elsewhere, so that all of them together meet each rule of every kind.
    """
    every = [rules for rules in EVERY if rules.party_a == bid][BIDS.index(bid) % step :: step]
    return [rules for rules in every if rules.offer not in without]


@pytest.mark.parametrize(
    ("step", "without"),
    [(2, ()), (4, ()), (2, ("iso_random",)), (4, ("iso_random",)), (2, ("iso_random", "least"))],
)
def test_each_relation_is_put_to_every_rule(step, without):
    chosen = [rules for bid in BIDS for rules in of_bid(bid, *without, step=step)]
    for role, table in (("opponent", OPPONENT), ("acceptance", ACCEPTANCE), ("offer", OFFERING), ("opening", OPENING)):
        expected = {STATED.get(name, name) for name in table} - set(without)
        assert {getattr(rules, role) for rules in chosen} == expected, (role, step)
    assert {rules.party_a for rules in chosen} == {rules.party_b for rules in chosen} == set(BIDS)


def assert_same(found, expected, package=None, sides=(0, 1), scale=1.0, digits=None):
    """Assert that a negotiation ends like another, its values bit for bit or to a number of digits."""
    np.testing.assert_array_equal(found.round, expected.round)
    np.testing.assert_array_equal(found.offers, expected.offers)
    held = expected.package if package is None else package(expected.package)
    np.testing.assert_array_equal(found.package[found.agreed], held[expected.agreed])
    for side in (0, 1):
        told, wanted = found.values[sides[side]], expected.values[side] * scale
        if digits is None:
            np.testing.assert_array_equal(told, wanted)
        else:
            np.testing.assert_allclose(told, wanted, rtol=10.0**-digits)


def test_the_relations_are_put_to_deals_and_to_breakdowns():
    agreed = np.array([played(rules).agreed for rules in EVERY])
    assert 0.3 < agreed.mean() < 0.98
    rounds = np.concatenate([played(rules).round[played(rules).agreed] for rules in EVERY])
    assert len(np.unique(rounds)) >= ROUNDS - 1
    packages = np.concatenate([played(rules).package[played(rules).agreed] for rules in EVERY])
    assert len(np.unique(packages, axis=0)) > 60


def swapped(domain):
    """Return a domain in which each party stands in the other's place."""
    return Domain(domain.agenda, *(tuple(getattr(domain, pair)[::-1]) for pair in PAIRS))


@by_bid
@pytest.mark.parametrize("coin", [0.5, None])
def test_parties_that_change_places_change_values_and_nothing_else(bid, coin):
    for rules in of_bid(bid, step=2 if coin else 4):
        other = replace(rules, party_a=rules.party_b, party_b=rules.party_a)
        chance = SwappedChance(luck().seed, 0, WORLDS)
        found, expected = play(swapped(mixed_domain()), other, OtherFirst(ROUNDS, coin), chance), played(rules, coin)
        assert_same(found, expected, sides=(1, 0))
        np.testing.assert_array_equal(found.proposer[found.agreed], 1 - expected.proposer[found.agreed])


@by_bid
def test_levels_in_the_opposite_order_are_agreed_in_the_opposite_order(bid):
    """A rule that picks one package among equally good ones by luck, iso_random, counts them in their order."""
    turned = [list(range(count))[::-1] for count in COUNTS]
    for rules in of_bid(bid, "iso_random"):
        found = play(with_levels(mixed_domain(), turned), rules)
        assert_same(found, played(rules), lambda package: np.array(COUNTS) - 1 - package)


@by_bid
@pytest.mark.parametrize("factor", [1024.0, 0.125])
def test_money_in_another_unit_scales_values_and_nothing_else(bid, factor):
    domain = mixed_domain()
    pairs = {name: tuple(held * factor for held in getattr(domain, name)) for name in PAIRS}
    for rules in of_bid(bid, step=2 if factor > 1 else 4):
        assert_same(play(Domain(domain.agenda, **pairs), rules), played(rules), scale=factor)


@by_bid
def test_a_world_that_stands_there_twice_ends_twice_alike(bid):
    rows = np.array([3, 0, 0, 9, 1, 2, 3, 4, 3, 5, 6, 7, 8])
    domain = mixed_domain()
    pairs = {name: tuple(held[rows] for held in getattr(domain, name)) for name in PAIRS}
    for rules in of_bid(bid):
        found, expected = play(Domain(domain.agenda, **pairs), rules, chance=twice(rows)), played(rules)
        for name in ("round", "proposer", "package", "offers"):
            np.testing.assert_array_equal(getattr(found, name), getattr(expected, name)[rows])
        for told, wanted in zip(found.values, expected.values, strict=True):
            np.testing.assert_array_equal(told, wanted[rows])


def with_idle_issue(place, on_table):
    """Return the domain with one more issue of four levels that is worth nothing to anybody, at a place."""
    domain = mixed_domain()
    issue = replace(domain.agenda.issues[0], name="idle", on_table=on_table)
    issues = [*domain.agenda.issues[:place], issue, *domain.agenda.issues[place:]]
    return with_tables(domain, lambda table: np.insert(table, place, 0.0, axis=1), Agenda(tuple(issues)))


@by_bid
@pytest.mark.parametrize(("place", "on_table"), [(4, True), (0, True), (2, False)])
def test_an_issue_that_nobody_values_changes_nothing(bid, place, on_table):
    """Estimated weights have a mean of one over more issues, so that their last digit may differ, but no choice.

    iso_random draws among equally good packages, of which there are now four times as many: the same one only where
    the new issue is counted quickest, as the last; and micro counts packages that differ in it alone as different.
    """
    domain = with_idle_issue(place, on_table)
    for rules in of_bid(bid, step=2 if place == 4 else 4):
        counted = place < 4 or "micro" in rules.party_a + rules.party_b
        if on_table and rules.offer == "iso_random" and counted:
            continue
        found = play(domain, rules)
        found.package = np.delete(found.package, place, axis=1)
        assert_same(found, played(rules))


@by_bid
@pytest.mark.parametrize("order", [(3, 2, 1, 0), (1, 0, 3, 2)])
def test_issues_in_another_order_are_agreed_alike(bid, order):
    """Ties go by the order of the issues; here no two packages tie.  iso_random counts packages in that order."""
    order = np.array(order)
    domain = mixed_domain()
    agenda = Agenda(tuple(domain.agenda.issues[k] for k in order))
    domain = with_tables(domain, lambda table: table[:, order], agenda)
    for rules in of_bid(bid, "iso_random", step=2 if order[0] == 3 else 4):
        assert_same(play(domain, rules), played(rules), lambda package: package[:, order], digits=9)


@by_bid
@pytest.mark.parametrize("issue", [0, 1])
def test_a_level_parted_in_two_equal_ones_is_agreed_as_one(bid, issue):
    """Every level is parted in turn.  iso_random may draw any of the equal ones, and so another package than before."""
    cuts = (
        [[0, 0, 1, 2, 3], [0, 1, 1, 2, 3], [0, 1, 2, 2, 3], [0, 1, 2, 3, 3]] if issue == 0 else [[0, 1, 2, 3, 3, 4, 5]]
    )
    for cut in cuts:
        levels = [cut if place == issue else list(range(count)) for place, count in enumerate(COUNTS)]
        domain = with_levels(mixed_domain(), levels)
        for rules in of_bid(bid, "iso_random", step=2 if issue else 4):
            found = play(domain, rules)
            found.package[:, issue] = np.array(cut)[found.package[:, issue]]
            assert_same(found, played(rules))


def with_worse_level(table, place):
    """Return a table in which an issue has one more level, behind its last, worth the least to its side."""
    count = COUNTS[place]
    longer = np.concatenate([table, table[:, :, -1:]], axis=2)
    longer[:, place, count:] = table[:, place, :count].min(axis=1)[:, None]
    return longer


@by_bid
def test_a_level_behind_the_last_that_is_worst_for_both_is_never_agreed(bid):
    """The range of the issue stays as it was, so that nobody's estimate moves.

    Rules that go through all packages, least and iso_random, may well table it, and do: where the other side last
    asked for little, it is a way to give no more than that.
    """
    domain = mixed_domain()
    counts = [count + (place == 2) for place, count in enumerate(COUNTS)]
    issues = [replace(i, levels=tuple(map(float, range(n)))) for i, n in zip(domain.agenda.issues, counts, strict=True)]
    worse = with_tables(domain, lambda table: pad(with_worse_level(table, 2), counts), Agenda(tuple(issues)))
    for rules in of_bid(bid, "iso_random", "least"):
        assert_same(play(worse, rules), played(rules))
