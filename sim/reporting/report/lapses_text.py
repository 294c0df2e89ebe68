"""What the report on a vote says of the pause: when it lapses, which deals are voided, and how the talks then end."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

import numpy as np

from sim.analysis.compare import ComparedRun
from sim.analysis.lapses import lapse_days, stopped_at_lapse, would_go_on
from sim.core.worlds import Flags
from sim.reporting.report import vote_words as said
from sim.reporting.report.government_words import and_list
from sim.reporting.report.scenario_words import chance_text
from sim.runs.summary import float_column


def lapses_text(sides: Sequence[ComparedRun]) -> str:
    """Return on which days the pause lapses, in how many worlds of each run, and what follows."""
    days = [lapse_days(side) for side in sides]
    every = np.unique(np.concatenate([held[np.isfinite(held)] for held in days]))
    if not len(every):
        return said.NO_LAPSE
    pause = sides[0].scenario.calendar.pause
    dates = [(pause + timedelta(days=int(day))).strftime("%-d %B") for day in every]
    counts = [counts_text([held == day for held in days]) for day in every]
    told = [said.LAPSE_DAY.format(day=when, count=held) for when, held in zip(dates, counts, strict=True)]
    worlds = f"{sides[0].table.num_rows:,}"
    held = said.LAPSES.format(worlds=worlds, days=and_list(told), never=never_text(sides), names=said.LAPSE_NAMES)
    return f"{held}{voided_text(sides)} {stopped_text(sides[0])}"


def never_text(sides: Sequence[ComparedRun]) -> str:
    """Return in how many worlds the pause does not lapse, and that a deal comes first where one does in all of them."""
    never = [np.isnan(lapse_days(side)) for side in sides]
    signed = [float_column(side.table, "agreed") == 1 for side in sides]
    sure = all(bool(deal[among].all()) for deal, among in zip(signed, never, strict=True))
    return (said.DEAL_FIRST if sure else said.NEVER).format(count=counts_text(never))


def voided_of(side: ComparedRun) -> Flags:
    """Return where the pause lapses and a deal was voided, (worlds,)."""
    return np.asarray((float_column(side.table, "reopened") == 1) & np.isfinite(lapse_days(side)))


def voided_text(sides: Sequence[ComparedRun]) -> str:
    """Return in how many worlds that lapse a deal was voided, when these were signed, and by whom they were voided."""
    voided = [voided_of(side) for side in sides]
    if not any(among.any() for among in voided):
        return ""
    early = [
        among & (float_column(side.table, "first_signature") <= lapse_days(side))
        for among, side in zip(voided, sides, strict=True)
    ]
    late = [among & ~first for among, first in zip(voided, early, strict=True)]
    counts = {name: counts_text(held) for name, held in {"count": voided, "early": early, "late": late}.items()}
    told = said.VOIDED.format(**counts, days=sides[0].scenario.deadline.after_lapse.days)
    return told + voided_by(sides[0])


def voided_by(side: ComparedRun) -> str:
    """Return who did not let the last deal of such worlds stand, and in how many a new one holds."""
    among, reasons = voided_of(side), list(void_reasons(side))
    if not reasons:
        return ""
    again = int((among & (float_column(side.table, "agreed") == 1)).sum())
    signed = said.SIGNED_AGAIN.format(count=f"{again:,}") if again else ""
    return said.VOIDED_BY.format(reasons=and_list(reasons), again=signed)


def void_reasons(side: ComparedRun) -> Iterator[str]:
    """Yield in how many worlds the last vote on a deal failed, by who voided it."""
    among, lags = voided_of(side), [held.vote_lag_days for held in side.scenario.assemblies]
    for text, column in ((said.BY_ASSEMBLY, "ratified"), (said.BY_WINNER, "honoured")):
        count = int((among & (float_column(side.table, column) == 0)).sum())
        if count:
            yield text.format(count=f"{count:,}", lag=max(lags, default=0))


def stopped_text(side: ComparedRun) -> str:
    """Return how many talks end as the pause lapses, and how the others without a deal end; nothing where none does."""
    stopped = stopped_at_lapse(side)
    if not stopped.any():
        return ""
    lapsed, none = np.isfinite(lapse_days(side)), float_column(side.table, "agreed") != 1
    left, voided = none & lapsed & ~stopped, float_column(side.table, "reopened") == 1
    counts = {"lapsed": lapsed, "stopped": stopped, "none": none, "left": left, "both": stopped | left}
    counts |= {"would": would_go_on(side), "worlds": np.ones(len(none), dtype=bool)}
    counts |= {
        "on": lapsed & ~stopped,
        "held": lapsed & ~stopped & ~none,
        "voided": left & voided,
        "never": left & ~voided,
    }
    also = int((none & stopped & voided).sum())
    return said.LAPSED_THEN.format(
        **{name: f"{int(among.sum()):,}" for name, among in counts.items()},
        more=said.AS_IN.format(count=also, stopped=counts["stopped"].sum()) if also else "",
        chance=chance_text(side.scenario.deadline.after_lapse.go_on),
    )


def counts_text(among: Sequence[Flags]) -> str:
    """Return the counts of some worlds, (worlds,) each, one after the other."""
    return said.LAPSE_AND.join(f"{int(held.sum()):,}" for held in among)
