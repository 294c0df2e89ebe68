"""What a day adds up and which terms, tables and rates are in force on it: one step at a time, by hand."""

from types import SimpleNamespace

import numpy as np
import pytest
from places import BASELINE

from sim.core.backend import backend_of
from sim.model.events import apply_peer_deal
from sim.model.mandates import accrue, hoped_tariff, revalue
from sim.model.meeting import Meeting
from sim.model.signature import sign
from sim.model.state import wait_for_change
from sim.model.talks import Talks
from sim.scenario.loading import load

PEER = {"auto_tariff": 15.0}


def talks(*settings, worlds=6):
    """Return talks on day 0 that nobody has acted in."""
    return Talks(load(BASELINE, settings).scenario, worlds=worlds)


def worth(table, package):
    """Return the sum over issues of the levels of a package, (worlds,), one issue after the other."""
    return sum(table[np.arange(len(package)), k, package[:, k]] for k in range(package.shape[1]))


def test_waiting_earns_the_terms_in_force_less_support_where_talks_are_open():
    model = talks("korea.weights.fiscal=1")
    main, ledger = model.state.main, model.ledger
    trade = model.state.industry.trade
    trade.support_paid = np.full_like(trade.support_paid, 0.01)  # of each of three makers
    ledger.live[:] = [True, True, True, False, False, True]
    ledger.lapsed[:] = [False, True, False, True, False, True]
    accrue(model.state)
    terms = np.where(ledger.lapsed[:, None], main.terms.lapsed, main.terms.now)
    party_a, own = (worth(table, terms) / 365 for table in (model.administration.standing, main.pressed.table))
    spent = 0.03  # at the weight of 1 on the budget
    np.testing.assert_allclose(ledger.waiting["party_a"], np.where(ledger.live, party_a, 0.0))
    np.testing.assert_allclose(ledger.waiting["party_b"], np.where(ledger.live, own - spent, 0.0))
    model.release()


def test_a_tariff_in_force_is_the_deals_where_there_is_one_and_else_that_of_the_day():
    model = talks()
    main, place = model.state.main, 1  # other goods: 10 percent in the pause, 25 after a lapse
    main.ledger.agreed[:2], main.ledger.package[:2, place] = True, 4
    main.ledger.lapsed[1:4] = True
    levels = np.array(main.agenda.issues[place].levels)
    np.testing.assert_array_equal(levels[main.in_force(place)], [15.0, 15.0, 25.0, 25.0, 10.0, 10.0])
    model.setting.day = 80
    main.ledger.end[5] = 45.0
    np.testing.assert_allclose(wait_for_change(model.state), np.array([10, 10, 10, 10, 10, 0]) / 365)
    model.release()


def test_markets_hope_for_the_believed_rate_and_never_for_more_than_no_deal():
    """Before any peer the believed rate is the scenario's; a peer's 15 percent takes its place, its 40 does not."""
    model = talks("precedent.believed_rate={value: 12, range: [0, 30]}")
    peers = model.state.peers
    np.testing.assert_array_equal(hoped_tariff(model.state), 12.0)
    peers.rate["auto_tariff"][1:3] = [15.0, 40.0]
    np.testing.assert_array_equal(hoped_tariff(model.state), [12.0, 15.0, 25.0, 12.0, 12.0, 12.0])
    model.release()


def test_a_peers_deal_counts_where_it_was_made_and_the_last_one_is_spoken_of():
    model = talks()
    state, rows = model.state, np.array([1, 3])
    before = {region: rate.copy() for region, rate in state.values.foreign.items()}
    table, cars = model.administration.signed.copy(), state.main.agenda.place_of("auto_tariff")
    apply_peer_deal(state, PEER, ["JP"], rows)
    apply_peer_deal(state, {"auto_tariff": 10.0}, ["JP"], np.array([3]))
    revalue(state)
    np.testing.assert_array_equal(state.peers.rate["auto_tariff"], [np.nan, 15.0, np.nan, 10.0, np.nan, np.nan])
    np.testing.assert_array_equal(state.peers.known, [False, True, False, True, False, False])
    np.testing.assert_array_equal(state.values.foreign["JP"][rows], [15.0, 10.0])
    others = np.array([0, 2, 4, 5])
    for region, rate in state.values.foreign.items():
        kept = others if region == "JP" else np.arange(6)
        np.testing.assert_array_equal(rate[kept], before[region][kept])
    np.testing.assert_array_equal(model.administration.signed[others], table[others])
    assert (model.administration.signed[rows][:, cars] != table[rows][:, cars]).any(axis=1).all()
    model.release()


def test_precedent_costs_a_signature_and_not_the_terms_in_force():
    """kappa times how far a level lies below the believed rate, for each tariff: 20 to 10 percent at .3 is 3 a year."""
    fixed = ["believed_rate={value: 20, range: [0, 30]}"]
    fixed += [f"tariffs.{name}.before={{value: 0.3, range: [0, 5]}}" for name in ("auto_tariff", "reciprocal_tariff")]
    model = talks(*(f"precedent.{word}" for word in fixed), "us.weights.contagion={value: 2, range: [0, 3]}")
    cost = model.administration.signed - model.administration.standing
    levels = np.array([25, 22.5, 20, 17.5, 15, 12.5, 10, 7.5, 5, 2.5, 0])
    by_hand = -2 * 0.3 * np.maximum(20 - levels, 0)
    for name in ("auto_tariff", "reciprocal_tariff"):
        np.testing.assert_allclose(cost[0, model.state.main.agenda.place_of(name), :11], by_hand, atol=1e-9)
    model.release()


@pytest.mark.parametrize("rows", [[2], [0, 4, 5]])
def test_a_government_takes_over_without_a_vote_where_the_event_happens(rows):
    model = talks()
    house, rows = model.government, np.array(rows)
    model.setting.day = 30
    before = house.own.copy()
    house.hand_over("kim_moon_soo", rows)
    there = np.isin(np.arange(6), rows)
    np.testing.assert_array_equal(house.governing, np.where(there, house.names.index("kim_moon_soo"), 0))
    np.testing.assert_array_equal(house.own[~there], before[~there])
    assert (house.own[rows] != before[rows]).any(axis=(1, 2)).all()
    assert np.isneginf(house.formed[~there]).all()
    assert (house.formed[rows] >= 30).all()
    np.testing.assert_array_equal(house.elected, 0)
    model.release()


@pytest.mark.parametrize(
    "day, extended, lapsed, phase", [(20, 0, False, 1), (60, 0, False, 2), (60, 1, False, 3), (60, 1, True, 4)]
)
def test_a_signature_keeps_its_day_its_phase_and_the_day_of_its_vote(day, extended, lapsed, phase):
    """Phases: 1 before the vote of day 55, 2 after it, 3 in an extension, 4 after a lapse; the vote is 30 days on."""
    model = talks()
    ledger, rows = model.ledger, np.array([1, 3, 4])
    model.setting.day = day
    ledger.extensions[:], ledger.lapsed[:] = extended, lapsed
    meeting = Meeting(model.state.main, rows, np.array([True, False, True]))
    exchange = next(meeting.hold())
    exchange = SimpleNamespace(**vars(exchange))
    exchange.accepted = np.array([True, False])
    sign(model.state, meeting, exchange)
    np.testing.assert_array_equal(ledger.agreed, [False, True, False, False, False, False])
    assert (ledger.day[1], ledger.phase[1], ledger.vote_day[1], ledger.proposer[1]) == (day, phase, day + 30, 0)
    lost = np.nan if lapsed else 90.0 - day
    np.testing.assert_array_equal(ledger.measures["days_left"], [np.nan, lost, *[np.nan] * 4])
    assert ledger.measures["party_a_value"][1] == pytest.approx(
        worth(model.administration.signed[[1]], exchange.package[[0]])[0]
    )
    reserve = meeting.stances[0].briefing.reserve[0]
    assert ledger.measures["party_a_reserve"][1] == pytest.approx(reserve)
    model.release()


@backend_of("numpy")  # where what a delegation accepts is asked of itself
def test_an_offer_below_a_floor_is_not_signed_whoever_made_it():
    """Everything else says yes: floors that no package reaches leave every offer unsigned, those of one side too."""
    for side in (0, 1):
        model = talks()
        model.setting.day = 60
        rows = np.arange(6)
        meeting = Meeting(model.state.main, rows, np.array([True, False] * 3))
        for party in model.state.main.parties:
            party.accepts = lambda rows, *_: np.ones(len(rows), dtype=bool)
        meeting.under_doubt = lambda side, offer, value, places: (value, np.ones(len(value), dtype=bool))
        meeting.stances[side].briefing.authority[:] = 1e6
        meeting.stances[1 - side].briefing.authority[:] = -1e6
        assert not any(exchange.accepted.any() for exchange in meeting.hold())
        model.release()
    model = talks()
    model.setting.day = 60
    meeting = Meeting(model.state.main, np.arange(6), np.array([True, False] * 3))
    for party, stance in zip(model.state.main.parties, meeting.stances, strict=True):
        party.accepts = lambda rows, *_: np.ones(len(rows), dtype=bool)
        stance.briefing.authority[:] = -1e6
    meeting.under_doubt = lambda side, offer, value, places: (value, np.ones(len(value), dtype=bool))
    assert all(exchange.accepted.all() for exchange in meeting.hold())
    model.release()


def test_the_share_of_time_used_up_is_remembered_and_does_not_fall_back():
    """From day 15 to day 90 + .7 times 24: on day 60 the share is 45 / 91.8; later ends do not turn it back."""
    model = talks()
    rows = np.array([0, 2])
    model.setting.day = 60
    share = Meeting(model.state.main, rows, np.ones(2, dtype=bool)).stances[0].briefing.elapsed
    np.testing.assert_allclose(share, 45 / 91.8)
    np.testing.assert_allclose(model.party_a.elapsed, [45 / 91.8, 0, 45 / 91.8, 0, 0, 0])
    model.ledger.end[2] = 400.0
    again = Meeting(model.state.main, rows, np.ones(2, dtype=bool)).stances[0].briefing.elapsed
    np.testing.assert_allclose(again, 45 / 91.8)
    model.release()


def test_a_figure_of_the_stake_belongs_to_its_own_side():
    """A penalty of a tenth of the stake: the U.S.' of its own, Korea's of Korea's."""
    share = "{value: 0.1, unit: share of the stake}"
    model = talks(*(f"assembly.void_penalty.{side}={share}" for side in ("us", "korea")))
    for side in ("us", "korea"):
        weights = getattr(model.setting.public, side).weights
        table, agenda = model.state.values.table(weights), model.state.main.agenda
        stake = sum(table[:, k].max(axis=1) - table[:, k, agenda.issues[k].lapsed] for k in agenda.open)
        np.testing.assert_allclose(model.setting.drawn.assembly.void_penalty[side], 0.1 * stake)
    model.release()


def test_support_is_that_of_the_days_from_the_pause_to_its_last():
    """3.25 tn won at 1,420 a dollar, a twentieth of it worth money, over 267 days and the makers' Korean-built cars."""
    fixed = ["support.budget=3.25", "support.grant_share=0.05", "exchange_rate=1420"]
    model = talks(*(f"industry.{word}" for word in fixed), worlds=2)
    industry = model.state.industry
    units = sum(line.usual_partner_units for line in industry.lines)
    by_hand = 3.25e3 / 1420 * 0.05 / 267 / units
    for day, paid in [(-1, False), (0, True), (266, True), (267, False)]:
        model.setting.day = day
        found = industry.support_per_car()
        assert (found is not None) == paid
        if paid:
            np.testing.assert_allclose(found, by_hand)
    model.release()
