"""GeniusWeb files: values by hand, and what is wrong with broken ones, by file and line."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from sim.interop import DomainError, read_domain

DATA = Path(__file__).parent / "data"


@pytest.fixture
def harbour(tmp_path):
    """A copy of the harbour, to be broken."""
    return shutil.copytree(DATA / "harbour_geniusweb", tmp_path / "harbour")


def replace_in(file, old, new):
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_values_are_weight_times_utility_under_either_key_and_on_ranges():
    """Weights .5, .3, .2 and .2, .7, .1; the range runs from .25 to 1, and from 1 to 0."""
    named = read_domain(DATA / "harbour_geniusweb")
    port, ship = (named.levels_of(side) for side in (0, 1))
    for row, expected in zip(port, ([0.1, 0.25, 0.5], [0.075, 0.3], [0.2, 0]), strict=True):
        np.testing.assert_allclose(row, expected, rtol=1e-15)
    for row, expected in zip(ship, ([0.2, 0.1, 0], [0.7, 0], [0.05, 0.1]), strict=True):
        np.testing.assert_allclose(row, expected, rtol=1e-15)
    assert named.issues[1].levels == (10.0, 20.0)


def test_a_reserve_is_what_the_issues_that_its_bid_names_are_worth():
    named = read_domain(DATA / "harbour_geniusweb")
    assert named.reserves == pytest.approx((0.25 + 0.3, 0))
    assert named.stated == (True, False)


def test_a_range_may_be_a_list_and_its_values_are_rounded_to_8_decimals(harbour):
    replace_in(harbour / "port.json", '"fee": 20', '"fee": 19')
    text = (harbour / "harbour.json").read_text(encoding="utf-8")
    start, end = text.index('"range": {') + 9, text.index("}", text.index('"range": {')) + 1
    (harbour / "harbour.json").write_text(text[:start] + '["10", "20", "3"]' + text[end:], encoding="utf-8")
    for party in ("port", "ship"):
        replace_in(harbour / f"{party}.json", '"step": 10', '"step": 3')
    named = read_domain(harbour)
    assert named.issues[1].levels == (10.0, 13.0, 16.0, 19.0)
    assert named.levels_of(1)[1].tolist() == pytest.approx([0.7 * 1, 0.7 * 0.7, 0.7 * 0.4, 0.7 * 0.1])
    assert named.levels_of(0)[1][1] == 0.3 * 0.475


BROKEN = {  # what is changed, in which file, and what is said
    "another domain": ("port", '"night"\n', '"dusk"\n', "differs in the issue 'hour': it is another domain's profile"),
    "no JSON": ("port", '"issueWeights"', "issueWeights", "not valid JSON"),
    "another kind": ("port", '"LinearAdditiveUtilitySpace"', '"DefaultPartialOrdering"', "gives them no values"),
    "groups of issues": ("port", '"LinearAdditiveUtilitySpace"', '"SumOfGroupsUtilitySpace"', "do not add"),
    "weights of 1.3": ("port", '"berth": 0.5', '"berth": 0.8', "weights that sum to 1.3"),
    "a weight below 0": ("port", '"berth": 0.5', '"berth": -0.5', "found -0.5, must be at least 0"),
    "a weight missing": ("port", '"berth": 0.5,', "", "issueWeights has no issue 'berth'"),
    "an issue too many": ("port", '"berth": 0.5,', '"berth": 0.5, "crane": 0,', "the issue 'crane', which the domain"),
    "a utility above 1": ("port", '"pier": 1', '"pier": 10', "found 10, must be from 0 to 1"),
    "a value too many": ("port", '"pier": 1', '"quay": 1', "the value 'quay', which the domain lacks"),
    "a value of NaN": ("port", '"pier": 1', '"pier": NaN', "found NaN, must be a number"),
    "a name twice": ("port", '"pier": 1', '"south": 1', "the name 'south' stands twice"),
    "another bid": ("port", '"berth": "south"', '"berth": "quay"', "'quay' is no value of 'berth'"),
    "a value twice": ("harbour", '"south"', '"north"', "the value 'north' stands twice"),
    "a step of 0": ("harbour", '"step": 10', '"step": 0', "must rise by a step above 0"),
    "a huge range": ("harbour", '"step": 10', '"step": 1e-9', "with at most 10,000 numbers"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_file_is_refused_with_file_and_line(harbour, what):
    name, old, new, said = BROKEN[what]
    file = harbour / f"{name}.json"
    replace_in(file, old, new)
    with pytest.raises(DomainError) as wrong:
        read_domain(harbour)
    assert said in str(wrong.value)
    assert str(wrong.value).startswith(f"{file}, line ")


def test_the_line_is_that_of_what_is_wrong(harbour):
    replace_in(harbour / "port.json", '"pier": 1', '"pier": 10')
    line = next(
        k for k, text in enumerate((harbour / "port.json").read_text().splitlines(), start=1) if '"pier": 10' in text
    )
    with pytest.raises(DomainError, match=f"line {line}:"):
        read_domain(harbour)
