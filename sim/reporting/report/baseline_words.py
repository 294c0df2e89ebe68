"""In what a scenario differs from the baseline, in words and as a table."""

from collections.abc import Iterable, Mapping, Sequence
from textwrap import shorten
from typing import Any

from sim.reporting.report.parts import paragraph, plain_text, table
from sim.reporting.report.words import FROM_BASELINE, MORE_DIFFERENCES, NOT_FROM_BASELINE, NOT_THERE, OWN_PARTIES
from sim.scenario.differences import ScenarioDifference, baseline_data, differences_from
from sim.scenario.schema.block import number_text
from sim.scenario.schema.party_names import party_keys

MOST = 4  # differences that the brief names
ROOM = 300  # letters of all that are named
LONGEST = 48  # letters of what stands in a scenario, where the brief names it


def has_own_parties(data: Mapping[str, Any]) -> bool:
    """Return whether the parties of a scenario, by its plain data, are others than the baseline's."""
    return party_keys(data) != party_keys(baseline_data())


def baseline_sentence(data: Mapping[str, Any]) -> str:
    """Return in what a scenario differs from the baseline, the first few by name; of other parties, that they are."""
    if has_own_parties(data):
        return OWN_PARTIES
    found = differences_from(baseline_data(), data)
    if not found:
        return NOT_FROM_BASELINE
    return FROM_BASELINE + differences_text(found) + "."


def differences_text(found: Sequence[ScenarioDifference]) -> str:
    """Return the first few differences, no more than there is room for, and how many more there are."""
    told = [f"{one.path} {change_text(one)}" for one in found[:MOST]]
    while len(told) > 1 and sum(map(len, told)) > ROOM:
        told.pop()
    left = len(found) - len(told)
    return "; ".join([*told, *([MORE_DIFFERENCES.format(count=left)] if left else [])])


def change_text(one: ScenarioDifference) -> str:
    """Return what stands in a scenario, and in brackets what stands in the baseline."""
    return f"{short_text(one.after)} (there {short_text(one.before)})"


def figure_text(held: Any) -> str:
    """Return what stands at a path of plain data in words."""
    if held is None:
        return NOT_THERE
    if isinstance(held, Mapping):
        text = ", ".join(f"{key} {figure_text(value)}" for key, value in held.items())
    elif isinstance(held, list | tuple):
        text = ", ".join(map(figure_text, held))
    else:
        text = number_text(held) if isinstance(held, int | float) and not isinstance(held, bool) else str(held)
    return text


def short_text(held: Any) -> str:
    """Return what stands at a path, a long block cut short between two words."""
    return shorten(figure_text(held), LONGEST, placeholder=" ...")


def differences_table(found: Iterable[ScenarioDifference], names: tuple[str, str]) -> str:
    """Return the table of all differences; nothing where there are none."""
    rows = [
        [plain_text(one.path), plain_text(figure_text(one.after)), plain_text(figure_text(one.before))] for one in found
    ]
    return table(("Path", *names), [("", rows)]) if rows else paragraph(NOT_FROM_BASELINE)


def baseline_differences(name: str, data: Mapping[str, Any] | None) -> str:
    """Return the table of all in which a scenario differs from the baseline.

    Nothing where it is the baseline, where its parties are others, and where its data are not known.
    """
    found = [] if data is None or has_own_parties(data) else differences_from(baseline_data(), data)
    return differences_table(found, (name, "baseline")) if found else ""
