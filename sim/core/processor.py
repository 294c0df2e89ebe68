"""What kind of processor this is, and how many cores of it there are for this process."""

import os


def processor_features() -> list[str]:
    """Return the processor features that NumPy uses: they may move the last bit of exp and log."""
    from numpy._core._multiarray_umath import __cpu_features__

    return sorted(name for name, there in __cpu_features__.items() if there)


def usable_cores() -> int:
    """Return how many cores this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1
