"""A reader of negotiation domains of two parties in the formats of GENIUS (XML) and GeniusWeb (JSON).

GENIUS: an option is worth weight x evaluation / the largest evaluation of its issue in that profile; an
integer issue is worth weight x (offset + slope x number), not scaled.  Files may be Latin-1, hold bare
`&`, count from 0 or 1, and name an option twice, of which the last counts.
GeniusWeb: an option is worth weight x value, and 0 where the table misses it; a reservation there is
a bid, which these domains do not have.

Values are rounded to 9 decimals an option, as they were for the published answers.  In the domain
`7issues` that makes 354 points of a frontier of 338: two of its issues tie exactly for one party, and
rounding unties them.

The folder with domains is named by the environment variable NINETY_DAYS_DOMAINS; it holds
`reference.json`, which says which two profiles of each domain belong together.
"""

import json
import math
import os
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import numpy as np
import pytest

VARIABLE = "NINETY_DAYS_DOMAINS"
MOST_OPTIONS = 100_000  # of an issue of numbers
ENTITY = re.compile(r"&(?!(?:#\d+|#x[0-9a-fA-F]+|\w+);)")

Profile = dict[str, dict[str, float]]  # issue, option: value


def named() -> Path | None:
    """Return the folder with domains, or None if the environment names none."""
    return Path(os.environ[VARIABLE]) if os.environ.get(VARIABLE) else None


def reference() -> dict:
    """Return the published answers by name of domain; nothing without the folder."""
    folder = named()
    return json.loads((folder / "reference.json").read_text(encoding="utf-8")) if folder else {}


def every_domain(test):
    """Give a test the name of each domain of the folder, or skip it where there is none."""
    names = list(reference())
    missing = pytest.param("", marks=pytest.mark.skip(reason=f"{VARIABLE} does not name a folder with domains"))
    return pytest.mark.parametrize("domain", names or [missing])(test)


def tables(folder: Path) -> tuple[list[np.ndarray], list[np.ndarray], tuple[float, float]]:
    """Return what each option of each issue is worth to both parties, and their reservation values."""
    pair = json.loads((folder.parent / "reference.json").read_text(encoding="utf-8"))[folder.name]["pair"]
    first, second = (profile(folder / name) for name in pair)
    options = {issue: list(dict.fromkeys([*first[0][issue], *second[0][issue]])) for issue in first[0]}
    party_a, party_b = (
        [np.round([values[issue].get(option, 0.0) for option in options[issue]], 9) for issue in options]
        for values in (first[0], second[0])
    )
    return party_a, party_b, (first[1], second[1])


class DomainError(ValueError):
    """A file that is no profile of a domain."""


def profile(path: Path) -> tuple[Profile, float]:
    """Return the values of one party and its reservation value, 0 if the file has none; DomainError if it is none."""
    read = genius if path.suffix == ".xml" else geniusweb
    try:
        found, reservation = read(text(path))
    except (ArithmeticError, AttributeError, LookupError, RecursionError, SyntaxError, TypeError, ValueError) as wrong:
        told = str(wrong)[:80] if isinstance(wrong, SyntaxError | ValueError) else "something in it has another form"
        raise DomainError(f"{path.name} is no profile: {told}") from wrong
    if not all(math.isfinite(value) for options in found.values() for value in [reservation, *options.values()]):
        raise DomainError(f"{path.name} holds a value that is no finite number")
    return found, reservation


def text(path: Path) -> str:
    """Return a file as text, in UTF-8 if it is that, else in Latin-1."""
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def genius(content: str) -> tuple[Profile, float]:
    """Return the values and the reservation value of a profile in XML."""
    if re.search("<!(DOCTYPE|ENTITY)", content, re.IGNORECASE):
        raise ValueError("declares a document type: entities of a file's own are not read")
    root = ET.fromstring(ENTITY.sub("&amp;", re.sub(r"^\s*<\?xml[^>]*\?>", "", content)))
    space = root if root.tag == "utility_space" else root.find("utility_space")
    objective = space.find("objective")
    weights = {weight.get("index"): float(weight.get("value")) for weight in objective.findall("weight")}
    found = {
        issue.get("name"): genius_issue(issue, weights[issue.get("index")]) for issue in objective.findall("issue")
    }
    reservation = space.find("reservation")
    return found, 0.0 if reservation is None else float(reservation.get("value"))


def genius_issue(issue: ET.Element, weight: float) -> dict[str, float]:
    """Return what each option of one issue is worth."""
    line = issue.find("evaluator[@slope]")
    if line is not None:
        numbers = range(int(issue.get("lowerbound")), int(issue.get("upperbound")) + 1)
        if len(numbers) > MOST_OPTIONS:
            raise DomainError(f"an issue has {len(numbers)} numbers, more than {MOST_OPTIONS}")
        offset, slope = float(line.get("offset")), float(line.get("slope"))
        return {str(number): weight * (offset + slope * number) for number in numbers}
    scores = {item.get("value"): float(item.get("evaluation")) for item in issue.findall("item")}
    largest = max(scores.values())
    return {option: weight * score / largest if largest else 0.0 for option, score in scores.items()}


def geniusweb(content: str) -> tuple[Profile, float]:
    """Return the values of a profile in JSON, whose reservation value is 0."""
    space = json.loads(content)["LinearAdditiveUtilitySpace"]
    found = {}
    for issue, options in space["domain"]["issuesValues"].items():
        held = space["issueUtilities"].get(issue, {})
        table = held.get("DiscreteValueSetUtilities", held.get("discreteutils", {})).get("valueUtilities", {})
        weight = space["issueWeights"].get(issue, 0.0)
        found[issue] = {option: weight * table.get(option, 0.0) for option in options["values"]}
    return found, 0.0
