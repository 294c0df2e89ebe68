"""What an event changes: figures by their dotted paths, terms in force without a deal, laws, what is on the table.

A figure is set, scaled or added to in the worlds in which the event happens, and kept within its
bounds.  What everybody sees changes what the public believes too: the other side's idea of a weight,
or of a rule of precedent, moves by the central size of the change.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from sim.core.worlds import Whole
from sim.model.figure_change import FigureChange, central_change, change_figure, change_in_bn
from sim.model.setting import figure_at, set_figure
from sim.model.state import State
from sim.scenario.checks.events import value_bounds


def change_figures(state: State, changes: Mapping[str, tuple[Any, Any]], rows: Whole) -> None:
    """Change the figures named, in the worlds `rows`; each change as drawn, and as stated."""
    for path, (drawn, stated) in changes.items():
        change_one(state, path, drawn, central_change(stated, state.setting.worlds), rows)


def change_one(state: State, path: str, drawn: Any, seen: FigureChange, rows: Whole) -> None:
    """Change a figure in the worlds `rows`: as it truly is, and as everybody knows it."""
    setting, within = state.setting, value_bounds(path)
    if path.startswith("issues."):
        change_flow_rule(state, path, drawn, rows, within)
        return
    in_bn = change_in_bn(drawn, setting.stakes.get(path))
    for figures, change in ((setting.drawn, in_bn), (setting.public, seen)):
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
    terms, agenda = state.main.terms, state.main.agenda
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


def void_statute(state: State, name: str, rows: Whole) -> None:
    """Let the tariffs on a law fall, in some worlds, to the level nearest to what the first law in its place allows."""
    statute, main = state.setting.drawn.statutes[name], state.main
    rate = statute.substitutes[0].rate
    for place in (main.values.agenda.place_of(issue) for issue in statute.issues):
        grid = main.values.agenda.issues[place].grid
        nearest = np.abs(grid[None, :] - rate[rows][:, None]).argmin(axis=1)
        main.terms.now[rows, place], main.terms.lapsed[rows, place] = nearest, nearest
