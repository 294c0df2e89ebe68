"""The tactic `negmas`: a negotiator of NegMAS makes the offers and gives the answers.

    tactic: {negmas: BoulwareTBNegotiator}
    tactic: {negmas: {negotiator: AspirationNegotiator, options: {aspiration_type: 2.0}, seconds: 5}}

The other rules of the side (acceptance, offer, opening, opponent model) are then of no effect; its demand counts as its
floor.  See `sim.bargaining.negotiator.guests` for what holds around it, and `chairs` for what it is told.

Source: Y. Mohammad, S. Nakadai and A. Greenwald (2021), "NegMAS: a platform for automated negotiations", PRIMA 2020,
Lecture Notes in Computer Science 12568, 343-351.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any, ClassVar

import numpy as np

from sim.bargaining.agenda import Agenda
from sim.bargaining.view import View
from sim.core.parameters import parameter
from sim.core.worlds import Array
from sim.negmas.library import MISSING, negotiator_named, require_options

Option = float | str | bool


@dataclass(frozen=True, eq=False)
class NegmasGuest:
    """A negotiator of NegMAS makes the offers and gives the answers; needs the extra `negmas`."""

    negotiator: str = parameter(
        "its name, as BoulwareTBNegotiator, or module.Class of a module that NINETY_DAYS_GUESTS names"
    )
    options: dict[str, Option] | None = parameter("what it is made with, as NegMAS names it", default=None)
    seconds: float = parameter(
        "longest that one call may take; it depends on the machine, so leave room",
        "s",
        low=0,
        strict=True,
        default=60.0,
    )
    renewal: float = parameter(
        "it is handed its values anew once those of its packages have moved by this part of their range",
        "share",
        low=0,
        default=0.05,
    )

    reads: ClassVar[tuple[str, ...]] = ("reserve", "outlook.meetings")

    def __post_init__(self) -> None:
        if find_spec("negmas") is None:
            raise ValueError(MISSING)
        require_options(negotiator_named(self.negotiator), self.options or {})

    def __call__(self, view: View) -> Array:
        """Return what the side asks for at least, (worlds,): what never agreeing is worth. The guest does the rest."""
        return np.asarray(view.reserve).copy()

    def seat_guests(self, bidding: Sequence[Any], agenda: Agenda, worlds: int) -> Any:
        """Return the guests of a side whose ways of bidding these are, one for each government that it may serve."""
        from sim.negmas.chairs import Chairs

        return Chairs(bidding, agenda, worlds)
