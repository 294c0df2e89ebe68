"""Figures stated as shares of the stake become bn USD on day 0, once the flows are known.

A figure with `unit: share of the stake` is drawn as a share and kept so among the draws; what rules read is the
share times the stake of the party it concerns: party A for its own penalty, party B for all else.  An event
that sets such a figure, or adds to it, speaks of shares too.  A figure in bn USD is left as it was drawn.
"""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from sim.bargaining.sides import SIDES
from sim.core.worlds import Array, Flags
from sim.model.kept_by_scenario import kept_by_scenario
from sim.model.setting import Setting, figure_at, set_figure
from sim.model.valuation import ValueTables
from sim.politics.stakes import ideal_gain
from sim.scenario.faults import KeyPath, path_text
from sim.scenario.schema.block import sourced_quantities
from sim.scenario.schema.quantity import SHARE_OF_STAKE, Quantity
from sim.scenario.schema.scenario import Scenario
from sim.scenario.schema.stacked_quantity import StackedQuantity

PARTS = ("assembly", "election")  # where such figures may stand, beside the parties' own parts


def stated_as_share(quantity: Quantity, worlds: int) -> Flags:
    """Return where a figure is a share of the stake, (worlds,)."""
    if isinstance(quantity, StackedQuantity):
        shares: Flags = np.array([point.unit == SHARE_OF_STAKE for point in quantity.points])
        return np.asarray(shares[quantity.place])
    return np.full(worlds, is_share(quantity))


def figures_in_shares(setting: Setting) -> Iterator[tuple[KeyPath, Flags]]:
    """Yield the figures that are shares of the stake somewhere, with where they are, (worlds,)."""
    for path, quantity in quantities_in_shares(setting.spec):
        shares = stated_as_share(quantity, setting.worlds)
        if shares.any():
            yield path, shares


@kept_by_scenario
def quantities_in_shares(spec: Scenario) -> list[tuple[KeyPath, Quantity]]:
    """Return the figures that may be shares of the stake, with their paths."""
    found = (
        held for part in (*reversed(spec.keys), *PARTS) for held in sourced_quantities(getattr(spec, part), (part,))
    )
    return [(path, figure) for path, figure, _ in found if isinstance(figure, StackedQuantity) or is_share(figure)]


def is_share(quantity: Quantity) -> bool:
    """Return whether a figure is stated as a share of the stake."""
    return quantity.unit == SHARE_OF_STAKE


def stakes(setting: Setting, values: ValueTables) -> dict[str, Array]:
    """Return what is at stake for each party on day 0, bn USD a year, (worlds,)."""
    issues = values.agenda.issues
    lapsed, on_table = [issue.lapsed for issue in issues], [issue.on_table for issue in issues]
    tables = {side: values.table(figure_at(setting.public, f"{side}.weights")) for side in SIDES}
    return {side: ideal_gain(table, lapsed, on_table) for side, table in tables.items()}


def multiply_by_stakes(setting: Setting, values: ValueTables) -> None:
    """Turn figures stated as shares of the stake into bn USD, in place among what was drawn."""
    found = list(figures_in_shares(setting))
    at_stake = stakes(setting, values) if found else {}
    for path, shares in found:
        side = "party_a" if is_of_party_a(setting.spec, path) else "party_b"
        factor = np.where(shares, at_stake[side], 1.0)
        setting.stakes[path_text(path)] = factor
        multiply_figure(setting, path, factor)


def is_of_party_a(spec: Scenario, path: KeyPath) -> bool:
    """Return whether a figure is counted in what is at stake for party A: by its key at either end, or what it names.

    Of an assembly or an election at the top it is the party that these are of.
    """
    first, part = spec.keys[0], getattr(spec, str(path[0])) if path[0] in PARTS else None
    if path[-1] in spec.keys:  # of a penalty
        return path[-1] == first
    return path[0] == first or (part is not None and part.party == first)


def multiply_figure(setting: Setting, path: KeyPath, factor: Array) -> None:
    """Multiply one figure among what was drawn; a rule that holds it is made anew."""
    own = path[1:] if path[0] in setting.spec.keys else path
    if own[:2] == ("election", "honour"):
        vote, name = figure_at(setting.drawn, path_text(path[: len(path) - len(own) + 1])), str(path[-1])
        vote.honour = replace(vote.honour, **{name: getattr(vote.honour, name) * factor})
        return
    set_figure(setting.drawn, path_text(path), figure_at(setting.drawn, path_text(path)) * factor)
