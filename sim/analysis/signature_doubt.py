"""Whether a signature before a vote is in doubt in a scenario, and what that doubt does to demands."""

from typing import Any

from sim.politics.honour import HONOUR
from sim.scenario.schema.scenario import Scenario
from sim.tactics.registry import DEMAND


def is_signature_doubtful(spec: Scenario) -> bool:
    """Return whether a signature before the vote may not be kept; no without a vote."""
    if spec.main_election is None:
        return False
    rule: Any = HONOUR[spec.main_election.honour.name]
    return bool(rule.doubtful)


def demands_less_under_doubt(spec: Scenario) -> bool:
    """Return whether the other party doubts a signature before the vote, and its demands follow what it then expects.

    They do by the rules that carry a demand over to the range of expected values (`sim.bargaining.doubt`): terms that
    are the least likely to be kept are worth little in it.  Where demands stay in sure values doubt makes it ask for
    more.
    """
    doubt = spec.part_of(spec.keys[1 - spec.voting_place]).doubt
    return is_signature_doubtful(spec) and doubt.vote is not False and bool(DEMAND[doubt.demand.name]().rescales)
