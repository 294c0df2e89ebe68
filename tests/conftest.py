"""Fixtures for all tests: arithmetic faults are errors."""

import numpy as np
import pytest


@pytest.fixture(autouse=True)
def strict_arithmetic():
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        yield
