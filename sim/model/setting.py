"""A scenario in many worlds: what is stated, what was drawn, what everybody knows, and today's day.

Agents and steps are handed a setting and ask it; none keeps a figure of its own that an event may move.
So an event changes a figure in one place, by its dotted path, and whoever reads it next reads the new one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import numpy as np

from sim.bargaining.sides import SIDES
from sim.core.chance import Chance
from sim.core.dates import Calendar
from sim.core.worlds import Array, Whole, distinct_numbers
from sim.model.draws import Drawn, draw_scenario
from sim.model.no_deal import weights_of_no_deal
from sim.model.setup import calendar_of
from sim.scenario.schema.precedent import PrecedentPart
from sim.scenario.schema.quantity import Quantity
from sim.scenario.schema.scenario import Scenario


@dataclass(eq=False)
class Setting:
    """What never changes while a model runs, but for the day, and for figures that events move.

    spec      the scenario as stated
    drawn     the same with a number for each world, (worlds,), in place of each quantity
    public    what everybody knows: central weights and rules of precedent, (worlds,) each
    draws     what was drawn, (worlds,), by dotted path: columns of the outcome
    calendar  of party B's talks
    chance    luck by name
    worlds    how many; first, the number of the first one
    stakes    what turns a figure stated as a share of the stake into bn USD, (worlds,), by dotted path
    day       today, counted from the beginning of the pause
    """

    spec: Scenario
    chance: Chance
    first: int
    day: int = 0
    shared_luck: dict[str, Array] = field(default_factory=dict)
    stakes: dict[str, Array] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.worlds = self.chance.worlds
        self.drawn, self.draws = draw_scenario(self.spec, self.chance)
        self.drawn.precedent = self.drawn.precedent or no_precedent()
        self.calendar: Calendar = calendar_of(self.spec.calendar)
        self.public = public_figures(self.spec, self.worlds)
        for side, key in zip(SIDES, self.spec.keys, strict=True):
            own = vars(self.drawn.no_deal) if self.spec.no_deal else None
            getattr(self.drawn, side).weights |= weights_of_no_deal(self.spec, key, own, self.worlds)
            getattr(self.public, side).weights |= weights_of_no_deal(self.spec, key, None, self.worlds)

    def key_of(self, side: str) -> str:
        """Return the key of a side's block."""
        return self.spec.keys[SIDES.index(side)]

    def assembly(self, side: str) -> Any:
        """Return the assembly that ratifies a side's signatures, as drawn; None where none does."""
        return self.part_of_side("assembly", side)

    def election(self, side: str) -> Any:
        """Return the election of a side's government, as drawn; None where none is held."""
        return self.part_of_side("election", side)

    def part_of_side(self, name: str, side: str) -> Any:
        """Return a side's part of a name, as drawn: its own, or the one at the top that is that of its party."""
        own, stated = getattr(getattr(self.drawn, side), name), getattr(self.spec, name)
        shared = stated is not None and (stated.party or self.spec.keys[1]) == self.key_of(side)
        return getattr(self.drawn, name) if own is None and shared else own

    def is_doubtful_ahead(self, side: str) -> bool:
        """Return whether a side's election is still to come, whose winner may not keep a signature of today."""
        vote = self.election(side)
        return vote is not None and bool(vote.honour.doubtful) and self.day < self.calendar.day_number(vote.date)

    def luck(self, name: str, occasion: Whole, rows: Whole | None = None) -> Array:
        """Return one uniform a world, (worlds,), for its own occasion: its first, its second ...; of all or of `rows`.

        Whoever asks for the same name and occasion, (worlds,), meets the same luck.
        """
        asked = occasion if rows is None else occasion[rows]
        found = np.zeros(len(asked))
        for k in distinct_numbers(asked):
            key, own = f"{name}.{k}", np.flatnonzero(asked == k)
            if key not in self.shared_luck:
                self.shared_luck[key] = self.chance.uniform(key)
            found[own] = self.shared_luck[key][own if rows is None else rows[own]]
        return found


def central_values(stated: Mapping[str, Quantity], worlds: int) -> dict[str, Array]:
    """Return a party's weights as the public knows them, (worlds,) each: central values."""
    return {name: np.full(worlds, quantity.central) for name, quantity in stated.items()}


def no_precedent() -> Drawn:
    """Return rules of precedent by which nothing that others sign counts."""
    return SimpleNamespace(believed_rate=None, tariffs={}, price=None)


def public_precedent(rules: PrecedentPart | None, worlds: int) -> Drawn:
    """Return the rules of precedent as everybody knows them, at central values, (worlds,) each."""
    if rules is None:
        return no_precedent()

    def full(quantity: Quantity | None) -> Array | None:
        return None if quantity is None else np.full(worlds, quantity.central)

    tariffs = {
        name: SimpleNamespace(before=full(t.before), after=full(t.after), parity=full(t.parity))
        for name, t in rules.tariffs.items()
    }
    price = rules.price and SimpleNamespace(
        issue=rules.price.issue, loss=full(rules.price.loss), share=full(rules.price.share)
    )
    return SimpleNamespace(believed_rate=full(rules.believed_rate), tariffs=tariffs, price=price)


def public_figures(spec: Scenario, worlds: int) -> Drawn:
    """Return what everybody knows, shaped like the drawn scenario: weights and precedent at central values."""
    parties = [SimpleNamespace(weights=central_values(part.weights, worlds)) for part in (spec.party_a, spec.party_b)]
    return SimpleNamespace(
        **dict(zip(spec.keys, parties, strict=True)),  # by the paths of events
        **dict(zip(SIDES, parties, strict=True)),
        precedent=public_precedent(spec.precedent, worlds),
    )


def figure_at(holder: Any, path: str) -> Any:
    """Return the figure at a dotted path of what was drawn, or of what is public; None if there is none."""
    for key in path.split("."):
        holder = holder.get(key) if isinstance(holder, Mapping) else getattr(holder, key, None)
    return holder


def set_figure(holder: Any, path: str, value: Array) -> None:
    """Put a figure in its place in what was drawn, or in what is public."""
    before, _, key = path.rpartition(".")
    owner = figure_at(holder, before)
    if isinstance(owner, dict):
        owner[key] = value
    else:
        setattr(owner, key, value)
