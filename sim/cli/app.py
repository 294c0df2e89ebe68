"""The command itself, and the options that several verbs take."""

from typing import Annotated

import typer

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=(
        "Simulate the 2025 U.S.-South Korea tariff talks, in many parallel worlds.\n\n"
        "A scenario is a YAML file that states who negotiates, over what, by which rules and under what "
        "uncertainty. A run plays it in every world and saves a folder under results/ with the outcomes, the "
        "scenario as played, figures, and how to repeat it.\n\n"
        "Exit status: 0 done, 1 the scenario or the data is wrong (every fault is listed), 2 the command is."
    ),
)

Settings = Annotated[
    list[str],
    typer.Option("--set", metavar="A.B=C", help="replace one value by its dotted path; may be repeated"),
]
Json = Annotated[bool, typer.Option("--json", help="print one JSON value instead of text")]
Worlds = Annotated[int | None, typer.Option(min=1, help="parallel worlds (default: the scenario's own)")]
SEED_HELP = "seed of all luck, from 0 up (default: the scenario's own)"
Seed = Annotated[int | None, typer.Option(min=0, max=2**62 - 1, help=SEED_HELP)]
