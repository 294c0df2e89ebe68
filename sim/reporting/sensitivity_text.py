"""What moves the outcomes of a sweep, in tables: indices with intervals, and what to find out next."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from sim.analysis.sensitivity.factor_sample import DUMMY
from sim.analysis.sensitivity.information import ANSWER, FEWEST_POINTS, HIGH_END, LOW_END, NORMAL_CASE, SHRINKAGE, WIDTH
from sim.analysis.sensitivity.method import IndexEstimate
from sim.analysis.sensitivity.no_deal import OutcomeGaps
from sim.analysis.sensitivity.sweep_sensitivity import MethodIndices, OutcomeSensitivity, SweepSensitivity
from sim.reporting.words import percent, with_unit

MOST_PAIRS = 6
NO_ENDS_NOTE = "without an interval: random draws may be all by which points differ"
NO_INFORMATION = (
    f"what to find out next: not given, as it needs {FEWEST_POINTS} points that are independent of each other "
    "(a base row has two)"
)
HALF_NOTE = "half: the same from the first half of the points; where the two part, more points are needed"


def sensitivity_lines(found: SweepSensitivity) -> list[str]:
    """Return all that a sweep says of what moves its outcomes."""
    lines = [
        f"{Path(found.name).stem}: {found.design} design, {found.points:,} points of {found.worlds_a_point:,} worlds, "
        f"seed {found.seed}",
        f"intervals of {100 * found.level:g} % are sampling error, over points and {found.lucks:,} sets of draws",
    ]
    for outcome in found.outcomes:
        lines += ["", *outcome_lines(outcome)]
    return lines


def outcome_lines(found: OutcomeSensitivity) -> list[str]:
    """Return what moves one outcome."""
    lines = [
        f"{with_unit(found.measure, found.unit)}: mean {figure(found.mean)}; of the variance of a single world "
        f"{percent(found.assumptions)} lies between points (assumptions), the rest is random draws"
    ]
    lines += gap_lines(found.gaps) + [f"doubtful: {warning}" for warning in found.warnings]
    for method in found.methods:
        lines += ["", *method_lines(method)]
    return [*lines, "", *(information_lines(found.information) if found.information else [NO_INFORMATION])]


def gap_lines(gaps: OutcomeGaps) -> list[str]:
    """Return which worlds have no value, and what was done; nothing where all have one."""
    lines = []
    if gaps.no_deal:
        share = f"{gaps.no_deal:,} of {gaps.worlds:,} worlds end without a deal and have no value"
        lines.append(f"{share}: {f'counted as {gaps.stands}' if gaps.stands else 'means are of deals'}")
    if gaps.other:
        lines.append(f"{gaps.other:,} of {gaps.worlds:,} worlds have no value for another reason: left out")
    if gaps.failed:
        lines.append(f"{gaps.failed:,} worlds could not be played: left out")
    return lines


def method_lines(found: MethodIndices) -> list[str]:
    """Return the table of a method, the largest leading index first, and the largest pairs."""
    single = [estimate for estimate in found.estimates if estimate.other is None]
    pairs = sorted((e for e in found.estimates if e.other is not None), key=lambda e: -abs(e.value))
    lines = [f"{found.method}: {found.says}", *index_table(single, found.leading)]
    if pairs:
        shown = f", the largest {MOST_PAIRS} of {len(pairs)}" if len(pairs) > MOST_PAIRS else ""
        lines.append(f"two together, beyond both alone{shown}")
        wide = max(len(pair_name(pair)) for pair in pairs[:MOST_PAIRS]) + 2
        lines += [f"  {pair_name(pair):{wide}}{with_ends(pair)}" for pair in pairs[:MOST_PAIRS]]
    notes = [HALF_NOTE] * any(e.half is not None for e in single) + [NO_ENDS_NOTE] * any(e.low is None for e in single)
    return [*lines, *notes, *found.caveats]


def pair_name(estimate: IndexEstimate) -> str:
    """Return two factors in words."""
    return f"{estimate.factor} with {estimate.other}"


def index_table(estimates: Sequence[IndexEstimate], leading: str) -> list[str]:
    """Return a row for each factor and a column for each index; the dummy input comes last."""
    by = {(e.index, e.factor): e for e in estimates}
    columns = list(dict.fromkeys(e.index for e in estimates))
    rows = rank_factors(estimates, leading)
    wide = max(map(len, rows)) + 2
    head = "".join(f"{column:<24}{'half':>6}  " for column in columns)
    lines = [f"  {'':{wide}}{head}".rstrip()]
    cells = {row: "".join(cell(by.get((column, row))) for column in columns) for row in rows}
    return [*lines, *(f"  {row:{wide}}{held}".rstrip() for row, held in cells.items())]


def rank_factors(estimates: Iterable[IndexEstimate], leading: str) -> list[str]:
    """Return factors by the size of their leading index, the largest first; those without it and the dummy last."""
    held = list(estimates)
    size = {e.factor: abs(e.value) for e in held if e.index == leading}
    return sorted(dict.fromkeys(e.factor for e in held), key=lambda name: (name == DUMMY, -size.get(name, -1.0)))


def cell(estimate: IndexEstimate | None) -> str:
    """Return an index with its interval, and the same from half of the points."""
    if estimate is None:
        return " " * 32
    half = "-" if estimate.half is None else figure(estimate.half)
    return f"{with_ends(estimate):<24}{half:>6}  "


def with_ends(estimate: IndexEstimate) -> str:
    """Return an index with its interval."""
    if estimate.low is None or estimate.high is None:
        return figure(estimate.value)
    return f"{figure(estimate.value)} [{figure(estimate.low)} to {figure(estimate.high)}]"


def figure(value: float) -> str:
    """Return a figure with as many digits as its size asks for."""
    return f"{value:z.2f}" if abs(value) < 100 else f"{value:,.0f}"


def information_lines(found: Sequence[IndexEstimate]) -> list[str]:
    """Return what would be worth finding out, the largest shrinkage first."""
    by = {(e.index, e.factor): e for e in found}
    width, low, high = (by[index, ANSWER] for index in (WIDTH, LOW_END, HIGH_END))
    held = sorted((e for e in found if e.index == SHRINKAGE), key=lambda e: (e.factor == DUMMY, -e.value))
    ranked = [e.factor for e in held]
    wide = max(map(len, ranked)) + 2
    lines = [
        f"what to find out next: the mean over random draws is {figure(low.value)} to {figure(high.value)} over the "
        f"points (80 % interval, width {with_ends(width)})",
        f"  {'':{wide}}{'shrinks it by':<24}{'if all were normal':<20}width left",
    ]
    for name in ranked:
        shrinks, normal = by[SHRINKAGE, name], by[NORMAL_CASE, name]
        left = width.value * (1 - shrinks.value)
        lines.append(f"  {name:{wide}}{shares(shrinks):<24}{f'{100 * normal.value:z.0f} %':<20}{figure(left)}")
    return lines


def shares(estimate: IndexEstimate) -> str:
    """Return a share with its interval in percent."""
    if estimate.low is None or estimate.high is None:
        return f"{100 * estimate.value:z.0f} %"
    return f"{100 * estimate.value:z.0f} % [{100 * estimate.low:z.0f} to {100 * estimate.high:z.0f}]"
