"""The verb `import`: a domain of another program, what it holds, and the same in our own form."""

from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer

from sim.cli.app import Json, refuse_odd
from sim.cli.domain_folder import KIND_HELP, KINDS, say_notes, solve_if_small, write_folder, written_lines
from sim.cli.output import Saving, as_json, begin_folder, say

PATH_HELP = "folder of a domain, or the file that states its issues"
PROFILE_HELP = "file of a party; twice, for both  [default: the two that belong to the domain]"
OUT_HELP = "write the domain into this new folder  [default: nothing is written]"


def import_(
    path: Annotated[Path, typer.Argument(help=PATH_HELP, metavar="PATH")],
    profile: Annotated[list[Path], typer.Option("--profile", metavar="FILE", help=PROFILE_HELP)] = [],  # noqa: B006
    out: Annotated[Path | None, typer.Option(metavar="DIR", help=OUT_HELP, show_default=False)] = None,
    kind: Annotated[str | None, typer.Option(metavar="KIND", help=f"{KIND_HELP}  [default: native]")] = None,
    force: Annotated[bool, typer.Option("--force", help="replace the folder of --out if it exists")] = False,
    json: Json = False,
) -> None:
    """Read a negotiation domain of GENIUS, GeniusWeb or NegMAS, and say what it holds; with --out, write it anew.

    Additive utilities with a reserve and a discount are read; others are refused by name.

    Examples:
      sim import domains/Grocery
      sim import domains/Laptop --out laptop
      sim import domains/Barter/Barter-C-domain.xml --out barter --kind negmas
    """
    refuse_odd(
        [
            (out is None and (kind or force), "--kind and --force say how a folder is written: name it by --out"),
            (kind is not None and kind not in KINDS, f"--kind must be one of {', '.join(KINDS)}; found {kind}"),
            (len(profile) not in (0, 2), f"--profile names a party's file: give it twice; found {len(profile)}"),
        ]
    )
    from sim.interop import read_domain
    from sim.interop.domain_text import domain_data, domain_lines

    saving = Saving(out=out, force=force, figures=False)
    with begin_folder(saving, path.stem, [path, *profile]) if out else nullcontext() as made:  # refused before all else
        named = read_domain(path, profile)
        say_notes(named)
        solved = solve_if_small(named)
        done = write_folder(named, kind or "native", made, False) if made else {}
    if json:
        say(as_json({**domain_data(named, solved), **({"written": done} if done else {})}))
        return
    say("\n".join([*domain_lines(named, solved), *(written_lines(done) if done else [])]))
