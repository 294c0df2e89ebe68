"""Textbook cases beside what was expected of them, in lines of text."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from sim.analysis.validation.theory.verdict import TheoryVerdict


def theory_lines(found: Sequence[TheoryVerdict]) -> list[str]:
    """Return all cases as lines, and how many are within their tolerance."""
    lines = [line for verdict in found for line in theory_case_lines(verdict)]
    return [*lines, f"{sum(verdict.ok for verdict in found)} of {len(found)} within their tolerance"]


def theory_case_lines(verdict: TheoryVerdict) -> list[str]:
    """Return a case as lines, one for each figure expected."""
    lines = [f"{'pass' if verdict.ok else 'FAIL'}  {verdict.name}  (tolerance {verdict.tolerance:.3g})"]
    return lines + [
        f"        {name:20s} expected {answer_text(wanted):>22}   got {answer_text(verdict.got[name]):>22}"
        for name, wanted in verdict.expected.items()
    ]


def answer_text(value: Any) -> str:
    """Return a number, a point or nothing as text."""
    return "none" if value is None else ", ".join(f"{v:.6g}" for v in np.atleast_1d(value))
