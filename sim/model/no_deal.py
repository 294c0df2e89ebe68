"""What no deal is worth to each side where a scenario says so itself, and it is no package of the grid.

    value of a package  =  sum of its levels  -  what no deal is worth to the side

so that all values are gains over no deal, and no deal is worth 0, on every day.  The sides know of each other's the
central figure alone.  In the tables it is a flow of -1 on the first issue, at each level, with the side's own value of
no deal as its weight.
"""

from collections.abc import Mapping

import numpy as np

from sim.core.worlds import Array
from sim.scenario.schema.scenario import Scenario

COMPONENT = "no deal"  # of the first issue, beside those of its flow rule
CARRIER = 0  # place of that issue


def weights_of_no_deal(spec: Scenario, key: str, drawn: Mapping[str, Array] | None, worlds: int) -> dict[str, Array]:
    """Return the weight of a party on the flow of no deal, (worlds,); none where the scenario does not state it.

    drawn   what it is worth, (worlds,), by party; None, as the public knows it
    """
    if spec.no_deal is None:
        return {}
    return {COMPONENT: np.full(worlds, spec.no_deal.of(key).central) if drawn is None else drawn[key]}


def flows_of_no_deal(spec: Scenario, worlds: int) -> dict[int, dict[str, Array]]:
    """Return the flow of no deal by the place of its issue, (worlds, levels); none where the scenario has none."""
    if spec.no_deal is None:
        return {}
    levels = len(list(spec.issues.values())[CARRIER].levels)
    return {CARRIER: {COMPONENT: np.full((worlds, levels), -1.0)}}
