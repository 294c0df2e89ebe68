"""A carmaker: sells from untaxed stock, shifts to its plants, pays duty, lobbies, is supported."""

from typing import Any

import mesa
import numpy as np

from sim.core.worlds import Array
from sim.economy.carmakers import day as makers
from sim.economy.carmakers.accounts import Accounts


class Carmaker(mesa.Agent):
    """One maker: a column of what all of them live together (see sim.economy.carmakers.state), in every world."""

    def __init__(self, model: Any, name: str, industry: Any, place: int, maker: makers.CarmakerLines) -> None:
        super().__init__(model)
        self.own, self.shared = model.drawn.carmakers[name], model.drawn.industry
        self.name, self.industry, self.place, self.maker = name, industry, place, maker
        self.closing: tuple[Array, Array] | None = None  # pressure and index on the accounts' last day, once lived

    def act(self) -> None:
        """Live one day at the tariffs in force; the first maker to act works it out for all."""
        self.industry.live()
        if self.model.day == self.industry.accounts_until:
            self.closing = self.pressure, self.index

    def column(self, held: Array) -> Array:
        """Return its column of what all makers hold by kind of world, in every world, (worlds,)."""
        return np.asarray(self.industry.kinds.worlds(held[:, self.place]))

    def booked(self, held: Array) -> Array:
        """Return its column of what the accounts hold, in every world, (worlds,)."""
        return np.asarray(self.industry.books.worlds(held[:, self.place]))

    @property
    def pressure(self) -> Array:
        """What its owners feel, (worlds,)."""
        return self.column(self.industry.trade.pressure)

    @property
    def last_pressure(self) -> Array:
        """Pressure on the accounts' last day, or today where that has not passed, (worlds,)."""
        return self.pressure if self.closing is None else self.closing[0]

    @property
    def last_index(self) -> Array:
        """The market index on the accounts' last day, or today where that has not passed, (worlds,)."""
        return self.index if self.closing is None else self.closing[1]

    @property
    def helped_today(self) -> Array:
        """Today's support, bn USD, (worlds,)."""
        return self.column(self.industry.trade.helped)

    @property
    def accounts(self) -> Accounts:
        """What its days add up to, (worlds,) each, to the accounts' last day."""
        found: Accounts = self.industry.trade.accounts.each(self.booked, self.model.worlds)
        return found

    @property
    def duty(self) -> Array:
        """Duty on its Korean-built cars so far, bn USD, (worlds,)."""
        return self.booked(self.industry.trade.accounts.total("duty"))

    def daily(self, worlds: int | None = None) -> dict[str, Array]:
        """Return what is recorded of a day, (worlds,) each; of the first `worlds` only, if so asked."""
        trade, room = self.industry.trade, self.industry.showroom
        korean = trade.rules.korean
        found = {
            "duty": self.duty,
            "pressure": self.pressure,
            "index": self.indexed(worlds),
            "sold": self.column(room.sold[:, korean]),
            "made": self.column(trade.books.made),
            "rise": self.column(room.rise[:, korean]) / self.maker.price[self.maker.korean],
            "stock": self.column(trade.stock[:, korean]),
        }
        return {what: held[:worlds] for what, held in found.items()}

    @property
    def index(self) -> Array:
        """Today's market index, (worlds,); worked out only when asked for."""
        return self.indexed()

    def indexed(self, worlds: int | None = None) -> Array:
        """Return today's market index, (worlds,), of the first `worlds` or of all."""
        industry, few = self.industry, slice(worlds)
        worth = industry.worth[self.name][few]
        now = worth[np.arange(len(worth)), industry.level[few]]
        later = np.where(industry.talking[few], industry.hopes[self.name][few], now)
        yearly_profit = self.own.yearly_profit[few] * 1000 / self.shared.exchange_rate[few]
        return makers.market_index(now, later, industry.wait[few], self.shared.discount[few], yearly_profit)
