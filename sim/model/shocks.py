"""What an event changes: figures by their dotted paths, the terms in force without a deal, what is on the table.

A figure is set, scaled or added to in the worlds in which the event happens, and kept within its
bounds.  What everybody sees changes what the public believes too: the other side's idea of a weight,
or of a rule of precedent, moves by the central size of the change.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from sim.core.worlds import Array, Whole
from sim.scenario.checks.events import value_bounds


def changed(figure: Array, change: Any, rows: Whole, within: tuple[float, float]) -> Array:
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


def central(change: Any, worlds: int) -> Any:
    """Return a stated change with its central figures in every world."""
    held = {name: getattr(change, name) for name in ("set", "scale", "add")}
    return Known(**{name: None if q is None else np.full(worlds, q.central) for name, q in held.items()})


class Known:
    """A change as the public sees it: one of set, scale, add, (worlds,)."""

    def __init__(self, set: Array | None, scale: Array | None, add: Array | None) -> None:
        self.set, self.scale, self.add = set, scale, add


def at(held: Any, key: str) -> Any:
    """Return what stands below a key of a mapping or a drawn part."""
    return held[key] if isinstance(held, Mapping) else getattr(held, key)


def put(held: Any, key: str, value: Array) -> None:
    """Put a figure in its place in a mapping or a drawn part."""
    if isinstance(held, dict):
        held[key] = value
    else:
        setattr(held, key, value)


def apply(model: Any, changes: Mapping[str, tuple[Any, Any]], rows: Whole) -> None:
    """Change the figures named, in the worlds `rows`; each change as drawn, and as stated."""
    for path, (drawn, stated) in changes.items():
        keys = path.split(".")
        within = value_bounds(path)
        if keys[0] == "issues":
            bend(model, keys, drawn, rows, within)
            continue
        holder = model.drawn
        for key in keys[:-1]:
            holder = at(holder, key)
        put(holder, keys[-1], changed(at(holder, keys[-1]), drawn, rows, within))
        known = believed(model, keys)
        if known is not None:
            told = central(stated, model.worlds)
            put(known, keys[-1], changed(at(known, keys[-1]), told, rows, within))


def believed(model: Any, keys: list[str]) -> Any:
    """Return where the public keeps its own idea of a figure; None where it has none."""
    if keys[1] == "weights":
        return {"us": model.administration, "korea": model.government}[keys[0]].public_weights
    if keys[0] != "precedent":
        return None
    holder = model.administration.public_rules
    for key in keys[1:-1]:
        holder = at(holder, key)
    return holder


def bend(model: Any, keys: list[str], drawn: Any, rows: Whole, within: tuple[float, float]) -> None:
    """Change a figure of an issue's flow rule and work its flows out anew."""
    place, name = model.agenda.at(keys[1]), keys[-1]
    rule = model.facts.rules[place]
    held = np.broadcast_to(getattr(rule, name), (model.worlds,))
    model.facts.rule(place, replace(rule, **{name: changed(held, drawn, rows, within)}))


def stand(model: Any, no_deal: Mapping[str, Any], rows: Whole) -> None:
    """Change what is in force without a deal, from today on."""
    for name, levels in no_deal.items():
        place = model.agenda.at(name)
        known = model.agenda.issues[place].levels
        for when in ("now", "lapsed"):
            if getattr(levels, when) is not None:
                getattr(model.terms, when)[rows, place] = known.index(getattr(levels, when))


def open_up(model: Any, issues: list[str], rows: Whole) -> None:
    """Put issues on the table."""
    for name in issues:
        model.facts.shut[model.agenda.at(name)][rows] = False


def opened(events: Sequence[Any]) -> list[str]:
    """Return the issues that an event puts on the table: until then they are shut."""
    return list(dict.fromkeys(name for event in events for name in event.opens))


def heirs(events: Sequence[Any]) -> list[str]:
    """Return the governments to which events hand over."""
    return list(dict.fromkeys(event.hands_over_to for event in events if event.hands_over_to))
