"""Reads a file of textbook cases and judges them: expected, got, within tolerance or not."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import numpy as np
from pydantic import Field, TypeAdapter, ValidationError

from sim.refusal import Refusal
from sim.theory.cases import Answer, AnyCase

SHIPPED = Path(__file__).parent.parent / "data" / "theory_cases.json"
CASE: TypeAdapter[AnyCase] = TypeAdapter(Annotated[AnyCase, Field(discriminator="type")])


@dataclass(frozen=True)
class Verdict:
    """A case, what was expected of it and what came out, by the same names."""

    name: str
    expected: dict[str, Answer]
    got: dict[str, Answer]
    tolerance: float
    ok: bool


def read(path: Path = SHIPPED) -> list[AnyCase]:
    """Return the cases of a file; Refusal with every fault if it cannot be used."""
    try:
        text = path.read_text(encoding="utf-8")
        held = json.loads(text)
    except OSError as fault:
        raise Refusal(f"{path}: cannot be read: {fault.strerror or fault}") from None
    except UnicodeDecodeError:
        raise Refusal(f"{path}: is not UTF-8 text; save the cases as JSON in UTF-8") from None
    except json.JSONDecodeError as fault:
        raise Refusal(f"{path}, line {fault.lineno}: is not JSON: {fault.msg}; check it and the line above") from None
    if not isinstance(held, list) or not held:
        raise Refusal(f"{path}: must hold a list of cases in square brackets; see `sim validate --theory --json`")
    cases, faults = [], []
    for number, given in enumerate(held):
        try:
            cases.append(CASE.validate_python(given))
        except ValidationError as found:
            faults += [f"  case {number + 1}{named(given, text)}: {line}" for line in told(found)]
    faults += [f"  case {n + 1}{named(vars(c), text)}: {line}" for n, c in enumerate(cases) for line in unanswerable(c)]
    if faults:
        raise Refusal("\n".join([f"{path}: {len(faults)} faults; nothing was worked out", *faults]))
    return cases


def named(given: Any, text: str) -> str:
    """Return the name of a case and the line where it stands."""
    name = given.get("name") if isinstance(given, dict) else None
    if not isinstance(name, str):
        return ""
    place = text.find(json.dumps(name))
    return f" ({name}, line {text.count(chr(10), 0, place) + 1})" if place >= 0 else f" ({name})"


def told(found: ValidationError) -> Iterator[str]:
    """Return each fault of a case as a line."""
    for fault in found.errors(include_url=False):
        place = ".".join(str(key) for key in fault["loc"][1:]) or "type"
        given = "" if isinstance(fault["input"], dict | list) else f"; found {fault['input']!r}"
        yield f"{place}: {fault['msg']}{given}"


def unanswerable(case: AnyCase) -> Iterator[str]:
    """Return a line for each expectation that this type of case has no answer to."""
    known = case.answers()
    for name in case.expected:
        if name not in known:
            yield f"expected.{name}: a case of type {case.type} answers {', '.join(known)}"


def judged(case: AnyCase) -> Verdict:
    """Return what comes out of a case, beside what was expected."""
    answers = case.answers()
    got = {name: answers[name]() for name in case.expected}
    ok = all(near(got[name], wanted, case.tolerance) for name, wanted in case.expected.items())
    return Verdict(case.name, case.expected, got, case.tolerance, ok)


def near(got: Answer, wanted: Answer, tolerance: float) -> bool:
    """Return whether a number, or each number of a point, is within the tolerance; None is only like None."""
    if got is None or wanted is None:
        return got is wanted
    one, two = np.atleast_1d(got), np.atleast_1d(wanted)
    return one.shape == two.shape and bool(np.all(np.abs(one - two) <= tolerance))
