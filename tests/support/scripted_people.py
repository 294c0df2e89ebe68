"""People who make the moves that the tactics in their chairs make in a run.

The moves come from the run's own log: what each side tabled, and whether it was accepted.  Whether a side would have
signed its own offer does not stand there; it is heard at the meetings of the same world, played once more.
"""

from dataclasses import dataclass

from sim.bargaining.sides import SIDES
from sim.classroom.game import Game, Move
from sim.core.chance import Chance
from sim.model.invariants.signatures import sound_exchanges
from sim.model.meeting import Exchange, Meeting, answer_offer, tabled_offer
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
    """A meeting at which it is noted of each offer whether the side that made it would sign it."""

    def __init__(self, track, rows, first):
        super().__init__(track, rows, first)
        self.signs, self.heard = {}, []

    def would_sign(self, side, places, kept, worth):
        self.signs[side] = super().would_sign(side, places, kept, worth)
        return self.signs[side]

    def exchange(self, side, places):
        found = answer_offer(self, side, places, tabled_offer(self, side, places))
        self.heard += zip(self.rows[places].tolist(), self.signs[side].tolist(), strict=True)
        return Exchange(side, places, self.rows[places], *found)


def binding_offers(loaded, seed, first, worlds):
    """Return, by world, of each of its offers in order whether the side that made it would have signed it."""
    play = Play(loaded.scenario, Chance(seed, first, worlds), first, Records(daily=0, in_full=0, first=first))
    found = {first + place: [] for place in range(worlds)}
    while play.running:
        for _, act in DAY:
            meeting = begin_meeting(play.state, OverheardMeeting) if act is meet else act(play.state)
            if meeting is not None:
                made = sound_exchanges(play.state, play.state.main, meeting.hold())
                enter_exchanges(play.state, meeting, made)
                for place, signs in meeting.heard:
                    found[first + place].append(signs)
        play.end_day()
    return found


def logged_offers(outcome):
    """Return the offers of a run that was kept in full, by world."""
    settings, found = outcome.settings, {}
    chairs = dict(zip(SIDES, outcome.loaded.scenario.keys, strict=True))
    for world, binding in binding_offers(outcome.loaded, settings.seed, settings.first, settings.worlds).items():
        log = [entry for entry in outcome.log if entry["world"] == world and entry["kind"] == "offer"]
        found[world] = [
            LoggedOffer(chairs[entry["side"]], tuple(map(int, entry["package"])), bool(entry["accepted"]), signs)
            for entry, signs in zip(log, binding, strict=True)
        ]
    return found


def scripted_game(outcome, world, people, offers=None):
    """Return a game of a run's world in which people have made the moves of the tactics in their chairs."""
    game = Game(outcome.loaded, outcome.settings.seed, world, people)
    for offer in logged_offers(outcome)[world] if offers is None else offers:
        (answering,) = set(game.chairs) - {offer.side}
        if offer.side in people:
            game.move(offer.side, Move("offer", offer.package, offer.binding), game.turn)
        if answering in people:
            game.move(answering, Move("accept" if offer.accepted else "reject"), game.turn)
    return game


def same_rows(game, outcome, world):
    """Return whether a game's row is that of a run, to the digit, nulls included."""
    place = outcome.worlds.column("world").to_pylist().index(world)
    return repr(game.outcome.worlds.to_pylist()[0]) == repr(outcome.worlds.slice(place, 1).to_pylist()[0])
