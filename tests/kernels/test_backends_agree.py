"""Both backends give the same rows, series, offers and scenes, bit for bit."""

import numpy as np
import pytest
from places import SCENARIOS

from sim.core.backend import backend_of
from sim.model.talks import Talks
from sim.runs.run import run
from sim.scenario.loading import load

SHIPPED = ["baseline", "two_stages_ruling", "japan_and_eu_played", "textbook_tactics", "two_elections"]


@pytest.mark.slow
@pytest.mark.parametrize("name", SHIPPED)
def test_rows_do_not_depend_on_the_backend(name):
    outcomes = []
    for backend in ("numpy", "numba"):
        with backend_of(backend):
            outcomes.append(run(load(SCENARIOS / f"{name}.yaml"), 60, 5, first=11, chunk=40, recorded=12))
    plain, fast = outcomes
    assert fast.worlds.equals(plain.worlds)
    assert fast.accounts.equals(plain.accounts)
    assert repr(fast.log) == repr(plain.log)
    for series, values in plain.series.items():
        np.testing.assert_array_equal(fast.series[series], values, err_msg=series)
    for world, scene in plain.scenes.items():
        for table, values in scene.items():
            np.testing.assert_array_equal(fast.scenes[world][table], values, err_msg=table)


def test_a_stepped_day_shows_the_same_state():
    models = []
    for backend in ("numpy", "numba"):
        with backend_of(backend):
            model = Talks(load(SCENARIOS / "baseline.yaml"), 30, rng=2)
            for _ in range(40):
                model.step()
            models.append(model)
    plain, fast = models
    np.testing.assert_array_equal(fast.mandate, plain.mandate)
    np.testing.assert_array_equal(fast.ledger.end, plain.ledger.end)
    for mine, theirs in zip(fast.makers, plain.makers, strict=True):
        for name, values in theirs.daily().items():
            np.testing.assert_array_equal(mine.daily()[name], values, err_msg=name)
    assert fast.datacollector.get_model_vars_dataframe().equals(plain.datacollector.get_model_vars_dataframe())
