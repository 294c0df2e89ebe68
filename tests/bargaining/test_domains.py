"""Frontier, solutions and MiCRO on domains of other programs, against their published answers."""

from math import prod

import numpy as np
import pytest
from domains import every_domain, geniusweb, named, profile, reference, tables

from sim.analysis.first_day import exact_frontier
from sim.analysis.strategies import named_strategy
from sim.analysis.tournament import match_means
from sim.bargaining.domains import additive_domain
from sim.bargaining.frontier import frontier, frontiers
from sim.bargaining.session import OfferProtocol, negotiate
from sim.bargaining.solutions import BargainingProblem, egalitarian, minimum_difference, nash, utilitarian
from sim.core.chance import Chance

ANSWERS = {  # with equal reservation values, as here, the smaller value is largest where the smaller gain is
    "nash_product_above_reservation": nash,
    "max_min": egalitarian,
    "kalai_smorodinsky_min_abs_difference": minimum_difference,
    "max_sum": utilitarian,
}
PROFILE = """<?xml version="1.0" encoding="ISO-8859-1"?>
<utility_space number_of_issues="2"><objective index="0" name="Caf\u00e9 &amp; bar">
  <weight index="0" value="0.25"/> <weight index="1" value="0.75"/>
  <issue index="0" name="Tea & cake" vtype="discrete">
    <item index="1" value="caf\u00e9" evaluation="2"/> <item index="2" value="bar" evaluation="8"/>
    <item index="3" value="bar" evaluation="4"/>
  </issue>
  <issue index="1" name="Hours" vtype="integer" lowerbound="2" upperbound="4">
    <evaluator ftype="linear" offset="1.0" slope="-0.25"/>
  </issue>
</objective><discount_factor value="0.0"/><reservation value="0.3"/></utility_space>"""


def sizes(issues):
    return [len(table) for table in issues]


@every_domain
def test_the_frontier_and_the_solutions_are_the_published_ones(domain):
    expected = reference()[domain]
    party_a, party_b, reservation = tables(named() / domain)
    assert sizes(party_a) == sizes(party_b) == list(expected["issues"].values())
    assert reservation == tuple(value or 0.0 for value in expected["reservation"])
    points, _ = frontier(party_a, party_b)
    rational = np.all(points >= np.array(reservation) - 1e-9, axis=1)
    assert rational.sum() == expected["frontier_size_rational_rounded9"]
    for name, solution in ANSWERS.items():
        found = solution(BargainingProblem(points, np.array(reservation)))
        listed = np.array(expected["genius_convention"][name])
        assert np.abs(listed - found).max(axis=1).min() <= 1e-6, name


@every_domain
def test_the_points_of_a_frontier_are_the_published_ones(domain):
    expected = reference()[domain]["frontier_points"]
    if expected is None:
        pytest.skip("the points of this domain were not published")
    party_a, party_b, reservation = tables(named() / domain)
    points = frontier(party_a, party_b)[0]
    rational = points[np.all(points >= np.array(reservation) - 1e-9, axis=1)]
    published = np.array(expected)  # some are there twice, or equal in one value and lower in the other
    ahead = rational[None, :, :] - published[:, None, :]
    assert np.all(np.abs(ahead).max(axis=2).min(axis=0) <= 1e-8), "every point was published"
    assert np.all(ahead.min(axis=2).max(axis=1) >= -1e-8), "nothing published is better"


@every_domain
def test_many_worlds_find_the_frontier_of_a_domain_too(domain):
    party_a, party_b, _ = tables(named() / domain)
    counts = sizes(party_a)
    padded = [
        np.stack([[np.pad(t, (0, max(counts) - len(t)), mode="edge") for t in side]] * 3) for side in (party_a, party_b)
    ]
    found = np.stack(frontiers(padded[0], padded[1], counts), axis=2)
    np.testing.assert_array_equal(found, np.stack([frontier(party_a, party_b)[0]] * 3))


def test_a_profile_in_xml_is_read_with_its_irregularities(tmp_path):
    path = tmp_path / "profile.xml"
    path.write_bytes(PROFILE.encode("latin-1"))
    values, reservation = profile(path)
    assert reservation == 0.3
    assert values == {
        "Tea & cake": {"caf\u00e9": 0.125, "bar": 0.25},
        "Hours": {"2": 0.375, "3": 0.1875, "4": 0.0},
    }


@pytest.mark.parametrize("key", ["DiscreteValueSetUtilities", "discreteutils"])
def test_a_profile_in_json_is_read_and_what_it_misses_is_worth_nothing(key):
    content = """{"LinearAdditiveUtilitySpace": {
        "issueUtilities": {"rate": {"KEY": {"valueUtilities": {"low": 1.0, "high": 0.5}}}},
        "issueWeights": {"rate": 0.5, "date": 0.5},
        "domain": {"name": "", "issuesValues": {
            "rate": {"values": ["low", "high", "none"]}, "date": {"values": ["now"]}}}}}""".replace("KEY", key)
    assert geniusweb(content) == ({"rate": {"low": 0.5, "high": 0.25, "none": 0.0}, "date": {"now": 0.0}}, 0.0)


MOST, ISSUES = 5000, (4, 5, 3, 4)
STEPWISE = {"text": "micro:order=packages", "opponent": "none", "acceptance": "next", "offer": "least"}
ALONG_THE_PATH = {"text": "micro:order=path", "opponent": "fixed", "acceptance": "next", "offer": "trade_off"}


def of_itself(party_a, party_b, reservation, rule):
    """The Nash ratio of a strategy that meets itself; 0 without a deal."""
    domain = additive_domain([f"issue_{k}" for k in range(len(party_a))], party_a, party_b, reservation)
    protocol, luck = OfferProtocol(2 * prod(sizes(party_a)) + 10), Chance(0, 0, 1)
    both = tuple(named_strategy(**rule).for_side(luck, side) for side in ("us", "korea"))
    found = match_means(
        ("us", "korea"), negotiate(domain, both, protocol, luck), domain, exact_frontier(domain), protocol
    )
    return found.nash_ratio if found.agreed else 0.0


@pytest.mark.skipif(not reference(), reason="NINETY_DAYS_DOMAINS does not name a folder with domains")
@pytest.mark.parametrize("rule", [STEPWISE, ALONG_THE_PATH], ids=["packages", "path"])
def test_micro_against_itself_comes_near_the_nash_point_of_the_domains(rule):
    small = [read for read in (tables(named() / domain) for domain in reference()) if prod(sizes(read[0])) <= MOST]
    assert len(small) >= 5
    assert np.mean([of_itself(*read, rule) for read in small]) >= 0.9


@pytest.mark.parametrize("rule", [STEPWISE, ALONG_THE_PATH], ids=["packages", "path"])
def test_micro_against_itself_comes_near_the_nash_point_of_random_agendas(rule):
    rng = np.random.default_rng(1)
    weights = rng.dirichlet(np.ones(len(ISSUES)), (20, 2))
    agendas = [
        [[w * np.sort(rng.random(n))[::turn] for w, n in zip(side, ISSUES, strict=True)] for side, turn in sides]
        for sides in (zip(pair, (1, -1), strict=True) for pair in weights)
    ]
    assert np.mean([of_itself(party_a, party_b, (0.0, 0.0), rule) for party_a, party_b in agendas]) >= 0.9
