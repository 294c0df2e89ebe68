"""Deals before the vote against deals after it: raw, made comparable, and in the same worlds.

Three answers to one question, each to another version of it:

    raw          mean of the deals signed before the vote less that of those signed after it, in one
                 run.  Worlds that sign early are other worlds: they are in more of a hurry, or less
                 bound.  This is what an observer of deals would see.
    comparable   the same among worlds that might have done either: with p the chance to sign before,
                 by a logistic regression on what was drawn for a world (weights, paces, beliefs),
                 those that sign before count 1 - p and those that sign after p (overlap weights).
                 Both groups then have the same means of all draws.  It removes what the draws
                 explain, not what they do not.
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

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from sim.analysis.bootstrap import FEWEST, NO_INTERVAL, mean_interval, weighted_difference_interval
from sim.analysis.compare import NAMES, ComparedRun, Measure, measure_values
from sim.core.errors import UserError
from sim.core.functions import logistic
from sim.core.worlds import Array, Flags
from sim.runs.chunk import Tick
from sim.runs.run import run
from sim.scenario.loading import LoadedScenario, load

RIDGE = 1.0  # pull of the regression's coefficients toward 0, on standardized draws
EARLY = "before_election"


@dataclass(frozen=True)
class VoteEffect:
    """A difference, before less after, with its interval and the worlds behind it; None where there are none.

    There is no interval of few.
    """

    difference: float | None
    low: float | None
    high: float | None
    before: int
    after: int

    @property
    def few(self) -> bool:
        """Whether fewer than FEWEST worlds are behind it on one side."""
        return min(self.before, self.after) < FEWEST


@dataclass(frozen=True)
class Contrast:
    """A measure and its three answers; `effective` is how many equal worlds the weighted ones are worth."""

    measure: str
    unit: str
    raw: VoteEffect
    comparable: VoteEffect
    same_worlds: VoteEffect
    effective: float | None

    @property
    def few(self) -> dict[str, bool]:
        """Which answers rest on fewer than FEWEST worlds on one side, or on as little weight."""
        light = self.effective is None or self.effective < FEWEST
        return {"raw": self.raw.few, "comparable": light or self.comparable.few, "same_worlds": self.same_worlds.few}


def costless_signature_settings(loaded: LoadedScenario) -> list[str]:
    """Return the settings with which a caretaker's signature costs nothing and is sure to hold.

    UserError for a scenario without a vote.
    """
    require_vote(loaded)
    spec = loaded.scenario
    holder = spec.korea.governments[spec.korea.in_office]
    free = [f"korea.governments.{spec.korea.in_office}.audience_cost=0"] if holder.audience_cost else []
    return [*free, "election.honour=certain"]


def play_with_free_signature(
    scenario: str | Path,
    settings: Sequence[str] = (),
    worlds: int | None = None,
    seed: int | None = None,
    tick: Tick | None = None,
    workers: int | None = 1,
) -> tuple[ComparedRun, ComparedRun]:
    """Return a scenario as it is, and in the same worlds with a signature that is free and sure to hold.

    `settings` change both, as "a.b=c"; `tick` is called with the share of the work done, 0 to 1.
    UserError for a scenario without a vote.
    """
    loaded = load(scenario, settings)
    free = load(scenario, [*settings, *costless_signature_settings(loaded)])
    count, told = worlds or loaded.scenario.worlds, tick or (lambda share: None)
    plain = run(loaded, count, seed, tick=lambda share: told(share / 2), workers=workers)
    sure = run(free, count, seed, tick=lambda share: told(0.5 + share / 2), workers=workers)
    return ComparedRun.of(plain), ComparedRun.of(sure)


def shares_signed_before_vote(
    scenario: str | Path, cases: Mapping[str, Sequence[str]], worlds: int | None = None, seed: int | None = None
) -> dict[str, float]:
    """Return the share of worlds with a signature before the vote, also one voided later, by case.

    A case is a list of settings, as "a.b=c"; the day is that of the scenario's own vote, which a case may take
    away.  UserError for a scenario without a vote.
    """
    vote = require_vote(load(scenario))
    found = {}
    for name, settings in cases.items():
        outcome = run(load(scenario, settings), worlds, seed)
        found[name] = float((outcome.column("first_signature") < outcome.calendar.day_number(vote)).mean())
    return found


def require_vote(loaded: LoadedScenario) -> date:
    """Return the date of a scenario's vote; UserError without one."""
    if loaded.scenario.election is None:
        raise UserError(f"{loaded.shown} has no vote that deals could be signed before or after")
    return loaded.scenario.election.date


def contrast_measures(side: ComparedRun) -> list[Measure]:
    """Return what is compared: the terms and what they are worth."""
    issues = [Measure(name, part.unit, "", True) for name, part in side.scenario.issues.items() if part.on_table]
    dear = "bn USD a year at the reference weights"
    return [*issues, *[Measure(f"{party}_value_fixed", dear, "", True) for party in NAMES]]


def signed_before_after(side: ComparedRun) -> tuple[Flags, Flags]:
    """Return the worlds whose deal was signed before the vote, and those whose deal was signed after it."""
    phase = np.array(side.table.column("phase").to_pylist())
    return phase == EARLY, (phase != EARLY) & (phase != "none")


def contrasts(plain: ComparedRun, free: ComparedRun) -> list[Contrast]:
    """Return each measure's three answers; `free` is the same scenario with a free and certain signature."""
    before, after = signed_before_after(plain)
    sooner = signed_before_after(free)[0] & after
    weights = overlap_weights(standardized_draws(plain), before, after)
    effective = min(effective_sample_size(weight) for weight in weights) if before.any() and after.any() else None
    found = []
    for measure in contrast_measures(plain):
        held, then = measure_values(plain, measure), measure_values(free, measure)
        comparable = weighted_difference(held, *weights)
        light = effective is None or effective < FEWEST
        found.append(
            Contrast(
                measure.name,
                measure.unit,
                raw=weighted_difference(held, before.astype(float), after.astype(float)),
                comparable=replace(comparable, low=None, high=None) if light else comparable,
                same_worlds=same_worlds_difference(then - held, sooner),
                effective=effective,
            )
        )
    return found


def standardized_draws(side: ComparedRun) -> Array:
    """Return what was drawn for each world, standardized, (worlds, draws)."""
    table = side.table
    columns = [
        n for n in table.column_names if b"draw of" in (table.schema.field(n).metadata or {}).get(b"meaning", b"")
    ]
    held = np.column_stack([np.ones(table.num_rows), *[table.column(name).to_numpy() for name in columns]])
    spread = held.std(axis=0)
    return np.asarray((held - held.mean(axis=0))[:, spread > 0] / spread[spread > 0])


def overlap_weights(covariates: Array, before: Flags, after: Flags) -> tuple[Array, Array]:
    """Return the overlap weights of the worlds that sign before and of those that sign after, (worlds,) each."""
    rows = before | after
    if not before.any() or not after.any():
        return np.zeros(len(before)), np.zeros(len(before))
    chance = np.zeros(len(before))
    chance[rows] = propensity_scores(np.column_stack([np.ones(rows.sum()), covariates[rows]]), before[rows])
    return np.where(before, 1 - chance, 0.0), np.where(after, chance, 0.0)


def propensity_scores(covariates: Array, treated: Flags) -> Array:
    """Return the chance that each world says yes, (worlds,), by a logistic regression on what is seen of it."""
    target = treated.astype(float)

    def loss(held: Array) -> tuple[float, Array]:
        score = np.einsum("wd,d->w", covariates, held)
        slope = np.einsum("wd,w->d", covariates, logistic(score) - target)
        pulled = np.concatenate([[0.0], held[1:]])
        cost = (np.logaddexp(0, score) - target * score).sum() + RIDGE * (pulled**2).sum() / 2
        return float(cost), slope + RIDGE * pulled

    found = minimize(loss, np.zeros(covariates.shape[1]), jac=True, method="L-BFGS-B").x
    return np.asarray(logistic(np.einsum("wd,d->w", covariates, found)))


def effective_sample_size(weight: Array) -> float:
    """Return how many worlds of equal weight are worth as much as these."""
    return float(weight.sum() ** 2 / (weight**2).sum())


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
    mean = (one * filled).sum() / one.sum() - (other * filled).sum() / other.sum()
    return VoteEffect(float(mean), low, high, *counts)


def same_worlds_difference(difference: Array, rows: Flags) -> VoteEffect:
    """Return the mean of differences within worlds."""
    held = difference[rows & np.isfinite(difference)]
    if not len(held):
        return VoteEffect(None, None, None, 0, 0)
    return VoteEffect(float(held.mean()), *mean_interval(held)[1], len(held), len(held))
