"""What a party may know when it acts; nothing else reaches a tactic.

It knows its own values, the offers made so far in its own values, the clock, and its own belief
about an extension.  The other side's mandate, reserve, floor and tactic are not here.
"""

from dataclasses import dataclass

from sim.worlds import Array, Flags


@dataclass(frozen=True, eq=False)
class View:
    """One party's sight of the table, every field (worlds,); values in bn USD a year.

    best        the most it may hope for: its own value of the first package, on its own path,
                that it thinks the other side could live with
    worst       the least any package would give it
    reserve     value of never agreeing
    previous    its own last target (nan before the first)
    received    value to it of the other side's last offer (nan before the first)
    received_before   likewise of the offer before that
    news        whether the other side has made an offer since the own last target
    elapsed     share of time used up, 0 to 1
    last_chance       whether this is the last meeting before the deadline in force
    belief      believed chance that the deadline is moved
    """

    best: Array
    worst: Array
    reserve: Array
    previous: Array
    received: Array
    received_before: Array
    news: Flags
    elapsed: Array
    last_chance: Flags
    belief: Array
