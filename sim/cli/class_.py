"""The verb `class`: a room in which students play, and what the instructor sees of it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.app import refuse_odd
from sim.cli.output import say, say_sweep

if TYPE_CHECKING:  # what follows needs the extra
    from sim.classroom.room.parts import Parts

OWN_HELP = "scenario files to offer beside the shipped ones"
HOST_HELP = "address to bind to; 0.0.0.0 lets other machines in"
DATABASE_HELP = "SQLite file that holds everything; an old one is gone on with"
SECRET_HELP = "make a new secret for the instructor: cookies of the old one are worth nothing"
HERE = "127.0.0.1"


def stated_host(typed: str) -> str:
    """Return the address to bind to; an empty one, which would mean every address, is refused."""
    refuse_odd([(not typed.strip(), "an empty one would mean every address of this machine: say 127.0.0.1 or 0.0.0.0")])
    return typed.strip()


Host = Annotated[str, typer.Option(help=HOST_HELP, callback=stated_host)]
HERE_ONLY = "reach       only from this machine; --host 0.0.0.0 lets other machines in"
OLD_SECRET = "secret      as it was shown when the database was new; --new-secret makes another"
STOPPED = "room        {code} cannot be gone on with: {reason}; the desk can end it and export what is kept"
OTHERS = (
    "reach       from other machines, which type the address above; unencrypted: on a network you trust, or "
    "behind a proxy that speaks HTTPS"
)


def class_(
    scenarios: Annotated[list[Path] | None, typer.Argument(help=OWN_HELP, metavar="[SCENARIO]...")] = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="port; 0 takes any that is free")] = 8000,
    host: Host = HERE,
    database: Annotated[Path, typer.Option(metavar="FILE", help=DATABASE_HELP)] = Path("class.sqlite"),
    new_secret: Annotated[bool, typer.Option("--new-secret", help=SECRET_HELP)] = False,
) -> None:
    """Hold a class: students play the talks in their browsers, and their deals come together in one picture.

    The instructor's secret is shown once, when the database is new. Ended, killed or restarted, the server goes on
    where it stood. Needs `pip install 'ninety-days[class]'`; see docs/how-to/hold_a_class.md.

    Examples:
      sim class --port 8000
      sim class mine.yaml --host 0.0.0.0 --database monday.sqlite
    """
    from sim.classroom.room.serve import Place, Settings, serve

    place = Place(host, port)

    def greet(parts: "Parts", address: str) -> None:
        secret = parts.identities.make_secret() if new_secret or not parts.identities.has_secret else None
        say(f"students    {address}")
        say(f"instructor  {address}/desk")
        say(f"secret      {secret} (shown this once)" if secret else OLD_SECRET)
        say(f"database    {database}")
        say_rooms(parts)
        say(HERE_ONLY if place.is_here else OTHERS)
        say_end()

    serve(Settings(place, database, tuple(scenarios or ())), greet)


def say_rooms(parts: "Parts") -> None:
    """Say which kept rooms cannot be gone on with, and of which own scenarios a sweep is passed over."""
    for name in parts.rooms.tables.scenarios.own:
        say_sweep(parts.rooms.tables.scenarios.find_loaded(name))
    for room in reversed(parts.rooms.shelves.rooms()):
        reason = parts.rooms.tables.stopped.get(room.id)
        if reason is not None:
            say(STOPPED.format(code=room.code, reason=reason))


def say_end() -> None:
    """Say how the server is ended, and print what was said so far."""
    import sys

    say("Ctrl-C ends it")
    sys.stdout.flush()
