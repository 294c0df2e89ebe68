"""An agenda: its issues, what is open, and the first of two stages of a deal."""

import numpy as np
import pytest

from sim.bargaining.agenda import Agenda, Issue

TARIFF = Issue("tariff", "percent", (25, 15, 10), now=1, lapsed=0)
FARM = Issue("farm", "level", ("none", "partial"), now=0, lapsed=0)
TROOPS = Issue("troops", "bn USD", (0, 1, 2, 4), now=0, lapsed=2, on_table=False)
WHOLE = Agenda((TARIFF, FARM, TROOPS))
STAGED = Agenda((TARIFF, FARM, TROOPS), left_open=(1,))


def test_an_issue_is_on_the_table_unless_it_is_said_not_to_be():
    assert TARIFF.on_table
    assert not TROOPS.on_table
    assert WHOLE.left_open == ()


def test_the_number_behind_the_last_level_is_no_level():
    assert [TARIFF.level_at(number) for number in range(4)] == [25, 15, 10, None]
    assert FARM.level_at(1) == "partial"
    assert FARM.level_at(2) is None


@pytest.mark.parametrize(("left_open", "most"), [((), 4), ((0,), 4), ((1,), 4), ((2,), 5), ((0, 1), 4), ((0, 2), 5)])
def test_an_issue_left_open_has_one_number_more(left_open, most):
    """Of 3, 2 and 4 levels: only one more than 4 makes the longest longer."""
    assert Agenda((TARIFF, FARM, TROOPS), left_open).most_levels == most


def test_a_deal_that_leaves_issues_open_holds_the_number_behind_their_last_level():
    first = STAGED.first_stage
    np.testing.assert_array_equal(first.now, [1, 2, 0])
    np.testing.assert_array_equal(first.lapsed, [0, 2, 2])
    assert first.open == (0,)
    assert first.issues[1].levels == FARM.levels
    assert first.left_open == (1,)
    np.testing.assert_array_equal(STAGED.now, [1, 0, 0])  # what it was made of is as it was
    assert STAGED.open == (0, 1)


def test_an_agenda_that_leaves_nothing_open_has_one_stage():
    assert WHOLE.first_stage is WHOLE


@pytest.mark.parametrize(("together", "expected"), [(True, (0, 1, 2)), (False, (0,))])
def test_security_is_put_on_the_table_or_taken_off_and_trade_stays_as_it_is(together, expected):
    found = WHOLE.with_security(("trade", "security", "security"), together)
    assert found.open == expected
    assert WHOLE.with_security(("trade", "trade", "security"), False).open == (0, 1)
    assert WHOLE.with_security(("trade", "trade", "trade"), True).open == (0, 1)  # trade that is off stays off
