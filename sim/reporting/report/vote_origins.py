"""The way back from each number of the report on a vote: its row, the worlds behind it, and the commands."""

from collections.abc import Mapping, Sequence

from sim.analysis.before_after_vote import Contrast
from sim.analysis.compare import ComparedRun
from sim.reporting.report import vote_words as said
from sim.reporting.report.measures import measure_name
from sim.reporting.report.parts import bullets, command, facts, paragraph, plain_text, table
from sim.reporting.report.sides import SideSource, side_facts
from sim.reporting.report.words import WHERE_ROWS
from sim.reporting.words import fixed_text


def answers_origin(found: Sequence[Contrast], first: int, place: str, names: Mapping[str, str]) -> str:
    """Return where each difference is, how it is made again, and how many worlds each answer rests on.

    first   number of the first measure
    names   of the scenario (`name`) and of the same with a free and certain signature (`free`)
    """
    rows = [origin_cells(number, contrast) for number, contrast in enumerate(found, first)]
    return "\n".join(
        [
            paragraph(said.VOTE_ORIGIN.format(place=place)),
            table(said.VOTE_ORIGIN_COLUMNS, [("", rows)]),
            paragraph(said.VOTE_AGAIN.format(place=place)),
            bullets(text.format(**names) for text in said.VOTE_MADE.values()),
        ]
    )


def origin_cells(number: int, found: Contrast) -> list[str]:
    """Return a measure's row."""
    raw = said.BEFORE_AND_AFTER.format(before=f"{found.raw.before:,}", after=f"{found.raw.after:,}")
    return [
        f'<a id="from-{number}" href="#number-{number}">{number}</a>',
        plain_text(measure_name(found.measure)),
        command(found.measure),
        plain_text(raw),
        plain_text(worth_text(found.effective)),
        f"{found.same_worlds.before:,}",
    ]


def worth_text(effective: float | None) -> str:
    """Return how many worlds of equal weight the weights are worth."""
    return said.NO_WORTH if effective is None else said.WORTH.format(count=fixed_text(effective, 0))


def vote_commands(sides: Sequence[ComparedRun], sources: Sequence[SideSource]) -> str:
    """Return the commands that give the rows of both runs, and where these go."""
    held = facts((name, command(text)) for name, text in side_facts(sides, sources))
    return paragraph(said.VOTE_COMMANDS.format(where=WHERE_ROWS)) + held
