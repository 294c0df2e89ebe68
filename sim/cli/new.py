"""The verb `new`: begin a scenario of one's own from another."""

from pathlib import Path
from typing import Annotated

import typer

from sim.cli.app import Json
from sim.cli.output import as_json, say


def new(
    name: Annotated[Path, typer.Argument(help="file to be written", metavar="NAME")],
    source: Annotated[Path, typer.Option("--from", metavar="SCENARIO", help="what it is made of")] = Path("baseline"),
    whole: Annotated[bool, typer.Option("--whole", help="a copy with the CSV files it names, not a variant")] = False,
    force: Annotated[bool, typer.Option("--force", help="replace what is there")] = False,
    json: Json = False,
) -> None:
    """Begin a scenario of your own: a file that extends another and lists what differs, or a whole copy.

    It is checked before it is written. The shipped scenarios are named by `sim list scenarios`.

    Examples:
      sim new mine.yaml --from early_vote
      sim new mine.yaml --from baseline --whole
    """
    from sim.scenario.new_file import write_scenario

    written = [str(file) for file in write_scenario(name, source, whole, force)]
    if json:
        say(as_json({"written": written}))
        return
    say("\n".join(f"written  {file}" for file in written))
    say(f"Change it, then: sim check {written[-1]}")
