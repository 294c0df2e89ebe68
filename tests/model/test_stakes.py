"""Figures stated as shares of the stake mean the same to a country of any size; those in bn USD do not.

The money metamorphic: if every flow is an eighth, every value is an eighth, and everything else, date, package,
vote, is as it was.  A value is the sum of weights times flows, so weights of an eighth do it for all flow
rules at once, and a power of two does it to the last bit.
"""

import numpy as np
import pytest
from places import SCENARIOS

from sim.core.chance import Chance
from sim.model.talks import Talks
from sim.politics.stakes import ideal_gain
from sim.runs.run import run
from sim.scenario.faults import ScenarioError
from sim.scenario.loading import LoadedScenario, load
from sim.scenario.schema.quantity import Quantity

EIGHTH, WORLDS = 0.125, 120
UNIT = "unit: share of the stake, range: [-1, 1], source: assumed"
SHARES = (
    f"election.honour={{mandates: {{scale: {{uniform: [0.05, 0.2], {UNIT}}}}}}}",
    f"assembly.pivot.scale={{uniform: [0.03, 0.1], {UNIT}}}",
    f"assembly.pivot.threshold={{value: 0.02, {UNIT}}}",
    f"assembly.void_penalty={{us: {{value: 0.02, {UNIT}}}, korea: {{triangular: [0, 0.05, 0.1], {UNIT}}}}}",
    f"korea.governments.caretaker.audience_cost={{triangular: [0.02, 0.05, 0.1], {UNIT}}}",
    f"korea.governments.caretaker.ambition={{value: 0.05, {UNIT}}}",
    "korea.governments.lee_jae_myung.red_lines={farm_access: {levels: [full], source: assumed, "
    f"cost: {{value: 0.1, {UNIT}}}}}}}",
)
EARLY = "calendar.deadline=2025-05-27"  # signatures before the vote, so that all of these figures are asked for
MONEY = ("us_value", "korea_value", "us_waiting", "korea_waiting", "us_reserve", "korea_reserve")
CHOICES = (
    "status",
    "day",
    "proposer",
    "rounds",
    "ratified",
    "honoured",
    "reopened",
    "auto_tariff",
    "investment",
    "lng",
)


def smaller(quantity: Quantity) -> Quantity:
    """Return a weight an eighth of what it was."""
    held = getattr(quantity, quantity.shape)
    less = tuple(EIGHTH * part for part in held) if isinstance(held, tuple) else EIGHTH * held
    return Quantity.model_validate({quantity.shape: less, "source": "scaled"})


def of_an_eighth(loaded: LoadedScenario) -> LoadedScenario:
    """Return a scenario in which all that can be won or lost is an eighth."""
    spec = loaded.scenario
    parts = {}
    for side, unweighed in (("us", "contagion"), ("korea", "parity")):
        part = getattr(spec, side)
        weights = {name: smaller(weight) for name, weight in part.weights.items()}
        assert unweighed in weights  # precedent is weighed too
        parts[side] = part.model_copy(update={"weights": weights})
    return LoadedScenario(**{**vars(loaded), "scenario": spec.model_copy(update=parts)})


def played_both(*settings: str):
    """Return the worlds of a scenario, and of the same with an eighth of everything at stake."""
    loaded = load(SCENARIOS / "baseline.yaml", [EARLY, *settings])
    return run(loaded, WORLDS, 4).worlds, run(of_an_eighth(loaded), WORLDS, 4).worlds


def test_with_shares_of_the_stake_an_eighth_of_all_flows_changes_values_and_nothing_else():
    whole, small = played_both(*SHARES)
    for name in ("reopened", "caretaker_signed"):  # votes and the caretaker's floor are asked for
        assert any(whole.column(name).to_pylist()), name
    for name in CHOICES:
        assert whole.column(name).equals(small.column(name)), name
    for name in MONEY:
        held, less = (np.array(table.column(name).to_pylist(), dtype=float) for table in (whole, small))
        np.testing.assert_array_equal(less, EIGHTH * held, err_msg=name)


def test_with_figures_in_bn_an_eighth_of_all_flows_is_another_country():
    whole, small = played_both()
    assert not any(whole.column(name).equals(small.column(name)) for name in ("day", "status", "auto_tariff"))
    voided = [sum(table.column("reopened").to_pylist()) for table in (whole, small)]
    assert voided[1] > 2 * voided[0]


def test_the_stake_is_the_best_level_of_each_issue_over_no_deal():
    table = np.array(
        [[[0.0, 2.0, 3.0], [0.0, -1.0, -4.0], [5.0, 6.0, 9.0]], [[1.0, 0.0, 0.0], [2.0, 4.0, 1.0], [0, 0, 9]]]
    )
    np.testing.assert_array_equal(ideal_gain(table, [0, 0, 0], [True, True, False]), [3.0, 2.0])
    np.testing.assert_array_equal(ideal_gain(table, [1, 2, 0], [True, True, True]), [1 + 4 + 4, 1 + 3 + 9])


def test_a_share_is_drawn_as_a_share_and_read_as_money():
    spec = load(SCENARIOS / "baseline.yaml", list(SHARES)).scenario
    setting = Talks(spec, chance=Chance(3, 0, 50)).setting
    drawn, stake = setting.draws["assembly.pivot.scale"], setting.stakes["assembly.pivot.scale"]
    assert ((drawn >= 0.03) & (drawn <= 0.1)).all()
    np.testing.assert_array_equal(setting.drawn.assembly.pivot.scale, drawn * stake)
    np.testing.assert_array_equal(
        setting.drawn.election.honour.scale, setting.draws["election.honour.mandates.scale"] * stake
    )
    np.testing.assert_array_equal(
        setting.drawn.assembly.void_penalty["us"], 0.02 * setting.stakes["assembly.void_penalty.us"]
    )
    assert (setting.stakes["assembly.void_penalty.us"] != stake).all()  # the U.S. has a stake of its own
    assert (stake > 0).all()


def test_figures_in_bn_are_read_as_they_were():
    assert Talks(load(SCENARIOS / "baseline.yaml").scenario, chance=Chance(3, 0, 5)).setting.stakes == {}


def test_an_event_speaks_of_a_share_where_the_figure_is_one():
    event = (
        "events=[{name: stricter, date: 2025-04-10, probability: {value: 1, source: assumed}, source: assumed, "
        "changes: {assembly.pivot.threshold: {add: 0.1}}}]"
    )
    talks = Talks(load(SCENARIOS / "baseline.yaml", [*SHARES, event]).scenario, chance=Chance(3, 0, 5))
    for _ in range(3):
        talks.step()
    found, stake = talks.setting.drawn.assembly.pivot.threshold, talks.setting.stakes["assembly.pivot.threshold"]
    np.testing.assert_allclose(found, 0.12 * stake, rtol=1e-12)


def test_only_figures_that_may_be_shares_are_taken_for_shares():
    with pytest.raises(ScenarioError, match=r"wrong unit: must be share; found share of the stake"):
        load(SCENARIOS / "baseline.yaml", ["us.extension_belief.first={value: 0.5, unit: share of the stake}"])
    with pytest.raises(ScenarioError, match=r"wrong unit: must be bn USD a year, or share of the stake; found bn"):
        load(SCENARIOS / "baseline.yaml", ["assembly.pivot.scale={value: 0.5, unit: bn}"])
