"""Deadlines, extensions and beliefs in them, by dates counted by hand: day 0 is 9 April, the pause ends on day 90."""

import numpy as np
import pytest
from places import BASELINE

from sim.model.deadline import fall_due
from sim.model.events import apply_events
from sim.model.talks import Talks
from sim.scenario.loading import load

SURE = ["deadline.common=2", "deadline.closeness=0", "deadline.repeat=0"]
NEVER_MOVED = [*SURE, "deadline.common={value: -40, range: [-50, 3]}"]
ALWAYS_MOVED = [*SURE, "deadline.common={value: 40, range: [-2, 50]}"]


def talks(*settings, worlds=5):
    """Return talks on day 0 that nobody has acted in."""
    return Talks(load(BASELINE, settings).scenario, worlds=worlds)


def on_day(model, day):
    """Let the deadline's step of a day happen, and nothing else."""
    model.setting.day = day
    fall_due(model.state)
    return model.ledger


@pytest.mark.parametrize("go_on, alive", [(1, True), (0, False)])
def test_an_unmoved_deadline_lapses_on_its_day_and_what_goes_on_ends_60_days_later(go_on, alive):
    model = talks(*NEVER_MOVED, f"deadline.after_lapse.go_on={go_on}")
    assert not on_day(model, 89).lapsed.any()
    ledger = on_day(model, 90)
    assert ledger.lapsed.all()
    assert (ledger.live == alive).all()
    np.testing.assert_array_equal(ledger.end, 150.0)
    assert (on_day(model, 149).live == alive).all()
    assert not on_day(model, 150).live.any()
    assert not ledger.extensions.any()
    model.release()


def test_a_moved_deadline_comes_24_days_later_three_times_and_then_lapses():
    model = talks(*ALWAYS_MOVED, "deadline.after_lapse.go_on=1")
    for k, (day, moved) in enumerate([(90, 114), (114, 138), (138, 162)], start=1):
        on_day(model, day - 1)
        assert (model.ledger.extensions == k - 1).all()
        ledger = on_day(model, day)
        np.testing.assert_array_equal(ledger.end, float(moved))
        assert (ledger.extensions == k).all()
        assert not ledger.lapsed.any()
    assert on_day(model, 162).lapsed.all()
    np.testing.assert_array_equal(model.ledger.end, 162.0 + 60)
    model.release()


def test_only_worlds_whose_day_has_come_are_touched():
    model = talks(*ALWAYS_MOVED)
    model.ledger.end[:] = [90.0, 91.0, 90.0, 200.0, 89.5]
    model.ledger.live[2] = False
    np.testing.assert_array_equal(on_day(model, 90).end, [114.0, 91.0, 90.0, 200.0, 114.0])
    np.testing.assert_array_equal(model.ledger.extensions, [1, 0, 0, 0, 1])
    model.release()


def test_a_second_deadline_meets_luck_of_its_own():
    """With an even chance half of the worlds move the first deadline, and half of those the second."""
    model = talks(*SURE, "deadline.common=0", "deadline.after_lapse.go_on=1", worlds=900)
    first = on_day(model, 90).extensions == 1
    second = on_day(model, 114).extensions == 2
    assert first.mean() == pytest.approx(0.5, abs=4 * 0.5 / 30)  # four standard errors
    assert second[first].mean() == pytest.approx(0.5, abs=4 * 0.5 / np.sqrt(first.sum()))
    assert not second[~first].any()
    model.release()


def test_a_letter_weighs_like_one_extension_more():
    """The log odds fall by `repeat` for each: 2 without, 2 - 6 with one; chances .881 and .018."""
    model = talks("deadline.common=2", "deadline.closeness=0", "deadline.repeat={value: 6, range: [0, 8]}", worlds=800)
    model.ledger.warned[:400] = True
    moved = on_day(model, 90).extensions == 1
    assert moved[400:].mean() == pytest.approx(1 / (1 + np.exp(-2)), abs=0.07)
    assert moved[:400].mean() == pytest.approx(1 / (1 + np.exp(4)), abs=0.03)
    model.release()


def test_a_belief_follows_what_has_been_granted_and_ends_with_the_last_extension_and_with_the_lapse():
    model = talks(worlds=7)
    ledger, track = model.ledger, model.state.main
    ledger.extensions[:] = [0, 1, 2, 3, 0, 0, 1]
    ledger.warned[4] = True
    ledger.lapsed[5:] = True
    believed = [0.7, 0.25, 0.25, 0.0, 0.25, 0.0, 0.0]  # `first`, `later`, none possible
    for party in track.parties:
        np.testing.assert_array_equal(track.belief(party, np.arange(7)), believed)
    model.setting.day = 80
    wait = track.wait(track.party_a, np.arange(7))
    np.testing.assert_allclose(wait.extension, 24 * np.array(believed))
    np.testing.assert_array_equal(wait.left, [10, 10, 10, 10, 10, 0, 0])
    np.testing.assert_array_equal(track.wait(track.party_a, np.array([3, 0])).belief, [0.0, 0.7])
    model.release()


def test_what_nobody_agreed_on_is_worth_the_terms_of_a_lapse_by_the_tables_of_that_day():
    model = talks(*NEVER_MOVED, "deadline.after_lapse.go_on=0")
    on_day(model, 90)
    main = model.state.main
    for side, table in (("party_a", model.administration.standing), ("party_b", model.government.own)):
        worth = sum(table[:, place, level] for place, level in enumerate(main.terms.lapsed[0]))
        np.testing.assert_allclose(model.ledger.no_deal[side], worth, rtol=1e-12)
    assert (main.terms.lapsed != main.terms.now).any()  # so that the two can be told apart
    model.release()


def test_with_the_horizon_all_is_over():
    """The horizon, 20 January 2029, is day 1382; on the day before it nothing is left to pay."""
    model = talks(*ALWAYS_MOVED)
    model.ledger.end[:] = 5000.0
    assert on_day(model, 1380).live.all()
    assert not on_day(model, 1381).live.any()
    model.release()


@pytest.mark.parametrize("day, happened", [(10, False), (11, True), (12, False)])
def test_an_event_happens_on_its_day_alone(day, happened):
    event = "{name: turn, date: 2025-04-20, probability: {value: 1, source: assumed}, letter: true}"
    model = talks(f"events=[{event}]")
    model.setting.day = day
    apply_events(model.state)
    assert (model.ledger.warned == happened).all()
    model.release()


@pytest.mark.parametrize("coin, share", [("1", 1.0), ("0", 0.0), ("0.25", 0.25)])
def test_a_coin_gives_the_us_the_offer_by_its_chance(coin, share):
    model = talks(f"calendar.proposer.coin={coin}", worlds=400)
    model.setting.day = 20
    party_a = model.state.main.proposes()
    assert party_a.mean() == pytest.approx(share, abs=4 * np.sqrt(share * (1 - share) / 400))
    rows = np.arange(3)
    np.testing.assert_allclose(model.state.main.proposal_chance(0, rows), share)
    np.testing.assert_allclose(model.state.main.proposal_chance(1, rows), 1 - share)
    model.release()


def test_in_turns_the_us_begins():
    model = talks("calendar.proposer=alternate")
    model.ledger.rounds[:] = [0, 1, 2, 3, 4]
    np.testing.assert_array_equal(model.state.main.proposes(), [True, False, True, False, True])
    assert np.isnan(model.state.main.proposal_chance(0, np.arange(2))).all()
    model.release()


@pytest.mark.parametrize("side", [0, 1])
def test_a_side_is_shown_what_the_public_knows_of_the_other_unless_it_is_an_oracle(side):
    name = ("us", "korea")[side]
    plain, oracle = talks(), talks(f"{name}.opponent=oracle")
    tables = plain.state.main.tables
    public = (tables.own_public,) * 2 if side == 0 else (tables.public, tables.public_standing)
    true = (tables.own,) * 2 if side == 0 else (tables.signed, tables.standing)
    for shown, meant, hidden in zip(plain.state.main.known_tables(side), public, true, strict=True):
        np.testing.assert_array_equal(shown, meant)
        assert (shown != hidden).any()  # or the test would see no difference
    for shown, meant in zip(oracle.state.main.known_tables(side), true, strict=True):
        np.testing.assert_array_equal(shown, meant)
    plain.release()
    oracle.release()
