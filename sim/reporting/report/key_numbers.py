"""Key numbers: each with its interval, its unit, what it means, and the way back to its rows, seed and command."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from sim.reporting.report.parts import break_at_dots, command, plain_text, table
from sim.reporting.report.words import NUMBER_COLUMNS, ORIGIN_COLUMNS, TOO_FEW


@dataclass(frozen=True)
class KeyNumber:
    """A number that a reader is meant to take away.

    interval  in words, with what kind it is; "" where too few worlds are behind it
    column    the column that it is made of, in the file that the page names
    rule      how it is made from that column
    key       where `sim show ... --json` gives it; "" where it does not
    example   a command that plays one world behind it; "" where there is none
    """

    name: str
    value: str
    interval: str
    unit: str
    meaning: str
    column: str
    rule: str
    key: str = ""
    example: str = ""


@dataclass(frozen=True)
class NumberGroup:
    """Numbers of one kind below a heading."""

    title: str
    numbers: Sequence[KeyNumber]


NOTHING = "-"  # in a cell that has nothing to say
NumberedNumber = tuple[int, KeyNumber]


def numbered_groups(groups: Sequence[NumberGroup]) -> Iterator[tuple[str, list[NumberedNumber]]]:
    """Yield each group's heading and its numbers, which count on from group to group."""
    first = 1
    for group in groups:
        yield group.title, list(enumerate(group.numbers, first))
        first += len(group.numbers)


def number_table(groups: Sequence[NumberGroup], caption: str = "") -> str:
    """Return the table of the brief; the last cell of a row leads to where its number comes from."""
    bodies = [(title, [number_cells(*held) for held in rows]) for title, rows in numbered_groups(groups)]
    return table(NUMBER_COLUMNS, bodies, caption, "numbers keyed")


def number_cells(place: int, held: KeyNumber) -> list[str]:
    """Return a number's row in the brief."""
    name = f'<span id="number-{place}">{plain_text(held.name)}</span><small>{plain_text(held.meaning)}</small>'
    value, interval = f"<b>{plain_text(held.value)}</b>", plain_text(held.interval or TOO_FEW)
    link = f'<a href="#from-{place}">{place}</a>'
    return [name, value, interval, escape(held.unit), command(held.column), link]


def origin_table(groups: Sequence[NumberGroup], caption: str = "") -> str:
    """Return the table of the appendix: how each number is made, and where its rows are."""
    rows = [origin_cells(*held) for _, rows in numbered_groups(groups) for held in rows]
    return table(ORIGIN_COLUMNS, [("", rows)], caption)


def origin_cells(place: int, held: KeyNumber) -> list[str]:
    """Return a number's row in the appendix."""
    name = f'<a id="from-{place}" href="#number-{place}">{place}</a> {plain_text(held.name)}'
    key, example = (command(text) if text else NOTHING for text in (held.key, held.example))
    return [name, f"<code>{break_at_dots(held.column)}</code>", plain_text(held.rule), key, example]
