"""NegMAS itself reads what is written for it, and finds the same packages and the same Nash point (extra: negmas)."""

import warnings

import numpy as np
import pytest

from sim.interop import read_domain, scale_domain, solve_domain, write_domain
from sim.interop.named_domain import NamedIssue, PartyProfile, make_named_domain

pytest.importorskip("negmas")


@pytest.fixture(scope="module")
def named():
    """A domain of 240 packages with names of all kinds."""
    rng = np.random.default_rng(7)
    levels = [(0.0, 2.5, 5.0, 15.0), ("no", "yes & more", "05"), ("a", "b", "c", "d"), tuple(map(float, range(5)))]
    issues = [NamedIssue(f"issue {k}", "", one) for k, one in enumerate(levels)]
    profiles = []
    for party, sign in (("zoe", 1), ("adam", -1)):
        rows = [sign * np.sort(rng.uniform(-3, 3, len(one))) for one in levels]
        profiles.append(PartyProfile(party, tuple(tuple(map(float, row)) for row in rows), -1.5, discount=1))
    return scale_domain(make_named_domain("test", "native", issues, profiles))[0]


@pytest.fixture(scope="module", params=["negmas", "genius"])
def theirs(request, named, tmp_path_factory):
    folder = tmp_path_factory.mktemp(request.param)
    write_domain(named, folder, request.param)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from negmas.inout import Scenario

        return Scenario.load(folder)


def test_every_package_is_worth_the_same_there(named, theirs):
    assert theirs.outcome_space.cardinality == named.packages
    for side, ufun in enumerate(theirs.ufuns):
        values = np.zeros(1)
        for row in named.levels_of(side):
            values = (values[:, None] + row).ravel()
        found = [float(ufun(package)) for package in theirs.outcome_space.enumerate()]
        np.testing.assert_allclose(found, values, atol=1e-12)
        assert ufun.reserved_value == named.reserves[side]


def test_the_nash_point_is_the_same_there(named, theirs):
    from negmas.preferences.ops import nash_points, pareto_frontier

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        frontier, _ = pareto_frontier(theirs.ufuns, outcomes=list(theirs.outcome_space.enumerate()))
        best = nash_points(theirs.ufuns, frontier, outcome_space=theirs.outcome_space)[0][0]
    assert best == pytest.approx(solve_domain(named).points["nash"].values, abs=1e-9)


def test_what_negmas_saves_is_read_here(named, theirs, tmp_path):
    theirs.dumpas(tmp_path, "yml")
    again = read_domain(tmp_path)
    order = [again.parties.index(party) for party in ("adam", "zoe")] if "adam" in again.parties else [1, 0]
    assert again.packages == named.packages
    for side, mine in zip(order, (1, 0), strict=True):
        for row, expected in zip(again.levels_of(side), named.levels_of(mine), strict=True):
            np.testing.assert_allclose(np.sort(row), np.sort(expected), atol=1e-12)
