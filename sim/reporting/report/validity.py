"""What the model was held against, and what came of it: the figures of docs/explanation/validity.md, for every page."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from sim.reporting.report.scenario_words import level_text
from sim.reporting.report.words import OTHER_VALIDITY, VALIDITY
from sim.reporting.words import label
from sim.scenario.differences import baseline_data
from sim.scenario.schema.party_names import usual_parties
from sim.scenario.schema.scenario import Scenario

REPORTED = re.compile(r"\(([^()]* \d{4}-\d\d-\d\d)\)")  # who reported something, and when, in a source
FIGURES = Path(__file__).parent / "validity_of_2025.json"


@cache
def validity_figures() -> dict[str, Any]:
    """Return how many patterns of 2025 the baseline shows, and how ordinary the actual deal is, by name."""
    held: dict[str, Any] = json.loads(FIGURES.read_text(encoding="utf-8"))
    return held


def validity_text(spec: Scenario) -> str:
    """Return what the baseline shows of 2025, and what it does not; of other parties, that nothing was observed."""
    if spec.keys != tuple(usual_parties()):
        return OTHER_VALIDITY
    held = validity_figures()
    names = ", ".join(f"({number}) {name}" for number, name in enumerate(held["names"], 1))
    return VALIDITY.format(**{**held, "names": names}, **actual_deal())


@cache
def actual_deal() -> dict[str, str]:
    """Return the terms of the deal that was signed in fact, as the baseline states them, and who reported them."""
    data = baseline_data()
    actual, issues = data["actual"], data["issues"]
    held = {name: level_text(level) for name, level in actual["terms"].items()}
    held |= {name: f"{span['low']:g} to {span['high']:g}" for name, span in actual["spans"].items()}
    terms = [f"{label(name)} {text}{unit_text(issues[name]['unit'])}" for name, text in held.items()]
    spans = [f"{label(name)} assumed" for name in actual["spans"]]
    return {"terms": ", ".join(terms), "sources": ", ".join([*REPORTED.findall(actual["source"]), *spans])}


def unit_text(unit: str) -> str:
    """Return the unit of a level, behind it; nothing of one that has a name."""
    return "" if unit == "level" else f" {unit}"
