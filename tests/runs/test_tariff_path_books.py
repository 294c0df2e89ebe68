"""The carmakers alone are held to the same rules as in talks: who breaks one leaves no row, others are as they were."""

import warnings
from contextlib import contextmanager
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from places import BASELINE

from sim.core.backend import backend_of
from sim.core.errors import BreachWarning, UserError
from sim.economy.carmakers.supply_chain import SupplyChain
from sim.runs.carmaker_run import run_tariff_path
from sim.scenario.loading import load

PATH, UNTIL = [(date(2025, 4, 3), 25.0), (date(2025, 4, 20), 15.0)], date(2025, 4, 30)


def ridden(worlds=5):
    """Return four weeks of the carmakers, a cut of the tariff given back to the day it began."""
    in_force = {date(2025, 4, 20): date(2025, 4, 12)}
    return run_tariff_path(load(BASELINE), PATH, UNTIL, worlds, 1, in_force=in_force)


@contextmanager
def spoilt_duty(monkeypatch, worlds):
    """Let some worlds pay a hundredth more at entry than is due, by the rule, as a kernel would not call it."""
    before = SupplyChain.live_day

    def live_day(self, *args):
        day = before(self, *args)
        day.paid[worlds] *= 1.01
        return day

    monkeypatch.setattr(SupplyChain, "live_day", live_day)
    with backend_of("numpy"):
        yield


def test_a_path_breaks_no_rule_and_one_world_that_does_is_left_out(monkeypatch):
    sound = ridden()
    assert sound.breaches == ()
    told = pytest.warns(BreachWarning, match="1 of 5 worlds broke a rule and were left out; world 3")
    with spoilt_duty(monkeypatch, [3]), told:
        found = ridden()
    assert [(breach.world, breach.rule) for breach in found.breaches] == [(3, "duty")]
    for name in ("worlds", "accounts"):
        table = getattr(sound, name)
        others = pc.invert(pc.is_in(table.column("world"), pa.array([3])))
        assert getattr(found, name).equals(table.filter(others))


def test_where_no_world_is_left_nothing_is_told(monkeypatch):
    with spoilt_duty(monkeypatch, [0, 1]), pytest.raises(UserError, match="No world is left"):
        ridden(2)


def test_the_command_ends_with_1(ended, monkeypatch):
    warnings.simplefilter("default", BreachWarning)
    with spoilt_duty(monkeypatch, [1]):
        status, out, err = ended("cars", "--quarters", "--until", UNTIL, "--worlds", 3, "--scenario", BASELINE)
    assert (status, err.count("\n")) == (1, 1)
    assert err.startswith("1 of 3 worlds broke a rule and were left out; world 1 on day")
    assert "Hyundai" in out
