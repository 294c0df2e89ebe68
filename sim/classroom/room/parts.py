"""All parts of a server in one place, put together once."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import anyio
import anyio.to_thread
from starlette.requests import Request

from sim.classroom.room.going_on import stop_changed_rooms
from sim.classroom.room.identity import Identities
from sim.classroom.room.play_game import make_game
from sim.classroom.room.pushes import Pushes
from sim.classroom.room.rooms import Rooms
from sim.classroom.room.scenarios import Scenarios
from sim.classroom.room.shelves import Shelves
from sim.classroom.room.store import Store
from sim.classroom.room.tables import KEPT, MakeGame, Tables

T = TypeVar("T")
THREADS = 2  # that play: more would only take the processor from one another, and from the loop that serves


@dataclass(frozen=True)
class Parts:
    """What the pages of a server work with."""

    store: Store
    shelves: Shelves
    rooms: Rooms
    identities: Identities
    pushes: Pushes
    playing: anyio.CapacityLimiter

    async def play(self, work: Callable[..., T], *given: Any) -> T:
        """Do work that may play games in a thread, first come, first served."""
        return await anyio.to_thread.run_sync(lambda: work(*given), limiter=self.playing)

    def close(self) -> None:
        """Let go of all games, and of the file."""
        self.rooms.tables.close()
        self.store.close()


def make_parts(file: Path, own: tuple[Path, ...] = (), make: MakeGame = make_game, kept: int = KEPT) -> Parts:
    """Return the parts of a server on a database; `own` are files of scenarios offered beside the shipped ones."""
    scenarios, store, pushes = Scenarios(own), Store(file), Pushes()
    shelves = Shelves(store)
    rooms = Rooms(shelves, Tables(shelves, scenarios, make, kept), pushes.tell)
    stop_changed_rooms(rooms)
    return Parts(store, shelves, rooms, Identities(store), pushes, anyio.CapacityLimiter(THREADS))


def parts_of(request: Request) -> Parts:
    """Return the parts of the server that a request came to."""
    held: Parts = request.app.state.parts
    return held
