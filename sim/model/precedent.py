"""Precedent: what other partners have got and paid so far, and what it makes of a deal with this one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.bargaining.agenda import Agenda
from sim.bargaining.payoffs import Weights
from sim.core.backend import has_kernel
from sim.core.worlds import Array, Flags, Whole
from sim.model.valuation import ValueTables
from sim.politics import precedent
from sim.politics.red_lines import RedLine, subtract_cost

EVERY = slice(None)  # of the worlds


@dataclass
class PeerDeals:
    """What other partners have got and paid so far; nan where no peer has signed, (worlds,)."""

    rate: dict[str, Array]
    pledge: Array

    @property
    def known(self) -> Flags:
        """Where a peer has signed, (worlds,)."""
        return np.asarray(np.any([np.isfinite(held) for held in (*self.rate.values(), self.pledge)], axis=0))

    def sign(self, terms: Mapping[str, float | Array], price_issue: str | None, rows: Whole) -> None:
        """Take note of a peer's deal in some worlds: of levels by issue, the rates and the pledge are a precedent.

        Where several have signed, the last of them is what is spoken of.
        """
        for issue, level in terms.items():
            if issue in self.rate:
                self.rate[issue][rows] = level
            if issue == price_issue:
                self.pledge[rows] = level

    @classmethod
    def before_any(cls, tariffs: Mapping[str, Any], worlds: int) -> "PeerDeals":
        """Return a world without peer deals."""
        return cls({name: np.full(worlds, np.nan) for name in tariffs}, np.full(worlds, np.nan))


def believed_rates(rules: Any, peers: PeerDeals, rows: Whole | slice = EVERY) -> dict[str, tuple[Array, Array]]:
    """Return the believed rate and kappa of each tariff, (rows,) each, by precedent rules and peers so far."""
    found = {}
    for name, rule in rules.tariffs.items():
        known = np.isfinite(peers.rate[name][rows])
        rate = np.where(known, peers.rate[name][rows], rules.believed_rate[rows])
        found[name] = (rate, np.where(known, rule.after[rows], rule.before[rows]))
    return found


def contagion(values: ValueTables, rules: Any, peers: PeerDeals, capped: bool = True) -> dict[int, Array]:
    """Return party A's loss from precedent on the issues that have one, (worlds, levels) each, before its weight.

    What others are believed to get counts up to the rate that comes into force without a deal, as no more than that
    is given away; not `capped`, in full: so in the talks with other partners.
    """
    found = {}
    for name, (rate, kappa) in believed_rates(rules, peers).items():
        place = values.agenda.place_of(name)
        issue = values.agenda.issues[place]
        feared = np.minimum(rate, issue.grid[issue.lapsed]) if capped else rate
        found[place] = values.to_longest(precedent.contagion_flow(issue.grid, feared, kappa))
    if rules.price is None:
        return found
    place = values.agenda.place_of(rules.price.issue)
    grid = values.agenda.issues[place].grid
    if grid.min() < 0 or np.isfinite(peers.pledge).any():
        asked = precedent.pledge_price_flow(grid, peers.pledge, rules.price.share, rules.price.loss)
        found[place] = found.get(place, 0.0) + values.to_longest(asked)
    return found


def parity(values: ValueTables, rules: Any, peers: PeerDeals) -> dict[int, Array]:
    """Return party B's loss from a peer's better tariff, (worlds, levels) by issue, before its weight."""
    found = {}
    for name, rule in rules.tariffs.items():
        if rule.parity is not None and np.isfinite(peers.rate[name]).any():
            place = values.agenda.place_of(name)
            grid = values.agenda.issues[place].grid
            found[place] = values.to_longest(precedent.parity_flow(grid, peers.rate[name], rule.parity))
    return found


def add_by_issue(table: Array, weight: Array, flows: Mapping[int, Array]) -> Array:
    """Add flows of some issues, (worlds, levels) each, to a table at a weight, (worlds,); return the table."""
    for place, flow in flows.items():
        add_flow(table, place, weight, flow)
    return table


@has_kernel("tables")
def add_flow(table: Array, place: int, weight: Array, flow: Array) -> None:
    """Add a flow, (worlds, levels), at its weight, (worlds,), to the row of an issue, in place."""
    table[:, place] += weight[:, None] * flow


def issues_of_precedent(agenda: Agenda, rules: Any) -> set[int]:
    """Return the places of the issues on which a peer's deal may count."""
    return {agenda.place_of(name) for name in (*rules.tariffs, *([rules.price.issue] if rules.price else []))}


def issue_of_pledge(rules: Any) -> str | None:
    """Return the issue that holds the pledge of which a peer's says what is expected; None where none does."""
    return rules.price.issue if rules is not None and rules.price else None


def party_a_tables(values: ValueTables, weights: Weights, rules: Any, peers: PeerDeals) -> tuple[Array, Array]:
    """Return what levels are worth to party A without a signature, and signed, (worlds, issues, levels) each."""
    tables = values.empty_table(), values.empty_table()
    write_party_a_tables(tables, values, weights, contagion(values, rules, peers, capped=False), values.places)
    return tables


def write_party_a_tables(
    tables: tuple[Array, Array],
    values: ValueTables,
    weights: Weights,
    fears: Mapping[int, Array],
    places: Sequence[int],
) -> None:
    """Write what `party_a_tables` returns in the rows of some issues; `fears`, by `contagion`, of precedent."""
    standing, signed = tables
    values.write_table(standing, weights, places)
    if len(places) == standing.shape[1]:
        np.copyto(signed, standing)
    else:
        for place in places:
            signed[:, place] = standing[:, place]
    weight = weights.get("contagion", np.ones(values.worlds))
    add_by_issue(signed, weight, {place: flow for place, flow in fears.items() if place in places})


def partner_table(values: ValueTables, weights: Weights, loss: Mapping[int, Array]) -> Array:
    """Return what levels are worth to a partner, (worlds, issues, levels); `loss`, by `parity`, of a peer's tariff."""
    found = values.empty_table()
    write_partner_table(found, values, weights, loss, values.places)
    return found


def write_partner_table(
    table: Array, values: ValueTables, weights: Weights, loss: Mapping[int, Array], places: Sequence[int]
) -> None:
    """Write what `partner_table` returns in the rows of some issues."""
    values.write_table(table, weights, places)
    weight = weights.get("parity", np.zeros(values.worlds))
    add_by_issue(table, weight, {place: flow for place, flow in loss.items() if place in places})


def write_mandate(
    table: Array,
    values: ValueTables,
    weights: Weights,
    loss: Mapping[int, Array],
    lines: Sequence[RedLine],
    places: Sequence[int],
) -> None:
    """Write a government's table in the rows of some issues; `loss` of a peer's tariff, and the lines it has drawn."""
    write_partner_table(table, values, weights, loss, places)
    subtract_lines(table, lines, places)


def subtract_lines(table: Array, lines: Sequence[RedLine], places: Sequence[int]) -> None:
    """Subtract the costs of red lines from the rows of some issues of a table."""
    for line in lines:
        if line.place in places:
            subtract_cost(table, line)
