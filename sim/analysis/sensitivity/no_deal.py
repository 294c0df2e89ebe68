"""What stands for a world in which an outcome has no value: by a stated rule, never silently.

    of-deals   an index is of the mean over the worlds that have a value
    counted    a world without a deal counts as what holds then: 0 for a value at the reference weights (by definition
               of these values), the value of no deal for a value by the mandate, the lapsed level for an issue

A world that could not be played is left out under both.  Outcomes of all worlds (agreed, a carmaker's duty) are the
same under both.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from sim.analysis.point_worlds import PointWorlds, read_point_worlds
from sim.core.errors import UserError
from sim.core.party_columns import name_by_key
from sim.core.worlds import Array
from sim.scenario.loading import load
from sim.sweeps.storage.plan import OWN_SCENARIO, scenario_path
from sim.sweeps.storage.reader import Sweep

OF_DEALS, COUNTED = "of-deals", "counted"
NO_DEAL_RULES = (OF_DEALS, COUNTED)
AGREED = "agreed"
FIXED = ("party_a_value_fixed", "party_b_value_fixed")
FILLED = {"party_a_value": "party_a_value_filled", "party_b_value": "party_b_value_filled"}


@dataclass(frozen=True)
class OutcomeGaps:
    """In how many worlds, of all points, an outcome has no value, and what was done.

    worlds   played
    no_deal  of these, without a deal and without a value
    other    of these, without a value for another reason
    failed   worlds that could not be played
    rule     of-deals or counted
    stands   what a world without a deal was counted as, in words; None where it was left out
    """

    worlds: int
    no_deal: int
    other: int
    failed: int
    rule: str
    stands: str | None


def read_outcomes(swept: Sweep, measures: Sequence[str], rule: str) -> dict[str, tuple[PointWorlds, OutcomeGaps]]:
    """Return outcomes of a sweep with their gaps treated, by name; UserError for one that cannot be."""
    if rule not in NO_DEAL_RULES:
        raise UserError(f"no deal is treated by one of {', '.join(NO_DEAL_RULES)}; found {rule}")
    require_numbers(swept, measures)
    more = [AGREED] if AGREED in swept.schema.names else []
    known = filled_columns(swept)
    filled = [known[name] for name in measures if rule == COUNTED and name in known]
    held = read_point_worlds(swept, list(dict.fromkeys([*measures, *more, *filled])))
    agreed = held[AGREED].values if more else np.ones_like(held[measures[0]].values)
    return {name: treat_gaps(swept, held, name, agreed, rule) for name in measures}


def filled_columns(swept: Sweep) -> dict[str, str]:
    """Return the column that counts no deal, too, of each that is of deals."""
    return {name_by_key(name, swept.keys): name_by_key(filled, swept.keys) for name, filled in FILLED.items()}


def require_numbers(swept: Sweep, measures: Sequence[str]) -> None:
    """Raise UserError for an outcome that is no number, and no yes or no."""
    for field in swept.select_columns(measures):
        if not (pa.types.is_integer(field.type) or pa.types.is_floating(field.type) or field.type == pa.bool_()):
            raise UserError(f"{field.name} is {field.type}: indices are of numbers and of yes and no")


def treat_gaps(
    swept: Sweep, held: dict[str, PointWorlds], name: str, agreed: Array, rule: str
) -> tuple[PointWorlds, OutcomeGaps]:
    """Return an outcome with its gaps treated, and what was done."""
    outcome = held[name]
    played = np.isfinite(agreed)
    empty = played & ~np.isfinite(outcome.values)
    no_deal = empty & (agreed == 0)
    gaps = OutcomeGaps(
        worlds=int(played.sum()),
        no_deal=int(no_deal.sum()),
        other=int((empty & ~no_deal).sum()),
        failed=int((~played).sum()),
        rule=rule,
        stands=None,
    )
    if rule == OF_DEALS or not gaps.no_deal:
        return outcome, gaps
    values, stands = value_without_deal(swept, held, name)
    filled = np.where(no_deal, values, outcome.values)
    return replace(outcome, values=filled), replace(gaps, stands=stands)


def value_without_deal(swept: Sweep, held: dict[str, PointWorlds], name: str) -> tuple[Array | float, str]:
    """Return what an outcome counts as without a deal, and in words; UserError where nothing can stand for it."""
    filled = filled_columns(swept)
    if name in [name_by_key(fixed, swept.keys) for fixed in FIXED]:
        return 0.0, "0, by definition of this value"
    if name in filled:
        return held[filled[name]].values, "the value of no deal"
    level = lapsed_level(swept, name)
    if level is None:
        raise UserError(
            f"{name}: nothing stands for it where there is no deal. Take it of deals (--no-deal of-deals), or an "
            f"outcome of all worlds, as {next(iter(filled.values()))}"
        )
    return level, f"{level:g}, its lapsed level"


def lapsed_level(swept: Sweep, name: str) -> float | None:
    """Return the level of an issue once the pause has lapsed; None for what is no issue or has no one such number."""
    scenarios = [
        load(swept.folder / scenario_path(number, key)).scenario
        for number, key in enumerate(swept.plan.texts)
        if key != OWN_SCENARIO or len(swept.plan.texts) == 1
    ]
    levels = {spec.issues[name].lapsed for spec in scenarios if name in spec.issues}
    is_swept = any(path.startswith(f"issues.{name}.") for path in swept.plan.design.paths)
    level = levels.pop() if len(levels) == 1 and not is_swept else None
    return float(level) if isinstance(level, int | float) else None
