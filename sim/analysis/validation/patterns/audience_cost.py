"""Pattern 9: a dearer signature gives fewer early deals.

The scenario is played twice more in the same worlds with the same luck, its deadline five days
before the vote, as in `early_deadline` (29 May 2025): once without an audience cost, once with the
cost as it is.  Measure: the share of worlds with a signature before the vote, also one that was voided
later, with the cost less without it: below 0.  Where fewer than six worlds differ there is nothing to measure (no sign
of so few can be told from chance at 5 %, two-sided).

From none to what it is, since at twice of what it is hardly anybody signs.  Source of the direction:
J. Fearon (1994), American Political Science Review 88(3).

There was a second measure, that the deals made in both are better for party B.  It compared the few worlds that sign
early both times, mostly with the same package, and said nothing where there were none: that a bar that must
be reached raises what the side behind it gets is a statement of theory, and is held there (`sim validate --theory`,
"a bar that rises").
"""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import numpy as np

from sim.analysis.bootstrap import mean_interval
from sim.analysis.validation.patterns.pattern import Pattern, Range, missing_pattern, value_pattern
from sim.analysis.validation.patterns.timing import vote_day
from sim.core.worlds import Flags
from sim.runs.run import Outcome, play
from sim.scenario.faults import ScenarioError
from sim.scenario.loading import LoadedScenario, validate_text
from sim.scenario.reading.scenario_text import ScenarioText
from sim.scenario.reading.variants import merge_variant

BEFORE = 5  # days from the deadline to the vote
NO_COST = {"value": 0, "range": [0, 20]}  # an audience cost of nothing
FEWER: Range = (None, 0.0)
FEWEST = 6  # worlds that differ: 2 / 2^6 is the first below .05
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
    settings = replace(outcome.settings, until=(vote_day(outcome) or 0) + 1)
    return play(found[0], settings), play(found[1], settings)


def signature_patterns(runs: CostRuns | str, vote: int | None) -> list[Pattern]:
    """Return the measure from the two runs, or the reason why there is none."""
    return [missing_pattern(9, runs, FEWER) if isinstance(runs, str) else cost_pattern(*runs, vote or 0)]


def cost_pattern(free: Outcome, dear: Outcome, vote: int) -> Pattern:
    """Return the measure from the runs without the cost and with it."""
    change = signed_before_vote(dear, vote).astype(float) - signed_before_vote(free, vote)
    differ = int(np.count_nonzero(change))
    if differ < FEWEST:
        return missing_pattern(
            9, f"hardly anybody signs before the vote, with the cost or without: {differ} differ", FEWER
        )
    name = "change in the share signed before the vote as the audience cost comes in, deadline before the vote"
    return value_pattern(9, name, mean_interval(change), FEWER, EVIDENCE, len(change))


def signed_before_vote(outcome: Outcome, vote: int) -> Flags:
    """Return where something was signed before the vote, (worlds,)."""
    return np.asarray(outcome.column("first_signature") < vote)


def variants(loaded: LoadedScenario) -> tuple[LoadedScenario, LoadedScenario] | str:
    """Return the scenario with a deadline before the vote, without the cost and with it; or why there is none."""
    spec = loaded.scenario
    if spec.main_election is None:
        return "no election in this scenario"
    holder = spec.voting_part.governments[spec.voting_part.in_office]
    if holder.audience_cost is None or holder.opinion is None or not any(holder.audience_cost.span):
        return "no audience cost in this scenario"
    deadline = min(spec.calendar.deadline, spec.main_election.date - timedelta(days=BEFORE))
    sooner = with_differences(loaded, {"calendar": {"deadline": deadline}})
    free = {"governments": {spec.voting_part.in_office: {"audience_cost": NO_COST}}}
    return with_differences(sooner, {spec.keys[spec.voting_place]: free}), sooner


def with_differences(loaded: LoadedScenario, differences: dict[str, Any]) -> LoadedScenario:
    """Return a scenario with some differences, checked like any other."""
    data = merge_variant(loaded.data, differences, "pattern 9")
    return LoadedScenario(validate_text(ScenarioText(loaded.name, data)), data, loaded.name)
