"""What a neighbour's packages are worth: the same U.S. mandate, the neighbour's own, and Korea's deal as precedent.

Facts and politics are kept apart as in `sim.model.valuation`: the flows are the neighbour's, the U.S. weights are
those of Korea's talks in the same world, events included.  Precedent runs both ways:

* Korea's terms, once signed, are the believed rate and the pledge that count here; before, those of
  another partner's deal (an event), and before any deal the rate that is believed in Korea's talks.
* A point below it costs the U.S. `contagion` times what it costs in Korea's talks.  What others ask
  for in turn grows with their trade, not with the partner's: all cars but Japan's are about as many
  as all cars but Korea's, so 1 is the natural multiple.
* If the U.S. expects Korea to pledge a share of what a peer pledges, it expects the peer to pledge
  1 / share of what Korea does; a share of 0 means that neither says anything about the other.
"""

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import numpy as np

from sim.bargaining.agenda import Agenda
from sim.bargaining.payoffs import Weights
from sim.core.worlds import Array, Flags
from sim.model.valuation import Facts, Peers, contagion, parity, public_weights

NOWHERE = -1  # no issue of the neighbour goes through the market of Korean cars


@dataclass(frozen=True, eq=False)
class Tables:
    """Value tables of both sides, (worlds, issues, levels), bn USD a year.

    signed, standing   to the U.S., with precedent and without; `public` ones at central weights
    own, own_public    to the neighbour
    """

    signed: Array
    standing: Array
    public: Array
    public_standing: Array
    own: Array
    own_public: Array


def facts_of(model: Any, agenda: Agenda) -> Facts:
    """Return the flows of the neighbour's issues in every world."""
    rules = [part.flows for part in model.drawn.neighbour.issues.values()]
    return Facts(agenda, rules, NOWHERE, model.worlds, model.facts.cars, {}, {})


def weighed(model: Any, facts: Facts, peers: Peers) -> Tables:
    """Return the tables of the day, by the U.S. mandate of the day and the deals so far."""
    part, house = model.drawn.neighbour, model.administration
    scale = np.full(model.worlds, model.spec.neighbour.contagion.central)
    standing, signed = to_us(facts, house.weights, turned(house.rules, part.contagion), peers)
    public_standing, public = to_us(facts, house.public_weights, turned(house.public_rules, scale), peers)
    lost = parity(facts, house.rules, peers)
    stated = public_weights(model.spec.neighbour.weights, model.worlds)
    own, own_public = (to_neighbour(facts, weights, lost) for weights in (part.weights, stated))
    return Tables(signed, standing, public, public_standing, own, own_public)


def to_us(facts: Facts, weights: Weights, rules: Any, peers: Peers) -> tuple[Array, Array]:
    """Return what levels are worth to the U.S. without a signature, and signed."""
    fear = weights.get("contagion", np.ones(facts.worlds))
    standing = facts.table(weights)
    return standing, standing + fear[:, None, None] * contagion(facts, rules, peers)


def to_neighbour(facts: Facts, weights: Weights, lost: Array) -> Array:
    """Return what levels are worth to the neighbour; `lost` is what a better tariff of another costs it."""
    weight = weights.get("parity", np.zeros(facts.worlds))
    return facts.table(weights) + weight[:, None, None] * lost


def turned(rules: Any, scale: Array) -> Any:
    """Return the precedent rules as they hold in the neighbour's talks."""
    share = rules.price.share
    back = np.where(share > 0, 1 / np.where(share > 0, share, 1.0), 0.0)
    return SimpleNamespace(
        believed_rate=rules.believed_rate,
        tariffs={
            name: SimpleNamespace(before=scale * rule.before, after=scale * rule.after)
            for name, rule in rules.tariffs.items()
        },
        price=SimpleNamespace(issue=rules.price.issue, loss=rules.price.loss, share=back),
    )


def precedents(model: Any) -> Peers:
    """Return what others have got and paid by today, as seen from the neighbour's table, (worlds,) each."""
    rates = {name: terms(model, name, held) for name, held in model.peers.rate.items()}
    return Peers(rates, terms(model, model.drawn.precedent.price.issue, model.peers.pledge))


def terms(model: Any, issue: str, others: Array) -> Array:
    """Return the level Korea has signed on an issue, that of `others` where it has signed nothing, (worlds,)."""
    place = model.agenda.at(issue)
    levels = model.agenda.issues[place].grid[model.ledger.package[:, place]]
    return np.where(model.ledger.agreed, levels, others)


def same(one: Peers, other: Peers, where: Flags) -> bool:
    """Return whether two states of precedent are equal in some worlds, (worlds,), nan to nan."""
    pairs = [(one.pledge, other.pledge), *((one.rate[name], other.rate[name]) for name in one.rate)]
    return all(np.array_equal(a[where], b[where], equal_nan=True) for a, b in pairs)
