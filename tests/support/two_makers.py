"""Two makers of cars with round figures, and a room that sells what it is told to: their days can be worked by hand.

Han builds in Korea, the United States and Mexico, Sol in the United States and Korea; Sol's plants use imported parts.
Lines stand side by side: Han KR, US, MX, Sol US, KR.  All that a world may differ in is stated for each of WORLDS; the
first has the round figures.
"""

from datetime import date
from types import SimpleNamespace

import numpy as np

from sim.core.dates import Calendar
from sim.economy.carmakers.day import CarmakerLines
from sim.economy.carmakers.lots_state import LotState
from sim.economy.carmakers.state import CarmakerState
from sim.economy.carmakers.stock_rules import Lots

WORLDS = 4
FIRST = -6  # 3 April, the first day of the tariff
PARTS_BEGIN = 24  # 3 May
CALENDAR = Calendar(pause=date(2025, 4, 9), talks=15, deadline=90, horizon=180, every=7, daily_in_last=10)
SOLD = np.array([1000.0, 500.0, 200.0, 400.0, 600.0])  # vehicles on a day of the known year
RATES = np.array([0.25, 0.0, 0.1375, 0.0, 0.25])  # of a tariff of 25 percent: Mexico's cars pay on 55 percent


def by_world(first, seed):
    """Return a figure of each world, (WORLDS,): a round one, then some within a tenth of it."""
    others = np.random.default_rng(seed).uniform(0.9, 1.1, WORLDS)
    return first * np.concatenate([[1.0], others[1:]])


def lines(world):
    """Return what Han and Sol build, in some worlds."""
    han = {
        "partner_built": 0,
        "imported": np.array([True, False, True]),
        "price": np.array([40.0, 50.0, 20.0]),
        "customs_value": np.array([30.0, 9.0, 16.0]),
        "cost": np.stack([by_world(32.0, 1), by_world(40.0, 2), by_world(15.0, 3)], axis=1)[world],
        "usual_units": SOLD[:3],
        "usual_profit": by_world(0.014, 4)[world],  # (8 * 1,000 + 10 * 500 + 5 * 200) / 10^6
    }
    sol = {
        "partner_built": 1,
        "imported": np.array([False, True]),
        "price": np.array([44.0, 25.0]),
        "customs_value": np.array([7.0, 20.0]),
        "cost": np.stack([by_world(35.0, 5), by_world(20.0, 6)], axis=1)[world],
        "usual_units": SOLD[3:],
        "usual_profit": by_world(0.0066, 7)[world],  # (9 * 400 + 5 * 600) / 10^6
    }
    return [
        CarmakerLines(places=np.arange(len(part["price"])), home_built=~part["imported"], **part) for part in (han, sol)
    ]


def supply(all_days, built_at_home=0.0, customs_share=None, content=None):
    """Return a maker's supply as drawn."""
    return SimpleNamespace(
        all_days=by_world(all_days, 10),
        built_at_home=by_world(built_at_home, 11),
        customs_share=None if customs_share is None else by_world(customs_share, 12),
        content=None if content is None else by_world(content, 13),
    )


def plant(thousand_a_year, begins=date(2025, 1, 1)):
    """Return a plant that can build so much from a day on; 365 thousand a year are 1,000 a day."""
    return [SimpleNamespace(date=begins, units=thousand_a_year)]


def parts(**changed):
    """Return Han's and Sol's parts of a scenario as drawn; changed: figures of Han."""
    imported = SimpleNamespace(
        value=by_world(3.65, 20),  # bn USD a year: 10 mn a day
        relief=by_world(0.15, 21),
        since=date(2025, 5, 3),
        direct=by_world(0.25, 22),
        stock_days=by_world(12.0, 23),
    )
    han = {
        "brand": "Han",
        "built_in": ["KR", "US", "MX"],
        "supply": supply(60.0, built_at_home=0.1, content=0.44),
        "stock_days": by_world(30.0, 24),
        "plants": {"old": plant(219.0)},  # 600 a day
        "replaces": by_world(0.5, 25),
        "parts": None,
    }
    sol = {
        "brand": "Sol",
        "built_in": ["US", "KR"],
        "supply": supply(60.0, customs_share=0.72),
        "stock_days": by_world(45.0, 26),
        "plants": {},
        "replaces": by_world(0.5, 27),
        "parts": imported,
    }
    return [SimpleNamespace(**han | changed), SimpleNamespace(**sol)]


def shared(**changed):
    """Return what both makers share: a law that credits 3.75 percent of list prices, and stocks by lot."""
    steps = [SimpleNamespace(until=date(2026, 4, 30), share=0.0375)]
    law = SimpleNamespace(
        since=date(2025, 4, 3), steps=steps, list_over_price=by_world(1.1, 30), claimed=by_world(0.5, 31)
    )
    stock = Lots(
        target_days=by_world(60.0, 32),
        rebuild_days=by_world(50.0, 33),
        sea_days=by_world(20.0, 34),
        sales_level=by_world(1.2, 35),
        sales_trend=by_world(0.73, 36),
    )
    held = {"since": date(2025, 4, 3), "parts_credit": law, "stock": stock}
    return SimpleNamespace(**held | changed)


class Room:
    """What makers read of a daily market, in some of the worlds; it notes whom it was told to free from duty."""

    def __init__(self, world):
        self.world, self.freed = np.asarray(world), {}
        self.show(np.tile(SOLD, (WORLDS, 1)), np.zeros((WORLDS, 5)), np.tile(RATES, (WORLDS, 1)))

    def show(self, sold, asked, rates):
        """Sell cars at some prices over the known year's, under duty rates, (all worlds, lines) each."""
        self.sold, self.asked, self.followed_rates = (np.array(held)[self.world] for held in (sold, asked, rates))

    def free_from_duty(self, line, flags):
        self.freed[line] = flags.tolist()


def lot_state(world=(0,), common=None, **han):
    """Return both makers on the first day of the tariff, their stocks by lot, in some worlds."""
    room = Room(world)
    return LotState(room, lines(room.world), parts(**han), CALENDAR, common or shared(), {"MX": by_world(0.55, 40)})


def untaxed_state(world=(0,), **han):
    """Return both makers, what they had landed before the tariff in stock, in some worlds."""
    room = Room(world)
    return CarmakerState(room, lines(room.world), parts(**han), CALENDAR)


def figures_of(day):
    """Return what a room shows on a day that is unlike any other, (WORLDS, 5) each."""
    luck = np.random.default_rng(100 + day)
    sold, asked = SOLD * luck.uniform(0.7, 1.3, (WORLDS, 5)), luck.uniform(-1, 3, (WORLDS, 5))
    return sold, asked, RATES * luck.uniform(0.5, 1.0, (WORLDS, 1))


def live(held, day, support=2e-6):
    """Live a day of the kind of `figures_of`; return what the accounts enter."""
    room = held.daily_market
    room.show(*figures_of(day))
    worlds = len(room.world)
    return held.live_day(day, by_world(25.0, 50 + day)[room.world], 25.0, np.full(worlds, support))
