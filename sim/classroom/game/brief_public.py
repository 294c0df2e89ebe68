"""What a brief says of votes, of assemblies, of what everybody hears, and of what a side does not know."""

from collections.abc import Sequence
from typing import Any

from sim.bargaining.sides import SIDES
from sim.classroom.game.words import begin, date_text, holder_text
from sim.classroom.party_idioms import with_particles
from sim.scenario.schema.parties import ElectionPart, PartyPart
from sim.scenario.schema.scenario import Scenario

Said = dict[str, Any]
A_WEEK = 7  # days, from which on a new government takes some weeks


# --- votes and assemblies -------------------------------------------------------------------------------


def vote_texts(spec: Scenario, place: int, words: Said) -> list[str]:
    """Return what elections a side, by its number, has to reckon with: its own, and the other side's."""
    told = []
    for whose, election in spec.elections.items():
        kind, side, part = "own" if whose == place else "other", SIDES[whose], spec.part_of(spec.keys[whose])
        figures = {
            "party": begin(words["sides"][side]),
            "vote": date_text(words, election.date),
            "ballot": words["ballots"][side],
            "holder": holder_text(words, part.in_office),
            "forming": forming_text(election, part, words["brief"]["forming"]),
        }
        told.append(with_particles(words["brief"]["vote_text"][kind].format(**figures)))
    return told


def forming_text(election: ElectionPart, part: PartyPart, said: Said) -> str:
    """Return how long the winner takes to form a government: some weeks, or the days that are stated."""
    spans = [part.governments[name].formation_days.span for name in election.candidates]
    low, high = (pick(ends) for pick, ends in zip((min, max), zip(*spans, strict=True), strict=True))
    if low >= A_WEEK or high == float("inf"):
        return str(said["weeks"])
    kind = "span" if high > low else "days" if high > 0 else "none"
    return str(said[kind].format(low=f"{low:g}", high=f"{high:g}"))


def assembly_texts(spec: Scenario, place: int, words: Said) -> list[str]:
    """Return who ratifies what each party signs, as told to a side by its number."""
    told = []
    for whose, key in enumerate(spec.keys):
        assembly, side = spec.assembly_of(key), SIDES[whose]
        if assembly is not None:
            name = words["office"].format(name=assembly.name.removeprefix("the ")) if assembly.name else None
            figures = {
                "party": words["sides"][side],
                "assembly": name or words["assemblies"][side],
                "lag": assembly.vote_lag_days,
            }
            kind = "own" if whose == place else "other"
            told.append(with_particles(words["brief"]["assembly"][kind].format(**figures)))
    return told


# --- what is public, and what is not --------------------------------------------------------------------


def public_text(spec: Scenario, words: Said) -> str:
    """Return what everybody hears, and that values can be estimated from it."""
    said = words["brief"]
    polled = any(election.polls for election in spec.elections.values())
    signing = spec.neighbour is not None or bool(spec.partners) or any(event.peer for event in spec.events)
    happens = {"elections": bool(spec.elections), "peers": signing, "deadlines": spec.may_extend}
    heard = joined_names([said["heard"][name] for name, holds in happens.items() if holds], said["listed"])
    shown = {"polls": polled, "makers": bool(spec.makers)}
    published = joined_names([said["published"][name] for name, holds in shown.items() if holds], said["listed"])
    if not (heard or published):
        return str(said["estimate_text"])
    kind = "both" if heard and published else "heard" if heard else "published"
    text = said["hears"][kind].format(heard=heard, published=published if heard else begin(published))
    return f"{with_particles(text)} {said['estimate_text']}"


def joined_names(names: Sequence[str], said: Said) -> str:
    """Return names in a line: two joined by one word, more by commas."""
    if len(names) < 3:
        return str(said["two"].join(names))
    return str(said["between"].join(names[:-1]) + said["last"] + names[-1])


def unknown_text(spec: Scenario, place: int, words: Said) -> str:
    """Return what a side, by its number, does not know of the other one."""
    said, other = words["brief"], spec.keys[1 - place]
    moved_by = spec.deadline.by or spec.keys[0]
    unknown = {"vote": 1 - place in spec.elections, "deadline": spec.may_extend and moved_by in (other, "both")}
    more = "".join(said["unknown"][name] for name, holds in unknown.items() if holds)
    return str(said["unknown_text"][SIDES[place]].format(more=more))
