"""Kernels of what is asked of talks day by day."""

from typing import Any

import numpy as np

from sim.kernels.compiling import attempt, compile_for


def astray_talks(ledger: Any, days: tuple[int, int], most: int) -> Any:
    """Return the worlds, (worlds,), whose talks are in no state that there is, or past their deadline."""
    flags = (ledger.live, ledger.pending, ledger.agreed)
    return attempt(_astray_talks, *flags, ledger.day, ledger.end, ledger.extensions, *days, most)


@compile_for("(b1[::1], b1[::1], b1[::1], i8[::1], f8[::1], i8[::1], i8, i8, i8)")
def _astray_talks(
    live: Any, pending: Any, agreed: Any, signed: Any, end: Any, extensions: Any, talks: Any, day: Any, most: Any
) -> Any:
    """Return it, (worlds,)."""
    found = np.empty(len(live), np.bool_)
    for w in range(len(live)):
        both = (live[w] & (pending[w] | agreed[w])) | (pending[w] & (not agreed[w]))
        undated = agreed[w] & ((signed[w] > day) | (signed[w] < talks))
        found[w] = both | undated | (live[w] & (end[w] <= day)) | (extensions[w] > most)
    return found
