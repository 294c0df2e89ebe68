"""Patterns that a credible baseline shows: each measured, beside the range it should fall in.

The ranges come from what was observed in 2025, as far as it was; they are not targets.  A pattern that
fails is shown as failing, and one that follows from what was put in is said to be no test.  Every measure and its
evidence stand at the head of its module: when (`timing`), the deadline (`extension`), what (`terms`), who gains
(`actual_share`), the run-up (`burst`), defence (`bundling`), a dearer signature (`audience_cost`) and the carmakers'
bills (`bills`); intervals are in `intervals`.
"""

from collections.abc import Callable

from sim.analysis.validation.patterns.actual_share import surplus
from sim.analysis.validation.patterns.audience_cost import dearer_signature
from sim.analysis.validation.patterns.bills import tariff_bills
from sim.analysis.validation.patterns.bundling import defence_apart
from sim.analysis.validation.patterns.burst import late_burst
from sim.analysis.validation.patterns.extension import extensions
from sim.analysis.validation.patterns.pattern import Pattern
from sim.analysis.validation.patterns.terms import farms, precedent
from sim.analysis.validation.patterns.timing import after_the_vote, caretaker, clustering
from sim.runs.run import Outcome

__all__ = ["FROM_THE_RUN", "Pattern", "measure_patterns"]

PatternMeasure = Callable[[Outcome], list[Pattern]]

FROM_THE_RUN: list[PatternMeasure] = [  # those that need nothing but the run
    *(clustering, caretaker, after_the_vote, precedent, late_burst, farms, tariff_bills)
]
FROM_REPLAYS: list[PatternMeasure] = [  # those that play its worlds again, or more of them
    *(extensions, surplus, defence_apart, dearer_signature)
]


def measure_patterns(outcome: Outcome) -> list[Pattern]:
    """Return every pattern measured on a run, by number."""
    found = [pattern for measure in (*FROM_THE_RUN, *FROM_REPLAYS) for pattern in measure(outcome)]
    return sorted(found, key=lambda pattern: pattern.number)
