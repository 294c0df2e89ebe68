"""Deals before the vote against deals after it: raw, made comparable, and in the same worlds.

Three answers to one question, each to another version of it:

    raw          mean of the deals signed before the vote less that of those signed after it, in one
                 run.  Worlds that sign early are other worlds: they are in more of a hurry, or less
                 bound.  This is what an observer of deals would see.
    comparable   the same among worlds that might have done either: with p the chance to sign before,
                 by a logistic regression on what was drawn for a world (weights, paces, beliefs),
                 those that sign before count 1 - p and those that sign after p (overlap weights).
                 The means of all draws are then nearly the same in both groups: the largest gap left is
                 told.  It removes what the draws explain, not what they do not.
    same worlds  the scenario played again with a signature that costs the caretaker nothing and
                 is sure to hold: in the worlds that sign after the vote at first and before it
                 then, the deal they sign then less the deal they signed at first.

Intervals are 95 %, by resampling worlds; the weights of `comparable` are held fixed.  Where an answer rests on fewer
than 30 worlds on one side, or on weights worth fewer, resampling knows too few of them: it is marked `few`, and has no
interval.

Source: D. Rosenbaum and P. Rubin (1983), "The central role of the propensity score in observational
studies for causal effects", Biometrika 70(1), 41-55; F. Li, K. Morgan and A. Zaslavsky (2018), "Balancing
covariates via propensity score weighting", Journal of the American Statistical Association 113(521),
390-400.
"""

from dataclasses import dataclass, replace

import numpy as np

from sim.analysis.bootstrap import FEWEST, NO_INTERVAL, mean_interval, weighted_difference_interval
from sim.analysis.compare import NAMES, ComparedRun, Measure, measure_values
from sim.analysis.overlap_weights import DrawGaps, draw_gaps, effective_sample_size, overlap_weights, standardized_draws
from sim.core.worlds import Array, Flags
from sim.runs.summary import float_column
from sim.scenario.party_words import words_of

EARLY = "before_election"


@dataclass(frozen=True)
class VoteEffect:
    """A difference, before less after, with its interval and the worlds behind it; None where there are none.

    There is no interval of few.  The means are those that are subtracted, weighted as they are.
    """

    difference: float | None
    low: float | None
    high: float | None
    before: int
    after: int
    mean_before: float | None = None
    mean_after: float | None = None

    @property
    def few(self) -> bool:
        """Whether fewer than FEWEST worlds are behind it on one side."""
        return min(self.before, self.after) < FEWEST


@dataclass(frozen=True)
class Contrast:
    """A measure and its three answers.

    effective   how many equal worlds the weighted ones are worth
    gap         what is left between the weighted means of draws
    """

    measure: str
    unit: str
    raw: VoteEffect
    comparable: VoteEffect
    same_worlds: VoteEffect
    effective: float | None
    gap: DrawGaps | None = None

    @property
    def few(self) -> dict[str, bool]:
        """Which answers rest on fewer than FEWEST worlds on one side, or on as little weight."""
        light = self.effective is None or self.effective < FEWEST
        return {"raw": self.raw.few, "comparable": light or self.comparable.few, "same_worlds": self.same_worlds.few}


@dataclass(frozen=True, eq=False)
class VoteGroups:
    """Which worlds are set against each other, (worlds,) each.

    before, after  those that sign before the vote, and after it
    sooner         those that sign after it as set, and before it with a free and certain signature
    weights        overlap weights of those before, and of those after; 0 of all others
    gap            what is left between their weighted means of draws
    """

    before: Flags
    after: Flags
    sooner: Flags
    weights: tuple[Array, Array]
    gap: DrawGaps | None = None

    @property
    def effective(self) -> float | None:
        """How many equal worlds the weights of the lighter side are worth; None where a side has no world."""
        if not (self.before.any() and self.after.any()):
            return None
        return min(effective_sample_size(weight) for weight in self.weights)


def contrast_measures(side: ComparedRun) -> list[Measure]:
    """Return what is compared: the terms and what they are worth."""
    issues = [Measure(name, part.unit, "", True) for name, part in side.scenario.issues.items() if part.on_table]
    dear = "bn USD a year at the reference weights"
    return [*issues, *[Measure(f"{party}_value_fixed", dear, "", True) for party in NAMES]]


def signed_before_after(side: ComparedRun) -> tuple[Flags, Flags]:
    """Return the worlds whose deal was signed before the vote, and those whose deal was signed after it."""
    phase = np.array(side.table.column("phase").to_pylist())
    return phase == EARLY, (phase != EARLY) & (phase != "none")


def first_signed_before(side: ComparedRun) -> int:
    """Return in how many worlds something is signed before the vote, also if that is voided later; 0 without a vote."""
    if not side.scenario.elections:
        return 0
    last = max(election.date for election in side.scenario.elections.values())
    vote = (last - side.scenario.calendar.pause).days
    return int((float_column(side.table, "first_signature") < vote).sum())  # nan, nothing signed, is not below


def vote_groups(plain: ComparedRun, free: ComparedRun) -> VoteGroups:
    """Return which worlds are set against each other; `free` is the same scenario with a free and certain signature."""
    before, after = signed_before_after(plain)
    weights = overlap_weights(standardized_draws(plain), before, after)
    gap = draw_gaps(plain, weights) if before.any() and after.any() else None
    return VoteGroups(before, after, signed_before_after(free)[0] & after, weights, gap)


def contrasts(plain: ComparedRun, free: ComparedRun, groups: VoteGroups | None = None) -> list[Contrast]:
    """Return each measure's three answers, of the groups of both runs, which are formed where they are not given.

    Measures of a party bear its key, as us_value_fixed.
    """
    words = words_of(plain.scenario)
    return [replace(found, measure=words.text(found.measure)) for found in contrasts_by_side(plain, free, groups)]


def contrasts_by_side(plain: ComparedRun, free: ComparedRun, groups: VoteGroups | None = None) -> list[Contrast]:
    """Return the same with measures of a party by its side, as party_b_value_fixed."""
    held = vote_groups(plain, free) if groups is None else groups
    return [measure_contrast(measure, plain, free, held) for measure in contrast_measures(plain)]


def measure_contrast(measure: Measure, plain: ComparedRun, free: ComparedRun, groups: VoteGroups) -> Contrast:
    """Return the three answers of one measure."""
    held, then = measure_values(plain, measure), measure_values(free, measure)
    comparable = weighted_difference(held, *groups.weights)
    light = groups.effective is None or groups.effective < FEWEST
    return Contrast(
        measure.name,
        measure.unit,
        raw=weighted_difference(held, groups.before.astype(float), groups.after.astype(float)),
        comparable=replace(comparable, low=None, high=None) if light else comparable,
        same_worlds=same_worlds_difference(then, held, groups.sooner),
        effective=groups.effective,
        gap=groups.gap,
    )


def weighted_difference(held: Array, one: Array, other: Array) -> VoteEffect:
    """Return the weighted mean of some worlds less that of others; weights (worlds,), 0 for who is left out."""
    known = np.isfinite(held)
    one, other = np.where(known, one, 0.0), np.where(known, other, 0.0)
    counts = int((one > 0).sum()), int((other > 0).sum())
    if not all(counts):
        return VoteEffect(None, None, None, *counts)
    filled = np.where(known, held, 0.0)
    few = min(counts) < FEWEST
    low, high = NO_INTERVAL if few else weighted_difference_interval(filled, one, other)
    means = [float((weight * filled).sum() / weight.sum()) for weight in (one, other)]
    return VoteEffect(means[0] - means[1], low, high, *counts, *means)


def same_worlds_difference(then: Array, held: Array, rows: Flags) -> VoteEffect:
    """Return the mean of what some worlds sign then less what they sign as set, (worlds,) each."""
    known = rows & np.isfinite(then - held)
    if not known.any():
        return VoteEffect(None, None, None, 0, 0)
    between, count = then[known] - held[known], int(known.sum())
    means = float(then[known].mean()), float(held[known].mean())
    return VoteEffect(float(between.mean()), *mean_interval(between)[1], count, count, *means)
