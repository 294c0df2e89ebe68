"""Score what a scenario, and rules that know nothing of its talks, would have said beforehand of what happened."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sim.analysis.score.forecasts import Forecast, joint_score, model_forecast, probabilities
from sim.analysis.score.measures import COVERAGES, is_covered, log_score, pit_ends
from sim.analysis.score.nulls import null_forecasts
from sim.analysis.score.outcomes import GROUPS, ScoredOutcome, day_of_knowledge, scored_outcomes
from sim.analysis.score.smoothing import Smoothing
from sim.core.errors import UserError
from sim.runs.chunk import Tick
from sim.runs.run import run
from sim.scenario.loading import LoadedScenario
from sim.scenario.schema.actual import ActualDeal

USUAL = Smoothing()
WIDTHS = (USUAL.width / 2, USUAL.width, 2 * USUAL.width)  # at which totals are shown


@dataclass(frozen=True)
class ForecastScore:
    """Log scores of one forecast, nats: of each outcome, of the terms at once, and totals by width of smoothing.

    joint_half   half of the 95 % interval of `joint`; None of too few worlds
    """

    name: str
    says: str
    knows_later: bool
    scores: dict[str, float]
    pit: dict[str, tuple[float, float]]
    covered: dict[str, dict[float, bool]]
    joint: float
    joint_half: float | None
    terms_by_width: dict[float, float]


@dataclass(frozen=True, eq=False)
class Scores:
    """Scores of the model, first, and of every rule; what happened; how many worlds, and deals among them."""

    outcomes: list[ScoredOutcome]
    forecasts: list[ForecastScore]
    distributions: dict[str, Any]
    worlds: int
    seed: int
    deals: int
    on: dt.date | None
    replaced: int

    @property
    def model(self) -> ForecastScore:
        """The model's scores."""
        return self.forecasts[0]

    def total(self, found: ForecastScore, group: str | None = None) -> float:
        """Return the sum of a forecast's log scores over the outcomes of a group; None: over all."""
        return sum(found.scores[one.name] for one in self.outcomes if group in (None, one.group))


def score_scenario(
    scenarios: tuple[LoadedScenario, LoadedScenario],
    case: ActualDeal,
    on: dt.date | None = None,
    size: tuple[int | None, int | None] = (None, None),
    tick: Tick | None = None,
) -> Scores:
    """Return the scores of a scenario and of the rules beside it; UserError if nothing of the case can be scored.

    scenarios   as it was known, and as it stands: the same, where `on` is None
    on          the day of knowledge; the case lies after it
    size        worlds and seed; None: the scenario's own
    """
    known, stands = scenarios
    if on is not None and on >= case.date:
        raise UserError(f"what happened on {case.date} was known on {on}: choose an earlier day; nothing was run")
    outcome = run(known, size[0], size[1], tick=tick, recorded=0)
    after = day_of_knowledge(outcome.calendar, on)
    scored = scored_outcomes(known.scenario, case, outcome.calendar, after)
    if not any(one.group == "terms" for one in scored):
        raise UserError(f"no term of the case is on the table of {known.name}: nothing can be scored")
    model = model_forecast(outcome, scored, after)
    before = on + dt.timedelta(days=1) if on is not None else case.date
    play = (outcome.settings.worlds, outcome.settings.seed)
    rules = null_forecasts((known.scenario, stands.scenario), case, scored, play, before)
    return Scores(
        outcomes=scored,
        forecasts=[score_forecast(forecast, scored) for forecast in (model, *rules)],
        distributions={one.name: probabilities(model, one, USUAL) for one in scored},
        worlds=outcome.settings.worlds,
        seed=outcome.settings.seed,
        deals=len(model.values.get("date", ())),
        on=on,
        replaced=len(known.replaced),
    )


def score_forecast(forecast: Forecast, scored: Sequence[ScoredOutcome]) -> ForecastScore:
    """Return the scores of one forecast."""
    held = {one.name: probabilities(forecast, one, USUAL) for one in scored}
    terms = [one for one in scored if one.group == "terms"]
    joint, half = joint_score(forecast, terms, USUAL)
    return ForecastScore(
        name=forecast.name,
        says=forecast.says,
        knows_later=forecast.knows_later,
        scores={one.name: log_score(held[one.name], one.seen) for one in scored},
        pit={one.name: pit_ends(held[one.name], one.seen) for one in scored},
        covered={one.name: {c: is_covered(held[one.name], one.seen, c) for c in COVERAGES} for one in scored},
        joint=joint,
        joint_half=half,
        terms_by_width={
            width: sum(log_score(probabilities(forecast, one, Smoothing(width)), one.seen) for one in terms)
            for width in WIDTHS
        },
    )


def score_data(found: Scores) -> dict[str, Any]:
    """Return scores as plain data."""
    return {
        "worlds": found.worlds,
        "seed": found.seed,
        "deals": found.deals,
        "as_known_on": found.on,
        "replaced": found.replaced,
        "smoothing": vars(USUAL),
        "outcomes": [
            {"name": one.name, "group": one.group, "unit": one.unit, "observed": one.shown, "points": len(one.grid)}
            for one in found.outcomes
        ],
        "forecasts": [
            {
                **vars(one),
                "covered": {name: {f"{c:g}": held for c, held in each.items()} for name, each in one.covered.items()},
                "terms_by_width": {f"{width:g}": total for width, total in one.terms_by_width.items()},
                "totals": {group: found.total(one, group) for group in GROUPS} | {"all": found.total(one)},
            }
            for one in found.forecasts
        ],
    }
