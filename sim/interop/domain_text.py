"""What a domain holds, in words for a terminal and as data."""

from collections.abc import Sequence
from typing import Any

from sim.interop.figures import level_text
from sim.interop.named_domain import KIND_NAMES, NamedDomain
from sim.interop.native import native_data
from sim.interop.solved import SolvedDomain, SolvedPoint

POINTS = {  # solution -> its name, and what it is where names differ
    "nash": ("Nash", "largest product of gains over no deal"),
    "kalai_smorodinsky": ("Kalai-Smorodinsky", "largest smaller share of the best rational gain"),
    "egalitarian": ("egalitarian", "largest smaller gain over no deal"),
    "utilitarian": ("largest sum", "of both values"),
    "minimum_difference": ("least difference", "of both values; GENIUS calls it Kalai-Smorodinsky"),
    "difference_of_shares": ("shares alike", "least difference of shares; NegMAS calls it Kalai-Smorodinsky"),
}
WIDE = 20
FIGURE = "{:.6g}"


def domain_lines(named: NamedDomain, solved: SolvedDomain | None) -> list[str]:
    """Return what a domain holds, line by line; without what is solved where its frontier is too large."""
    issues, width = named.issues, max(12, *(len(party) + 2 for party in named.parties))
    more = [*([KIND_NAMES[named.kind]] if named.kind else []), *([f"values in {named.unit}"] if named.unit else [])]
    head = "; ".join([f"{named.name}: {len(issues)} issues, {named.packages:,} packages", *more])
    sizes = ", ".join(f"{issue.name} {len(issue.levels)}" for issue in issues)
    rows = [
        ("", named.parties),
        ("no deal", tuple(map(FIGURE.format, named.reserves))),
        ("worst package", tuple(map(FIGURE.format, extreme_values(named, best=False)))),
        ("best package", tuple(map(FIGURE.format, extreme_values(named, best=True)))),
        ("discount", tuple("none" if d == 1 else FIGURE.format(d) for d in named.discounts)),
    ]
    lines = [head, f"{'levels':{WIDE}}{sizes}", *(table_line(title, cells, width) for title, cells in rows)]
    if solved is None:
        return [*lines, f"{'frontier':{WIDE}}too large to be listed, so that no solutions are given"]
    return [*lines, frontier_line(solved), *point_lines(named, solved, width)]


def table_line(title: str, cells: Sequence[str], width: int, more: str = "") -> str:
    """Return a line of the table."""
    return (f"{title:{WIDE}}" + "".join(f"{cell:{width}}" for cell in cells) + more).rstrip()


def frontier_line(solved: SolvedDomain) -> str:
    """Return how large the frontier is."""
    held = f"{len(solved.values):,} packages, {solved.rational:,} of them no worse than no deal to either"
    said = f"{'frontier':{WIDE}}{held}"
    if solved.rounded == solved.rational:
        return said
    return f"{said}\n{'':{WIDE}}({solved.rounded:,} if values of levels are rounded to 9 decimals first)"


def point_lines(named: NamedDomain, solved: SolvedDomain, width: int) -> list[str]:
    """Return the package that each solution picks, with its values."""
    if not solved.points:
        return [f"{'solutions':{WIDE}}none: no package is worth as much as no deal to both"]
    lines = []
    for name, point in solved.points.items():
        cells = tuple(map(FIGURE.format, point.values))
        lines.append(table_line(POINTS[name][0], cells, width, "; ".join(map(level_text, point.package))))
    return lines


def extreme_values(named: NamedDomain, best: bool) -> tuple[float, float]:
    """Return what the best or the worst package is worth to each party."""
    first, second = (sum(float(row.max() if best else row.min()) for row in named.levels_of(side)) for side in (0, 1))
    return first, second


def domain_data(named: NamedDomain, solved: SolvedDomain | None) -> dict[str, Any]:
    """Return what a domain holds, as data; null for what is not known as its frontier is too large."""
    return {
        "name": named.name,
        "kind": named.kind or None,
        "unit": named.unit or None,
        "packages": named.packages,
        "parties": list(named.parties),
        "reserves": list(named.reserves),
        "reserves_stated": list(named.stated),
        "discounts": list(named.discounts),
        "frontier": None if solved is None else len(solved.values),
        "frontier_rational": None if solved is None else solved.rational,
        "frontier_rational_of_rounded_values": None if solved is None else solved.rounded,
        "points": {name: point_data(named, point) for name, point in (solved.points if solved else {}).items()},
        "notes": list(named.notes),
        "domain": native_data(named),
    }


def point_data(named: NamedDomain, point: SolvedPoint) -> dict[str, Any]:
    """Return the package that a solution picks, as data."""
    names = (issue.name for issue in named.issues)
    return {"values": list(point.values), "package": dict(zip(names, point.package, strict=True))}
