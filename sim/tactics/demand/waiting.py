"""Waiting: as `expected`, and nothing is signed that is worth less than talking on until the doubt is resolved.

Talking on is worth what the same tactics bring once it is known who governs, less the days under the terms in
force and the risk that the pause lapses first (`sim.politics.waiting`).  A signature that does not hold leaves
a side with that too.  Offers go on meanwhile, by the demand of the day; only signatures wait.

Source: J. J. McCall (1970), "Economics of information and job search", Quarterly Journal of Economics 84(1),
113-126, for a reservation value that is the worth of going on; the recursion itself is ours.
"""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, eq=False)
class Waiting:
    """As expected, and sign only what is worth more than talking on."""

    rescales: ClassVar[bool] = True
    waits: ClassVar[bool] = True
