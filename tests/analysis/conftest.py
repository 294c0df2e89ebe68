"""A small saved run and a small saved grid, made once a session for what reads results."""

import pytest
from command import command
from places import SCENARIOS

WORLDS = 60


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("run") / "saved"
    done = command("run", SCENARIOS / "baseline.yaml", "--worlds", WORLDS, "--seed", 1, "--no-figures", "--out", place)
    assert done.returncode == 0, done.stderr
    return place


@pytest.fixture(scope="session")
def grid_folder(tmp_path_factory):
    """Return a sweep of 10 by 10 points in two worlds each."""
    place = tmp_path_factory.mktemp("grid") / "saved"
    done = command("sweep", SCENARIOS / "pace_grid.yaml", "--worlds", 2, "--seed", 1, "--out", place)
    assert done.returncode == 0, done.stderr
    return place
