"""How each side reads a political deal on what it leaves open, and where that stands in a table."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from sim.bargaining.sides import SIDES
from sim.core.worlds import Array
from sim.model.setting import Setting
from sim.politics.readings import chances_of_levels, expected_over_readings


@dataclass(frozen=True, eq=False)
class DealReadings:
    """Chances that each side gives the levels of an issue left open.

    true, public   side -> place of the issue -> (worlds, levels); public at central odds
    """

    true: Mapping[str, Mapping[int, Array]]
    public: Mapping[str, Mapping[int, Array]]

    def enter(self, table: Array, side: str, public: bool) -> None:
        """Put the expected value behind the last level of each issue left open, in place; (worlds, issues, levels)."""
        for place, chances in (self.public if public else self.true)[side].items():
            count = chances.shape[1]
            table[:, place, count] = expected_over_readings(table[:, place, :count], chances)


def readings_of(setting: Setting) -> DealReadings | None:
    """Return both sides' readings of a scenario in stages; None where a deal leaves nothing open."""
    stated, drawn = setting.spec.stages, setting.drawn.stages
    if stated is None or stated.text is None:
        return None
    places = {name: place for place, name in enumerate(setting.spec.issues)}
    true, public = {}, {}
    for side, key in zip(SIDES, setting.spec.keys, strict=True):
        true[side] = {places[name]: chances_of_levels(getattr(part, key)) for name, part in drawn.text.settles.items()}
        public[side] = {
            places[name]: chances_of_levels([np.full(setting.worlds, odds.central) for odds in part.of(key)])
            for name, part in stated.text.settles.items()
        }
    return DealReadings(true, public)
