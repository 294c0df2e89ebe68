"""Keys of `--json` that were renamed stand under their old name too, with the same value."""

import json

from sim.cli.old_json_keys import OLD_KEYS, with_old_keys
from sim.cli.output import as_json


def test_each_renamed_key_stands_under_both_names_at_any_depth():
    found = json.loads(as_json({"places": [{"observed": 15, "unit": "percent"}], "sets_of_draws": 64}))
    assert found["places"] == [{"observed": 15, "unit": "percent", "seen": 15}]
    assert (found["sets_of_draws"], found["lucks"]) == (64, 64)
    assert set(OLD_KEYS.values()) == {"seen", "worlds_told", "lucks", "common_luck"}


def test_a_key_that_is_there_already_stays_and_nothing_else_is_added():
    held = {"observed": 1, "seen": 2, "other": (1, 2)}
    assert with_old_keys(held) == {"observed": 1, "seen": 2, "other": [1, 2]}
