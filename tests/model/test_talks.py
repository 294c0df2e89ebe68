"""The model as a Mesa user meets it, and the order of its day."""

import gc
import weakref

import mesa
import numpy as np
import pytest
from places import SCENARIOS
from runs import played

import sim
from sim.bargaining.payoffs import package_value
from sim.economy.carmakers.day import support_paid
from sim.model.agents.mesa_agents import Carmaker, Delegation
from sim.model.talks import Talks
from sim.scenario.loading import load


@pytest.fixture(scope="module")
def spec():
    return load(SCENARIOS / "baseline.yaml").scenario


def test_a_mesa_user_can_step_a_world_and_collect_data(spec):
    model = sim.Talks(spec, worlds=1)
    collector = mesa.DataCollector(
        model_reporters={"day": "day", "talking": lambda m: bool(m.ledger.live[0])},
        agenttype_reporters={Carmaker: {"duty": lambda maker: float(maker.duty[0])}},
    )
    for _ in range(30):
        model.step()
        collector.collect(model)
    frame = collector.get_model_vars_dataframe()
    assert frame["day"].tolist() == list(range(1, 31))
    assert frame["talking"].all()
    duty = collector.get_agenttype_vars_dataframe(Carmaker)
    assert len(duty) == 90
    model.release()


def test_the_agents_are_few_and_named(spec):
    model = Talks(spec, worlds=5)
    assert {type(agent).__name__: len(held) for agent, held in _by_type(model)} == {
        "Administration": 1,
        "Government": 1,
        "Delegation": 2,
        "Carmaker": 3,
    }
    assert [d.side for d in model.agents_by_type[Delegation]] == ["party_a", "party_b"]
    assert [m.name for m in model.agents_by_type[Carmaker]] == ["hyundai", "kia", "gm_korea"]
    model.release()


def _by_type(model):
    return [(next(iter(held)), held) for held in model.agents_by_type.values()]


def test_a_released_model_is_no_longer_held_by_mesa(spec):
    model = Talks(spec, worlds=2)
    model.release()
    assert model not in getattr(mesa.Agent, "_ids", {})


def test_nobody_meets_before_the_talks_open(spec):
    model = Talks(spec, worlds=20)
    for _ in range(15):
        model.step()
    assert model.day == 15
    assert not model.ledger.rounds.any()
    model.step()
    assert (model.ledger.rounds == 1).all()
    model.release()


def test_closed_worlds_are_never_written_again(spec):
    model = Talks(spec, worlds=300)
    seen = {}
    while model.running:
        model.step()
        closed = ~model.ledger.open
        for row in np.flatnonzero(closed):
            state = (int(model.ledger.day[row]), model.ledger.package[row].tolist(), int(model.ledger.rounds[row]))
            assert seen.setdefault(int(row), state) == state
    assert len(seen) == 300
    model.release()


def test_no_government_signs_while_it_is_formed():
    outcome = played("baseline", seed=3)
    day, handover = outcome.column("day"), outcome.column("handover")
    after = np.isfinite(day) & (day >= 55)
    assert np.all(day[after] >= handover[after])


def test_flows_accrue_by_the_terms_in_force(spec):
    model = Talks(spec, worlds=3)
    for _ in range(10):
        model.step()
    table = model.administration.standing
    now = np.tile(model.state.main.agenda.now, (3, 1))
    np.testing.assert_allclose(model.ledger.waiting["party_a"], 10 * package_value(table, now) / 365)
    model.release()


def test_a_firm_caretaker_floor_binds_only_before_the_vote(spec):
    model = Talks(spec, worlds=50)
    reserve = np.zeros(50)
    holder = model.setting.drawn.party_b.governments["caretaker"]
    expected = np.maximum(0.0, holder.audience_cost * 0.701 - holder.ambition)
    np.testing.assert_allclose(model.government.floor(reserve), expected)
    while model.day < 56:
        model.step()
    np.testing.assert_array_equal(model.government.floor(reserve), reserve)
    model.release()


def test_an_event_changes_the_weight_it_names():
    change = "{us.weights.headline: {scale: {value: 2, source: assumed}}}"
    events = f"[{{name: turn, date: 2025-04-20, probability: {{value: 1, source: assumed}}, changes: {change}}}]"
    model = Talks(load(SCENARIOS / "baseline.yaml", [f"events={events}"]).scenario, worlds=4)
    place = model.state.main.agenda.place_of("investment")
    before = model.administration.standing[:, place].copy()
    while model.day < 12:
        model.step()
    np.testing.assert_allclose(model.administration.standing[:, place], 2 * before)
    model.release()


def test_a_letter_lowers_the_belief_in_an_extension():
    events = "[{name: letter, date: 2025-07-07, probability: {value: 1, source: assumed}, letter: true}]"
    model = Talks(load(SCENARIOS / "baseline.yaml", [f"events={events}"]).scenario, worlds=4)
    every = np.arange(4)
    assert model.state.main.belief(model.party_a, every) == pytest.approx(0.7)
    while model.day < 90:
        model.step()
    live = np.flatnonzero(model.ledger.live)
    assert model.state.main.belief(model.party_a, live) == pytest.approx(0.25)
    model.release()


def test_support_is_paid_evenly_by_units_and_never_above_the_loss():
    fixed = ["industry.support.grant_share=0.05", "industry.exchange_rate=1420", "carmakers.kia.stock_days=0"]
    model = Talks(load(SCENARIOS / "baseline.yaml", fixed).scenario, worlds=2)
    kia = next(maker for maker in model.makers if maker.name == "kia")
    budget = 3.25e3 / 1420 * 0.05  # tn won to bn USD, and the part of it that is worth money
    daily = budget / 267 * 371 / (637 + 371 + 410)  # 9 April to 31 December, both days in
    each, units = model.state.industry.support_per_car(), kia.maker.usual_partner_units
    np.testing.assert_allclose(support_paid(each, units, np.array([1.0, daily / 2])), [daily, daily / 2])
    np.testing.assert_allclose(support_paid(each, units, np.array([-1.0, 0.0])), [0.0, 0.0])
    model.release()


def test_a_model_that_is_released_is_let_go_at_once():
    model = Talks(load(SCENARIOS / "baseline.yaml").scenario, worlds=3)
    while model.day < 20:
        model.step()
    held = [weakref.ref(part) for part in (model.ledger, model.government, model.state.industry, model.state.values)]
    gc.disable()
    try:
        model.release()
        del model
        assert [ref() for ref in held] == [None] * 4
    finally:
        gc.enable()


def test_the_mandate_moves_with_pressure_in_one_row_and_the_terms_in_force_with_it(spec):
    model = Talks(spec, worlds=5)
    while model.day < 45:
        model.step()
    house, felt = model.government, model.setting.drawn.industry.lobby * model.state.industry.pressure
    moved = model.mandate - house.own
    assert np.all(felt > 0)
    np.testing.assert_allclose(moved[:, model.state.values.tariff], felt[:, None] * house.relief)
    assert not np.delete(moved, model.state.values.tariff, axis=1).any()
    for terms, held in zip(
        (model.state.main.terms.now, model.state.main.terms.lapsed),
        model.state.main.idle.of_table(model.mandate),
        strict=True,
    ):
        np.testing.assert_array_equal(held, package_value(model.mandate, terms))
    model.release()
