"""One line of a bench: what was measured, its unit, its spread, its setting, and the promise it is held to.

    median, least, most    of the values, in `unit`
    repeats                how many values there are
    spread_over            what they are values of: runs made one after the other, or parts of one run
    clock                  processor time of one process, or time on the wall

A ratio is worked out for each repeat from work done side by side, so that a machine that is slow for
a minute is slow for both; the median of such ratios says more than the ratio of two medians.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any, Literal

RUNS = "runs"
FIGURES = 4  # significant; machines do not repeat themselves more closely


@dataclass(frozen=True)
class Promise:
    """What the median, or each of the values, must not be above, or below; in the line's unit."""

    sense: Literal["at most", "at least"]
    limit: float
    each: bool = False

    def is_kept(self, values: Sequence[float]) -> bool:
        """Return whether values keep it."""
        worst = max(values) if self.sense == "at most" else min(values)
        value = worst if self.each else median(values)
        return value <= self.limit if self.sense == "at most" else value >= self.limit


@dataclass(frozen=True)
class BenchLine:
    """A measured figure; the keys of `setting` name their units, counts are counts."""

    bench: str
    what: str
    unit: str
    values: Sequence[float]
    setting: Mapping[str, Any] = field(default_factory=dict)
    spread_over: str = RUNS
    promise: Promise | None = None
    clock: Literal["processor", "wall"] | None = "processor"

    @property
    def as_data(self) -> dict[str, Any]:
        """The line as one flat JSON object."""
        held = {
            "bench": self.bench,
            "what": self.what,
            "unit": self.unit,
            "median": round_figure(median(self.values)),
            "least": round_figure(min(self.values)),
            "most": round_figure(max(self.values)),
            "repeats": len(self.values),
            "spread_over": self.spread_over,
            **({} if self.clock is None else {"clock": self.clock}),
            **{name: round_figure(v) if isinstance(v, float) else v for name, v in self.setting.items()},
        }
        if self.promise is not None:
            each = ", each" if self.promise.each else ""
            held["promise"] = f"{self.promise.sense} {self.promise.limit:g}{each}"
            held["kept"] = self.promise.is_kept(self.values)
        return held


def round_figure(value: float) -> float:
    """Return a value to a few significant figures."""
    return float(f"{value:.{FIGURES}g}")
