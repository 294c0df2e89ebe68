"""Patterns that a credible baseline shows: each measured, beside the range it should fall in.

The ranges come from what was seen in 2025 and are wide on purpose; they are not targets.  A
pattern that fails is shown as failing.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from sim.meeting import no_deal
from sim.play import Outcome
from sim.summary import LATE, share
from sim.talks import Talks
from sim.tradeoff import path, walks_through
from sim.worlds import Array, Flags, Whole

RATE = 15.0  # percent; what peers were given in 2025
EARLY = 40  # days before the vote


@dataclass(frozen=True)
class Pattern:
    """One measure of a pattern, with its range; `value` is null where nothing can be measured."""

    number: int
    name: str
    value: float | None
    low: float
    high: float
    evidence: str
    worlds: int

    @property
    def ok(self) -> bool:
        """Whether the value lies in the range."""
        return self.value is not None and self.low <= self.value <= self.high


def measured(
    number: int, name: str, flags: Flags, among: Array | Flags, span: tuple[float, float], evidence: str
) -> Pattern:
    """Return a pattern that is a share of some worlds."""
    return Pattern(number, name, share(flags, among), *span, evidence, int(np.sum(among)))


def clustering(outcome: Outcome) -> list[Pattern]:
    """Return pattern 1: deals cluster before the deadline then in force."""
    left, agreed = outcome.column("days_left"), outcome.column("agreed")
    late = np.nan_to_num(left, nan=np.inf) < LATE
    name = f"deals signed in the last {LATE} days before the deadline in force"
    return [measured(1, name, late, agreed, (0.6, 1.0), "6 of 8 deals of 2025")]


def caretaker(outcome: Outcome) -> list[Pattern]:
    """Return pattern 2: a caretaker hardly ever signs in the weeks before the vote."""
    election = outcome.loaded.scenario.election
    if election is None:
        return [Pattern(2, "no election in this scenario", None, 0.0, 0.05, "", 0)]
    vote, day = outcome.calendar.day(election.date), outcome.column("first_signature")
    signed = (np.nan_to_num(day, nan=-1) >= vote - EARLY) & (np.nan_to_num(day, nan=np.inf) < vote)
    name = f"worlds with a signature in the {EARLY} days before the vote"
    return [measured(2, name, signed, np.ones(len(day)), (0.0, 0.05), "vice-minister, 28 April 2025: nonexistent")]


def precedent(outcome: Outcome) -> list[Pattern]:
    """Return pattern 5: cars at a peer's rate after a peer's deal, not without one."""
    place = outcome.loaded.scenario.industry.tariff
    at = outcome.column(place) == RATE
    agreed, peer = outcome.column("agreed") > 0, outcome.column("peer_deal") > 0
    return [
        measured(
            5,
            "cars at 15 % in deals signed after a peer's 15 %",
            at,
            agreed & peer,
            (0.6, 1.0),
            "Japan, EU, Korea 2025",
        ),
        measured(
            5, "cars at 15 % in deals signed without one", at, agreed & ~peer, (0.0, 0.45), "no such deal in 2025"
        ),
    ]


def burst(outcome: Outcome) -> list[Pattern]:
    """Return pattern 6: a long flat stretch, then a burst of concessions."""
    kept = len(next(iter(outcome.series.values()))[0])
    start, end = outcome.column("handover")[:kept], outcome.column("day")[:kept]
    worlds = np.flatnonzero(np.isfinite(start) & np.isfinite(end) & (end > start))
    shares = [late_share(outcome.series[f"{side}_offered"], start, end, worlds) for side in ("us", "korea")]
    both = np.concatenate(shares)
    held = both[np.isfinite(both)]
    value = float(held.mean()) if len(held) else None
    name = "part of a side's concessions made in the last fifth of the time from hand-over to deal, mean"
    return [Pattern(6, name, value, 0.4, 1.0, "no figure moved before 22 July 2025", len(worlds))]


def late_share(offered: Array, start: Array, end: Array, worlds: Whole) -> Array:
    """Return for each of the worlds which part of a side's concession came in the last fifth; nan if it made none."""
    found = np.full(len(worlds), np.nan)
    for k, world in enumerate(worlds):
        made = offered[int(start[world]) : int(end[world]) + 1, world]
        known = made[np.isfinite(made)]
        if len(known) and known[-1] > known[0]:
            cut = made[: int(np.floor(0.8 * (len(made) - 1))) + 1]
            early = cut[np.isfinite(cut)]
            before = early[-1] if len(early) else known[0]
            found[k] = (known[-1] - before) / (known[-1] - known[0])
    return found


def bundling(outcome: Outcome) -> list[Pattern]:
    """Return pattern 8: the best package hardly changes when defence is put on the table."""
    spec, settings = outcome.loaded.scenario, outcome.settings
    security = [k for k, part in enumerate(spec.issues.values()) if part.track == "security"]
    if not security:
        return [Pattern(8, "no security issue in this scenario", None, 0.5, 1.0, "", 0)]
    without = best_package(Talks(spec, settings.worlds, settings.seed, settings.first), bundled=False)
    bundled = best_package(Talks(spec, settings.worlds, settings.seed, settings.first), bundled=True)
    same = (without == bundled).all(axis=1)
    name = "worlds whose Nash package on the trade-off path is the same, defence bundled or not"
    return [measured(8, name, same, np.ones(len(same)), (0.5, 1.0), "a negative-sum issue at central weights")]


def best_package(model: Talks, bundled: bool) -> Whole:
    """Return the package with the largest Nash product on the path of the true tables on day 0, (worlds, issues)."""
    issues, every = model.agenda.issues, np.arange(model.worlds)
    us, korea = model.administration.signed, model.mandate
    walks = walks_through(us, korea, model.agenda.bundled(tracks(model), bundled))
    way = path(walks, model.agenda.lapsed, np.ones((model.worlds, len(issues))))
    gains = [
        np.maximum(way.worth(table) - no_deal(model, standing, party, every)[:, None], 0.0)
        for table, standing, party in ((us, model.administration.standing, model.us), (korea, korea, model.korea))
    ]
    found = way.package((gains[0] * gains[1]).argmax(axis=1))
    model.release()
    return found


def tracks(model: Talks) -> tuple[str, ...]:
    """Return the track of each issue."""
    return tuple(part.track for part in model.spec.issues.values())


def farms(outcome: Outcome) -> list[Pattern]:
    """Return pattern 10: rice and beef stay closed."""
    if "farm_access" not in outcome.worlds.column_names:
        return [Pattern(10, "no farm issue in this scenario", None, 0.0, 0.05, "", 0)]
    full = np.array([level == "full" for level in outcome.worlds.column("farm_access").to_pylist()])
    return [
        measured(
            10,
            "deals with full farm access",
            full,
            outcome.column("agreed"),
            (0.0, 0.05),
            "none in the deal of July 2025",
        )
    ]


PATTERNS: list[Callable[[Outcome], list[Pattern]]] = [clustering, caretaker, precedent, burst, bundling, farms]


def patterns(outcome: Outcome) -> list[Pattern]:
    """Return every pattern measured on a run."""
    return [pattern for measure in PATTERNS for pattern in measure(outcome)]
