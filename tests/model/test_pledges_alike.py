"""What others pledge counts at a partner's table once it has been made alike: divided by the partner's scale."""

from types import SimpleNamespace

import numpy as np

from sim.bargaining.agenda import Agenda, Issue
from sim.model.partners.valuation import precedents
from sim.model.precedent import PeerDeals

AGENDA = Agenda((Issue("investment", "bn USD", (0.0, 300.0, 450.0), 0, 0, True),))
SETTING = SimpleNamespace(spec=SimpleNamespace(precedent=SimpleNamespace(price=SimpleNamespace(issue="investment"))))


def pledges(scale):
    """Return what counts in three worlds: Korea pledged 300, nobody has signed, another partner pledged 550."""
    ledger = SimpleNamespace(agreed=np.array([True, False, False]), package=np.array([[1], [0], [0]]))
    talks = SimpleNamespace(agenda=AGENDA, ledger=ledger)
    peers = PeerDeals({}, np.array([np.nan, np.nan, 550.0]))
    return precedents(SETTING, SimpleNamespace(pledge_scale=scale), talks, peers).pledge


def test_pledges_count_as_they_are_without_a_scale():
    np.testing.assert_array_equal(pledges(None), [300, np.nan, 550])


def test_a_partner_of_four_fifths_the_trade_hears_of_more_for_its_size():
    """300 / .8 = 375 and 550 / 2 = 275."""
    np.testing.assert_allclose(pledges(np.array([0.8, 0.8, 2.0])), [375, np.nan, 275], rtol=1e-15)
