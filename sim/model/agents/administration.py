"""The U.S. administration: its mandate, its fear of precedent, and its hold on the deadline."""

from typing import Any

import mesa
import numpy as np

from sim.core.worlds import Array, Flags, Whole
from sim.model.valuation import Facts, Peers, contagion, public_precedent, public_weights
from sim.politics.deadline import closeness, extension_chance

EVERY = slice(None)  # of the worlds


class Administration(mesa.Agent):
    """Holds the U.S. tables and decides on extensions.

    signed, standing, public   (worlds, issues, levels)   see sim.model.valuation
    """

    signed: Array
    standing: Array
    public: Array
    public_standing: Array

    def __init__(self, model: Any, facts: Facts) -> None:
        super().__init__(model)
        self.facts = facts
        self.weights: dict[str, Array] = model.drawn.us.weights
        self.rules = model.drawn.precedent
        self.public_weights = public_weights(model.spec.us.weights, facts.worlds)
        self.public_rules = public_precedent(model.spec, facts.worlds)
        self.deadline = model.drawn.deadline

    def weigh(self, peers: Peers) -> None:
        """Compute the tables anew from flows, weights and precedent."""
        one = np.ones(self.facts.worlds)
        fear = self.weights.get("contagion", one)[:, None, None]
        self.standing = self.facts.table(self.weights)
        self.signed = self.standing + fear * contagion(self.facts, self.rules, peers)
        public_fear = self.public_weights.get("contagion", one)[:, None, None]
        self.public_standing = self.facts.table(self.public_weights)
        self.public = self.public_standing + public_fear * contagion(self.facts, self.public_rules, peers)

    def extends(
        self, gaps: tuple[Array, Array], so_far: Whole, warned: Flags, luck: Array, rows: Whole | slice = EVERY
    ) -> Flags:
        """Return where the deadline is moved, (worlds,); `gaps` are those of today and the first.

        A letter, where `warned`, weighs like an extension granted.  Arguments are those of the worlds `rows`.
        """
        stated = self.deadline
        rules = (stated.common[rows], stated.closeness[rows], stated.repeat[rows])
        chance = extension_chance(rules, closeness(*gaps), (so_far + warned).astype(float))
        return np.asarray((luck < chance) & (so_far < self.deadline.most))
