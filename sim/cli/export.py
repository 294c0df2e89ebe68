"""The verb `export`: the tables of a saved result for other programs, or the agenda of one of its days."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.app import Json
from sim.cli.export_domain import DomainRequest, export_domain, refuse_odd_domain
from sim.cli.output import NewFolder, Saving, as_json, begin_folder, command_line, say
from sim.cli.progress import ProgressBar

if TYPE_CHECKING:  # what follows takes a second to import, and help needs none of it
    from sim.analysis.export.result_tables import ResultTable

FOLDER_HELP = "result folder of a run, a comparison or a sweep; with --domain also a scenario"
DOMAIN_HELP = "instead, the agenda of a day as a domain: genius, geniusweb, negmas or native, our own form"
SIDE_HELP = "whose view: its own table, and what the public knows of the other's  [default: both true tables]"
VIEW_HELP = "private; or public, both tables as the public knows them  [default: private]"
OUT_HELP = "folder of the files (default: results/<name>-export-<n>)"
FORMATS = ("csv", "xlsx", "stata", "arrow", "xarray")


def export(
    folder: Annotated[Path, typer.Argument(help=FOLDER_HELP, metavar="DIR")],
    csv: Annotated[bool, typer.Option("--csv", help="one CSV file a table (so it is if no format is named)")] = False,
    xlsx: Annotated[bool, typer.Option("--xlsx", help="one workbook, a sheet a table (extra: excel)")] = False,
    stata: Annotated[bool, typer.Option("--stata", help="one file for Stata a table (extra: stata)")] = False,
    arrow: Annotated[
        bool, typer.Option("--arrow", help="one Arrow file a table, as R's arrow and polars read")
    ] = False,
    xarray: Annotated[
        bool, typer.Option("--xarray", help="one NetCDF file a table, as xarray reads (extra: xarray)")
    ] = False,
    domain: Annotated[str | None, typer.Option(metavar="KIND", help=DOMAIN_HELP)] = None,
    world: Annotated[int | None, typer.Option(min=0, max=2**31 - 1, help="world of --domain  [default: 0]")] = None,
    day: Annotated[int | None, typer.Option(min=0, max=10_000, help="day of --domain  [default: 0]")] = None,
    side: Annotated[str | None, typer.Option(metavar="SIDE", help=SIDE_HELP)] = None,
    view: Annotated[str | None, typer.Option(metavar="VIEW", help=VIEW_HELP)] = None,
    out: Annotated[Path | None, typer.Option(metavar="DIR", help=OUT_HELP)] = None,
    force: Annotated[bool, typer.Option("--force", help="replace the folder of --out if it exists")] = False,
    json: Json = False,
) -> None:
    """Write the tables of a saved result for other programs, with a data dictionary, columns.csv; or an agenda.

    With --domain what is written is what is negotiated on a day of a world, and what it is worth to both sides, for
    programs that play domains.

    Examples:
      sim export results/baseline-1 --csv --xlsx
      sim export results/pace --arrow --out for_r
      sim export results/pace --xarray
      sim export scenarios/baseline.yaml --domain negmas --world 3 --day 40 --side us
    """
    tables_asked = csv or xlsx or stata or arrow or xarray
    chosen: dict[str, object] = {"world": world, "day": day, "side": side, "view": view}
    refuse_odd_domain(domain, tables_asked, chosen)
    saving = Saving(out=out, force=force, figures=False)
    if domain is not None:
        export_domain(DomainRequest(folder, domain, world, day, side, view, saving, json))
        return
    export_tables(folder, zip(FORMATS, (csv, xlsx, stata, arrow, xarray), strict=True), saving, json)


def export_tables(folder: Path, formats: Iterable[tuple[str, bool]], saving: Saving, json: bool) -> None:
    """Write the tables of a saved result in the formats that are wanted, or as CSV."""
    from sim.analysis.export.result_tables import result_tables

    asked = [name for name, is_wanted in formats if is_wanted] or ["csv"]
    tables = [] if saving.out else result_tables(folder)  # before its name is used
    with begin_folder(saving, f"{folder.resolve().name}-export", [folder]) as made:
        tables = tables or result_tables(folder)
        place = write_export(tables, asked, made)
    files = sorted(file.name for file in place.iterdir())
    say(as_json({"folder": str(place), "files": files}) if json else "\n".join(export_lines(tables, place, files)))


class RowCount:
    """How many of so many rows are written."""

    def __init__(self, rows: int, tick: Callable[[float], None]) -> None:
        self.rows, self.done, self.tick = max(rows, 1), 0, tick

    def add(self, rows: int) -> None:
        """Count rows that were written."""
        self.done += rows
        self.tick(self.done / self.rows)


def write_export(tables: "Sequence[ResultTable]", asked: Sequence[str], made: NewFolder) -> Path:
    """Write tables in all formats asked for, with the dictionary, and put the folder in place."""
    from sim.runs.results import sound_writing

    rows = sum(table.rows for table in tables) * len(asked)
    with (
        sound_writing(made.staging, made.place),
        ProgressBar(rows, doing="writing", what="rows") as bar,
    ):
        count = RowCount(rows, bar)
        for name in asked:
            import_writer(name)(tables, made.staging, count.add)
        return finish_export(tables, made)


def finish_export(tables: "Sequence[ResultTable]", made: NewFolder) -> Path:
    """Write the data dictionary and how the folder was made, and put it in place."""
    from sim.runs.data_dictionary import write_dictionary
    from sim.runs.folder import MANIFEST, put_in_place

    write_dictionary(made.staging, {table.name: table.schema for table in tables})
    (made.staging / MANIFEST).write_text(as_json({"command": command_line()}) + "\n", encoding="utf-8")
    return put_in_place(made.staging, made.place, made.force, made.any_number)


def export_lines(tables: "Sequence[ResultTable]", place: Path, files: Sequence[str]) -> list[str]:
    """Return what was written, in words."""
    lines = [f"{table.name:12s}{table.rows:>12,} rows, {len(table.schema)} columns" for table in tables]
    return [*lines, f"saved       {place}: {', '.join(files)}"]


def import_writer(name: str) -> Any:
    """Return what writes a format."""
    from sim.analysis.export import datasets, formats, stata

    writers = {"csv": formats.write_csv, "xlsx": formats.write_xlsx, "arrow": formats.write_arrow}
    return {**writers, "stata": stata.write_stata, "xarray": datasets.write_xarray}[name]
