"""The other side's offers, found by how long ago they came, when each world has heard its own number."""

import numpy as np

from sim.core.worlds import Array


def offer_ago(heard: Array, back: int) -> Array:
    """Return the offer `back` offers before the latest, (worlds,); nan where there was none.

    `heard` is (worlds, offers), oldest first, nan behind a world's last one.
    """
    place = np.isfinite(heard).sum(axis=1) - back
    found = np.column_stack([np.full(len(heard), np.nan), heard])  # place 0: none
    return np.asarray(found[np.arange(len(heard)), np.maximum(place, 0)])
