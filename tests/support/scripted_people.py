"""People who make the moves that the tactics in their chairs make in a run.

The moves come from the run's own log: what each side tabled, and whether it was accepted.  Whether a side would have
signed its own offer does not stand there; it is heard at the meetings of the same world, played once more.
"""

from dataclasses import dataclass

from sim.bargaining.sides import SIDES
from sim.classroom.game import Game, Move
from sim.core.chance import Chance
from sim.model.invariants.signatures import sound_exchanges
from sim.model.meeting import Meeting
from sim.model.play import DAY, Play
from sim.model.records import Records
from sim.model.signature import begin_meeting, enter_exchanges, meet


@dataclass(frozen=True)
class LoggedOffer:
    """An offer of a run: who made it, the package, whether it was accepted, and whether its maker would have signed."""

    side: str
    package: tuple[int, ...]
    accepted: bool
    binding: bool


class OverheardMeeting(Meeting):
    """A meeting at which it is noted whether each side would sign."""

    signs: dict[int, bool]

    def would_sign(self, side, places, kept, worth):
        found = super().would_sign(side, places, kept, worth)
        self.__dict__.setdefault("signs", {})[side] = bool(found[0])
        return found


def binding_offers(loaded, seed, world):
    """Return of each offer of a world, in order, whether the side that made it would have signed it."""
    play, found = Play(loaded.scenario, Chance(seed, world, 1), world, Records(daily=1, in_full=1, first=world)), []
    while play.running:
        for _, act in DAY:
            if act is not meet:
                act(play.state)
                continue
            meeting = begin_meeting(play.state, OverheardMeeting)
            if meeting is not None:
                made = sound_exchanges(play.state, play.state.korea, meeting.hold())
                enter_exchanges(play.state, meeting, made)
                found += [meeting.signs[exchange.side] for exchange in made]
        play.end_day()
    return found


def logged_offers(outcome, world):
    """Return the offers of a world of a run that was kept in full."""
    log = [entry for entry in outcome.log if entry["world"] == world and entry["kind"] == "offer"]
    binding = binding_offers(outcome.loaded, outcome.settings.seed, world)
    return [
        LoggedOffer(entry["side"], tuple(map(int, entry["package"])), bool(entry["accepted"]), signs)
        for entry, signs in zip(log, binding, strict=True)
    ]


def scripted_game(outcome, world, people, offers=None):
    """Return a game of a run's world in which people have made the moves of the tactics in their chairs."""
    game = Game(outcome.loaded, outcome.settings.seed, world, people)
    for offer in logged_offers(outcome, world) if offers is None else offers:
        answering = SIDES[1 - SIDES.index(offer.side)]
        if offer.side in people:
            game.move(offer.side, Move("offer", offer.package, offer.binding), game.turn)
        if answering in people:
            game.move(answering, Move("accept" if offer.accepted else "reject"), game.turn)
    return game


def same_rows(game, outcome, world):
    """Return whether a game's row is that of a run, to the digit, nulls included."""
    place = outcome.worlds.column("world").to_pylist().index(world)
    return repr(game.outcome.worlds.to_pylist()[0]) == repr(outcome.worlds.slice(place, 1).to_pylist()[0])
