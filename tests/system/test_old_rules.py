"""Old scenarios with the old rules named give the old rows, bit for bit.

The digests in tests/golden/old_rules/rows.json were taken from the program of 29 November 2026 before demands under
doubt, openings, stages and stocks by lot came, in 60 worlds with seed 3, over the columns it had.
"""

import hashlib
import json

import pytest
from places import ROOT

from sim.runs.run import run
from sim.scenario.loading import load

HELD = json.loads((ROOT / "tests/golden/old_rules/rows.json").read_text())
SETTINGS = {"baseline": [], "early_deadline": ["calendar.deadline=2025-05-29"], "no_election": ["election=none"]}


@pytest.mark.parametrize("name", SETTINGS)
def test_the_rows_are_those_of_that_time(name):
    table = run(load(ROOT / "tests/golden/old_rules/baseline.yaml", SETTINGS[name]), 60, 3).worlds
    digest, without = hashlib.sha256(), HELD["rows"][name]["without"]
    for column in HELD["columns"]:
        if column not in without:
            digest.update(column.encode())
            digest.update("\n".join(map(repr, table.column(column).to_pylist())).encode())
    assert digest.hexdigest() == HELD["rows"][name]["digest"]
