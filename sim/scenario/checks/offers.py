"""The rule that ties a party's way of choosing offers to the agenda."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from sim.bargaining.packages import MOST_PACKAGES, Packages
from sim.scenario.faults import KeyPath
from sim.tactics.registry import OFFERING


def packages_can_be_weighed(parts: dict[str, Any]) -> Iterator[tuple[KeyPath, str]]:
    """An offer rule that goes through every package has not too many of them."""
    issues = list(parts["issues"].values())
    counts = tuple(len(issue.levels) for issue in issues)
    on_table = tuple(place for place, issue in enumerate(issues) if issue.on_table)
    number = Packages(counts, on_table, np.zeros(len(counts), dtype=np.int64)).size
    for party in ("us", "korea"):
        name = parts[party].offer.name
        if OFFERING[name].enumerates and number > MOST_PACKAGES:  # type: ignore[attr-defined]
            rule = f"{name} weighs every package, {MOST_PACKAGES:,} at most; this agenda has {number:,}"
            yield (party, "offer"), f"{rule}. Use trade_off, or fewer levels"
