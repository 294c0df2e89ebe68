"""One chunk of worlds: played to its end, and the rows that come out of it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from sim.bargaining.agenda import Agenda
from sim.bargaining.negotiator.guests import GuestFailure, failures_of
from sim.bargaining.sides import SIDES
from sim.core.chance import Chance
from sim.core.dates import Calendar
from sim.core.held_quantities import MOST_WORLDS, NUMBER_LIMIT, HeldQuantities
from sim.model.invariants.rules import Breach
from sim.model.play import Play
from sim.model.records import Records
from sim.model.state import State
from sim.runs.account_rows import account_rows
from sim.runs.outcome_table import outcome_rows
from sim.scenario.loading import LoadedScenario
from sim.scenario.schema.scenario import Scenario

CHUNK = 2000  # worlds of a chunk, where nothing else is said
DAYS_KEPT = 1000  # worlds of which daily series are kept
LAST_WORLD = 2**53  # the largest number of a world: all up to it are exact as floating-point numbers, too
IN_PIECES = "Play worlds in pieces, each from another `--first` on"
SETTING_NUMBERS = ("worlds", "seed", "first", "chunk")  # of a run's settings
OFFERS_KEPT = 20  # worlds of which every offer is kept


Tick = Callable[[float], None]


@dataclass(frozen=True)
class RunSettings:
    """What a run is, beside its scenario.

    plan   holds quantities at points; without one each world draws its own
    daily  worlds of which daily series are kept
    in_full  worlds of which every offer is kept
    until  day before which play stops, where the rest does not matter; without one it goes on to the end
    """

    worlds: int
    seed: int
    first: int = 0
    chunk: int = CHUNK
    plan: HeldQuantities | None = None
    daily: int = DAYS_KEPT
    in_full: int = OFFERS_KEPT
    until: int | None = None

    @property
    def numbers(self) -> dict[str, int]:
        """What repeats a run that has no plan, as it is written down."""
        return {name: getattr(self, name) for name in SETTING_NUMBERS}

    @classmethod
    def from_numbers(cls, held: Mapping[str, Any]) -> "RunSettings":
        """Return the settings whose numbers were written down; KeyError, TypeError or ValueError if they are not."""
        worlds, seed, first, chunk = (int(held[name]) for name in SETTING_NUMBERS)
        return cls(worlds, seed, first, chunk)

    def chance_of(self, first: int, worlds: int) -> Chance:
        """Return the luck of some worlds, from world `first` on."""
        return Chance(self.seed, first, worlds, held_quantities=self.plan)

    def check(self) -> None:
        """Raise ValueError for numbers that make no sense."""
        for name, least in (("worlds", 1), ("seed", 0), ("first", 0), ("chunk", 1)):
            if not least <= getattr(self, name) < NUMBER_LIMIT:
                raise ValueError(f"{name} must be at least {least} and below 2^62; found {getattr(self, name)}")
        if self.worlds > MOST_WORLDS:
            raise ValueError(f"worlds must be at most {MOST_WORLDS:,} in a run; found {self.worlds:,}. {IN_PIECES}")
        last = self.first + self.worlds - 1
        if last > LAST_WORLD:
            raise ValueError(f"worlds are numbered up to 2^53; found {last}, the last of {self.worlds:,}")


@dataclass(frozen=True)
class ChunkResult:
    """One chunk, played; calendar and agenda are the same in all, `draws` are the columns that are draws.

    breaches   worlds that broke a rule, see `sim.model.invariants`: they have no row
    guest_failures   guests in the chair of a side that were asked no more, see `sim.bargaining.negotiator.guests`
    """

    calendar: Calendar
    agenda: Agenda
    table: pa.Table
    accounts: pa.Table
    records: Records
    draws: tuple[str, ...]
    breaches: tuple[Breach, ...] = ()
    guest_failures: tuple[GuestFailure, ...] = ()


def play_chunk(
    spec: Scenario,
    chance: Chance,
    first: int = 0,
    records: Records | None = None,
    *,
    accounts: bool = True,
    until: int | None = None,
    tick: Tick | None = None,
) -> ChunkResult:
    """Play the worlds of `chance`, the first of which is number `first`, to their end.

    Without records nothing is written down from day to day, and without `accounts` none are added up; play stops
    before the day `until`; `tick` is called with the share of the work done.
    """
    kept = records or Records(daily=0, in_full=0, first=first)
    play = Play(spec, chance, first, kept)
    calendar = play.setting.calendar
    while play.running and (until is None or play.setting.day < until):
        play.live_day()
        if tick:
            tick(min(1.0, play.setting.day / (calendar.deadline * 2 + 60)))
    return ended_chunk(play, accounts=accounts)


def ended_chunk(play: Play, *, accounts: bool = True) -> ChunkResult:
    """Return what came out of worlds that have been played."""
    state, kept, first, worlds = play.state, play.state.records, play.setting.first, play.setting.worlds
    books = account_rows(state.setting.spec, state.makers, first, worlds) if accounts else pa.table({})
    breaches, table = state.breaches.of_worlds(first), outcome_rows(state)
    kept.close()
    if breaches:
        kept.leave_out(state.breaches.broken)
        table, books = (without_worlds(rows, [breach.world for breach in breaches]) for rows in (table, books))
    calendar = play.setting.calendar
    draws, failures = tuple(play.setting.draws), tuple(guest_failures(state, first))
    return ChunkResult(calendar, state.main.agenda, table, books, kept, draws, breaches, failures)


def guest_failures(state: State, first: int) -> Iterator[GuestFailure]:
    """Yield the guests of all delegations that were asked no more, by numbers of worlds and keys of parties."""
    keys = dict(zip(SIDES, state.setting.spec.keys, strict=True))
    text = [] if state.stages is None or state.stages.text is None else [state.stages.text]
    for track in (*state.tracks, *text):
        for party in track.parties:
            yield from failures_of(party, first, keys.get(party.side, party.side))


def without_worlds(table: pa.Table, worlds: list[int]) -> pa.Table:
    """Return the rows of all worlds but some, by their numbers."""
    if not table.num_rows:
        return table
    return table.filter(pc.invert(pc.is_in(table.column("world"), pa.array(worlds))))


def play_chunk_of_run(
    loaded: LoadedScenario, settings: RunSettings, done: int, tick: Tick | None = None
) -> ChunkResult:
    """Play the chunk of a run that comes after `done` worlds."""
    count, first = min(settings.chunk, settings.worlds - done), settings.first + done
    records = Records(
        daily=_count_within(settings.daily, done, count),
        in_full=_count_within(settings.in_full, done, count),
        first=first,
    )

    def tick_run(share: float) -> None:
        if tick:
            tick((done + share * count) / settings.worlds)

    chance = settings.chance_of(first, count)
    return play_chunk(loaded.scenario, chance, first, records, until=settings.until, tick=tick_run if tick else None)


def _count_within(limit: int, done: int, count: int) -> int:
    """Return how many of a chunk's worlds are among the first `limit` of the run."""
    return max(0, min(limit - done, count))
