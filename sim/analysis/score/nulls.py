"""Rules that know nothing of the talks played, each with a forecast of the same outcomes.

    uniform      every point of every grid is equally likely
    peer         what a peer's deal of the scenario gives: its rates, and `precedent.price.share` of its pledge
    compromise   on each issue the mean of both sides' positions weighed by salience, sum s x / sum s, both sides
                 being equally capable: the latest recorded move before the day, else the side's best level; the
                 salience of an issue is its span of values to a side, by public tables, over that of all issues
    nash         the Nash solution of the first day's problem, world by world   (sim.bargaining.solutions)
    kalai        the Kalai-Smorodinsky solution, likewise
    tier         the announced table stands: what is in force without a deal on every issue, on the first deadline;
                 bills of the rate in force on last year's sales; its spread, as all others', is assumed

A scenario whose peer's deal was not yet known gives `peer` its prior; `peer, known later` has the deal itself.

Sources: C. Achen (2006), "Evaluating political decision making models", and J. van den Bos, in R. Thomson, F. Stokman,
C. Achen and T. Koenig (eds.), "The European Union Decides", Cambridge; J. Nash (1950), Econometrica 18; E. Kalai and
M. Smorodinsky (1975), Econometrica 43; the table of 2 April 2025 is that of Executive Order 14257, annex I.
"""

import datetime as dt
from collections.abc import Sequence

import numpy as np

from sim.analysis.first_day import efficient_packages, first_day_domain
from sim.analysis.score.forecasts import Forecast
from sim.analysis.score.outcomes import ScoredOutcome, unanswered_bill
from sim.bargaining.agenda import Agenda
from sim.bargaining.domains import Domain
from sim.bargaining.payoffs import package_value
from sim.bargaining.solutions import solutions
from sim.core.chance import INVERSES, Chance
from sim.core.worlds import Array
from sim.scenario.schema.actual import ActualDeal
from sim.scenario.schema.quantity import Quantity
from sim.scenario.schema.scenario import Scenario

SOLVED_WORLDS = 500  # worlds in which the first day's problem is solved, at most


def null_forecasts(
    specs: tuple[Scenario, Scenario], case: ActualDeal, scored: Sequence[ScoredOutcome], play: tuple[int, int],
    before: dt.date,
) -> list[Forecast]:  # fmt: skip
    """Return the forecasts of every rule.

    specs    the scenario as it was known, and as it stands
    play     worlds and seed
    before   the first day whose moves were not yet known
    """
    known, stands = specs
    domain = first_day_domain(known, min(play[0], SOLVED_WORLDS), play[1])
    found = [Forecast("uniform", "all points of a grid equally likely", {}), *peer_forecasts(known, stands, play)]
    found.append(compromise_forecast(known, case, domain, before))
    found += solution_forecasts(domain)
    return [*found, tier_forecast(known, scored)]


def peer_forecasts(known: Scenario, stands: Scenario, play: tuple[int, int]) -> list[Forecast]:
    """Return what the peers' deals give, as it was known, and, where that is another, as it stands."""
    now, later = peer_values(known, play), peer_values(stands, play)
    found = [Forecast("peer", "the terms of a peer's deal, by its prior where none was known", now)] if now else []
    if later and known.events != stands.events:
        found.append(Forecast("peer, known later", "the terms of the peer's deal that came", later, knows_later=True))
    return found


def peer_values(spec: Scenario, play: tuple[int, int]) -> dict[str, Array]:
    """Return the level of each issue that the first event with a peer's deal gives, (worlds,); a pledge is scaled."""
    chance, price = Chance(play[1], 0, play[0]), spec.precedent.price if spec.precedent else None
    terms = next((event.peer for event in spec.events if event.peer), None) or {}
    found = {name: draw_level(level, chance, f"score.peer.{name}") for name, level in terms.items()}
    if price is not None and price.issue in found:
        found[price.issue] = found[price.issue] * draw_level(price.share, chance, "score.peer.share")
    return found


def draw_level(level: float | Quantity, chance: Chance, name: str) -> Array:
    """Return a number or a distribution in every world, (worlds,)."""
    if not isinstance(level, Quantity):
        return np.full(chance.worlds, float(level))
    if level.shape == "value":
        return np.full(chance.worlds, level.parameters[0])
    return INVERSES[level.shape](chance.uniform(name), *level.parameters)


def compromise_forecast(spec: Scenario, case: ActualDeal, domain: Domain, before: dt.date) -> Forecast:
    """Return the mean position of both sides on each issue, weighed by salience."""
    weights = [salience(table, domain.agenda) for table in domain.public]
    found = {}
    for place, issue in enumerate(domain.agenda.issues):
        positions = [
            recorded_position(spec, case, (side, issue.name), before, issue.grid[best_level(table, place, issue.grid)])
            for side, table in zip(spec.keys, domain.public, strict=True)
        ]
        held = (weights[0][place], weights[1][place])
        found[issue.name] = np.array([weighted_mean(positions, held)])
    return Forecast("compromise", "the mean of recorded positions, weighed by salience", found)


def weighted_mean(positions: Sequence[float], weights: Sequence[float]) -> float:
    """Return sum s x / sum s; the plain mean where no side cares."""
    total = sum(weights)
    return float(np.dot(positions, weights) / total) if total > 0 else float(np.mean(positions))


def salience(table: Array, agenda: Agenda) -> Array:
    """Return the span of values of each issue over that of all issues on the table, (issues,), by a public table."""
    spans = np.array([np.ptp(table[0, k, : len(issue.levels)]) for k, issue in enumerate(agenda.issues)])
    spans = np.where([issue.on_table for issue in agenda.issues], spans, 0.0)
    return spans / spans.sum() if spans.sum() > 0 else spans


def best_level(table: Array, place: int, grid: Array) -> int:
    """Return the number of the level of an issue that is worth most by a public table."""
    return int(np.argmax(table[0, place, : len(grid)]))


def recorded_position(
    spec: Scenario, case: ActualDeal, who: tuple[str, str], before: dt.date, otherwise: float
) -> float:
    """Return the level that a side named last before a day on an issue alone, else another."""
    side, name = who
    levels = spec.issues[name].levels
    for move in reversed(case.moves):
        if move.date < before and (move.side, move.issue) == (side, name) and not move.including:
            return float(levels.index(move.level)) if isinstance(move.level, str) else move.level
    return float(otherwise)


def solution_forecasts(domain: Domain) -> list[Forecast]:
    """Return the packages that the Nash and the Kalai-Smorodinsky solution choose, of worlds that have one."""
    party_a, party_b = domain.values
    packages = efficient_packages(domain.agenda, party_a, party_b)
    values = [
        np.stack([package_value(table, packages[:, k]) for k in range(packages.shape[1])], axis=1)
        for table in (party_a, party_b)
    ]
    chosen = solutions(values[0], values[1], domain.reserves)
    found = []
    for name, rule, says in (
        ("nash", "nash", "the Nash solution of the first day"),
        ("kalai", "kalai_smorodinsky", "the Kalai-Smorodinsky solution of the first day"),
    ):
        rows = np.flatnonzero(chosen[rule] >= 0)
        held = packages[rows, chosen[rule][rows]]
        terms = {issue.name: issue.grid[held[:, k]] for k, issue in enumerate(domain.agenda.issues)}
        found.append(Forecast(name, says, terms if len(rows) else {}, by_world=bool(len(rows))))
    return found


def tier_forecast(spec: Scenario, scored: Sequence[ScoredOutcome]) -> Forecast:
    """Return what is in force without a deal on every issue, on the first deadline, and bills without any answer."""
    found: dict[str, Array] = {}
    for name, issue in spec.issues.items():
        at = issue.levels.index(issue.lapsed) if isinstance(issue.lapsed, str) else issue.lapsed
        found[name] = np.array([float(at)])
    found["date"] = np.array([float((spec.calendar.deadline - spec.calendar.pause).days)])
    for one in scored:
        if one.group == "bills":
            found[one.name] = np.array([unanswered_bill(spec, one.name.rsplit(" ", 1)[0])])
    return Forecast("tier", "the announced table of 2 April stands", found)
