"""What the terms in force are worth without a deal, by any table."""

import numpy as np

from sim.bargaining.agenda import Agenda, Issue
from sim.bargaining.status_quo import StatusQuo, StatusQuoValues

AGENDA = Agenda((Issue("a", "", (0, 1, 2), now=2, lapsed=0), Issue("b", "", (0, 1), now=0, lapsed=1)))
TABLE = np.array([[[1.0, 2.0, 4.0], [10.0, 20.0, 20.0]], [[3.0, 0.0, 7.0], [50.0, 60.0, 60.0]]])


def test_a_scenario_begins_in_every_world_with_the_levels_in_force_now_and_after_a_lapse():
    found = StatusQuo.from_agenda(AGENDA, 3)
    np.testing.assert_array_equal(found.now, [[2, 0]] * 3)
    np.testing.assert_array_equal(found.lapsed, [[0, 1]] * 3)


def test_the_terms_in_force_are_worth_their_levels_by_hand():
    """4 + 10 and 7 + 50 while the pause lasts; 1 + 20 and 3 + 60 once it has lapsed."""
    paused, lapsed = StatusQuoValues(StatusQuo.from_agenda(AGENDA, 2)).of_table(TABLE)
    np.testing.assert_array_equal(paused, [14, 57])
    np.testing.assert_array_equal(lapsed, [21, 63])


def test_each_table_has_values_of_its_own_worked_out_once():
    values, other = StatusQuoValues(StatusQuo.from_agenda(AGENDA, 2)), 2 * TABLE
    first = values.of_table(TABLE)
    np.testing.assert_array_equal(values.of_table(other)[0], [28, 114])
    assert all(again is before for again, before in zip(values.of_table(TABLE), first, strict=True))


def test_values_that_are_set_stand_for_the_table_they_were_set_for():
    values, other = StatusQuoValues(StatusQuo.from_agenda(AGENDA, 2)), TABLE.copy()
    values.set_values(TABLE, (np.array([1.0, 2.0]), np.array([3.0, 4.0])))
    paused, lapsed = values.of_table(TABLE)
    np.testing.assert_array_equal([paused, lapsed], [[1, 2], [3, 4]])
    np.testing.assert_array_equal(values.of_table(other)[0], [14, 57])
