"""What a game remembers of each offer, beside what a run's log holds."""

from dataclasses import dataclass

from sim.classroom.game.meeting import PLACE, PersonsMeeting


@dataclass(frozen=True)
class OfferNote:
    """An offer at the table.

    binding   whether the side that made it would sign it
    allowed   whether the other side was free to sign it that day: a government stood, and no floor was in the way
    no_deal   what never to agree was worth to party A and to party B that day, bn USD a year
    """

    binding: bool
    allowed: bool
    no_deal: tuple[float, float]


def note_of(meeting: PersonsMeeting) -> OfferNote:
    """Return what is remembered of a meeting at which an offer was made."""
    party_a, party_b = (float(stance.briefing.reserve[PLACE][0]) for stance in meeting.stances)
    return OfferNote(binding=meeting.binding, allowed=meeting.allowed, no_deal=(party_a, party_b))
