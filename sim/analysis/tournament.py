"""A round robin of tactics: every one against every one, as the U.S. side and as the Korean side.

Each pair plays a bare negotiation in the same worlds with the same luck, so that rows differ by the
tactics alone.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from sim.analysis.strategies import NamedStrategy
from sim.bargaining.efficiency import efficiency
from sim.bargaining.session import Domain, OfferProtocol, SessionResult, negotiate
from sim.core.chance import Chance
from sim.core.worlds import Array, take_rows


@dataclass(frozen=True)
class Match:
    """One pair: means over worlds; time, ratio and distance over agreements only, nan without any.

    us, korea            names of the two strategies
    agreed               share of worlds with a deal
    us_value, korea_value   mean value, the reserve where there is no deal
    time                 share of the rounds used
    nash_ratio           product of the gains over the largest on the exact frontier
    frontier_distance    what could be added to both values at once
    """

    us: str
    korea: str
    agreed: float
    us_value: float
    korea_value: float
    time: float
    nash_ratio: float
    frontier_distance: float


def round_robin(
    strategies: Sequence[NamedStrategy],
    domain: Domain,
    frontier: tuple[Array, Array],
    protocol: OfferProtocol,
    worlds: int,
    seed: int,
    tick: Callable[[float], None] | None = None,
) -> list[Match]:
    """Return every pair's bout; `frontier` holds both values of the exact frontier, (worlds or 1, points)."""
    bouts = []
    for first in strategies:
        for second in strategies:
            rules = (first.for_side(Chance(seed, 0, worlds), "us"), second.for_side(Chance(seed, 0, worlds), "korea"))
            ending = negotiate(domain, rules, protocol, Chance(seed, 0, worlds))
            bouts.append(match_means((first.name, second.name), ending, domain, frontier, protocol))
            if tick:
                tick(len(bouts) / len(strategies) ** 2)
    return bouts


def match_means(
    names: tuple[str, str],
    ending: SessionResult,
    domain: Domain,
    frontier: tuple[Array, Array],
    protocol: OfferProtocol,
) -> Match:
    """Return the means of a bout."""
    rows = np.flatnonzero(ending.agreed)
    values = (ending.values[0][rows], ending.values[1][rows])
    reserves = tuple(np.broadcast_to(r, ending.round.shape)[rows] for r in domain.reserves)
    along = tuple(np.broadcast_to(take_rows(f, rows), (len(rows), f.shape[1])) for f in frontier)
    found = efficiency(values, (reserves[0], reserves[1]), (along[0], along[1]))
    steps = max(protocol.rounds - 1, 1)
    return Match(
        us=names[0],
        korea=names[1],
        agreed=float(ending.agreed.mean()),
        us_value=float(ending.values[0].mean()),
        korea_value=float(ending.values[1].mean()),
        time=finite_mean(ending.round[rows] / steps),
        nash_ratio=finite_mean(found.nash_ratio),
        frontier_distance=finite_mean(found.frontier_distance),
    )


def finite_mean(values: Array) -> float:
    """Return the mean of what is known, nan without anything."""
    known = values[np.isfinite(values)]
    return float(known.mean()) if len(known) else float("nan")


NOTE = (
    "the reserve is counted without a deal; time, share of the rounds; Nash, product of the gains over the",
    "largest possible; left, what both could still have gained at once (the last three of deals only)",
)


def match_lines(bouts: Sequence[Match], unit: str) -> list[str]:
    """Return the table of a round robin, and each strategy's mean over both roles."""
    names = list(dict.fromkeys(b.us for b in bouts))
    wide = max(len(n) for n in [*names, "as the U.S."]) + 2
    heads = ("agreed", "U.S.", "Korea", "time", "Nash", "left")
    lines = [f"{'as the U.S.':{wide}}{'as Korea':{wide}}" + "".join(f"{head:>8}" for head in heads)]
    for b in bouts:
        figures = f"{b.agreed:8.0%}{b.us_value:8.3f}{b.korea_value:8.3f}{format_figure(b.time, '8.0%')}"
        more = format_figure(b.nash_ratio, "8.3f") + format_figure(b.frontier_distance, "8.3f")
        lines.append(f"{b.us:{wide}}{b.korea:{wide}}{figures}{more}")
    return [*lines, "", *means(bouts, names, wide), "", f"values in {unit};", *NOTE]


def means(bouts: Sequence[Match], names: Sequence[str], wide: int) -> list[str]:
    """Return each strategy's mean over both roles, the best first."""
    lines = []
    for name in names:
        own = [b.us_value for b in bouts if b.us == name] + [b.korea_value for b in bouts if b.korea == name]
        dealt = [b.agreed for b in bouts if b.us == name] + [b.agreed for b in bouts if b.korea == name]
        lines.append((float(np.mean(own)), f"{name:{2 * wide}}{np.mean(dealt):8.0%}{np.mean(own):8.3f}"))
    lines.sort(key=lambda line: -line[0])
    return [f"{'mean over both roles':{2 * wide}}{'agreed':>8}{'value':>8}", *(text for _, text in lines)]


def format_figure(value: float, form: str) -> str:
    """Return a figure, or a dash where there is none."""
    return f"{value:{form}}" if np.isfinite(value) else f"{'-':>8}"
