"""The talks as Mesa's page plays them: a model made of what a page can say, texts and sliders, all with defaults.

One model holds some hundred worlds, of which one is shown; a second may be played beside it, day by day, in the
same luck.  Where no lever is moved, every world is that of `sim run` with the same seed, to the last digit.
"""

from threading import Event, Lock
from typing import Any

from sim.classroom.dashboard.levers import levers_of
from sim.classroom.dashboard.request import WORLDS, Request, read_request
from sim.classroom.dashboard.words import NOTHING
from sim.model.records import Records
from sim.model.talks import Talks
from sim.scenario.loading import LoadedScenario

LONGEST_WAIT = 5.0  # seconds for a picture, after which play goes on without it


class ShownTalks(Talks):
    """The talks in `worlds` worlds, of which one is told in full.

    file      name of the scenario
    seed      whole number from 0 up, as text; an empty one, the scenario's own
    shown     number of the world that is told, as text
    worlds    how many are played
    beside    what is played beside it: `nothing`, `this scenario, unchanged`, or the name of another
    party_a_pace, and all that follow: where the levers stand, in the units of sim.classroom.dashboard.levers; None,
              where the scenario has them
    election  day of the vote, as 2025-06-03, or `none`; None, the scenario's own

    request   what is played, levers what can be moved of it; other, what is played beside it, if anything
    is_shown  cleared by a page that asks for a new picture, and set again once that is seen
    between_days   held while a day is lived: who looks from another thread takes it
    polls     shares published in the shown world so far, 0 to 1, by candidate and day; None before any poll

    What cannot be used of these is said in `request.notes`; UserError where the scenario cannot be read, ValueError
    for a lever that it does not have.
    """

    def __init__(
        self,
        file: str = "baseline",
        seed: str = "",
        shown: str = "0",
        worlds: int = WORLDS,
        beside: str = NOTHING,
        party_a_pace: float | None = None,
        party_b_pace: float | None = None,
        party_a_belief: float | None = None,
        party_b_belief: float | None = None,
        audience_cost: float | None = None,
        believed_rate: float | None = None,
        peer_chance: float | None = None,
        coin: float | None = None,
        pause_days: float | None = None,
        election: str | None = None,
    ) -> None:
        stated: dict[str, Any] = {
            **{"party_a_pace": party_a_pace, "party_b_pace": party_b_pace},
            **{"party_a_belief": party_a_belief, "party_b_belief": party_b_belief},
            **{"audience_cost": audience_cost, "believed_rate": believed_rate, "peer_chance": peer_chance},
            **{"coin": coin, "pause_days": pause_days, "election": election},
        }  # each by its name: Mesa looks for names, and a model that took any would be handed more than these
        self.between_days, self.is_shown = Lock(), Event()
        self.is_shown.set()
        self.asked = {name: value for name, value in stated.items() if value is not None}
        request = read_request(file, (seed, shown), worlds, beside, self.asked)
        super().__init__(request.loaded, worlds, request.seed, request.first, kept_in_full(request), collect=False)
        self.request, self.levers = request, levers_of(request.base)
        self.other = None if request.beside is None else talks_beside(request.beside, request)
        vote = self.spec.main_election
        self.polls: dict[str, list[float | None]] = {name: [] for name in (vote.candidates if vote else ())}

    def step(self) -> None:
        """Live one day, here and beside it, once the last picture that was asked for is on the page."""
        self.is_shown.wait(LONGEST_WAIT)
        with self.between_days:
            if self.play.running:
                super().step()
                self.note_polls(self.day - 1)
            if self.other is not None:
                self.other.step()
            self.running = self.play.running or (self.other is not None and self.other.running)

    def note_polls(self, day: int) -> None:
        """Take note of the shares published in the shown world by a day before the vote; None before any poll."""
        race = self.state.voting.race
        shares = [] if race is None else race.last_shares(day, self.request.place)
        for held, share in zip(self.polls.values(), shares, strict=False):  # nobody from the vote on
            held.append(share)


def kept_in_full(request: Request) -> Records:
    """Return records of the worlds up to the shown one."""
    kept = request.place + 1
    return Records(daily=kept, in_full=kept, first=request.first)


def talks_beside(loaded: LoadedScenario, request: Request) -> Talks:
    """Return what is played beside: the same worlds in another scenario."""
    return Talks(loaded, request.worlds, request.seed, request.first, kept_in_full(request), collect=False)
