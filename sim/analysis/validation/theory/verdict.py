"""Reads a file of textbook cases and judges them: expected, got, within tolerance or not."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, get_args

import numpy as np
from pydantic import Field, TypeAdapter, ValidationError

from sim.analysis.validation.theory.cases import Answer, AnyCase
from sim.core.errors import UserError

SHIPPED = Path(__file__).parent / "cases.json"
TYPES = [get_args(kind.model_fields["type"].annotation)[0] for kind in get_args(AnyCase)]
CASE: TypeAdapter[AnyCase] = TypeAdapter(Annotated[AnyCase, Field(discriminator="type")])


@dataclass(frozen=True)
class TheoryVerdict:
    """A case, what was expected of it and what came out, by the same names."""

    name: str
    expected: dict[str, Answer]
    got: dict[str, Answer]
    tolerance: float
    ok: bool


def read_cases(path: Path = SHIPPED) -> list[AnyCase]:
    """Return the cases of a file; UserError with every fault if it cannot be used."""
    text, held = read_case_list(path)
    cases, faults, place = [], [], 0
    for number, given in enumerate(held, start=1):
        name, place = locate_case(given, text, place)
        try:
            case = CASE.validate_python(given)
            found = list(unanswerable(case))
            cases.append(case)
        except ValidationError as wrong:
            found = fault_lines(wrong)
        except UserError as wrong:
            found = [str(wrong)]
        faults += [f"  case {number}{name}: {line}" for line in found]
    if faults:
        count = f"{len(faults)} fault{'s' if len(faults) > 1 else ''}"
        raise UserError("\n".join([f"{path}: {count}; nothing was worked out", *faults]))
    return cases


def read_case_list(path: Path) -> tuple[str, list[Any]]:
    """Return the text of a file and the cases in it, as they stand; UserError if it holds no list."""
    try:
        text = path.read_text(encoding="utf-8")
        held = json.loads(text)
    except OSError as fault:
        raise UserError(f"{path}: cannot be read: {fault.strerror or fault}") from None
    except UnicodeDecodeError:
        raise UserError(f"{path}: is not UTF-8 text; save the cases as JSON in UTF-8") from None
    except json.JSONDecodeError as fault:
        raise UserError(f"{path}, line {fault.lineno}: is not JSON: {fault.msg}; check it and the line above") from None
    except (ValueError, RecursionError):
        raise UserError(f"{path}: is not JSON that can be used: brackets too deep, or a number too long") from None
    if not isinstance(held, list) or not held:
        raise UserError(f"{path}: must hold a list of cases in square brackets; see `sim validate --theory --json`")
    return text, held


def locate_case(given: Any, text: str, begin: int) -> tuple[str, int]:
    """Return the name of a case and the line where it stands, looked for from `begin`, and where to go on."""
    name = given.get("name") if isinstance(given, dict) else None
    if not isinstance(name, str):
        return "", begin
    forms = "|".join(re.escape(json.dumps(name, ensure_ascii=plain)) for plain in (True, False))
    found = re.compile(rf'"name"\s*:\s*({forms})').search(text, begin)
    if found is None:
        return f" ({name})", begin
    return f" ({name}, line {text.count(chr(10), 0, found.start(1)) + 1})", found.end()


def fault_lines(wrong: ValidationError) -> list[str]:
    """Return the faults of a case, a line each; of a key that may have several forms, one."""
    lines: dict[str, str] = {}
    for fault in wrong.errors(include_url=False):
        path = [str(key) for key in fault["loc"] if "[" not in str(key)][1:]
        forms = "game.proposer" if path[:2] == ["game", "proposer"] and path[-1:] != ["coin"] else ""
        lines.setdefault(forms or ".".join(path) or "type", sentence(fault, forms))
    return [f"{place}: {line}" for place, line in lines.items()]


def sentence(fault: Any, forms: str) -> str:
    """Return what is wrong, in words."""
    given = "" if isinstance(fault["input"], dict | list) else f"; found {fault['input']!r}"
    if forms:
        return f"must be alternate_1_first, alternate_2_first or {{coin: share}}{given}"
    if fault["type"] in ("union_tag_invalid", "union_tag_not_found"):
        found = fault.get("ctx", {}).get("tag")
        return f"must be one of {', '.join(TYPES)}; found {found or 'none'}"
    if fault["type"] == "model_attributes_type":
        return f"must be a case in curly brackets{given}"
    said = str(fault["msg"]).removeprefix("Value error, ").removeprefix("Input should be ")
    words = {"Extra inputs are not permitted": "no such key", "Field required": "is missing"}
    return f"{words.get(said, f'must be {said}' if 'Input' in fault['msg'] else said)}{given}"


def unanswerable(case: AnyCase) -> Iterator[str]:
    """Return a line for each expectation that this type of case has no answer to."""
    known = case.answers()
    for name in case.expected:
        if name not in known:
            yield f"expected.{name}: a case of type {case.type} answers {', '.join(known)}"


def judge_case(case: AnyCase) -> TheoryVerdict:
    """Return what comes out of a case, beside what was expected."""
    answers = case.answers()
    got = {name: answers[name]() for name in case.expected}
    ok = all(is_within_tolerance(got[name], wanted, case.tolerance) for name, wanted in case.expected.items())
    return TheoryVerdict(case.name, case.expected, got, case.tolerance, ok)


def is_within_tolerance(got: Answer, wanted: Answer, tolerance: float) -> bool:
    """Return whether a number, or each number of a point, is within the tolerance; None is only like None."""
    if got is None or wanted is None:
        return got is wanted
    one, two = np.atleast_1d(got), np.atleast_1d(wanted)
    return one.shape == two.shape and bool(np.all(np.abs(one - two) <= tolerance))
