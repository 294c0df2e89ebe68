"""One world told in full, for figures: see `sim.reporting.one_world`, which draws nothing."""

from sim.reporting.one_world import OneWorld, levels, pick_world, read_world, row_of

__all__ = ["OneWorld", "levels", "pick_world", "read_world", "row_of"]
