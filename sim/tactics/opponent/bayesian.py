"""Bayesian: which weights make the other side's offers those of someone who gives ground steadily.

Each issue has its own hypotheses: that its weight on the public table is one of FACTORS, all
equally likely at first.  An offer is expected to be worth, to the side that makes it,

    1 - rate * elapsed

on a scale from its worst package (0) to its best (1).  How likely an offer is if an issue's factor
is f falls with the distance between that and the offer's worth, by a normal curve of standard
deviation `sigma`; the other issues are put in at their expected factors.  By Bayes' rule

    log posterior(f) = log prior(f) - sum over offers of (worth(offer | f) - expected) ** 2 / (2 sigma ** 2)

and an issue's weight is the mean of its posterior, scaled to mean 1.  A larger `rate` expects more
to be given away, and so is less impressed by issues that are held; against a side that gives less
than expected it takes what little was given for what counts most, so a small rate is the safer one.
A larger `sigma` learns more slowly.  What happens inside an issue is public and not learnt.

Source: K. Hindriks and D. Tykhonov (2008), "Opponent modelling in automated multi-issue negotiation
using Bayesian learning", AAMAS 2008, 331-338, sections 4 and 5: the scalable model, with independent
hypotheses for each issue.  Ours: factors of the public weight where they have weights and shapes of
issues; a concession by the clock and not by the round; and the default of `rate`.  The default of
`sigma` is that of the platform Genius.
"""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from sim.bargaining.view import ReceivedOffer
from sim.core.parameters import parameter
from sim.core.worlds import Array, Worlds, columns, require
from sim.tactics.opponent.at_stake import scale_to_mean_one

FACTORS = 4.0 ** np.linspace(-1, 1, 7)  # a quarter to four times, as far down as up


def expected_factors(log: Array) -> Array:
    """Return the mean factor of each issue, (worlds, issues), given log posteriors up to a constant."""
    chance = np.exp(log - log.max(axis=2, keepdims=True))
    return np.asarray((chance * FACTORS).sum(axis=2) / chance.sum(axis=2))


def offer_worths(heard: ReceivedOffer, factor: Array) -> Array:
    """Return the offer's worth by each hypothesis, 0 to 1, (worlds, issues, factors)."""
    least = heard.public.min(axis=2)
    span = heard.public.max(axis=2) - least
    public = np.broadcast_to(heard.public, (len(factor), *heard.public.shape[1:]))
    above = np.take_along_axis(public, heard.offer[:, :, None], axis=2)[:, :, 0] - least
    got, most = factor * above, factor * span
    rest = got.sum(axis=1, keepdims=True) - got, most.sum(axis=1, keepdims=True) - most
    gained = rest[0][:, :, None] + FACTORS * above[:, :, None]
    possible = rest[1][:, :, None] + FACTORS * span[:, :, None]
    return np.where(possible > 0, gained / np.where(possible > 0, possible, 1.0), 1.0)


@dataclass(frozen=True, eq=False)
class Bayesian:
    """Weights that best explain the offers as steady concession."""

    rate: Worlds = parameter(
        "share of its range the other side is expected to give by the end", "share", low=0, high=1, default=0.1
    )
    sigma: Worlds = parameter(
        "spread of offers about what is expected", "share of its range", low=0, strict=True, default=0.25
    )

    learns: ClassVar[bool] = True
    knows: ClassVar[bool] = False
    reads_public: ClassVar[bool] = True

    def __post_init__(self) -> None:
        inside = np.greater_equal(self.rate, 0) & np.less_equal(self.rate, 1)
        require("rate", self.rate, inside, "must be from 0 to 1")
        require("sigma", self.sigma, np.greater(self.sigma, 0), "must be above 0")

    def begin(self, worlds: int, public: Array) -> dict[str, Array]:
        """Return the memory before any offer: even log posteriors, (worlds, issues, factors)."""
        return {"log": np.zeros((worlds, public.shape[1], len(FACTORS)))}

    def hear(self, memory: dict[str, Array], heard: ReceivedOffer) -> dict[str, Array]:
        """Return the memory after an offer."""
        log = memory["log"]
        rate, sigma = columns([self.rate, self.sigma], len(log))
        hoped = 1 - rate * heard.elapsed[:, None]
        off = (offer_worths(heard, expected_factors(log)) - hoped[:, :, None]) / sigma[:, :, None]
        found = log - off**2 / 2
        return {"log": found - found.max(axis=2, keepdims=True)}

    def weights(self, memory: dict[str, Array], public: Array) -> Array:
        """Return the weights, (worlds, issues), of mean 1."""
        return scale_to_mean_one(expected_factors(memory["log"]), public)
