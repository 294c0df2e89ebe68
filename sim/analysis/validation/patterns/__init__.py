"""Patterns that a credible baseline shows: each measured, beside the range it should fall in.

The ranges come from what was observed in 2025, as far as it was; they are not targets.  A pattern that
fails is shown as failing, and one that follows from what was put in is said to be no test.  Every measure and its
evidence stand at the head of its module: when (`timing`), the deadline (`extension`), what (`terms`), who gains
(`actual_share`), the run-up (`burst`), defence (`bundling`), a dearer signature (`audience_cost`) and the carmakers'
bills (`bills`); intervals are in `intervals`.
"""

from collections.abc import Callable

from sim.analysis.validation.patterns.burst import late_burst
from sim.analysis.validation.patterns.pattern import Pattern
from sim.analysis.validation.patterns.terms import farms, precedent
from sim.analysis.validation.patterns.timing import after_the_vote, caretaker, clustering
from sim.runs.run import Outcome

__all__ = ["QUICK", "Pattern", "PatternMeasure"]

PatternMeasure = Callable[[Outcome], list[Pattern]]

QUICK: list[PatternMeasure] = [  # those that need nothing but the run, and no library that takes long to import
    *(clustering, caretaker, after_the_vote, precedent, late_burst, farms)
]
