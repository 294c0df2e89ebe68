"""Do the patterns hold wherever the assumptions may lie?  Each is measured at many points.

At a point every uncertain quantity is one number, the same in all worlds of the point; what is left
to luck is who proposes, the polls, the events and the votes.  `hypercube` lays out the points,
`patterns_at_points` plays them and measures the patterns at each, `verdict` counts where they are within
range and which quantities move them.
"""

from sim.analysis.validation.robustness.hypercube import Hypercube, lay_hypercube
from sim.analysis.validation.robustness.patterns_at_points import measure_points
from sim.analysis.validation.robustness.verdict import PatternVerdict, PointMeasure, Robustness, assess_robustness

__all__ = [
    "Hypercube",
    "PatternVerdict",
    "PointMeasure",
    "Robustness",
    "assess_robustness",
    "lay_hypercube",
    "measure_points",
]
