"""Tables of text: a round robin, what opponent models are worth, and what theory says of a run."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from sim.analysis.opponent_model_value import TACTIC, LearningSetting, ModelValue
from sim.analysis.tournament import Match

MATCH_NOTE = (
    "the reserve is counted without a deal; time, share of the rounds; Nash, product of the gains over the",
    "largest possible; left, what both could still have gained at once (the last three of deals only)",
)
PREDICTION_NOTE = (
    "complete information; median day since the pause; mean values in bn USD a year over no deal, each row over",
    "its own worlds with a deal: by the tables of the day the talks open (equilibrium), of day 0 (solutions), of",
    "the day of signing (what happened)",
)
PREDICTION_FORMS = {"agreed": "8.0%", "day": "8.0f", "us_value": "8.2f", "korea_value": "8.2f"}


# --- tournament -----------------------------------------------------------------------------------


def tournament_words(name: str, rounds: int, coin: float | None, opponent: str) -> str:
    """Return what a round robin was played for and by which rules."""
    turns = "in turn, the U.S. first" if coin is None else f"by coin, the U.S. with chance {coin:g}"
    return f"{name}; {rounds} rounds, offers {turns}; opponent model {opponent}"


def match_lines(matches: Sequence[Match], unit: str) -> list[str]:
    """Return the table of a round robin, and each strategy's mean over both roles."""
    names = list(dict.fromkeys(b.us for b in matches))
    wide = max(len(n) for n in [*names, "as the U.S."]) + 2
    heads = ("agreed", "U.S.", "Korea", "time", "Nash", "left")
    lines = [f"{'as the U.S.':{wide}}{'as Korea':{wide}}" + "".join(f"{head:>8}" for head in heads)]
    for b in matches:
        figures = f"{b.agreed:8.0%}{b.us_value:8.3f}{b.korea_value:8.3f}{format_figure(b.time, '8.0%')}"
        more = format_figure(b.nash_ratio, "8.3f") + format_figure(b.frontier_distance, "8.3f")
        lines.append(f"{b.us:{wide}}{b.korea:{wide}}{figures}{more}")
    return [*lines, "", *mean_lines(matches, names, wide), "", f"values in {unit};", *MATCH_NOTE]


def mean_lines(matches: Sequence[Match], names: Sequence[str], wide: int) -> list[str]:
    """Return each strategy's mean over both roles, the best first."""
    lines = []
    for name in names:
        own = [b.us_value for b in matches if b.us == name] + [b.korea_value for b in matches if b.korea == name]
        dealt = [b.agreed for b in matches if b.us == name] + [b.agreed for b in matches if b.korea == name]
        lines.append((float(np.mean(own)), f"{name:{2 * wide}}{np.mean(dealt):8.0%}{np.mean(own):8.3f}"))
    lines.sort(key=lambda line: -line[0])
    return [f"{'mean over both roles':{2 * wide}}{'agreed':>8}{'value':>8}", *(text for _, text in lines)]


def format_figure(value: float, form: str) -> str:
    """Return a figure, or a dash where there is none."""
    return f"{value:{form}}" if np.isfinite(value) else f"{'-':>8}"


def match_data(matches: Sequence[Match]) -> list[dict[str, Any]]:
    """Return a round robin as plain data; None where a figure is not known."""
    return [{name: finite(value) for name, value in vars(match).items()} for match in matches]


def finite(value: Any) -> Any:
    """Return a figure, or None where it is nan."""
    return None if isinstance(value, float) and not np.isfinite(value) else value


# --- opponent models ------------------------------------------------------------------------------


def model_value_lines(found: Sequence[ModelValue], setting: LearningSetting) -> list[str]:
    """Return the table of what opponent models are worth."""
    lines = [
        f"{setting.worlds:,} worlds, {setting.rounds} offers, mandates spread by a factor of sigma {setting.sigma:g}, "
        f"both sides {TACTIC}, seed {setting.seed}",
        f"{'model':12}{'agreed':>7}{'left on the table':>19}{'less than none':>17}{'less than fixed':>17}",
        *map(model_value_line, found),
    ]
    return [*lines, "bn USD a year for each side at once, mean and 95 % interval; the spread is assumed"]


def model_value_line(value: ModelValue) -> str:
    """Return what one opponent model is worth."""
    left, none, fixed = (mean_text(pair) for pair in (value.left, value.saved_none, value.saved_fixed))
    return f"{value.model:12}{value.agreed:7.0%}{left:>19}{none:>17}{fixed:>17}"


def mean_text(pair: tuple[float, float | None]) -> str:
    """Return a mean with the half-width of its interval, where it has one."""
    return f"{pair[0]:8.3f}" + ("" if pair[1] is None else f" ± {pair[1]:.3f}")


# --- theory ---------------------------------------------------------------------------------------


def prediction_lines(found: Mapping[str, Mapping[str, float | None]]) -> list[str]:
    """Return the table of what theory says of a run, beside what happened."""
    head = f"{'theory':20}{'deals':>8}{'day':>8}{'U.S.':>8}{'Korea':>8}"
    return [head, *(prediction_line(name, row) for name, row in found.items()), *PREDICTION_NOTE]


def prediction_line(name: str, row: Mapping[str, float | None]) -> str:
    """Return one answer, with a dash for what it does not say."""
    cells = (f"{'-':>8}" if row[key] is None else f"{row[key]:{form}}" for key, form in PREDICTION_FORMS.items())
    return f"{name:20}" + "".join(cells)
