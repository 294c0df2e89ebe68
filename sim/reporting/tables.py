"""Tables of text: a round robin, what opponent models are worth, and what theory says of a run."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from sim.analysis.opponent_model_value import TACTIC, LearningSetting, ModelValue
from sim.analysis.tournament import Match
from sim.scenario.party_words import PartyWords, usual_words

MATCH_NOTE = (
    "the reserve is counted without a deal; time, share of the rounds; Nash, product of the gains over the",
    "largest possible; left, what both could still have gained at once (the last three of deals only)",
)
PREDICTION_NOTE = (
    "complete information; median day since {first_day}; mean values in bn USD a year over no deal,",
    "each row over its own worlds with a deal: by the tables of the day the talks open (equilibrium), of day 0",
    "(solutions), of the day of signing (what happened)",
)
PREDICTION_FORMS = (".0%", ".0f", ".2f", ".2f")  # of shares, days and the values to both parties


# --- tournament -----------------------------------------------------------------------------------


def tournament_words(name: str, rounds: int, coin: float | None, opponent: str) -> str:
    """Return what a round robin was played for and by which rules."""
    turns = "in turn, {a} first" if coin is None else f"by coin, {{a}} with chance {coin:g}"
    return f"{name}; {rounds} rounds, offers {turns}; opponent model {opponent}"


def match_lines(matches: Sequence[Match], unit: str, words: PartyWords | None = None) -> list[str]:
    """Return the table of a round robin, and each strategy's mean over both roles."""
    said = words or usual_words()
    names = list(dict.fromkeys(b.party_a for b in matches))
    roles = [f"as {name}" for name in said.names]
    wide = max(len(n) for n in [*names, *roles]) + 2
    sides = [said.words[name] for name in ("a_short", "b_short")]
    room = [max(8, len(name) + 1) for name in sides]
    heads = f"{'agreed':>8}{sides[0]:>{room[0]}}{sides[1]:>{room[1]}}{'time':>8}{'Nash':>8}{'left':>8}"
    lines = [f"{roles[0]:{wide}}{roles[1]:{wide}}{heads}"]
    for b in matches:
        values = f"{b.party_a_value:{room[0]}.3f}{b.party_b_value:{room[1]}.3f}"
        figures = f"{b.agreed:8.0%}{values}{format_figure(b.time, '8.0%')}"
        more = format_figure(b.nash_ratio, "8.3f") + format_figure(b.frontier_distance, "8.3f")
        lines.append(f"{b.party_a:{wide}}{b.party_b:{wide}}{figures}{more}")
    return [*lines, "", *mean_lines(matches, names, wide), "", f"values in {unit};", *MATCH_NOTE]


def mean_lines(matches: Sequence[Match], names: Sequence[str], wide: int) -> list[str]:
    """Return each strategy's mean over both roles, the best first."""
    lines = []
    for name in names:
        own = [b.party_a_value for b in matches if b.party_a == name] + [
            b.party_b_value for b in matches if b.party_b == name
        ]
        dealt = [b.agreed for b in matches if b.party_a == name] + [b.agreed for b in matches if b.party_b == name]
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


def prediction_lines(found: Mapping[str, Mapping[str, float | None]], words: PartyWords | None = None) -> list[str]:
    """Return the table of what theory says of a run, beside what happened."""
    said = (words or usual_words()).words
    heads = ["deals", "day", said["a_short"], said["b_short"]]
    widths = [max(8, len(head) + 1) for head in heads]
    head = f"{'theory':20}" + "".join(f"{head:>{wide}}" for head, wide in zip(heads, widths, strict=True))
    return [head, *(prediction_line(name, row, widths) for name, row in found.items()), *PREDICTION_NOTE]


def prediction_line(name: str, row: Mapping[str, float | None], widths: Sequence[int]) -> str:
    """Return one answer in columns of some widths, with a dash for what it does not say."""
    held = zip(row.values(), PREDICTION_FORMS, widths, strict=True)
    cells = (f"{'-' if value is None else f'{value:{form}}':>{wide}}" for value, form, wide in held)
    return f"{name:20}" + "".join(cells)
