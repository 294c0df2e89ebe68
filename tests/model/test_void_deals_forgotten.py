"""A void deal leaves nothing behind: it is on its way to no text, and nothing of it is enacted."""

import numpy as np
import pytest
from places import SCENARIOS

from sim.core.chance import Chance
from sim.model.play import Play
from sim.model.records import Records
from sim.model.stages.progress import DEAL, NONE
from sim.scenario.loading import load


@pytest.fixture
def stages():
    """Return the stages of three worlds in which a deal waits for its text, which opens on day 40, and day 90."""
    spec = load(SCENARIOS / "two_stages.yaml").scenario
    held = Play(spec, Chance(1, 0, 3), 0, Records(daily=0, in_full=0)).state.stages
    held.reached[:], held.text_opens[:], held.enacts[:] = DEAL, 40.0, 90.0
    held.days["deal"][:], held.withdrawn[:] = 30.0, 35.0
    held.text.ledger.live[:] = True
    held.clear(np.array([1]))
    return held


def test_it_has_come_nowhere(stages):
    assert stages.reached.tolist() == [DEAL, NONE, DEAL]
    np.testing.assert_array_equal(stages.days["deal"], [30, np.nan, 30])
    np.testing.assert_array_equal(stages.withdrawn, [35, np.nan, 35])


def test_no_text_opens_and_nothing_is_enacted(stages):
    assert stages.text_opens.tolist() == [40, np.inf, 40]
    assert stages.enacts.tolist() == [90, np.inf, 90]
    assert stages.text.ledger.live.tolist() == [True, False, True]
