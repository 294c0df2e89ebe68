"""What happens after some worlds have closed does not reach them, whatever chunk they stand in."""

import pytest
from places import SCENARIOS

from sim.runs.run import run
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
    loaded = load(SCENARIOS / "baseline.yaml", settings)
    whole = run(loaded, 60, 2)
    for chunk in (1, 13):
        parts = run(loaded, 60, 2, chunk=chunk)
        assert parts.worlds.equals(whole.worlds)
        assert parts.days.equals(whole.days)
        assert parts.accounts.equals(whole.accounts)
        assert {w: s.keys() for w, s in parts.scenes.items()} == {w: s.keys() for w, s in whole.scenes.items()}
        for world, scene in whole.scenes.items():
            assert all((parts.scenes[world][k] == v).all() for k, v in scene.items()), world
