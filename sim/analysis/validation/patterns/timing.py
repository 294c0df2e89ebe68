"""Patterns 1 to 3: when deals are signed.

1   share of deals signed in the last 10 days before the deadline then in force: 6 of 8 in 2025
2   share of worlds with a signature, also one voided later, in the 40 days before the vote: a
    vice-minister called one "nonexistent" on 28 April 2025
3   median day of deals: 30 days after the vote or later, as in 2025 (57 days after); and signatures
    a world-day among worlds still talking, days 30 to 60 after the vote over days 0 to 30

The hazard of 3 is of first signatures, in the worlds with daily series; one half is added to each
count, since there may be none in the first 30 days.
"""

from dataclasses import replace

import numpy as np

from sim.analysis.exact_intervals import quantile, rate_ratio
from sim.analysis.validation.patterns.pattern import Pattern, missing_pattern, share_pattern, value_pattern
from sim.core.worlds import Array, Flags, Whole
from sim.runs.run import Outcome
from sim.runs.summary import LATE_DAYS

EARLY = 40  # days before the vote
FORMED = 30  # days after the vote by which a government stands in most worlds
COUNTED = ", from the day the pause began"  # of days, which pages say as dates
MEDIAN_DAY, DAYS = f"median day of deals{COUNTED}", "days"
ONE_HALF = (
    "{late} + 0.5 first signatures in {late_days} days of worlds, over {early} + 0.5 in {early_days} "
    "({able} able to sign)"
)
MEDIAN_RANGE = "the range: from 30 days after the vote to the last day that is simulated"


def clustering(outcome: Outcome) -> list[Pattern]:
    """Return pattern 1: deals cluster before the deadline then in force."""
    if not outcome.loaded.scenario.has_deadline:
        return [missing_pattern(1, "no deadline in this scenario", (0.6, 1.0))]
    left, agreed = outcome.column("days_left"), outcome.column("agreed")
    late = np.nan_to_num(left, nan=np.inf) < LATE_DAYS
    name = f"deals signed in the last {LATE_DAYS} days before the deadline in force"
    return [share_pattern(1, name, late, agreed, (0.6, 1.0), "6 of 8 deals of 2025")]


def vote_day(outcome: Outcome) -> int | None:
    """Return the day of the vote, null without one."""
    election = outcome.loaded.scenario.main_election
    return None if election is None else outcome.calendar.day_number(election.date)


def caretaker(outcome: Outcome) -> list[Pattern]:
    """Return pattern 2: a caretaker hardly ever signs in the weeks before the vote."""
    vote, day = vote_day(outcome), outcome.column("first_signature")
    if vote is None:
        return [missing_pattern(2, "no election in this scenario", (0.0, 0.05))]
    signed = (np.nan_to_num(day, nan=-1) >= vote - EARLY) & (np.nan_to_num(day, nan=np.inf) < vote)
    name = f"worlds with a signature in the {EARLY} days before the vote"
    return [share_pattern(2, name, signed, np.ones(len(day)), (0.0, 0.05), "vice-minister, 28 April 2025: nonexistent")]


def after_the_vote(outcome: Outcome) -> list[Pattern]:
    """Return pattern 3: deals come once a government stands."""
    vote, horizon = vote_day(outcome), float(outcome.calendar.horizon)
    if vote is None:
        reason = "no election in this scenario"
        return [missing_pattern(3, reason, (None, horizon)), missing_pattern(3, reason, (1.0, None))]
    day, evidence = outcome.column("day"), "the deal of 2025 came 57 days after the vote"
    span, deals = (float(vote + FORMED), horizon), int(np.isfinite(day).sum())
    median = value_pattern(3, MEDIAN_DAY, quantile(day, 0.5), span, evidence, deals)
    return [replace(median, unit=DAYS, detail=MEDIAN_RANGE), rise(outcome, vote)]


def rise(outcome: Outcome, vote: int) -> Pattern:
    """Return how much the hazard of signing rises a month after the vote."""
    talking = outcome.series["talking"]
    first = outcome.column("first_signature")[: talking.shape[1]]
    early, late = (hazard(talking, first, since, since + FORMED) for since in (vote, vote + FORMED))
    name = (
        f"chance a day that a world still in talks signs first, {FORMED} to {2 * FORMED} days after the vote, over "
        f"that in the first {FORMED} days after it"
    )
    evidence = "no deal in the first 30 days after 3 June 2025"
    found = value_pattern(3, name, rate_ratio(late, early), (1.0, None), evidence, len(first))
    able = days_able(talking, first, outcome.column("handover")[: len(first)], vote)
    figures = {"late": late[0], "late_days": late[1], "early": early[0], "early_days": early[1], "able": able}
    return replace(found, detail=ONE_HALF.format(**{name: f"{figure:,.0f}" for name, figure in figures.items()}))


def hazard(talking: Array, first: Array, since: int, until: int) -> tuple[float, float]:
    """Return first signatures on the days from `since` to before `until`, and the world-days they took.

    talking  1 where the talks are open at the end of a day     (days, worlds)
    first    day of the first signature, nan without one        (worlds,)
    """
    days, risk = days_at_risk(talking, first, since, until)
    return float((risk & (first == days)).sum()), float(risk.sum())


def days_able(talking: Array, first: Array, formed: Array, vote: int) -> float:
    """Return on how many world-days of the early window a government could sign: from the day it is `formed` on."""
    days, risk = days_at_risk(talking, first, vote, vote + FORMED)
    return float((risk & (days >= np.nan_to_num(formed, nan=-np.inf))).sum())


def days_at_risk(talking: Array, first: Array, since: int, until: int) -> tuple[Whole, Flags]:
    """Return the days of a window, (days, 1), and where worlds still talk, nothing signed before, (days, worlds)."""
    days = np.arange(max(since, 1), min(until, len(talking)))[:, None]
    return days, (talking[days[:, 0] - 1] > 0) & (np.nan_to_num(first, nan=np.inf) >= days)
