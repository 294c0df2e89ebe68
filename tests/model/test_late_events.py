"""What happens after some worlds have closed does not reach them, whatever chunk they stand in."""

import pytest
from places import BASELINE
from runs import assert_chunks_alike

from sim.scenario.loading import load

SURE = "probability: {value: 1, source: assumed}"
LATE_PEER = (
    f"events=[{{name: late, date: 2025-11-20, {SURE}, peer: {{auto_tariff: 5, investment: 900}}, source: assumed}}]"
)


@pytest.mark.slow
@pytest.mark.parametrize(
    "settings",
    [
        (LATE_PEER, "election.date=2026-03-03", "election.polls.date=2026-01-10"),
        (LATE_PEER, "assembly.vote_lag_days=150"),
    ],
)
def test_late_events_and_votes_do_not_depend_on_the_chunk(settings):
    assert_chunks_alike(load(BASELINE, settings), 60, 2, 13)
