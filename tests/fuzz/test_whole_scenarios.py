"""Whole scenarios, damaged or new: each is refused with a located report, or played to a sound end.

The long run (`tests/fuzz/long_run.py`) judges many more of them with the same generator.
"""

from pathlib import Path

import long_run
import pytest
import trial
from cases import Case, case, shipped, write_case
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from judge import End, Unsound, check_fault, judge
from luck_scenario import whole_scenario
from quick_yaml import quick_yaml

from sim.scenario.faults import Fault
from sim.scenario.loading import load
from sim.scenario.reading import yaml_data

FEW = settings(
    max_examples=12,
    phases=[Phase.generate],
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """Return a folder with the shipped scenarios, each parsed once."""
    folder = tmp_path_factory.mktemp("fuzz").resolve()
    trial.furnish(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml_data, "compose_yaml", yaml_data.compose_yaml)
        patch.setattr("sim.scenario.loading.read_extended", load.__globals__["read_extended"])
        trial.keep_parsed(set(shipped().values()))
        trial.keep_read(folder)
        yield folder


@FEW
@given(luck=st.randoms(use_true_random=False))
def test_a_new_scenario_is_played_to_a_sound_end_or_refused(luck, place):
    made = Case({"case.yaml": quick_yaml(whole_scenario(luck))})
    assert isinstance(judge(made, write_case(made, place)), End)


@pytest.mark.parametrize("kind", ["damaged", "new"])
def test_numbered_cases_come_to_a_sound_end(kind, place):
    """The first of the long run, and of either kind some are accepted: the generator has not gone blind."""
    cases = [case(7, number) for number in range(1 if kind == "damaged" else 0, 80, 2)]
    accepted = sum(judge(made, write_case(made, place)).accepted for made in cases[:20])
    assert accepted >= {"damaged": 2, "new": 10}[kind]


def test_a_case_is_a_function_of_its_numbers():
    assert case(3, 41) == case(3, 41)
    assert case(3, 41) != case(4, 41)


@pytest.mark.parametrize(
    "fault",
    [
        Fault("small.yaml", 1, ("a",), "'NoneType' object has no attribute 'x'"),
        Fault("small.yaml", 1, ("a",), "Input should be a valid number"),
        Fault("small.yaml", 99, ("a",), "must be a number"),
        Fault("no_file.yaml", 1, ("a",), "must be a number"),
        Fault("small.yaml", 1, ("a",), ""),
    ],
)
def test_what_no_user_can_act_on_is_a_find(fault, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("small.yaml").write_text("a: 1\n")
    with pytest.raises(Unsound):
        check_fault(fault, tmp_path)


def test_the_long_run_keeps_what_it_finds_and_goes_on_where_it_stood(tmp_path, monkeypatch):
    def fail_at_two(made, _start):
        if made == case(5, 2):
            raise KeyError("two")
        return End(True, 1)

    monkeypatch.setattr(trial, "judge", fail_at_two)
    played = long_run.Run(5, [0, 1, 2, 3], tmp_path)
    played.play(1)
    text, found = long_run.report(played.tallies(), 1.0)
    assert found == 1
    assert "4 cases: 3 accepted" in text
    assert "KeyError" in text
    assert "numbers 2" in text
    assert not long_run.Run(5, [0, 1, 2, 3], tmp_path).waiting
