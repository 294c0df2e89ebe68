"""Serving: a socket, what is said of it, and uvicorn until somebody ends it."""

import socket
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sim.core.errors import UserError

if TYPE_CHECKING:  # the rest needs the extra, whose lack is told before it is imported
    from sim.classroom.room.parts import Parts

HERE = ("127.0.0.1", "localhost", "::1", "[::1]")
EVERY = ("0.0.0.0", "::")  # as which a socket stands that is bound to all addresses
FAR: dict[int, str] = {
    socket.AF_INET: "192.0.2.1",
    socket.AF_INET6: "2001:db8::1",
}  # that nobody has: kept for documentation
CONNECTIONS = 2000  # at once
QUEUE = 2048  # connections that wait to be taken
IDLE = 30  # seconds that a connection is kept for the next request
PATIENCE = 2  # seconds that answers in the making are given when the server is ended


@dataclass(frozen=True)
class Place:
    """Where to serve: a host to bind to, and a port, 0 for any free one."""

    host: str
    port: int

    @property
    def is_here(self) -> bool:
        """Whether only this machine can reach it."""
        return self.host in HERE

    @property
    def names(self) -> tuple[str, ...]:
        """The names under which it may be asked for; () for any."""
        return HERE if self.is_here else ()


@dataclass(frozen=True)
class Settings:
    """What a server is started with: its place, its database, and files of scenarios beside the shipped ones."""

    place: Place
    database: Path
    own: tuple[Path, ...] = ()


def serve(settings: Settings, greet: "Callable[[Parts, str], None]") -> None:
    """Serve until somebody ends it; `greet` is called with the parts and the address before.

    UserError where a library is missing, the port is taken, or the database is none.
    """
    from sim.classroom.room.extra import require_libraries

    require_libraries()
    from sim.classroom.room.parts import make_parts

    with closing(bound_socket(settings.place)) as bound:
        parts = make_parts(settings.database, settings.own)
        with closing(parts):
            greet(parts, address_at(bound, settings.place))
            run_server(parts, settings.place, bound)


def bound_socket(place: Place) -> socket.socket:
    """Return a socket at a place; UserError where it cannot be had."""
    bound = socket.socket(socket.AF_INET6 if ":" in place.host else socket.AF_INET)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((place.host, place.port))
        bound.listen(QUEUE)  # now: who is told the address may come at once
    except (OSError, OverflowError) as wrong:
        bound.close()
        why = getattr(wrong, "strerror", None) or wrong
        raise UserError(f"{place.host}, port {place.port}: {why}. Choose another --port or --host") from wrong
    return bound


def address_at(bound: socket.socket, place: Place) -> str:
    """Return the address of a server, to be typed into a browser; bound to all of them, one that others can type."""
    found, port = bound.getsockname()[:2]
    host = own_address(bound.family) if found in EVERY else place.host
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


def own_address(family: int) -> str:
    """Return this machine's address in its network, or where it has none its name; nothing is sent to find it."""
    try:
        with closing(socket.socket(family, socket.SOCK_DGRAM)) as asked:
            asked.connect((FAR[family], 9))  # of a datagram: only chooses from which address one would be sent
            return str(asked.getsockname()[0])
    except OSError:
        return socket.gethostname()


def run_server(parts: "Parts", place: Place, bound: socket.socket) -> None:
    """Serve on a socket until somebody ends it."""
    import uvicorn

    from sim.classroom.room.app import make_app
    from sim.classroom.room.ending_server import ListenedServer

    config = uvicorn.Config(
        make_app(parts, place.names),
        log_level="warning",
        access_log=False,
        server_header=False,
        ws="none",
        limit_concurrency=CONNECTIONS,
        timeout_keep_alive=IDLE,
        timeout_graceful_shutdown=PATIENCE,
    )
    ListenedServer(config, parts.pushes).run(sockets=[bound])
