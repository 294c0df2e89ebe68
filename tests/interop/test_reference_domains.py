"""Domains of other programs: what is read agrees with the answers published with them, to a millionth."""

import json
import os
from functools import cache
from pathlib import Path

import pytest
from places import ROOT

from sim.interop import read_domain, solve_domain

DIGITS = 1e-6
FOLDER = Path(os.environ.get("NINETY_DAYS_DOMAINS") or ROOT.parent / "shared" / "domains")
ANSWERS = FOLDER / "reference.json"
CONVENTION = {  # of the answers: our names
    "nash_product_above_reservation": "nash",
    "kalai_smorodinsky_min_abs_difference": "minimum_difference",
    "max_sum": "utilitarian",
    "max_min": "egalitarian",
}
OTHER_PROGRAM = {"nash": "nash", "kalai": "egalitarian", "max_welfare": "utilitarian"}


def answers():
    return json.loads(ANSWERS.read_text(encoding="utf-8")) if ANSWERS.is_file() else {}


MISSING = pytest.param("", marks=pytest.mark.skip(reason=f"no domains of other programs in {FOLDER}"))
every_domain = pytest.mark.parametrize("name", list(answers()) or [MISSING])


@cache
def solved(name):
    named = read_domain(FOLDER / name)
    return named, solve_domain(named)


def is_one_of(point, known):
    return any(point.values == pytest.approx(one, abs=DIGITS) for one in known)


@every_domain
def test_issues_packages_reserves_and_discounts_are_those_of_the_answers(name):
    named, known = solved(name)[0], answers()[name]
    assert named.packages == known["n_outcomes"]
    assert named.counts == tuple(known["issues"].values())
    assert list(named.parties) == [Path(file).stem for file in known["pair"]]
    assert named.reserves == pytest.approx([reserve or 0 for reserve in known["reservation"]])
    assert named.discounts == pytest.approx([d or 1 for d in known.get("discount", (1, 1))])


@every_domain
def test_the_frontier_is_as_large_as_the_answers_say_by_values_of_nine_decimals(name):
    """The exact one of `7issues` has 338 packages: rounding its levels unties two issues, which makes 354."""
    found, known = solved(name)[1], answers()[name]
    assert found.rounded == known["frontier_size_rational_rounded9"]
    assert found.rational == (338 if name == "genius__7issues" else found.rounded)


@every_domain
def test_solutions_are_those_of_the_answers(name):
    found, known = solved(name)[1], answers()[name]["genius_convention"]
    wrong = [theirs for theirs, ours in CONVENTION.items() if not is_one_of(found.points[ours], known[theirs])]
    assert not wrong


@every_domain
def test_solutions_over_the_worst_package_are_those_of_the_other_program(name):
    named, known = solved(name)[0], answers()[name]["negmas_solutions"]
    found = solve_domain(named, tuple(known["disagreement_used"])).points
    wrong = [theirs for theirs, ours in OTHER_PROGRAM.items() if not is_one_of(found[ours], known[theirs])]
    assert not wrong
    assert is_one_of(solved(name)[1].points["difference_of_shares"], known["ks"])
