"""The small textbook domains, as their descriptions say they are."""

import numpy as np
import pytest

from sim.bargaining.domains import Domain, additive_domain, logrolling_domain, unit_pie


def package_values(domain, *levels):
    """Return what a package is worth to the U.S. and to Korea, summed by hand."""
    return [sum(table[0, i, level] for i, level in enumerate(levels)) for table in domain.values]


def test_a_unit_pie_is_cut_at_equal_steps_and_no_deal_gives_nothing():
    pie = unit_pie(4)
    np.testing.assert_array_equal(pie.values[0], [[[0, 0.25, 0.5, 0.75, 1]]])
    np.testing.assert_array_equal(pie.values[1], [[[1, 0.75, 0.5, 0.25, 0]]])
    np.testing.assert_array_equal(pie.reserves, [[0], [0]])
    assert pie.agenda.names == ("share",)
    assert pie.agenda.issues[0].levels == (0.0, 1.0, 2.0, 3.0, 4.0)


def test_on_four_issues_with_opposite_priorities_giving_way_where_it_matters_less_beats_halving():
    domain = logrolling_domain()
    assert domain.agenda.names == ("issue_1", "issue_2", "issue_3", "issue_4")
    assert [len(issue.levels) for issue in domain.agenda.issues] == [11] * 4
    assert package_values(domain, 10, 10, 10, 10) == pytest.approx([1, 0])
    assert package_values(domain, 0, 0, 0, 0) == pytest.approx([0, 1])
    assert package_values(domain, 5, 5, 5, 5) == pytest.approx([0.5, 0.5])
    assert package_values(domain, 10, 10, 0, 0) == pytest.approx([0.7, 0.7])
    assert package_values(domain, 10, 0, 0, 0) == pytest.approx([0.4, 0.9])
    assert package_values(domain, 0, 0, 10, 0) == pytest.approx([0.2, 0.7])
    assert package_values(domain, 1, 0, 0, 0)[0] == pytest.approx(0.04)  # a tenth of .4
    np.testing.assert_array_equal(domain.reserves, [[0], [0]])


def test_a_domain_from_tables_repeats_the_last_level_of_a_shorter_issue_and_hides_nothing():
    party_a, party_b = [np.array([0, 1]), np.array([0, 2, 5])], [np.array([4, 3]), np.array([3, 1, 0])]
    domain = additive_domain(["a", "b"], party_a, party_b, (0.5, -1.0))
    np.testing.assert_array_equal(domain.values[0], [[[0, 1, 1], [0, 2, 5]]])
    np.testing.assert_array_equal(domain.values[1], [[[4, 3, 3], [3, 1, 0]]])
    np.testing.assert_array_equal(domain.reserves, [[0.5], [-1.0]])
    assert domain.public is domain.values
    assert domain.public_reserves is domain.reserves
    assert domain.floors is None
    assert [issue.levels for issue in domain.agenda.issues] == [(0.0, 1.0), (0.0, 1.0, 2.0)]
    assert domain.agenda.open == (0, 1)
    np.testing.assert_array_equal([domain.agenda.now, domain.agenda.lapsed], np.zeros((2, 2)))


def test_a_side_may_sign_down_to_the_higher_of_its_reserve_and_its_floor():
    pie = unit_pie(2)
    reserves, floors = (np.array([0.1, 0.1]), np.array([0.2, 0.2])), (np.array([0.0, 0.3]), np.array([0.9, -1.0]))
    free = Domain(pie.agenda, pie.values, reserves, pie.public, reserves)
    bound = Domain(pie.agenda, pie.values, reserves, pie.public, reserves, floors)
    np.testing.assert_array_equal([free.authority(side) for side in (0, 1)], reserves)
    np.testing.assert_array_equal([bound.authority(side) for side in (0, 1)], [[0.1, 0.3], [0.9, 0.2]])
