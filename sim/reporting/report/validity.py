"""What the model was held against, and what came of it: the figures of docs/explanation/validity.md, for every page."""

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from sim.reporting.report.government_words import and_list
from sim.reporting.report.parts import paragraph, plain_text, table
from sim.reporting.report.scenario_words import level_text
from sim.reporting.report.words import (
    ACTUAL_DEAL,
    OTHER_VALIDITY,
    PATTERNS_HEAD,
    PATTERNS_TABLE,
    VALIDITY,
)
from sim.reporting.words import label
from sim.scenario.differences import baseline_data
from sim.scenario.schema.party_names import usual_parties
from sim.scenario.schema.scenario import Scenario

SPAN = "{name} from {low} to {high}{unit}, an assumed span, as no level was named"
LATER = "as it was known later, "
REPORTED = re.compile(r"\(([^()]* \d{4}-\d\d-\d\d)\)")  # who reported something, and when, in a source
FIGURES = Path(__file__).parent / "validity_of_2025.json"


@cache
def validity_figures() -> dict[str, Any]:
    """Return how many patterns of 2025 the baseline shows, and how ordinary the actual deal is, by name."""
    held: dict[str, Any] = json.loads(FIGURES.read_text(encoding="utf-8"))
    return held


def is_held_against_2025(spec: Scenario) -> bool:
    """Return whether its parties are those of whom something was observed."""
    return spec.keys == tuple(usual_parties())


def validity_text(spec: Scenario) -> str:
    """Return how much the baseline shows of 2025; of other parties, that nothing was observed."""
    if not is_held_against_2025(spec):
        return OTHER_VALIDITY
    held = validity_figures()
    named = {f"name_{kind}": held["names"][held[kind] - 1] for kind in ("put_in", "unmeasured")}
    return VALIDITY.format(**held, **named, spans=actual_deal()["spans"])


def patterns_of_2025(spec: Scenario) -> str:
    """Return the patterns with what is measured, and the terms of the real deal; nothing of other parties."""
    if not is_held_against_2025(spec):
        return ""
    held = validity_figures()
    columns = [text.format(**held) for text in PATTERNS_TABLE]
    told = paragraph(PATTERNS_HEAD.format(**held)), paragraph(ACTUAL_DEAL.format(**held, **actual_deal()))
    return "\n".join([told[0], table(columns, [("", pattern_rows(held))]), told[1]])


def pattern_rows(held: Mapping[str, Any]) -> list[list[str]]:
    """Return a row for each measure; the name of a pattern stands beside its first."""
    rows, before = [], 0
    for number, measure, wanted, within in held["measures"]:
        name = f"{number} {held['names'][number - 1]}" if number != before else ""
        rows.append([plain_text(text) for text in (name, measure, wanted, f"{100 * float(within):.1f} %")])
        before = number
    return rows


@cache
def actual_deal() -> dict[str, str]:
    """Return the terms of the deal that was signed in fact, as the baseline states them, each with who reported it."""
    data = baseline_data()
    actual, issues = data["actual"], data["issues"]
    by = {move["issue"]: move["source"] for move in actual["moves"] if is_agreed(move, actual["terms"])}
    others = [source for source in REPORTED.findall(actual["source"]) if source not in by.values()]
    told: dict[str, list[str]] = {}
    for name, level in actual["terms"].items():
        term = f"{label(name)} {level_text(level)}{unit_text(issues[name]['unit'])}"
        told.setdefault(by.get(name) or LATER + ", ".join(others), []).append(term)
    said = [f"{', '.join(terms)}: {source}" for source, terms in told.items()]
    for name, span in actual["spans"].items():
        ends = {end: level_text(span[end]) for end in ("low", "high")}
        said.append(SPAN.format(name=label(name), **ends, unit=unit_text(issues[name]["unit"])))
    return {"terms": "; ".join(said), "spans": and_list([label(name) for name in actual["spans"]])}


def is_agreed(move: Mapping[str, Any], terms: Mapping[str, Any]) -> bool:
    """Return whether a reported move is a term of the deal, at its level."""
    return bool(move["kind"] == "agreed" and terms.get(move["issue"]) == move["level"])


def unit_text(unit: str) -> str:
    """Return the unit of a level, behind it; nothing of one that has a name."""
    return "" if unit == "level" else f" {unit}"
