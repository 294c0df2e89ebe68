"""One measure beside its range: what it is, and how sure it is."""

from dataclasses import dataclass

import numpy as np

from sim.analysis.bootstrap import Interval
from sim.analysis.exact_intervals import wilson
from sim.core.worlds import Array, Flags
from sim.runs.summary import share_of_worlds

Range = tuple[float | None, float | None]


@dataclass(frozen=True)
class Pattern:
    """One measure of a pattern, with its range and its 95 % interval over worlds.

    `value` is null where nothing can be measured: no world qualifies, or the scenario lacks what it
    needs, and then `name` says what.  A range with one null end is open there and does not hold its
    other end: above 1, below 0.  The interval says what another draw of as many worlds might give,
    not what the assumptions leave open; it is null where there are too few worlds for one.  What is
    `put_in` follows from a figure of the scenario rather than from the rules: it is no test of these, and is
    shown to see that it comes out.  `detail` holds the figures that a measure was made of.  `unit` is "" for a share, a
    probability or a ratio, "days" for a day, counted from the day on which the pause began.
    """

    number: int
    name: str
    value: float | None
    low: float | None
    high: float | None
    evidence: str
    worlds: int
    low95: float | None = None
    high95: float | None = None
    put_in: bool = False
    detail: str = ""
    unit: str = ""

    @property
    def ok(self) -> bool:
        """Whether the value lies in the range."""
        if self.value is None:
            return False
        if self.low is None or self.high is None:
            return (self.low is None or self.value > self.low) and (self.high is None or self.value < self.high)
        return self.low <= self.value <= self.high

    @property
    def range_text(self) -> str:
        """The range in words."""
        if self.low is not None and self.high is not None:
            return f"{ends(self.low)} to {ends(self.high)}"
        return f"below {ends(self.high)}" if self.high is not None else f"above {ends(self.low)}"


def ends(value: float | None) -> str:
    """Return an end of a range."""
    return "" if value is None else f"{value:.2f}" if abs(value) < 10 else f"{value:.0f}"


def share_pattern(
    number: int, name: str, flags: Flags, among: Array | Flags, span: tuple[float, float], evidence: str
) -> Pattern:
    """Return a pattern that is a share of some worlds."""
    held, count = among.astype(bool), int(np.sum(among))
    return Pattern(
        number, name, share_of_worlds(flags, among), *span, evidence, count, *wilson(int(flags[held].sum()), count)
    )


def value_pattern(
    number: int, name: str, found: tuple[float | None, Interval], span: Range, evidence: str, worlds: int
) -> Pattern:
    """Return a pattern from a value and its interval."""
    value, interval = found
    return Pattern(number, name, value, *span, evidence, worlds, *interval)


def missing_pattern(number: int, reason: str, span: Range, *, put_in: bool = False) -> Pattern:
    """Return a pattern that cannot be measured in this scenario, with the reason."""
    return Pattern(number, reason, None, *span, "", 0, put_in=put_in)
