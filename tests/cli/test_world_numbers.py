"""Numbers of worlds have an end, up to which each is exact as a floating-point number: 2^53."""

import pytest
from command import command
from places import BASELINE

from sim.cli.app import LAST_WORLD
from sim.runs import chunk
from sim.runs.chunk import RunSettings

FEW = ("--worlds", 2, "--seed", 1, "--no-figures")


def test_the_limit_is_one_and_the_last_whole_number_that_is_exact():
    assert LAST_WORLD == chunk.LAST_WORLD == 2**53
    assert float(LAST_WORLD) + 1 == float(LAST_WORLD)  # from here on the next number is lost


@pytest.mark.parametrize("first", [2**53 + 1, 2**63, 2**70])
def test_a_first_world_above_it_is_refused_before_anything_is_played(tmp_path, first):
    done = command("run", BASELINE, *FEW, "--first", first, "--out", tmp_path / "out")
    assert done.returncode == 2
    assert "Invalid value for '--first'" in done.stderr
    assert "9007199254740992" in done.stderr
    assert not list(tmp_path.iterdir())


def test_a_last_world_above_it_is_refused_before_anything_is_played(tmp_path):
    done = command("run", BASELINE, *FEW, "--first", 2**53, "--out", tmp_path / "out")
    assert done.returncode == 2
    assert "worlds are numbered up to 9007199254740992 (2^53); found 9007199254740993" in done.stderr
    assert not list(tmp_path.iterdir())


def test_the_last_world_is_played_and_shown(tmp_path):
    done = command("run", BASELINE, *FEW, "--first", 2**53 - 1, "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert command("show", tmp_path / "out").returncode == 0


@pytest.mark.parametrize("verb", ["explain", "replay"])
@pytest.mark.parametrize("world", [2**53 + 1, 2**63])
def test_a_world_above_it_is_refused(tmp_path, verb, world):
    done = command(verb, BASELINE, "--world", world, cwd=tmp_path)
    assert done.returncode == 2
    assert "Invalid value for '--world'" in done.stderr
    assert not list(tmp_path.iterdir())


def test_settings_in_python_say_it_too():
    with pytest.raises(ValueError, match=r"worlds are numbered up to 2\^53; found 9007199254740993, the last of 2"):
        RunSettings(2, 1, 2**53).check()
