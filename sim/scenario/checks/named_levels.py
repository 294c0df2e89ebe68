"""Levels that are named outside the agenda: what was signed in fact, the moves that led there, peers' deals.

    terms signed in fact    levels of the issue, as only these can be signed: compared with deals one for one
    known moves             numbers that the unit allows, on the grid or off it: a party may ask for more than
                            the grid holds; names must be levels (see `sim.scenario.schema.actual`)
    a peer's deal           numbers that the unit allows: a peer may pay what party B cannot

What is said of an issue that the scenario does not have is left out of what is shown, so that a
variant may drop an issue; a name that is nearly that of an issue is taken for a slip.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from sim.scenario.faults import KeyPath, closest_word
from sim.scenario.schema.block import number_text
from sim.scenario.schema.issues import IssuePart, levels_text
from sim.scenario.schema.quantity import Quantity

Findings = Iterator[tuple[KeyPath, str]]
Parts = dict[str, Any]
Issues = dict[str, IssuePart]

TOPS = {"percent": 100.0, "share": 1.0}  # units with a largest number


def has_names(issue: IssuePart) -> bool:
    """Return whether the levels of an issue have names."""
    return isinstance(issue.levels[0], str)


def unit_fault(issue: IssuePart, level: float | str) -> str:
    """Return why a number cannot be meant on an issue whose levels are numbers; nothing if it can."""
    if isinstance(level, str) or has_names(issue):
        return ""  # told elsewhere
    least = min([0.0, *(known for known in issue.levels if not isinstance(known, str))])
    top = TOPS.get(issue.unit)
    if level >= least and (top is None or level <= top):
        return ""
    rule = f"at least {number_text(least)}" if top is None else f"from {number_text(least)} to {number_text(top)}"
    return f"must be {rule}; found {number_text(level)}. The unit is {issue.unit}"


def term_fault(name: str, issue: IssuePart, level: float | str) -> str:
    """Return why nobody can have signed a level in this scenario; nothing if somebody can."""
    if level in issue.levels:
        return ""
    found = f"found {level}" if isinstance(level, str) else f"found {level:.12g}"
    if isinstance(level, str) != has_names(issue):
        kind = "a number" if isinstance(level, str) else "a name"
        return f"must be {kind}, a level of {name}: {levels_text(issue.levels)}; {found}"
    rule = f"must be a level of {name}, as only these can be signed: {levels_text(issue.levels)}; {found}"
    guess = closest_word(level, [str(known) for known in issue.levels]) if isinstance(level, str) else ""
    cure = (
        f"Did you mean {guess}?" if guess else f"Add it to issues.{name}.levels, or leave the term out: `{name}: null`"
    )
    return f"{rule}. {cure}"


def slip_faults(
    path: KeyPath, names: Iterable[tuple[KeyPath, str]], known: Iterable[str], what: str = "issue"
) -> Findings:
    """Yield a fault for each name, with its path below, that is none of those known but nearly one."""
    held = list(known)
    for below, name in names:
        guess = "" if name in held else closest_word(name, held, 0.8)
        if guess:
            yield (*path, *below), f"no such {what}: {name}. Did you mean {guess}?"


def actual_terms_fit(parts: Parts) -> Findings:
    """What was signed in fact are levels of the issues."""
    terms, issues, path = parts["actual"].terms, parts["issues"], ("actual", "terms")
    yield from slip_faults(path, (((name,), name) for name in terms), issues)
    for name, level in terms.items():
        wrong = term_fault(name, issues[name], level) if name in issues else ""
        if wrong:
            yield (*path, name), wrong


def actual_moves_can_be(parts: Parts) -> Findings:
    """Moves name issues once each, and numbers that the unit of the issue allows."""
    issues = parts["issues"]
    for place, move in enumerate(parts["actual"].moves):
        here: KeyPath = ("actual", "moves", place)
        more = [(("including", k), name) for k, name in enumerate(move.including)]
        yield from slip_faults(here, [(("issue",), move.issue), *more], issues)
        for k, name in enumerate(move.including):
            if name in (move.issue, *move.including[:k]):
                yield (*here, "including", k), f"{name} is in the figure already: delete one"
        known = [name for name in (move.issue, *move.including) if name in issues]
        wrong = unit_fault(issues[known[0]], move.level) if known else ""
        if wrong:
            yield (*here, "level"), wrong


def peer_levels_can_be(parts: Parts) -> Findings:
    """A peer's deal names numbers that the unit of the issue allows, on issues whose levels are numbers."""
    issues = parts["issues"]
    for place, event in enumerate(parts["events"]):
        for name, level in (event.peer or {}).items():
            ends = level.span if isinstance(level, Quantity) else (level,)
            found = [unit_fault(issues[name], end) for end in ends] if name in issues else []
            wrong = next(filter(None, found), "")
            if wrong:
                yield ("events", place, "peer", name), wrong
