"""Two of our timed negotiators under NegMAS's rules, held against two of NegMAS's: step by step, package by package.

    python -m sim.bench.negmas_agreement

plays random additive domains of 100 and of 5,000 packages, 30 of each, with random paces (beta from .2 to 3) on both
sides: once with each framework's own, with NegMAS's tolerance of .0001 (`eps`) and with next to none.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from sim.bargaining.domains import Domain, additive_domain

HUNDRED, FIVE_THOUSAND = (4, 5, 5), (5, 5, 5, 5, 8)  # levels of the issues
DOMAINS, STEPS = 30, 90
SLACKS = (0.0, 1e-4)
PACES = (0.2, 3.0)
NO_SLACK = 1e-9  # of NegMAS's, which needs one for rounding


def random_domain(seed: int, levels: Sequence[int] = HUNDRED) -> Domain:
    """Return a domain with random values of both sides, and reserves of a tenth to four tenths of the best."""
    draw = np.random.default_rng(seed)
    first, second = (
        [draw.random(n) * weight for n, weight in zip(levels, draw.dirichlet(np.ones(len(levels))), strict=True)]
        for _ in (0, 1)
    )
    found = additive_domain([f"issue_{k}" for k in range(len(levels))], first, second, (0.0, 0.0))
    best = [sum(float(row.max()) for row in side) for side in (first, second)]
    one, other = (np.array([draw.uniform(0.1, 0.4) * most]) for most in best)
    return replace(found, reserves=(one, other), public_reserves=(one, other))


def ends_alike(seed: int, levels: Sequence[int], slack: float) -> bool:
    """Return whether two of ours agree in the step, and on the package, of two of NegMAS's."""
    from sim.negmas import negotiator
    from sim.negmas.library import stock_negotiators
    from sim.negmas.mechanism import play_mechanism

    domain = random_domain(seed, levels)
    betas = np.random.default_rng(1000 + seed).uniform(*PACES, 2).tolist()
    stock = stock_negotiators()["TimeBasedConcedingNegotiator"]
    ours = [negotiator("timed", beta=beta, slack=slack)() for beta in betas]
    theirs = [stock(offering_curve=1 / beta, eps=slack or NO_SLACK) for beta in betas]
    return play_mechanism(domain, ours, STEPS) == play_mechanism(domain, theirs, STEPS)


def main() -> None:
    """Play all, and say how many sessions end alike."""
    for levels in (HUNDRED, FIVE_THOUSAND):
        for slack in SLACKS:
            same = sum(ends_alike(seed, levels, slack) for seed in range(DOMAINS))
            print(f"{int(np.prod(levels)):,} packages, eps {slack}: {same} of {DOMAINS} sessions end alike")


if __name__ == "__main__":
    main()
