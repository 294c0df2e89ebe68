"""Next: accept an offer that is worth at least what one would demand oneself today.

Source: T. Baarslag, K. Hindriks and C. Jonker (2013), "Acceptance conditions in automated
negotiation", in "Complex Automated Negotiations", section 3: AC_next with factor 1, gap 0.
"""

from dataclasses import dataclass
from typing import ClassVar

from sim.bargaining.view import View
from sim.core.ties import TIE
from sim.core.worlds import Array, Flags


@dataclass(frozen=True, eq=False)
class Next:
    """Accept at or above the own demand."""

    reads: ClassVar[tuple[str, ...]] = ()
    takes_demand: ClassVar[bool] = True  # whatever is worth the demand, and nothing else

    def __call__(self, view: View, value: Array, demand: Array) -> Flags:
        """Return where an offer worth `value` meets the `demand`, (worlds,)."""
        return value >= demand - TIE
