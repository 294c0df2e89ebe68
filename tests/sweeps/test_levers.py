"""Levers: each choice at every point of what nobody chooses, and designs that cannot cross them."""

import numpy as np
import pytest
from places import BASELINE

from sim.scenario.faults import ScenarioError, path_text
from sim.sweeps.designs.registry import design_from_data

TACTIC, PACE, RATE = "us.tactic", "korea.tactic.timed.beta", "precedent.believed_rate"
OVER = {PACE: [0.1, 1.0], RATE: [10, 25]}
CHOICE = {"values": ["micro", "hardliner", "zeuthen"], "lever": True}


def made(over, seed=3, **block):
    return design_from_data({"design": "sobol", "points": 8, "over": over} | block, BASELINE, seed)


@pytest.mark.parametrize("design", ["sobol", "latin_hypercube", "random"])
def test_every_choice_is_played_at_the_points_that_are_there_without_it(design):
    alone = made(OVER, design=design)
    both = made({PACE: OVER[PACE], TACTIC: CHOICE, RATE: OVER[RATE]}, design=design)
    assert both.points == 24
    assert both.table.column(TACTIC).to_pylist() == CHOICE["values"] * 8
    for path in OVER:
        assert both.numbers(path).reshape(8, 3).tolist() == np.repeat(alone.numbers(path)[:, None], 3, axis=1).tolist()
    assert both.unit[:3, 1] == pytest.approx([1 / 6, 1 / 2, 5 / 6])


def test_several_levers_are_all_combined():
    second = {"values": [0, 1], "lever": True}
    found = made({TACTIC: CHOICE, "deadline.most": second, PACE: OVER[PACE]})
    assert found.points == 48
    held = zip(*(found.table.column(path).to_pylist()[:6] for path in (TACTIC, "deadline.most")), strict=True)
    assert list(held) == [(tactic, most) for tactic in CHOICE["values"] for most in (0, 1)]
    assert found.block.levers == (TACTIC, "deadline.most")


def test_a_grid_crosses_everything_with_levers_or_without():
    plain = {"values": CHOICE["values"]}
    grids = [
        design_from_data({"design": "grid", "over": {TACTIC: one, PACE: {"range": [0.1, 1], "steps": 2}}}, BASELINE)
        for one in (plain, CHOICE)
    ]
    assert grids[0].table.equals(grids[1].table)
    assert grids[1].block.levers == (TACTIC,)


@pytest.mark.parametrize(
    ("block", "path", "message"),
    [
        ({"points": None, "base": 8}, f"sweep.over.{TACTIC}.lever", "levers are crossed with the designs grid, latin"),
        ({"design": "one_at_a_time", "points": None}, f"sweep.over.{TACTIC}.lever", "levers are crossed with the"),
        ({"over": {TACTIC: CHOICE}}, f"sweep.over.{TACTIC}.lever", "nothing else is swept"),
        (
            {"over": {PACE: {"range": [0.1, 1], "lever": True}, RATE: [10, 25]}},
            f"sweep.over.{PACE}.lever",
            "a choice is made among values",
        ),
        ({"points": 400_000}, "sweep", "makes 1,200,000 points; at most 1,000,000"),
    ],
)
def test_a_lever_that_cannot_be_crossed_is_refused(block, path, message):
    whole = {"design": "sobol", "points": 8, "over": {TACTIC: CHOICE, PACE: OVER[PACE]}} | block
    with pytest.raises(ScenarioError) as caught:
        design_from_data({key: value for key, value in whole.items() if value is not None}, BASELINE, 1)
    found = {path_text(fault.path): fault.message for fault in caught.value.found}
    assert list(found) == [path]
    assert found[path].startswith(message)
