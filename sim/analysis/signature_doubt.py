"""Whether a signature before a vote is in doubt in a scenario, and what that doubt does to demands."""

from typing import Any

from sim.politics.honour import HONOUR
from sim.scenario.schema.scenario import Scenario
from sim.tactics.registry import DEMAND


def is_signature_doubtful(spec: Scenario) -> bool:
    """Return whether a signature before the vote may not be kept; no without a vote."""
    if spec.election is None:
        return False
    rule: Any = HONOUR[spec.election.honour.name]
    return bool(rule.doubtful)


def demands_less_under_doubt(spec: Scenario) -> bool:
    """Return whether party A doubts a signature before the vote, and its demands follow the values it then expects.

    They do by the rules that carry a demand over to the range of expected values (`sim.bargaining.doubt`): terms that
    are the least likely to be kept are worth little in it.  Where demands stay in sure values doubt makes it ask for
    more.
    """
    doubt = spec.party_a.doubt
    return is_signature_doubtful(spec) and doubt.vote is not False and bool(DEMAND[doubt.demand.name]().rescales)
