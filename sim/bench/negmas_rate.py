"""Bare negotiations held against NegMAS: same agenda, clock, demands and answers, measured in turn.

Three ratios, since there are several ways to choose what to offer once the demand is known.

    trade-off over stock   each tool as it comes: we offer along a path what the other side likes best,
                           NegMAS's timed agent its package of least own value that meets the demand
    trade-off over path    a NegMAS agent written for this comparison offers along the same path, handed
                           over ready-made: sessions end in the same round with the same package
    least over stock       both offer the package of least own value; ours weighs all packages at every
                           offer, NegMAS sorts them once for each agent, so this is our slowest rule
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from sim.bench.line import BenchLine, Promise
from sim.bench.negotiations import AGENDA, ROUNDS, faratin_betas, sessions, shared_domain
from sim.bench.settings import Bench, Size, seconds_taken
from sim.tactics.offering.least import Least

PROMISE = Promise("at least", 500)
STOCK = "NegMAS's own timed agents, offering their package of least own value"
PATH = "NegMAS agents that offer along our path, so that sessions end alike"
TRADE, LISTED = "ours, offering by trade-off", "ours, offering the package of least own value"

Session = Callable[[tuple[float, float]], Any]


def bench_negmas(bench: Bench) -> Iterator[BenchLine]:
    """Yield the rates of both tools and how many times as many sessions a second ours makes, on one core each."""
    yield from negmas_lines(bench.size)


def negmas_lines(size: Size) -> Iterator[BenchLine]:
    """Yield the same, of some size."""
    rates = negmas_rates(size)
    counts = {TRADE: size.sessions, LISTED: size.listing, STOCK: size.guests, PATH: size.guests}
    for what, values in rates.items():
        yield BenchLine(
            "negmas", what, "sessions/s", values, {"seed": 1, "sessions": counts[what], "processes": 1, **AGENDA}
        )
    for mine, other, promise in ((TRADE, STOCK, PROMISE), (TRADE, PATH, None), (LISTED, STOCK, None)):
        setting = {"seed": 1, "sessions": counts[mine], "over_sessions": counts[other], "processes": 1, **AGENDA}
        ratios = [a / b for a, b in zip(rates[mine], rates[other], strict=True)]
        yield BenchLine("negmas", f"sessions/s of {mine}, over {other}", "ratio", ratios, setting, promise=promise)


def negmas_rates(size: Size) -> dict[str, list[float]]:
    """Return the sessions a second of each kind in each repeat; a first round warms up."""
    from sim.negmas.timed_table import NegmasTable

    domain, found = shared_domain(), defaultdict(list)
    table = NegmasTable(domain, ROUNDS)
    betas = list(
        zip(faratin_betas("party_a", size.guests).tolist(), faratin_betas("party_b", size.guests).tolist(), strict=True)
    )
    for _ in range(size.repeats + 1):
        found[TRADE].append(size.sessions / seconds_taken(partial(sessions, domain, size.sessions)))
        found[STOCK].append(rate(table.stock, betas))
        found[PATH].append(rate(table.along_path, betas))
        found[LISTED].append(size.listing / seconds_taken(partial(sessions, domain, size.listing, offer=Least())))
    return {what: values[1:] for what, values in found.items()}


def rate(play: Session, betas: list[tuple[float, float]]) -> float:
    """Return the sessions a second of one kind of agent."""
    return len(betas) / seconds_taken(lambda: [play(pair) for pair in betas])
