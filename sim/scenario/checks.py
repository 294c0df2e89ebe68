"""Rules that tie the parts of a scenario together.

Each check names the parts it needs and yields faults; it runs whenever those parts are sound, so
that one wrong part does not hide what is wrong elsewhere.
"""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from sim.scenario.choice import made
from sim.scenario.faults import Place, meant
from sim.scenario.quantity import Quantity

Found = Iterator[tuple[Place, str]]
Parts = dict[str, Any]


def central(path: Place, quantity: Quantity) -> Any:
    """Return a quantity's public value as one world."""
    return np.array([quantity.central])


def components(issues: dict[str, Any]) -> tuple[set[str], list[tuple[Place, str]]]:
    """Return the components that the issues' flow rules yield, and what the rules refuse."""
    names: set[str] = set()
    refused: list[tuple[Place, str]] = []
    for name, part in issues.items():
        numbers = [k if isinstance(lv, str) else lv for k, lv in enumerate(part.levels)]
        try:
            flows = made(part.flows, ("issues", name, "flows"), central)(
                np.array(numbers, dtype=float), np.array([25.0])
            )
        except ValueError as wrong:
            refused.append((("issues", name, "flows", part.flows.name), str(wrong)))
            continue
        names |= set(flows)
        for component, values in flows.items():
            if values.shape[1] != len(part.levels):
                rule = (
                    f"{component} has {values.shape[1]} figures for {len(part.levels)} levels; state one for each level"
                )
                refused.append((("issues", name, "flows", part.flows.name), rule))
    return names, refused


def flows_fit(parts: Parts) -> Found:
    """The flow rules accept their parameters and the grids of their issues."""
    yield from components(parts["issues"])[1]


def components_are_weighed(parts: Parts) -> Found:
    """Each component has a weight, and each weight a component."""
    names, refused = components(parts["issues"])
    if refused:
        return
    names |= {"contagion", "parity"}
    weighed = set(parts["us"].weights) | set(parts["korea"].weights)
    for party in ("us", "korea"):
        for weight in parts[party].weights:
            if weight not in names:
                yield (party, "weights", weight), f"no issue has this component. {meant(weight, sorted(names))}"
    for missing in sorted(names - weighed):
        yield (
            ("us", "weights"),
            f"no party has a weight for the component {missing}: give one to us.weights or korea.weights",
        )


def multiples_have_weights(parts: Parts) -> Found:
    """Multiples refer to Korea's weights."""
    known = list(parts["korea"].weights)
    for name, government in parts["korea"].governments.items():
        for key in government.multiples:
            if key not in known:
                yield ("korea", "governments", name, "multiples", key), f"Korea has no such weight. {meant(key, known)}"


def office_exists(parts: Parts) -> Found:
    """The government in office is one of Korea's governments."""
    korea = parts["korea"]
    if korea.in_office not in korea.governments:
        yield (
            ("korea", "in_office"),
            f"no such government: {korea.in_office}. {meant(korea.in_office, korea.governments)}",
        )


def election_fits(parts: Parts) -> Found:
    """The vote lies between the talks and the horizon; its candidates have mandates and polls."""
    election, calendar, korea = parts["election"], parts["calendar"], parts["korea"]
    if election is None:
        return
    if not calendar.talks < election.date < calendar.horizon:
        rule = f"must be after the talks open ({calendar.talks}) and before the horizon ({calendar.horizon})"
        yield ("election", "date"), f"{rule}; found {election.date}. Write `election: none` for no vote"
    if election.polls.date > election.date:
        yield (
            ("election", "polls", "date"),
            f"must not be after the vote ({election.date}); found {election.polls.date}",
        )
    for place, name in enumerate(election.candidates):
        if name not in korea.governments:
            yield ("election", "candidates", place), f"no such government: {name}. {meant(name, korea.governments)}"
        if name not in election.polls.shares:
            yield ("election", "polls", "shares"), f"has no share for the candidate {name}"
    for name, share in election.polls.shares.items():
        if name not in election.candidates:
            yield ("election", "polls", "shares", name), f"does not stand. {meant(name, election.candidates)}"
        if not 0 < share < 100:
            yield ("election", "polls", "shares", name), f"must be between 0 and 100 percent; found {share:g}"


def events_fit(parts: Parts) -> Found:
    """Events happen within the horizon, once, on issues and weights that exist."""
    calendar, issues = parts["calendar"], parts["issues"]
    names = [event.name for event in parts["events"]]
    for place, event in enumerate(parts["events"]):
        here: Place = ("events", place)
        if event.name in names[:place]:
            yield (*here, "name"), f"another event is called {event.name}: luck goes by name, give each its own"
        for key, dates in (("date", [event.date]), ("between", list(event.between or []))):
            for day in dates:
                if day is not None and not calendar.pause <= day <= calendar.horizon:
                    yield (*here, key), f"must be from {calendar.pause} to the horizon {calendar.horizon}; found {day}"
        for issue, value in (event.peer or {}).items():
            if issue not in issues:
                yield (*here, "peer", issue), f"no such issue. {meant(issue, issues)}"
            elif issues[issue].unit == "percent" and not 0 <= value <= 100:
                yield (*here, "peer", issue), f"must be from 0 to 100 percent; found {value:g}"


def changes_fit(parts: Parts) -> Found:
    """Events change weights that exist."""
    known = [f"{party}.weights.{name}" for party in ("us", "korea") for name in parts[party].weights]
    for place, event in enumerate(parts["events"]):
        for path in event.changes:
            if path not in known:
                yield ("events", place, "changes", path), f"no such weight. {meant(path, known)}"


def precedent_fits(parts: Parts) -> Found:
    """Precedent and industry refer to issues that exist."""
    issues = parts["issues"]
    for name in parts["precedent"].tariffs:
        if name not in issues:
            yield ("precedent", "tariffs", name), f"no such issue. {meant(name, issues)}"
    for path, name in (
        (("precedent", "price", "issue"), parts["precedent"].price.issue),
        (("industry", "tariff"), parts["industry"].tariff),
    ):
        if name not in issues:
            yield path, f"no such issue: {name}. {meant(name, issues)}"


def yardstick_fits(parts: Parts) -> Found:
    """The yardstick weighs components that the party weighs."""
    for party in ("us", "korea"):
        for name in getattr(parts["yardstick"], party):
            if name not in parts[party].weights:
                yield ("yardstick", party, name), f"{party} has no such weight. {meant(name, parts[party].weights)}"


def assembly_fits(parts: Parts) -> Found:
    """The Assembly's figures refer to parties and weights that exist."""
    assembly, korea = parts["assembly"], parts["korea"]
    for name in assembly.seats:
        if name not in korea.governments:
            yield ("assembly", "seats", name), f"no such government. {meant(name, korea.governments)}"
    for key in assembly.pivot.multiples:
        if key not in korea.weights:
            yield ("assembly", "pivot", "multiples", key), f"Korea has no such weight. {meant(key, korea.weights)}"
    if set(assembly.void_penalty) != {"us", "korea"}:
        yield ("assembly", "void_penalty"), "must have exactly the keys us and korea"


Check = tuple[tuple[str, ...], Callable[[Parts], Found]]

CHECKS: list[Check] = [
    (("issues",), flows_fit),
    (("issues", "us", "korea"), components_are_weighed),
    (("korea",), multiples_have_weights),
    (("korea",), office_exists),
    (("election", "calendar", "korea"), election_fits),
    (("events", "calendar", "issues"), events_fit),
    (("events", "us", "korea"), changes_fit),
    (("precedent", "industry", "issues"), precedent_fits),
    (("yardstick", "us", "korea"), yardstick_fits),
    (("assembly", "korea"), assembly_fits),
]
