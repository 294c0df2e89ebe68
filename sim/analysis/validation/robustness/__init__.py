"""Do the patterns hold wherever the assumptions may lie?  Each is measured at many points.

At a point every uncertain quantity is one number, the same in all worlds of the point; what is left
to luck is who proposes, the polls, the events and the votes.  `hypercube` lays out the points,
`measuring` plays them and measures the patterns at each, `verdict` counts where they are within
range and which quantities move them.
"""

from sim.analysis.validation.robustness.hypercube import Design, design
from sim.analysis.validation.robustness.measuring import measured
from sim.analysis.validation.robustness.verdict import Measure, Robustness, Verdict, robustness

__all__ = ["Design", "Measure", "Robustness", "Verdict", "design", "measured", "robustness"]
