"""At how many points a measure is within its range, what else it is, and what moves it.

A point at which a measure is null (no deal to measure, say) is not within range; such points are
counted apart too.  A pattern with several measures is within range where all of them are.  It holds
if that is so at 80 % of the points or more; nine of the eleven should.

    moved by   Spearman's rank correlation, over the points at which the measure is known, with each
               quantity.  Among Q quantities that do nothing the largest is, in 19 cases of 20, below
               z(1 - .025 / Q) / sqrt(n - 1) in size, n the number of points, by the normal limit

Source: C. Spearman (1904), American Journal of Psychology 15; E. B. Wilson (1927) for the interval.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.special import ndtri
from scipy.stats import rankdata

from sim.analysis.exact_intervals import wilson
from sim.analysis.validation.patterns import Pattern
from sim.analysis.validation.robustness.hypercube import Hypercube
from sim.core.worlds import Array, Flags, Whole
from sim.runs.summary import median_interval

NEEDED_SHARE = 0.8  # share of the points at which a pattern must be within range
NEEDED_PATTERNS = 9  # patterns that should hold
TOLD = 3  # quantities named for a measure
FEWEST = 10  # points for a correlation

Movers = tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class PointMeasure:
    """One measure over the points: counts of points, share within range and its interval, quantiles, movers."""

    number: int
    name: str
    wanted: str
    within: int
    null: int
    share: float
    low95: float | None
    high95: float | None
    spread: dict[str, float | None]
    movers: Movers


@dataclass(frozen=True)
class PatternVerdict:
    """One pattern over the points, by all its measures together; `null` counts points at which one is null."""

    number: int
    within: int
    null: int
    share: float
    low95: float | None
    high95: float | None
    movers: Movers

    @property
    def holds(self) -> bool:
        """Whether it is within range at enough points."""
        return self.share >= NEEDED_SHARE


@dataclass(frozen=True, eq=False)
class Robustness:
    """All patterns over all points.

    values  nan where null           (points, measures)
    inside  whether within range     (points, measures)
    worlds  that a measure rests on  (points, measures)
    spans   lowest and highest end of each measure's range; None where it is open
    chance  size of rank correlation that chance alone may give the largest of all quantities
    """

    name: str
    design: Hypercube
    seed: int
    measures: tuple[PointMeasure, ...]
    patterns: tuple[PatternVerdict, ...]
    values: Array
    inside: Flags
    worlds: Whole
    spans: tuple[tuple[float | None, float | None], ...]
    chance: float

    @property
    def patterns_holding(self) -> int:
        """How many patterns hold."""
        return sum(pattern.holds for pattern in self.patterns)


def assess_robustness(design: Hypercube, seed: int, rows: Sequence[Sequence[Pattern]]) -> Robustness:
    """Return what the patterns at every point come to."""
    values = np.array([[np.nan if p.value is None else p.value for p in row] for row in rows])
    inside = np.array([[p.ok for p in row] for row in rows])
    columns, places = list(zip(*rows, strict=True)), design.held_quantities.uniforms
    numbers = np.array([column[0].number for column in columns])
    parts = {int(n): numbers == n for n in np.unique(numbers)}
    return Robustness(
        name=Path(design.loaded.name).stem,
        design=design,
        seed=seed,
        measures=tuple(
            summarize_measure(column, values[:, k], inside[:, k], moved_by(values[:, k], places))
            for k, column in enumerate(columns)
        ),
        patterns=tuple(pattern_verdict(n, values[:, part], inside[:, part], places) for n, part in parts.items()),
        values=values,
        inside=inside,
        worlds=np.array([[p.worlds for p in row] for row in rows]),
        spans=tuple((column[0].low, most(column)) for column in columns),
        chance=by_chance(len(places), len(rows)),
    )


def summarize_measure(column: Sequence[Pattern], values: Array, inside: Flags, movers: Movers) -> PointMeasure:
    """Return one measure over the points."""
    within, null = int(inside.sum()), int(np.isnan(values).sum())
    share, ends = within / len(values), wilson(within, len(values))
    said = next((p for p in column if p.value is not None), column[0])
    wanted = said.range_text if len({p.range_text for p in column}) == 1 else f"{said.range_text.split(' to ')[0]} to *"
    name = f"{said.name} (put in)" if said.put_in else said.name
    return PointMeasure(said.number, name, wanted, within, null, share, *ends, median_interval(values), movers)


def most(column: Sequence[Pattern]) -> float | None:
    """Return the highest end of a range over the points; None where it is open."""
    return max((p.high for p in column if p.high is not None), default=None)


def pattern_verdict(number: int, values: Array, inside: Flags, places: Mapping[str, Array]) -> PatternVerdict:
    """Return one pattern over the points from its measures, (points, measures)."""
    flags: Flags = np.logical_and.reduce(inside, axis=1)
    within, null = int(flags.sum()), int(np.isnan(values).any(axis=1).sum())
    ends = wilson(within, len(flags))
    return PatternVerdict(number, within, null, within / len(flags), *ends, moved_by(flags, places))


def moved_by(values: Array | Flags, places: Mapping[str, Array]) -> Movers:
    """Return the quantities that move a measure most, with their rank correlations; none if it stands still."""
    held = np.asarray(values, dtype=float)
    known = np.isfinite(held)
    if known.sum() < FEWEST or np.ptp(held[known]) == 0 or not places:
        return ()
    own = centred_ranks(held[known][:, None])[:, 0]
    found = own @ centred_ranks(np.column_stack([place[known] for place in places.values()]))
    names = list(places)
    return tuple((names[k], float(found[k])) for k in np.argsort(-np.abs(found), kind="stable")[:TOLD])


def centred_ranks(columns: Array) -> Array:
    """Return the ranks of each column about their mean, scaled to length 1, (points, columns)."""
    ranks = rankdata(columns, axis=0)
    ranks -= ranks.mean(axis=0)
    return np.asarray(ranks / np.sqrt((ranks**2).sum(axis=0)))


def by_chance(quantities: int, points: int) -> float:
    """Return the size below which the largest of so many rank correlations lies by chance, 19 times of 20."""
    if quantities == 0:
        return 0.0
    return min(1.0, float(ndtri(1 - 0.025 / quantities)) / math.sqrt(points - 1))
