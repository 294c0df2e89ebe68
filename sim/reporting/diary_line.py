"""A line of the diary: what is told of a day, and what a week's headline may make of it."""

from dataclasses import dataclass, replace
from typing import Any

from sim.scenario.party_words import PartyWords

Entry = dict[str, Any]  # of a run's log
QUIET = 99  # rank of what makes no headline


@dataclass(frozen=True)
class Line:
    """What is told of a day.

    day        since the pause began
    place      of what it tells in the log; lines of a day stand in this order
    kind       of what it tells: one of the log's, or repeats, carmakers, end
    text       of at most 300 letters
    headline   what a newspaper would set above it; rank, how much it matters, 0 the most
    """

    day: int
    place: float
    kind: str
    text: str
    headline: str = ""
    rank: int = QUIET

    def with_names(self, words: PartyWords) -> "Line":
        """Return the line with the parties' names filled in."""
        return replace(self, text=words.text(self.text), headline=words.text(self.headline))


def without_echo(lines: list[Line]) -> list[Line]:
    """Return lines without those that say again what the line before has said."""
    return [line for k, line in enumerate(lines) if not k or line.text != lines[k - 1].text]
