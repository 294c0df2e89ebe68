"""Reference runs in words."""

from collections.abc import Sequence
from math import isfinite
from typing import Any

from sim.analysis.validation.reference.repeat import ReferenceVerdict


def reference_lines(found: Sequence[ReferenceVerdict]) -> list[str]:
    """Return a line for each table of each reference, and what follows from them."""
    wide = max(len(verdict.name) for verdict in found)
    lines = [
        f"{'ok  ' if verdict.ok else 'FAIL'}  {verdict.name:{wide}}  {table:8}  {compared.in_words()}"
        for verdict in found
        for table, compared in verdict.tables.items()
    ]
    apart = dict.fromkeys(reason for verdict in found for reason in verdict.apart)
    rule = f"held to 1e-9: {'; '.join(apart)}" if apart else "held bit for bit: versions and arithmetic are the same"
    passed = sum(verdict.ok for verdict in found)
    return [*lines, "", f"{passed} of {len(found)} references stand, {rule}"]


def reference_data(found: Sequence[ReferenceVerdict]) -> list[dict[str, Any]]:
    """Return the same as plain data; a difference that is no figure's has no size."""
    return [
        {
            "reference": verdict.name,
            "ok": verdict.ok,
            "identical": verdict.identical,
            "apart": list(verdict.apart),
            "tables": {
                name: {"said": one.in_words(), "largest": one.largest if isfinite(one.largest) else None}
                for name, one in verdict.tables.items()
            },
        }
        for verdict in found
    ]
