"""Oracle: the other side's true table is known.

Every issue keeps weight 1, and the caller hands over the true table in the place of the public one
(`knows`).  No delegation could do this: it is there to measure what knowing the other side would
be worth, against `fixed` and the models that learn.
"""

from dataclasses import dataclass
from typing import ClassVar

from sim.tactics.opponent.fixed import Fixed


@dataclass(frozen=True, eq=False)
class Oracle(Fixed):
    """The truth, for comparison only."""

    knows: ClassVar[bool] = True
