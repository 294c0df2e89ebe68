"""Patterns that a credible baseline shows: each measured, beside the range it should fall in.

The ranges come from what was seen in 2025 and are wide on purpose; they are not targets.  A
pattern that fails is shown as failing.  Every measure and its evidence stand at the head of its
module: when (`timing`), what (`terms`), the run-up (`burst`), defence (`bundling`), a dearer
signature (`audience_cost`) and the carmakers' bills (`bills`); intervals are in `intervals`.
"""

from collections.abc import Callable

from sim.analysis.validation.patterns.audience_cost import dearer_signature
from sim.analysis.validation.patterns.bills import tariff_bills
from sim.analysis.validation.patterns.bundling import defence_apart
from sim.analysis.validation.patterns.burst import late_burst
from sim.analysis.validation.patterns.pattern import Pattern
from sim.analysis.validation.patterns.terms import farms, precedent, surplus
from sim.analysis.validation.patterns.timing import after_the_vote, caretaker, clustering, extensions
from sim.runs.run import Outcome

__all__ = ["FROM_THE_RUN", "PATTERNS", "Pattern", "measure_patterns"]

PatternMeasure = Callable[[Outcome], list[Pattern]]

FROM_THE_RUN: list[PatternMeasure] = [  # those that need nothing but the run
    *(clustering, caretaker, after_the_vote, extensions, precedent, late_burst, surplus, farms, tariff_bills)
]
FROM_REPLAYS: list[PatternMeasure] = [defence_apart, dearer_signature]  # those that play its worlds again
PATTERNS = [*FROM_THE_RUN[:7], *FROM_REPLAYS, *FROM_THE_RUN[7:]]  # in the order of their numbers


def measure_patterns(outcome: Outcome) -> list[Pattern]:
    """Return every pattern measured on a run."""
    return [pattern for measure in PATTERNS for pattern in measure(outcome)]
