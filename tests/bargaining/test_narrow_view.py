"""A view of some worlds: what a rule reads is cut down to them, and what all worlds share is not."""

from dataclasses import fields

import numpy as np
import pytest
from views import random_view

from sim.bargaining.view import narrow_view

WORLDS, ROWS = 6, np.array([4, 1])
PARTS = ("path", "history", "outlook")


def plain(view):
    """Return the fields that are arrays, (worlds,) each, by name."""
    return {field.name: getattr(view, field.name) for field in fields(view) if field.name not in PARTS}


def test_everything_that_is_one_number_a_world_is_that_of_the_worlds_asked_for():
    seen = random_view(WORLDS, seed=2)
    for name, held in plain(narrow_view(seen, ROWS, ())).items():
        np.testing.assert_array_equal(held, getattr(seen, name)[ROWS])


@pytest.mark.parametrize("read", [(), ("path.tabled",), ("history.heard", "best"), ("outlook",), PARTS])
@pytest.mark.parametrize("seed", [2, 3], ids=["own paths", "one path"])
def test_of_a_part_that_is_read_all_is_cut_down_and_one_that_is_not_is_handed_on(read, seed):
    seen = random_view(WORLDS, seed)
    found, cut = narrow_view(seen, ROWS, read), {name.split(".")[0] for name in read}
    for name in PARTS:
        if name not in cut:
            assert getattr(found, name) is getattr(seen, name)
            continue
        for field in fields(getattr(seen, name)):
            whole, held = (getattr(getattr(view, name), field.name) for view in (seen, found))
            np.testing.assert_array_equal(held, whole if len(whole) == 1 else whole[ROWS])
