"""The verb `new`: begin a scenario of one's own, from a skeleton or from another."""

from pathlib import Path
from typing import Annotated

import typer

from sim.cli.app import Json, refuse_odd
from sim.cli.output import as_json, say

BASELINE = Path("baseline")
KEYS = "KEY,KEY"
ALONE = "--parties and --issues are for a new scenario: leave them out, or --from and --whole"


def new(
    name: Annotated[Path, typer.Argument(help="file to be written", metavar="NAME")],
    parties: Annotated[
        str | None, typer.Option("--parties", metavar=KEYS, help="keys of the two parties (default: buyer,seller)")
    ] = None,
    issues: Annotated[
        str | None, typer.Option("--issues", metavar=KEYS, help="keys of the issues (default: price,delivery,warranty)")
    ] = None,
    source: Annotated[
        Path | None, typer.Option("--from", metavar="SCENARIO", help="extend this one, and list what differs")
    ] = None,
    whole: Annotated[
        bool, typer.Option("--whole", help="a copy of it (default: of the baseline) with the CSV files it names")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="replace what is there")] = False,
    json: Json = False,
) -> None:
    """Begin a scenario of your own: two parties and three issues that play as they stand; or made of another.

    It is checked before it is written. The shipped scenarios are named by `sim list scenarios`.

    Examples:
      sim new river.yaml --parties upstream,downstream --issues filling,release,payment
      sim new mine.yaml --from early_vote
      sim new mine.yaml --from baseline --whole
    """
    from sim.scenario.new_file import write_scenario, write_skeleton
    from sim.scenario.skeleton import USUAL_ISSUES, USUAL_PARTIES

    of_another = source is not None or whole
    refuse_odd([(of_another and (parties is not None or issues is not None), ALONE)])
    keys = (split_keys(parties, USUAL_PARTIES), split_keys(issues, USUAL_ISSUES))
    made = write_scenario(name, source or BASELINE, whole, force) if of_another else write_skeleton(name, *keys, force)
    written = [str(file) for file in made]
    if json:
        say(as_json({"written": written}))
        return
    say("\n".join(f"written  {file}" for file in written))
    say(f"Change it, then: sim check {written[-1]}")


def split_keys(said: str | None, usual: tuple[str, ...]) -> tuple[str, ...]:
    """Return keys from text with commas between; the usual ones if nothing is said."""
    return usual if said is None else tuple(key.strip() for key in said.split(","))
