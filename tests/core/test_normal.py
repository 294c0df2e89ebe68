"""The normal distribution comes from SciPy's compiled functions, without the package around them."""

import subprocess
import sys

import numpy as np
import scipy.special

from sim.core import normal

FRESH = """
import sys
from sim.core.normal import normal_cdf, normal_quantile
assert normal_cdf(0.0) == 0.5 and normal_quantile(0.5) == 0.0
assert "scipy.special" not in sys.modules
import scipy.special, scipy.stats
from sim.core.normal import special_function
assert special_function("ndtri") is scipy.special.ndtri
assert special_function("ndtr") is scipy.special.ndtr
assert scipy.stats.norm.cdf(0.0) == 0.5 and scipy.special._ufuncs.ndtr(0.0) == 0.5
"""


def test_functions_are_scipys_whoever_imports_the_package_before_or_after():
    draws = np.linspace(0.001, 0.999, 101)
    assert np.array_equal(normal.normal_quantile(draws), scipy.special.ndtri(draws))
    assert np.array_equal(normal.normal_cdf(draws), scipy.special.ndtr(draws))
    subprocess.run([sys.executable, "-c", FRESH], check=True)


def test_version_that_keeps_functions_elsewhere_is_asked_for_its_package(monkeypatch):
    def none_there() -> object:
        raise ImportError("no such module")

    monkeypatch.setattr(normal, "compiled_functions", none_there)
    assert normal.special_function.__wrapped__("ndtri") is scipy.special.ndtri
