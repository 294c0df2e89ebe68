"""SciPy's special functions: the same without the package around them, which still imports as ever."""

import subprocess
import sys

import numpy as np
import pytest
import scipy.special
from numpy.testing import assert_allclose

from sim.core import special_functions as module
from sim.core.normal import normal_cdf, normal_quantile

IN_NEW_PROCESS = """
import sys
from sim.core.normal import normal_quantile
found = normal_quantile(0.975)
assert "scipy.special" not in sys.modules
import scipy.special, scipy.stats
from sim.core.special_functions import special_functions
assert special_functions().ndtri is scipy.special.ndtri
assert scipy.special.spence(1.0) == 0.0 and scipy.stats.norm.ppf(0.975) == found
print(float(found))
"""


def test_package_imports_as_ever_after_its_functions_were_imported_alone() -> None:
    done = subprocess.run([sys.executable, "-c", IN_NEW_PROCESS], capture_output=True, text=True, check=True)
    assert_allclose(float(done.stdout), 1.959963984540054, rtol=1e-15)  # tables of the standard normal


def test_functions_give_the_same_bits_as_the_package() -> None:
    share = np.arange(1, 4096) / 4096.0
    assert normal_quantile(share).tobytes() == scipy.special.ndtri(share).tobytes()
    assert normal_cdf(12 * share - 6).tobytes() == scipy.special.ndtr(12 * share - 6).tobytes()


def test_chance_of_lying_below_one_and_two_deviations() -> None:
    assert_allclose(normal_cdf([0.0, 1.0, 2.0]), [0.5, 0.841344746068543, 0.977249868051821], rtol=1e-14)


def test_a_version_without_such_a_module_gives_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_found", [])
    monkeypatch.setattr(module, "COMPILED", "scipy.special._there_is_none")
    monkeypatch.delitem(sys.modules, "scipy.special")
    assert module.compiled_alone() is None
    monkeypatch.setitem(sys.modules, "scipy.special", scipy.special)
    assert module.special_functions() is scipy.special
