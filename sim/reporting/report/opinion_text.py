"""What the public thinks of a signature, and what gain it asks of the government in office until its vote."""

from collections.abc import Iterator
from typing import Any

from sim.reporting.report.assumption_words import AGAINST, AGAINST_NOTE, AMBITION, COST_OF_SIGNING, NOTE_OF_PARTY
from sim.reporting.report.sources import ASSUMED as ASSUMED_WORD
from sim.reporting.report.sources import opening_of
from sim.reporting.words import percent
from sim.scenario.schema.block import number_text
from sim.scenario.schema.parties import GovernmentPart
from sim.scenario.schema.scenario import Scenario


def bound_governments(spec: Scenario) -> dict[int, GovernmentPart]:
    """Return the governments in office that answer to their public until a vote, by the place of their party."""
    found = {}
    for place, key in enumerate(spec.keys):
        part = spec.part_of(key)
        held = part.governments.get(part.in_office)
        votes = part.vote is not None or place in spec.elections
        if votes and held is not None and held.audience_cost is not None and held.opinion is not None:
            found[place] = held
    return found


def cost_words(spec: Scenario) -> dict[str, str]:
    """Return what the cost of signing before the vote is to each such government, by its dotted path."""
    found = {}
    for place, held in bound_governments(spec).items():
        key = spec.keys[place]
        against = AGAINST.format(share=percent(held.opinion.against.central)) if held.opinion else ""
        path = f"{key}.governments.{spec.part_of(key).in_office}.audience_cost"
        found[path] = COST_OF_SIGNING.format(party=party_token(place), against=against)
    return found


def party_token(place: int) -> str:
    """Return what text has in the place of a party's name."""
    return ("{a}", "{b}")[place]


def against_notes(spec: Scenario) -> Iterator[str]:
    """Yield who says which share is against a signature, and the gain needed at the middle of its cost."""
    bound = bound_governments(spec)
    for place, held in bound.items():
        whose = NOTE_OF_PARTY.format(party=party_token(place)) if len(bound) > 1 else ""
        yield against_note(held, held.opinion, whose)


def against_note(held: GovernmentPart, opinion: Any, whose: str) -> str:
    """Return the note on one government: cost times the share against it, less its own gain from signing."""
    cost = held.audience_cost.central if held.audience_cost else 0.0
    share, own = opinion.against.central, held.ambition.central if held.ambition else 0.0
    figures = {"cost": cost, "share": share, "own": own, "need": float(f"{max(cost * share - own, 0):.2g}")}
    text = {name: number_text(figure) for name, figure in figures.items()}
    source = opening_of(opinion.source) or ASSUMED_WORD
    less, also = (AMBITION[0].format(**text), AMBITION[1].format(**text)) if own else ("", "")
    return AGAINST_NOTE.format(source=source, whose=whose, less=less, also=also, **text)
