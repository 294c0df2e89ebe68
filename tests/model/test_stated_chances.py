"""A vote whose chances the scenario states in place of polls."""

import numpy as np
import pytest
from places import BASELINE

from sim.model.talks import Talks
from sim.runs.polls import published_polls
from sim.scenario.faults import ScenarioError
from sim.scenario.loading import load

NO_POLLS = "election.polls=null"
NAMES = ("lee_jae_myung", "kim_moon_soo", "lee_jun_seok")


def chances(*shares):
    """Return the setting of the candidates' chances."""
    return f"election.chances={{{', '.join(f'{name}: {share}' for name, share in zip(NAMES, shares, strict=False))}}}"


def talks(*shares, worlds=2000):
    """Return talks with stated chances, of which nobody has lived a day."""
    return Talks(load(BASELINE, [NO_POLLS, chances(*shares)]).scenario, worlds=worlds)


def winners(model):
    """Return who wins in each world on election day, by place among the candidates, (worlds,)."""
    model.setting.day = model.government.day_of_vote
    return model.government.race.live_day()


def test_each_wins_as_often_as_is_stated():
    """.5, .3 and .2 of 2,000 worlds, give or take four standard errors of .011."""
    model = talks(0.5, 0.3, 0.2)
    assert model.government.race.live_day() is None
    found = np.bincount(winners(model), minlength=3) / 2000
    np.testing.assert_allclose(found, [0.5, 0.3, 0.2], atol=0.045)
    model.release()


def test_who_has_no_chance_never_wins_and_who_is_certain_does():
    model = talks(0, 1, 0, worlds=50)
    np.testing.assert_array_equal(winners(model), 1)
    model.release()


def test_both_sides_believe_the_chances_to_the_day():
    model = talks(0.5, 0.3, 0.2, worlds=3)
    rows = np.arange(3)
    for day in (0, 40, 54):
        model.setting.day = day
        found = model.state.main.resolutions(rows)
        np.testing.assert_allclose([branch.chance for branch in found], np.tile([[0.5], [0.3], [0.2]], 3))
    model.setting.day = 55
    assert model.state.main.resolutions(rows) == []
    model.release()


def test_no_poll_is_published():
    assert published_polls(load(BASELINE, [NO_POLLS, chances(0.5, 0.3, 0.2)]), 1, 0) == {}


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ([chances(0.5, 0.3, 0.2)], "must state `polls`, or `chances` in their place; found both"),
        ([NO_POLLS], "found neither"),
        ([NO_POLLS, chances(0.5, 0.5)], "lacks the chance of the candidate lee_jun_seok"),
        ([NO_POLLS, chances(0.5, 0.3, 0.1)], "must add up to 1; found 0.9"),
        ([NO_POLLS, chances(50, 0.3, 0.1)], "must be from 0 to 1; found 50. It is a share: 50 percent is 0.5"),
        ([NO_POLLS, "election.chances={caretaker: 1}"], "is not a candidate"),
    ],
)
def test_chances_that_cannot_be_are_refused(settings, said):
    with pytest.raises(ScenarioError, match=said):
        load(BASELINE, settings)
