"""Subgame-perfect equilibrium of a finite game of offers on a finite set of points.

In each round one side proposes a point and the other accepts, refuses or, if it has an outside
option, walks away to that.  Payoffs are valued at the moment of agreement.  With V the value of
the round to come before its proposer is known, b the chance of a breakdown and both sides alike,

    refusing       R[t] = (1 - b) (flow + delta V[t+1]) + b breakdown_pay
    last refusal   R[T] = (1 - b) (flow + terminal) + b breakdown_pay, with no further discount
    accepting      a point worth max(R[t], outside, floor) or more to the responder
    proposing      the acceptable point best for the proposer, ties to the better for the
                   responder; none if it is worth less to the proposer than not agreeing
    V[t]           = p (outcome if it proposes) + (1 - p) (outcome if the other does)

where p is a side's own belief that it is the one to propose; the two need not add to 1.  Who is
left by the other gets its own outside option if it has one, else its breakdown_pay.  Solved by
backward induction in all worlds at once.  An outside option binds only where it beats refusing; a
flow counts in every round without a deal: they are two things, not one "best alternative".

Sources: I. Ståhl (1972), Bargaining Theory, Stockholm School of Economics, for the finite game;
A. Rubinstein (1982), Econometrica 50(1), 97-109, for its limit; K. Binmore, A. Rubinstein and
A. Wolinsky (1986), RAND Journal of Economics 17(2), 176-188, for breakdowns; K. Binmore, A. Shaked
and J. Sutton (1989), Quarterly Journal of Economics 104(4), 753-770, for outside options; M. Yildiz
(2003), Econometrica 71(3), 793-811, for beliefs about who proposes.
"""

from sim.bargaining.equilibrium.game import Branching, Game
from sim.bargaining.equilibrium.induction import solve
from sim.bargaining.equilibrium.solution import DELAY, WALKED_AWAY, EquilibriumPlay

__all__ = ["DELAY", "WALKED_AWAY", "Branching", "EquilibriumPlay", "Game", "solve"]
