"""A carmaker: sells from untaxed stock, shifts to its plants, pays duty, lobbies, is supported."""

import numpy as np

from sim.core.worlds import Array
from sim.economy.carmakers.accounts import Accounts
from sim.model.daily_series import daily_figures
from sim.model.industry import Industry


class Carmaker:
    """One maker: a column of what all of them live together (see sim.economy.carmakers.state), in every world."""

    def __init__(self, industry: Industry, place: int) -> None:
        self.industry, self.place = industry, place
        self.name, self.maker = industry.names[place], industry.lines[place]
        self.last_figures: tuple[Array, Array] | None = None  # pressure and index on the accounts' last day, once lived

    def act(self) -> None:
        """Live one day at the tariffs in force; the first maker to act works it out for all."""
        self.industry.live_day()
        if self.industry.setting.day == self.industry.accounts_until:
            self.last_figures = self.pressure, self.index

    def in_every_world(self, held: Array) -> Array:
        """Return its column of what all makers hold by kind of world, in every world, (worlds,)."""
        return np.asarray(self.industry.kinds.of_worlds(held[:, self.place]))

    def account_in_every_world(self, held: Array) -> Array:
        """Return its column of what the accounts hold, in every world, (worlds,)."""
        return np.asarray(self.industry.books.of_worlds(held[:, self.place]))

    @property
    def pressure(self) -> Array:
        """What its owners feel, (worlds,)."""
        return self.in_every_world(self.industry.trade.pressure)

    @property
    def last_pressure(self) -> Array:
        """Pressure on the accounts' last day, or today where that has not passed, (worlds,)."""
        return self.pressure if self.last_figures is None else self.last_figures[0]

    @property
    def last_index(self) -> Array:
        """The market index on the accounts' last day, or today where that has not passed, (worlds,)."""
        return self.index if self.last_figures is None else self.last_figures[1]

    @property
    def support_today(self) -> Array:
        """Today's support, bn USD, (worlds,)."""
        return self.in_every_world(self.industry.trade.support_paid)

    @property
    def accounts(self) -> Accounts:
        """What its days add up to, (worlds,) each, to the accounts' last day."""
        found: Accounts = self.industry.trade.accounts.map_entries(
            self.account_in_every_world, self.industry.setting.worlds
        )
        return found

    def total(self, item: str) -> Array:
        """Return an item of its accounts over all quarters so far, (worlds,)."""
        return self.account_in_every_world(self.industry.trade.accounts.total(item))

    @property
    def duty(self) -> Array:
        """Duty on its partner-built cars so far, bn USD, (worlds,)."""
        return self.total("duty")

    def daily(self, worlds: int | None = None) -> dict[str, Array]:
        """Return what is recorded of a day, (worlds,) each; of the first `worlds` only, if so asked."""
        return {what: held[self.place] for what, held in daily_figures(self.industry, worlds).items()}

    @property
    def index(self) -> Array:
        """Today's market index, (worlds,); worked out only when asked for."""
        return self.market_index()

    def market_index(self, worlds: int | None = None) -> Array:
        """Return today's market index, (worlds,), of the first `worlds` or of all."""
        return np.asarray(self.industry.market_indices(worlds)[self.place])
