"""The rule that ties a party's way of choosing offers to the agenda."""

from collections.abc import Collection, Iterator, Sequence
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


def anchors_are_issues(parts: dict[str, Any]) -> Iterator[tuple[KeyPath, str]]:
    """A party's anchors are issues of its agenda."""
    for side in SIDES:
        for place, fault in anchor_faults(parts[side], list(parts["issues"])):
            yield (side, "opening", "anchored", "issues", place), fault


def anchor_faults(party: Party, known: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield the place of each anchor that is no issue, and what is wrong."""
    if party.opening.name == "anchored":
        for place, name in enumerate(party.opening.parameters.issues):
            if name not in known:
                yield place, f"must name an issue of the agenda: {', '.join(known)}; found {name}"


def size_faults(party: Party, issues: Collection[IssuePart], whose: str) -> Iterator[str]:
    """Yield what is wrong if a party's offer rule goes through every package of an agenda that has too many."""
    counts = tuple(len(issue.levels) for issue in issues)
    on_table = tuple(place for place, issue in enumerate(issues) if issue.on_table)
    number = Packages(counts, on_table, np.zeros(len(counts), dtype=np.int64)).size
    name = party.offer.name
    if OFFERING[name].enumerates and number > MOST_PACKAGES:  # type: ignore[attr-defined]
        rule = f"{name} weighs every package, {MOST_PACKAGES:,} at most; {whose} agenda has {number:,}"
        yield f"{rule}. Use trade_off, or fewer levels"
