"""Do the patterns hold wherever the assumptions may lie?  Each is measured at many points.

At a point every uncertain quantity is one number, the same in all worlds of the point; what is left
to luck is who proposes, the polls, the events and the votes.  `hypercube` lays out the points,
`measuring` plays them and measures the patterns at each, `verdict` counts where they are within
range and which quantities move them, `lines` says it in words.
"""

from sim.robustness.hypercube import Design, design
from sim.robustness.lines import lines, plain
from sim.robustness.measuring import measured
from sim.robustness.verdict import Measure, Robustness, Verdict, robustness

__all__ = ["Design", "Measure", "Robustness", "Verdict", "design", "lines", "measured", "plain", "robustness"]
