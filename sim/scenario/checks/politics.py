"""Rules on who governs, votes and ratifies, and on what no deal is worth: parts that name one another."""

from collections.abc import Callable, Collection, Iterator
from typing import Any

from sim.bargaining.sides import SIDES
from sim.scenario.checks.party_keys import keyed_by_party, keys_of
from sim.scenario.checks.unknown_names import unknown_name_faults
from sim.scenario.checks.weights import unknown_weight_faults
from sim.scenario.faults import KeyPath, closest_word, suggestion
from sim.scenario.schema.block import faults_in

ROUNDED = 0.005  # by which chances may miss 1, as they are written with two digits

Findings = Iterator[tuple[KeyPath, str]]
Parts = dict[str, Any]


def governments_of(side: str) -> Callable[[Parts], Findings]:
    """Return the check that a party's governments multiply weights that exist; the one in office is among them."""

    def fit(parts: Parts) -> Findings:
        party, whose = parts[side], {"party_a": "{A}", "party_b": "{B}"}[side]
        for name, government in party.governments.items():
            path: KeyPath = (side, "governments", name, "multiples")
            rule = f"{whose} has no such weight"
            yield from unknown_weight_faults(parts, side, path, government.multiples, rule)
        if party.in_office not in party.governments and (party.governments or party.in_office):
            yield (side, "in_office"), no_government(party.in_office, party.governments)

    return fit


def no_government(in_office: str, governments: Collection[str]) -> str:
    """Return what is wrong with the name of the government in office."""
    if not in_office:
        return f"lacks the government in office when the talks open. Add `in_office: {next(iter(governments), 'NAME')}`"
    return f"no such government: {in_office}. {suggestion(in_office, governments)}"


def elections_in(parts: Parts) -> Iterator[tuple[KeyPath, str, Any]]:
    """Yield the elections of parties that there are: where each stands, the side that votes, and what is stated."""
    shared, sides = parts["election"], dict(zip(keys_of(parts), SIDES, strict=True))
    side = None if shared is None else sides.get(shared.party or keys_of(parts)[1])
    if side in parts:
        yield ("election",), str(side), shared
    for own in SIDES:
        if own in parts and parts[own].election is not None:
            yield (own, "election"), own, parts[own].election


def elections_are_of_parties(parts: Parts) -> Findings:
    """Each election is that of a party, and each party has one at most."""
    shared, sides = parts["election"], dict(zip(keys_of(parts), SIDES, strict=True))
    for key, side in sides.items():
        named = parts[side].election and parts[side].election.party
        if named not in (None, key):
            yield (side, "election", "party"), f"must be {key}, whose block this is, or be left out; found {named}"
    if shared is None:
        return
    key = shared.party or keys_of(parts)[1]
    if key not in sides:
        yield ("election", "party"), f"no such party: {key}. {suggestion(key, sides)}"
    elif parts[sides[key]].election is not None:
        rule = f"`election` is that of {key} already: delete one, or name another party there"
        yield (sides[key], "election"), rule


def election_fits(parts: Parts) -> Findings:
    """Each vote lies between the talks and the horizon; governments, candidates and polls agree."""
    calendar = parts["calendar"]
    for path, side, election in elections_in(parts):
        if not calendar.talks < election.date < calendar.horizon:
            rule = f"must be after talks, {calendar.talks}, and before horizon, {calendar.horizon}"
            cure = (
                "Write `election: none` for no vote" if path == ("election",) else "Leave the election out for no vote"
            )
            yield (*path, "date"), f"{rule}; found {election.date}. {cure}"
        elif election.polls is not None and election.polls.date >= election.date:
            rule = f"must be before the vote, {election.date}; found {election.polls.date}"
            yield (*path, "polls", "date"), rule
        yield from names_of_governments_fit(side, parts[side], election)


def names_of_governments_fit(side: str, party: Any, election: Any) -> Findings:
    """No government has nearly the name of another that may govern, as one that is misspelt has."""
    known = {party.in_office, *election.candidates}
    for name in party.governments if known <= set(party.governments) else ():
        guess = closest_word(name, sorted(known - {name}), 0.8)
        if name not in known and guess:
            rule = f"is neither in office nor a candidate. Did you mean {guess}? If not, take it out: `{name}: null`"
            yield (side, "governments", name), rule


def candidates_fit(parts: Parts) -> Findings:
    """Every candidate is a government of its party with a share in the polls, and stands once."""
    for path, side, election in elections_in(parts):
        governments = parts[side].governments
        for place, name in enumerate(election.candidates):
            here: KeyPath = (*path, "candidates", place)
            if name not in governments:
                yield here, f"no such government: {name}. {suggestion(name, governments)}"
            if name in election.candidates[:place]:
                yield here, f"{name} stands twice: delete one"
        if set(election.candidates) <= set(governments):
            yield from (((*path, *wrong), rule) for wrong, rule in polls_fit(election))


def polls_fit(election: Any) -> Findings:
    """The polls, or the chances in their place, have a share for each candidate and for nobody else."""
    if (election.polls is None) == (not election.chances):
        found = "found both" if election.chances else "found neither"
        yield (), f"must state `polls`, or `chances` in their place; {found}"
        return
    if election.polls is None:
        yield from chances_fit(election)
        return
    path: KeyPath = ("polls", "shares")
    for name in election.candidates:
        if name not in election.polls.shares:
            yield path, f"lacks the share of the candidate {name}"
    yield from unknown_name_faults(path, election.polls.shares, election.candidates, "is not a candidate")
    standing = {name: share for name, share in election.polls.shares.items() if name in election.candidates}
    yield from shares_fit(path, standing)


def chances_fit(election: Any) -> Findings:
    """Chances are shares from 0 to 1, one for each candidate, and add up to 1."""
    path: KeyPath = ("chances",)
    for name in election.candidates:
        if name not in election.chances:
            yield path, f"lacks the chance of the candidate {name}"
    yield from unknown_name_faults(path, election.chances, election.candidates, "is not a candidate")
    for name, chance in election.chances.items():
        if not 0 <= chance <= 1:
            yield (*path, name), f"must be from 0 to 1; found {chance:g}. It is a share: 50 percent is 0.5"
    if abs(sum(election.chances.values()) - 1) > ROUNDED:
        yield path, f"must add up to 1; found {sum(election.chances.values()):g}"


def shares_fit(path: KeyPath, shares: dict[str, float]) -> Findings:
    """Poll shares are percent: above 0, at most 100 in all."""
    for name, share in shares.items():
        if not 0 < share < 100:
            yield (*path, name), f"must be above 0 and below 100; found {share:g}. The unit is percent"
    if max(shares.values(), default=0) < 100 and sum(shares.values()) > 100.5:  # rounding
        yield path, f"must add up to at most 100 percent; found {sum(shares.values()):g}"


def assembly_fits(parts: Parts) -> Findings:
    """Each assembly's figures refer to parties and weights that exist, and each party has one at most."""
    shared, sides = parts["assembly"], dict(zip(keys_of(parts), SIDES, strict=True))
    if shared is not None:
        key = shared.party or keys_of(parts)[1]
        if key not in sides:
            yield ("assembly", "party"), f"no such party: {key}. {suggestion(key, sides)}"
            return
        yield from one_assembly_fits(("assembly",), shared, parts[sides[key]], parts)
        if parts[sides[key]].assembly is not None:
            rule = f"`assembly` is that of {key} already: delete one, or name another party there"
            yield (sides[key], "assembly"), rule
    for side in SIDES:
        if parts[side].assembly is not None:
            yield from one_assembly_fits((side, "assembly"), parts[side].assembly, parts[side], parts)


def one_assembly_fits(path: KeyPath, assembly: Any, party: Any, parts: Parts) -> Findings:
    """Yield what is wrong with the figures of one assembly of a party."""
    yield from unknown_name_faults((*path, "seats"), assembly.seats, party.governments, "no such government")
    side, whose = ("party_a", "{A}") if party is parts["party_a"] else ("party_b", "{B}")
    path_to, rule = (*path, "pivot", "multiples"), f"{whose} has no such weight"
    yield from unknown_weight_faults(parts, side, path_to, assembly.pivot.multiples, rule)
    yield from keyed_by_party((*path, "void_penalty"), assembly.void_penalty, parts)


def votes_fit(parts: Parts) -> Findings:
    """A vote that changes no government lies between the talks and the horizon."""
    calendar = parts["calendar"]
    for side in SIDES:
        day = parts[side].vote
        if day is not None and not calendar.talks < day < calendar.horizon:
            rule = f"must be after talks, {calendar.talks}, and before horizon, {calendar.horizon}; found {day}"
            yield (side, "vote"), rule


def mover_fits(parts: Parts) -> Findings:
    """Who moves the deadline is a party, or both."""
    named, known = parts["deadline"].by, (*keys_of(parts), "both")
    if named not in (None, *known):
        yield ("deadline", "by"), f"must be one of {', '.join(known)}; found {named}"


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
    (("party_b",), governments_of("party_b")),
    (("election", "calendar", "party_b", "parties"), election_fits),
    (("election", "party_b", "parties"), candidates_fit),
    (("assembly", "party_a", "party_b", "parties"), assembly_fits),
    (("party_a",), governments_of("party_a")),
    (("election", "party_a", "party_b", "parties"), elections_are_of_parties),
    (("party_a", "party_b", "calendar"), votes_fit),
    (("deadline", "parties"), mover_fits),
    (("no_deal", "parties", "issues"), no_deal_fits),
]
