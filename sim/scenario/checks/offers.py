"""The rule that ties a party's way of choosing offers to the agenda."""

from collections.abc import Collection, Iterator
from typing import Any

import numpy as np

from sim.bargaining.packages import MOST_PACKAGES, Packages
from sim.bargaining.sides import SIDES
from sim.scenario.faults import KeyPath
from sim.scenario.schema.issues import IssuePart
from sim.scenario.schema.parties import Party
from sim.tactics.registry import OFFERING


def packages_can_be_weighed(parts: dict[str, Any]) -> Iterator[tuple[KeyPath, str]]:
    """An offer rule that goes through every package has not too many of them."""
    for side in SIDES:
        yield from (((side, "offer"), fault) for fault in size_faults(parts[side], parts["issues"].values(), "this"))


def size_faults(party: Party, issues: Collection[IssuePart], whose: str) -> Iterator[str]:
    """Yield what is wrong if a party's offer rule goes through every package of an agenda that has too many."""
    counts = tuple(len(issue.levels) for issue in issues)
    on_table = tuple(place for place, issue in enumerate(issues) if issue.on_table)
    number = Packages(counts, on_table, np.zeros(len(counts), dtype=np.int64)).size
    name = party.offer.name
    if OFFERING[name].enumerates and number > MOST_PACKAGES:  # type: ignore[attr-defined]
        rule = f"{name} weighs every package, {MOST_PACKAGES:,} at most; {whose} agenda has {number:,}"
        yield f"{rule}. Use trade_off, or fewer levels"
