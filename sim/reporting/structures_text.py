"""Headline results over all structures, in lines of text and as plain data."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from sim.analysis.bootstrap import FEWEST, FEWEST_DIFFERENT
from sim.analysis.validation.structures.choices import Structure
from sim.analysis.validation.structures.verdict import (
    FEW,
    HOLDS,
    OPEN,
    OPPOSITE,
    HeadlineSummary,
    HeadlineVerdict,
    StructuralEnsemble,
)

MARKS = {HOLDS: "+", OPPOSITE: "-", OPEN: ".", FEW: "?"}
HEAD = (
    f"{'result':26}{'sign':>5}{HOLDS:>7}{OPPOSITE:>10}{OPEN:>6}{FEW:>5}{'survives':>10}"
    "   median difference [lowest to highest], half-width"
)
NOTES = (
    f"+ {HOLDS}: the 95 % interval of the mean paired difference lies on the side that theory expects;",
    f"- {OPPOSITE}: on the other side; . {OPEN}: it holds 0;",
    f"? {OPEN} ({FEW}): fewer than {FEWEST} worlds compared, or fewer than {FEWEST_DIFFERENT} that differ;",
    "half-width: sampling error within one structure; lowest to highest: what these choices of rules leave open",
)


def structures_lines(found: StructuralEnsemble, name: str, worlds: int, seed: int) -> list[str]:
    """Return the whole report: what was played, each result, where it flips, and every structure."""
    distinct = len(found.structures)
    return [
        f"{name}: headline results in {distinct} distinct structures of {found.declared} combinations, "
        f"{worlds:,} worlds each, paired; seed {seed}",
        "",
        HEAD,
        *(summary_line(number, summary) for number, summary in enumerate(found.summaries, start=1)),
        "",
        *grid_lines(found),
        *NOTES,
        "",
        *flip_lines(found.summaries),
        *(f"{one} gives the same as {other}" for one, other in found.same_as.items()),
    ]


def summary_line(number: int, summary: HeadlineSummary) -> str:
    """Return one result over the structures as a line."""
    headline = summary.headline
    counts = f"{summary.count(HOLDS):7}{summary.count(OPPOSITE):10}{summary.count(OPEN):6}{summary.count(FEW):5}"
    sign = "+" if headline.sign > 0 else "-"
    span = f"{difference_span(summary.verdicts)} {headline.unit} ({headline.source})"
    return f"{f'{number} {headline.name}':26}{sign:>5}{counts}{summary.share:10.0%}   {span}"


def difference_span(verdicts: Sequence[HeadlineVerdict]) -> str:
    """Return the median of the differences, the lowest and highest, and the median half-width of their intervals.

    Of structures where enough is compared.
    """
    enough = [verdict for verdict in verdicts if verdict.worlds >= FEWEST]
    known = [verdict.difference for verdict in enough if verdict.difference is not None]
    if not known:
        return "-"
    half = np.median([verdict.half_width for verdict in enough])
    return f"{np.median(known):+.3f} [{min(known):+.3f} to {max(known):+.3f}], {half:.3f}"


def grid_lines(found: StructuralEnsemble) -> list[str]:
    """Return a line for each structure with the mark of each result."""
    kinds = list(found.structures[0].choices)
    numbers = "".join(f"{number:>3}" for number in range(1, len(found.summaries) + 1))
    return [
        "".join(f"{kind:13}" for kind in kinds) + numbers,
        *(
            structure_cells(structure)
            + "".join(f"{MARKS[summary.verdicts[row].word]:>3}" for summary in found.summaries)
            for row, structure in enumerate(found.structures)
        ),
    ]


def structure_cells(structure: Structure) -> str:
    """Return the choices of a structure in columns."""
    return "".join(f"{choice:13}" for choice in structure.choices.values())


def flip_lines(summaries: Sequence[HeadlineSummary]) -> list[str]:
    """Return a line for each result whose sign is the opposite somewhere, with the structures in which it is."""
    told = [(summary, summary.where(OPPOSITE)) for summary in summaries]
    return [
        f"{summary.headline.name} flips in: {'; '.join(structure.name for structure in flipped)}"
        for summary, flipped in told
        if flipped
    ]


def structures_data(found: StructuralEnsemble, worlds: int, seed: int) -> dict[str, Any]:
    """Return the whole report as plain data."""
    return {
        "worlds": worlds,
        "seed": seed,
        "combinations": found.declared,
        "distinct": len(found.structures),
        "same_as": dict(found.same_as),
        "results": [summary_data(summary) for summary in found.summaries],
    }


def summary_data(summary: HeadlineSummary) -> dict[str, Any]:
    """Return one result over the structures as plain data, with every verdict."""
    headline = summary.headline
    return {
        "result": headline.name,
        "sign": headline.sign,
        "unit": headline.unit,
        "source": headline.source,
        "reference": headline.reference,
        "other": headline.other,
        **{word: summary.count(word) for word in MARKS},
        "survives": summary.share,
        "structures": [verdict_data(verdict) for verdict in summary.verdicts],
    }


def verdict_data(verdict: HeadlineVerdict) -> dict[str, Any]:
    """Return a result in one structure as plain data."""
    figures = ("worlds", "moved", "difference", "low95", "high95")
    return {
        **verdict.structure.choices,
        **{name: getattr(verdict, name) for name in figures},
        "verdict": verdict.word,
    }
