"""Kernels of years of the car market: of `sim.economy.market.market`.

Arrays come by world and line or group; loops take them the other way round, so that worlds lie side by side.
"""

from typing import Any

import numpy as np

from sim.kernels.compiling import compile_for, compile_into_loops

TOGETHER = 512  # worlds taken together, so that what is worked out for them stays close at hand


def year_in_sums(market: Any, pricing: Any, profit_of: Any, value_of: Any) -> Any:
    """Return sums over lines, (worlds,) each: two of profit, two of value, all duties; and the surplus."""
    try:
        sold, whole = _sell(market, pricing)
        found = np.zeros((5, len(whole)))
        _sum_year(*(*sold, np.stack([*profit_of, *value_of]), found))
    except TypeError:  # arrays of another kind
        return NotImplemented
    return [*found, market.demand.potential / market.demand.alpha * np.log(whole) / 1e3]


def profits_by_owner(market: Any, pricing: Any, owned: Any, owners: int, usual: Any) -> Any:
    """Return each owner's profit over the usual, bn USD a year, (worlds, owners)."""
    try:
        sold, whole = _sell(market, pricing)
        found = np.zeros((owners, len(whole)))
        _sum_profits(*(*sold, *owned, np.ascontiguousarray(usual.T), found))
    except TypeError:  # arrays of another kind
        return NotImplemented
    return found.T


def _sell(market: Any, pricing: Any) -> Any:
    """Return what a year is worked out from, worlds last: see `_of_line`; and the sum of weights, (worlds,)."""
    demand, products, groups = market.demand, market.products, market.products.groups
    level, figures = np.where(pricing.negotiated, pricing.level, np.nan), demand.figures
    customs = np.stack([level, products.base_rate, products.customs_value, products.price])
    foreign, change = np.ascontiguousarray(pricing.foreign.T), np.ascontiguousarray(pricing.change.T)
    share, cost = np.array(pricing.pass_through, dtype=float), np.ascontiguousarray(market.cost.T)
    pulls, total = np.empty(foreign.shape), np.zeros((len(demand.nest_units), figures.shape[1]))
    _rise(foreign, change, share, customs, groups.of_line, figures[3], pulls)
    np.exp(pulls, out=pulls)
    _pull_by_line(pulls, demand.inside, groups.nest_of_line, total)
    power = np.ascontiguousarray((total.T ** (1 - demand.sigma[..., None])).T)
    whole = np.empty(total.shape[1])
    _units_of_a_pull(power, demand.base_nest_shares.T, figures, total, whole)
    return (pulls, total, foreign, change, share, customs, cost, groups.of_line, groups.nest_of_line), whole


@compile_for("(f8[:,::1], f8[:,::1], f8[::1], f8[:,::1], i8[::1], f8[::1], f8[:,::1])")
def _rise(foreign: Any, change: Any, share: Any, customs: Any, of_line: Any, slope: Any, found: Any) -> None:
    """Write the rise of each price times -alpha/(1 - sigma), (lines, worlds)."""
    for start in range(0, len(share), TOGETHER):
        stop = min(start + TOGETHER, len(share))
        part, fall = share[start:stop], slope[start:stop]
        for j in range(len(of_line)):
            rate, base, value = customs[0, j], customs[1, j], customs[2, j]
            others, more, rise = foreign[j, start:stop], change[of_line[j], start:stop], found[j, start:stop]
            if rate == rate:
                for w in range(stop - start):
                    rise[w] = ((rate - base) * value + more[w]) * part[w] * -fall[w]
            else:
                for w in range(stop - start):
                    rise[w] = ((others[w] - base) * value + more[w]) * part[w] * -fall[w]


@compile_for("(f8[:,::1], f8[::1], i8[::1], f8[:,::1])")
def _pull_by_line(pulls: Any, inside: Any, nest: Any, total: Any) -> None:
    """Weigh what lines pull, (lines, worlds), in place, and add it up by nest, (nests, worlds)."""
    for start in range(0, pulls.shape[1], TOGETHER):
        for j in range(len(nest)):
            own, held, weight = total[nest[j], start : start + TOGETHER], pulls[j, start : start + TOGETHER], inside[j]
            for w in range(len(held)):
                held[w] *= weight
            for w in range(len(held)):
                own[w] += held[w]


@compile_for("(f8[:,::1], f8[:,:], f8[:,::1], f8[:,::1], f8[::1])")
def _units_of_a_pull(power: Any, shares: Any, figures: Any, total: Any, whole: Any) -> None:
    """Write the sum that shares are of, (worlds,), and in the place of totals, (nests, worlds), the units of a pull."""
    nests, worlds = total.shape
    for n in range(nests):
        for w in range(worlds):
            weight = shares[n, w] * power[n, w]
            whole[w] = whole[w] + weight if n else weight
    for w in range(worlds):
        whole[w] = figures[2, w] + whole[w]
    for n in range(nests):
        for w in range(worlds):
            total[n, w] = figures[4, w] * (shares[n, w] * power[n, w] / whole[w]) / total[n, w]


@compile_into_loops
def _of_line(
    j: int,
    start: int,
    pulls: Any,
    each: Any,
    foreign: Any,
    change: Any,
    share: Any,
    customs: Any,
    cost: Any,
    of_line: Any,
    nest: Any,
    year: Any,
) -> None:
    """Write profit, value, duty and units of a line, (4, worlds from `start` on).

    each (nests, worlds), units a pull brings; customs (4, lines), level where it holds, base rate, customs value, price
    """
    rate, base, value, known = customs[0, j], customs[1, j], customs[2, j], customs[3, j]
    stop = start + year.shape[1]
    pull, others, more, spent = (
        pulls[j, start:stop],
        foreign[j, start:stop],
        change[of_line[j], start:stop],
        cost[j, start:stop],
    )
    profit, worth, duty, units = year[0], year[1], year[2], year[3]
    of_nest, gone = each[nest[j], start:stop], share[start:stop]
    for w in range(len(gone)):
        units[w] = pull[w] * of_nest[w]
        worth[w] = value / 1e3 * units[w]
    for w in range(len(gone)):
        paid = rate if rate == rate else others[w]
        rise = ((paid - base) * value + more[w]) * gone[w]
        duty[w] = paid * worth[w]
        profit[w] = (known + rise - spent[w]) * units[w] / 1e3 - duty[w]


@compile_into_loops
def _add(total: Any, values: Any) -> None:
    for w in range(len(total)):
        total[w] += values[w]


@compile_into_loops
def _subtract(total: Any, values: Any) -> None:
    for w in range(len(total)):
        total[w] -= values[w]


@compile_for(
    "(f8[:,::1], f8[:,::1], f8[:,::1], f8[:,::1], f8[::1], f8[:,::1], f8[:,::1],"
    " i8[::1], i8[::1], b1[:,::1], f8[:,::1])"
)
def _sum_year(
    pulls: Any,
    each: Any,
    foreign: Any,
    change: Any,
    share: Any,
    customs: Any,
    cost: Any,
    of_line: Any,
    nest: Any,
    sets: Any,
    found: Any,
) -> None:
    """Add up profit of two sets of lines, value of two others, and all duties, (5, worlds)."""
    for start in range(0, len(share), TOGETHER):
        stop = min(start + TOGETHER, len(share))
        year = np.empty((4, stop - start))
        for j in range(len(nest)):
            _of_line(j, start, pulls, each, foreign, change, share, customs, cost, of_line, nest, year)
            for k in range(4):
                if sets[k, j]:
                    _add(found[k, start:stop], year[k // 2])
            _add(found[4, start:stop], year[2])


@compile_for(
    "(f8[:,::1], f8[:,::1], f8[:,::1], f8[:,::1], f8[::1], f8[:,::1], f8[:,::1],"
    " i8[::1], i8[::1], i8[::1], i8[::1], f8[:,::1], f8[:,::1])"
)
def _sum_profits(
    pulls: Any,
    each: Any,
    foreign: Any,
    change: Any,
    share: Any,
    customs: Any,
    cost: Any,
    of_line: Any,
    nest: Any,
    lines: Any,
    owner: Any,
    usual: Any,
    found: Any,
) -> None:
    """Add up profits over the usual by owner, (owners, worlds), of lines, each of one owner."""
    for start in range(0, len(share), TOGETHER):
        stop = min(start + TOGETHER, len(share))
        year = np.empty((4, stop - start))
        for k in range(len(lines)):
            _of_line(lines[k], start, pulls, each, foreign, change, share, customs, cost, of_line, nest, year)
            _subtract(year[0], usual[k, start:stop])
            _add(found[owner[k], start:stop], year[0])
