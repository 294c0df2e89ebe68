"""A round robin of five tactics of ours and five negotiators of NegMAS, in both frameworks, and how alike they rank.

    python -m sim.bench.negmas_ranking

plays each against each in both roles in random additive domains of 100 packages, as guests in our bare negotiations,
and as negotiators in NegMAS's mechanism; a score is the mean of scaled values over domains, partners and roles, the
reserve counted without a deal.  Kendall's tau is the share of pairs that both rank alike less that of the others.
"""

from collections.abc import Sequence
from itertools import combinations
from typing import Any

import numpy as np

from sim.bargaining.session import OfferProtocol, negotiate
from sim.bench.negmas_agreement import HUNDRED, random_domain
from sim.core.chance import Chance

OURS: dict[str, dict[str, Any]] = {  # name of a tactic -> its parameters
    "timed": {"beta": 0.5},
    "tit_for_tat": {},
    "nice_tit_for_tat": {},
    "micro": {},
    "hardliner": {},
}
BESIDE = {"offer": "trade_off", "opening": "livable", "opponent": "fixed", "acceptance": "next"}
THEIRS = (
    *("BoulwareTBNegotiator", "LinearTBNegotiator", "ConcederTBNegotiator", "MiCRONegotiator"),
    "NaiveTitForTatNegotiator",
)
DOMAINS, ROUNDS = 10, 60
Scores = dict[str, list[float]]  # by name: its value in every session that it took part in


def kendall_tau(one: Sequence[float], other: Sequence[float]) -> float:
    """Return Kendall's tau of two lists of scores without ties."""
    signs = [np.sign((one[a] - one[b]) * (other[a] - other[b])) for a, b in combinations(range(len(one)), 2)]
    return float(np.mean(signs))


def own_strategy(name: str) -> Any:
    """Return the rules of a side at our table."""
    from sim.negmas.own_negotiator import strategy_of
    from sim.negmas.rule import NegmasGuest

    if name in OURS:
        return strategy_of(name, {**OURS[name], **BESIDE})
    found = strategy_of("hardliner", BESIDE)
    found.bidding = [NegmasGuest(name)]
    return found


def negmas_agent(name: str) -> Any:
    """Return a negotiator at NegMAS's table."""
    from sim.negmas import negotiator
    from sim.negmas.library import stock_negotiators

    return negotiator(name, **OURS[name], **BESIDE)() if name in OURS else stock_negotiators()[name]()


def play_pair(seed: int, pair: tuple[str, str], rounds: int) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return both sides' scaled values of a session at our table, and at NegMAS's."""
    from sim.negmas.mechanism import play_mechanism, side_values

    domain, (first, second) = random_domain(seed, HUNDRED), pair
    ours = negotiate(domain, (own_strategy(first), own_strategy(second)), OfferProtocol(rounds), Chance(seed, 0, 1))
    theirs = play_mechanism(domain, [negmas_agent(first), negmas_agent(second)], rounds + 1, seed)
    held = side_values(domain)
    found = [one.reserve for one in held]
    if ours.agreed[0]:
        found = [sum(float(row[k]) for row, k in zip(one.levels, ours.package[0], strict=True)) for one in held]
    return (found[0], found[1]), theirs.values


def play_round_robin(domains: int, rounds: int, names: Sequence[str] = (*OURS, *THEIRS)) -> tuple[Scores, Scores, int]:
    """Return all scores at our table and at NegMAS's, and in how many sessions both sides got the same at both."""
    scores: tuple[Scores, Scores] = ({name: [] for name in names}, {name: [] for name in names})
    alike = 0
    for seed in range(100, 100 + domains):
        for pair in ((one, other) for one in names for other in names):
            tables = play_pair(seed, pair, rounds)
            alike += bool(np.allclose(*tables, atol=1e-9))
            for held, values in zip(scores, tables, strict=True):
                for name, value in zip(pair, values, strict=True):
                    held[name].append(value)
    return *scores, alike


def main() -> None:
    """Play the round robin, and print the scores, the best first, and Kendall's tau."""
    ours, theirs, alike = play_round_robin(DOMAINS, ROUNDS)
    means = {name: (float(np.mean(ours[name])), float(np.mean(theirs[name]))) for name in ours}
    for name, (one, other) in sorted(means.items(), key=lambda entry: -entry[1][0]):
        print(f"{name:28} {one:.4f} {other:.4f}")
    tau = kendall_tau(*zip(*means.values(), strict=True))
    print(f"Kendall's tau {tau:.3f}; {alike:,} of {DOMAINS * len(means) ** 2:,} sessions give both sides the same")


if __name__ == "__main__":
    main()
