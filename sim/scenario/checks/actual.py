"""What was observed in fact, beside its levels (see `named_levels`): spans of levels, and what carmakers reported.

spans     numbers that the unit of the issue allows, with at least one of its levels between them, on an issue
whose levels are numbers and that no term names
bills     by maker and quarter as 2025q2, from 0 up
exports   by month as 2025-04
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sim.scenario.checks.named_levels import Findings, Parts, has_names, slip_faults, unit_fault
from sim.scenario.faults import KeyPath
from sim.scenario.schema.actual import ActualSpan
from sim.scenario.schema.issues import IssuePart, levels_text

QUARTER = re.compile(r"\d{4}q[1-4]")
MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


def actual_spans_fit(parts: Parts) -> Findings:
    """Spans hold levels that could be signed, on issues of which no term says more."""
    actual, issues = parts["actual"], parts["issues"]
    yield from slip_faults(("actual", "spans"), (((name,), name) for name in actual.spans), issues)
    for name, span in actual.spans.items():
        if name in actual.terms:
            rule = f"{name} stands under terms too: leave it out there (`terms: {{{name}: null}}`), or here"
            yield ("actual", "spans", name), rule
        elif name in issues:
            yield from (
                ((*("actual", "spans", name), *end), rule) for end, rule in span_faults(name, issues[name], span)
            )


def span_faults(name: str, issue: IssuePart, span: ActualSpan) -> Findings:
    """Yield what is wrong with a span of an issue, by the end at which it is."""
    if has_names(issue):
        yield (), f"{name} has levels with names: state one of them under terms: {levels_text(issue.levels)}"
        return
    wrongs = [((end,), unit_fault(issue, getattr(span, end))) for end in ("low", "high")]
    wrong = [(end, rule) for end, rule in wrongs if rule]
    yield from wrong
    if not wrong and not any(span.low <= float(level) <= span.high for level in issue.levels):
        found = f"found {span.low:g} to {span.high:g}"
        yield (), f"must hold a level of {name}, as only these can be signed: {levels_text(issue.levels)}; {found}"


def actual_bills_fit(parts: Parts) -> Findings:
    """Bills seen in fact are those of makers, by quarter; a maker that the scenario does not have is left out."""
    bills, path = parts["actual"].bills, ("actual", "bills")
    yield from slip_faults(path, (((name,), name) for name in bills), parts["carmakers"] or {}, "carmaker")
    for maker, held in bills.items():
        yield from period_faults((*path, maker), held, QUARTER, "a quarter such as 2025q2")
        yield from ((path, rule) for path, rule in negative_faults((*path, maker), held))


def reports_fit(parts: Parts) -> Findings:
    """What makers reported is by quarter, and what was exported by month."""
    for maker, part in (parts["carmakers"] or {}).items():
        path: KeyPath = ("carmakers", maker, "reported")
        yield from period_faults(path, part.reported, QUARTER, "a quarter such as 2025q2")
        yield from negative_faults(path, part.reported)
    held = parts["industry"].reported_exports if parts["industry"] else {}
    yield from period_faults(("industry", "reported_exports"), held, MONTH, "a month such as 2025-04")


def period_faults(path: KeyPath, names: Iterable[str], form: re.Pattern[str], kind: str) -> Findings:
    """Yield a fault for each key that names no such period."""
    yield from (((*path, name), f"must be under {kind}; found {name}") for name in names if not form.fullmatch(name))


def negative_faults(path: KeyPath, held: Mapping[str, float]) -> Iterator[tuple[Any, str]]:
    """Yield a fault for each bill below 0."""
    yield from (((*path, name), f"must be at least 0; found {bill:g}") for name, bill in held.items() if bill < 0)
