"""One measure beside its range: what it is, how sure it is, and how it is told."""

from dataclasses import dataclass

import numpy as np

from sim.analysis.validation.patterns.intervals import Interval, wilson
from sim.core.worlds import Array, Flags
from sim.runs.summary import share_of_worlds

Range = tuple[float | None, float | None]


@dataclass(frozen=True)
class Pattern:
    """One measure of a pattern, with its range and its 95 % interval over worlds.

    `value` is null where nothing can be measured: no world qualifies, or the scenario lacks what it
    needs, and then `name` says what.  A range with one null end is open there and does not hold its
    other end: above 1, below 0.  The interval says what another draw of as many worlds might give,
    not what the assumptions leave open; it is null where there are too few worlds for one.
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

    @property
    def ok(self) -> bool:
        """Whether the value lies in the range."""
        if self.value is None:
            return False
        if self.low is None or self.high is None:
            return (self.low is None or self.value > self.low) and (self.high is None or self.value < self.high)
        return self.low <= self.value <= self.high

    @property
    def line(self) -> str:
        """The pattern in a line of text."""
        verdict = "pass" if self.ok else "null" if self.value is None else "FAIL"
        around = (
            ""
            if self.low95 is None or self.high95 is None
            else f"[{short_figure(self.low95)} to {short_figure(self.high95)}]"
        )
        figure = "-" if self.value is None else short_figure(self.value)
        head = f"{self.number:3d} {figure:>8} {around:<20} {self.range_text:<13}"
        return f"{head} {verdict}  {self.name} ({self.worlds:,} worlds)"

    @property
    def range_text(self) -> str:
        """The range in words."""
        if self.low is not None and self.high is not None:
            return f"{ends(self.low)} to {ends(self.high)}"
        return f"below {ends(self.high)}" if self.high is not None else f"above {ends(self.low)}"


def short_figure(value: float) -> str:
    """Return a figure with three decimals, large ones with fewer."""
    return f"{value:.3f}" if abs(value) < 10 else f"{value:,.0f}"


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


def missing_pattern(number: int, reason: str, span: Range) -> Pattern:
    """Return a pattern that cannot be measured in this scenario, with the reason."""
    return Pattern(number, reason, None, *span, "", 0)
