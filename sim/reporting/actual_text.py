"""Where the real deal and the known moves lie among those of a run, in lines of text and as plain data."""

from collections.abc import Mapping, Sequence
from typing import Any

from sim.analysis.validation.actual_deal import (
    NEAR,
    ActualFigure,
    actual_figures,
    share_with_spans,
    shares_with_all_terms,
    terms_left_out,
)
from sim.analysis.validation.actual_moves import FEWEST, PlacedMove, moves_left_out, place_moves
from sim.analysis.validation.moves_test import moves_with_pit, uniform_moves_p_value
from sim.reporting.words import label, level_name
from sim.runs.run import Outcome
from sim.scenario.party_words import words_of

ROOM = 7  # letters of a party's name, at least


def actual_data(outcome: Outcome) -> dict[str, Any]:
    """Return where the real deal and the known moves lie, as plain data."""
    all_terms, and_date = shares_with_all_terms(outcome)
    found = place_moves(outcome)
    return {
        "places": [place_data(place) for place in actual_figures(outcome)],
        "all_terms": all_terms,
        "all_terms_and_date": and_date,
        "all_terms_and_spans": share_with_spans(outcome),
        "moves": [vars(move) for move in found],
        "moves_p_value": uniform_moves_p_value(found),
        "worlds_recorded": worlds_in_full(outcome),
    }


def place_data(found: ActualFigure) -> dict[str, Any]:
    """Return where one figure of the real deal lies, as plain data."""
    return {"observed" if key == "seen" else key: value for key, value in vars(found).items()}


def worlds_in_full(outcome: Outcome) -> int:
    """Return in how many worlds of a run every offer is recorded."""
    return min(outcome.settings.in_full, outcome.settings.worlds)


def actual_lines(outcome: Outcome, name: str) -> list[str]:
    """Return where the real deal and the known moves lie, as lines."""
    settings = outcome.settings
    missing = list(dict.fromkeys([*terms_left_out(outcome), *moves_left_out(outcome)]))
    lines = [
        f"{name}: the real deal among those of {settings.worlds:,} worlds, seed {settings.seed}",
        "",
        *actual_deal_lines(actual_figures(outcome), shares_with_all_terms(outcome)),
        *span_lines(outcome),
        "",
        *move_lines(place_moves(outcome), worlds_in_full(outcome), side_names(outcome)),
    ]
    left_out = f"left out, since the scenario has no such issue or level: {', '.join(missing)}"
    return [*lines, left_out] if missing else lines


def side_names(outcome: Outcome) -> dict[str, str]:
    """Return what each side of a move is called."""
    words = words_of(outcome.loaded.scenario).words
    return {"party_a": words["a_short"], "party_b": words["b_short"], "both": "both"}


def actual_deal_lines(found: Sequence[ActualFigure], whole: tuple[float, float]) -> list[str]:
    """Return the table of the real deal, figure by figure."""
    wide = max(len(p.name) for p in found) + 2
    lines = [f"{'':{wide}}{'observed':>22}{'below':>8}{'at':>8}{'above':>8}"]
    for p in found:
        observed = f"{p.seen} {'' if p.unit in ('', 'level') else p.unit}".strip()
        lines.append(f"{p.name:{wide}}{observed:>22}{p.below:8.0%}{p.at:8.0%}{p.above:8.0%}")
    return [
        *lines,
        f"shares of {found[0].worlds:,} deals; all these terms at once in {whole[0]:.1%} of them, and within {NEAR}",
        f"days of the date too in {whole[1]:.1%}. Nothing is fitted to it.",
    ]


def span_lines(outcome: Outcome) -> list[str]:
    """Return in which share of deals what is known as a span only was agreed too; nothing where no term is."""
    share, actual, issues = share_with_spans(outcome), outcome.loaded.scenario.actual, outcome.loaded.scenario.issues
    if share is None or actual is None:
        return []
    known = {name: span for name, span in actual.spans.items() if name in issues}
    told = [f"{label(name)} {span.low:g} to {span.high:g} {issues[name].unit}" for name, span in known.items()]
    return [f"With {', '.join(told)} too: {share:.1%}."]


def move_lines(found: Sequence[PlacedMove], worlds: int, names: Mapping[str, str]) -> list[str]:
    """Return the table of the known moves, among the offers of the worlds recorded in full, given the sides' names."""
    wide = max((len(move.issue) for move in found), default=0) + 2
    room = max(ROOM, *(len(name) + 1 for name in names.values()))
    head = f"{'':14}{'by':{room + 8}}{'':{wide}}{'level':>9}  {'offers of':>{max(9, room)}}"
    return [
        "what is known to have been said, among the offers then on the table",
        f"{head}{'median [80 %]':>25}{'quantile':>10}{'worlds':>8}",
        *(move_line(move, (wide, room), names) for move in found),
        f"offers of the first {worlds:,} worlds that still talk that day, none before the talks open; quantile: "
        "share of",
        "offers below the level, and half of those at it. Nothing is fitted to it.",
        *moves_test_lines(found),
    ]


def moves_test_lines(found: Sequence[PlacedMove]) -> list[str]:
    """Return whether the quantiles of the moves of one side may be uniform; nothing if there are no moves."""
    p_value = uniform_moves_p_value(found)
    if p_value is None:
        return []
    return [
        f"The {len(moves_with_pit(found))} moves of one side that have offers beside them, tested (Kolmogorov-Smirnov,",
        f"ties at random) for quantiles that are uniform on 0 to 1: p = {p_value:.3f}.",
    ]


def move_line(move: PlacedMove, widths: tuple[int, int], names: Mapping[str, str]) -> str:
    """Return one known move in a line, given how wide the names of the issues and of the sides are."""
    wide, room = widths
    between, share = "-", "-" if move.quantile is None else f"{move.quantile:.2f}"
    if move.median is not None:
        between = level_text(move.median)
    if move.median is not None and move.worlds >= FEWEST:
        between = f"{level_text(move.median)} [{level_text(move.low)} to {level_text(move.high)}]"
    said = f"{move.date:%-d %b %Y}".ljust(14) + names[move.side].ljust(room) + move.kind.ljust(8)
    stands = (
        f"{move.issue.replace('_', ' '):{wide}}{level_text(move.level):>9}  {names[move.offers_of]:>{max(9, room)}}"
    )
    return f"{said}{stands}{between:>25}{share:>10}{move.worlds:>8,}"


def level_text(level: float | str | None) -> str:
    """Return a level as a person would write it."""
    return f"{level:g}" if isinstance(level, float | int) else level_name(str(level))
