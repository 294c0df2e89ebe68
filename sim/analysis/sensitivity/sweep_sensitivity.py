"""Outcomes of a sweep and what moves them: the methods asked for, and what is worth finding out."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.analysis.bootstrap import LEVEL
from sim.analysis.point_worlds import PointWorlds
from sim.analysis.resampling_units import require_enough_lucks
from sim.analysis.sensitivity.cross_worlds import variance_over_rows
from sim.analysis.sensitivity.factor_sample import FactorSample, factor_sample
from sim.analysis.sensitivity.information import INFORMATION, tells_information
from sim.analysis.sensitivity.method import IndexEstimate, SensitivityMethod
from sim.analysis.sensitivity.no_deal import OF_DEALS, OutcomeGaps, read_outcomes
from sim.analysis.sensitivity.rare import warn_of_rare
from sim.analysis.sensitivity.registry import chosen_methods
from sim.analysis.sensitivity.resampling import estimate_indices
from sim.core.errors import UserError
from sim.sweeps.designs.design import Design
from sim.sweeps.storage.reader import Sweep


@dataclass(frozen=True)
class MethodIndices:
    """The indices of an outcome by one method."""

    method: str
    leading: str
    says: str
    caveats: tuple[str, ...]
    estimates: tuple[IndexEstimate, ...]


@dataclass(frozen=True)
class OutcomeSensitivity:
    """What moves an outcome.

    unit, mean    over points and worlds
    assumptions   share of the variance of a single world that lies between points; the rest is random draws
    gaps          worlds without a value, and the rule for them
    information   how far the interval of the answer would shrink; empty where the design does not allow to tell
    warnings      what makes its intervals doubtful
    """

    measure: str
    unit: str
    mean: float
    assumptions: float
    gaps: OutcomeGaps
    methods: tuple[MethodIndices, ...]
    information: tuple[IndexEstimate, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class SweepSensitivity:
    """What moves outcomes of a sweep; `level` is that of the intervals, `lucks` how many sets of random draws."""

    name: str
    design: str
    points: int
    worlds_a_point: int
    lucks: int
    seed: int
    level: float
    factors: tuple[str, ...]
    outcomes: tuple[OutcomeSensitivity, ...]


def sensitivity(
    swept: Sweep,
    of: Sequence[str],
    methods: Sequence[str] | None = None,
    no_deal: str = OF_DEALS,
    level: float = LEVEL,
) -> SweepSensitivity:
    """Return what moves outcomes of an opened sweep, by the methods of some names, or by its design's own.

    UserError if the sweep is not finished, a method does not fit the design, an outcome is no number, has no mean at
    some point, is the same at all, hardly ever differs, or was played in too few sets of random draws.
    """
    plan = swept.require_complete().plan
    chosen = chosen_methods(plan.design, methods)
    names = list(dict.fromkeys(of))
    if not names:
        raise UserError("no outcome was named: name one at least, as agreed")
    read = read_outcomes(swept, names, no_deal)
    lucks = read[names[0]][0].lucks
    require_enough_lucks(lucks, names[0])
    outcomes = [outcome_sensitivity(*read[name], plan.design, chosen, level) for name in names]
    return SweepSensitivity(
        name=plan.name,
        design=plan.design.kind,
        points=plan.design.points,
        worlds_a_point=plan.worlds,
        lucks=lucks,
        seed=plan.seed,
        level=level,
        factors=tuple(plan.design.paths),
        outcomes=tuple(outcomes),
    )


def outcome_sensitivity(
    outcome: PointWorlds, gaps: OutcomeGaps, design: Design, methods: Sequence[SensitivityMethod], level: float = LEVEL
) -> OutcomeSensitivity:
    """Return what moves one outcome; UserError where it has no mean at some point, or hardly ever differs."""
    sample = factor_sample(outcome, design)
    warnings, assumptions = warn_of_rare(sample), share_of_assumptions(sample, outcome)
    if assumptions == 0:
        raise UserError(
            f"{sample.measure} differs between points no more than random draws make it: no index can be given. "
            "Take more worlds a point, wider ranges, or another outcome"
        )
    return OutcomeSensitivity(
        measure=sample.measure,
        unit=outcome.unit,
        mean=float(sample.values.mean()),
        assumptions=assumptions,
        gaps=gaps,
        methods=tuple(method_indices(method, sample, level) for method in methods),
        information=tuple(estimate_indices(INFORMATION, sample, level)) if tells_information(sample, design) else (),
        warnings=tuple(warnings),
    )


def method_indices(method: SensitivityMethod, sample: FactorSample, level: float = LEVEL) -> MethodIndices:
    """Return the indices of an outcome by a method."""
    found = tuple(estimate_indices(method, sample, level))
    return MethodIndices(method.name, method.leading, method.says, tuple(method.caveats), found)


def share_of_assumptions(sample: FactorSample, outcome: PointWorlds) -> float:
    """Return the share of the variance of a single world that lies between points; 1 if nothing is drawn at random."""
    rows = sample.independent_rows().values
    once = np.ones((1, len(rows))), np.ones((1, rows.shape[1]))
    between = max(float(variance_over_rows(rows - rows.mean(), *once)[0]), 0.0)
    counts = np.isfinite(outcome.values).sum(axis=1)
    kept = outcome.values[counts > 1]
    within = float(np.mean(np.nanvar(kept, axis=1, ddof=1))) if len(kept) else 0.0
    return between / (between + within)
