"""Faults in stages and statutes are told with their place, all at once."""

import pytest
from places import SCENARIOS

from sim.scenario.faults import ScenarioError
from sim.scenario.loading import load

SETTLES = "stages.deal.settles"
READING = "stages.text.settles"


def faults(name, *settings):
    with pytest.raises(ScenarioError) as found:
        load(SCENARIOS / f"{name}.yaml", settings)
    return str(found.value)


@pytest.mark.parametrize(
    ("setting", "where", "said"),
    [
        (f"{SETTLES}=[auto_tarif]", f"{SETTLES}[0]", "no such issue: auto_tarif. Did you mean auto_tariff?"),
        (
            f"{SETTLES}=[auto_tariff, reciprocal_tariff, lng, shipbuilding, investment, farm_access, investment_cash]",
            f"{READING}.investment_cash",
            "investment_cash is settled twice",
        ),
        (f"{SETTLES}=[auto_tariff]", SETTLES, "lng is on the table and no stage settles it"),
        (
            f"{READING}.investment_cash.us=[1, 2]",
            f"{READING}.investment_cash.us",
            "must be 9 figures, one for each level",
        ),
        (
            f"{READING}.investment_cash.korea=[0, 0, 0, 0, 0, 0, 0, 0, 0]",
            f"{READING}.investment_cash.korea",
            "gives no level a chance",
        ),
        (
            "stages.in_force.investment_cash.stage=deal",
            "stages.in_force.investment_cash.stage",
            "cannot come into force with the deal",
        ),
        ("stages.in_force={ships: {stage: deal}}", "stages.in_force.ships", "no stage settles this issue"),
        ("stages.withdraws=[steel]", "stages.withdraws[0]", "no stage settles this issue"),
        ("stages.text=null", "stages.in_force.auto_tariff.stage", "there is no stage text here"),
        ("stages.text.days=1100", "stages.enactment.lag_days", "must be before the horizon"),
        ("stages.text.withdrawal=2", "stages.text.withdrawal", "must be at most 1"),
    ],
)
def test_a_fault_in_stages_is_told_with_its_place(setting, where, said):
    told = faults("two_stages", setting)
    assert where in told
    assert said in told


@pytest.mark.parametrize(
    ("setting", "where", "said"),
    [
        ("events.1.voids=[emergency]", "events[1].voids[0]", "no such law in statutes: emergency. Did you mean"),
        ("statutes.emergency_powers.issues=[lng]", "statutes.emergency_powers.issues[0]", "is a tariff: lng"),
        ("statutes.emergency_powers.issues=[auto_tariff]", "statutes.emergency_powers.issues[0]", "the market of cars"),
        (
            "statutes.emergency_powers.sunk.korea=null",
            "statutes.emergency_powers.sunk",
            "exactly the keys us and korea; found us",
        ),
        (
            "statutes.emergency_powers.substitutes.0.days=null",
            "statutes.emergency_powers.substitutes[0]",
            "holds to the horizon, so that none can follow it",
        ),
    ],
)
def test_a_fault_in_statutes_is_told_with_its_place(setting, where, said):
    told = faults("two_stages_ruling", setting)
    assert where in told
    assert said in told


def test_what_others_deals_speak_of_is_settled_by_the_deal():
    reading = "{us: [1,1,1,1,1,1,1,1,1,1,1,1], korea: [1,1,1,1,1,1,1,1,1,1,1,1], source: assumed}"
    told = faults(
        "two_stages",
        f"{SETTLES}=[auto_tariff, reciprocal_tariff, lng, shipbuilding, farm_access, investment_cash]",
        f"{READING}={{investment: {reading}}}",
    )
    assert f"{READING}.investment" in told
    assert "must be settled by the deal; move investment to stages.deal.settles" in told
