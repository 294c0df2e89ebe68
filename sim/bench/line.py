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
    """What a median must not be above, or below; in the line's unit."""

    sense: Literal["at most", "at least"]
    limit: float

    def kept(self, value: float) -> bool:
        """Return whether a median keeps it."""
        return value <= self.limit if self.sense == "at most" else value >= self.limit


@dataclass(frozen=True)
class Line:
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
    def told(self) -> dict[str, Any]:
        """The line as one flat JSON object."""
        held = {
            "bench": self.bench,
            "what": self.what,
            "unit": self.unit,
            "median": rounded(median(self.values)),
            "least": rounded(min(self.values)),
            "most": rounded(max(self.values)),
            "repeats": len(self.values),
            "spread_over": self.spread_over,
            **({} if self.clock is None else {"clock": self.clock}),
            **{name: rounded(v) if isinstance(v, float) else v for name, v in self.setting.items()},
        }
        if self.promise is not None:
            kept = self.promise.kept(median(self.values))
            held |= {"promise": f"{self.promise.sense} {self.promise.limit:g}", "kept": kept}
        return held


def rounded(value: float) -> float:
    """Return a value to a few significant figures."""
    return float(f"{value:.{FIGURES}g}")
