"""Pattern 9: a dearer signature gives fewer early deals and better terms.

The scenario is played twice more in the same worlds with the same luck, its deadline five days
before the vote, as in `early_deadline` (29 May 2025): once without an audience cost, once with the
cost as it is.  Measures, each the dearer less the other:

    share of worlds with a signature before the vote, also one that was voided later: below 0
    Korea's value at the yardstick's weights, mean over worlds in which both have a deal that was
    signed before the vote and stands: above 0

From none to what it is, since at twice of what it is hardly anybody signs and nothing is left to
compare.  Only deals before the vote are compared, for the cost is the caretaker's alone.  Source of
the direction: J. Fearon (1994), American Political Science Review 88(3).
"""

from dataclasses import replace
from datetime import timedelta
from math import ceil, isinf
from typing import Any

import numpy as np

from sim.analysis.validation.patterns.intervals import bootstrap_mean
from sim.analysis.validation.patterns.pattern import Pattern, Range, missing_pattern, value_pattern
from sim.analysis.validation.patterns.timing import vote_day
from sim.core.worlds import Flags
from sim.runs.run import Outcome, play
from sim.scenario.faults import ScenarioError
from sim.scenario.loading import LoadedScenario, validate_text
from sim.scenario.reading.scenario_text import ScenarioText
from sim.scenario.reading.variants import merge_variant
from sim.scenario.schema.scenario import Scenario

BEFORE = 5  # days from the deadline to the vote
NO_COST = {"value": 0, "range": [0, 20]}  # an audience cost of nothing
FEWER: Range = (None, 0.0)
BETTER: Range = (0.0, None)
EVIDENCE = "audience costs, Fearon (1994)"

CostRuns = tuple[Outcome, Outcome]  # without the cost, and with it


def dearer_signature(outcome: Outcome) -> list[Pattern]:
    """Return pattern 9."""
    return signature_patterns(play_with_and_without_cost(outcome), vote_day(outcome))


def play_with_and_without_cost(outcome: Outcome) -> CostRuns | str:
    """Return the runs with the deadline before the vote, in the worlds of a run; or why there are none."""
    try:
        found = variants(outcome.loaded)
    except ScenarioError:
        return "this scenario cannot have a deadline just before the vote"
    if isinstance(found, str):
        return found
    settings = replace(outcome.settings, until=day_decided(outcome.loaded.scenario, vote_day(outcome) or 0))
    return play(found[0], settings), play(found[1], settings)


def day_decided(spec: Scenario, vote: int) -> int | None:
    """Return a day by which it is known which deals of before the vote stand; None if that may take for ever.

    The Assembly votes on a deal once its days are over and the new government can sign.
    """
    if spec.enforcement is not None:
        return None
    candidates = spec.election.candidates if spec.election else []
    forming = [spec.korea.governments[name].formation_days.span[1] for name in candidates]
    latest = max([float(spec.assembly.vote_lag_days), *forming])
    return None if isinf(latest) else vote + ceil(latest) + 2


def signature_patterns(runs: CostRuns | str, vote: int | None) -> list[Pattern]:
    """Return both measures from the two runs, or the reason why there are none."""
    if isinstance(runs, str):
        return [missing_pattern(9, runs, FEWER), missing_pattern(9, runs, BETTER)]
    return cost_patterns(*runs, vote or 0)


def cost_patterns(free: Outcome, dear: Outcome, vote: int) -> list[Pattern]:
    """Return both measures from the runs without the cost and with it."""
    change = signed_before_vote(dear, vote).astype(float) - signed_before_vote(free, vote)
    both = (free.column("day") < vote) & (dear.column("day") < vote)  # day is that of a deal that stands
    value = "korea_value_fixed"
    gain = (dear.column(value) - free.column(value))[both]
    fewer, better = (bootstrap_mean(held, np.ones(len(held))) for held in (change, gain))
    names = (
        "change in the share signed before the vote as the audience cost comes in, deadline before the vote",
        "change in Korea's value of deals signed before the vote in both, bn USD a year, mean",
    )
    return [
        value_pattern(9, names[0], fewer, FEWER, EVIDENCE, len(change)),
        value_pattern(9, names[1], better, BETTER, EVIDENCE, len(gain)),
    ]


def signed_before_vote(outcome: Outcome, vote: int) -> Flags:
    """Return where something was signed before the vote, (worlds,)."""
    return np.asarray(outcome.column("first_signature") < vote)


def variants(loaded: LoadedScenario) -> tuple[LoadedScenario, LoadedScenario] | str:
    """Return the scenario with a deadline before the vote, without the cost and with it; or why there is none."""
    spec = loaded.scenario
    if spec.election is None:
        return "no election in this scenario"
    holder = spec.korea.governments[spec.korea.in_office]
    if holder.audience_cost is None or holder.opinion is None or not any(holder.audience_cost.span):
        return "no audience cost in this scenario"
    deadline = min(spec.calendar.deadline, spec.election.date - timedelta(days=BEFORE))
    sooner = with_differences(loaded, {"calendar": {"deadline": deadline}})
    return with_differences(
        sooner, {"korea": {"governments": {spec.korea.in_office: {"audience_cost": NO_COST}}}}
    ), sooner


def with_differences(loaded: LoadedScenario, differences: dict[str, Any]) -> LoadedScenario:
    """Return a scenario with some differences, checked like any other."""
    data = merge_variant(loaded.data, differences, "pattern 9")
    return LoadedScenario(validate_text(ScenarioText(loaded.name, data)), data, loaded.name)
