"""The schema of a result is found out once for each scenario: the next chunk has the same, another scenario its own."""

from places import BASELINE

from sim.runs.outcome_table import known_schemas
from sim.runs.run import RunSettings, play
from sim.scenario.loading import load


def schema_of_run(loaded, seed):
    """Return the schema of the rows of two worlds, played for one day."""
    return play(loaded, RunSettings(worlds=2, seed=seed, until=1, daily=0, in_full=0)).worlds.schema


def test_a_scenario_says_its_schema_once_and_another_its_own():
    plain, other = load(BASELINE), load(BASELINE, ["precedent.believed_rate=15"])
    first, again, drawn_less = schema_of_run(plain, 1), schema_of_run(plain, 2), schema_of_run(other, 1)
    assert first.equals(again, check_metadata=True)
    assert len(known_schemas(plain.scenario)) == 1  # the second run has found the first one's
    assert set(first.names) - set(drawn_less.names) == {"precedent.believed_rate"}  # a number is not drawn: no column
    assert first.field("us_value").metadata[b"unit"] == b"bn USD a year"
