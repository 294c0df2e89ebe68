"""Bare negotiations held against NegMAS: same agenda, clock, demands and answers, measured in turn.

Two ratios, since what is offered differs.  NegMAS's own timed agent offers the package of least own
value that meets its demand, and inverts its utility anew in each session.  The other agent is written
for this comparison: it offers along the same path as ours, handed over ready-made, so that its sessions
end in the same round with the same package; what is left is the cost of stepping a session alone.
"""

from collections.abc import Callable, Iterator
from importlib.util import find_spec
from time import process_time
from typing import Any

from sim.bench.bare import AGENDA, ROUNDS, agenda, pace, sessions
from sim.bench.line import Line, Promise
from sim.bench.setting import Bench

PROMISE = Promise("at least", 500)
STOCK = "NegMAS's own timed agents, each offering its package of least own value above the demand"
PATH = "NegMAS agents offering along the same ready-made path, so that sessions end alike"

Session = Callable[[tuple[float, float]], Any]


def is_here() -> bool:
    """Return whether NegMAS is installed."""
    return find_spec("negmas") is not None


def negmas(bench: Bench) -> Iterator[Line]:
    """Yield NegMAS's rates and how many times as many sessions a second ours makes, on one core each."""
    from sim.interop.negmas import Table

    table, size, domain = Table(agenda(), ROUNDS), bench.size, agenda()
    betas = list(zip(pace("us", size.guests).tolist(), pace("korea", size.guests).tolist(), strict=True))
    kinds: tuple[tuple[str, Session], ...] = ((STOCK, table.stock), (PATH, table.along_path))
    ours: list[float] = []
    theirs: dict[str, list[float]] = {STOCK: [], PATH: []}
    for _ in range(size.repeats + 1):
        began = process_time()
        sessions(domain, size.sessions)
        ours.append(size.sessions / (process_time() - began))
        for what, play in kinds:
            theirs[what].append(rate(play, betas))
    setting = {"seed": 1, "sessions": size.guests, "processes": 1, **AGENDA}
    for what, rates in theirs.items():
        yield Line("negmas", what, "sessions/s", rates[1:], setting)  # the first warms up
        ratios = [mine / other for mine, other in zip(ours[1:], rates[1:], strict=True)]
        beside = {**setting, "our_sessions": size.sessions}
        promise = PROMISE if what == STOCK else None
        yield Line("negmas", f"our sessions/s over those of {what}", "ratio", ratios, beside, promise=promise)


def rate(play: Session, betas: list[tuple[float, float]]) -> float:
    """Return the sessions a second of one kind of agent."""
    began = process_time()
    for pair in betas:
        play(pair)
    return len(betas) / (process_time() - began)
