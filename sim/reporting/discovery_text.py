"""Where in a sweep something happens, as text and as plain data."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from sim.analysis.bootstrap import Interval
from sim.analysis.discovery.boxes import BoxFigures, Limit, within
from sim.analysis.discovery.cases import CaseFactor
from sim.analysis.discovery.discover import DiscoveredBox, Discovery
from sim.analysis.discovery.stability import AT_LEAST, AT_MOST, SEARCHES, BoxSide
from sim.reporting.words import count_text
from sim.scenario.schema.tree import unit_of_factor

FEW = "fewer than 30 cases are of interest: boxes of so few may be chance"
NO_DRAWS = "no interval: fewer than 30 points, sets of random draws or cases of interest to draw again"


def number_text(value: float) -> str:
    """Return a limit as it is shown."""
    return f"{value:.4g}"


def shown_limit(factor: CaseFactor, limit: Limit) -> Limit:
    """Return a limit as it is shown: at values that stand at points where only these make sense."""
    if isinstance(limit, frozenset) or not factor.listed:
        return limit
    left = factor.values[within(factor, limit)]
    return (float(left.min()), float(left.max())) if len(left) else limit


def limit_text(factor: CaseFactor, limit: Limit) -> str:
    """Return what a limit leaves, in words."""
    if isinstance(limit, frozenset):
        return ", ".join(factor.choices[place] for place in sorted(limit))
    low, high = sorted(shown_limit(factor, limit))
    return f"{number_text(low)} to {number_text(high)}"


def bound_text(factor: CaseFactor, limit: Limit, whole: Limit) -> str:
    """Return a limit in words, without an end that is the whole's own."""
    if isinstance(limit, frozenset) or isinstance(whole, frozenset):
        return limit_text(factor, limit)
    low, high = sorted(shown_limit(factor, limit))
    if limit[0] == whole[0]:
        return f"{AT_MOST} {number_text(high)}"
    return f"{AT_LEAST} {number_text(low)}" if limit[1] == whole[1] else limit_text(factor, limit)


def side_text(factor: CaseFactor, side: BoxSide, ours: Limit) -> str:
    """Return one side of a box in words."""
    if isinstance(ours, frozenset):
        return f"one of {limit_text(factor, ours)}"
    low, high = sorted(shown_limit(factor, ours))
    return f"{side.kind} {number_text(low if side.kind == AT_LEAST else high)}"


def share_text(value: float, interval: Interval) -> str:
    """Return a share with its interval, if it has one."""
    low, high = interval
    return f"{value:.2f}" if low is None or high is None else f"{value:.2f} [{low:.2f} to {high:.2f}]"


def small_text(value: float | None) -> str:
    """Return a probability, the small ones as below a bound."""
    return "-" if value is None else "<.001" if value < 0.001 else f"{value:.3f}"


def discovery_lines(found: Discovery, name: str) -> list[str]:
    """Return all that was found, as lines."""
    lines = head_lines(found, name)
    for number, box in enumerate(found.boxes, 1):
        lines += ["", *box_lines(found, box, number)]
    if not found.boxes:
        lines += ["", "no box: no cut of a single factor makes the cases of interest denser"]
    return [*lines, "", *tree_lines(found)]


def head_lines(found: Discovery, name: str) -> list[str]:
    """Return of how many cases it is, and how many of these have no value."""
    cases, hits = int(found.cases.there.sum()), int(found.cases.interest.sum())
    points = len(found.cases.there)
    missing = found.cases.there.size - cases
    lucks = f"{found.cases.lucks:,} sets of random draws" + (", the same at all points" if found.cases.crossed else "")
    lines = [
        f"{name}: where {found.cases.condition.text}",
        f"cases       {cases:,} worlds at {points:,} points, {lucks}",
        f"interest    {hits:,} of them, a share of {hits / cases:.3f}",
    ]
    lines.append(f"by point    {spread_text(found)}")
    if missing:
        lines.append(f"left out    {missing:,} worlds that could not be played")
    for column, count in found.cases.nulls.items():
        lines.append(f"no value    {column} in {count:,} cases, where a comparison with it is false")
    return [*lines, *([f"few         {FEW}"] if found.few else [])]


def spread_text(found: Discovery) -> str:
    """Return how far the share of interest differs between points: what boxes can find, the rest being random draws."""
    counts = found.cases.counts()
    shares = counts.hits[counts.cases > 0] / counts.cases[counts.cases > 0]
    low, high = np.quantile(shares, [0.05, 0.95])
    span = f"{low:.2f} to {high:.2f} at nine points of ten, {shares.max():.2f} at most"
    return f"shares from {span}; the rest is random draws"


def box_lines(found: Discovery, box: DiscoveredBox, number: int) -> list[str]:
    """Return a box: how good it is, and its sides."""
    figures, held = box.figures, box.stability
    limited = f"{len(figures.restricted)} of {count_text(len(found.cases.factors), 'factor')} limited"
    not_dense = "" if box.dense else f"; no box reaches a density of {found.rules.density:g}: the largest excess"
    rest = "" if number == 1 else ", of what is outside those before"
    lines = [
        f"box {number} ({box.chosen} of 0 to {len(box.trajectory) - 1} on the way{rest}): {limited}{not_dense}",
        f"  coverage    {share_text(figures.coverage, held.coverage)} of the cases of interest lie in it",
        f"  density     {share_text(figures.density, held.density)} of the cases in it are of interest",
        f"  mass        {share_text(figures.mass, held.mass)} of all cases lie in it",
    ]
    if held.optimism is None:
        lines.append(f"  {NO_DRAWS}")
    else:
        lines.append(f"  optimism    {held.optimism:+.3f}: what its density may lose on other points and draws")
    return [*lines, "", *side_lines(found, box)]


def side_lines(found: Discovery, box: DiscoveredBox) -> list[str]:
    """Return a table with a row for each side of a box."""
    held, factors = box.stability, found.cases.factors
    rows = [["limit", "", "of", "density without", "quasi-p", "resampled p", "reproduced"]]
    for side in sorted(held.sides, key=lambda side: side.density_without):
        k = side.factor
        again = "-" if held.by_coverage is None else f"{100 * held.by_coverage[k]:.0f} %"
        if held.by_density is not None:
            again += f", {100 * held.by_density[k]:.0f} %"
        whole = limit_text(factors[k], found.whole.limits[k])
        tests = [f"{side.density_without:.2f}", small_text(side.quasi_p), small_text(side.resampled_p), again]
        limit = side_text(factors[k], side, box.figures.box.limits[k])
        rows.append([factors[k].path, limit, f"{whole} {unit_of_factor(factors[k].path)}".rstrip(), *tests])
    return table_lines(rows)


def table_lines(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return rows of text in columns."""
    wide = [max(len(row[k]) for row in rows) for k in range(len(rows[0]))]
    return ["  " + "  ".join(f"{cell:{width}}" for cell, width in zip(row, wide, strict=True)).rstrip() for row in rows]


def tree_lines(found: Discovery) -> list[str]:
    """Return the parts of the tree, the densest first."""
    rows = [
        ["density", "coverage", "mass", "part"],
        *(
            [f"{leaf.density:.2f}", f"{leaf.coverage:.2f}", f"{leaf.mass:.2f}", leaf_text(found, leaf)]
            for leaf in found.leaves
        ),
    ]
    return ["a tree as second opinion (CART), its parts, the densest first:", *table_lines(rows)]


def leaf_text(found: Discovery, leaf: BoxFigures) -> str:
    """Return the limits of a part of the tree in words."""
    factors = found.cases.factors
    limits = [
        f"{factors[k].path} {bound_text(factors[k], leaf.box.limits[k], found.whole.limits[k])}"
        for k in leaf.restricted
    ]
    return "; ".join(limits) or "all cases"


def discovery_data(found: Discovery) -> dict[str, Any]:
    """Return all that was found as plain data; shares are 0 to 1, limits in the units of the paths."""
    points, worlds = found.cases.there.shape
    return {
        "where": found.cases.condition.text,
        "points": points,
        "worlds_a_point": worlds,
        "sets_of_draws": found.cases.lucks,
        "cases": int(found.cases.there.sum()),
        "of_interest": int(found.cases.interest.sum()),
        "no_value": found.cases.nulls,
        "few": found.few,
        "searches": SEARCHES,
        "boxes": [box_data(found, box) for box in found.boxes],
        "tree": [figures_data(found, leaf) for leaf in found.leaves],
    }


def figures_data(found: Discovery, figures: BoxFigures) -> dict[str, Any]:
    """Return a box and how good it is as plain data."""
    factors = found.cases.factors
    shares = {name: getattr(figures, name) for name in ("cases", "hits", "coverage", "density", "mass")}
    return shares | {
        "limits": {factors[k].path: limit_data(factors[k], figures.box.limits[k]) for k in figures.restricted}
    }


def limit_data(factor: CaseFactor, limit: Limit) -> list[float] | list[str]:
    """Return low and high of a number, or the choices that are left."""
    if isinstance(limit, frozenset):
        return [factor.choices[place] for place in sorted(limit)]
    return [float(end) for end in np.sort(shown_limit(factor, limit))]  # type: ignore[arg-type]


def box_data(found: Discovery, box: DiscoveredBox) -> dict[str, Any]:
    """Return a box, its sides and its way as plain data."""
    held, factors = box.stability, found.cases.factors
    sides = [
        {
            "factor": factors[side.factor].path,
            "limit": side_text(factors[side.factor], side, box.figures.box.limits[side.factor]),
            "density_without": side.density_without,
            "quasi_p": side.quasi_p,
            "resampled_p": side.resampled_p,
            "reproduced_by_coverage": held.by_coverage and held.by_coverage[side.factor],
            "reproduced_by_density": held.by_density and held.by_density[side.factor],
        }
        for side in held.sides
    ]
    intervals = {f"{name}_interval": list(getattr(held, name)) for name in ("coverage", "density", "mass")}
    return {
        "chosen": box.chosen,
        "dense": box.dense,
        **figures_data(found, box.figures),
        **intervals,
        "optimism": held.optimism,
        "sides": sides,
        "trajectory": [figures_data(found, figures) for figures in box.trajectory],
    }
