"""The tariff on cars agreed before the vote and after it: the share of each group's deals at each level."""

import numpy as np
import pyarrow as pa
from matplotlib.figure import Figure

from sim.analysis.before_after_vote import signed_before_after
from sim.analysis.compare import ComparedRun
from sim.core.worlds import Array, Flags
from sim.reporting.figures.car_terms import draw_levels, issue_unit
from sim.reporting.figures.comparison import levels_of_leading
from sim.reporting.figures.page import SINGLE, Page, describe
from sim.reporting.figures.style import count
from sim.reporting.package_text import in_words
from sim.reporting.words import label, percent


def figure(side: ComparedRun, page: Page = SINGLE) -> Figure:
    """Return the figure, whose caption says what it shows."""
    groups = vote_groups(side)
    return describe(draw_levels([side], groups, "deals of each group (percent)", page), alternative(side, groups))


def vote_groups(side: ComparedRun) -> dict[str, Array]:
    """Return the share of deals at each level, (levels,) [percent], of those before the vote and of those after it."""
    named = zip(("before the vote", "after the vote"), signed_before_after(side), strict=True)
    return {f"{name}: {count(int(among.sum()), 'deal')}": level_shares(side, among) for name, among in named}


def level_shares(side: ComparedRun, among: Flags) -> Array:
    """Return the percentage of some worlds, (worlds,), at each level, (levels,); 0 of none."""
    held = side.table.column(side.scenario.leading_issue).filter(pa.array(among)).to_pylist()
    return np.array([100 * held.count(level) / max(len(held), 1) for level in levels_of_leading([side])])


def alternative(side: ComparedRun, groups: dict[str, Array]) -> str:
    """Return what is read where the figure is not seen."""
    levels = [in_words(level, issue_unit([side])) for level in levels_of_leading([side])]
    told = [
        f"{name}, most often {levels[int(held.argmax())]}, {percent(held.max() / 100)} of them"
        for name, held in groups.items()
        if held.any()
    ]
    issue = label(side.scenario.leading_issue)
    return f"Bars of the share of deals at each level of {issue} agreed. {'; '.join(told) or 'No deals'}."
