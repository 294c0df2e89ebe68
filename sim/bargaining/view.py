"""What a party may know when it acts; nothing else reaches a tactic.

It knows its own values, the offers made so far in its own values, the clock, its own belief about
an extension, and its own estimate of the other side.  The other side's mandate, reserve, floor and
tactic are not here.

A tactic names what it reads of this in `reads`; what costs time to prepare (`PREPARED`, beginnings of names) is there
only for tactics that read it, and is nan or empty for the others.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sim.bargaining.tradeoff import TradeOffPath
from sim.core.worlds import Array, Flags, Whole, parts_of, take_rows, take_worlds, with_parts

PATHS = ("path.mine", "path.theirs", "path.tabled", "path.received")
PREPARED = ("luck", "next_lower", "worst", *PATHS, "history", "outlook")
DEEP = ("path", "history", "outlook")  # fields of a view that have fields of their own


@dataclass(frozen=True, eq=False)
class PathView:
    """What it knows of the packages; values in bn USD a year, nan where there was no such offer.

    mine, theirs      own value and estimated value to the other side of the packages on the own
                      path, (worlds, positions): the own best first, what the other side likes
                      best last
    other_reserve     estimated value to the other side of never agreeing, (worlds,)
    tabled            own value of its own last offer, (worlds,)
    tabled_theirs     estimated value of that offer to the other side, (worlds,)
    received_theirs   estimated value to the other side of its own last offer, (worlds,)
    """

    mine: Array
    theirs: Array
    other_reserve: Array
    tabled: Array
    tabled_theirs: Array
    received_theirs: Array


@dataclass(frozen=True, eq=False)
class History:
    """What has been said so far.

    heard, at       values to it of the offers it received, and the share of time used up when each
                    came, (worlds, offers), oldest first; nan behind a world's last one
    made, received  how many different packages it has tabled and was offered, (worlds,)
    """

    heard: Array
    at: Array
    made: Whole
    received: Whole


@dataclass(frozen=True, eq=False)
class Outlook:
    """What a party that looks ahead needs to know of the game, every field (worlds,).

    meetings               meetings still to come before the end it believes in; 0 at the last one
    proposing              whether it makes the offer today
    coin                   chance that it makes the offer at a later meeting; nan if they take turns
    passing                share of the horizon that passes from one meeting to the next
    paused, other_paused   value a year of the terms in force until a deal; estimate for the other
    lapsed, other_lapsed   likewise of the terms in force after a lapse
    """

    meetings: Array
    proposing: Flags
    coin: Array
    passing: Array
    paused: Array
    other_paused: Array
    lapsed: Array
    other_lapsed: Array


@dataclass(frozen=True, eq=False)
class View:
    """One party's sight of the table, every field (worlds,); values in bn USD a year.

    best        the most it may hope for: its own value of the first package, on its own path,
                that it thinks the other side could live with
    worst       the least any package would give it
    reserve     value of never agreeing
    previous    its own last target (nan before the first, and again once a new government may sign)
    last_demand its target when it last made an offer (nan likewise)
    received    value to it of the other side's last offer (nan before the first)
    received_before   likewise of the offer before that
    news        whether the other side has made an offer since the own last target
    elapsed     share of time used up, 0 to 1
    last_chance       whether this is the last meeting before the deadline in force
    belief      believed chance that the deadline is moved
    luck        a uniform number in (0, 1) of this party, rule and meeting
    next_lower  own value of its best package worth less than `last_demand`, or than `best` where that
                is lower; nan where there is none
    path        what it knows of the packages
    history     what has been said so far
    outlook     what lies ahead
    """

    best: Array
    worst: Array
    reserve: Array
    previous: Array
    last_demand: Array
    received: Array
    received_before: Array
    news: Flags
    elapsed: Array
    last_chance: Flags
    belief: Array
    luck: Array
    next_lower: Array
    path: PathView
    history: History
    outlook: Outlook


def narrow_view(view: View, rows: Whole, reads: Sequence[str]) -> View:
    """Return the view of some worlds for a rule; of path, history and outlook only what it reads is cut down."""
    read, parts = {name.split(".")[0] for name in reads}, parts_of(view)
    for name, part in parts.items():
        if name not in DEEP:
            parts[name] = take_rows(part, rows)
        elif name in read:
            parts[name] = take_worlds(part, rows)
    found: View = with_parts(view, parts)
    return found


@dataclass(frozen=True, eq=False)
class Options:
    """The choice before a delegation, for the worlds in which it makes the offer.

    path            its packages in the order in which it gives ground
    mine, theirs    own value and estimated value to the other along the path, (worlds, positions)
    allowed         where the path meets the demand and all limits, (worlds, positions)
    own, estimate   own table and estimated table of the other, for rules that weigh every package,
                    (worlds, issues, levels), the last level of a shorter issue repeated; first axis 1
                    where all worlds share them
    demand          least own value of the offer, (worlds,)
    most_asked      estimated value to the other of its own last offer, inf before one, (worlds,):
                    nobody offers more than was asked for
    counts          how many levels each issue has
    open            numbers of the issues on the table
    fixed           level number of every issue without a deal, (issues,); kept off the table
    luck            a uniform number in (0, 1), (worlds,); nan for rules that do not read it
    """

    path: TradeOffPath
    mine: Array
    theirs: Array
    allowed: Flags
    own: Array
    estimate: Array
    demand: Array
    most_asked: Array
    counts: tuple[int, ...]
    open: tuple[int, ...]
    fixed: Whole
    luck: Array


@dataclass(frozen=True, eq=False)
class ReceivedOffer:
    """An offer of the other side, issues on the table only.

    offer        level numbers, (worlds, issues)
    before       likewise of its offer before, (worlds, issues); of no meaning where not `has_before`
    has_before   whether there was one, (worlds,)
    count        how many offers of the other side came before this one, (worlds,)
    elapsed      share of time used up, (worlds,)
    public       the other side's public table, (worlds, issues, levels), the last level of a shorter
                 issue repeated; first axis 1 where all worlds share it; empty for a model that does not read it
    at_stake     issues on which levels differ in public worth, (worlds or 1, issues); None, to be seen from `public`
    """

    offer: Whole
    before: Whole
    has_before: Flags
    count: Whole
    elapsed: Array
    public: Array
    at_stake: Flags | None = None
