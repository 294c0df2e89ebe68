"""Pattern 8: defence stays out when the tracks are apart, and putting it on the table changes little.

Measure: the share of worlds in which the package with the largest Nash product on the trade-off
path, by the true tables of day 0, is the same with the security issue on the table and without.
At central weights a unit of defence cost gives party A less than it costs party B, so few should move.
"""

import numpy as np

from sim.analysis.validation.patterns.pattern import Pattern, missing_pattern, share_pattern
from sim.bargaining.concessions import concessions
from sim.bargaining.tradeoff import trade_off_path
from sim.core.worlds import Flags, Whole
from sim.model.talks import Talks
from sim.runs.chunk import RunSettings
from sim.runs.run import Outcome
from sim.scenario.schema.scenario import Scenario


def defence_apart(outcome: Outcome) -> list[Pattern]:
    """Return pattern 8: the best package hardly changes when defence is put on the table."""
    return bundling_pattern(same_best_package(outcome))


def same_best_package(outcome: Outcome) -> Flags | None:
    """Return where the best package stays as it is, (worlds,); None without a security issue."""
    spec, settings = outcome.loaded.scenario, outcome.settings
    if all(part.track != "security" for part in spec.issues.values()):
        return None
    last = settings.first + settings.worlds
    chunks = [(k, min(settings.chunk, last - k)) for k in range(settings.first, last, settings.chunk)]
    return np.concatenate([same_in_chunk(spec, settings, *chunk) for chunk in chunks])


def same_in_chunk(spec: Scenario, settings: RunSettings, first: int, worlds: int) -> Flags:
    """Return where the best package stays as it is, in worlds from `first` on, (worlds,)."""
    without, bundled = (
        best_package(Talks(spec, worlds, first=first, chance=settings.chance_of(first, worlds)), both)
        for both in (False, True)
    )
    return np.asarray((without == bundled).all(axis=1))


def bundling_pattern(same: Flags | None) -> list[Pattern]:
    """Return the measure from where the best package stays."""
    if same is None:
        return [missing_pattern(8, "no security issue in this scenario", (0.5, 1.0))]
    name = "worlds whose Nash package on the trade-off path is the same, defence bundled or not"
    return [share_pattern(8, name, same, np.ones(len(same)), (0.5, 1.0), "a negative-sum issue at central weights")]


def best_package(model: Talks, bundled: bool) -> Whole:
    """Return the package with the largest Nash product on the path of the true tables on day 0, (worlds, issues)."""
    talks, every = model.state.main, np.arange(model.worlds)
    agenda, tables = talks.agenda, talks.tables
    walks = concessions(tables.signed, tables.own, agenda.with_security(tracks(model), bundled))
    way = trade_off_path(walks, agenda.lapsed, np.ones((model.worlds, len(agenda.issues))))
    gains = [
        np.maximum(
            way.table_values(tables.of(side)) - talks.reserve(standing, talks.parties[side], every)[:, None], 0.0
        )
        for side, standing in enumerate((tables.standing, tables.own))
    ]
    found = way.package((gains[0] * gains[1]).argmax(axis=1))
    model.release()
    return found


def tracks(model: Talks) -> tuple[str, ...]:
    """Return the track of each issue."""
    return tuple(part.track for part in model.spec.issues.values())
