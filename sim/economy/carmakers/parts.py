"""Imported parts of home plants: the duty on them, and what the credit for cars assembled at home takes off.

    duty on parts      rate * customs value
    credit             share of the list price of the cars assembled at home, as the law states it by date
    bill               duty - credit, not below 0: a credit that is not needed is kept, and never paid out

One figure serves payoffs and accounts: the bill of a year at the sales of the known year is what a level of the
tariff costs in parts, and the days of such a year add up to it.

Source: Proclamation 10925 of 29 April 2025, as amended; Department of Commerce, 12 June 2025 (3.75 % of the
list price to 30 April 2026, then 2.5 % to 30 April 2027).
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import numpy as np

from sim.core.worlds import Array
from sim.economy.carmakers.stock_rules import Lots
from sim.economy.market.products import Products


def credit_share(credit: Any | None, day: date) -> float:
    """Return the share of the list price credited on a day; 0 without a law, before it and after its last step."""
    if credit is None or day < credit.since:
        return 0.0
    return float(next((step.share for step in credit.steps if day <= step.until), 0.0))


def usual_home_output(products: Products, maker: Any) -> Array:
    """Return the value of a maker's cars built at home in the known year, bn USD, (worlds,) or a number.

    Those that the market's file calls the partner's and the maker's `built_at_home` says were built at home count.
    """
    worth = products.units * products.price / 1e3
    home = sum(worth[products.place_of(maker.brand, region)] for region in maker.built_in if region == products.home)
    moved = 0.0 if maker.supply is None else maker.supply.built_at_home
    return np.asarray(home + moved * worth[products.place_of(maker.brand, products.partner)])


def parts_bill(duty: Array, credit: Array) -> Array:
    """Return what is due of a duty on parts after a credit, of the same shape and unit."""
    return np.asarray(np.maximum(duty - credit, 0.0))


def yearly_parts_bills(
    products: Products, makers: Mapping[str, Any], industry: Any, rates: Array, day: date
) -> Array | None:
    """Return what all makers owe on parts in a year like the known one, bn USD, (worlds, rates).

    rates: shares of customs value; the credit is that of `day`.  None where no maker has parts.
    """
    bills = [bill for maker in makers.values() for bill in maker_bill(products, maker, industry, rates, day)]
    return sum(bills[1:], bills[0]) if bills else None


def maker_bill(products: Products, maker: Any, industry: Any, rates: Array, day: date) -> Iterable[Array]:
    """Yield what one maker owes on parts in such a year at each rate, (worlds, rates); nothing without parts."""
    if maker.parts is None:
        return
    output, due = usual_home_output(products, maker)[..., None], rates * maker.parts.value[:, None]
    if isinstance(industry.stock, Lots):
        law = industry.parts_credit
        yield parts_bill(due, yearly_credit(law, credit_share(law, day), output))
    else:
        yield parts_bill(due, rates * maker.parts.relief[:, None] * output)


def yearly_credit(law: Any | None, share: float, output: Array) -> Array:
    """Return the credit for a value of cars built at home, of the shape of `output`, (worlds, n), and its unit."""
    if law is None:
        return np.zeros_like(output)
    return np.asarray(share * (law.list_over_price * law.claimed)[:, None] * output)
