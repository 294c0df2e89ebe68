"""What `export --domain` does: the agenda of a day of a world, for a program that knows domains."""

from dataclasses import dataclass
from pathlib import Path

from sim.bargaining.sides import SIDES
from sim.cli.app import refuse_odd
from sim.cli.domain_folder import KINDS, solve_if_small, write_folder, written_lines
from sim.cli.output import Saving, as_json, begin_folder, say
from sim.cli.replay import read_source

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
            (side is not None and side not in SIDES, f"--side must be one of {', '.join(SIDES)}; found {side}"),
            (view is not None and view not in VIEWS, f"--view must be one of {', '.join(VIEWS)}; found {view}"),
            (view == "public" and side is not None, "--view public is the same for both sides: leave out --side"),
        ]
    )


def export_domain(request: DomainRequest) -> None:
    """Write the agenda of a day as a domain, and say what it holds."""
    from sim.interop.agenda_of_day import agenda_of_day
    from sim.interop.domain_text import domain_lines
    from sim.runs.chunk import RunSettings

    world = request.world or 0
    told = read_source(request.source, [], None, world)
    side = None if request.side is None else SIDES.index(request.side)
    settings = RunSettings(1, told.seed, first=world)
    name = f"{Path(told.loaded.name).stem}-world{world}-day{request.day or 0}"
    with begin_folder(request.saving, name, [request.source]) as made:  # refused before anything is played
        named = agenda_of_day(told.loaded, settings, request.day or 0, side, request.view or "private")
        done = write_folder(named, request.kind, made, request.kind != "native")
    if request.json:
        say(as_json(done))
        return
    say("\n".join([*domain_lines(named, solve_if_small(named)), *written_lines(done)]))
