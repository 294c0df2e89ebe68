"""The verb `play`: one person in a chair of the talks."""

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.app import SEED_HELP, refuse_odd
from sim.cli.class_ import HERE, HERE_ONLY, OTHERS, Host, say_end
from sim.cli.output import say, say_sweep
from sim.core.errors import UserError

if TYPE_CHECKING:  # what follows needs the extra
    from sim.classroom.room.parts import Parts
    from sim.classroom.room.records import Player, Room
    from sim.classroom.room.serve import Place

SIDE_HELP = "chair: the key of a party of the scenario, as us  [default: its second party]"
TIME_HELP = "seconds for a move, after which you have waited; 0: as long as it takes"
KEEP_HELP = "SQLite file to keep the game in, and to go on with  [default: none; the game goes with the server]"
LARGEST = 2**31 - 1


def play(
    scenario: Annotated[Path, typer.Argument(help="scenario file")],
    side: Annotated[str | None, typer.Option(metavar="PARTY", help=SIDE_HELP, show_default=False)] = None,
    seed: Annotated[int | None, typer.Option(min=0, max=LARGEST, help=SEED_HELP)] = None,
    world: Annotated[int, typer.Option(min=0, max=LARGEST, help="number of the world")] = 0,
    against_time: Annotated[int, typer.Option(metavar="SECONDS", min=0, max=3600, help=TIME_HELP)] = 0,
    port: Annotated[int, typer.Option(min=0, max=65535, help="port; 0 takes any that is free")] = 0,
    host: Host = HERE,
    database: Annotated[Path | None, typer.Option(metavar="FILE", help=KEEP_HELP, show_default=False)] = None,
    browser: Annotated[bool, typer.Option("--browser", help="open the page in your browser")] = False,
) -> None:
    """Play one side of the talks in a browser, against the delegation that the model plays.

    The same engine and rules as a run: world 7 of a seed is the same world. Needs
    `pip install 'ninety-days[class]'`; see docs/how-to/hold_a_class.md.

    Examples:
      sim play scenarios/baseline.yaml
      sim play scenarios/baseline.yaml --side us --seed 3 --world 7 --against-time 60
    """
    from sim.classroom.room import serve as server

    place = server.Place(host, port)
    if side is not None:
        require_chair(scenario, side)
    asked = {"scenario": scenario.stem, "seed": seed, "world": world, "roles": side, "limit": against_time}

    def greet(parts: "Parts", address: str) -> None:
        room = next((one for one in parts.rooms.shelves.rooms() if one.solo), None)
        require_going(parts, room, database)
        say_sweep(parts.rooms.tables.scenarios.find_loaded(room.scenario if room else scenario.stem))
        player = parts.rooms.shelves.players(room.id)[0] if room else parts.rooms.seat_alone(asked)
        held = parts.rooms.room(player.room)
        say(f"you are     {name_of(held, player)}" + (", where you left off" if room else ""))
        if room:
            say(f"game        {game_text(room)}: the one in {database}; for another name another file")
        say_page(f"{address}/seat/{parts.identities.seat_key(player.id)}", place, browser)

    with tempfile.TemporaryDirectory() as folder:
        server.serve(server.Settings(place, database or Path(folder) / "game.sqlite", (scenario,)), greet)


def require_chair(scenario: Path, side: str) -> None:
    """Refuse, exit 2, a chair that no party of a scenario has."""
    from sim.scenario.loading import load
    from sim.scenario.shipped import telling_nothing

    with telling_nothing():
        chairs = load(scenario).scenario.keys
    refuse_odd([(side not in chairs, f"--side must be {' or '.join(chairs)}; found {side!r}")])


def name_of(room: "Room", player: "Player") -> str:
    """Return the name of the party for which a player speaks."""
    return dict(zip(room.said.keys, room.said.names, strict=True))[str(player.side)]


def game_text(room: "Room") -> str:
    """Return which game is kept."""
    return f"{room.scenario}, seed {room.seed}, world {room.world}"


def require_going(parts: "Parts", room: "Room | None", database: Path | None) -> None:
    """Raise UserError for a kept game that cannot be gone on with; to be called before anything is served."""
    reason = None if room is None else parts.rooms.tables.stopped.get(room.id)
    if room is not None and reason is not None:
        kept = f"{database} keeps a game of {game_text(room)}, which cannot be gone on with"
        raise UserError(f"{kept}: {reason}; nothing was started")


def say_page(page: str, place: "Place", browser: bool) -> None:
    """Say where the page is, who can reach it and how it ends; open it where asked."""
    say(f"open        {page}")
    say(HERE_ONLY if place.is_here else OTHERS)
    say_end()
    if browser:
        import webbrowser

        webbrowser.open(page)
