"""The meetings in the diary: each offer with its reason and answer; meetings that repeat one are told together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sim.reporting.diary_answers import answer
from sim.reporting.diary_line import Entry, Line
from sim.reporting.diary_moves import move, opening
from sim.reporting.diary_reasons import TalksSoFar, is_person, reasons
from sim.reporting.diary_words import OTHER, SUBJECT, UNIT, date_text, pack_lines, value_text
from sim.reporting.package_text import WHO
from sim.runs.run import Outcome
from sim.scenario.party_words import PartyWords, words_of

NUMBERS = ("", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve")


@dataclass
class ToldMeetings:
    """The meetings of one world as they are told to some sides.

    repeats   offers not told yet that repeat the last of their side; place, of the last of them in the log
    """

    outcome: Outcome
    sides: Sequence[str]
    so_far: TalksSoFar = field(default_factory=TalksSoFar)
    repeats: list[Entry] = field(default_factory=list)
    place: int = 0

    @property
    def words(self) -> PartyWords:
        """The words for the parties."""
        return words_of(self.outcome.loaded.scenario)

    def tell(self, entry: Entry, place: int) -> Iterator[Line]:
        """Yield what is to be told of an offer; nothing yet of one that repeats the last."""
        if not self.sides:
            return
        last = self.so_far.last.get(entry["side"])
        repeated = last is not None and bool((entry["package"] == entry["before"]).all())
        if repeated and not entry["accepted"]:
            self.repeats.append(entry)
            self.place = place
        else:
            yield from self.told_repeats()
            yield from self.told_offer(entry, place, repeated)
        self.so_far.last[entry["side"]] = entry

    def told_offer(self, entry: Entry, place: int, repeated: bool) -> Iterator[Line]:
        """Yield the lines of an offer: what it is, why it is made, and the answer."""
        side, last = entry["side"], self.so_far.last.get(entry["side"])
        if repeated:
            sentences, headline, rank = [f"{SUBJECT[side]} tables the same terms once more."], "", 30
        else:
            made = opening(entry, self.outcome) if last is None else move(entry, self.outcome, self.sides, last["day"])
            sentences, headline, rank = made.sentences, made.headline, made.rank
        if side in self.sides:
            sentences = [*sentences, *reasons(entry, self.outcome, self.so_far)]
        sentences = [*sentences, answer(entry, self.outcome, self.sides, self.so_far)]
        for text in pack_lines(self.words.data(sentences)):
            yield Line(entry["day"], place, "offer", text, headline, rank)
            headline, rank = "", 99

    def told_repeats(self) -> Iterator[Line]:
        """Yield one line for the meetings that have repeated what was on the table, if there are any."""
        held, self.repeats = self.repeats, []
        if not held:
            return
        last = held[-1]
        for text in pack_lines(self.words.data(self.one_repeat(last) if len(held) == 1 else self.many_repeats(held))):
            yield Line(last["day"], self.place, "repeats", text, "No movement", 30)

    def one_repeat(self, entry: Entry) -> list[str]:
        """Return that one meeting has brought nothing new."""
        again = f"{SUBJECT[entry['side']]} tables the same terms again."
        return [again, answer(entry, self.outcome, self.sides, self.so_far)]

    def many_repeats(self, held: Sequence[Entry]) -> list[str]:
        """Return that some meetings have brought nothing new."""
        count = NUMBERS[len(held)] if len(held) < len(NUMBERS) else str(len(held))
        who = {entry["side"] for entry in held}
        sides = "both sides repeat" if len(who) == 2 else f"{WHO[who.pop()]} repeats"
        since = date_text(self.outcome, held[0]["day"])
        of_whom = "their last terms" if sides.startswith("both") else "its last terms"
        gaps = [self.gap(entry) for entry in last_of_each(held) if OTHER[entry["side"]] in self.sides]
        return [f"{count} meetings since {since} bring nothing new: {sides} {of_whom}.", *gaps]

    def gap(self, entry: Entry) -> str:
        """Return what the side that declines is offered, and what it asks for."""
        side = OTHER[entry["side"]]
        offered, asked = value_text(entry[f"{side}_value"]), value_text(entry[f"{side}_demand"])
        demand = "" if is_person(entry, side) else f" and demands {asked}"
        return f"{SUBJECT[side]} is offered {offered} {UNIT}{demand}."


def last_of_each(held: Sequence[Entry]) -> list[Entry]:
    """Return the last offer of each side among some."""
    return list({entry["side"]: entry for entry in held}.values())
