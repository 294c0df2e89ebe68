"""The kernel of an offer under doubt, held to its rule at the meetings of played talks and with awkward demands."""

from copy import copy
from dataclasses import replace

import numpy as np
import pytest
from places import GOLDEN, SCENARIOS

from sim.core import ties
from sim.core.backend import REFERENCES, backend_of, load_kernel
from sim.model import meeting as meeting_module
from sim.model.talks import Talks
from sim.scenario.loading import load

NAME = "doubtful_offers.make_offer"
WORLDS, DAYS = 1000, 45
OLD, NOW = GOLDEN / "old_rules" / "baseline.yaml", SCENARIOS / "baseline.yaml"


def with_demands(meeting, demand, kept):
    """Return a meeting at which both sides demand other values, and believe that other signatures hold."""
    found = copy(meeting)
    found.stances = tuple(replace(stance, demand=demand(stance)) for stance in meeting.stances)
    found.doubts = [
        doubt and replace(doubt, prospect=replace(doubt.prospect, kept=kept(doubt.prospect.kept)))
        for doubt in meeting.doubts
    ]
    return found


def awkward(meeting, luck):
    """Yield the meeting as it is, with demands anywhere between and beyond floor and best, and in round figures."""
    yield meeting
    share = luck.uniform(-0.5, 1.2, len(meeting.rows))

    def between(stance):
        floor, best = stance.briefing.authority, stance.best
        return np.maximum(best - share * (best - floor), floor)

    yield with_demands(meeting, between, lambda kept: luck.uniform(0, 1, len(kept)))
    yield with_demands(meeting, lambda stance: np.round(between(stance)), lambda kept: np.round(kept * share))


@pytest.mark.filterwarnings("ignore:.*yardstick")  # as old rules call the reference weights
@pytest.mark.parametrize("path", [OLD, NOW])
def test_offers_at_the_meetings_of_played_talks(monkeypatch, path):
    luck, sides, offers, packages = np.random.default_rng(1), set(), [], set()

    def compare(meeting, side, places):
        for one in awkward(meeting, luck):
            found = load_kernel(NAME)(one, side, places)
            with backend_of("numpy"):
                expected = REFERENCES[NAME](one, side, places)
            if found is NotImplemented:
                assert not meeting.in_doubt
                return expected
            np.testing.assert_array_equal(found, expected, strict=True)
            offers.append(len(places))
            packages.update(map(tuple, expected.tolist()))
        sides.add(side)
        return REFERENCES[NAME](meeting, side, places)

    monkeypatch.setattr(meeting_module, "make_offer", compare)
    with backend_of("numpy"):
        model = Talks(load(path), WORLDS, rng=2)
        for _ in range(DAYS):
            model.step()
    assert sides == {0, 1}
    assert sum(offers) > 10_000
    assert len(packages) > 100


def test_ties_are_those_of_the_rule():
    assert load_kernel(NAME).__globals__["TIE"] == ties.TIE
