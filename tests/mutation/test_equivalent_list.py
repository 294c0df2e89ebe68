"""The list of mutants that nobody could tell from the program names lines that are there, each once, with a reason."""

import tomllib
from functools import cache

import pytest
from mutation_score import KEPT
from places import ROOT

LISTED = tomllib.loads(KEPT.read_text(encoding="utf-8"))["mutant"]


@cache
def lines_of(path):
    return {line.strip() for line in (ROOT / path).read_text(encoding="utf-8").splitlines()}


@pytest.mark.parametrize("path", sorted({mutant["path"] for mutant in LISTED}))
def test_a_line_that_is_listed_stands_in_the_module(path):
    own = [mutant for mutant in LISTED if mutant["path"] == path]
    assert not [mutant["before"] for mutant in own if mutant["before"] not in lines_of(path)]


def test_a_mutant_is_listed_once_differs_and_has_a_reason():
    assert len({(mutant["path"], mutant["before"], mutant["after"]) for mutant in LISTED}) == len(LISTED)
    assert all(mutant["before"] != mutant["after"] and len(mutant["why"]) > 10 for mutant in LISTED)
