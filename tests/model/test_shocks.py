"""What an event changes: figures, the terms in force without a deal, what is on the table, who governs."""

import numpy as np
import pytest
from places import SCENARIOS
from runs import played
from views import read_only

from sim.model.figure_change import FigureChange, change_figure
from sim.model.talks import Talks
from sim.runs.run import run
from sim.runs.summary import float_column
from sim.scenario.checks.events import value_bounds
from sim.scenario.loading import load

SURE = "probability: {value: 1, source: assumed}"
EVERYWHERE = np.arange(4)
LIVABLE = ("us.opening=livable", "korea.opening=livable")  # with which there are deals before the vote


def talks(event, *settings, name="baseline", worlds=4, days=0):
    """Return talks with one event, lived through some days."""
    whole = f"{{name: shock, source: assumed, {event}}}"
    model = Talks(load(SCENARIOS / f"{name}.yaml", [*settings, f"events=[{whole}]"]).scenario, worlds)
    for _ in range(days):
        model.step()
    return model


def change(kind, value, figure, rows=(0, 2), within=(-np.inf, np.inf)):
    parts = {"set": None, "scale": None, "add": None} | {kind: np.full(len(figure), value)}
    return change_figure(figure, FigureChange(**parts), np.array(rows), within)


# --- figures --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [("set", 7.0, [7, 2, 7]), ("scale", 1.5, [1.5, 2, 4.5]), ("add", -0.5, [0.5, 2, 2.5])],
)
def test_a_figure_is_set_scaled_or_added_to_where_the_event_happens(kind, value, expected):
    figure = np.array([1.0, 2.0, 3.0])
    read_only(figure)
    np.testing.assert_allclose(change(kind, value, figure), expected)


def test_a_changed_figure_stays_within_its_bounds_and_others_are_left_alone():
    found = change("scale", 4.0, np.array([0.2, 9.0, 0.5]), within=(0, 1))
    np.testing.assert_allclose(found, [0.8, 9.0, 1.0])


@pytest.mark.parametrize(
    ("path", "low", "high"),
    [
        ("deadline.after_lapse.go_on", 0, 1),
        ("us.weights.imports", -np.inf, np.inf),
        ("issues.lng.flows.gas.displacement", 0, np.inf),
        ("precedent.believed_rate", 0, 100),
    ],
)
def test_the_bounds_of_a_figure_are_those_declared(path, low, high):
    assert value_bounds(path) == (low, high)


def test_a_bound_that_must_not_be_reached_is_not():
    low, _ = value_bounds("industry.exchange_rate")
    assert 0 < low <= 1e-9  # no exchange rate; yet of a size of which quotients stay far from what overflows


def test_the_public_learns_of_a_changed_weight_by_its_central_size():
    event = f"date: 2025-04-20, {SURE}, changes: {{us.weights.headline: {{scale: {{triangular: [1, 2, 6]}}}}}}"
    model = talks(event, days=12)
    np.testing.assert_allclose(model.setting.public.party_a.weights["headline"], np.full(4, 2.0))  # the mode
    own = model.setting.drawn.party_a.weights["headline"]
    assert ((own > 1) & (own < 6)).all()
    assert len(np.unique(own)) == 4


@pytest.mark.parametrize("path", ["deadline.repeat", "industry.lobby", "korea.governments.caretaker.audience_cost"])
def test_any_figure_that_is_read_from_day_to_day_may_change(path):
    model = talks(f"date: 2025-04-20, {SURE}, changes: {{{path}: {{set: 0.25}}}}", days=12)
    held = model.setting.drawn
    for key in path.split("."):
        held = held[key] if isinstance(held, dict) else getattr(held, key)
    np.testing.assert_array_equal(held, np.full(4, 0.25))


def test_a_changed_figure_of_a_flow_rule_changes_the_flows_as_if_it_had_been_so_from_the_first_day():
    event = f"date: 2025-04-20, {SURE}, changes: {{issues.lng.flows.gas.displacement: {{set: 0.7}}}}"
    later, always = (
        talks(event, days=12),
        talks(f"date: 2025-04-20, {SURE}", "issues.lng.flows.gas.displacement=0.7", days=12),
    )
    place = later.state.main.agenda.place_of("lng")
    for name, flow in always.state.values.flows[place].items():
        np.testing.assert_array_equal(later.state.values.flows[place][name], flow)
    np.testing.assert_array_equal(later.administration.signed, always.administration.signed)


def test_a_cheaper_won_makes_the_same_duty_more_won_by_the_mean_rate_of_the_quarter():
    event = f"date: 2025-06-01, {SURE}, changes: {{industry.exchange_rate: {{set: 1500}}}}"
    model = talks(event, "industry.exchange_rate=1400", "industry.exchange_walk=0", days=90)
    rates = model.makers[0].accounts.rates
    # from 3 April there are 89 days in the quarter, the last 30 of them at 1500
    np.testing.assert_allclose(rates["2025q2"].mean, (59 * 1400 + 30 * 1500) / 89)


def test_a_rate_that_never_moves_is_the_mean_to_the_last_bit():
    model = talks(f"date: 2025-04-20, {SURE}", "industry.exchange_rate=1417.3", "industry.exchange_walk=0", days=90)
    np.testing.assert_array_equal(model.makers[0].accounts.rates["2025q2"].mean, np.full(4, 1417.3))


# --- without a deal -------------------------------------------------------------------------------


def test_a_ruling_changes_what_is_in_force_from_its_day_on_and_what_no_deal_is_worth():
    event = f"date: 2025-05-28, {SURE}, no_deal: {{reciprocal_tariff: {{now: 10, lapsed: 10}}}}"
    model = talks(event, days=49)
    place = model.state.main.agenda.place_of("reciprocal_tariff")
    lapsed_at = model.state.main.agenda.issues[place].levels.index(25)
    assert (model.state.main.terms.lapsed[:, place] == lapsed_at).all()
    before = model.state.main.idle.of_table(model.mandate)[1]
    model.step()
    ten = model.state.main.agenda.issues[place].levels.index(10)
    assert (model.state.main.terms.lapsed[:, place] == ten).all()
    after = model.state.main.idle.of_table(model.mandate)[1]
    gained = model.mandate[:, place, ten] - model.mandate[:, place, lapsed_at]
    np.testing.assert_allclose(after - before, gained, atol=0.05)  # pressure moves a little from day to day


def test_after_a_ruling_korea_is_better_off_without_a_deal_and_pays_less():
    plain, ruled = (
        float_column(played(name, worlds=500).worlds, "korea_value") for name in ("baseline", "court_ruling")
    )
    both = np.isfinite(plain) & np.isfinite(ruled)
    moved = both & (np.abs(ruled - plain) > 1e-9)
    assert moved.sum() == both.sum() > 300  # the question plays it for certain
    assert (ruled - plain)[moved].mean() > 1


def test_the_steel_tariff_doubles_for_all_without_a_deal():
    spec = load(SCENARIOS / "steel_doubling.yaml").scenario
    model = Talks(spec, 3)
    place = model.state.main.agenda.place_of("steel_tariff")
    while model.day <= model.setting.calendar.day_number(spec.events[1].date):
        model.step()
    assert [model.state.main.agenda.issues[place].levels[k] for k in model.state.main.in_force(place)] == [50, 50, 50]
    model.release()


# --- the table ------------------------------------------------------------------------------------


def threatened(**more):
    return played("defence_threat", "events.troops_demand.probability=0.5", worlds=600, **more)


def test_an_issue_is_shut_until_the_event_that_opens_it_and_for_ever_where_it_does_not_happen():
    outcome = threatened(told=60)
    place = outcome.agenda.place_of("defence_cost")
    day = outcome.calendar.day_number(outcome.loaded.scenario.events[1].date)
    opened = {entry["world"] for entry in outcome.log if entry["kind"] == "event" and entry["name"] == "troops_demand"}
    offers = [entry for entry in outcome.log if entry["kind"] == "offer"]
    shut = [o for o in offers if o["day"] < day or o["world"] not in opened]
    assert opened
    assert shut
    assert {int(o["package"][place]) for o in shut} == {0}
    assert {int(o["package"][place]) for o in offers if o["day"] >= day and o["world"] in opened} - {0}


def test_a_shut_issue_moves_nothing_until_it_opens():
    """The same worlds with the tracks apart say the same until the day, bit for bit."""
    plain, shut = played("baseline", worlds=60, told=60), threatened(told=60)
    day = shut.calendar.day_number(shut.loaded.scenario.events[1].date)
    said = [
        [
            (o["world"], o["day"], o["side"], o["package"].tolist(), o["party_a_value"])
            for o in r.log
            if o["kind"] == "offer"
        ]
        for r in (plain, shut)
    ]
    before = [[line for line in lines if line[1] < day] for lines in said]
    assert before[0] == before[1]
    assert said[0] != said[1]


def test_bundled_puts_the_security_track_on_the_table():
    bundled, stated = (
        load(SCENARIOS / "baseline.yaml", [setting]).scenario
        for setting in ("bundled=true", "issues.defence_cost.on_table=true")
    )
    assert bundled.issues == stated.issues
    assert not load(SCENARIOS / "baseline.yaml").scenario.issues["defence_cost"].on_table


# --- letters and successors -----------------------------------------------------------------------


def test_a_letter_weighs_like_an_extension_granted():
    model = talks(f"date: 2025-04-20, {SURE}, letter: true", days=12)
    gaps = (np.full(4, 1.0), np.full(4, 2.0))
    luck = np.full(4, 0.55)
    none, one = np.zeros(4, dtype=int), np.ones(4, dtype=int)
    calm, told = np.zeros(4, dtype=bool), model.ledger.warned
    assert told.all()
    extends = model.administration.extends
    np.testing.assert_array_equal(extends(gaps, none, told, luck), extends(gaps, one, calm, luck))
    assert extends(gaps, none, calm, luck).all()  # logistic(.5 + 1.1 / 2) = .74
    assert not extends(gaps, none, told, luck).any()  # logistic(.5 + 1.1 / 2 - 1.2) = .46


def test_a_successor_governs_from_the_day_and_the_vote_is_still_to_come():
    spec = load(SCENARIOS / "resignation.yaml").scenario
    model = Talks(spec, 5)
    while model.day <= model.setting.calendar.day_number(spec.events[1].date):
        model.step()
    house = model.government
    assert [house.names[place] for place in house.governing] == ["second_caretaker"] * 5
    assert house.is_unelected().all()
    assert house.may_sign().all()
    assert house.pending
    reserve = np.zeros(5)
    holder = house.part.governments["second_caretaker"]
    np.testing.assert_allclose(house.floor(reserve), holder.audience_cost * 0.701)  # no ambition
    while model.day <= house.day_of_vote:
        model.step()
    assert {house.names[place] for place in house.governing} <= set(spec.election.candidates)
    assert not house.is_unelected().any()
    model.release()


def test_what_a_successor_signs_counts_as_signed_by_a_caretaker_and_may_be_dropped_by_the_winner():
    outcome = played("resignation", *LIVABLE, worlds=1000)
    frame = outcome.worlds
    early = float_column(frame, "first_signature") < outcome.calendar.day_number(outcome.loaded.scenario.election.date)
    signed = float_column(frame, "caretaker_signed") > 0
    np.testing.assert_array_equal(signed, early)
    assert signed.sum() > 30
    dropped = (float_column(frame, "reopened") > 0)[signed]
    assert 0 < dropped.sum() < 0.5 * signed.sum()
    winners = frame.column("winner").to_pylist()
    assert set(winners) <= set(outcome.loaded.scenario.election.candidates)


def test_a_caretaker_without_ambition_signs_less_often():
    runs = [played("early_deadline_livable"), played("resignation", *LIVABLE, worlds=1000)]
    early = [float_column(run.worlds, "caretaker_signed")[:1000].mean() for run in runs]  # the same 1,000 worlds
    assert early[1] < early[0]


# --- all of them ----------------------------------------------------------------------------------

SHOCKED = ["court_ruling", "weak_won", "defence_threat", "resignation", "weak_enforcement"]


@pytest.mark.parametrize("name", SHOCKED)
def test_worlds_do_not_depend_on_the_chunk(name):
    loaded = load(SCENARIOS / f"{name}.yaml")
    whole, cut = run(loaded, 12, 3), run(loaded, 12, 3, chunk=5, recorded=0)
    assert whole.worlds.equals(cut.worlds)
    assert whole.accounts.equals(cut.accounts)


def test_more_events_come_behind_those_taken_over_and_faults_keep_their_lines(tmp_path):
    loaded = load(SCENARIOS / "letter.yaml")
    assert [event.name for event in loaded.scenario.events] == ["japan_deal", "letter"]
    assert "more_events" not in loaded.data
    again = load(SCENARIOS / "letter.yaml", ["events.letter.date=2025-07-10"]).scenario
    assert str(again.events[1].date) == "2025-07-10"


@pytest.mark.parametrize(("day", "unseen"), [(0, 55.0), (40, 15.0), (49, 6.0), (50, 6.0), (54, 6.0)])
def test_in_the_blackout_the_race_goes_on_unseen_since_the_last_poll(day, unseen):
    """THEORY E: polls are banned in the last six days, and parties see the last published one."""
    model = Talks(load(SCENARIOS / "baseline.yaml").scenario, 2)
    model.setting.day = day
    assert model.government.race.days_unpolled == unseen
    model.release()
