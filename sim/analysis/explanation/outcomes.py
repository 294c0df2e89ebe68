"""Outcomes whose difference is shared out: each a mean over all worlds, or over those that end with a deal.

A mean over deals is a sum over a count, both of one subset of the changes: other subsets have other deals.  So the
difference of these means holds both what a change does to a deal and what it does to which worlds have one.  What is
counted in all worlds (whether there is a deal, a value that is 0 without one) has no such part.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from sim.analysis.compare import ComparedRun, Measure, is_comparable, measure_values, measures
from sim.core.errors import UserError
from sim.core.party_columns import column_by_side
from sim.core.worlds import Array, Flags
from sim.scenario.columns import COLUMNS, MAKER_COLUMNS
from sim.scenario.faults import suggestion
from sim.scenario.party_words import words_of
from sim.scenario.schema.scenario import Scenario

USUAL = ("agreed", "day", "party_a_worth", "party_b_worth")


def chosen_measures(names: Sequence[str], one: Scenario, other: Scenario) -> list[Measure]:
    """Return the measures of some names; UserError for one that there is not, or that differs in meaning."""
    known = {measure.name: measure for measure in measures(one, other)}
    columns = {name: Measure(name, *told, deals=True) for name, told in COLUMNS.items() if is_figure(name)}
    for maker in one.makers:
        for name, told in MAKER_COLUMNS.items():
            columns[f"{maker}_{name}"] = Measure(f"{maker}_{name}", *told, deals=True)
    known = columns | known
    wanted = [column_by_side(name, one.keys) for name in names or USUAL]
    for name in wanted:
        if name not in known:
            raise UserError(words_of(one).text(f"--of {name}: no such outcome. {suggestion(name, known)}"))
        if not is_comparable(one, other, known[name]):
            said = "it means another thing in each of the two (unit, levels or reference weights)"
            raise UserError(words_of(one).text(f"--of {name}: {said}"))
    return [known[name] for name in dict.fromkeys(wanted)]


def is_figure(name: str) -> bool:
    """Whether a column of a result can be averaged: numbers, and what is so or not."""
    return name not in {"world", "status", "date", "phase", "proposer", "winner"}


@dataclass(frozen=True, eq=False)
class SubsetFigures:
    """An outcome in every world of every subset that was played.

    values  (subsets, worlds), 0 where there is none
    known   where there is one, (subsets, worlds)
    """

    values: Array
    known: Flags

    def count_changed(self, before: Sequence[int], after: Sequence[int]) -> int:
        """Return in how many worlds some subset differs from the one of the same place after it."""
        values = self.values[list(before)] != self.values[list(after)]
        return int((values | (self.known[list(before)] != self.known[list(after)])).any(axis=0).sum())


def figures_of_runs(tables: Sequence[tuple[Scenario, pa.Table]], measure: Measure) -> SubsetFigures:
    """Return an outcome from the rows of each subset."""
    held = np.stack([measure_values(ComparedRun("", spec, table, 0), measure) for spec, table in tables])
    known = np.isfinite(held)
    return SubsetFigures(np.where(known, held, 0.0), known)


def means_of_sums(total: Array, number: Array) -> Array:
    """Return means, nan where nothing was counted, in the shape of both."""
    return np.where(number > 0, total / np.maximum(number, 1.0), np.nan)
