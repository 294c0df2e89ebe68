"""Every interval that is printed is of the one rule: nobody else has quantiles of a normal, or ends of an interval."""

import ast

import pytest
from places import SIM

RULES = ("analysis/bootstrap", "analysis/exact_intervals")  # resampling, and counts by theory
NO_INTERVAL_OF_ITS_OWN = ("analysis/validation/robustness/verdict",)  # how large correlations are by chance
PACKAGES = ("analysis", "reporting", "cli", "runs")
ENDS = {0.025, 0.975, 1.96, 1.645, 2.576}
QUANTILES = {"ndtri", "stdtrit", "ppf", "isf", "t_ppf", "norm", "bootstrap", "sem", "interval", "normal_quantile"}


def modules():
    paths = [path for package in PACKAGES for path in sorted((SIM / package).rglob("*.py"))]
    return {path.relative_to(SIM).with_suffix("").as_posix(): ast.parse(path.read_text("utf-8")) for path in paths}


def names_of(tree):
    """Return what a module takes from SciPy or calls by a dotted name of SciPy's."""
    taken = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(("scipy", "sim.core.normal"))
        for alias in node.names
    }
    return taken | {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)} & {"ppf", "isf", "sem"}


def divides_by_root_of_number(tree):
    """Whether a module divides by the square root of a length: a standard error by hand."""
    for node in ast.walk(tree):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div) and isinstance(node.right, ast.Call):
            called = node.right.func
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            inside = [one for part in node.right.args for one in ast.walk(part)]
            lengths = [one for one in inside if isinstance(one, ast.Call) and getattr(one.func, "id", "") == "len"]
            if name == "sqrt" and lengths:
                return True
    return False


@pytest.fixture(scope="module")
def others():
    return {name: tree for name, tree in modules().items() if name not in (*RULES, *NO_INTERVAL_OF_ITS_OWN)}


def test_the_rules_themselves_are_found_by_what_is_looked_for():
    held = modules()
    assert names_of(held["analysis/bootstrap"]) & QUANTILES
    assert 1.96 in {node.value for node in ast.walk(held["analysis/exact_intervals"]) if isinstance(node, ast.Constant)}


def test_nobody_else_has_the_ends_of_an_interval(others):
    found = [
        (name, node.value)
        for name, tree in others.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, float) and node.value in ENDS
    ]
    assert not found, found


def test_nobody_else_has_quantiles_of_a_distribution(others):
    found = {name: names_of(tree) & QUANTILES for name, tree in others.items() if names_of(tree) & QUANTILES}
    assert found.keys() <= {"analysis/sweep_lucks"}, found  # undoes what the rule says, for a share at worst


def test_nobody_makes_a_standard_error_by_hand(others):
    assert not [name for name, tree in others.items() if divides_by_root_of_number(tree)]


def test_what_says_interval_takes_it_from_the_rule(others):
    strange = []
    for name, tree in others.items():
        stated = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        sources = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        if "Interval" in stated and "sim.analysis.bootstrap" not in sources:
            strange.append(name)
    assert not strange, strange
