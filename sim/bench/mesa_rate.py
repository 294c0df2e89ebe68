"""Bare negotiations held against plain Mesa talks of like work, one object for each agent, in turn."""

from collections.abc import Iterator

from sim.bargaining.sides import SIDES
from sim.bench.line import BenchLine
from sim.bench.negotiations import AGENDA, LEVELS, ROUNDS, faratin_betas, sessions, shared_domain
from sim.bench.plain_mesa import MesaTable, prepare, run_talks
from sim.bench.processes import in_fresh_process
from sim.bench.settings import Bench, Size, seconds_taken

LIKE = "two timed agents of plain Mesa, an object each, by batch_run; no carmakers, elections or learning"


def bench_mesa(bench: Bench) -> Iterator[BenchLine]:
    """Yield the rate of plain Mesa talks, and how many times as many bare negotiations are made."""
    size = bench.size
    ours, theirs, used = in_fresh_process(mesa_seconds, size)
    setting = {"seed": 1, "sessions": size.talks, "processes": 1, "mean_rounds_used": used, **AGENDA}
    yield BenchLine("mesa", LIKE, "sessions/s", [size.talks / s for s in theirs], setting)
    ratios = [(size.sessions / a) / (size.talks / b) for a, b in zip(ours, theirs, strict=True)]
    beside = {**setting, "our_sessions": size.sessions}
    yield BenchLine("mesa", "our bare negotiations/s over plain Mesa talks/s", "ratio", ratios, beside)


def mesa_seconds(size: Size) -> tuple[list[float], list[float], float]:
    """Return the seconds of our sessions and of plain talks, measured in turn, and the rounds that talks use."""
    domain, plain = shared_domain(), table(size.talks)
    prepare(plain)
    ours, theirs, ended = [], [], run_talks(plain)
    for _ in range(size.repeats + 1):
        ours.append(seconds_taken(lambda: sessions(domain, size.sessions)))
        theirs.append(seconds_taken(lambda: run_talks(plain)))
    return ours[1:], theirs[1:], sum(last + 1 for last, _ in ended) / len(ended)


def table(count: int) -> MesaTable:
    """Return the agenda of the bare negotiations as plain lists, for so many talks."""
    domain = shared_domain()
    party_a, party_b = (
        [[float(v) for v in issue[:levels]] for issue, levels in zip(values[0], LEVELS, strict=True)]
        for values in domain.values
    )
    first, second = ([float(b) for b in faratin_betas(side, count)] for side in SIDES)
    return MesaTable((party_a, party_b), (first, second), ROUNDS)
