"""What happens after some worlds have closed does not reach them, whatever chunk they stand in."""

import pyarrow.compute as pc
import pytest
from runs import SCENARIOS

from sim.play import run
from sim.scenario.loading import load

SURE = "probability: {value: 1, source: assumed}"
LATE_PEER = (
    f"events=[{{name: late, date: 2025-11-20, {SURE}, peer: {{auto_tariff: 5, investment: 900}}, source: assumed}}]"
)


@pytest.mark.parametrize(
    "settings",
    [
        (LATE_PEER,),
        ("election.date=2026-03-03", "election.polls.date=2026-01-10"),
        (LATE_PEER, "assembly.vote_lag_days=150"),
    ],
)
def test_late_events_and_votes_do_not_depend_on_the_chunk(settings):
    loaded = load(SCENARIOS / "baseline.yaml", settings)
    whole, parts = (run(loaded, 60, 2, chunk=chunk) for chunk in (60, 13))
    assert parts.worlds.equals(whole.worlds)
    assert parts.days.equals(whole.days)
    assert parts.accounts.equals(whole.accounts)
    same_scenes(parts.scenes, whole.scenes)
    for world in range(0, 60, 5):
        alone = run(loaded, 1, 2, first=world)
        assert alone.worlds.equals(whole.worlds.slice(world, 1))
        assert alone.accounts.equals(whole.accounts.filter(pc.field("world") == world))
        same_scenes(alone.scenes, {k: v for k, v in whole.scenes.items() if k == world})


def same_scenes(found, expected):
    """Hold that the same tables are kept of the same worlds, where they are kept."""
    for world in set(found) & set(expected):
        assert found[world].keys() == expected[world].keys()
        assert all((found[world][k] == v).all() for k, v in expected[world].items()), world
    assert set(expected) <= set(found)
