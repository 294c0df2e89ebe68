"""Whether the sign of a result survives in a structure, and in how many structures it does.

    holds       the 95 % interval of the mean paired difference lies on the side that theory expects
    opposite    it lies on the other side
    open        it holds 0
    few         open for want of cases: fewer than 30 worlds are compared, or fewer than 6 of them differ

Six, since with fewer an exact test of signs cannot reject at 5 % though all point one way: 2 / 2^5 = .0625.
Structures that give the same in every world of every circumstance are one: the first stands for all, and
shares are of those that are distinct.

Source: B. Efron and R. Tibshirani (1993), "An Introduction to the Bootstrap", chapter 13; Q. McNemar (1947),
Psychometrika 12(2), for pairs that differ.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sim.analysis.bootstrap import FEWEST, FEWEST_DIFFERENT, Interval, mean_intervals
from sim.analysis.validation.structures.choices import Structure
from sim.analysis.validation.structures.headlines import HEADLINES, Headline, PlayedColumns
from sim.core.ties import TIE
from sim.core.worlds import Array

HOLDS, OPPOSITE, OPEN, FEW = "holds", "opposite", "open", "few"

StructureRuns = Mapping[str, PlayedColumns]  # by circumstance


@dataclass(frozen=True)
class HeadlineVerdict:
    """A headline result in one structure; the difference is None where no world is compared.

    worlds   compared
    moved    of these, those in which the figure differs
    """

    headline: Headline
    structure: Structure
    worlds: int
    moved: int
    difference: float | None
    low95: float | None
    high95: float | None

    @property
    def half_width(self) -> float:
        """Half the width of the 95 % interval, nan without one."""
        return np.nan if self.low95 is None or self.high95 is None else (self.high95 - self.low95) / 2

    @property
    def word(self) -> str:
        """The verdict in a word."""
        if self.worlds < FEWEST or self.moved < FEWEST_DIFFERENT:
            return FEW
        if self.low95 is None or self.high95 is None or self.low95 <= 0 <= self.high95:
            return OPEN
        return HOLDS if np.sign(self.low95) == self.headline.sign else OPPOSITE


@dataclass(frozen=True)
class HeadlineSummary:
    """A headline result over the distinct structures."""

    headline: Headline
    verdicts: tuple[HeadlineVerdict, ...]

    def count(self, word: str) -> int:
        """Return in how many structures the verdict is this word."""
        return sum(verdict.word == word for verdict in self.verdicts)

    @property
    def share(self) -> float:
        """Share of the structures in which the sign survives."""
        return self.count(HOLDS) / len(self.verdicts)

    def where(self, word: str) -> list[Structure]:
        """Return the structures in which the verdict is this word."""
        return [verdict.structure for verdict in self.verdicts if verdict.word == word]


@dataclass(frozen=True)
class StructuralEnsemble:
    """All headline results over all structures; `same_as` names of each that is not distinct the one it equals."""

    structures: tuple[Structure, ...]
    same_as: Mapping[str, str]
    summaries: tuple[HeadlineSummary, ...]

    @property
    def declared(self) -> int:
        """How many combinations of choices were played."""
        return len(self.structures) + len(self.same_as)


def judge_all(
    structures: Sequence[Structure], runs: Sequence[StructureRuns], vote: int, headlines: Sequence[Headline] = HEADLINES
) -> StructuralEnsemble:
    """Return what all structures say, given their runs and the day of the vote."""
    first: dict[bytes, Structure] = {}
    same_as: dict[str, str] = {}
    kept: list[Structure] = []
    verdicts: list[list[HeadlineVerdict]] = []
    for structure, played in zip(structures, runs, strict=True):
        other = first.setdefault(fingerprint(played), structure)
        if other is not structure:
            same_as[structure.name] = other.name
            continue
        kept.append(structure)
        verdicts.append(judge_structure(structure, played, vote, headlines))
    columns = zip(*verdicts, strict=True)
    summaries = [HeadlineSummary(headline, tuple(column)) for headline, column in zip(headlines, columns, strict=True)]
    return StructuralEnsemble(tuple(kept), same_as, tuple(summaries))


def fingerprint(runs: StructureRuns) -> bytes:
    """Return what is the same for two structures only if they give the same everywhere."""
    return b"".join(column.tobytes() for played in runs.values() for column in played.values())


def judge_structure(
    structure: Structure, runs: StructureRuns, vote: int, headlines: Sequence[Headline] = HEADLINES
) -> list[HeadlineVerdict]:
    """Return every headline result in one structure."""
    between = np.column_stack([headline.differences(runs, vote) for headline in headlines])
    between[np.abs(between) <= TIE] = 0.0
    intervals = mean_intervals(between, np.isfinite(between))
    return [
        headline_verdict(headline, structure, column, interval)
        for headline, column, interval in zip(headlines, between.T, intervals, strict=True)
    ]


def headline_verdict(headline: Headline, structure: Structure, between: Array, interval: Interval) -> HeadlineVerdict:
    """Return one headline result in one structure from its differences, (worlds,), nan where not compared."""
    known = between[np.isfinite(between)]
    mean = float(known.mean()) if len(known) else None
    moved = int(np.count_nonzero(known))
    return HeadlineVerdict(headline, structure, len(known), moved, mean, *interval)
