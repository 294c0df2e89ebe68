"""Patterns are measured on a run, not asserted: known cases worked by hand, and the baseline."""

import numpy as np
import pytest
from runs import played

from sim.patterns import Pattern, late_share, patterns


def test_the_baseline_shows_the_patterns():
    found = patterns(played("baseline"))
    assert [p.number for p in found] == [1, 2, 5, 5, 6, 8, 10]
    assert all(p.ok for p in found), [p for p in found if not p.ok]


def test_a_pattern_that_fails_is_said_to_fail():
    assert not Pattern(1, "x", 0.5, 0.6, 1.0, "", 10).ok
    assert not Pattern(1, "x", None, 0.6, 1.0, "", 0).ok
    assert Pattern(1, "x", 0.6, 0.6, 1.0, "", 10).ok


def test_hardliners_never_sign_and_their_patterns_are_not_ok():
    stiff = played("baseline", "us.tactic={hardliner: {}}", *STIFF, worlds=30)
    found = {p.name: p for p in patterns(stiff)}
    assert stiff.column("agreed").sum() == 0
    late = next(p for p in found.values() if p.number == 1)
    assert late.value is None
    assert not late.ok


STIFF = tuple(
    f"korea.governments.{name}.tactic={{hardliner: {{}}}}"
    for name in ("caretaker", "lee_jae_myung", "kim_moon_soo", "lee_jun_seok")
)


@pytest.mark.parametrize(
    ("offered", "expected"),
    [
        ([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4], 1.0),  # all of it on the last of ten days
        ([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.2),  # steady: a fifth in the last fifth
        ([0, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4], 0.0),  # all of it at once
        ([np.nan, 0, 0, 0, 0, 0, 0, 0, 0, 3, 4], 1.0),  # the first offer comes late
        ([5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5], np.nan),  # no concession: nothing to share out
    ],
)
def test_the_late_share_matches_values_worked_by_hand(offered, expected):
    series = np.array(offered, dtype=float)[:, None]
    found = late_share(series, np.array([0.0]), np.array([10.0]), np.array([0]))
    np.testing.assert_allclose(found, [expected])
