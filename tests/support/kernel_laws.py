"""How kernels are held to the rules they stand for."""

import numpy as np

from sim.core.backend import REFERENCES, backend_of, load_kernel


def assert_alike(name: str, *given) -> None:
    """Hold a kernel that takes what is given to its rule, bit for bit and kind for kind."""
    with backend_of("numpy"), np.errstate(all="ignore"):
        expected = REFERENCES[name](*given)
    found = load_kernel(name)(*given)
    assert found is not NotImplemented
    found, expected = (held if isinstance(held, tuple) else (held,) for held in (found, expected))
    for one, other in zip(found, expected, strict=True):
        assert one.dtype == other.dtype
        np.testing.assert_array_equal(one, other)
