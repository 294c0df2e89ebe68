"""Pattern 7: the deal of 30 July 2025 divides the gain as the model's own deals do.

Measure: what the terms signed in fact would have given party A of the joint gain over the two reserves, by the
true tables of the day on which each world signs its own deal; the median over worlds with a deal.  An issue that the
terms leave open is taken as that world signed it.  Range: the band that holds the middle 80 % of party A's shares of
the model's deals.

Source: none; assumed.  It is one case: a band that holds it is not proved by it.  The range was .45 to .80 before,
which was taken from another measure (against a lapse to 25/25, at middle payoffs), and was ours and wrong.
"""

import numpy as np

from sim.analysis.exact_intervals import quantile
from sim.analysis.validation.patterns.pattern import Pattern, missing_pattern, value_pattern
from sim.bargaining.agenda import Agenda
from sim.bargaining.efficiency import party_a_share
from sim.bargaining.payoffs import package_value
from sim.bargaining.sides import SIDES
from sim.core.worlds import Array, Whole
from sim.model.records import Records
from sim.model.state import State
from sim.model.talks import Talks
from sim.runs.chunk import RunSettings
from sim.runs.run import Outcome
from sim.scenario.party_words import words_of
from sim.scenario.schema.actual import ActualDeal
from sim.scenario.schema.scenario import Scenario

ANY = (0.0, 1.0)  # the range where nothing can be measured
BAND = (0.1, 0.9)


def surplus(outcome: Outcome) -> list[Pattern]:
    """Return pattern 7: the real deal's division is an ordinary one."""
    return surplus_pattern(outcome, actual_shares(outcome))


def actual_shares(outcome: Outcome) -> Array | None:
    """Return what the terms signed in fact give party A, share of the joint gain, (worlds,); None without such terms.

    nan in worlds without a deal, or where these terms leave nothing to share.
    """
    spec, settings = outcome.loaded.scenario, outcome.settings
    if spec.actual is None or not spec.actual.terms.keys() & spec.issues.keys():
        return None
    last = settings.first + settings.worlds
    chunks = [(k, min(settings.chunk, last - k)) for k in range(settings.first, last, settings.chunk)]
    return np.concatenate([shares_in_chunk(spec, spec.actual, settings, *chunk) for chunk in chunks])


def shares_in_chunk(spec: Scenario, actual: ActualDeal, settings: RunSettings, first: int, worlds: int) -> Array:
    """Return the shares in worlds from `first` on, (worlds,), which are played again."""
    model = Talks(
        spec,
        worlds,
        first=first,
        records=Records(daily=0, in_full=0, first=first),
        chance=settings.chance_of(first, worlds),
    )
    while model.running:
        model.step()
    found = shares_where_signed(model.state, actual)
    model.release()
    return found


def shares_where_signed(state: State, actual: ActualDeal) -> Array:
    """Return party A's share of the gain that the actual terms would have given on the day of signature, (worlds,)."""
    ledger, found = state.main.ledger, np.full(state.setting.worlds, np.nan)
    rows = np.flatnonzero(ledger.agreed)
    if len(rows):
        package = with_terms(state.main.agenda, ledger.package[rows], actual)
        gains = [
            package_value(ledger.tables[side][rows], package) - ledger.measures[f"{side}_reserve"][rows]
            for side in SIDES
        ]
        found[rows] = party_a_share(*gains)
    return found


def with_terms(agenda: Agenda, package: Whole, actual: ActualDeal) -> Whole:
    """Return packages, (worlds, issues), with the terms signed in fact on the issues that these name."""
    found = package.copy()
    for place, issue in enumerate(agenda.issues):
        if actual.terms.get(issue.name) in issue.levels:
            found[:, place] = issue.levels.index(actual.terms[issue.name])
    return found


def surplus_pattern(outcome: Outcome, shares: Array | None) -> list[Pattern]:
    """Return the measure from party A's shares of the real deal, (worlds,)."""
    if shares is None:
        return [missing_pattern(7, "this scenario does not say what was signed in fact", ANY)]
    own = outcome.column("party_a_share")
    (low, _), (high, _) = (quantile(own, q) for q in BAND)
    if low is None or high is None:
        return [missing_pattern(7, "no deal has a gain to share", ANY)]
    whose = words_of(outcome.loaded.scenario).words["A_adj"]
    name = f"{whose} share of the joint gain by the terms of 30 July 2025, median; range: 80 % of the model's deals"
    worlds = int(np.isfinite(shares).sum())
    return [value_pattern(7, name, quantile(shares, 0.5), (low, high), "the terms signed in fact", worlds)]
