"""Every bug still finds its place, and the harness tells a bug from a change that changes nothing.

`make planted` plants them all, which takes too long for every run of the tests.
"""

import ast
import re
from dataclasses import replace

import planting
import pytest
from places import ROOT
from planting import caught_by, copy_program, known_bugs

BUGS = known_bugs()
SMALL = next(bug for bug in BUGS if bug.name.startswith("election: a tie"))


@pytest.mark.parametrize("bug", BUGS, ids=[bug.name for bug in BUGS])
def test_a_bug_finds_its_place_and_changes_the_program(bug):
    source = (ROOT / bug.path).read_text(encoding="utf-8")
    assert ast.dump(ast.parse(bug.planted_in(source))) != ast.dump(ast.parse(source))
    assert all((ROOT / test).exists() for test in bug.tests)


def test_a_bug_whose_place_is_gone_is_refused():
    with pytest.raises(ValueError, match="stands 0 times"):
        replace(SMALL, old="no such text").planted_in((ROOT / SMALL.path).read_text(encoding="utf-8"))


def test_bugs_are_many_and_spread_over_the_program():
    assert len(BUGS) >= 20
    assert len({bug.name for bug in BUGS}) == len(BUGS)
    parts = {"/".join(bug.path.split("/")[1:2]) for bug in BUGS}
    assert parts >= {"model", "economy", "politics", "bargaining", "tactics", "runs", "sweeps", "core", "scenario"}


def test_no_bug_is_left_to_digests_of_old_results():
    assert not [bug.name for bug in BUGS for test in bug.tests if "old_rules" in test or "golden" in test]


def test_the_makefile_plants_all_bugs_or_those_that_a_word_names(monkeypatch, capsys):
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(r"^planted:.*\n\t@.*/python tests/planted/planting.py \$\(BUGS\)$", makefile, re.MULTILINE)
    monkeypatch.setattr("planting.copy_program", lambda place: None)
    monkeypatch.setattr("planting.failing_test", lambda *_: None)
    monkeypatch.setattr("planting.caught_by", lambda bug, place: "some test")
    assert planting.main(["floor", "lots"]) == 0
    chosen = [bug.name for bug in BUGS if "floor" in bug.name or "lots" in bug.name]
    *said, last = capsys.readouterr().out.splitlines()
    assert [line.partition(" s  ")[2].partition("  ")[0] for line in said] == chosen
    assert last == f"{len(chosen)} of {len(chosen)} bugs caught"
    assert planting.main([]) == 0
    assert capsys.readouterr().out.endswith(f"{len(BUGS)} of {len(BUGS)} bugs caught\n")


def test_a_bug_is_caught_and_a_comment_is_not(tmp_path):
    copy_program(tmp_path)
    small = replace(SMALL, tests=("tests/politics/test_election.py",))
    assert "test_the_strongest_wins_and_a_tie_goes_to_the_first" in caught_by(small, tmp_path)
    assert caught_by(replace(small, new=f"{small.old}  # as it is"), tmp_path) is None
    assert (tmp_path / small.path).read_text() == (ROOT / small.path).read_text()  # put right again
