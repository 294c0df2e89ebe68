"""What an event changes: figures by their dotted paths, the terms in force without a deal, what is on the table.

A figure is set, scaled or added to in the worlds in which the event happens, and kept within its
bounds.  What everybody sees changes what the public believes too: the other side's idea of a weight,
or of a rule of precedent, moves by the central size of the change.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from sim.core.worlds import Array, Whole
from sim.model.setting import figure_at, set_figure
from sim.model.state import State
from sim.scenario.checks.events import value_bounds


@dataclass(frozen=True, eq=False)
class FigureChange:
    """One of set, scale, add, (worlds,)."""

    set: Array | None
    scale: Array | None
    add: Array | None


def change_figure(figure: Array, change: Any, rows: Whole, within: tuple[float, float]) -> Array:
    """Return a figure after a change in some worlds, (worlds,), kept within its bounds there."""
    found = np.array(figure, dtype=float)
    if change.set is not None:
        found[rows] = change.set[rows]
    elif change.scale is not None:
        found[rows] = found[rows] * change.scale[rows]
    else:
        found[rows] = found[rows] + change.add[rows]
    found[rows] = np.clip(found[rows], *within)
    return found


def change_in_bn(change: Any, stake: Array | None) -> Any:
    """Return a change of a figure that is a share of the stake, (worlds,) each, in bn USD; others as they are."""
    if stake is None:
        return change
    amounts = {name: getattr(change, name) for name in ("set", "add")}
    return FigureChange(scale=change.scale, **{name: q if q is None else q * stake for name, q in amounts.items()})


def central_change(change: Any, worlds: int) -> FigureChange:
    """Return a stated change with its central figures in every world: as the public sees it."""
    stated = {name: getattr(change, name) for name in ("set", "scale", "add")}
    return FigureChange(**{name: None if q is None else np.full(worlds, q.central) for name, q in stated.items()})


def change_figures(state: State, changes: Mapping[str, tuple[Any, Any]], rows: Whole) -> None:
    """Change the figures named, in the worlds `rows`; each change as drawn, and as stated."""
    setting = state.setting
    for path, (drawn, stated) in changes.items():
        within = value_bounds(path)
        if path.startswith("issues."):
            change_flow_rule(state, path, drawn, rows, within)
            continue
        in_bn = change_in_bn(drawn, setting.stakes.get(path))
        for figures, change in ((setting.drawn, in_bn), (setting.public, central_change(stated, setting.worlds))):
            figure = figure_at(figures, path)
            if figure is not None:  # the public knows no costs of governments, say
                set_figure(figures, path, change_figure(figure, change, rows, within))


def change_flow_rule(state: State, path: str, change: Any, rows: Whole, within: tuple[float, float]) -> None:
    """Change a figure of an issue's flow rule and work its flows out anew."""
    keys = path.split(".")
    place, name = state.values.agenda.place_of(keys[1]), keys[-1]
    rule = state.values.rules[place]
    figure = np.broadcast_to(getattr(rule, name), (state.setting.worlds,))
    state.values.replace_rule(place, replace(rule, **{name: change_figure(figure, change, rows, within)}))


def change_status_quo(state: State, no_deal: Mapping[str, Any], rows: Whole) -> None:
    """Change what is in force without a deal, from today on."""
    terms, agenda = state.korea.terms, state.korea.agenda
    for name, levels in no_deal.items():
        place = agenda.place_of(name)
        known = agenda.issues[place].levels
        for when in ("now", "lapsed"):
            if getattr(levels, when) is not None:
                getattr(terms, when)[rows, place] = known.index(getattr(levels, when))


def put_on_the_table(state: State, issues: Sequence[str], rows: Whole) -> None:
    """Put issues on the table."""
    for name in issues:
        state.values.shut[state.values.agenda.place_of(name)][rows] = False
