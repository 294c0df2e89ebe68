"""What an opponent model learns from: one offer of the other side, and the one before it."""

from dataclasses import dataclass

from sim.worlds import Array, Flags, Whole


@dataclass(frozen=True, eq=False)
class Heard:
    """An offer of the other side, issues on the table only.

    offer     level numbers, (worlds, issues)
    before    likewise of its offer before, (worlds, issues); of no meaning where not `known`
    known     whether there was one, (worlds,)
    count     how many offers of the other side came before this one, (worlds,)
    elapsed   share of time used up, (worlds,)
    public    the other side's public table, (worlds, issues, levels), the last level of a shorter
              issue repeated; first axis 1 where all worlds share it
    """

    offer: Whole
    before: Whole
    known: Flags
    count: Whole
    elapsed: Array
    public: Array
