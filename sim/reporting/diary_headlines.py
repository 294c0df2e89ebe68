"""Headlines of the diary: what a newspaper would set above a week, and which of its days it would choose."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from sim.reporting.diary_events import (
    assembly_name,
    event_name,
    event_of,
    mover_of,
    neighbour_terms,
    peer_name,
    peer_terms,
)
from sim.reporting.diary_line import Entry, Line
from sim.reporting.diary_words import SHORT, date_text, term_text
from sim.reporting.run_text import title
from sim.reporting.words import label
from sim.runs.run import Outcome

DAYS = 7  # of a week


@dataclass(frozen=True)
class Week:
    """A week of the talks, counted from the day on which they open; its headline, and the lines of its days."""

    number: int
    begins: int
    headline: str
    lines: list[Line]

    def title(self, outcome: Outcome) -> str:
        """Return its number, first day and headline."""
        when = f"Week {self.number}" if self.number > 0 else "Before the talks"
        return f"{when}, from {date_text(outcome, self.begins)}: {self.headline}"


def weeks(outcome: Outcome, lines: Sequence[Line]) -> Iterator[Week]:
    """Yield the weeks in which something is told."""
    opens = outcome.calendar.talks
    for number, held in groupby(lines, lambda line: max(-1, (line.day - opens) // DAYS)):
        told = list(held)
        yield Week(number + 1, opens + number * DAYS if number >= 0 else told[0].day, week_headline(told), told)


def week_headline(lines: Sequence[Line]) -> str:
    """Return the headline of a week: that of the line that matters most, the first of several."""
    first = min(lines, key=lambda line: line.rank)
    return first.headline or "The talks go on"


def deal_headline(entry: Entry, outcome: Outcome) -> str:
    """Return the headline of a deal: the tariffs agreed."""
    rates = [k for k, issue in enumerate(outcome.agenda.issues) if issue.on_table and issue.unit == "percent"]
    return f"Deal: {', '.join(term_text(outcome, place, entry['package']) for place in rates)}" if rates else "Deal"


def event_headline(entry: Entry, outcome: Outcome) -> str:
    """Return the headline of an event: of a peer's deal, its tariffs."""
    if not event_of(entry, outcome).peer:
        return event_name(entry["name"])
    whose = peer_name(entry["name"])
    return peer_headline(f"{whose} signs" if whose else event_name(entry["name"]), peer_terms(entry, outcome))


def neighbour_headline(entry: Entry, outcome: Outcome) -> str:
    """Return the headline of another partner's deal: its tariffs."""
    return peer_headline(f"{title(entry['who'])} signs", list(neighbour_terms(entry, outcome).values()))


def peer_headline(signs: str, terms: Sequence[str]) -> str:
    """Return the headline of a peer's deal: its one rate, or the first of several."""
    rates = [term for term in terms if term.endswith(" %")]
    levels = {rate.rsplit(" ", 2)[1] for rate in rates}
    return f"{signs}: {levels.pop()} %" if len(levels) == 1 else f"{signs}: {rates[0]}" if rates else signs


def vote_headline(entry: Entry, outcome: Outcome) -> str:
    """Return the headline of a ratification vote."""
    if not entry["kept"]:
        return "New government drops the deal"
    who = assembly_name(outcome.loaded.scenario, entry.get("party", "party_b")).removeprefix("The ")
    return f"{who[:1].upper()}{who[1:]} {'passes' if entry['passed'] else 'rejects'} the deal"


def extension_headline(entry: Entry, outcome: Outcome) -> str:
    """Return the headline of an extension."""
    to, who = date_text(outcome, entry["until"]), mover_of(outcome.loaded.scenario)
    return f"The deadline moves to {to}" if who == "both" else f"{{{who[-1]}_adj}} moves the deadline to {to}"


Headline = Callable[[Entry, Outcome], str]
HEADLINES: dict[str, tuple[int, Headline]] = {  # with rank, 0 the most
    "signature": (0, deal_headline),
    "breakdown": (1, lambda entry, outcome: "The talks break down"),
    "lapse": (2, lambda entry, outcome: "{The_pause} lapses"),
    "vote": (3, vote_headline),
    "breach": (3, lambda entry, outcome: f"{SHORT[entry['side']]} breaks the deal"),
    "ruling": (3, lambda entry, outcome: f"Court strikes down {label(entry['statute'])}"),
    "withdrawal": (4, lambda entry, outcome: "{a_adj} takes back its cuts"),
    "election": (5, lambda entry, outcome: f"{title(entry['winner'])} wins the vote"),
    "text": (5, lambda entry, outcome: "The text is signed"),
    "no_text": (5, lambda entry, outcome: "No text"),
    "neighbour": (6, neighbour_headline),
    "event": (7, event_headline),
    "extension": (8, extension_headline),
    "enactment": (13, lambda entry, outcome: "The deal is enacted"),
    "in_force": (14, lambda entry, outcome: "The deal is in force"),
    "refund": (15, lambda entry, outcome: "Carmakers get duty back"),
    "text_opens": (16, lambda entry, outcome: "Talks on the text open"),
    "put_off": (25, lambda entry, outcome: "Meetings are put off"),
}


def headline_of(entry: Entry, outcome: Outcome) -> tuple[str, int]:
    """Return the headline that an entry of the log would make, and how much it matters."""
    rank, write = HEADLINES[entry["kind"]]
    return write(entry, outcome), rank
