"""What the model was held against, and what came of it: the figures of docs/explanation/validity.md, for every page."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from sim.reporting.report.words import OTHER_VALIDITY, VALIDITY
from sim.scenario.schema.party_names import usual_parties
from sim.scenario.schema.scenario import Scenario

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
    return VALIDITY.format(**validity_figures())
