"""A domain in a new folder, written for another program: what `import` and `export` share."""

import logging
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from sim.cli.output import NewFolder, as_json, command_line

if TYPE_CHECKING:  # what follows takes a second to import, and help needs none of it
    from sim.interop import NamedDomain, Scale, SolvedDomain

KINDS = ("genius", "geniusweb", "negmas", "native")  # as in sim.interop.named_domain, whose import takes a second
KIND_HELP = "form of the files: genius, geniusweb, negmas, or native, our own"


def say_notes(named: "NamedDomain") -> None:
    """Say on the error stream what a reader should know of how a domain was read."""
    for note in named.notes:
        logging.getLogger("sim").warning("%s", note)


def solve_if_small(named: "NamedDomain") -> "SolvedDomain | None":
    """Return the frontier and the solutions of a domain; None, and a line that says so, where it is too large."""
    from sim.interop import DomainError, solve_domain

    try:
        return solve_domain(named)
    except DomainError as large:
        logging.getLogger("sim").warning("%s", large)
        return None


def write_folder(named: "NamedDomain", kind: str, made: NewFolder, scaled: bool) -> dict[str, Any]:
    """Write a domain as files of a kind, as shares if `scaled` or if the kind needs them; return what was written."""
    from sim.interop import scale_domain, write_domain
    from sim.interop.scaling import in_shares
    from sim.interop.writing import NEED_SHARES
    from sim.runs.folder import MANIFEST, put_in_place

    scales: tuple[Scale, Scale] | None = None
    written = named
    if scaled or (kind in NEED_SHARES and not in_shares(named)):
        written, scales = scale_domain(named)
    files = write_domain(written, made.staging, kind)
    about = about_domain(named, written, kind, scales)
    (made.staging / MANIFEST).write_text(as_json({"command": command_line(), **about}) + "\n", encoding="utf-8")
    place = put_in_place(made.staging, made.place, made.force, made.any_number)
    return {"folder": str(place), "files": [file.name for file in files], **about}


def about_domain(
    named: "NamedDomain", written: "NamedDomain", kind: str, scales: "tuple[Scale, Scale] | None"
) -> dict[str, Any]:
    """Return what the files of a kind cannot say: the unit, and how a share becomes a value again."""
    about: dict[str, Any] = {"kind": kind, "parties": list(written.parties), "unit": named.unit or None}
    if scales is not None:
        about["value = least + size x share"] = {
            party: asdict(scale) for party, scale in zip(named.parties, scales, strict=True)
        }
    return about


def written_lines(done: dict[str, Any]) -> list[str]:
    """Return what was written, in words."""
    unit = f" {done['unit']}" if done["unit"] else ""
    scales = done.get("value = least + size x share", {})
    lines = [
        f"scaled      {party}: value = {scale['least']:.6g} + {scale['size']:.6g} x share{unit}"
        for party, scale in scales.items()
    ]
    return [*lines, f"saved       {done['folder']}: {', '.join(done['files'])}"]
