"""What `export --domain` does: the agenda of a day of a world, for a program that knows domains."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sim.cli.app import refuse_odd
from sim.cli.domain_folder import KINDS, solve_if_small, write_folder, written_lines
from sim.cli.output import Saving, as_json, begin_folder, say, speak_of
from sim.cli.replay import read_source

if TYPE_CHECKING:  # takes a second to import, and help needs none of it
    from sim.scenario.loading import LoadedScenario

VIEWS = ("private", "public")


@dataclass(frozen=True)
class DomainRequest:
    """What the user asked of `export --domain`; side and view None where they were not named."""

    source: Path
    kind: str
    world: int | None
    day: int | None
    side: str | None
    view: str | None
    saving: Saving
    json: bool


def refuse_odd_domain(kind: str | None, formats: bool, given: dict[str, object]) -> None:
    """Refuse options that do not go together, exit 2."""
    named = ", ".join(f"--{name}" for name, value in given.items() if value is not None)
    side, view = given["side"], given["view"]
    refuse_odd(
        [
            (kind is None and bool(named), f"{named}: these go with --domain, which exports an agenda"),
            (kind is not None and kind not in KINDS, f"--domain must be one of {', '.join(KINDS)}; found {kind}"),
            (kind is not None and formats, "--domain exports an agenda, the other formats export tables: name one"),
            (view is not None and view not in VIEWS, f"--view must be one of {', '.join(VIEWS)}; found {view}"),
            (view == "public" and side is not None, "--view public is the same for both sides: leave out --side"),
        ]
    )


def side_of(loaded: "LoadedScenario", key: str | None) -> int | None:
    """Return the side of a party, None where none is named; a key that no party of the scenario has exits with 2."""
    keys = loaded.scenario.keys
    refuse_odd([(key is not None and key not in keys, f"--side must be one of {', '.join(keys)}; found {key}")])
    return None if key is None else keys.index(key)


def export_domain(request: DomainRequest) -> None:
    """Write the agenda of a day as a domain, and say what it holds."""
    from sim.interop.agenda_of_day import agenda_of_day
    from sim.interop.domain_text import domain_lines
    from sim.runs.chunk import RunSettings

    world = request.world or 0
    told = read_source(request.source, [], None, world)
    speak_of(told.loaded)
    side = side_of(told.loaded, request.side)
    settings = RunSettings(1, told.seed, first=world)
    name = f"{Path(told.loaded.name).stem}-world{world}-day{request.day or 0}"
    with begin_folder(request.saving, name, [request.source]) as made:  # refused before anything is played
        named = agenda_of_day(told.loaded, settings, request.day or 0, side, request.view or "private")
        done = write_folder(named, request.kind, made, request.kind != "native")
    if request.json:
        say(as_json(done))
        return
    say("\n".join([*domain_lines(named, solve_if_small(named)), *written_lines(done)]))
