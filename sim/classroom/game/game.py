"""A game: the talks of one world, in which people hold one or both chairs.

It is the run of that world (`sim.model.play`), which stops where a person has to move and goes on when it has.  The
same scenario, seed, world, people and moves give the same game, to the digit; so a store needs the moves alone.
People who make the moves that the tactics in their chairs make in a run reach the row of that run.
"""

from collections.abc import Generator, Iterable, Sequence
from functools import partial
from typing import Any

from sim.classroom.game.brief import brief_of
from sim.classroom.game.ending import outcome_of_game
from sim.classroom.game.meeting import Awaited, PersonsMeeting, moves_open
from sim.classroom.game.moves import Move, Side, require_package
from sim.classroom.game.offers_made import OfferNote, note_of
from sim.classroom.game.opening import opening_of
from sim.classroom.game.public import poll_of_today
from sim.classroom.game.sight import calendar_data, estimated_values, package_worth, sight_of
from sim.classroom.game.summary import summary_of
from sim.classroom.game.words import LANGUAGES, words_in
from sim.core.chance import Chance
from sim.core.errors import UserError
from sim.model.invariants.signatures import sound_exchanges
from sim.model.play import DAY, Play
from sim.model.records import Records
from sim.model.signature import begin_meeting, enter_exchanges, meet
from sim.runs.run import Outcome
from sim.scenario.loading import LoadedScenario
from sim.scenario.party_words import words_of

Talks = Generator[Awaited, Move, None]

CLOSED = "this game has been closed: restore it from its moves"


class PersonsGame:
    """The talks of one world with people in some chairs.

    loaded, seed, world   what is played: a scenario, the seed of all luck, the number of the world in it
    people                the chairs that people hold, by the keys of the parties; tactics of the scenario play the rest
    chairs                the keys of both parties, as the scenario has them
    moves                 what people have done so far, in order
    play                  the world as it stands

    UserError for other chairs, or for none.
    """

    def __init__(self, loaded: LoadedScenario, seed: int, world: int, people: Sequence[Side]) -> None:
        self.chairs, self.said = loaded.scenario.keys, words_of(loaded.scenario)
        if not people or len({self.place_of(side) for side in people}) < len(people):
            raise UserError(
                f"people hold the chairs {', '.join(self.chairs)}, or both, each once; found {list(people)}"
            )
        self.loaded, self.seed, self.world, self.people = loaded, seed, world, tuple(people)
        self.persons = frozenset(self.place_of(side) for side in people)
        self.moves: list[tuple[Side, Move]] = []
        records = Records(daily=1, in_full=1, first=world)
        self.play = Play(loaded.scenario, Chance(seed, world, 1), world, records)
        self.meeting: PersonsMeeting | None = None
        self.polls: list[list[float | None]] = []  # by day, as published
        self.notes: list[OfferNote] = []  # one for each offer made
        self.last_offer: dict[int, Move] = {}  # of each side that a person plays
        self.last_sights: dict[tuple[int, str], dict[str, Any]] = {}
        self.found: Outcome | None = None
        self.talks: Talks | None = self.live()
        self.awaited: Awaited | None = next(self.talks, None)
        self.opening = opening_of(self.play.state)
        self.opening_dates = {name: calendar_data(self.play.state, self.words(name)) for name in LANGUAGES}

    @classmethod
    def restore(
        cls,
        loaded: LoadedScenario,
        seed: int,
        world: int,
        people: Sequence[Side],
        moves: Iterable[tuple[Side, Move]],
    ) -> "PersonsGame":
        """Return a game in which some moves have been made; UserError if one of them could not be."""
        game = cls(loaded, seed, world, people)
        for side, move in moves:
            game.move(side, move, game.turn)
        return game

    # --- what a room asks --------------------------------------------------------------------------

    @property
    def due(self) -> frozenset[Side]:
        """Whose move is awaited; empty when the talks are over."""
        return frozenset() if self.awaited is None else frozenset({self.chairs[self.awaited.side]})

    @property
    def turn(self) -> int:
        """The number of the awaited move, counted over the game from 0."""
        return len(self.moves)

    def sight(self, side: Side, language: str = "en") -> dict[str, Any]:
        """Return all that a side may know today, as plain data; see `sim.classroom.game.sight`."""
        place = self.place_of(side)
        if self.found is not None:  # the world has been lived on behind the talks
            return self.last_sights[place, self.words(language)["language"]]
        return self.name_parties(sight_of(self, place, language))

    def estimate(self, side: Side, package: Sequence[int]) -> float:
        """Return what a package is worth to the other side as everybody knows it, bn USD a year."""
        state = self.play.state
        require_package(state.main.agenda, self.shut, tuple(package))
        return package_worth(estimated_values(state, self.place_of(side)), package)

    def move(self, side: Side, move: Move, turn: int) -> None:
        """Make a move, and let the talks go on to the next one that is awaited; UserError if it cannot be made."""
        said = self.check_move(side, move, turn)
        self.go_on(said)
        self.moves.append((side, move))
        if said.package is not None:
            self.last_offer[self.place_of(side)] = said

    def brief(self, side: Side, language: str = "en") -> dict[str, Any]:
        """Return the brief of a side, as plain data, as of the first day at the table."""
        return self.name_parties(brief_of(self, self.place_of(side), language))

    def summary(self, side: Side | None = None, language: str = "en") -> dict[str, Any]:
        """Return how the game ended, for a side or, None, for a teacher; UserError before the end."""
        self.require_end()
        return self.name_parties(summary_of(self, None if side is None else self.place_of(side), language))

    @property
    def outcome(self) -> Outcome:
        """What a run of this world gives, with the moves of people in it; UserError before the end."""
        self.require_end()
        if self.found is None:
            self.last_sights = {
                (p, name): self.name_parties(sight_of(self, p, name)) for p in (0, 1) for name in LANGUAGES
            }
            self.found = outcome_of_game(self.loaded, self.seed, self.world, self.play)
        return self.found

    def close(self) -> None:
        """Let the talks go: no move can be made any more."""
        self.talks, self.awaited, self.meeting = None, None, None

    @property
    def shut(self) -> dict[int, bool]:
        """Whether issues that an event opens are shut still, by their place."""
        return {place: bool(held[0]) for place, held in self.play.state.values.shut.items()}

    def place_of(self, side: Side) -> int:
        """Return the number of a side; UserError if there is none of that name."""
        if side not in self.chairs:
            raise UserError(f"the chairs are {' and '.join(self.chairs)}; found {side!r}")
        return self.chairs.index(side)

    def words(self, language: str) -> dict[str, Any]:
        """Return the words of a language, with the parties of the scenario in them."""
        return words_in(language, self.said)

    def name_parties(self, held: dict[str, Any]) -> dict[str, Any]:
        """Return plain data in which the parties have the keys of the scenario."""
        found: dict[str, Any] = self.said.data(held)
        return found

    # --- the talks ---------------------------------------------------------------------------------

    def live(self) -> Talks:
        """Live day after day until the talks are closed; yield the moves that are awaited, and be sent them."""
        while self.play.running:
            for _, act in DAY:
                if act is meet:
                    yield from self.meet()
                else:
                    act(self.play.state)
            if not self.play.state.main.ledger.any_open:
                return
            self.play.end_day()

    def meet(self) -> Talks:
        """Hold today's meeting, if one is due."""
        state, poll = self.play.state, poll_of_today(self.play.state)
        if poll:
            self.polls.append(poll)
        self.meeting = meeting = begin_meeting(state, partial(PersonsMeeting, persons=self.persons))
        if meeting is None:
            return
        made = yield from meeting.talk()
        self.notes += [note_of(meeting) for _ in made]
        enter_exchanges(state, meeting, sound_exchanges(state, state.main, made, meeting.unbound))

    def go_on(self, said: Move) -> None:
        """Hand a move over, and go on to the next one that is awaited."""
        if self.talks is None:
            raise UserError(CLOSED)
        try:
            self.awaited = self.talks.send(said)
        except StopIteration:
            self.awaited = None
        except BaseException:
            self.close()  # what is half done cannot be gone on with
            raise

    # --- what may be done --------------------------------------------------------------------------

    def check_move(self, side: Side, move: Move, turn: int) -> Move:
        """Return what a move says, with an offer that is repeated spelt out; UserError if it cannot be made."""
        awaited = self.awaited
        if self.talks is None:
            raise UserError(CLOSED)
        if awaited is None:
            raise UserError(f"the talks are over: no move is awaited; found {move.kind} by {side}")
        if turn != self.turn:
            told = "has been made already" if turn < self.turn else "is not awaited yet"
            raise UserError(f"move number {turn} {told}: number {self.turn} is awaited")
        if side != self.chairs[awaited.side]:
            raise UserError(f"it is not the turn of {side}: a move of {self.chairs[awaited.side]} is awaited")
        if move.kind not in moves_open(awaited):
            raise UserError(f"now one may {' or '.join(moves_open(awaited))}; found {move.kind}")
        if move.kind == "offer":
            require_package(self.play.state.main.agenda, self.shut, move.package)
        elif move.package is not None:
            raise UserError(f"only an offer names a package; found one with {move.kind}")
        if move.kind == "wait" and awaited.package is None:
            return self.last_offer.get(awaited.side, move)
        return move

    def require_end(self) -> None:
        """Raise UserError while a move is awaited, or where the game was closed before its end."""
        if self.talks is None and self.found is None:
            raise UserError(CLOSED)
        if self.awaited is not None:
            raise UserError(f"the talks are not over: a move of {self.chairs[self.awaited.side]} is awaited")
