"""Tactics from a file outside the package: what is registered is played, what is none is refused in words."""

import os
import re
import subprocess
import sys
from dataclasses import dataclass

import numpy as np
import pytest
from places import DOCS, NOTEBOOKS, ROOT
from views import view

from sim.core.errors import UserError
from sim.tactics.own_tactics import OWN, register_tactic, view_names
from sim.tactics.registry import BIDDING

PLAY = """
import sys
sys.path.insert(0, "notebooks")
import sim
from last_day import LastDay
sim.register_tactic("last_day", LastDay)
tactics = ["korea.governments.*.tactic=null", "korea.tactic={last_day: {share: {uniform: [0, 0.2], source: assumed}}}"]
outcome = sim.run(sim.load("scenarios/baseline.yaml", tactics), 12, seed=1, recorded=12)
drawn = outcome.column("korea.tactic.last_day.share")
print(0 <= drawn.min() < drawn.max() <= 0.2)
offers = [entry for entry in outcome.log if entry["kind"] == "offer" and entry["day"] in (89, 90)]
demands = {(entry["world"], entry["day"]): entry["party_b_demand"] for entry in offers}
print(max(demands[world, 90] / demands[world, 89] for world, day in demands if (world, 90) in demands and day == 89))
sim.register_tactic("last_day", LastDay)  # again: nothing happens
try:
    sim.register_tactic("another", LastDay)
except Exception as wrong:
    print(type(wrong).__name__, wrong)
"""


@pytest.fixture
def opened(monkeypatch):
    """Let tactics be registered although scenarios were read, and forget them afterwards."""
    monkeypatch.setattr(OWN, "is_closed", False)
    before = set(BIDDING)
    yield
    for name in set(BIDDING) - before:
        del BIDDING[name], OWN.by_name[name]


@pytest.fixture
def last_day(monkeypatch):
    monkeypatch.syspath_prepend(str(NOTEBOOKS))
    import last_day

    return last_day.LastDay


@dataclass(frozen=True, eq=False)
class NoTactic:
    """Lacks all that a tactic has but this."""

    share: float = 0.5

    reads = ("best", "hope", "path.mine")


@dataclass(frozen=True, eq=False)
class HopefulTactic(NoTactic):
    """Declares no parameter, and reads what nobody can know."""

    reads = ("best", "hope")

    def __call__(self, view):
        return view.best


@dataclass
class CanBeChanged:
    """Is no frozen dataclass."""


def test_the_tactic_of_the_notebook_demands_the_best_and_on_the_last_day_a_share_of_its_range(last_day):
    seen = view(3, best=10.0, reserve=2.0, last_chance=np.array([False, True, True]))
    demanded = last_day(share=np.array([0.25, 0.25, 0.0]))(seen)
    np.testing.assert_array_equal(demanded, [10.0, 4.0, 2.0])  # 2 + 8 / 4, and the reserve


@pytest.mark.usefixtures("opened")
def test_a_tactic_is_registered_once_and_its_name_is_taken_then(last_day):
    register_tactic("last_day", last_day)
    register_tactic("last_day", last_day)
    assert BIDDING["last_day"] is last_day
    with pytest.raises(UserError, match="there is a tactic last_day already"):
        register_tactic("last_day", NoTactic)


@pytest.mark.usefixtures("opened")
@pytest.mark.parametrize(
    ("name", "rule", "said"),
    [
        ("timed", NoTactic, "there is a tactic timed already; give yours another name"),
        ("Last day", NoTactic, "small letters, digits and _, a letter first; found 'Last day'"),
        ("mine", CanBeChanged, r"must be a class under @dataclass\(frozen=True, eq=False\)"),
        ("mine", lambda view: view.best, r"must be a class under @dataclass"),
        ("mine", NoTactic, "its field share must be declared by sim.parameter"),
        ("mine", NoTactic, "it needs __call__"),
        ("mine", NoTactic, "there is no hope in the view to read"),
    ],
)
def test_what_is_no_tactic_is_refused_and_all_that_it_lacks_is_said(name, rule, said):
    with pytest.raises(UserError, match=said):
        register_tactic(name, rule)
    assert "mine" not in BIDDING


@pytest.mark.usefixtures("opened")
def test_the_page_shows_what_is_said_of_a_class_that_is_no_tactic_yet():
    page = (DOCS / "how-to" / "add_a_tactic.md").read_text(encoding="utf-8")
    shown = re.search(r"^    sim\.core\.errors\.UserError: (.*?)\n\n", page, re.DOTALL | re.MULTILINE)[1]
    with pytest.raises(UserError) as found:
        register_tactic("halfway", HopefulTactic)
    assert str(found.value) == " ".join(shown.split())


def test_what_a_tactic_may_read_is_what_the_tactics_of_the_package_read():
    known = set(view_names())
    assert {"best", "path.theirs", "outlook.meetings", "history.heard"} <= known
    stated = [rule.reads for rule in BIDDING.values() if isinstance(rule.reads, tuple)]
    assert len(stated) >= 10
    assert not [name for reads in stated for name in reads if name not in known]


def test_a_registered_tactic_is_played_with_parameters_drawn_and_comes_too_late_once_a_scenario_was_read():
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT), "NINETY_DAYS_BACKEND": "numpy"}
    command = [sys.executable, "-c", PLAY]
    done = subprocess.run(command, cwd=ROOT, env=surroundings, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    first, second, late = done.stdout.strip().split("\n")
    assert first == "True"
    assert float(second) < 0.5  # the demand of the last day, over that of the day before
    assert late.startswith("UserError another comes too late: a scenario has been read")
