"""The verb `discover`: where in a sweep something happens, as boxes and a tree."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from sim.cli.app import Json, refuse_odd
from sim.cli.output import NewFolder, Saving, as_json, begin_folder, command_line, say
from sim.cli.pictures import Format, Width


class ObjectiveName(StrEnum):
    """What a cut is judged by."""

    LENIENT1 = "lenient1"
    LENIENT2 = "lenient2"
    ORIGINAL = "original"


WHERE_HELP = 'what is of interest, as "not agreed" or "auto_tariff <= 15 and day < 90"; of several all must hold'
DENSITY_HELP = "share of cases of interest that a box should have at least"
BOXES_HELP = "how many boxes are sought at most, each outside those before it"
FACTORS_HELP = "how many factors a box may limit at most (default: any number)"
BOX_HELP = "show this box of the first search, counted from 0 (default: chosen by density and coverage)"
ALPHA_HELP = "share of the cases in the box that one cut takes"
MASS_HELP = "share of all cases that a box holds at least"
OBJECTIVE_HELP = "what a cut is judged by"
WRITE_HELP = "write a box as a scenario file that `sim run` and `sim sweep` play"
WHICH_HELP = "which of the boxes --write takes (default: 1)"
OUT_HELP = "folder for text, data, figures and the boxes as scenarios (default: none is written)"


def discover(
    folder: Annotated[Path, typer.Argument(help="folder of a finished sweep, as results/pace", metavar="DIR")],
    where: Annotated[list[str], typer.Option("--where", metavar="TEXT", help=WHERE_HELP)],
    density: Annotated[float, typer.Option(metavar="SHARE", help=DENSITY_HELP)] = 0.8,
    boxes: Annotated[int, typer.Option(min=1, help=BOXES_HELP)] = 3,
    factors: Annotated[int | None, typer.Option(min=1, help=FACTORS_HELP)] = None,
    box: Annotated[int | None, typer.Option(min=0, metavar="N", help=BOX_HELP)] = None,
    alpha: Annotated[float, typer.Option(metavar="SHARE", help=ALPHA_HELP)] = 0.05,
    least_mass: Annotated[float, typer.Option(metavar="SHARE", help=MASS_HELP)] = 0.05,
    objective: Annotated[ObjectiveName, typer.Option(help=OBJECTIVE_HELP)] = ObjectiveName.LENIENT1,
    write: Annotated[Path | None, typer.Option(metavar="FILE", help=WRITE_HELP)] = None,
    which: Annotated[int | None, typer.Option(min=1, metavar="N", help=WHICH_HELP)] = None,
    out: Annotated[Path | None, typer.Option(metavar="DIR", help=OUT_HELP)] = None,
    force: Annotated[bool, typer.Option("--force", help="replace the file or folder named")] = False,
    format_: Format = None,
    width: Width = None,
    json: Json = False,
) -> None:
    """Say where in a sweep something happens: boxes of what was swept (PRIM), and a tree (CART) as second opinion.

    Examples:
      sim discover results/pace --where "not agreed"
      sim discover results/pace --where "auto_tariff <= 15" --write box.yaml
    """
    refuse_odd(
        [
            (which is not None and write is None, "--which goes with --write"),
            (force and write is None and out is None, "--force goes with --write or --out"),
            (box is not None and factors is not None, "give --box or --factors, not both"),
        ]
    )
    require_file(write, force)
    search = (density, boxes, factors, box), (alpha, least_mass, objective.value)
    discover_and_say(folder, where, search, (write, which or 1), Saving(out=out, force=force, figures=True), json)


def discover_and_say(
    folder: Path, where: list[str], search: tuple[Any, Any], wanted: tuple[Path | None, int], saving: Saving, json: bool
) -> None:
    """Find it, print it, and write what was asked for; `search` are the values of DiscoverRules and PrimRules."""
    from sim.analysis.discovery.discover import DiscoverRules
    from sim.analysis.discovery.prim import PrimRules
    from sim.runs.folder import sound_result

    density, boxes, factors, box = search[0]
    rules = DiscoverRules(density, boxes, factors, box, PrimRules(*search[1]))
    with sound_result(folder):
        if saving.out is None:
            say_found(find(folder, where, rules), wanted, json)
            return
        with begin_folder(saving, folder.name, [folder]) as new:
            found = find(folder, where, rules)
            saved = save_discovery(new, *found)
        say_found(found, wanted, json)
        if not json:
            say(f"saved       {saved}")


def find(folder: Path, where: list[str], rules: Any) -> tuple[Any, Any]:
    """Return the opened sweep, and where in it something happens."""
    from sim.analysis.discovery.discover import discover as discover_in
    from sim.sweeps.storage.reader import Sweep

    sweep = Sweep(folder)
    return sweep, discover_in(sweep, where, rules)


def require_file(file: Path | None, force: bool) -> None:
    """Raise UserError for a scenario file that stands already, or that is no YAML file."""
    from sim.core.errors import UserError

    if file is None:
        return
    if file.suffix != ".yaml":
        raise UserError(f"--write must name a YAML file, as box.yaml; found {file}; nothing was done")
    if file.exists() and not force:
        raise UserError(f"{file} exists; nothing was done. Choose another name, or replace it with --force")


def say_found(found: tuple[Any, Any], wanted: tuple[Path | None, int], json: bool) -> None:
    """Print what was found, and write the box that is wanted as a scenario."""
    from sim.reporting.discovery_text import discovery_data, discovery_lines

    sweep, discovery = found
    file, number = wanted
    if file is not None:
        write_box(found, number - 1, file)
    say(as_json(discovery_data(discovery)) if json else "\n".join(discovery_lines(discovery, sweep.plan.name)))
    if file is not None and not json:
        say(f"\nwritten     {file}, which `sim run` and `sim sweep` play")


def write_box(found: tuple[Any, Any], number: int, file: Path) -> None:
    """Write a box as a scenario file; UserError if that cannot be."""
    from sim.analysis.discovery.box_scenario import box_scenario
    from sim.core.errors import UserError

    text = box_scenario(*found, number)
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as wrong:
        raise UserError(f"{file} cannot be written: {wrong.strerror}") from wrong


def save_discovery(folder: NewFolder, sweep: Any, discovery: Any) -> Path:
    """Write text, data, figures, boxes and the report into a result folder, and return its place."""
    from sim.cli.pictures import folder_picture, save_figure
    from sim.reporting.discovery_text import discovery_data, discovery_lines
    from sim.runs.folder import MANIFEST, put_in_place

    text, data = "\n".join(discovery_lines(discovery, sweep.plan.name)), discovery_data(discovery)
    (folder.staging / "discovery.txt").write_text(text + "\n", encoding="utf-8")
    (folder.staging / "discovery.json").write_text(as_json(data) + "\n", encoding="utf-8")
    drawn, made = discovery_figures(sweep, discovery), discovery_manifest(sweep)
    for name, figure in drawn.items():
        save_figure(figure, folder.staging / folder_picture(name))
    add_discovery_page(folder, (sweep, discovery), save_boxes(folder, sweep, discovery), drawn, made)
    (folder.staging / MANIFEST).write_text(as_json(made) + "\n", encoding="utf-8")
    return put_in_place(folder.staging, folder.place, folder.force, folder.any_number)


def discovery_figures(sweep: Any, discovery: Any) -> dict[str, Any]:
    """Return the figures by name; none without a box."""
    from sim.reporting.figures.discovery import box_pairs_figure, trajectory_figure
    from sim.reporting.figures.parallel_coordinates import parallel_figure

    if not discovery.boxes:
        return {}
    boxes = {f"box_{k + 1}": box_pairs_figure(sweep, discovery, k) for k in range(len(discovery.boxes))}
    figures = {"trajectory": trajectory_figure(sweep, discovery), "parallel": parallel_figure(sweep, discovery)}
    return figures | boxes


def save_boxes(folder: NewFolder, sweep: Any, discovery: Any) -> dict[int, str]:
    """Write each box as a scenario, and return where those will stand that could be written, by number."""
    from sim.core.errors import UserError

    written = {}
    for number in range(1, len(discovery.boxes) + 1):
        name = f"box_{number}.yaml"
        try:
            write_box((sweep, discovery), number - 1, folder.staging / name)
            written[number] = str(folder.place / name)
        except UserError as wrong:  # a box over several whole scenarios is no single one
            print(f"box {number} was not written as a scenario: {wrong}", file=sys.stderr)
    return written


def discovery_manifest(sweep: Any) -> dict[str, Any]:
    """Return how a discovery was made."""
    from sim.runs.provenance import machine_data, package_versions, program_commit

    return {
        "command": command_line(),
        "sweep": str(sweep.folder),
        "sweep_hash": (sweep.manifest or {}).get("hash"),
        "versions": package_versions(),
        "machine": machine_data(),
        "commit": program_commit(),
    }


def add_discovery_page(
    folder: NewFolder, found: tuple[Any, Any], scenarios: dict[int, str], drawn: dict[str, Any], made: dict[str, Any]
) -> None:
    """Write the report; said where it cannot be."""
    from sim.cli.sweep_page import discovery_page, say_without
    from sim.core.errors import UserError
    from sim.runs.folder import REPORT

    try:
        text = discovery_page(*found, scenarios, drawn, folder.place)(made)
    except UserError as wrong:
        say_without(wrong)
        return
    (folder.staging / REPORT).write_text(text, encoding="utf-8")
