"""Who ratifies, who answers to a public, who has drawn a line and who moves the deadline: either party, or both."""

import datetime as dt

import numpy as np
import pytest
from places import SUPPORT

import sim
from sim.bargaining.payoffs import package_value
from sim.model.talks import Talks
from sim.reporting.diary import diary_lines
from sim.scenario.faults import ScenarioError
from sim.scenario.loading import load

SALE = SUPPORT / "machine_sale.yaml"
SETTLED = np.array([[13, 4, 0]])  # the price 165, in two weeks: 35 to the buyer, 31 to the seller
EVEN = ("buyer.tactic.timed.beta={value: 1}", "seller.tactic.timed.beta={value: 1}")
MOVED = "deadline={extension_days: 5, most: 1, common: 0, closeness: 0, repeat: 0, source: assumed, %s%s}"
AFTER = "after_lapse: {go_on: 0, days: 1}"
OPINION = "opinion: {against: 0.7, in_favour: 0.3, approval: 0, points: 10, source: assumed}"


def moved(by=""):
    """Return a deadline that is moved once with a chance of one half."""
    return MOVED % (AFTER, by)


def assembly(threshold, scale=0.001, party=None):
    """Return an assembly whose pivot passes what is worth more over no deal than a threshold."""
    named = f"party: {party}, " if party else ""
    return (
        f"{{{named}seats: {{}}, vote_lag_days: 2, void_penalty: {{buyer: 0.5, seller: 0.25}}, source: assumed, "
        f"pivot: {{multiples: {{}}, scale: {scale}, threshold: {threshold}, vote: uniform}}}}"
    )


def government(what):
    """Return the governments of a side that has one."""
    return f"{{board: {{{what}, source: assumed}}}}"


def sale(*settings, worlds=30, seed=1):
    """Return the sale of a machine, played."""
    return sim.run(load(SALE, settings), worlds, seed=seed)


def talks(*settings, worlds=2):
    """Return the same on the day it opens."""
    return Talks(load(SALE, settings).scenario, worlds=worlds)


# --- who moves the deadline ---------------------------------------------------------------------------


def share_moved(by, worlds=600):
    """Return in how many of the worlds the deadline is moved, if there is nothing to agree on."""
    return sale("no_deal.seller=70", moved(by), worlds=worlds).column("extensions").mean()


def test_a_deadline_moves_as_often_whoever_moves_it():
    """One half of 600 worlds, give or take four standard errors of .02."""
    first = share_moved("")
    assert first == share_moved(", by: buyer") == share_moved(", by: seller")
    assert first == pytest.approx(0.5, abs=0.08)


def test_where_both_have_to_want_it_the_deadline_moves_half_as_often():
    """A quarter of 600 worlds, give or take four standard errors of .018."""
    assert share_moved(", by: both") == pytest.approx(0.25, abs=0.07)


@pytest.mark.parametrize(
    ("by", "said"), [("", "buyer moves"), (", by: seller", "seller moves"), (", by: both", "both sides move")]
)
def test_the_diary_says_who_moved_it(by, said):
    found = sale("no_deal.seller=70", moved(by), worlds=12)
    world = int(np.flatnonzero(found.column("extensions"))[0])
    assert any(f"without a deal; {said} it to" in line for line in told(found, world))


def told(outcome, world):
    """Return the sentences of a world's diary."""
    return [str(line) for line in diary_lines(outcome, world)]


# --- who ratifies -------------------------------------------------------------------------------------


@pytest.mark.parametrize("where", ["buyer.assembly=", "assembly="])
def test_the_pivot_of_the_first_party_by_hand(where):
    """With a bar of 30 and a scale of 5, 25 to 35 pass: none at 25, one half at 30, all at 35."""
    party = "buyer" if where == "assembly=" else None
    model = talks(where + assembly(30, 5, party), worlds=3)
    assert model.government.assembly is None
    chance = model.administration.ratifies(np.arange(3), *2 * [np.array([25.0, 30.0, 35.0])])
    np.testing.assert_allclose(chance, [0, 0.5, 1])
    model.release()


@pytest.mark.parametrize(("where", "side", "bar"), [("buyer.assembly=", "buyer", 38), ("assembly=", "seller", 34)])
def test_what_an_assembly_rejects_is_void_and_what_is_left_passes(where, side, bar):
    found = sale(where + assembly(bar))
    signed, held = np.isfinite(found.column("first_signature")), found.column("agreed") == 1
    assert signed.all()
    assert (found.column(f"{side}_value")[held] > bar).all()
    np.testing.assert_array_equal(found.column("ratified")[held], 1)
    voided = found.column("reopened") == 1
    assert voided.any()
    assert (found.column("buyer_waiting")[voided] <= -0.5).all()
    assert (found.column("seller_waiting")[voided] <= -0.25).all()


def test_a_deal_holds_once_both_assemblies_have_passed_it():
    """Both ask for more than 30.5: the price 165 alone gives it, 35 and 31."""
    found = sale("buyer.assembly=" + assembly(30.5), "assembly=" + assembly(30.5), worlds=60)
    held = found.column("agreed") == 1
    assert held.any()
    assert not held.all()
    np.testing.assert_array_equal(found.column("price")[held], 165)


def test_the_weights_of_the_pivot_decide():
    """To a pivot to whom money weighs double the price 165 in two weeks is worth 200 - 330."""
    model = talks("buyer.assembly=" + assembly(0).replace("multiples: {}", "multiples: {payment: 2}"))
    assert package_value(model.administration.pivot, np.repeat(SETTLED, 2, axis=0)) == pytest.approx([-130, -130])
    model.release()


def test_the_diary_names_the_assembly_that_votes():
    both = sale("buyer.assembly=" + assembly(-9), "assembly=" + assembly(-9), worlds=1)
    assert [line for line in told(both, 0) if "buyer assembly passes the deal" in line]
    assert [line for line in told(both, 0) if "seller assembly passes the deal" in line]


# --- who answers to a public --------------------------------------------------------------------------


@pytest.mark.parametrize(("party", "side"), [("buyer", 0), ("seller", 1)])
def test_a_vote_that_changes_no_government_binds_until_its_day(party, side):
    """20 at a share against of .7, less an ambition of 4, is 10 over no deal; on day 25 nothing is ahead any more."""
    model = talks(
        f"{party}.governments={government(f'audience_cost: 20, ambition: 4, {OPINION}')}",
        f"{party}.in_office=board",
        f"{party}.vote=2025-01-31",
    )
    main, rows = model.state.main, np.arange(2)
    for day, least in ((0, [10.0, 13.0]), (24, [10.0, 13.0]), (25, [0.0, 3.0])):
        model.setting.day = day
        np.testing.assert_allclose(main.authority(side, np.array([0.0, 3.0]), rows), least)
        np.testing.assert_allclose(main.authority(1 - side, np.array([0.0, 3.0]), rows), [0.0, 3.0])
    model.release()


@pytest.mark.parametrize("party", ["buyer", "seller"])
def test_who_is_bound_signs_nothing_below_its_floor(party):
    """100 at .7 is more than all 66 that are to be shared."""
    settings = [
        f"{party}.governments={government(f'audience_cost: 100, {OPINION}')}",
        f"{party}.in_office=board",
        f"{party}.vote=2025-03-01",
    ]
    assert not sale(*settings, worlds=8).column("agreed").any()
    assert sale(*settings[:2], worlds=8).column("agreed").all()


# --- who has drawn a line -----------------------------------------------------------------------------


@pytest.mark.parametrize(("party", "worth"), [("buyer", [28, 31]), ("seller", [35, 24])])
def test_a_red_line_of_either_party_costs_it_alone(party, worth):
    """7 for the price 165, to who has said that it will not sign it; both sides know."""
    line = government("red_lines: {price: {levels: [165], cost: 7}}")
    model = talks(f"{party}.governments={line}", f"{party}.in_office=board")
    tables = model.state.main.tables
    for held in ((tables.signed, tables.own), (tables.public, tables.own_public)):
        found = [package_value(table, np.repeat(SETTLED, 2, axis=0)) for table in held]
        np.testing.assert_allclose(found, np.repeat(np.array(worth)[:, None], 2, axis=1))
    model.release()


# --- parties change roles -----------------------------------------------------------------------------


def mirrored(*settings):
    """Return settings with buyer and seller exchanged."""
    return [text.replace("buyer", "\0").replace("seller", "buyer").replace("\0", "seller") for text in settings]


EVEN_GAME = (
    *EVEN,
    "calendar.proposer={buyer: true}",
    "issues.price.flows={table: {levels: [100, 200], components: {payment: [0, 100]}}}",
    "issues.delivery.flows={table: {components: {worth: [0, 31.7, 57, 86, 101], cost: [141.3, 114, 83.3, 42, 0]}}}",
    "buyer.weights={payment: -1, worth: 1, cost: 0, contagion: 0}",
    "seller.weights={payment: 1, cost: 1, worth: 0, parity: 0}",
    "no_deal.buyer=-20",
    "no_deal.seller=60",
)


@pytest.mark.parametrize(
    "roles",
    [
        ["buyer.assembly=" + assembly(50)],
        [
            f"buyer.governments={government('red_lines: {delivery: {levels: [eight, six], cost: 19}}')}",
            "buyer.in_office=board",
        ],
        [
            f"buyer.governments={government(f'audience_cost: 90, {OPINION}')}",
            "buyer.in_office=board",
            "buyer.vote=2025-02-03",
        ],
    ],
    ids=["assembly", "red line", "audience cost"],
)
def test_parties_that_change_places_change_outcomes(roles):
    """The whole scenario with its blocks exchanged: what one got the other gets, from the other chair."""
    one = sim.run(load(SALE, [*EVEN_GAME, *roles]), 6, seed=5)
    other = exchanged(EVEN_GAME, roles)
    for mine, theirs in (("buyer", "seller"), ("seller", "buyer")):
        for what in ("value", "offers", "reserve"):
            np.testing.assert_allclose(one.column(f"{mine}_{what}"), other.column(f"{theirs}_{what}"))
    for what in ("agreed", "day", "price", "first_signature", "reopened"):
        np.testing.assert_allclose(one.column(what), other.column(what))
    without = sim.run(load(SALE, EVEN_GAME), 6, seed=5)
    assert any((one.column(what) != without.column(what)).any() for what in ("day", "price", "buyer_offers"))


def exchanged(game, roles):
    """Return the run in which each party sits in the other's chair: its blocks under the other's name."""
    swapped = [text for text in mirrored(*game, *roles) if not text.startswith("issues.")]
    swapped = [
        text.replace("contagion: 0", "\0").replace("parity: 0", "contagion: 0").replace("\0", "parity: 0")
        for text in swapped
    ]
    issues = [text for text in game if text.startswith("issues.")]
    return sim.run(load(SALE, [*issues, *swapped]), 6, seed=5)


# --- what is refused ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ([moved(", by: bank")], "must be one of buyer, seller, both; found bank"),
        (["assembly=" + assembly(0, party="bank")], "no such party: bank"),
        (["assembly=" + assembly(0, party="buyer"), "buyer.assembly=" + assembly(0)], "is that of buyer already"),
        (["buyer.assembly=" + assembly(0).replace("multiples: {}", "multiples: {cost: 2}")], "has no such weight"),
        (["buyer.assembly=" + assembly(0).replace("seller: 0.25", "bank: 1")], "must have exactly the keys"),
        (["buyer.in_office=board"], "no such government: board"),
        ([f"buyer.governments={government('multiples: {money: 2}')}", "buyer.in_office=board"], "has no such weight"),
        (["buyer.vote=2025-01-06"], "must be after talks, 2025-01-06, and before horizon, 2025-04-06"),
    ],
)
def test_a_role_that_nobody_can_hold_is_refused(settings, said):
    with pytest.raises(ScenarioError, match=said):
        load(SALE, settings)


def test_the_party_named_first_may_have_a_vote_that_changes_nothing():
    held = load(SUPPORT.parents[1] / "scenarios" / "baseline.yaml", ["us.vote=2025-06-20"]).scenario
    assert held.party_a.vote == dt.date(2025, 6, 20)
    assert list(held.elections) == [1]


ELECTION = (
    f"buyer.governments={{board: {{audience_cost: 0, {OPINION}}}, "
    "dear: {source: assumed, formation_days: 0, multiples: {payment: 1.25}}, "
    "same: {source: assumed, formation_days: 0}}",
    "buyer.in_office=board",
    "election={date: 2025-01-20, party: buyer, candidates: [dear, same], chances: {dear: 1, same: 0}, "
    "honour: certain, source: assumed}",
)


@pytest.mark.parametrize("first", ["buyer", "seller"])
def test_an_election_plays_wherever_its_party_is_listed(tmp_path, first):
    """To the winner, to whom money weighs 5/4, no price above 200 / 1.25 = 160 is worth paying; 134 is the cost."""
    listed = tmp_path / "sale.yaml"
    text = SALE.read_text(encoding="utf-8")
    if first == "seller":
        text = text.replace("parties: [buyer, seller]", "parties: [seller, buyer]")
        text = text.replace("contagion: 0", "\0").replace("parity: 0", "contagion: 0").replace("\0", "parity: 0")
    listed.write_text(text, encoding="utf-8")
    held = sim.run(load(listed, ELECTION), 30, seed=1)
    after = held.column("agreed").astype(bool) & (held.column("day") > 14)
    assert after.any()
    assert (held.column("price")[after] <= 160).all()
    assert set(held.worlds["winner"].to_pylist()) == {"dear"}
