"""How figures are written: --format and --width, which every verb that draws takes, and the files.

Both options are kept when the command line is read, so that a verb names them among its options and hands nothing on.
"""

import sys
from contextvars import ContextVar
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from sim.core.errors import UserError


class PictureFormat(StrEnum):
    """The kinds of files that a figure can be."""

    svg = "svg"
    pdf = "pdf"
    png = "png"


class PictureWidth(StrEnum):
    """The widths of a figure in print: one column, 3.5 inches, or two, 7.2."""

    single = "single"
    double = "double"


@dataclass(frozen=True)
class PictureForm:
    """What was asked of figures; None: as the file's name says, else PNG, and as wide as they were laid out."""

    format: str | None = None
    width: str | None = None


ASKED: ContextVar[PictureForm] = ContextVar("what was asked of figures", default=PictureForm())  # noqa: B039


def keep_format(value: PictureFormat | None) -> PictureFormat | None:
    """Keep the format asked for."""
    ASKED.set(replace(ASKED.get(), format=value and value.value))
    return value


def keep_width(value: PictureWidth | None) -> PictureWidth | None:
    """Keep the width asked for."""
    ASKED.set(replace(ASKED.get(), width=value and value.value))
    return value


FORMAT_HELP = "figures as such files (default: png)"
WIDTH_HELP = "figures for one column, 3.5 inches, or two, 7.2"
Format = Annotated[PictureFormat | None, typer.Option("--format", help=FORMAT_HELP, callback=keep_format)]
Width = Annotated[PictureWidth | None, typer.Option("--width", help=WIDTH_HELP, callback=keep_width)]


def picture_file(file: Path) -> Path:
    """Return the file of a figure: its ending says the format, and --format gives one to a name without."""
    form = ASKED.get().format
    return file if form is None or file.suffix == f".{form}" else file.with_name(f"{file.name}.{form}")


def picture_format() -> str:
    """Return the format of figures in a result folder."""
    return ASKED.get().format or PictureFormat.png.value


def picture_width() -> str:
    """Return the width of figures that are laid out for print."""
    return ASKED.get().width or PictureWidth.double.value


def is_form_asked() -> bool:
    """Return whether figures are wanted otherwise than as they stand in a report."""
    return ASKED.get() != PictureForm()


def folder_picture(name: str) -> str:
    """Return the name of a figure's file in a result folder."""
    return f"{name}.{picture_format()}"


def refuse_other_ending(figure: Path, option: str) -> None:
    """Raise UserError for a figure whose name says no format that there is, or another than --format."""
    form, ending = ASKED.get().format, figure.suffix.removeprefix(".")
    known = [kind.value for kind in PictureFormat]
    if form is not None and ending in known and ending != form:
        raise UserError(f"--format {form}: {figure} ends in .{ending}; leave one of them out; nothing was run")
    if form is None and ending not in known:
        raise UserError(f"{option} must name a PNG, SVG or PDF file; found {figure}; nothing was run")


def encode(drawn: Any, form: str | None = None) -> bytes:
    """Return a figure as a file in the form asked for; said where its letters allow no narrow one."""
    from sim.reporting.figures.figure_words import title_of
    from sim.reporting.figures.formats import encode_figure, is_legible

    asked = ASKED.get()
    width = asked.width
    if width == PictureWidth.single and not is_legible(drawn, width):
        print(f"{title_of(drawn)}: its letters could not be read at 3.5 inches; drawn 7.2 wide", file=sys.stderr)
        width = PictureWidth.double.value
    return encode_figure(drawn, form or picture_format(), width)


def save_figure(drawn: Any, file: Path) -> None:
    """Write a figure into a file, in the format of its ending; UserError if that cannot be."""
    place = picture_file(file)
    try:
        place.write_bytes(encode(drawn, place.suffix.removeprefix(".")))
    except OSError as wrong:
        raise UserError(f"{place} cannot be written: {wrong.strerror}") from wrong
