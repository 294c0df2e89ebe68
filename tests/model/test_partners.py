"""Several partners beside Korea: one U.S. calendar, deals that are precedents for whoever still talks."""

import numpy as np
import pytest
from places import SCENARIOS

from sim.model.partners.attention import NOBODY, choose_partner
from sim.model.talks import Talks
from sim.reporting.diary import diary
from sim.runs.run import run
from sim.scenario.faults import ScenarioError
from sim.scenario.loading import load

BOTH, JAPAN = SCENARIOS / "japan_and_eu_played.yaml", SCENARIOS / "japan_played.yaml"
SAME_DAYS = ("neighbour.talks=2025-04-24", "partners.eu.talks=2025-04-24")  # so that all meet on days 15, 22, 29 ...
HELD = ("korea.tactic={hardliner: {}}", "neighbour.tactic={hardliner: {}}", "partners.eu.tactic={hardliner: {}}")


def model_of(*settings, worlds=40):
    return Talks(load(BOTH, settings).scenario, worlds, 1)


def whom(due, attention, luck):
    """Return whom the U.S. receives in as many worlds as there are pieces of luck."""
    flags = [np.full(len(luck), flag) for flag in due]
    return choose_partner(flags, [np.full(len(luck), share) for share in attention], np.asarray(luck))


# --- one calendar -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("due", "attention", "shares"),
    [
        ((True, True), (0.4,), (0.4, 0.6)),  # one partner: its attention is Korea's chance
        ((True, True, True), (0.5, 0.5), (1 / 3, 1 / 3, 1 / 3)),  # odds of 1 to 1 between any two
        ((True, True, True), (0.4, 0.6), (6 / 19, 9 / 19, 4 / 19)),  # odds 1 : 3/2 : 2/3, by hand
        ((True, False, True), (0.4, 0.6), (0.6, 0, 0.4)),  # odds of two do not depend on who else there is
        ((False, True, True), (0.4, 0.6), (0, 9 / 13, 4 / 13)),
        ((True, False, False), (0.4, 0.0), (1, 0, 0)),
        ((False, False, True), (0.4, 1.0), (0, 0, 1)),
    ],
)
def test_the_us_receives_each_in_proportion_to_its_weight(due, attention, shares):
    """Luce's choice axiom, shares worked by hand."""
    luck = (np.arange(19_000) + 0.5) / 19_000
    found = whom(due, attention, luck)
    assert [np.mean(found == place) for place in range(len(due))] == pytest.approx(shares, abs=1e-3)


def test_where_nobody_is_due_nobody_is_received():
    assert (whom((False, False), (0.5,), [0.1, 0.9]) == NOBODY).all()


def test_on_a_day_on_which_all_are_due_one_is_received_and_the_others_put_off():
    model = model_of(*SAME_DAYS, *HELD, worlds=300)
    while model.day <= 15:
        model.step()
    met = [track.ledger.rounds for track in model.state.tracks]
    assert (sum(met) == 1).all()
    assert all(0.1 < rounds.mean() < 0.8 for rounds in met)
    for track, rounds in zip(model.state.tracks, met, strict=True):
        np.testing.assert_array_equal(track.put_off, 1 - rounds)
    put_off_main = sum(partner.put_off_main for partner in model.state.partners)
    np.testing.assert_array_equal(put_off_main, model.state.main.put_off)


def test_on_the_last_day_all_are_received():
    model = model_of(*SAME_DAYS, *HELD)
    while model.day < 90:
        model.step()
    before = [track.ledger.rounds.copy() for track in model.state.tracks]
    live = np.all([track.ledger.live for track in model.state.tracks], axis=0)
    model.step()
    assert live.any()
    for track, rounds in zip(model.state.tracks, before, strict=True):
        np.testing.assert_array_equal(track.ledger.rounds[live], rounds[live] + 1)


# --- worlds and luck ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def outcome():
    return run(BOTH, 200, 1)


def test_chunks_change_nothing_and_a_world_alone_is_that_world_among_many(outcome):
    parts = run(BOTH, 200, 1, chunk=77)
    assert parts.worlds.equals(outcome.worlds)
    assert parts.accounts.equals(outcome.accounts)
    assert run(BOTH, 1, 1, first=11, recorded=0).worlds.equals(outcome.worlds.slice(11, 1))


def test_without_the_second_partner_every_row_is_that_of_the_first_alone():
    one, alone = run(load(BOTH, ["partners.eu=null"]), 60, 1), run(JAPAN, 60, 1)
    assert one.worlds.equals(alone.worlds)
    assert one.accounts.equals(alone.accounts)


def test_each_partner_has_its_columns_with_unit_and_meaning_and_the_diary_names_both(outcome):
    for name in ("japan", "eu"):
        signed = outcome.column(f"{name}_signed") > 0
        assert 0 < signed.sum() < 200
        assert (np.isfinite(outcome.column(f"{name}_auto_tariff")) == signed).all()
        assert b"level it agreed" in outcome.worlds.schema.field(f"{name}_auto_tariff").metadata[b"meaning"]
    lines = [line for world in range(20) for line in diary(outcome, world)]
    assert any("Elsewhere: Japan signs with the U.S.: " in line for line in lines)
    assert any("Elsewhere: EU signs with the U.S.: " in line for line in lines)


def test_nobody_signs_below_its_reserve(outcome):
    for name in ("japan", "eu"):
        signed = outcome.column(f"{name}_signed") > 0
        for side in ("us_", ""):
            gain = outcome.column(f"{name}_{side}value") - outcome.column(f"{name}_{side}reserve")
            assert (gain[signed] > -1e-8).all()


# --- precedent: paired signs --------------------------------------------------------------------


def signed_at(rate, pledge=600):
    """Return Japan's and Korea's car tariff where the EU has one package, worth nothing, and signs it on day 30."""
    free = ("exporters_profit", "export_value", "tariff_revenue", "consumer_surplus", "domestic_profit", "imports")
    nothing = ", ".join(f"{name}: [0]" for name in free)
    issue = f"levels: [{rate}], now: {rate}, lapsed: {rate}"
    flows = f"flows: {{table: {{levels: null, components: {{{nothing}}}}}}}"
    settings = [
        "partners.eu.talks=2025-05-09",
        "partners.eu.attention=0",
        "partners.eu.contagion=0",
        f"partners.eu.issues.auto_tariff={{{issue}, {flows}}}",
        f"partners.eu.issues.reciprocal_tariff={{{issue}}}",
        f"partners.eu.issues.investment={{levels: [{pledge}], now: {pledge}, lapsed: {pledge}}}",
    ]
    return run(load(BOTH, settings), 60, 1)


def both_finite(one, other, name):
    """Return a column of two runs where it has a figure in both and the EU signed on that day in both."""
    low, high = one.column(name), other.column(name)
    both = np.isfinite(low) & np.isfinite(high) & (one.column("eu_day") <= 31) & (other.column("eu_day") <= 31)
    return low[both], high[both]


def test_a_lower_rate_of_one_partners_makes_for_lower_rates_of_the_others():
    low, high = signed_at(10), signed_at(20)
    for name in ("japan_auto_tariff", "auto_tariff"):
        ours, theirs = both_finite(low, high, name)
        assert len(ours) > 20
        assert ours.mean() < theirs.mean() - 0.5


def test_a_larger_pledge_of_one_partners_makes_for_a_larger_one_of_the_next():
    """For Korea it is Japan's, the last one signed, that is spoken of by then."""
    ours, theirs = both_finite(signed_at(15, 100), signed_at(15, 1000), "japan_investment")
    assert len(ours) > 20
    assert ours.mean() < theirs.mean()


# --- what cannot be -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("partners.eu.talks=2025-09-01", r"partners\.eu\.talks\n.*must be from pause"),
        ("partners.eu.regions=[KR]", r"partners\.eu\.regions"),
        ("neighbour.name=eu", r"eu is the neighbour already"),
    ],
)
def test_a_faulty_partner_is_refused_by_its_path(setting, said):
    with pytest.raises(ScenarioError, match=said):
        load(BOTH, [setting])
