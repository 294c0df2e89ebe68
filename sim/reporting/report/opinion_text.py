"""What the public thinks of a signature, and what gain it asks of the government in office."""

from collections.abc import Iterable, Iterator
from typing import Any

from sim.reporting.report.assumption_words import AGAINST, AGAINST_NOTE
from sim.reporting.report.sources import ASSUMED as ASSUMED_WORD
from sim.reporting.report.sources import opening_of
from sim.reporting.words import percent
from sim.scenario.schema.block import number_text
from sim.scenario.schema.scenario import Scenario


def opinion_of(spec: Scenario) -> Any:
    """Return what the public thinks of a signature by the government in office; None where nothing is said of it."""
    held = spec.voting_part.governments.get(spec.voting_part.in_office)
    return held.opinion if held is not None else None


def against_text(spec: Scenario) -> str:
    """Return which share of the public is against a signature, of which the least gain is that share."""
    opinion = opinion_of(spec)
    return "" if opinion is None else AGAINST.format(share=percent(opinion.against.central))


def against_notes(spec: Scenario, costs: Iterable[float]) -> Iterator[str]:
    """Yield who says which share is against a signature, and the gain needed at the middle of its cost."""
    opinion = opinion_of(spec)
    if opinion is None:
        return
    share, source = opinion.against.central, opening_of(opinion.source) or ASSUMED_WORD
    for cost in costs:
        cost_text, share_text, need = map(number_text, (cost, share, float(f"{cost * share:.2g}")))
        yield AGAINST_NOTE.format(source=source, cost=cost_text, share=share_text, need=need)
