"""Scenarios side by side in the same worlds: what differs, by how much, and in how many worlds.

World 7 of one run and world 7 of another have the same random draws, so that differences are taken world by
world:

    difference   mean over the paired worlds, with a 95 % interval by resampling worlds
    effect       difference over the standard deviation of the differences (Cohen's d of pairs)
    moved        share of the paired worlds in which the figure differs at all

A figure of deals is compared in the worlds that end with a deal in both; a figure of all worlds, in
all.  What a deal is worth *with no deal counted as 0* is a figure of all worlds: no deal is 0 by
definition of these values.  A figure that means another thing in each (an issue in another unit or with
other named levels, values at other reference weights) is not compared, and neither is one that a run lacks.

Intervals: sim.analysis.bootstrap.  Source: J. Cohen (1988), "Statistical Power Analysis for the Behavioral Sciences",
2nd ed., section 2.3.5.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from sim.analysis.bootstrap import NO_INTERVAL, Interval, is_few, mean_intervals
from sim.core.errors import UserError
from sim.core.party_columns import column_of, keys_of_table, name_by_key
from sim.core.ties import TIE
from sim.core.worlds import Array
from sim.runs.run import Outcome
from sim.runs.summary import float_column
from sim.scenario.absent_columns import absent_columns
from sim.scenario.party_words import PartyWords, usual_words, words_of
from sim.scenario.schema.scenario import Scenario

LEVEL_AGREED = "level agreed"
DEAL_VALUE = "value of the deal to {}"
TALKS_VALUE = "value to {}, no deal counted as 0"


@dataclass(frozen=True, eq=False)
class ComparedRun:
    """One run: its name, its scenario, its rows, and which worlds they are.

    data   the scenario as plain data; None where it is not known
    """

    name: str
    scenario: Scenario
    table: pa.Table
    seed: int
    data: Mapping[str, Any] | None = field(default=None, repr=False)

    @classmethod
    def of(cls, outcome: Outcome) -> "ComparedRun":
        """Return a run as it came out."""
        name = Path(outcome.loaded.name).stem
        loaded = outcome.loaded
        return cls(name, loaded.scenario, outcome.worlds, outcome.settings.seed, loaded.data)


@dataclass(frozen=True)
class Measure:
    """A figure of a world: its unit, what it means, and whether it is one of deals only."""

    name: str
    unit: str
    meaning: str
    deals: bool


@dataclass(frozen=True)
class Difference:
    """A measure in two runs; None where no world has it in both.

    The interval is None where too few worlds are behind it (`few`), the effect where all differ by one and the same.
    """

    measure: str
    unit: str
    meaning: str
    worlds: int
    reference: float | None
    other: float | None
    difference: float | None
    low: float | None
    high: float | None
    effect: float | None
    moved: float | None

    @property
    def few(self) -> bool:
        """Whether too few worlds have it, or differ in it, for an interval; where none differs there is no doubt."""
        return self.worlds > 0 and is_few(self.worlds, round((self.moved or 0) * self.worlds))

    @property
    def excludes_zero(self) -> bool:
        """Whether the interval leaves out 0."""
        return self.low is not None and self.high is not None and (self.low > 0 or self.high < 0)


def measures(*scenarios: Scenario) -> list[Measure]:
    """Return what is compared, in order: also issues on the table and carmakers of only some scenarios."""
    tabled = {name: part for s in scenarios for name, part in s.issues.items() if part.on_table}
    units = {name: part.unit for s in reversed(scenarios) for name, part in s.issues.items()}
    makers = dict.fromkeys(maker for s in scenarios for maker in s.makers)
    dear = f"{scenarios[0].value_unit} at the reference weights"
    found = [
        Measure("agreed", "share of worlds", "a deal is in force at the end", False),
        Measure("caretaker_signed", "share of worlds", "the government in office as the talks opened signed", False),
        Measure("day", "days", "day of signature", True),
        *[Measure(name, units[name], LEVEL_AGREED, True) for name in tabled],
        *[Measure(f"{s}_value_fixed", dear, DEAL_VALUE.format(n), True) for s, n in NAMES.items()],
        *[Measure(f"{s}_worth", dear, TALKS_VALUE.format(n), False) for s, n in NAMES.items()],
        Measure("party_a_share", "share", "{a_adj} share of the gain over the reserves", True),
        Measure("nash_ratio", "share", "product of gains over the best on the trade-off path", True),
        Measure("extensions", "extensions", "how often the deadline was moved", False),
        Measure("lapsed", "share of worlds", "the terms in force lapsed at the deadline", False),
        Measure(
            "caretaker_standing",
            "percentage points",
            "net approval of that government",
            False,
        ),
        *[
            Measure(f"{maker}_profit_change", "bn USD", "profit against no new tariffs, to the accounts' end", False)
            for maker in makers
        ],
    ]
    return [measure for measure in found if not all(measure.name in absent_columns(s) for s in scenarios)]


NAMES = {"party_a": "{a}", "party_b": "{b}"}


def measure_values(side: ComparedRun, measure: Measure) -> Array:
    """Return a measure in every world of a run, (worlds,), nan where a world has none."""
    name, table = measure.name, side.table
    if name.endswith("_worth"):
        held = float_column(table, name.replace("_worth", "_value_fixed"))
        return np.where(np.isnan(held), 0.0, held)
    if name_by_key(name, keys_of_table(table)) not in table.column_names:
        return np.full(table.num_rows, np.nan)
    if pa.types.is_string(column_of(table, name).type):  # levels with names count 0, 1, 2
        order = {str(level): float(k) for k, level in enumerate(side.scenario.issues[name].levels)}
        return np.array([order.get(level, np.nan) for level in table.column(name).to_pylist()])
    return float_column(table, name)


def is_comparable(one: Scenario, other: Scenario, measure: Measure) -> bool:
    """Return whether a measure means the same in two scenarios: units, named levels, reference weights."""
    name, parts = measure.name, (one.issues.get(measure.name), other.issues.get(measure.name))
    if name.endswith(("_worth", "_value_fixed")):
        weights = [[held.reference_of(key) for key in held.keys] for held in (one, other)]
        return weights[0] == weights[1] and one.value_unit == other.value_unit
    if parts[0] is None or parts[1] is None:
        return parts[0] is parts[1]
    named = [[level for level in part.levels if isinstance(level, str)] for part in parts if part]
    return parts[0].unit == parts[1].unit and named[0] == named[1]


def require_same_worlds(sides: Sequence[ComparedRun]) -> None:
    """Raise UserError unless all runs hold the same worlds of the same seed."""
    first = sides[0]
    for side in sides[1:]:
        if side.seed != first.seed:
            raise UserError(
                f"{side.name} has seed {side.seed} and {first.name} {first.seed}: their random draws differ, and "
                "cannot be paired. Play both with the same --seed"
            )
        if not side.table.column("world").equals(first.table.column("world")):
            cure = "Play both with the same --worlds and --first; a world that broke a rule has no row"
            raise UserError(f"{side.name} and {first.name} do not hold the same worlds. {cure}")


def compare(*runs: ComparedRun | Outcome) -> dict[str, list[Difference]]:
    """Return what differs between the first run and each of the others, by the name of the other.

    Measures of a party bear its key, as us_worth.  UserError if the runs are not of the same worlds and seed, or if
    two have one name.
    """
    first = ComparedRun.of(runs[0]) if runs and isinstance(runs[0], Outcome) else next(iter(runs), None)
    words = words_of(first.scenario) if isinstance(first, ComparedRun) else usual_words()
    return {name: measures_by_key(found, words) for name, found in compare_by_side(*runs).items()}


def measures_by_key(found: Sequence[Difference], words: PartyWords) -> list[Difference]:
    """Return differences whose measures of a party bear its key, and what it is called."""
    return [replace(d, measure=words.text(d.measure), meaning=words.text(d.meaning)) for d in found]


def compare_by_side(*runs: ComparedRun | Outcome) -> dict[str, list[Difference]]:
    """Return the same with measures of a party by its side, as party_a_worth."""
    sides = [ComparedRun.of(run) if isinstance(run, Outcome) else run for run in runs]
    names = [side.name for side in sides]
    if len(sides) < 2 or len(set(names)) < len(names):
        raise UserError(
            f"compare takes two runs or more, each with a name of its own; found {', '.join(names) or 'none'}"
        )
    require_same_worlds(sides)
    shown = measures(*(side.scenario for side in sides))
    return {side.name: differences(sides[0], side, shown) for side in sides[1:]}


def differences(one: ComparedRun, other: ComparedRun, shown: Sequence[Measure]) -> list[Difference]:
    """Return each measure in two runs, world by world."""
    before, after = (np.column_stack([measure_values(side, m) for m in shown]) for side in (one, other))
    between = after - before
    between[np.abs(between) <= TIE] = 0.0
    between[:, [not is_comparable(one.scenario, other.scenario, m) for m in shown]] = np.nan
    known = np.isfinite(between)
    intervals = mean_intervals(between, known)
    return [
        paired_difference(measure, (before[rows, k], after[rows, k], between[rows, k]), intervals[k])
        for k, (measure, rows) in enumerate(zip(shown, known.T, strict=True))
    ]


def paired_difference(measure: Measure, paired: tuple[Array, Array, Array], interval: Interval) -> Difference:
    """Return a measure from its values in the reference, in the other and their differences, (worlds,) each."""
    before, after, between = paired
    if not len(between):
        return Difference(measure.name, measure.unit, measure.meaning, 0, *[None] * 7)
    mean, deviation = float(between.mean()), float(between.std(ddof=1)) if len(between) > 1 else 0.0
    alone = len(between) < 2 or deviation <= TIE
    low, high = NO_INTERVAL if is_few(len(between), int((between != 0).sum())) else interval
    return Difference(
        measure=measure.name,
        unit=measure.unit,
        meaning=measure.meaning,
        worlds=len(between),
        reference=float(before.mean()),
        other=float(after.mean()),
        difference=mean,
        low=low,
        high=high,
        effect=mean / deviation if not alone else None if mean else 0.0,
        moved=float((between != 0).mean()),
    )
