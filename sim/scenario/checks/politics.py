"""Rules on who governs, votes and ratifies, and on what no deal is worth: parts that name one another."""

from collections.abc import Iterator
from typing import Any

from sim.scenario.checks.names import unknown_name_faults
from sim.scenario.checks.party_keys import keyed_by_party
from sim.scenario.faults import KeyPath, closest_word, suggestion
from sim.scenario.schema.block import faults_in

Findings = Iterator[tuple[KeyPath, str]]
Parts = dict[str, Any]


def party_b_fits(parts: Parts) -> Findings:
    """A party's governments multiply weights that exist; the one in office is among them."""
    party_b = parts["party_b"]
    for name, government in party_b.governments.items():
        path: KeyPath = ("party_b", "governments", name, "multiples")
        yield from unknown_name_faults(path, government.multiples, party_b.weights, "{B} has no such weight")
    if party_b.in_office not in party_b.governments and (party_b.governments or party_b.in_office):
        rule = f"no such government: {party_b.in_office}. {suggestion(party_b.in_office, party_b.governments)}"
        yield ("party_b", "in_office"), rule


def election_fits(parts: Parts) -> Findings:
    """The vote lies between the talks and the horizon; governments, candidates and polls agree."""
    election, calendar, party_b = parts["election"], parts["calendar"], parts["party_b"]
    if election is None:
        return
    if not calendar.talks < election.date < calendar.horizon:
        rule = f"must be after talks, {calendar.talks}, and before horizon, {calendar.horizon}"
        yield ("election", "date"), f"{rule}; found {election.date}. Write `election: none` for no vote"
    elif election.polls.date >= election.date:
        rule = f"must be before the vote, {election.date}; found {election.polls.date}"
        yield ("election", "polls", "date"), rule
    known = {party_b.in_office, *election.candidates}
    for name in party_b.governments if known <= set(party_b.governments) else ():
        guess = closest_word(name, sorted(known - {name}), 0.8)
        if name not in known and guess:
            rule = f"is neither in office nor a candidate. Did you mean {guess}? If not, take it out: `{name}: null`"
            yield ("party_b", "governments", name), rule


def candidates_fit(parts: Parts) -> Findings:
    """Every candidate is a government with a share in the polls, and stands once."""
    election, party_b = parts["election"], parts["party_b"]
    if election is None:
        return
    for place, name in enumerate(election.candidates):
        here: KeyPath = ("election", "candidates", place)
        if name not in party_b.governments:
            yield here, f"no such government: {name}. {suggestion(name, party_b.governments)}"
        if name in election.candidates[:place]:
            yield here, f"{name} stands twice: delete one"
    if set(election.candidates) <= set(party_b.governments):
        yield from polls_fit(election)


def polls_fit(election: Any) -> Findings:
    """The polls have a share for each candidate and for nobody else."""
    path: KeyPath = ("election", "polls", "shares")
    for name in election.candidates:
        if name not in election.polls.shares:
            yield path, f"lacks the share of the candidate {name}"
    yield from unknown_name_faults(path, election.polls.shares, election.candidates, "is not a candidate")
    standing = {name: share for name, share in election.polls.shares.items() if name in election.candidates}
    yield from shares_fit(path, standing)


def shares_fit(path: KeyPath, shares: dict[str, float]) -> Findings:
    """Poll shares are percent: above 0, at most 100 in all."""
    for name, share in shares.items():
        if not 0 < share < 100:
            yield (*path, name), f"must be above 0 and below 100; found {share:g}. The unit is percent"
    if max(shares.values(), default=0) < 100 and sum(shares.values()) > 100.5:  # rounding
        yield path, f"must add up to at most 100 percent; found {sum(shares.values()):g}"


def assembly_fits(parts: Parts) -> Findings:
    """The Assembly's figures refer to parties and weights that exist."""
    assembly, party_b = parts["assembly"], parts["party_b"]
    if assembly is None:
        return
    yield from unknown_name_faults(("assembly", "seats"), assembly.seats, party_b.governments, "no such government")
    path: KeyPath = ("assembly", "pivot", "multiples")
    yield from unknown_name_faults(path, assembly.pivot.multiples, party_b.weights, "{B} has no such weight")
    yield from keyed_by_party(("assembly", "void_penalty"), assembly.void_penalty, parts)


def no_deal_fits(parts: Parts) -> Findings:
    """No deal is worth something to each party, by its key, and no part falls back on the terms in force."""
    no_deal = parts["no_deal"]
    if no_deal is None:
        return
    stated = no_deal.__pydantic_extra__ or {}
    yield from keyed_by_party(("no_deal",), stated, parts)
    yield from ((("no_deal", *path), wrong) for path, wrong in faults_in(stated, {"unit": "bn USD a year"}))
    for name in ("stages", "enforcement", "statutes"):
        if parts.get(name):
            rule = f"cannot stand beside {name}, in which a deal that is broken gives way to the levels in force"
            yield ("no_deal",), f"{rule}: say what these are by `now` and `lapsed` instead"


POLITICS_CHECKS = [  # what each check needs
    (("party_b",), party_b_fits),
    (("election", "calendar", "party_b"), election_fits),
    (("election", "party_b"), candidates_fit),
    (("assembly", "party_b"), assembly_fits),
    (("no_deal", "parties"), no_deal_fits),
]
