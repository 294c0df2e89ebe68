"""The verb `class`: a room in which students play, and what the instructor sees of it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.output import say

if TYPE_CHECKING:  # what follows needs the extra
    from sim.classroom.room.parts import Parts

OWN_HELP = "scenario files to offer beside the shipped ones"
HOST_HELP = "address to bind to; 0.0.0.0 lets other machines in"
DATABASE_HELP = "SQLite file that holds everything; an old one is gone on with"
SECRET_HELP = "make a new secret for the instructor: cookies of the old one are worth nothing"
HERE = "127.0.0.1"
Host = Annotated[str, typer.Option(help=HOST_HELP)]
HERE_ONLY = "reach       only from this machine; --host 0.0.0.0 lets other machines in"
OLD_SECRET = "secret      as it was shown when the database was new; --new-secret makes another"
OTHERS = (
    "reach       from other machines, which type this one's own address; unencrypted: on a network you trust, or "
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
        say(HERE_ONLY if place.is_here else OTHERS)
        say_end()

    serve(Settings(place, database, tuple(scenarios or ())), greet)


def say_end() -> None:
    """Say how the server is ended, and print what was said so far."""
    import sys

    say("Ctrl-C ends it")
    sys.stdout.flush()
