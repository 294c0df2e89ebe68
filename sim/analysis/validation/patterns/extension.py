"""Pattern 4: the deadline is likely to move once, less so again.

Measures: the share extended among worlds without a signature at the first deadline, about .7 of the partners of
2025; and the same at the second deadline, less than at the first.  A world counts if it is open and has not signed:
one whose deal was voided after that day met the deadline later, and is left out.

Both are **put in**: the chance of an extension is a rule of the scenario (`deadline.common`, `closeness`, `repeat`), so
that a pass shows that it comes out as it was put in, and is no test of the model.

Few worlds come to the second deadline, so more are played, in blocks as large as the run (of 250 worlds at least),
until 30 have come, or until `MOST_BLOCKS` blocks have been played besides: then it is null.
"""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from sim.analysis.validation.patterns.pattern import Pattern, missing_pattern, share_pattern
from sim.core.worlds import Array, Flags
from sim.runs.chunk import RunSettings
from sim.runs.run import Outcome, play

USUAL = (0.5, 0.85)  # chance of the first extension
NEEDED_WORLDS = 30  # that come to the second deadline
BESIDES = 2**40  # number from which worlds are played besides those of points
MOST_BLOCKS = 20  # played besides
LEAST_BLOCK = 250  # worlds of a block
WORDS = ("first", "second")
EVIDENCE = ("about .7 of partners, July 2025", "rarer after the letters of 7 July 2025: assumed")


def extensions(outcome: Outcome) -> list[Pattern]:
    """Return pattern 4; worlds are played besides where few come to the second deadline."""
    return extension_patterns(outcome, more_blocks(outcome))


def extension_patterns(outcome: Outcome, blocks: Iterator[Outcome]) -> list[Pattern]:
    """Return both measures; the second takes blocks of further worlds until enough have come to that deadline."""
    first = extension_pattern(outcome, 0, *extended_among([outcome], 0), USUAL)
    most = USUAL[1] if first.value is None else first.value
    played = [outcome]
    moved, among = extended_among(played, 1)
    while among.sum() < NEEDED_WORLDS and outcome.loaded.scenario.deadline.most > 1:
        block = next(blocks, None)
        if block is None:
            reason = f"fewer than {NEEDED_WORLDS} of {len(among):,} worlds come to the second deadline"
            return [first, missing_pattern(4, reason, (0.0, most), put_in=True)]
        played.append(block)
        moved, among = extended_among(played, 1)
    return [first, extension_pattern(outcome, 1, moved, among, (0.0, most))]


def extension_pattern(outcome: Outcome, before: int, moved: Flags, among: Flags, span: tuple[float, float]) -> Pattern:
    """Return how often a deadline that had been moved `before` times is moved again, (worlds,) each."""
    if outcome.loaded.scenario.deadline.most <= before:
        return missing_pattern(4, f"no {WORDS[before]} extension in this scenario", span, put_in=True)
    name = f"worlds without a deal at the {WORDS[before]} deadline in which it is extended"
    return replace(share_pattern(4, name, moved, among, span, EVIDENCE[before]), put_in=True)


def extended_among(played: list[Outcome], before: int) -> tuple[Flags, Flags]:
    """Return where a deadline moved `before` times moved again, and where it came without a deal, (worlds,) each."""
    moved, lapsed, signed = (
        np.concatenate([outcome.column(name) for outcome in played])
        for name in ("extensions", "lapsed", "first_signature")
    )
    day = played[0].calendar.deadline + before * played[0].loaded.scenario.deadline.extension_days
    return moved > before, unsigned_at_deadline(moved, lapsed, signed, before, day)


def unsigned_at_deadline(moved: Array, lapsed: Array, first: Array, before: int, deadline: int) -> Flags:
    """Return where a deadline that had been moved `before` times came without a signature so far, (worlds,)."""
    came = (moved > before) | ((moved == before) & (lapsed > 0))
    return np.asarray(came & ~(first <= deadline))  # nan, never signed, is not below


def more_blocks(outcome: Outcome) -> Iterator[Outcome]:
    """Yield further worlds of a run, block by block, each of as many as the run has, and of `LEAST_BLOCK` at least.

    Where quantities are held at points they are those of the run's own point, in worlds that no point has.
    """
    worlds, first, plan = outcome.settings.worlds, outcome.settings.first, outcome.settings.plan
    block = max(worlds, LEAST_BLOCK)
    begin = first + worlds if plan is None else BESIDES + MOST_BLOCKS * block * (first // worlds)
    held = None if plan is None else plan.at_point_of(first)
    for k in range(MOST_BLOCKS):
        settings = RunSettings(block, outcome.settings.seed, begin + k * block, plan=held, daily=0, in_full=0)
        yield play(outcome.loaded, settings)
