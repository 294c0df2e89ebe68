"""NegMAS folders and our own form: values by hand, and what is wrong with broken files."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from sim.interop import DomainError, read_domain

DATA = Path(__file__).parent / "data"


@pytest.fixture
def quay(tmp_path):
    """A copy of the harbour, to be broken."""
    return shutil.copytree(DATA / "harbour_negmas", tmp_path / "harbour")


def edit(file, old, new):
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_values_are_weight_times_the_function_of_the_level():
    named = read_domain(DATA / "harbour_negmas")
    port, ship = (named.levels_of(side) for side in (0, 1))
    for row, expected in zip(port, ([0.1, 5e-8, 0.5], [0.1, 0.15, 0.2], [0.15, 0.3]), strict=True):
        np.testing.assert_allclose(row, expected, rtol=1e-15)
    for row, expected in zip(ship, ([1, 0.5, 0], [-0.5, -1, -1.5], [1.5, 2.5]), strict=True):
        np.testing.assert_array_equal(row, expected)
    assert [issue.levels for issue in named.issues] == [("north", "south", "no"), (1.0, 2.0, 3.0), (1.5, 2.5)]


def test_a_reserve_of_minus_infinity_is_the_worst_package():
    """To the ship it is the berth "no", a fee of 3 and a depth of 1.5: 0 - 1.5 + 1.5."""
    named = read_domain(DATA / "harbour_negmas")
    assert named.reserves == (0.25, 0.0)
    assert named.stated == (True, False)
    assert named.notes == ("ship.yml: no reserve is stated; that of the worst package, 0, is taken",)


def test_a_discount_counts_if_it_is_over_relative_time(quay):
    assert read_domain(quay).discounts == (1.0, 0.8)
    edit(quay / "ship.yml", "relative_time", "step")
    named = read_domain(quay)
    assert named.discounts == (1.0, 1.0)
    assert "the discount 0.8 counts by 'step'" in named.notes[0]


def test_json_is_read_as_yaml_is(quay):
    space = {
        "type": "negmas.outcomes.DiscreteCartesianOutcomeSpace",
        "name": "harbour",
        "issues": [{"name": "fee", "type": "ContiguousIssue", "values": [1, 2]}],
    }
    function = {
        "type": "LinearAdditiveUtilityFunction",
        "reserved_value": None,
        "values": [{"type": "TableFun", "mapping": {"1": 0.5, "2": 1.0}}],
    }
    for name, data in (("space", space), ("one", function), ("two", {**function, "bias": 2})):
        (quay / f"{name}.json").write_text(json.dumps(data))
    for file in quay.glob("*.yml"):
        file.unlink()
    named = read_domain(quay)
    assert [row.tolist() for row in (named.levels_of(0)[0], named.levels_of(1)[0])] == [[0.5, 1.0], [2.5, 3.0]]


BROKEN = {  # what is changed, in which file, and what is said
    "not additive": ("port", "LinearAdditiveUtilityFunction", "MappingUtilityFunction", "of the kind MappingUtility"),
    "a lambda": ("port", "AffineFun", "LambdaFun", "line 7: the function LambdaFun of 'fee'"),
    "a value missing": ("port", "'no': 1", "x: 1", "line 6: the values of 'berth': the value 'x', which"),
    "a value not valued": ("port", ", 'no': 1", "", "line 6: no value of 'no' in 'berth'"),
    "a weight below 0": ("port", "[0.5, 0.2", "[-0.5, 0.2", "line 12: the weight of 'berth': found -0.5"),
    "an issue missing": (
        "port",
        "weights: [0.5, 0.2, 0.3]",
        "weights: [0.5, 0.2]",
        "line 12: weights: 2 of",
    ),
    "a NaN": ("port", "reserved_value: 0.25", "reserved_value: .nan", "line 3: the reserved_value: found .nan"),
    "code": ("port", "reserved_value: 0.25", "reserved_value: !!python/name:os.system", "line 3: the tag"),
    "a reserved package": ("ship", "factor: relative_time", "reserved_outcome: [1]", "line 4: a reserved_outcome"),
    "an endless issue": (
        "harbour",
        "ContiguousIssue",
        "ContinuousIssue",
        "line 7: the issue 'fee' is",
    ),
    "a name of numbers": (
        "ship",
        "{type: IdentityFun}",
        "{north: 1}",
        "line 12: the values of 'depth'",
    ),
    "no YAML": ("harbour", "issues:", "issues: [", "line 4: not valid YAML"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_negmas_file_is_refused_with_its_line(quay, what):
    name, old, new, said = BROKEN[what]
    edit(quay / f"{name}.yml", old, new)
    with pytest.raises(DomainError) as wrong:
        read_domain(quay)
    assert said in str(wrong.value)
    assert f"{name}.yml" in str(wrong.value)


NATIVE = """domain: delivery
unit: bn USD a year
issues:
  price: {unit: USD, levels: [10, 20, 30]}
  day: [now, later]
parties:
  buyer: {reserve: 0.2, discount: 0.9, values: {price: [1, 0.5, 0], day: [0.25, 0]}}
  seller: {values: {price: [0, 0.5, 1], day: [0, 0]}}
"""


def test_our_own_form_says_what_it_says(tmp_path):
    (tmp_path / "domain.yaml").write_text(NATIVE)
    named = read_domain(tmp_path)
    assert (named.name, named.unit, named.parties) == ("delivery", "bn USD a year", ("buyer", "seller"))
    assert (named.reserves, named.discounts, named.stated) == ((0.2, 0.0), (0.9, 1.0), (True, False))
    assert [(issue.name, issue.unit, issue.levels) for issue in named.issues] == [
        ("price", "USD", (10.0, 20.0, 30.0)),
        ("day", "", ("now", "later")),
    ]
    np.testing.assert_array_equal(named.domain.values[0][0], [[1, 0.5, 0], [0.25, 0, 0]])


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("unit: USD", "units: USD", "line 4: the issue 'price': the key 'units'; known are levels, unit"),
        ("[1, 0.5, 0], day", "[1, 0.5], day", "line 7: 2 values of 'price', which has 3 levels"),
        ("  seller: {values", "  seller: {reserves: 1, values", "line 8: the party 'seller': the key 'reserves'"),
        ("discount: 0.9", "discount: 9", "line 7: the discount: found 9, must be from 0 to 1"),
        ("  day: [now, later]\n", "  day: [now, now]\n", "line 5: the value 'now' stands twice in 'day'"),
    ],
)
def test_our_own_form_is_refused_where_it_is_wrong(tmp_path, old, new, said):
    assert old in NATIVE
    (tmp_path / "domain.yaml").write_text(NATIVE.replace(old, new))
    with pytest.raises(DomainError) as wrong:
        read_domain(tmp_path)
    assert said in str(wrong.value)
