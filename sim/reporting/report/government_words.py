"""Who governs the parties of a scenario, until which vote, and who may win it, in words."""

from collections.abc import Iterator, Sequence
from datetime import date
from math import isfinite

from sim.analysis.signature_doubt import is_signature_doubtful
from sim.reporting.report.sources import opening_of
from sim.reporting.report.words import (
    CANDIDATE,
    CHANCES,
    FORMING,
    IS_ASSUMED,
    NO_VOTE,
    POLL_OF,
    POLLS,
    SOME,
    VOIDED,
    VOTE,
    VOTE_ALONE,
)
from sim.scenario.office_names import holder_name
from sim.scenario.schema.block import number_text
from sim.scenario.schema.parties import ElectionPart, PartyPart
from sim.scenario.schema.scenario import Scenario

PARTIES = ("{a}", "{b}"), ("{A}", "{B}")  # within a sentence, at its head


def governments_told(spec: Scenario, wins: str) -> str:
    """Return who governs, where governments are told apart, who is elected, and who votes without a change.

    wins   how many worlds each candidate of the election wins of which results speak, in words
    """
    found = list(government_sentences(spec, wins))
    if is_signature_doubtful(spec):
        found.append(VOIDED)
    days = zip(PARTIES[0], (spec.part_of(key).vote for key in spec.keys), strict=True)
    return " ".join([*found, *(VOTE_ALONE.format(party=party, date=day_text(day)) for party, day in days if day)])


def government_sentences(spec: Scenario, wins: str = "") -> Iterator[str]:
    """Yield who governs each party that holds an election, and of none that holds one whose governments differ."""
    main = spec.voting_place
    if not spec.elections and spec.has_governments:
        yield NO_VOTE.format(party=PARTIES[1][main], holder=holder_name(spec.voting_part.in_office))
    for place, election in sorted(spec.elections.items(), key=lambda held: held[0] != main):
        yield VOTE.format(
            party=PARTIES[1][place],
            holder=holder_name(spec.part_of(spec.keys[place]).in_office),
            date=day_text(election.date),
            candidates=and_list(candidate_names(election)),
            polls=polls_text(election, wins if place == main else ""),
            forming=forming_text(election, spec.part_of(spec.keys[place])),
        )


def candidate_names(election: ElectionPart) -> list[str]:
    """Return who stands, each with a share in percent: of the polls, or the chance to win that is stated."""
    shares = election.polls.shares if election.polls else {k: 100 * v for k, v in election.chances.items()}
    return [CANDIDATE.format(name=person_name(name), share=number_text(shares[name])) for name in election.candidates]


def polls_text(election: ElectionPart, wins: str) -> str:
    """Return what the shares of candidates are, and how often each wins, if that is known."""
    polls = election.polls
    if polls is None:
        return CHANCES.format(wins=wins)
    source = opening_of(polls.source).split(",")[0] or POLL_OF.format(date=day_text(polls.date))
    return POLLS.format(source=source, wins=wins)


def forming_text(election: ElectionPart, part: PartyPart) -> str:
    """Return how long the winner's government takes to form; nothing where it may sign at once."""
    stated = [part.governments[name].formation_days for name in election.candidates]
    low, high = min(held.span[0] for held in stated), max(held.span[1] for held in stated)
    if not high > 0:
        return ""
    days = number_text(low) if low == high else f"{number_text(low)} to {number_text(high)}"
    days = days if isfinite(high) else SOME
    return FORMING.format(days=days, assumed=IS_ASSUMED)


def day_text(when: date) -> str:
    """Return a date in words."""
    return when.strftime("%-d %B %Y")


def person_name(name: str) -> str:
    """Return a candidate's name with capitals."""
    return " ".join(word.capitalize() for word in name.split("_"))


def and_list(names: Sequence[str]) -> str:
    """Return names with commas and an `and`."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
