"""What a model tells a Mesa user at the end of each day: one row of the whole, and one of each agent.

Shares and means are over the worlds of the model; in one world a share is 0 or 1.  What only deals have is a
mean over the deals that stand that day, None without any, under the name of the result column.

    day, date, seed       the day that was lived, and the seed in use
    talking, agreed       share of worlds in which the parties talk, and with a deal signed
    lapsed, extensions    share in which the deadline has lapsed; mean number of extensions
    <party>_value         what deals are worth over no deal, bn USD a year
    <issue>               level signed, in its unit; of levels that are words the commonest
"""

from collections.abc import Callable, Mapping
from typing import Any

import mesa
import numpy as np

from sim.bargaining.agenda import Issue
from sim.bargaining.sides import SIDES
from sim.core.worlds import Array

Reporter = Callable[[Any], Any]
Reporters = Mapping[str, Any]  # whatever Mesa takes as a reporter, by name


class EndOfDayCollector(mesa.DataCollector):
    """Collects after each step; the batch runner of Mesa 3.3 seeks the agents of step n under n - 1."""

    def collect(self, model: mesa.Model) -> None:
        """Collect all that is reported of a model as it stands."""
        super().collect(model)
        if not hasattr(self, "_collection_steps"):  # which newer versions keep, and go by
            self._agent_records[model.steps - 1] = self._agent_records.pop(model.steps)


def collector_of(
    model: mesa.Model, model_reporters: Reporters | None = None, agent_reporters: Reporters | None = None
) -> mesa.DataCollector:
    """Return a collector for the talks, with reporters of yours besides, or in place of those of the same name."""
    issues = model.state.main.agenda.issues
    levels = {issue.name: level_reporter(issue, place) for place, issue in enumerate(issues)}
    values = {f"{key}_value": deal_reporter(f"{side}_value") for side, key in zip(SIDES, model.spec.keys, strict=True)}
    return EndOfDayCollector(
        model_reporters={**MODEL_REPORTERS, **values, **levels, **(model_reporters or {})},
        agent_reporters={**AGENT_REPORTERS, **(agent_reporters or {})},
    )


def mean_or_none(values: Array) -> float | None:
    """Return the mean of the numbers among values, None if there are none."""
    numbers = values[np.isfinite(values)]
    return float(numbers.mean()) if len(numbers) else None


def share_reporter(name: str) -> Reporter:
    """Return a reporter of the mean over worlds of what the ledger holds, a share where that is yes or no."""
    return lambda model: float(np.mean(getattr(model.ledger, name)))


def deal_reporter(name: str) -> Reporter:
    """Return a reporter of the mean of a measure over deals."""

    def report(model: mesa.Model) -> float | None:
        ledger = model.ledger
        held = ledger.measures.get(name)
        return None if held is None else mean_or_none(held[ledger.agreed])

    return report


def level_reporter(issue: Issue, place: int) -> Reporter:
    """Return a reporter of the level that deals have on an issue; what they leave open does not count."""
    levels = issue.levels

    def report(model: mesa.Model) -> Any:
        signed = model.ledger.package[model.ledger.agreed, place]
        counts = np.bincount(signed[signed < len(levels)], minlength=len(levels))
        if not counts.any():
            return None
        if any(isinstance(level, str) for level in levels):
            return levels[int(counts.argmax())]
        return float(np.average(np.array(levels, dtype=float), weights=counts))

    return report


def agent_figure(kind: str, figure: Callable[[Any], Array]) -> Reporter:
    """Return a reporter of the mean over worlds of a figure that one kind of agent has, None for others."""
    return lambda agent: mean_or_none(figure(agent)) if type(agent).__name__ == kind else None


def agent_name(agent: Any) -> str:
    """Return the name of an agent: the key of a delegation's party, a carmaker, or what it is."""
    keys = dict(zip(SIDES, agent.model.spec.keys, strict=True))
    return keys.get(getattr(agent, "side", "")) or str(getattr(agent, "name", None) or type(agent).__name__.lower())


MODEL_REPORTERS: dict[str, Reporter] = {
    "day": lambda model: model.day - 1,
    "date": lambda model: model.setting.calendar.date(model.day - 1),
    "seed": lambda model: model.setting.chance.seed,
    "talking": share_reporter("live"),
    "agreed": share_reporter("agreed"),
    "lapsed": share_reporter("lapsed"),
    "extensions": share_reporter("extensions"),
}
AGENT_REPORTERS: dict[str, Reporter] = {
    "agent": agent_name,
    "kind": lambda agent: type(agent).__name__,
    "demand": agent_figure("Delegation", lambda agent: agent.offer_memory.target),  # value, bn USD a year
    "duty": agent_figure("Carmaker", lambda agent: agent.duty),  # so far, bn USD
    "pressure": agent_figure("Carmaker", lambda agent: agent.pressure),
    "index": agent_figure("Carmaker", lambda agent: agent.index),
}
