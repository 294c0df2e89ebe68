"""Where what was signed in fact lies among the deals of a run: the date, and each issue that can be compared.

Nothing is fitted to it.  It is one case: a model for which it is not out of the ordinary is not
proved by that, and one for which it is far out has something to explain.
"""

from dataclasses import dataclass

import numpy as np

from sim.core.errors import UserError
from sim.core.worlds import Array, Flags
from sim.runs.run import Outcome
from sim.scenario.loading import LoadedScenario
from sim.scenario.schema.actual import ActualDeal

NEAR = 3  # days about the date that count as the same


@dataclass(frozen=True)
class ActualFigure:
    """Shares of deals below, at and above what was observed; levels with names stand in the order of the scenario."""

    name: str
    seen: str
    unit: str
    below: float
    at: float
    above: float
    worlds: int


def stated_deal(loaded: LoadedScenario) -> ActualDeal:
    """Return what a scenario says was signed in fact; UserError if it says nothing."""
    actual = loaded.scenario.actual
    if actual is None:
        raise UserError(f"{loaded.shown} does not say what was signed in fact (actual: date, terms); nothing was run")
    return actual


def actual_figures(outcome: Outcome) -> list[ActualFigure]:
    """Return where each figure lies; UserError if the scenario does not say what was observed, or has no deal."""
    spec, actual = outcome.loaded.scenario, stated_deal(outcome.loaded)
    day = outcome.column("day")
    agreed = np.isfinite(day)
    if not agreed.any():
        raise UserError(f"no world of {outcome.loaded.shown} ends with a deal")
    signed = float(outcome.calendar.day_number(actual.date))
    found = [place_figure("date", f"{actual.date:%-d %B %Y}", "", day[agreed], signed)]
    for name, level in terms(outcome).items():
        held, at = levels(outcome, name)[agreed], level
        if isinstance(level, str):
            at = float(spec.issues[name].levels.index(level))
        shown = f"{level:g}" if isinstance(level, float) else str(level)
        found.append(place_figure(name, shown, spec.issues[name].unit, held, float(at)))
    return found


def terms(outcome: Outcome) -> dict[str, float | str]:
    """Return what was seen of the issues that this scenario has; a level with a name must be one of its own."""
    spec = outcome.loaded.scenario
    stated = spec.actual.terms if spec.actual else {}
    return {
        name: level
        for name, level in stated.items()
        if name in spec.issues and (not isinstance(level, str) or level in spec.issues[name].levels)
    }


def terms_left_out(outcome: Outcome) -> list[str]:
    """Return what was seen of issues, or of named levels, that this scenario does not have."""
    actual = outcome.loaded.scenario.actual
    return [name for name in (actual.terms if actual else {}) if name not in terms(outcome)]


def levels(outcome: Outcome, name: str) -> Array:
    """Return the level agreed in each world, (worlds,), nan without a deal; levels with names count 0, 1, 2."""
    grid = list(outcome.loaded.scenario.issues[name].levels)
    held = outcome.worlds.column(name).to_pylist()
    numbers = [np.nan if v is None else float(grid.index(v)) if isinstance(v, str) else float(v) for v in held]
    return np.array(numbers)


def place_figure(name: str, seen: str, unit: str, held: Array, at: float) -> ActualFigure:
    """Return where one figure lies."""
    below, same = float((held < at).mean()), float((held == at).mean())
    return ActualFigure(name, seen, unit, below, same, float((held > at).mean()), len(held))


def shares_with_all_terms(outcome: Outcome) -> tuple[float, float]:
    """Return the share of deals with all the terms seen, and of those also signed within days of the date."""
    actual = outcome.loaded.scenario.actual
    if actual is None:
        return 0.0, 0.0
    agreed = np.isfinite(outcome.column("day"))
    same = agreed & has_terms(outcome)
    near = same & (np.abs(outcome.column("day") - outcome.calendar.day_number(actual.date)) <= NEAR)
    return float(same.sum() / agreed.sum()), float(near.sum() / agreed.sum())


def share_with_spans(outcome: Outcome) -> float | None:
    """Return the share of deals with all the terms seen and with levels within all the spans; None without a span."""
    actual = outcome.loaded.scenario.actual
    issues, spans = outcome.loaded.scenario.issues, actual.spans if actual else {}
    known = {name: span for name, span in spans.items() if name in issues}
    if not known:
        return None
    agreed = np.isfinite(outcome.column("day"))
    same = has_terms(outcome) & agreed
    for name, span in known.items():
        held = levels(outcome, name)
        same &= (held >= span.low) & (held <= span.high)
    return float(same.sum() / agreed.sum())


def has_terms(outcome: Outcome) -> Flags:
    """Return where all the terms seen were agreed, (worlds,)."""
    found = np.ones(outcome.worlds.num_rows, dtype=bool)
    for name, level in terms(outcome).items():
        found &= np.array([held == level for held in outcome.worlds.column(name).to_pylist()])
    return found
