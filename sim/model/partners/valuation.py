"""What another partner's packages are worth: the U.S. mandate, the partner's own, and others' deals as precedent.

Facts and politics are kept apart as in `sim.model.valuation`: the flows are the partner's, the U.S. weights are
those of Korea's talks in the same world, events included.  Precedent runs both ways:

* Korea's terms, once signed, are the believed rate and the pledge that count here; before, those of
  another partner's deal (an event), and before any deal the rate that is believed in Korea's talks.
* A point below it costs the U.S. `contagion` times what it costs in Korea's talks.  What others ask
  for in turn grows with their trade, not with the partner's: all cars but Japan's are about as many
  as all cars but Korea's, so 1 is the natural multiple.
* If the U.S. expects Korea to pledge a share of what a peer pledges, it expects the peer to pledge
  1 / share of what Korea does; a share of 0 means that neither says anything about the other.
"""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

import numpy as np

from sim.bargaining.agenda import Agenda
from sim.core.worlds import Array, Flags
from sim.economy.market.tariff_equilibria import TariffEquilibria
from sim.model.draws import Drawn
from sim.model.ledger import Ledger
from sim.model.precedent import PeerDeals, parity, partner_table, us_tables
from sim.model.setting import Setting, central_values
from sim.model.track_parts import TrackTables
from sim.model.valuation import ValueTables
from sim.scenario.schema.quantity import Quantity

NOWHERE = -1  # no issue of another partner goes through the market of Korean cars


def partner_values(setting: Setting, part: Drawn, agenda: Agenda, cars: TariffEquilibria) -> ValueTables:
    """Return the flows of a partner's issues in every world."""
    return ValueTables(agenda, [issue.flows for issue in part.issues.values()], NOWHERE, setting.worlds, cars, {}, {})


def partner_tables(
    setting: Setting, part: Drawn, stated: Mapping[str, Quantity], scale: Array, values: ValueTables, peers: PeerDeals
) -> TrackTables:
    """Return the tables of the day, by the U.S. mandate of the day and the deals so far.

    stated, scale   the partner's weights as stated, and the central multiple of its contagion, (worlds,)
    """
    true, public = setting.drawn, setting.public
    standing, signed = us_tables(values, true.us.weights, rules_there(true.precedent, part.contagion), peers)
    public_rules = rules_there(public.precedent, scale)
    public_standing, public_signed = us_tables(values, public.us.weights, public_rules, peers)
    loss = parity(values, true.precedent, peers)
    known = central_values(stated, setting.worlds)
    own, own_public = (partner_table(values, weights, loss) for weights in (part.weights, known))
    return TrackTables(signed, standing, public_signed, public_standing, own, own_public)


def rules_there(rules: Any, scale: Array) -> Any:
    """Return the precedent rules of Korea's talks as they hold in those of another partner."""
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


def precedents(setting: Setting, agenda: Agenda, ledger: Ledger, peers: PeerDeals) -> PeerDeals:
    """Return what others have got and paid by today, as seen from another partner's table, (worlds,) each.

    agenda, ledger   of Korea's talks; peers, of all other deals
    """

    def level(issue: str, others: Array) -> Array:
        place = agenda.place_of(issue)
        return np.where(ledger.agreed, agenda.issues[place].grid[ledger.package[:, place]], others)

    rates = {name: level(name, rate) for name, rate in peers.rate.items()}
    return PeerDeals(rates, level(setting.drawn.precedent.price.issue, peers.pledge))


def same_precedents(one: PeerDeals, other: PeerDeals, where: Flags) -> bool:
    """Return whether two states of precedent are equal in some worlds, (worlds,), nan to nan."""
    pairs = [(one.pledge, other.pledge), *((one.rate[name], other.rate[name]) for name in one.rate)]
    return all(np.array_equal(a[where], b[where], equal_nan=True) for a, b in pairs)
