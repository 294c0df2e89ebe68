"""Rules on what an event may change: figures, the terms in force without a deal, what is on the table."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from functools import lru_cache
from math import inf
from typing import Any

from sim.bargaining.sides import SIDES
from sim.scenario.checks.party_keys import keys_of
from sim.scenario.checks.politics import elections_in
from sim.scenario.faults import KeyPath, suggestion
from sim.scenario.party_words import sides_of
from sim.scenario.schema.block import bounds_fault, declaration_of
from sim.scenario.schema.car_tariff import car_tariff_in
from sim.scenario.schema.issues import levels_text
from sim.scenario.schema.quantity import Quantity
from sim.scenario.schema.tree import field_at

Findings = Iterator[tuple[KeyPath, str]]
Parts = dict[str, Any]

CHANGEABLE = (  # figures that are read anew from day to day
    "party_a.weights.*",
    "party_b.weights.*",
    "party_a.extension_belief.*",
    "party_b.extension_belief.*",
    *(f"{side}.governments.*.{what}" for side in SIDES for what in ("audience_cost", "ambition", "opinion.*")),
    *(f"{side}.governments.*.multiples.*" for side in SIDES),
    "deadline.common",
    "deadline.closeness",
    "deadline.repeat",
    "deadline.after_lapse.go_on",
    "precedent.*",
    *(f"{where}assembly.{what}.*" for where in ("", "party_a.", "party_b.") for what in ("pivot", "void_penalty")),
    "industry.lobby",
    "industry.deal_chance",
    "industry.exchange_rate",
    "industry.support.*",
    "issues.*.flows.*.*",
)

STRICT_STEP = 1e-9  # how near an event may bring a figure to a bound that it may not reach: others are divided by it

READ_ONCE = (
    "this figure is read once, before the talks. An event may change weights, beliefs in an extension, what "
    "governments multiply, fear and want, deadline, precedent, pivot, void_penalty, lobby, deal_chance, exchange_rate, "
    "support, and figures of the issues' flows"
)


def may_change(path: str, keys: Sequence[str]) -> bool:
    """Return whether an event may change the figure at a dotted path; keys of the parties."""
    first, dot, rest = path.partition(".")
    named = f"{sides_of(keys).get(first, first)}{dot}{rest}"
    return any(fnmatchcase(named, kind) for kind in CHANGEABLE)


def quantity_at(parts: Mapping[str, Any], path: str) -> Quantity | None:
    """Return the figure at a dotted path; None if none is stated there."""
    held: Any = parts
    for key in path.split("."):
        held = held.get(key) if isinstance(held, Mapping) else getattr(held, key, None)
    return held if isinstance(held, Quantity) else None


def field_bounds(path: str) -> dict[str, Any]:
    """Return what is declared of the figure at a dotted path: unit, low, high, strict."""
    field = field_at(tuple(path.split(".")))
    return declaration_of(field) if field else {}


@lru_cache(maxsize=256)
def value_bounds(path: str) -> tuple[float, float]:
    """Return the least and the largest value that may stand at a dotted path."""
    said = field_bounds(path)
    low, high = (said.get(end) for end in ("low", "high"))
    least = -inf if low is None else float(low)
    return least + STRICT_STEP if said.get("strict") else least, inf if high is None else float(high)


def changes_fit(parts: Parts) -> Findings:
    """Events change figures that exist and are read from day to day, and set them within their bounds."""
    for place, event in enumerate(parts["events"]):
        for path, change in event.changes.items():
            here: KeyPath = ("events", place, "changes", path)
            if quantity_at(parts, path) is None:
                yield here, no_figure_message(parts, path)
            elif not may_change(path, keys_of(parts)):
                yield here, READ_ONCE
            elif change.set is not None:
                wrong = bounds_fault(change.set, field_bounds(path))
                if wrong:
                    yield (*here, "set"), wrong


def no_figure_message(parts: Parts, path: str) -> str:
    """Return what to say of a path at which no figure stands."""
    party, _, name = path.partition(".weights.")
    keys = keys_of(parts)
    if name and party in keys:
        known = [f"{key}.weights.{weight}" for key in keys for weight in parts[key].weights]
        return f"no such weight. {suggestion(path, known)}"
    weight = next(iter(parts[keys[0]].weights), "NAME")
    return f"no figure is stated at this path: give the dotted path of one, such as {keys[0]}.weights.{weight}"


def no_deal_fits(parts: Parts) -> Findings:
    """What is in force without a deal changes on issues on the table, other than cars, to levels they have."""
    issues, tariff = parts["issues"], car_tariff_in(parts)
    for place, event in enumerate(parts["events"]):
        for name, levels in event.no_deal.items():
            here: KeyPath = ("events", place, "no_deal", name)
            if name not in issues:
                yield here, f"no such issue. {suggestion(name, issues)}"
            elif name == tariff:
                yield here, "the market of cars is counted from their tariff without a deal: it cannot change"
            elif not issues[name].on_table:
                yield here, "this issue is not on the table, so that a deal leaves it alone: set on_table: true"
            else:
                named = [((*here, when), getattr(levels, when)) for when in ("now", "lapsed")]
                yield from levels_fit(named, issues[name].levels)


def levels_fit(named: Iterable[tuple[KeyPath, Any]], known: list[Any]) -> Findings:
    """The levels named are those of the issue."""
    for path, level in named:
        if level is not None and level not in known:
            yield path, f"must be a level of the grid: {levels_text(known)}; found {levels_text([level])}"


def red_lines_fit(parts: Parts) -> Findings:
    """Red lines name levels of issues that exist."""
    issues = parts["issues"]
    held = ((side, name, part) for side in SIDES for name, part in parts[side].governments.items())
    for side, name, government in held:
        for issue, line in government.red_lines.items():
            here: KeyPath = (side, "governments", name, "red_lines", issue)
            if issue not in issues:
                yield here, f"no such issue. {suggestion(issue, issues)}"
            else:
                named = [((*here, "levels", place), level) for place, level in enumerate(line.levels)]
                yield from levels_fit(named, issues[issue].levels)


def appointed_governments_fit(parts: Parts) -> Findings:
    """An event hands over to a government of one party that is neither in office at first nor a candidate."""
    known = [name for side in SIDES if side in parts for name in parts[side].governments]
    standing = {side: election.candidates for _, side, election in elections_in(parts)}
    for place, event in enumerate(parts["events"]):
        name, here = event.hands_over_to, ("events", place, "hands_over_to")
        whose = [side for side in SIDES if side in parts and name in parts[side].governments]
        if name is not None and not whose:
            yield here, f"no such government: {name}. {suggestion(name, known)}"
        elif len(whose) > 1:
            yield here, f"both parties have a government {name}: call one of them otherwise, to tell who takes over"
        elif any(name in (parts[side].in_office, *standing.get(side, [])) for side in whose):
            yield here, f"must be a government of its own, neither in office at first nor a candidate; found {name}"


def opens_fit(parts: Parts) -> Findings:
    """An issue that an event opens is one of those to be negotiated, and not the tariff on cars."""
    issues, tariff = parts["issues"], car_tariff_in(parts)
    for place, event in enumerate(parts["events"]):
        for at, name in enumerate(event.opens):
            here: KeyPath = ("events", place, "opens", at)
            if name not in issues:
                yield here, f"no such issue: {name}. {suggestion(name, issues)}"
            elif name == tariff or not issues[name].on_table:
                rule = "must be an issue with on_table: true, other than the tariff on cars; it is shut until the event"
                yield here, f"{rule}. Found {name}"


EVENT_CHECKS = [  # what each check needs
    (("party_a", "party_b", "deadline", "precedent", "assembly", "industry", "issues", "events"), changes_fit),
    (("events", "issues", "industry"), no_deal_fits),
    (("events", "issues", "industry"), opens_fit),
    (("party_a", "party_b", "issues"), red_lines_fit),
    (("events", "party_b", "election", "parties"), appointed_governments_fit),
]
