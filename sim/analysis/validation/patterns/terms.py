"""Patterns 5 and 10: what is agreed.

5   share of deals with cars at 15 %, after a peer's deal and without one: three partners
    of the U.S. got 15 on 22, 27 and 30 July 2025, and 12.5 was refused
10  share of deals with full farm access: none in July 2025, when rice and beef stayed closed
"""

import numpy as np

from sim.analysis.validation.patterns.pattern import Pattern, missing_pattern, share_pattern
from sim.runs.run import Outcome

RATE = 15.0  # percent; what peers were given in 2025


def precedent(outcome: Outcome) -> list[Pattern]:
    """Return pattern 5: cars at a peer's rate after a peer's deal, not without one."""
    place = outcome.loaded.scenario.car_tariff
    if place is None:
        return [missing_pattern(5, "no tariff on cars in this scenario", span) for span in ((0.6, 1.0), (0.0, 0.45))]
    at = outcome.column(place) == RATE
    agreed, peer = outcome.column("agreed") > 0, outcome.column("peer_deal") > 0
    after, without = "cars at 15 % in deals signed after a peer's 15 %", "cars at 15 % in deals signed without one"
    return [
        share_pattern(5, after, at, agreed & peer, (0.6, 1.0), "three partners of the U.S., July 2025"),
        share_pattern(5, without, at, agreed & ~peer, (0.0, 0.45), "no such deal in 2025"),
    ]


def farms(outcome: Outcome) -> list[Pattern]:
    """Return pattern 10: rice and beef stay closed."""
    if "farm_access" not in outcome.worlds.column_names:
        return [missing_pattern(10, "no farm issue in this scenario", (0.0, 0.05))]
    full = np.array([level == "full" for level in outcome.worlds.column("farm_access").to_pylist()])
    agreed, evidence = outcome.column("agreed"), "none in the deal of July 2025"
    return [share_pattern(10, "deals with full farm access", full, agreed, (0.0, 0.05), evidence)]
