"""Offers of a text in the diary, with what they are worth and what is demanded; repeated ones are told together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sim.reporting.diary_line import Entry, Line
from sim.reporting.diary_words import OTHER, SUBJECT, UNIT, date_text, list_text, pack_lines, term_text, value_text
from sim.reporting.package_text import WHO
from sim.runs.run import Outcome
from sim.scenario.party_words import PartyWords, words_of


@dataclass
class ToldTextMeetings:
    """The meetings on the text of one world's deal, as they are told to some sides.

    last      side -> what it has last proposed
    repeats   offers not told yet that repeat the last of their side; place, of the last of them in the log
    """

    outcome: Outcome
    sides: Sequence[str]
    last: dict[str, list[int]] = field(default_factory=dict)
    repeats: list[Entry] = field(default_factory=list)
    place: int = 0

    @property
    def words(self) -> PartyWords:
        """The words for the parties."""
        return words_of(self.outcome.loaded.scenario)

    def tell(self, entry: Entry, place: int) -> Iterator[Line]:
        """Yield what is to be told of an offer; nothing yet of one that repeats the last."""
        said = [int(entry["package"][issue]) for issue in self.outcome.agenda.left_open]
        repeated = self.last.get(entry["side"]) == said
        self.last[entry["side"]] = said
        if repeated and not entry["accepted"]:
            self.repeats.append(entry)
            self.place = place
            return
        yield from self.told_repeats()
        terms = list_text([term_text(self.outcome, issue, entry["package"]) for issue in self.outcome.agenda.left_open])
        proposal = f"On the text, {WHO[entry['side']]} proposes {terms}."
        for text in pack_lines(self.words.data([proposal, text_answer(entry, self.sides)])):
            yield Line(entry["day"], place, "text_offer", text, "Offers on the text", 17)

    def told_repeats(self) -> Iterator[Line]:
        """Yield one line for the meetings on the text that have brought nothing new, if there are any."""
        held, self.repeats = self.repeats, []
        if not held:
            return
        count, since = len(held), date_text(self.outcome, held[0]["day"])
        many = f"{count} more meetings on the text, since {since}, bring nothing new."
        begin = "One more meeting on the text brings nothing new." if count == 1 else many
        for text in pack_lines(self.words.data([begin, text_answer(held[-1], self.sides)])):
            yield Line(held[-1]["day"], self.place, "repeats", text, "No movement on the text", 29)


def text_answer(entry: Entry, sides: Sequence[str]) -> str:
    """Return the answer to an offer of a text, with its reason where the side that answers is told."""
    side = OTHER[entry["side"]]
    if side not in sides:
        return f"{SUBJECT[side]} {'accepts' if entry['accepted'] else 'declines'}."
    worth, demand = value_text(entry[f"{side}_value"]), value_text(entry[f"{side}_demand"])
    if entry["accepted"]:
        return f"{SUBJECT[side]} accepts: that is worth {worth} {UNIT} to it, and it demanded {demand}."
    return f"{SUBJECT[side]} declines: that is worth {worth} {UNIT} to it, and it demands {demand}."
