"""What another partner's packages are worth: party A's mandate, the partner's own, and others' deals as precedent.

Facts and politics are kept apart as in `sim.model.valuation`: the flows are the partner's, party A weights are
those of party B's talks in the same world, events included.  Precedent runs both ways:

* party B's terms, once signed, are the believed rate and the pledge that count here; before, those of
  another partner's deal (an event), and before any deal the rate that is believed in party B's talks.
* A point below it costs party A `contagion` times what it costs in party B's talks.  What others ask
  for in turn grows with their trade, not with the partner's: all cars but one partner's are about as many
  as all cars but party B's, so 1 is the natural multiple.
* If party A expects party B to pledge a share of what a peer pledges, it expects the peer to pledge
  1 / share of what party B does; a share of 0 means that neither says anything about the other.  What other
  partners pledge is compared one for one, after `pledge_scale` (by trade, say) has made their pledges alike.
"""

from types import SimpleNamespace
from typing import Any

import numpy as np

from sim.bargaining.agenda import Agenda
from sim.bargaining.payoffs import Weights
from sim.core.worlds import Array, Flags
from sim.model.draws import Drawn
from sim.model.main_track import MainTrack
from sim.model.precedent import PeerDeals, issue_of_pledge, parity, partner_table, party_a_tables
from sim.model.setting import Setting, central_values
from sim.model.track_parts import TrackTables
from sim.model.valuation import NOWHERE, ValueTables
from sim.scenario.schema.partners import PartnerPart


def partner_values(setting: Setting, part: Drawn, agenda: Agenda) -> ValueTables:
    """Return the flows of a partner's issues in every world; none goes through the market of partner's cars."""
    return ValueTables(agenda, [issue.flows for issue in part.issues.values()], NOWHERE, setting.worlds, None, {}, {})


def partner_tables(
    setting: Setting,
    part: Drawn,
    stated: PartnerPart,
    values: ValueTables,
    peers: PeerDeals,
    by_party_b: Flags,
    mandates: tuple[Weights, Weights],
) -> TrackTables:
    """Return the tables of the day, by party A's mandate of the day and the deals so far.

    part, stated   the partner as drawn, and as stated; by_party_b, where it is party B's pledge that counts, (worlds,)
    mandates       party A's weights of the day, true and as the public knows them
    """
    scale = np.full(setting.worlds, stated.contagion.central)
    true, public = setting.drawn, setting.public
    standing, signed = party_a_tables(
        values, mandates[0], rules_there(true.precedent, part.contagion, by_party_b), peers
    )
    public_rules = rules_there(public.precedent, scale, by_party_b)
    public_standing, public_signed = party_a_tables(values, mandates[1], public_rules, peers)
    loss = parity(values, true.precedent, peers)
    known = central_values(stated.weights, setting.worlds)
    own, own_public = (partner_table(values, weights, loss) for weights in (part.weights, known))
    return TrackTables(signed, standing, public_signed, public_standing, own, own_public)


def rules_there(rules: Any, scale: Array, by_party_b: Flags) -> Any:
    """Return the precedent rules of party B's talks as they hold in those of another partner.

    by_party_b   where it is party B's pledge that counts, (worlds,)
    """
    return SimpleNamespace(
        believed_rate=rules.believed_rate,
        tariffs={
            name: SimpleNamespace(before=scale * rule.before, after=scale * rule.after)
            for name, rule in rules.tariffs.items()
        },
        price=rules.price and price_there(rules.price, by_party_b),
    )


def price_there(price: Any, by_party_b: Flags) -> Any:
    """Return what a pledge makes of the partner's: the inverse of what the partner's makes of party B's, (worlds,)."""
    told = price.share > 0
    back = np.where(told, 1 / np.where(told, price.share, 1.0), 0.0)
    return SimpleNamespace(issue=price.issue, loss=price.loss, share=np.where(by_party_b, back, 1.0))


def precedents(setting: Setting, part: Drawn, talks: MainTrack, peers: PeerDeals) -> PeerDeals:
    """Return what others have got and paid by today, as it counts at a partner's table, (worlds,) each.

    talks   party B's; peers, all other deals
    """
    agenda, ledger, price = talks.agenda, talks.ledger, issue_of_pledge(setting.spec.precedent)

    def signed_level(issue: str) -> Array:
        place = agenda.place_of(issue)
        return agenda.issues[place].grid[ledger.package[:, place]]

    rates = {name: np.where(ledger.agreed, signed_level(name), rate) for name, rate in peers.rate.items()}
    pledge = peers.pledge if price is None else np.where(ledger.agreed, signed_level(price), peers.pledge)
    return PeerDeals(rates, pledge if part.pledge_scale is None else pledge / part.pledge_scale)


def same_precedents(one: PeerDeals, other: PeerDeals, where: Flags) -> bool:
    """Return whether two states of precedent are equal in some worlds, (worlds,), nan to nan."""
    pairs = [(one.pledge, other.pledge), *((one.rate[name], other.rate[name]) for name in one.rate)]
    return all(np.array_equal(a[where], b[where], equal_nan=True) for a, b in pairs)
