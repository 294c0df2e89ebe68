"""From which level the values of a scenario are counted: the terms that come after a lapse, or those before it.

Flows are stated relative to no deal.  Where another level of an issue comes once the deadline has lapsed, that may be
the one or the other; which of them, the flows at central figures tell: at the level that they are counted from, all
of them are 0.
"""

import numpy as np

from sim.scenario.checks.flows import flows_of
from sim.scenario.schema.car_tariff import has_market_rule
from sim.scenario.schema.issues import IssuePart
from sim.scenario.schema.scenario import Scenario

AFTER, BEFORE, NO_DEAL = "no deal after a lapse", "no deal before a lapse", "no deal"
MIXED = "the levels at which flows are 0"


def counted_from(spec: Scenario) -> str:
    """Return what values are counted from, in words; by central figures."""
    if spec.no_deal is not None or not spec.has_deadline:
        return NO_DEAL
    every = [(part, zero_of(name, part)) for name, part in spec.issues.items()]
    found = {zero for part, zero in every if part.lapsed != part.now or zero == MIXED}
    return found.pop() if len(found) == 1 else MIXED if found else NO_DEAL


def issues_without_zero(spec: Scenario) -> list[str]:
    """Return the issues to be negotiated whose flows, at central figures, are 0 at neither level without a deal."""
    open_issues = {name: part for name, part in spec.issues.items() if part.on_table and len(part.levels) > 1}
    return [name for name, part in open_issues.items() if zero_of(name, part) == MIXED]


def zero_of(name: str, part: IssuePart) -> str:
    """Return from which of its two levels without a deal the flows of an issue are counted."""
    if has_market_rule(part):  # by its definition
        return AFTER
    flows, _ = flows_of(part, ("issues", name, "flows"), None)
    for level, said in ((part.lapsed, AFTER), (part.now, BEFORE)):
        place = part.levels.index(level)
        if flows and all(np.allclose(held[:, place], 0) for held in flows.values()):
            return said
    return MIXED
