"""The options that several verbs take, and what refuses those that do not go together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

Settings = Annotated[
    list[str],
    typer.Option("--set", metavar="A.B=C", help="replace one value by its dotted path; may be repeated"),
]
Json = Annotated[bool, typer.Option("--json", help="print one JSON value instead of text")]
MOST_WORLDS = 1_000_000_000  # of a run, as in sim.runs.chunk
TOO_MANY = "a run has at most {most:,} worlds; found {found:,}. Play them in pieces, each from another --first on"


def possible_worlds(given: int | None) -> int | None:
    """Return a number of worlds that a run may have; refuse more, before anything is allocated."""
    if given is not None and given > MOST_WORLDS:
        raise typer.BadParameter(TOO_MANY.format(most=MOST_WORLDS, found=given))
    return given


WORLDS_HELP = "parallel worlds (default: the scenario's own)"
Worlds = Annotated[int | None, typer.Option(min=1, callback=possible_worlds, help=WORLDS_HELP)]
LAST_WORLD = 2**53  # as in sim.runs.chunk, whose import takes a second
SEED_HELP = "seed of the random numbers, from 0 up (default: the scenario's own)"
Seed = Annotated[int | None, typer.Option(min=0, max=2**62 - 1, help=SEED_HELP)]

KNOWN_HELP = "play it as known on that day: what was known only later gives way to its stated prior"
AsKnownOn = Annotated[datetime | None, typer.Option(metavar="DATE", formats=["%Y-%m-%d"], help=KNOWN_HELP)]


def day_of(stated: datetime | None) -> date | None:
    """Return the day of an option that takes a date."""
    return stated.date() if stated is not None else None


@dataclass(frozen=True, kw_only=True)
class PlayRequest:
    """What is to be played: a scenario, changed by settings, in how many worlds; None: the scenario's own."""

    scenario: Path
    settings: Sequence[str]
    worlds: int | None
    seed: int | None


def stated_options(given: Mapping[str, Any]) -> set[str]:
    """Return the names of the options, of all that a verb takes, that were given."""
    return {name for name, value in given.items() if not (value is None or value is False or value in ([], ()))}


def refuse_odd(rules: Iterable[tuple[object, str]]) -> None:
    """Refuse options that do not go together, exit 2: each rule stands behind what is true if it is broken."""
    for is_broken, rule in rules:
        if is_broken:
            raise typer.BadParameter(rule)
