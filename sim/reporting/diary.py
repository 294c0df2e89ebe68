"""The diary of one world: its days in plain English with the reasons of each side, for teaching.

Whoever is told of neither side's values (`sides` empty) reads what the public learns.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from sim.bargaining.sides import SIDES
from sim.reporting.diary_carmakers import carmaker_lines
from sim.reporting.diary_end import end_sentences
from sim.reporting.diary_events import IN_CONFIDENCE, SENTENCES, peer_name, poll_text
from sim.reporting.diary_headlines import headline_of, weeks
from sim.reporting.diary_line import Entry, Line, without_echo
from sim.reporting.diary_offers import ToldMeetings
from sim.reporting.diary_text_offers import ToldTextMeetings
from sim.reporting.diary_words import pack_lines
from sim.reporting.run_text import title
from sim.runs.run import Outcome
from sim.scenario.party_words import words_of

DAYS_AFTER = 3  # of the carmakers told after the last thing that happens
NEWS_OF_POLLS = 0.03  # by how much a share must move to be told again


def diary_lines(outcome: Outcome, world: int, sides: Sequence[str] = SIDES) -> list[Line]:
    """Return what happened in one world, day by day; `sides`, whose values and reasons are told."""
    log = [entry for entry in outcome.log if entry["world"] == world]
    last = max((entry["day"] for entry in log), default=0)
    first = Line(
        outcome.calendar.talks, -1, "opening", "The delegations meet for the first time.", "The talks begin", 18
    )
    held = [first, *log_lines(outcome, log, sides), *carmaker_lines(outcome, world, last + DAYS_AFTER, sides)]
    told = [line.with_names(words_of(outcome.loaded.scenario)) for line in held]
    return without_echo(sorted(told, key=lambda line: (line.day, line.place)))


def diary_sentences(outcome: Outcome, world: int, sides: Sequence[str] = SIDES) -> Iterator[tuple[Entry, str]]:
    """Yield what is told of one world so far, with the entry of the log: of a run that need not be over."""
    log = [entry for entry in outcome.log if entry["world"] == world]
    for line in diary_lines(outcome, world, sides):
        of_log = 0 <= line.place < len(log)
        yield log[int(line.place)] if of_log else {"day": line.day, "kind": line.kind}, line.text


def log_lines(outcome: Outcome, log: Sequence[Entry], sides: Sequence[str]) -> Iterator[Line]:
    """Yield the lines of a world's log."""
    meetings, text, polls = ToldMeetings(outcome, sides), ToldTextMeetings(outcome, sides), ToldPolls()
    for place, entry in enumerate(log):
        kind = entry["kind"]
        if kind == "offer":
            yield from meetings.tell(entry, place)
        elif kind == "poll":
            yield from polls.tell(entry, place)
        elif kind == "text_offer":
            yield from text.tell(entry, place) if sides else ()
        elif sides or kind not in IN_CONFIDENCE:
            yield from (*meetings.told_repeats(), *text.told_repeats())
            note_news(meetings, entry)
            yield from entry_lines(outcome, entry, place, sides)
    yield from (*meetings.told_repeats(), *text.told_repeats())


def entry_lines(outcome: Outcome, entry: Entry, place: int, sides: Sequence[str]) -> Iterator[Line]:
    """Yield the lines of an entry that is neither an offer nor a poll."""
    headline, rank = headline_of(entry, outcome)
    words = words_of(outcome.loaded.scenario)
    for text in pack_lines(words.data(SENTENCES[entry["kind"]](entry, outcome, sides))):
        yield Line(entry["day"], place, entry["kind"], text, headline, rank)


def note_news(meetings: ToldMeetings, entry: Entry) -> None:
    """Take note of what later reasons refer to: a vote, who may sign from when, and partners' deals."""
    so_far = meetings.so_far
    if entry["kind"] == "election":
        so_far.vote, so_far.formed = entry["day"], float(entry["formed"])
        so_far.elected = entry.get("party", SIDES[1])
    elif entry["kind"] == "neighbour":
        so_far.peer = title(entry["who"]), entry["day"]
    elif "peer" in entry:
        so_far.peer = peer_name(entry["name"]) or "a partner", entry["day"]


class ToldPolls:
    """The polls of one world, of which the first is told, and those that have moved since one was told."""

    def __init__(self) -> None:
        self.told: Entry | None = None

    def tell(self, entry: Entry, place: int) -> Iterator[Line]:
        """Yield the line of a poll, if it is news."""
        if self.told is not None and np.abs(entry["shares"] - self.told["shares"]).max() < NEWS_OF_POLLS:
            return
        for text in pack_lines(poll_text(entry, self.told)):
            yield Line(entry["day"], place, "poll", text, "The polls move" if self.told else "The polls", 24)
        self.told = entry


def first_world(outcome: Outcome) -> int:
    """Return the number of a run's first world."""
    return int(outcome.worlds.column("world")[0].as_py())


def end_lines(outcome: Outcome, world: int, sides: Sequence[str], day: int) -> Iterator[Line]:
    """Yield how one world ended, as lines of a day that stand after all others."""
    for text in pack_lines(end_sentences(outcome, world, sides)):
        yield Line(day, float("inf"), "end", text)


def title_line(outcome: Outcome, world: int) -> str:
    """Return which world is told, and what its values are."""
    which = f"{Path(outcome.loaded.name).stem}, world {world}, seed {outcome.settings.seed}"
    unit = outcome.loaded.scenario.value_unit
    return f"{which}: values in {unit} over no deal, as each side counts them"


def diary(outcome: Outcome, world: int | None = None) -> list[str]:
    """Return the days of one world (the first, unless named), with a headline a week and how it ended at the end."""
    told = first_world(outcome) if world is None else world
    found = [title_line(outcome, told)]
    for week in weeks(outcome, diary_lines(outcome, told)):
        dated = [f"{outcome.calendar.date(line.day):%-d %b %Y}  {line.text}" for line in week.lines]
        found += ["", week.title(outcome), *dated]
    return [*found, "", *pack_lines(end_sentences(outcome, told, SIDES))]
