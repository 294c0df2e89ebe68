"""What every way of bidding is: a call that turns a view into a demand."""

from typing import Protocol

from sim.bargaining.view import View
from sim.core.worlds import Array


class BiddingRule(Protocol):
    """A way of bidding: the value demanded today, (worlds,), at least the reserve and at most the best."""

    @property
    def reads(self) -> tuple[str, ...]:
        """Names of what it reads of the view, such as `best` or `history.heard`."""

    def __call__(self, view: View) -> Array:
        """Return the value demanded today, (worlds,)."""
