"""Which choice does well wherever the assumptions may lie, in lines of text and as plain data."""

from typing import Any

from sim.analysis.bootstrap import FEWEST
from sim.analysis.robust_choice.robust_choice import MEANINGS, ChoiceReport, RobustChoice

HEADS = {
    "expected": "expected",
    "worst": "worst",
    "mean_regret": "regret, mean",
    "high_regret": "90 %",
    "largest_regret": "largest",
    "satisficing": "reaches it",
    "agreed": "deals",
}
RULES = {  # criterion -> the name under which the field knows who takes it
    "expected": "largest mean (Laplace)",
    "worst": "best worst point (Wald)",
    "mean_regret": "smallest mean regret",
    "high_regret": "smallest 90 % regret",
    "largest_regret": "minimax regret (Savage)",
    "satisficing": "reaches it most often (Starr)",
}
INTERVAL_NOTE = (
    "second lines: 95 % intervals, points and worlds drawn anew independently of each other; of the worst point and",
    "the largest regret, worlds alone. They are sampling error: how wrong the model may be is not in them",
)
REGRET_NOTE = (
    "regret: what the best choice at a point brings there less what this one does, each a mean over worlds;",
    "overstated, as the best is partly so by chance. With the best chosen in one half of the worlds and judged in the",
    "other (understated) the means are",
)
SHARES = {"satisficing", "agreed"}


def robust_lines(found: RobustChoice, name: str, unit: str) -> list[str]:
    """Return the table of all choices, which of them each criterion takes, and what the figures are."""
    keys = list(found.choices[0].criteria)
    rows = [row for one in found.choices for row in choice_rows(one, keys)]
    wide, room = (
        max(len(name) for name, *_ in rows) + 2,
        max(12, *(len(cell) for _, *cells in rows for cell in cells)) + 2,
    )
    head = f"{'':{wide}}" + "".join(f"{HEADS[key]:>{room}}" for key in keys)
    return [
        f"{name}: {', '.join(found.levers)}, judged by {found.measure} ({unit})",
        f"{len(found.choices)} choices at {found.points:,} uncertain points, {found.worlds:,} worlds each, "
        "the same random draws for all",
        "",
        head,
        *(f"{name:{wide}}" + "".join(f"{cell:>{room}}" for cell in cells) for name, *cells in rows),
        "",
        *taken_lines(found),
        "",
        *note_lines(found),
    ]


def choice_rows(one: ChoiceReport, keys: list[str]) -> list[list[str]]:
    """Return the name of one choice with its figures, and below them their intervals, where there are any."""
    first = [one.choice, *(figure_text(key, one.criteria[key].value) for key in keys)]
    told = [""]
    for key in keys:
        low, high = one.criteria[key].interval
        if low is None or high is None:
            return [first]
        told.append(f"{figure_text(key, low)} to {figure_text(key, high)}")
    return [first, told]


def figure_text(key: str, value: float) -> str:
    """Return a figure of a criterion."""
    return f"{100 * value:z.0f} %" if key in SHARES else f"{value:z.2f}"


def taken_lines(found: RobustChoice) -> list[str]:
    """Return which choice each criterion takes, and in how many resamples it does."""
    lines = []
    for key, choice in found.best.items():
        share = next(one for one in found.choices if one.choice == choice).criteria[key].chosen
        sure = "" if share is None else f"  in {100 * share:.0f} % of the resamples"
        lines.append(f"{RULES[key]:31}{choice}{sure}")
    alike = "satisficing" in found.choices[0].criteria and "satisficing" not in found.best
    return [*lines, f"{RULES['satisficing']:31}all alike"] if alike else lines


def note_lines(found: RobustChoice) -> list[str]:
    """Return what the figures are, and what they leave out."""
    few = f"no intervals: {found.points} points of {found.worlds} worlds; at least {FEWEST} of both are needed"
    least = [] if found.at_least is None else [f"reaches it: share of points whose mean is {found.at_least:g} or more"]
    return [
        *([few] if min(found.points, found.worlds) < FEWEST else INTERVAL_NOTE),
        *least,
        *REGRET_NOTE,
        "; ".join(f"{one.choice} {one.split_regret:z.2f}" for one in found.choices),
    ]


def robust_data(found: RobustChoice) -> dict[str, Any]:
    """Return all choices as plain data."""
    return {
        "levers": list(found.levers),
        "measure": found.measure,
        "at_least": found.at_least,
        "points": found.points,
        "worlds": found.worlds,
        "meanings": {key: MEANINGS[key] for key in found.choices[0].criteria},
        "taken": found.best,
        "choices": [choice_data(one) for one in found.choices],
    }


def choice_data(one: ChoiceReport) -> dict[str, Any]:
    """Return one choice as plain data."""
    criteria = {
        key: {"value": held.value, "low": held.interval[0], "high": held.interval[1], "taken": held.chosen}
        for key, held in one.criteria.items()
    }
    split = one.split_regret if one.split_regret == one.split_regret else None
    return {"choice": one.choice, "criteria": criteria, "split_regret": split}
