"""Where the real deal lies: counted by hand on a few rows, and told on the baseline."""

import json
from types import SimpleNamespace

import numpy as np
import pytest
from places import SCENARIOS
from runs import played

from sim.analysis.validation.actual_deal import (
    actual_figures,
    place_figure,
    share_with_spans,
    shares_with_all_terms,
    terms_left_out,
)
from sim.core.errors import UserError
from sim.reporting.actual_text import actual_deal_lines, actual_lines
from sim.scenario.faults import ScenarioError
from sim.scenario.loading import load


def test_shares_below_at_and_above_are_counted():
    found = place_figure("date", "day 5", "", np.array([1.0, 5.0, 5.0, 9.0, 12.0]), 5.0)
    assert (found.below, found.at, found.above, found.worlds) == (0.2, 0.4, 0.4, 5)


def test_the_real_deal_is_placed_among_those_of_the_baseline():
    outcome = played("baseline")
    found = {p.name: p for p in actual_figures(outcome)}
    assert list(found) == ["date", "auto_tariff", "reciprocal_tariff", "shipbuilding", "investment", "farm_access"]
    agreed = outcome.column("agreed").sum()
    assert all(p.worlds == agreed for p in found.values())
    assert all(p.below + p.at + p.above == pytest.approx(1) for p in found.values())
    tariff = outcome.column("auto_tariff")
    assert found["auto_tariff"].below == pytest.approx((tariff < 15).sum() / agreed)  # grids that fall count upward too
    assert found["shipbuilding"].above == pytest.approx((outcome.column("shipbuilding") > 150).sum() / agreed)
    assert all(p.above > 0 for p in found.values())  # no grid ends at what was agreed
    whole, near = shares_with_all_terms(outcome)
    assert 0 < near <= whole <= min(p.at for p in found.values() if p.name != "date")
    lng, day = outcome.column("lng"), outcome.column("day")  # all terms, one by one, with LNG from 0 to 14 Mt
    same = np.isfinite(day) & (lng >= 0) & (lng <= 14)
    for name, level in (("auto_tariff", 15), ("reciprocal_tariff", 15), ("shipbuilding", 150), ("investment", 200)):
        same &= outcome.column(name) == level
    same &= np.array(outcome.worlds.column("farm_access").to_pylist()) == "none"
    assert 0 < same.sum() / agreed < whole
    assert share_with_spans(outcome) == pytest.approx(same.sum() / agreed)
    assert f"With LNG 0 to 14 million tonnes a year too: {same.sum() / agreed:.1%}." in actual_lines(
        outcome, "baseline"
    )
    assert "Nothing is fitted to it." in actual_deal_lines(list(found.values()), (whole, near))[-1]


def test_a_scenario_that_does_not_say_what_was_seen_is_refused():
    spec = load(SCENARIOS / "baseline.yaml").scenario.model_copy(update={"actual": None})
    with pytest.raises(UserError, match="does not say what was signed"):
        actual_figures(SimpleNamespace(loaded=SimpleNamespace(scenario=spec, shown="x.yaml")))


def test_what_a_scenario_does_not_have_is_left_out():
    outcome = played("baseline", "actual.terms={coal: 3, auto_tariff: 17.5}", worlds=100)
    found = {p.name: p for p in actual_figures(outcome)}
    assert "coal" not in found
    assert terms_left_out(outcome) == ["coal"]
    auto = found["auto_tariff"]
    assert auto.below + auto.at + auto.above == pytest.approx(1)


@pytest.mark.parametrize(
    ("term", "told"),
    [
        ("auto_tariff: 16", "must be a level of auto_tariff, as only these can be signed: 25, 22.5, 20"),
        ("auto_tariff: low", "must be a number, a level of auto_tariff: 25, 22.5"),
        ("auto_tariff: true", "must be a number or a name; found true"),
        ("farm_access: 2", "must be a name, a level of farm_access: none, partial, full; found 2"),
        ("farm_access: ful", "none, partial, full; found ful. Did you mean full?"),
        ("auto_tarif: 15", "no such issue: auto_tarif. Did you mean auto_tariff?"),
    ],
)
def test_a_term_that_nobody_can_sign_is_told(term, told):
    with pytest.raises(ScenarioError) as fault:
        load(SCENARIOS / "baseline.yaml", [f"actual.terms={{{term}}}"])
    assert told in str(fault.value)
    assert len(fault.value.found) == 1


def test_nothing_depends_on_what_was_seen():
    other = load(SCENARIOS / "baseline.yaml", ["actual=null"])
    unseen, seen = (played("baseline", *settings, worlds=50).worlds for settings in (("actual=null",), ()))
    assert unseen.equals(seen)
    assert json.dumps(other.data.get("actual")) in ("null", "{}")
