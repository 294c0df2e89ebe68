"""Expected: a demand stands as far up the range of expected values as it stood up that of sure ones.

Demand and value are of one kind.  Doubt that is the same for all packages then changes no offer and no answer.

Source: demands as shares of a range, P. Faratin, C. Sierra and N. R. Jennings (1998), "Negotiation decision
functions for autonomous agents", Robotics and Autonomous Systems 24(3-4), 159-182; expected utility of a
signature that may not hold, H. Milner and B. P. Rosendorff (1997), Journal of Conflict Resolution 41(1), 117-146.
"""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, eq=False)
class Expected:
    """Expected values against demands carried over to their range."""

    rescales: ClassVar[bool] = True
    waits: ClassVar[bool] = False
