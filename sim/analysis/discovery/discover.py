"""Where in a sweep something happens: boxes by PRIM, one after the other, and a tree as a second opinion.

Of the boxes on a search's way one is shown: of those at least as dense as wanted (and with no more limited factors
than wanted) that with the largest coverage, of equals that with the fewest limited factors.  Where luck decides more
than what was swept no box may be dense enough; then the one with the largest excess is shown, mass times the gain of
density over all cases: it holds most cases of interest beyond those that as many cases anywhere would hold (weighted
relative accuracy: N. Lavrac, P. Flach and B. Zupan (1999), "Rule evaluation measures: a unifying view", ILP-99).  Any
other can be asked for by its number.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sim.analysis.bootstrap import FEWEST
from sim.analysis.discovery.boxes import Box, BoxFigures, whole_box
from sim.analysis.discovery.cases import Cases, read_cases
from sim.analysis.discovery.prim import OBJECTIVES, PrimRules, rising_orders, search_box
from sim.analysis.discovery.stability import BoxStability, assess_box
from sim.analysis.discovery.trees import grow_tree
from sim.core.errors import UserError
from sim.sweeps.storage.reader import Sweep

MOST_BOXES = 3


@dataclass(frozen=True)
class DiscoverRules:
    """What is sought.

    density    that a box is to have at least, a share
    boxes      how many are sought at most
    factors    how many factors a box may limit at most; None for any number
    chosen     the number of the box to show on the way to the first; None for the rule of this module
    prim       how boxes are peeled
    """

    density: float = 0.8
    boxes: int = MOST_BOXES
    factors: int | None = None
    chosen: int | None = None
    prim: PrimRules = field(default_factory=PrimRules)


@dataclass(frozen=True)
class DiscoveredBox:
    """A box that was chosen on the way of a search.

    trajectory  all boxes on the way, the whole first
    chosen      the number of the one that is shown
    dense       whether it is as dense as was wanted
    """

    trajectory: tuple[BoxFigures, ...]
    chosen: int
    dense: bool
    stability: BoxStability

    @property
    def figures(self) -> BoxFigures:
        """The box that is shown."""
        return self.trajectory[self.chosen]


@dataclass(frozen=True, eq=False)
class Discovery:
    """Where something happens in a sweep.

    whole   the box around all cases
    boxes   what was found, each among the cases outside those before it
    leaves  the parts of the tree, the densest first
    """

    cases: Cases
    rules: DiscoverRules
    whole: Box
    boxes: tuple[DiscoveredBox, ...]
    leaves: tuple[BoxFigures, ...]

    @property
    def few(self) -> bool:
        """Whether too few cases are of interest for boxes to mean much."""
        return int(self.cases.interest.sum()) < FEWEST


def discover(sweep: Sweep, where: str | Sequence[str], rules: DiscoverRules | None = None) -> Discovery:
    """Return where in a finished sweep a condition holds, as `not agreed`; all of them, where several are given.

    UserError if the condition cannot be read, holds in all worlds or in none, or if rules are out of range; ResultError
    if the sweep is not finished.
    """
    asked = DiscoverRules() if rules is None else rules
    check_rules(asked)
    cases = read_cases(sweep.require_complete(), [where] if isinstance(where, str) else where)
    return discover_in_cases(cases, asked)


def discover_in_cases(cases: Cases, rules: DiscoverRules) -> Discovery:
    """Return where cases are of interest."""
    counts, orders = cases.counts(), rising_orders(cases.factors)
    found: list[DiscoveredBox] = []
    remaining = counts
    while len(found) < rules.boxes and remaining.hits.sum():
        path = tuple(search_box(cases.factors, remaining, counts, rules.prim, orders))
        chosen = choose_box(path, rules, rules.chosen if not found else None)
        dense = path[chosen].density >= rules.density
        if chosen == 0 or (found and not dense):  # nothing was peeled, or it is no region any more
            break
        stability = assess_box(cases, remaining, path[chosen], rules.prim, orders)
        found.append(DiscoveredBox(path, chosen, dense, stability))
        if not dense:
            break
        remaining = remaining.without(path[chosen].box.members(cases.factors))
    leaves = grow_tree(cases.factors, counts, rules.prim.least_mass)
    return Discovery(cases, rules, whole_box(cases.factors, counts), tuple(found), leaves)


def choose_box(path: Sequence[BoxFigures], rules: DiscoverRules, number: int | None = None) -> int:
    """Return the number of the box to show; UserError if one is asked for that is not there."""
    if number is not None:
        if number >= len(path):
            raise UserError(f"there is no box {number}: the search went through boxes 0 to {len(path) - 1}")
        return number
    most = len(path[0].box.limits) if rules.factors is None else rules.factors
    simple = [n for n, box in enumerate(path) if len(box.restricted) <= most]
    dense = [n for n in simple if path[n].density >= rules.density]
    if dense:
        return max(dense, key=lambda n: (path[n].coverage, -len(path[n].restricted)))
    return max(simple, key=lambda n: path[n].mass * (path[n].density - path[0].density))


def check_rules(rules: DiscoverRules) -> None:
    """Raise UserError for rules out of their range."""
    prim = rules.prim
    if prim.objective not in OBJECTIVES:
        raise UserError(f"there is no objective {prim.objective}. Known: {', '.join(OBJECTIVES)}")
    if not 0 < prim.alpha < 0.5:
        raise UserError(f"the peeled share must lie above 0 and below 0.5; found {prim.alpha:g}")
    for name, value in (("least mass", prim.least_mass), ("density", rules.density)):
        if not 0 < value <= 1:
            raise UserError(f"the {name} must lie above 0 and up to 1; found {value:g}; it is a share")
    for name, number in (("boxes", rules.boxes), ("factors", rules.factors)):
        if number is not None and number < 1:
            raise UserError(f"{name} must be at least 1; found {number}")
    if rules.chosen is not None and rules.chosen < 0:
        raise UserError(f"boxes on the way are counted from 0; found {rules.chosen}")
