"""All patterns: those that a run alone can answer, and those that play its worlds again, or more of them."""

from sim.analysis.validation.patterns import QUICK, Pattern, PatternMeasure
from sim.analysis.validation.patterns.actual_share import surplus
from sim.analysis.validation.patterns.audience_cost import dearer_signature
from sim.analysis.validation.patterns.bills import tariff_bills
from sim.analysis.validation.patterns.bundling import defence_apart
from sim.analysis.validation.patterns.extension import extensions
from sim.runs.run import Outcome

FROM_THE_RUN: list[PatternMeasure] = [*QUICK, tariff_bills]  # those that need nothing but the run
FROM_REPLAYS: list[PatternMeasure] = [  # those that play its worlds again, or more of them
    *(extensions, surplus, defence_apart, dearer_signature)
]


def measure_patterns(outcome: Outcome) -> list[Pattern]:
    """Return every pattern measured on a run, by number."""
    found = [pattern for measure in (*FROM_THE_RUN, *FROM_REPLAYS) for pattern in measure(outcome)]
    return sorted(found, key=lambda pattern: pattern.number)
