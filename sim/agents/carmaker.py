"""A carmaker: sells from untaxed stock, pays duty, moves its price, lobbies, is supported."""

from typing import Any

import mesa
import numpy as np

from sim.economy import makers
from sim.worlds import Array


class Carmaker(mesa.Agent):
    """One maker's accounts in every world; money in bn USD, added up to the accounts' last day.

    stock   units in the U.S. landed before the tariff      rise   price over its old level, share
    """

    def __init__(self, model: Any, name: str) -> None:
        super().__init__(model)
        own, shared = model.drawn.carmakers[name], model.drawn.industry
        self.name, self.shared = name, shared
        self.maker = makers.Maker(
            units=own.units * 1000,
            price=own.price,
            customs_share=own.customs_share,
            margin=own.margin,
            stock_days=own.stock_days,
            tau=shared.tau,
            pass_through=shared.pass_through,
            elasticity=shared.elasticity,
        )
        self.yearly_profit = own.yearly_profit * 1000 / shared.exchange_rate
        zero = np.zeros(len(own.units))
        self.stock: Array = own.stock_days * self.maker.daily
        self.rise, self.recent, self.recent_support = zero, zero, zero
        self.duty, self.units, self.profit_change, self.support = zero, zero, zero, zero
        self.pressure: Array = zero
        self.index: Array = zero + 100
        self.helped_today: Array = zero
        self.last_pressure, self.last_index = self.pressure, self.index

    def act(self) -> None:
        """Live one day at the tariff in force."""
        books = makers.day(self.maker, self.model.tariff / 100, self.stock, self.rise)
        self.stock, self.rise = books.stock, books.rise
        helped = self.helped(-books.profit_change)
        self.helped_today = helped
        self.recent = makers.remembered(self.recent, np.maximum(-books.profit_change, 0.0))
        self.recent_support = makers.remembered(self.recent_support, helped)
        full = makers.full_loss(self.maker, self.model.lapsed_tariff / 100)
        felt = np.maximum(self.recent - self.recent_support, 0.0)
        self.pressure = np.where(full > 0, felt / np.where(full > 0, full, 1.0), 0.0)
        self.index = makers.index(
            self.maker, self.model.expected_tariff / 100, self.yearly_profit, self.shared.discount
        )
        if self.model.day <= self.model.accounts_until:
            self.last_pressure, self.last_index = self.pressure, self.index
            self.duty = self.duty + books.duty
            self.units = self.units + books.units
            self.profit_change = self.profit_change + books.profit_change
            self.support = self.support + helped

    def helped(self, loss: Array) -> Array:
        """Return today's support, (worlds,): the maker's part of the day's budget, up to its loss."""
        support, total = self.shared.support, self.model.supported_units
        if self.model.day > self.model.support_until:
            return np.zeros(len(loss))
        budget = support.budget * 1000 / self.shared.exchange_rate * support.grant_share
        part = budget / (self.model.support_until + 1) * self.maker.units / total
        return np.asarray(np.minimum(part, np.maximum(loss, 0.0)))
