"""What each choice of a party brings at every uncertain point of a sweep, under the same random draws.

A sweep varies levers, which a party chooses, and uncertainties, which nobody does.  Regret compares all choices at one
uncertain point, so that each must have been played at each point: a grid does that, a design with `lever: true`, or a
table that lists all combinations.  And all must have had the same random draws there
(`random_numbers: common`).

A payoff that a world without a deal lacks is not dropped: `party_a_worth` and `party_b_worth` count no deal as 0, which
it is by definition of these values, and any other outcome that is missing somewhere is refused.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.analysis.point_worlds import PointWorlds, read_point_worlds
from sim.core.errors import UserError
from sim.core.party_columns import name_by_key, name_by_side
from sim.core.stream_names import usual_names
from sim.core.worlds import Array, Whole
from sim.scenario.faults import suggestion
from sim.sweeps.designs.design import Design
from sim.sweeps.storage.reader import Sweep

USUAL_KEYS = tuple(usual_names()["parties"])  # of a sweep that names none
WORTH_NAMES = "party_a_worth, party_b_worth"
WORTHS = {"party_a_worth": "party_a_value_fixed", "party_b_worth": "party_b_value_fixed"}


@dataclass(frozen=True, eq=False)
class CrossedPayoffs:
    """Payoffs of each choice at each uncertain point under each set of random draws.

    levers   paths of what is chosen
    choices  what each choice is, as text
    measure  the payoff
    values   (choices, points, worlds)
    agreed   whether there is a deal, 1 or 0, likewise
    """

    levers: tuple[str, ...]
    choices: tuple[str, ...]
    measure: str
    values: Array
    agreed: Array


def read_payoffs(sweep: Sweep, levers: Sequence[str], measure: str) -> CrossedPayoffs:
    """Return the payoffs of all choices of some levers; UserError unless all have the same random draws."""
    design = sweep.require_complete().plan.design
    place, choices = cross_points(design, levers)
    keys, column = sweep.keys, name_by_key(WORTHS.get(name_by_side(measure, sweep.keys), measure), sweep.keys)
    found = read_point_worlds(sweep, list(dict.fromkeys([column, "agreed"])))
    agreed = found["agreed"]
    if not agreed.crossed:
        raise UserError(
            "regret compares choices under the same random draws, and this sweep has "
            "random_numbers: own, where each point has its own. Play it with random_numbers: common"
        )
    values = known_payoffs(found[column], agreed, measure, keys)
    return CrossedPayoffs(tuple(levers), choices, measure, values[place], agreed.values[place])


def known_payoffs(held: PointWorlds, agreed: PointWorlds, measure: str, keys: Sequence[str] = USUAL_KEYS) -> Array:
    """Return a payoff in every world, (points, worlds); UserError if it is not known in all."""
    unplayed = int(np.isnan(agreed.values).sum())
    if unplayed:
        raise UserError(
            f"{unplayed:,} worlds could not be played: choices cannot be compared in all. See failed in the folder"
        )
    if name_by_side(measure, keys) in WORTHS:
        return np.where(np.isnan(held.values), 0.0, held.values)
    missing = int(np.isnan(held.values).sum())
    if missing:
        told = f"{measure} has no value in {missing:,} of {held.values.size:,} worlds (no deal)"
        raise UserError(name_by_key(f"{told}. Take {WORTH_NAMES} or agreed, which count no deal", keys))
    return held.values


def cross_points(design: Design, levers: Sequence[str]) -> tuple[Whole, tuple[str, ...]]:
    """Return which point each choice is at each uncertain point, (choices, points), and what each choice is."""
    for lever in levers:
        if lever not in design.paths:
            raise UserError(f"{lever} is not swept here. {suggestion(lever, design.paths)}")
    others = [path for path in design.paths if path not in levers]
    if not levers or not others:
        raise UserError(
            "regret needs a choice and something uncertain beside it: name a lever, and sweep more than levers"
        )
    chosen, uncertain = number_rows(design, levers), number_rows(design, others)
    count, points = int(chosen.max()) + 1, int(uncertain.max()) + 1
    if count < 2:
        raise UserError(f"{', '.join(levers)} has one value in this sweep: there is nothing to choose")
    place = np.full((count, points), -1)
    place[chosen, uncertain] = np.arange(design.points)
    if (place < 0).any() or count * points != design.points:
        raise UserError(
            f"the {count} choices of {', '.join(levers)} were not all played at the same points of the other factors "
            f"(design {design.kind}). Declare the choice in the scenario, {levers[0]}: {{values: [...], lever: true}}, "
            "under design: sobol with points, latin_hypercube or random; or take design: grid"
        )
    return place, choice_names(design, levers, place)


def choice_names(design: Design, levers: Sequence[str], place: Whole) -> tuple[str, ...]:
    """Return what each choice is: its values as they stand in the design."""
    columns = [design.table.column(lever) for lever in levers]
    return tuple("; ".join(value_text(column[int(row)].as_py()) for column in columns) for row in place[:, 0])


def value_text(value: object) -> str:
    """Return a value of a lever in short: {timed: {beta: 0.2}} as timed beta 0.2."""
    if isinstance(value, float):
        return f"{value:g}"
    return (
        "as in the scenario" if value is None else " ".join(str(value).translate(str.maketrans("{}:", "   ")).split())
    )


def number_rows(design: Design, paths: Sequence[str]) -> Whole:
    """Return a number for each point, equal where all of some factors are, in the order in which they come."""
    held = [design.table.column(path).to_pylist() for path in paths]
    known: dict[tuple[object, ...], int] = {}
    return np.array([known.setdefault(row, len(known)) for row in zip(*held, strict=True)])
