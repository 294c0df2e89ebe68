"""Demands under doubt in full talks: what doubt that is the same for all does, and what a harder pivot does."""

import numpy as np
import pytest
from places import SCENARIOS

import sim.model.doubt as module
from sim.model.agents.government import Government
from sim.runs.run import run
from sim.scenario.loading import load

VOTE = 55  # 3 June 2025, counted from the pause
LIVABLE = ("us.opening=livable", "korea.opening=livable")


def said_before(outcome):
    """Return every offer and signature before the vote, with its terms and its value to both sides."""
    what = ("day", "world", "kind", "side", "party_a_value", "party_b_value", "accepted")
    return [
        (*(entry.get(key) for key in what), *entry["package"])
        for entry in outcome.log
        if entry["kind"] in ("offer", "signature") and entry["day"] < VOTE
    ]


def played(name, *settings, worlds=60, recorded=0):
    """Return a run, with every offer of the first `recorded` worlds."""
    return run(load(SCENARIOS / f"{name}.yaml", settings), worlds, 3, recorded=recorded)


def same_for_all(self, rows, gain):
    """Return an even belief for every package."""
    if self.race is None or not self.pending:
        return None
    return np.full(np.shape(gain(self.tables[1], self.standings[1])), 0.5)


@pytest.mark.parametrize("opening", ["livable", "own_best"])
@pytest.mark.parametrize("rule", ["expected", "waiting"])
def test_doubt_that_is_the_same_for_all_packages_changes_no_offer_bit_for_bit(monkeypatch, rule, opening):
    """Nothing is gained by waiting here: talking on is worth what never agreeing is."""
    settings = (f"us.doubt.demand={rule}", f"us.opening={opening}", f"korea.opening={opening}")
    sure = played("early_deadline", *settings, "election.honour=certain", recorded=60)
    monkeypatch.setattr(Government, "honour", same_for_all)
    monkeypatch.setattr(
        module, "worth_of_talking_on", lambda meeting, side, *rest, **lag: meeting.stances[side].briefing.reserve
    )
    monkeypatch.setattr("sim.model.main_track.MainTrack.void_penalty", lambda self, side: np.zeros(self.setting.worlds))
    doubtful = played("early_deadline", *settings, recorded=60)
    assert said_before(doubtful) == said_before(sure)
    assert len(said_before(sure)) > 300


@pytest.mark.parametrize("side", ["us", "korea"])
def test_a_chance_that_a_court_undoes_any_deal_changes_nothing_unless_demands_are_sure(side):
    one = played("baseline", worlds=40)
    other = played("baseline", f"{side}.doubt.court=0.4", worlds=40)
    assert other.worlds.equals(one.worlds)
    sure = played("baseline", f"{side}.doubt.court=0.4", f"{side}.doubt.demand=sure", worlds=40)
    assert not sure.worlds.column("day").equals(one.worlds.column("day"))


def test_a_sure_demand_that_no_package_meets_is_counted_and_an_expected_one_is_met():
    """Found by measuring: before the vote no package met a sure demand of the U.S."""
    shares = {}
    for rule in ("sure", "expected", "waiting"):
        found = played("baseline", f"us.doubt.demand={rule}", *LIVABLE, worlds=200)
        shares[rule] = found.column("us_fallbacks").sum() / found.column("us_offers").sum()
    assert shares["sure"] > 0.15
    assert max(shares["expected"], shares["waiting"]) < 0.01


@pytest.mark.parametrize("rule", ["expected", "waiting"])
def test_a_stricter_or_less_certain_pivot_does_not_worsen_koreas_terms(rule):
    """Schelling (1960): who must ask a strict pivot gets no worse terms (20,000 worlds: validity.md)."""
    settings = (f"us.doubt.demand={rule}", *LIVABLE)
    before = played("early_deadline", *settings, worlds=2500)
    for pivot in ("assembly.pivot.threshold=1", "assembly.pivot.scale={uniform: [0.6, 2]}"):
        after = played("early_deadline", *settings, pivot, worlds=2500)
        both = (before.column("agreed") > 0) & (after.column("agreed") > 0)
        change = (after.column("korea_value_fixed") - before.column("korea_value_fixed"))[both]
        assert change.mean() + 1.96 * change.std() / np.sqrt(len(change)) > 0
        assert change.mean() > -0.02
