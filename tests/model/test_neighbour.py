"""A neighbour's talks beside Korea's: one U.S. calendar, a deal that is an event, precedent both ways."""

import numpy as np
import pytest
import runs
from places import SCENARIOS

from sim.model.ledger import Signature
from sim.model.talks import Talks
from sim.reporting.diary import diary
from sim.runs.run import run
from sim.scenario.loading import load

JAPAN = SCENARIOS / "japan_played.yaml"
SAME_DAYS = "neighbour.talks=2025-04-24"  # so that both meet on days 15, 22, 29 ...
RATES = ("auto_tariff", "reciprocal_tariff")
FREE = ("exporters_profit", "export_value", "tariff_revenue", "consumer_surplus", "domestic_profit", "imports")

ONE_PACKAGE = """
extends: {file}
neighbour:
  talks: {talks}
  attention: 1
  contagion: 0
  issues:
    auto_tariff:
      levels: [{rate}]
      now: {rate}
      lapsed: {rate}
      flows: {{table: {{levels: null, components: {{{nothing}}}}}}}
    reciprocal_tariff: {{levels: [{rate}], now: {rate}, lapsed: {rate}}}
    investment: {{levels: [{pledge}], now: {pledge}, lapsed: {pledge}}}
"""


def settled(folder, talks="2025-05-09", rate=15, pledge=550):
    """Return a scenario in which the neighbour has one package, worth nothing, and signs it at its first meeting."""
    file = folder / f"settled_{rate}.yaml"
    nothing = ", ".join(f"{name}: [0]" for name in FREE)
    file.write_text(ONE_PACKAGE.format(file=JAPAN, talks=talks, rate=rate, pledge=pledge, nothing=nothing))
    return load(file)


def model_of(*settings, worlds=40):
    return Talks(load(JAPAN, settings).scenario, worlds, 1)


def days_of_meetings(model, until):
    """Return the days on which each side meets, in every world, (days, worlds) each."""
    party_b, own = [], []
    while model.day <= until:
        before = model.ledger.rounds.copy(), model.state.partners[0].ledger.rounds.copy()
        model.step()
        party_b.append(model.ledger.rounds > before[0])
        own.append(model.state.partners[0].ledger.rounds > before[1])
    return np.array(party_b), np.array(own)


# --- attention ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("attention", "party_b", "own"), [(1, [15, 22, 29], [16, 23, 30]), (0, [16, 23, 30], [15, 22, 29])]
)
def test_where_both_are_due_one_is_received_and_the_other_the_day_after(attention, party_b, own):
    model = model_of(SAME_DAYS, f"neighbour.attention={attention}")
    found = days_of_meetings(model, 35)
    talking = model.state.partners[0].ledger.live  # a few have signed by then
    assert talking.sum() > 30
    for held, days in zip(found, (party_b, own), strict=True):
        assert (held[:, talking] == np.isin(np.arange(36), days)[:, None]).all()
    assert (model.state.partners[0].put_off[talking] == 3 * attention).all()
    assert (model.state.partners[0].put_off_main[talking] == 3 * (1 - attention)).all()


def test_on_the_last_day_both_are_received():
    model = model_of("neighbour.attention=1", "korea.tactic={hardliner: {}}", "neighbour.tactic={hardliner: {}}")
    party_b, own = days_of_meetings(model, 90)
    both = party_b[83:91].all(axis=0) & (own.sum(axis=0) > own[:83].sum(axis=0))  # both talk to the end
    assert both.any()
    assert own[90, both].all()
    assert not own[83:90, both].any()


def test_days_of_their_own_are_nobodys_loss():
    model = model_of("neighbour.attention=0.5")  # Japan meets on days 7, 14 ..., Korea on days 15, 22 ...
    party_b, own = days_of_meetings(model, 70)
    assert (np.flatnonzero(party_b.all(axis=1)) == np.arange(15, 71, 7)).all()
    talking = model.state.partners[0].ledger.live
    assert (np.flatnonzero(own[:, talking].all(axis=1)) == np.arange(7, 71, 7)).all()
    assert not model.state.partners[0].put_off.any()


def test_the_chance_is_that_of_the_scenario():
    model = model_of(SAME_DAYS, "neighbour.attention=0.3", worlds=2000)
    party_b, _ = days_of_meetings(model, 15)
    assert abs(party_b[15].mean() - 0.3) < 4 * np.sqrt(0.3 * 0.7 / 2000)


# --- a deal is an event -------------------------------------------------------------------------


def test_a_deal_does_to_korea_what_an_event_of_that_day_and_those_terms_does(tmp_path):
    played, given = run(settled(tmp_path), 60, 1), runs.played("early_japan", worlds=60)
    for name, value in (("day", 30), ("auto_tariff", 15), ("reciprocal_tariff", 15), ("investment", 550)):
        assert set(played.column(f"japan_{name}")) == {float(value)}
    shared = [name for name in given.worlds.column_names if name in played.worlds.column_names]
    assert given.worlds.column_names == shared
    assert played.worlds.select(shared).equals(given.worlds)
    assert played.accounts.equals(given.accounts)


def test_without_the_key_there_is_no_neighbour():
    alone = runs.played("japan_played", "neighbour=null", worlds=10)
    assert alone.worlds.equals(runs.played("no_japan", worlds=10).worlds)


# --- luck and worlds ----------------------------------------------------------------------------


def test_chunks_change_nothing_and_a_world_alone_is_that_world_among_many():
    loaded = load(JAPAN)
    whole = run(loaded, 15, 3)
    parts = run(loaded, 15, 3, chunk=7)
    assert parts.worlds.equals(whole.worlds)
    assert parts.days.equals(whole.days)
    assert parts.accounts.equals(whole.accounts)
    assert [diary(parts, world) for world in range(15)] == [diary(whole, world) for world in range(15)]
    assert run(loaded, 1, 3, first=11, recorded=0).worlds.equals(whole.worlds.slice(11, 1))


def test_the_talks_end_in_every_world_and_a_closed_ledger_stays_as_it_is():
    model = model_of(worlds=60)
    seen = {}
    while model.running:
        model.step()
        ledger = model.state.partners[0].ledger
        for world in np.flatnonzero(~ledger.live):
            state = (ledger.day[world], ledger.end[world], ledger.extensions[world], *ledger.package[world])
            assert seen.setdefault(world, state) == state
    assert len(seen) == 60


def test_a_deadline_is_moved_for_both_where_closeness_counts_for_nothing():
    settings = ("deadline.closeness=0", "korea.tactic={hardliner: {}}", "neighbour.tactic={hardliner: {}}")
    model = model_of(*settings, worlds=200)
    days_of_meetings(model, 90)
    party_b, own = model.ledger, model.state.partners[0].ledger
    both = ~party_b.agreed & ~own.agreed
    assert both.sum() > 20
    assert (party_b.extensions == own.extensions)[both].all()
    assert 0.3 < (own.extensions > 0)[both].mean() < 0.9


# --- precedent ----------------------------------------------------------------------------------


def signed_by_korea(model, rate, pledge):
    """Let Korea sign everywhere on a day of the past."""
    rows, issues = np.arange(model.worlds), model.state.main.agenda.issues
    package = np.tile(model.state.main.agenda.lapsed, (model.worlds, 1))
    for name, level in ((RATES[0], rate), (RATES[1], rate), ("investment", pledge)):
        place = model.state.main.agenda.place_of(name)
        package[:, place] = issues[place].levels.index(level)
    none = np.zeros(model.worlds, dtype=np.int64)
    model.ledger.sign(
        rows, model.day, Signature(package, none, none, none > 0, {}, none, np.full(model.worlds, np.inf))
    )
    model.ledger.close_deals(rows)


def test_the_us_fears_precedent_as_in_koreas_talks_and_then_holds_to_koreas_terms():
    model = model_of("neighbour.contagion=2", worlds=5)
    host, rules = model.state.partners[0], model.setting.drawn.precedent
    host.revalue(model.state.main, model.state.peers, True)
    cars, cash = host.agenda.place_of("auto_tariff"), host.agenda.place_of("investment")
    rule = rules.tariffs["auto_tariff"]

    def lost():
        return host.tables.signed - host.tables.standing

    below = np.maximum(rules.believed_rate[:, None] - host.agenda.issues[cars].grid, 0)
    assert np.allclose(lost()[:, cars, :11], -2 * rule.before[:, None] * below)
    assert not lost()[:, cash].any()
    signed_by_korea(model, 15, 200)
    host.revalue(model.state.main, model.state.peers, True)
    below = np.maximum(15 - host.agenda.issues[cars].grid, 0)
    assert np.allclose(lost()[:, cars, :11], -2 * rule.after[:, None] * below)
    lacking = np.maximum(200 / rules.price.share[:, None] - host.agenda.issues[cash].grid, 0)
    assert np.allclose(lost()[:, cash, :15], -rules.price.loss[:, None] * lacking)


def test_an_event_that_moves_the_us_mandate_moves_it_at_both_tables():
    event = "{name: x, date: 2025-05-01, probability: 1, changes: {us.weights.headline: {scale: 2}}, source: assumed}"
    plain, urged = model_of(worlds=3), model_of(f"events=[{event}]", worlds=3)
    for model in (plain, urged):
        days_of_meetings(model, 22)
    cash = plain.state.partners[0].agenda.place_of("investment")
    worth = [model.state.partners[0].tables.standing[:, cash] for model in (plain, urged)]
    assert np.allclose(worth[1], 2 * worth[0])
    assert worth[0].any()


def test_only_a_deal_that_is_signed_is_a_precedent():
    model = model_of(worlds=40)
    neighbour, signing = model.state.partners[0], 0
    while neighbour.open:
        model.step()
        assert np.array_equal(model.state.peers.known, neighbour.ledger.agreed)
        signing += 0 < neighbour.ledger.agreed.sum() < 40
    assert signing  # on some days it had signed in some worlds and not in others


def test_a_void_deal_of_koreas_is_no_precedent():
    model = model_of(worlds=5)
    model.state.partners[0].revalue(model.state.main, model.state.peers, False)
    before = model.state.partners[0].tables.signed
    signed_by_korea(model, 15, 200)
    model.state.partners[0].revalue(model.state.main, model.state.peers, False)
    assert not np.array_equal(model.state.partners[0].tables.signed, before)
    model.ledger.void(np.arange(5))
    model.state.partners[0].revalue(model.state.main, model.state.peers, False)
    assert np.array_equal(model.state.partners[0].tables.signed, before)


def test_a_lower_rate_of_koreas_makes_for_a_lower_rate_of_the_neighbours():
    mean = {}
    for rate in (10, 20):
        model = model_of(worlds=40)
        while model.day < model.setting.calendar.talks:  # nobody signs before
            model.step()
        signed_by_korea(model, rate, 100)
        while model.state.partners[0].open:
            model.step()
        ledger, cars = model.state.partners[0].ledger, model.state.partners[0].agenda
        levels = cars.issues[0].grid[ledger.package[:, 0]]
        mean[rate] = np.where(ledger.agreed, levels, np.nan)
        assert ledger.agreed.mean() > 0.5
    both = np.isfinite(mean[10]) & np.isfinite(mean[20])
    assert mean[10][both].mean() < mean[20][both].mean() - 1


def test_a_lower_rate_of_the_neighbours_makes_for_a_lower_rate_of_koreas(tmp_path):
    low, high = (run(settled(tmp_path, rate=rate), 40, 1).column("auto_tariff") for rate in (10, 20))
    both = np.isfinite(low) & np.isfinite(high)
    assert low[both].mean() < high[both].mean() - 1


@pytest.fixture(scope="module")
def outcome():
    return runs.played("japan_played", worlds=100)


# --- what comes out -----------------------------------------------------------------------------


def test_its_columns_say_what_was_signed_and_are_null_where_nothing_was(outcome):
    signed = outcome.column("japan_signed") > 0
    assert 0 < signed.sum() < 100
    part = outcome.loaded.scenario.neighbour
    for name in ("day", "us_value", "value", "us_reserve", "reserve", *part.issues):
        assert (np.isfinite(outcome.column(f"japan_{name}")) == signed).all()
    for name, issue in part.issues.items():
        assert set(outcome.column(f"japan_{name}")[signed]) <= set(issue.levels)
        said = outcome.worlds.schema.field(f"japan_{name}").metadata
        assert (said[b"unit"], said[b"meaning"]) == (issue.unit.encode(), b"level it agreed")
    assert b"day of its signature" in outcome.worlds.schema.field("japan_day").metadata[b"meaning"]


def test_koreas_deal_knows_whether_the_neighbour_came_first(outcome):
    agreed = outcome.column("agreed") > 0
    first = outcome.column("japan_day") <= outcome.column("day")
    assert (outcome.column("peer_deal")[agreed] == first[agreed]).all()


def test_nobody_signs_below_its_reserve(outcome):
    signed = outcome.column("japan_signed") > 0
    for side in ("us_", ""):
        gain = outcome.column(f"japan_{side}value") - outcome.column(f"japan_{side}reserve")
        assert (gain[signed] > -1e-8).all()
        assert gain[signed].mean() > 0.1


def test_the_diary_tells_its_deal_and_the_meetings_put_off(outcome):
    lines = [line for world in range(20) for line in diary(outcome, world)]
    assert any("Elsewhere: Japan signs with the U.S.: auto tariff " in line for line in lines)
    assert any("The U.S. receives Japan today and puts Korea off to tomorrow." in line for line in lines)
    assert any("The U.S. receives Korea today and puts Japan off to tomorrow." in line for line in lines)


@pytest.mark.parametrize("rule", ["micro: {}", "equilibrium: {}"])
def test_tactics_that_look_back_or_ahead_can_serve_an_envoy(rule):
    model = model_of(f"us.tactic={{{rule}}}", f"neighbour.tactic={{{rule}}}", SAME_DAYS, worlds=4)
    days_of_meetings(model, 30)
    assert model.state.partners[0].ledger.rounds.all()


def test_an_envoy_may_know_the_truth():
    model = model_of("us.opponent=oracle", "neighbour.opponent=oracle", SAME_DAYS, worlds=4)
    days_of_meetings(model, 30)
    assert model.state.partners[0].ledger.rounds.all()
