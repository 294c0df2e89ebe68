"""The verb `duel`: tactics against each other, each against each in both roles, in bare negotiations."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.app import Json, Seed, Settings, possible_worlds, refuse_odd
from sim.cli.output import as_json, require_writable, say, say_drawn, speak_of, with_names, words_spoken
from sim.cli.pictures import Format, Width, save_figure
from sim.cli.progress import ProgressBar

if TYPE_CHECKING:  # what follows takes a second to import, and help needs none of it
    from sim.analysis.games.tournament_game import GameReport
    from sim.analysis.tournament import Tournament
    from sim.bargaining.domains import Domain

RULES_HELP = "see `sim list rules`"
STAKES_HELP = "play for a scenario's stakes  [default: four issues, opposite priorities]"
COIN_HELP = "chance that the first party makes an offer  [default: in turn]"
EQUILIBRIA_HELP = "also say which tactics are equilibria, pure and mixed, and where a population of tactics goes"
FIGURE_HELP = "draw heat maps into this PNG file; with --equilibria, the paths of a population"
WORLDS_HELP = "parallel worlds  [default: 100, or the scenario's]"


@dataclass(frozen=True, kw_only=True)
class BesideRules:
    """The rules that all tactics of a duel have beside them."""

    opponent: str
    acceptance: str
    offer: str


@dataclass(frozen=True, kw_only=True)
class DuelRequest:
    """What the user asked of `duel`."""

    tactics: Sequence[str]
    scenario: Path | None
    settings: Sequence[str]
    rounds: int
    coin: float | None
    rules: BesideRules
    worlds: int | None
    seed: int | None
    equilibria: bool
    figure: Path | None
    json: bool


@dataclass(frozen=True, kw_only=True)
class DuelStakes:
    """What a duel is played for: the tables and their unit, in how many worlds, with which seed."""

    domain: "Domain"
    unit: str
    worlds: int
    seed: int
    name: str


def duel(
    tactics: Annotated[list[str], typer.Argument(help="names with or without parameters", metavar="TACTIC...")],
    scenario: Annotated[Path | None, typer.Option(help=STAKES_HELP)] = None,
    rounds: Annotated[int, typer.Option(min=1, max=100_000, help="number of offers, at most")] = 90,
    coin: Annotated[float | None, typer.Option(min=0, max=1, help=COIN_HELP)] = None,
    opponent: Annotated[str, typer.Option(help=f"opponent model of both; {RULES_HELP}")] = "fixed",
    acceptance: Annotated[str, typer.Option(help=f"acceptance rule of both; {RULES_HELP}")] = "next",
    offer: Annotated[str, typer.Option(help=f"offer rule of both; {RULES_HELP}")] = "trade_off",
    worlds: Annotated[int | None, typer.Option(min=1, callback=possible_worlds, help=WORLDS_HELP)] = None,
    seed: Seed = None,
    equilibria: Annotated[bool, typer.Option("--equilibria", help=EQUILIBRIA_HELP)] = False,
    figure: Annotated[Path | None, typer.Option(help=FIGURE_HELP)] = None,
    format_: Format = None,
    width: Width = None,
    settings: Settings = [],  # noqa: B006
    json: Json = False,
) -> None:
    """Set tactics against each other, each against each in both roles, in bare negotiations.

    A tactic is a name, name:key=value,key=value or a rule in YAML. Without parameters, `timed` gives
    ground evenly (beta 1), `resource` fears the end ten meetings ahead.

    Examples:
      sim duel timed:beta=0.2 timed:beta=2 micro
      sim duel timed micro hardliner --scenario scenarios/baseline.yaml --rounds 30 --equilibria --figure duel.png
      sim duel "{mixture: {first: hardliner, then: micro, switch: 0.5}}" zeuthen --json
    """
    refuse_odd([(settings and scenario is None, "--set goes with --scenario")])
    size: dict[str, Any] = {"rounds": rounds, "coin": coin, "worlds": worlds, "seed": seed}
    request = DuelRequest(
        tactics=tactics,
        scenario=scenario,
        settings=settings,
        rules=BesideRules(opponent=opponent, acceptance=acceptance, offer=offer),
        equilibria=equilibria,
        figure=figure,
        json=json,
        **size,
    )
    play_duel(request)


def play_duel(request: DuelRequest) -> None:
    """Play a round robin and print it; draw it where a file is named."""
    from sim.reporting.tables import match_data, match_lines, tournament_words

    require_writable(request.figure)
    played, stakes = play_matches(request)
    words = with_names(tournament_words(stakes.name, request.rounds, request.coin, request.rules.opponent))
    words += f"; {stakes.worlds:,} worlds, seed {stakes.seed}"
    game = solve_duel(played) if request.equilibria else None
    draw_duel(request, played, game, stakes.unit, words)
    if request.json:
        say(as_json(match_data(played.matches) if game is None else duel_data(played, game)))
        return
    say("\n".join([words, "", *match_lines(played.matches, stakes.unit, words_spoken()), *equilibria_lines(game)]))
    say_drawn(request.figure)


def draw_duel(request: DuelRequest, played: "Tournament", game: "GameReport | None", unit: str, words: str) -> None:
    """Draw heat maps of a round robin, or the paths of a population where equilibria are asked for; if at all."""
    if request.figure is None:
        return
    if game is None:
        from sim.reporting.figures import tournament

        save_figure(tournament.figure(played.matches, unit, words, words_spoken()), request.figure)
        return
    from sim.reporting.figures import replicator

    save_figure(replicator.figure(game, words), request.figure)


def solve_duel(played: "Tournament") -> "GameReport":
    """Return the game of a round robin, solved."""
    from sim.analysis.games.tournament_game import empirical_game, solve_game

    return solve_game(empirical_game(played))


def duel_data(played: "Tournament", game: "GameReport") -> dict[str, Any]:
    """Return a round robin and its game as plain data."""
    from sim.reporting.game_text import game_data
    from sim.reporting.tables import match_data

    return {"matches": match_data(played.matches), "game": game_data(game)}


def equilibria_lines(game: "GameReport | None") -> list[str]:
    """Return what the game says, where it was asked for."""
    from sim.reporting.game_text import game_lines

    return [] if game is None else ["", *game_lines(game)]


def play_matches(request: DuelRequest) -> "tuple[Tournament, DuelStakes]":
    """Return every pair's match, and what was played for; a tactic named twice plays once."""
    from sim.analysis.first_day import exact_frontier
    from sim.analysis.strategies import named_strategy
    from sim.analysis.tournament import play_tournament
    from sim.bargaining.session import OfferProtocol

    rules = request.rules
    named = (named_strategy(text, rules.opponent, rules.acceptance, rules.offer) for text in request.tactics)
    strategies = list({strategy.name: strategy for strategy in named}.values())
    if request.equilibria:
        require_few(len(strategies))
    stakes = duel_stakes(request)
    frontier, protocol = exact_frontier(stakes.domain), OfferProtocol(request.rounds, request.coin)
    with ProgressBar(stakes.worlds * len(strategies) ** 2) as tick:
        found = play_tournament(strategies, stakes.domain, frontier, protocol, stakes.worlds, stakes.seed, tick)
    return found, stakes


def require_few(tactics: int) -> None:
    """Raise UserError, before anything is played, for more tactics than equilibria can be found of."""
    from sim.analysis.games.equilibria import require_solvable

    require_solvable(tactics, tactics)


def duel_stakes(request: DuelRequest) -> DuelStakes:
    """Return what a duel is played for: a scenario's stakes, or the textbook ones."""
    from sim.analysis.first_day import first_day_domain
    from sim.bargaining.domains import logrolling_domain
    from sim.scenario.loading import load

    if request.scenario is None:
        return DuelStakes(
            domain=logrolling_domain(),
            unit="shares of the best package",
            worlds=request.worlds or 100,
            seed=request.seed or 0,
            name="four issues with opposite priorities",
        )
    spec = speak_of(load(request.scenario, request.settings)).scenario
    worlds, seed = request.worlds or spec.worlds, spec.seed if request.seed is None else request.seed
    return DuelStakes(
        domain=first_day_domain(spec, worlds, seed),
        unit="bn USD a year",
        worlds=worlds,
        seed=seed,
        name=f"stakes of {request.scenario.stem} on its first day",
    )
