"""What a sweep varies, in a table, and the settings of one point as a command."""

import shlex
from collections.abc import Mapping
from html import escape
from typing import Any

from sim.reporting.overview_text import range_text
from sim.reporting.report import sweep_words as said
from sim.reporting.report.assumptions import dotted_path, figure_words, main_words
from sim.reporting.report.baseline_words import figure_text
from sim.reporting.report.parts import break_at_dots, plain_text, table
from sim.scenario.loading import LoadedScenario
from sim.scenario.schema.block import sourced_quantities
from sim.scenario.schema.tree import field_at, unit_of_factor


def factor_table(ranges: Mapping[str, Any], loaded: LoadedScenario) -> str:
    """Return the table of factors: what each is, over what it is varied, and what stands in the scenario."""
    known = main_words(loaded.scenario)
    drawn = {dotted_path(path): quantity for path, quantity, _ in sourced_quantities(loaded.scenario)}
    rows = [
        [
            f"<code>{break_at_dots(path)}</code><small>{plain_text(factor_meaning(path, known))}</small>",
            plain_text(range_text(held)),
            escape(unit_of_factor(path)),
            plain_text(figure_words(drawn[path]) if path in drawn else figure_text(value_in(loaded.data, path))),
        ]
        for path, held in ranges.items()
    ]
    return table(said.FACTOR_COLUMNS, [("", rows)], kind="factors")


def factor_meaning(path: str, known: Mapping[str, str]) -> str:
    """Return what a factor is, in words: those known for its path, else those of its field."""
    if path in known:
        return known[path]
    keys: list[str | int] = list(path.split("."))
    field = field_at(("events", 0, *keys[2:]) if keys[0] == "events" else tuple(keys))
    return "" if field is None else (field.description or "")


def value_in(data: Any, path: str) -> Any:
    """Return what stands at a dotted path of plain data; a list of named blocks is gone into by name."""
    held = data
    for key in path.split("."):
        if isinstance(held, list):
            held = next((item for item in held if isinstance(item, dict) and item.get("name") == key), None)
        else:
            held = held.get(key) if isinstance(held, dict) else None
    return without_notes(held)


def without_notes(held: Any) -> Any:
    """Return a figure without its note and source."""
    if not isinstance(held, dict):
        return held
    left = {key: value for key, value in held.items() if key not in ("note", "source", "range", "known_by", "middle")}
    return left.get("value", left)


def point_command(swept: Any, point: int) -> str:
    """Return the command that shows world N of a point."""
    named = swept.plan.design.scenario_file(point)
    file = str(swept.folder / "scenario.yaml" if named is None else named)
    held = [word for setting in swept.plan.design.settings(point) for word in ("--set", setting)]
    return shlex.join(["sim", "run", file, *held, "--first", "N", "--worlds", "1", "--seed", str(swept.plan.seed)])
