"""The standard normal distribution, by SciPy, which is imported when it is first needed: to check a scenario, never.

Its functions lie in a compiled module of `scipy.special`.  The package around them wraps hundreds of functions for
other kinds of arrays, and imports half of NumPy's tools to do so: ten times the time of the functions themselves.
"""

import sys
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from threading import Lock
from types import ModuleType
from typing import Any

import numpy as np

from sim.core.worlds import Array

PACKAGE = "scipy.special"
_importing = Lock()


def normal_cdf(z: Any) -> Array:
    """Return the chance that a standard normal is at most z, in the shape of z."""
    return np.asarray(special_function("ndtr")(z))


def normal_quantile(u: Any) -> Array:
    """Return the value below which a standard normal lies with chance u, in the shape of u."""
    return np.asarray(special_function("ndtri")(u))


@cache
def special_function(name: str) -> Any:
    """Return a function of `scipy.special`: itself, whichever way it is imported."""
    with _importing:
        try:
            return getattr(compiled_functions(), name)
        except (ImportError, AttributeError):  # a version that keeps them elsewhere
            return getattr(import_module(PACKAGE), name)


def compiled_functions() -> Any:
    """Return the compiled functions of `scipy.special`, without the package unless it is imported already."""
    place, inside = find_spec("scipy"), f"{PACKAGE}._ufuncs"
    if PACKAGE in sys.modules or place is None:
        return import_module(inside)
    stand_in = ModuleType(PACKAGE)
    stand_in.__path__ = [f"{folder}/special" for folder in place.submodule_search_locations or ()]
    sys.modules[PACKAGE] = stand_in
    try:
        return import_module(inside)
    finally:
        del sys.modules[PACKAGE]  # whoever wants the package imports it
