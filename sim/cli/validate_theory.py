"""What the verbs about bargaining itself do: theory, learning and duels."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from sim.cli.output import as_json, say
from sim.core.errors import UserError

WORLDS_IN_FULL = 400  # worlds whose offers are held against the known moves


def validate_theory(cases: Path | None, json: bool) -> None:
    """Work out textbook cases and print them beside what is expected; exit 1 if one fails."""
    from sim.analysis.validation.theory.verdict import SHIPPED, judge_case, read_cases

    found = [judge_case(case) for case in read_cases(cases or SHIPPED)]
    if json:
        say(as_json([vars(verdict) for verdict in found]))
    else:
        say("\n".join(line for verdict in found for line in theory_case_lines(verdict)))
        say(f"{sum(v.ok for v in found)} of {len(found)} within their tolerance")
    if not all(v.ok for v in found):
        raise SystemExit(1)


def theory_case_lines(verdict: Any) -> list[str]:
    """Return a case as lines, one for each figure expected."""
    lines = [f"{'pass' if verdict.ok else 'FAIL'}  {verdict.name}  (tolerance {verdict.tolerance:.3g})"]
    return lines + [
        f"        {name:20s} expected {answer_text(wanted):>22}   got {answer_text(verdict.got[name]):>22}"
        for name, wanted in verdict.expected.items()
    ]


def answer_text(value: Any) -> str:
    """Return a number, a point or nothing as text."""
    if value is None:
        return "none"
    return ", ".join(f"{v:.6g}" for v in np.atleast_1d(value))


def validate_learning(
    scenario: Path,
    settings: Sequence[str],
    given: tuple[float | None, int | None, int | None, int | None],
    json: bool,
) -> None:
    """Print what each opponent model is worth; `given` holds spread, offers, worlds and seed."""
    from sim.analysis.opponent_model_value import LearningSetting, model_value_lines, model_values
    from sim.cli.progress import ProgressBar
    from sim.scenario.loading import load

    spec = load(scenario, settings).scenario
    spread, rounds, worlds, seed = given
    widths, offers = 1.0 if spread is None else spread, 30 if rounds is None else rounds
    setting = LearningSetting(widths, offers, worlds or spec.worlds, spec.seed if seed is None else seed)
    with ProgressBar(setting.worlds * 7) as tick:
        found = model_values(spec, setting, tick)
    say(as_json([vars(w) for w in found]) if json else "\n".join(model_value_lines(found, setting)))


def validate_actual(
    scenario: Path, settings: Sequence[str], worlds: int | None, seed: int | None, figure: Path | None, json: bool
) -> None:
    """Play a scenario and print where the real deal, and what led to it, lie; draw it where a file is named."""
    from sim.analysis.validation.actual_deal import stated_deal
    from sim.cli.progress import ProgressBar
    from sim.runs.run import run as play
    from sim.scenario.loading import load

    if figure is not None:
        require_writable(figure)
    loaded = load(scenario, settings)
    stated_deal(loaded)
    with ProgressBar(worlds or loaded.scenario.worlds) as tick:
        outcome = play(loaded, worlds, seed, tick=tick, told=WORLDS_IN_FULL)
    told = as_json(actual_data(outcome)) if json else "\n".join(actual_lines(outcome, scenario.stem))
    if figure is not None:
        from sim.reporting.figures import actual as reality

        save_png(reality.figure(outcome), figure)
    say(told)
    if figure is not None and not json:
        say(f"\ndrawn       {figure}")


def actual_data(outcome: Any) -> dict[str, Any]:
    """Return where the real deal and the known moves lie, as data."""
    from sim.analysis.validation.actual_deal import actual_figures, shares_with_all_terms
    from sim.analysis.validation.actual_moves import place_moves

    found, whole = actual_figures(outcome), shares_with_all_terms(outcome)
    shares = {"places": [vars(p) for p in found], "all_terms": whole[0], "all_terms_and_date": whole[1]}
    return shares | {
        "moves": [vars(p) for p in place_moves(outcome)],
        "worlds_told": min(WORLDS_IN_FULL, outcome.settings.worlds),
    }


def actual_lines(outcome: Any, name: str) -> list[str]:
    """Return where the real deal and the known moves lie, as lines."""
    from sim.analysis.validation import actual_moves as moves
    from sim.analysis.validation.actual_deal import (
        actual_deal_lines,
        actual_figures,
        shares_with_all_terms,
        terms_left_out,
    )

    count, luck = outcome.settings.worlds, outcome.settings.seed
    head = f"{name}: the real deal among those of {count:,} worlds, seed {luck}"
    lines = [head, "", *actual_deal_lines(actual_figures(outcome), shares_with_all_terms(outcome))]
    lines += ["", *moves.move_lines(moves.place_moves(outcome), min(WORLDS_IN_FULL, count))]
    if missing := list(dict.fromkeys([*terms_left_out(outcome), *moves.moves_left_out(outcome)])):
        lines.append(f"left out, since the scenario has no such issue or level: {', '.join(missing)}")
    return lines


@dataclass(frozen=True)
class DuelRequest:
    """What the user asked of `duel`."""

    tactics: Sequence[str]
    scenario: Path | None
    settings: Sequence[str]
    rounds: int
    coin: float | None
    opponent: str
    acceptance: str
    offer: str
    worlds: int | None
    seed: int | None
    figure: Path | None
    json: bool


def play_duel(request: DuelRequest) -> None:
    """Play a round robin and print it; draw it where a file is named."""
    from sim.analysis.first_day import exact_frontier
    from sim.analysis.strategies import named_strategy
    from sim.analysis.tournament import match_lines, round_robin
    from sim.bargaining.session import OfferProtocol
    from sim.cli.progress import ProgressBar

    if request.figure is not None:
        require_writable(request.figure)
    named = (named_strategy(text, request.opponent, request.acceptance, request.offer) for text in request.tactics)
    strategies = list({held.name: held for held in named}.values())
    domain, unit, worlds, seed, name = duel_domain(request)
    with ProgressBar(worlds * len(strategies) ** 2) as tick:
        found = round_robin(
            strategies, domain, exact_frontier(domain), OfferProtocol(request.rounds, request.coin), worlds, seed, tick
        )
    turns = "in turn, the U.S. first" if request.coin is None else f"by coin, the U.S. with chance {request.coin:g}"
    told = f"{name}; {request.rounds} rounds, offers {turns}; opponent model {request.opponent}"
    words = f"{told}; {worlds:,} worlds, seed {seed}"
    if request.figure is not None:
        draw_heat_maps(found, unit, words, request.figure)
    if request.json:
        say(as_json([{k: finite(v) for k, v in vars(b).items()} for b in found]))
        return
    say("\n".join([words, "", *match_lines(found, unit)]))
    if request.figure is not None:
        say(f"\ndrawn       {request.figure}")


def duel_domain(request: DuelRequest) -> tuple[Any, str, int, int, str]:
    """Return the domain of a duel, its unit, worlds, seed and name: a scenario's, or the textbook one."""
    from sim.analysis.first_day import first_day_domain
    from sim.bargaining.domains import logrolling_domain
    from sim.scenario.loading import load

    if request.scenario is None:
        unit = "shares of the best package"
        return (
            logrolling_domain(),
            unit,
            request.worlds or 100,
            request.seed or 0,
            "four issues with opposite priorities",
        )
    spec = load(request.scenario, request.settings).scenario
    worlds, seed = request.worlds or spec.worlds, spec.seed if request.seed is None else request.seed
    return (
        first_day_domain(spec, worlds, seed),
        "bn USD a year",
        worlds,
        seed,
        f"stakes of {request.scenario.stem} on its first day",
    )


def finite(value: Any) -> Any:
    """Return a figure, or None where it is nan."""
    return None if isinstance(value, float) and not np.isfinite(value) else value


def require_writable(figure: Path) -> None:
    """Raise Refusal for a figure that cannot be written."""
    if figure.suffix != ".png":
        raise UserError(f"--figure must name a PNG file; found {figure}; nothing was run")
    if figure.is_dir():
        raise UserError(f"--figure: {figure} is a folder; nothing was run")
    if not figure.parent.is_dir():
        raise UserError(f"--figure: no such folder: {figure.parent}; nothing was run")


def draw_heat_maps(found: Any, unit: str, words: str, file: Path) -> None:
    """Write the heat maps as a PNG; Refusal if that cannot be."""
    from sim.reporting.figures import tournament as duels

    save_png(duels.figure(found, unit, words), file)


def save_png(drawn: Any, file: Path) -> None:
    """Write a figure as a PNG; Refusal if that cannot be."""
    from sim.reporting.figures import png

    try:
        file.write_bytes(png(drawn))
    except OSError as wrong:
        raise UserError(f"{file} cannot be written: {wrong.strerror}") from wrong
