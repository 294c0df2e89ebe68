"""What a delegation may choose from when it makes an offer."""

from dataclasses import dataclass

from sim.tradeoff import Path
from sim.worlds import Array, Flags, Whole


@dataclass(frozen=True, eq=False)
class Options:
    """The choice before a delegation, for the worlds in which it makes the offer.

    path            its packages in the order in which it gives ground
    mine, theirs    own value and estimated value to the other along the path, (worlds, positions)
    allowed         where the path meets the demand and all limits, (worlds, positions)
    own, estimate   own table and estimated table of the other, for rules that weigh every package,
                    (worlds, issues, levels), the last
                    level of a shorter issue repeated; first axis 1 where all worlds share them
    demand          least own value of the offer, (worlds,)
    most            estimated value to the other of its own last offer, inf before one, (worlds,):
                    nobody offers more than was asked for
    counts          how many levels each issue has
    open            numbers of the issues on the table
    fixed           level number of every issue without a deal, (issues,); kept off the table
    luck            a uniform number in (0, 1), (worlds,); nan for rules that do not read it
    """

    path: Path
    mine: Array
    theirs: Array
    allowed: Flags
    own: Array
    estimate: Array
    demand: Array
    most: Array
    counts: tuple[int, ...]
    open: tuple[int, ...]
    fixed: Whole
    luck: Array
