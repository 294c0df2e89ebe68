"""A short run that a copy of the process plays is the run that this one plays."""

import threading

import pytest

from sim.cli.short_run import FEW, is_short, play_beside_import
from sim.core import fork
from sim.runs.chunk import RunSettings
from sim.runs.run import play
from sim.scenario.loading import load

SETTINGS = RunSettings(worlds=3, seed=5)


@pytest.mark.parametrize("cores", [1, 2])
def test_rows_accounts_series_and_offers_are_the_same(monkeypatch, cores):
    monkeypatch.setattr(fork, "usable_cores", lambda: cores)
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    loaded = load("scenarios/baseline.yaml")
    found, usual = play_beside_import(loaded, SETTINGS), play(loaded, SETTINGS)
    for name in ("worlds", "accounts", "days"):
        assert getattr(found, name).equals(getattr(usual, name), check_metadata=True)
    assert repr(found.log) == repr(usual.log)
    assert found.scenes.keys() == usual.scenes.keys()


def test_numbers_that_make_no_sense_are_refused_here():
    with pytest.raises(ValueError, match="worlds must be at least 1"):
        play_beside_import(load("scenarios/baseline.yaml"), RunSettings(worlds=0, seed=5))


def test_a_run_of_many_worlds_or_of_several_chunks_is_not_short():
    assert is_short(RunSettings(FEW, 1))
    assert not is_short(RunSettings(FEW + 1, 1))
    assert not is_short(RunSettings(FEW, 1, chunk=FEW - 1))
