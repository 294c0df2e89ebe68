"""Writes the pages of this folder that are made from the program.

`python docs/reference/generate.py`, run in the root of the repository, writes them anew.
"""

import inspect
import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import sim
from sim.cli.option_list import option_section
from sim.economy.carmakers.accounts import ITEMS
from sim.scenario.column_nulls import NEVER_NULL, null_rules
from sim.scenario.columns import COLUMNS, MAKER_COLUMNS, PARTNER_COLUMNS, RULING_COLUMNS, stage_columns
from sim.scenario.invariants import RULES
from sim.scenario.party_words import usual_words
from sim.scenario.reference.guide import WHERE, blocks, first_line, markdown_table
from sim.scenario.reference.parameter_page import parameter_sections
from sim.scenario.reference.sections import column_sections
from sim.scenario.reference.terms.glossary_sections import glossary_sections
from sim.scenario.schema.choice import REGISTRIES, parameters_of
from sim.scenario.schema.scenario import Scenario
from sim.scenario.schema.tree import fields_of

FOLDER = Path(__file__).parent
MADE = "This page is made from the program: `python docs/reference/generate.py`, run in the root, writes it anew."
KEYS = "../../scenarios/README.md"
STAGES = stage_columns(["<issue>"], ["<maker>"])
NULLS = null_rules(["<issue>"], {"<partner>": ()})


def page(title: str, *parts: str) -> str:
    """Return a page with a title."""
    text = "\n\n".join((f"# {title}", MADE, *(part.strip() for part in parts))) + "\n"
    return usual_words().text(text)


def column_table(columns: Mapping[str, tuple[str, str]], before: str = "") -> str:
    """Return a table of columns with unit, meaning and null rule."""
    names = {f"{before}{name}": held for name, held in columns.items()}
    rows = [[f"`{name}`", unit, meaning, NULLS.get(name, NEVER_NULL)] for name, (unit, meaning) in names.items()]
    return markdown_table(["column", "unit", "meaning", "null"], rows)


def result_columns() -> str:
    """Return the page on the columns of a result."""
    return page(
        "Result columns",
        "What stands in the tables of a result. `sim list columns` names the tables, "
        "`sim list columns worlds` prints one, `--all` all of this page; "
        "[read a result](../how-to/read_a_result.md) says what is in the folder. Null: when a column has no figure, "
        "as `columns.csv` of each result has it; what is never null always has one.",
        "## One row a world (`worlds.parquet`)",
        column_table(COLUMNS),
        f"One column for each issue, by its name: the level agreed, in the issue's unit; null {NULLS['<issue>']}. One\n"
        "column for each draw of the scenario, by its dotted path, as `us.weights.headline`: the figure that the\n"
        "world met; never null.",
        "## Of each carmaker",
        "Behind the maker's name, as `Hyundai_duty`.",
        column_table(MAKER_COLUMNS, "<maker>_"),
        "## Of other partners' talks",
        "Only where they are played (`neighbour` or `partners` in a scenario), with a column for each of its issues.",
        column_table(PARTNER_COLUMNS, "<partner>_"),
        "## Of deals in stages",
        "Only where a scenario has `stages`. `<maker>_refund` (above) is there too where the car tariff counts from\n"
        f"an earlier day. Where stocks are not kept by lot, it means:\n{STAGES['<maker>_refund'][1]}.",
        column_table({name: said for name, said in STAGES.items() if name != "<maker>_refund"}),
        "## Of rulings on a deal",
        "Only where a scenario has `statutes`.",
        column_table(RULING_COLUMNS),
        "## One row a carmaker, quarter and world (`accounts.parquet`)",
        "Beside `world`, `maker` and `quarter`; money also in bn of `industry.currency`, under the same name with its\n"
        "code behind it, as `duty_jpy`; with `_won` where the scenario states none.",
        column_table(ITEMS),
    )


def file_link(held: Any) -> str:
    """Return a link to the file that holds a rule."""
    path = f"{held.__module__.replace('.', '/')}.py"
    return f"[`{path}`](../../{path})"


def source_of(held: Any) -> str:
    """Return what the module of a rule says of its source, up to its own remarks."""
    text = " ".join((sys.modules[held.__module__].__doc__ or "").split())
    found = re.search(r"Source: (.*)", text)
    if found is None:
        return ""
    said = re.split(r"(?<=[a-z0-9)\]\"])\.(?= [A-Z]|$)", found.group(1))[0]
    return said.rstrip(".")


def rules() -> str:
    """Return the page on the rules a scenario may name."""
    parts = [
        "Each rule is one file; its docstring holds the equation, what a larger parameter does, and the source.\n"
        f"Parameters, with units and defaults, are listed in [`scenarios/README.md`]({KEYS}#rules);\n"
        "[duels](../explanation/theory/duels.md) says how tactics fare against each other.",
    ]
    for kind, registry in REGISTRIES.items():
        title, where = WHERE[kind]
        rows = []
        for name, rule in registry.items():
            own = [field for field in parameters_of(rule).model_fields if field not in ("source", "known_by")]
            takes = ", ".join(f"`{field}`" for field in own) or "none"
            rows.append([f"`{name}`", first_line(rule), takes, source_of(rule), file_link(rule)])
        head = ["rule", "what it does", "parameters", "source", "file"]
        parts += [f"## {title}", f"Named under {where}.", markdown_table(head, rows)]
    return page("Rules", *parts)


def invariants() -> str:
    """Return the page on what must hold in every world."""
    rows = [[f"`{name}`", rule.says, rule.looked_at, rule.tolerance] for name, rule in RULES.items()]
    return page(
        "Invariants",
        "What is checked in every world of every run and sweep while it is played; `sim list invariants` prints the\n"
        "same. Each is worked out anew, beside the rules whose result it checks. What stays wrong once it is, is\n"
        "looked at once a week (polls, sums, money) or every four weeks (closed worlds), and on the last day; all\n"
        "else daily, at every meeting, or at every signature.",
        "A world that breaks one is stopped and leaves no row. Its number, the day and the rule are named in a\n"
        "warning, in `manifest.json` (`breaches`) and, in a sweep, in `failed.json` with its point; the command ends\n"
        "with status 1. All other worlds are as they would have been without it. A breach is a fault of the program,\n"
        "not of the scenario.",
        markdown_table(["name", "what holds", "looked at", "tolerance"], rows),
        "The value that `floor` compares is that of the package on the day of signature, kept for certain, by the\n"
        "side's own table; the floor is the larger of what never agreeing is worth to it and what it may sign for\n"
        "(Korea's acting government needs more than no deal). Doubt whether a signature holds opens no way below it.",
    )


def call_text(name: str, held: Any) -> str:
    """Return how a name is called: its arguments without their types."""
    if not callable(held):
        return name
    words, starred = [], False
    for argument in inspect.signature(held).parameters.values():
        if argument.name.startswith("_"):
            continue
        if argument.kind is argument.KEYWORD_ONLY and not starred:
            words.append("*")
            starred = True
        if argument.kind is argument.VAR_POSITIONAL:
            words.append(f"*{argument.name}")
            starred = True
        elif argument.kind is argument.VAR_KEYWORD:
            words.append(f"**{argument.name}")
        elif argument.default is argument.empty:
            words.append(argument.name)
        else:
            plain = isinstance(argument.default, str | int | float | bool | tuple | type(None))
            words.append(f"{argument.name}={argument.default!r}" if plain else f"{argument.name}=...")
    return f"{name}({', '.join(words)})"


NO_CALLS = {  # names that cannot be called -> what they are, and where they stand
    "FIGURES": (
        "The figures of a run: name -> a function of its outcome.",
        "[`sim/reporting/figures/`](../../sim/reporting/figures/)",
    ),
    "Worlds": ("A number, or one for each world, (worlds,).", "[`sim/core/worlds.py`](../../sim/core/worlds.py)"),
}


def python() -> str:
    """Return the page on the public names of `sim`."""
    rows = []
    for name in sim.__all__:
        held = getattr(sim, name)
        said, where = NO_CALLS.get(name) or (first_line(held), file_link(held))
        rows.append([f"`{call_text(f'sim.{name}', held)}`", said, where])
    return page(
        "Python names",
        "Everything that a script or a notebook needs is a name of `sim`; `help(sim.run)` tells more of each. What\n"
        "stands inside the packages may move.",
        markdown_table(["name", "what it does or is", "file"], rows),
    )


def scenario_keys() -> str:
    """Return the page that leads to the keys of a scenario, block by block."""
    rows = []
    for path, block in blocks(Scenario):
        place = re.sub(r"[^\w-]", "", path.lower()) if path else "the-file"
        keys = ", ".join(f"`{name}`" for name in fields_of(block, usual_words().keys))
        rows.append([f"[{f'`{path}`' if path else 'the file'}]({KEYS}#{place})", first_line(block), keys])
    return page(
        "Scenario keys",
        f"Every key of a scenario, with unit, bounds and default, is listed in [`scenarios/README.md`]({KEYS}), which\n"
        "is made from the schema by `python -m sim.scenario.reference.guide`. `sim list keys` names its sections,\n"
        "`sim list keys election` prints one of them, `sim list keys --all` the whole page, and `sim list schema`\n"
        "the JSON Schema (`sim/scenario/schema.json`) for editors. The blocks, and where their keys\n"
        "are explained; `<name>` stands for a name of your choice, `<place>` for an item of a list:",
        markdown_table(["block", "what it is", "its keys"], rows),
    )


def glossary() -> str:
    """Return the page of all words: those of text, tables and figures explained, columns and options by name."""
    parts = []
    for name, held in glossary_sections().items():
        if name == "columns":
            continue
        rows = [
            [word, said.meaning, "; ".join(said.more).removeprefix("field: ")] for word, said in held.entries.items()
        ]
        parts += [
            f"## {held.about[0].upper()}{held.about[1:]}",
            markdown_table(["word", "here", "in the field, or unit"], rows),
        ]
    return page(
        "Glossary",
        "The words of text, tables and figures, and what the field calls them where it has another word.\n"
        "`sim list glossary` prints the same by section, `sim list glossary regret` one word.",
        *parts,
        "## Columns",
        "Explained, with units, in [result columns](result_columns.md):",
        "\n".join(
            f"- {held.about}: {', '.join(f'`{name}`' for name in held.entries)}" for held in column_sections().values()
        ),
        "## Options and arguments",
        "As the help of each verb has them; the verbs stand in brackets.",
        markdown_table(
            ["option", "meaning"], [[f"`{name}`", said.text] for name, said in option_section().entries.items()]
        ),
    )


def odd_parameters() -> str:
    """Return the appendix of the ODD on the parameters of a scenario."""
    baseline = sim.load(FOLDER.parents[1] / "scenarios" / "baseline.yaml").scenario
    return page("The parameters of the model", *parameter_sections(baseline))


PAGES: dict[str, Callable[[], str]] = {
    "result_columns.md": result_columns,
    "rules.md": rules,
    "invariants.md": invariants,
    "python.md": python,
    "scenario_keys.md": scenario_keys,
    "glossary.md": glossary,
    "../explanation/odd_parameters.md": odd_parameters,
}


def main() -> None:
    """Write every page."""
    for name, text in PAGES.items():
        (FOLDER / name).write_text(text(), encoding="utf-8")


if __name__ == "__main__":
    main()
