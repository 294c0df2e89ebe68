"""The verb `draw`: a figure from saved results, for a page of print."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.app import Json, refuse_odd
from sim.cli.output import as_json, require_writable, say, speak_of, words_spoken
from sim.cli.pictures import Format, Width, folder_picture, picture_file, picture_width, save_figure
from sim.core.errors import UserError

if TYPE_CHECKING:  # what follows takes a second to import, and help needs none of it
    from sim.analysis.compare import ComparedRun
    from sim.reporting.figures.page import Page
    from sim.runs.run import Outcome

FIGURE_HELP = "name of the figure; sim list figures says which there are"
FROM_HELP = "result folders: of runs, of a comparison, or of a sweep"
OUT_HELP = "PNG, SVG or PDF file (default: the figure's name, here)"


@dataclass(frozen=True, kw_only=True)
class DrawRequest:
    """What the user asked of `draw`: folders, and what some figures take besides."""

    folders: Sequence[Path]
    of: str
    over: Sequence[str]
    world: int


def draw(
    name: Annotated[str, typer.Argument(help=FIGURE_HELP, metavar="FIGURE")],
    folders: Annotated[list[Path], typer.Argument(help=FROM_HELP, metavar="DIR...")],
    of: Annotated[str, typer.Option(metavar="NAME", help="outcome of a sweep that is drawn (default: agreed)")] = "",
    over: Annotated[str, typer.Option(metavar="A,B", help="factors across and up (default: the first two)")] = "",
    world: Annotated[int | None, typer.Option(min=0, help="which world's offers (default: the run's first)")] = None,
    file: Annotated[Path | None, typer.Option("--out", metavar="FILE", help=OUT_HELP)] = None,
    format_: Format = None,
    width: Width = None,
    json: Json = False,
) -> None:
    """Draw a figure from saved results, as wide as one column of print or two.

    Examples:
      sim draw survival results/baseline-1 results/early_japan-1 --width single --format pdf
      sim draw heat results/pace --of day --out day.svg
    """
    from sim.reporting.figure_list import figure_entry

    entry = figure_entry(name)
    given = {"of": of, "over": over, "world": world is not None}
    strange = [option for option, held in given.items() if held and option not in entry.options]
    refuse_odd([(strange, f"{name} takes no --{''.join(strange[:1])}")])
    place = file or Path(folder_picture(name))
    require_writable(place, "--out")
    factors = [name.strip() for name in over.split(",") if name.strip()]
    request = DrawRequest(folders=folders, of=of or "agreed", over=factors, world=-1 if world is None else world)
    drawn = draw_figure(name, request)
    save_figure(drawn, place)
    say_figure(name, drawn, picture_file(place), json)


def say_figure(name: str, drawn: Any, file: Path, json: bool) -> None:
    """Say where a figure is, and what is read where it is not seen."""
    from sim.reporting.figures.figure_words import alternative_of, title_of

    if json:
        told = {"figure": name, "file": str(file), "title": title_of(drawn), "alternative": alternative_of(drawn)}
        say(as_json(told))
        return
    say(f"{alternative_of(drawn)}\n\ndrawn       {file}")


def draw_figure(name: str, request: DrawRequest) -> Any:
    """Return a figure."""
    from sim.cli.figures import import_figures

    figures = import_figures()
    from sim.reporting.figures.page import PAGES

    page = PAGES[picture_width()]
    if name in OF_CARMAKERS:
        from sim.scenario.needed_parts import require_industry

        require_industry(read_side(require_one(request)).scenario)
    if name in DRAWERS:
        return DRAWERS[name](request, page)
    return figures.FIGURES[name](play_again(require_one(request)))


def require_one(request: DrawRequest) -> Path:
    """Return the only folder; UserError of several."""
    if len(request.folders) > 1:
        raise UserError(f"this figure is of one result; found {len(request.folders)}")
    return request.folders[0]


def read_side(folder: Path) -> "ComparedRun":
    """Return a saved run by the name of its folder."""
    from sim.analysis.compare import ComparedRun
    from sim.runs.results import load_to_repeat, read_result

    table, _ = read_result(folder)
    loaded, settings = load_to_repeat(folder, rows_only=True)
    speak_of(loaded)
    return ComparedRun(folder.name, loaded.scenario, table, settings.seed)


def play_again(folder: Path, worlds: int | None = None, first: int | None = None) -> "Outcome":
    """Return a saved run played again, or only so many of its worlds from the first or another on."""
    from sim.runs.results import load_to_repeat
    from sim.runs.run import run

    loaded, settings = load_to_repeat(folder)
    speak_of(loaded)
    start = settings.first if first is None else first
    if not settings.first <= start < settings.first + settings.worlds:
        last = settings.first + settings.worlds - 1
        raise UserError(f"{folder} has worlds {settings.first} to {last}; found --world {start}")
    left = settings.first + settings.worlds - start
    count = min(left, settings.worlds if worlds is None else worlds)
    return run(loaded, count, settings.seed, first=start, workers=None)


def draw_survival(request: DrawRequest, page: "Page") -> Any:
    """Draw the survival curves of runs."""
    from sim.reporting.figures import survival

    return survival.figure([read_side(folder) for folder in request.folders], page)


def draw_ridges(request: DrawRequest, page: "Page") -> Any:
    """Draw the terms of runs."""
    from sim.reporting.figures import ridges

    return ridges.figure([read_side(folder) for folder in request.folders], page)


def draw_differences(request: DrawRequest, page: "Page") -> Any:
    """Draw a comparison: that of two runs, or one that was saved, in which only the first of several is drawn."""
    import pyarrow.parquet as pq

    from sim.analysis.compare import Difference, compare_by_side
    from sim.analysis.comparison_folder import read_comparison
    from sim.reporting.figures import differences
    from sim.scenario.party_words import words_of_schema

    if len(request.folders) == 2:
        one, other = (read_side(folder) for folder in request.folders)
        found = compare_by_side(one, other)[other.name]
        return differences.figure((one.name, other.name), found, page, words_spoken())
    folder = require_one(request)
    if not (folder / "comparison.parquet").is_file():
        raise UserError(f"{folder} is no comparison: give one that `sim compare` saved, or two runs")
    rows = read_comparison(folder)[0]
    names = (rows[0]["against"], rows[0]["run"])
    fields = Difference.__dataclass_fields__
    kept = [Difference(**{key: row[key] for key in fields}) for row in rows if row["run"] == names[1]]
    words = words_of_schema(pq.read_schema(folder / "comparison.parquet"))
    return differences.figure(names, kept, page, words)


def draw_dance(request: DrawRequest, page: "Page") -> Any:
    """Draw the offers of one world of a run."""
    from sim.reporting.figures import offer_dance
    from sim.runs.chunk import OFFERS_KEPT

    outcome = play_again(require_one(request), OFFERS_KEPT, None if request.world < 0 else request.world)
    return offer_dance.figure(outcome, outcome.settings.first, page)


def draw_bills(request: DrawRequest, page: "Page") -> Any:
    """Draw the carmakers' bills of a run."""
    import pyarrow.parquet as pq

    from sim.reporting.figures import bills
    from sim.runs.folder import sound_result

    side = read_side(require_one(request))
    with sound_result(request.folders[0]):
        accounts = pq.read_table(request.folders[0] / "accounts.parquet")
    return bills.figure(side.name, side.scenario, accounts, page)


def draw_tornado(request: DrawRequest, page: "Page") -> Any:
    """Draw what moves an outcome of a sweep, one factor at a time."""
    from sim.reporting.figures import tornado
    from sim.sweeps.storage.reader import Sweep

    return tornado.figure(Sweep(require_one(request)).require_complete(), request.of, page)


def draw_heat(request: DrawRequest, page: "Page") -> Any:
    """Draw an outcome of a sweep over two factors."""
    from sim.reporting.figures import heat_cells
    from sim.sweeps.storage.reader import Sweep

    swept = Sweep(require_one(request)).require_complete()
    over = list(request.over or swept.plan.design.paths[:2])
    unknown = [path for path in over if path not in swept.plan.design.paths]
    if len(over) != 2 or over[0] == over[1] or unknown:
        raise UserError(
            f"--over takes two of its factors, {', '.join(swept.plan.design.paths)}, each once; found {', '.join(over)}"
        )
    named = [path for path in over if swept.plan.design.table.column(path).type == "string"]
    if named:
        raise UserError(f"a heat map takes factors that are numbers; {named[0]} is a choice. Name two others by --over")
    return heat_cells.figure(swept, (over[0], over[1]), request.of, page)


OF_CARMAKERS = ("bills", "carmakers")  # figures of what not every scenario has
DRAWERS: dict[str, Callable[[DrawRequest, Any], Any]] = {
    "survival": draw_survival,
    "ridges": draw_ridges,
    "differences": draw_differences,
    "dance": draw_dance,
    "bills": draw_bills,
    "tornado": draw_tornado,
    "heat": draw_heat,
}
