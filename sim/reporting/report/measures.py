"""Measures of comparisons for people: names, units, figures with the digits they deserve."""

from collections.abc import Iterable

from sim.analysis.compare import Difference
from sim.core.party_columns import Keys, column_by_side
from sim.reporting.report import comparison_words as said
from sim.reporting.report.parts import paragraph, plain_text, table
from sim.reporting.report.sources import is_assumed
from sim.reporting.run_text import title
from sim.reporting.words import fixed_text, label
from sim.scenario.checks.flows import flow_components
from sim.scenario.columns import COLUMNS
from sim.scenario.schema.block import number_text
from sim.scenario.schema.scenario import Scenario

SHARES = ("share of worlds",)
DEAR = "bn USD a year"
TOTAL = "bn USD"


def measure_name(name: str) -> str:
    """Return a measure's name in words."""
    if name.endswith(said.OF_MAKERS):
        return said.PROFIT.format(maker=title(name.removesuffix(said.OF_MAKERS)))
    return said.MEASURE_NAMES.get(name, label(name))


def measure_meaning(name: str, meaning: str, scenario: Scenario) -> str:
    """Return what a measure means: of an issue what it is about."""
    if name in scenario.issues:
        return scenario.issues[name].meaning
    return said.MEASURE_MEANINGS.get(name, meaning)


def column_name(name: str, keys: Keys) -> str:
    """Return the name in words of a measure that is a column of a table, in which parties stand by their keys."""
    return measure_name(column_by_side(name, keys))


def column_meaning(name: str, scenario: Scenario) -> str:
    """Return what such a column holds, or what an issue is about; nothing of one that is not known."""
    sided = column_by_side(name, scenario.keys)
    return measure_meaning(sided, COLUMNS.get(sided, ("", ""))[1], scenario)


def measure_unit(unit: str) -> str:
    """Return the unit in which a measure is shown: shares of worlds as percentages, money by its first words."""
    return said.PERCENT_OF_WORLDS if unit in SHARES else DEAR if unit.startswith(DEAR) else unit


def measure_figure(value: float | None, unit: str, sign: str = "") -> str:
    """Return a figure in the unit in which it is shown."""
    if value is None:
        return ""
    return fixed_text(value, 1, sign, 100) if unit in SHARES else fixed_text(value, 2, sign)


def interval_words(low: float | None, high: float | None, unit: str) -> str:
    """Return an interval of differences; nothing where there is none."""
    if low is None or high is None:
        return ""
    return f"{measure_figure(low, unit, '+')} to {measure_figure(high, unit, '+')}"


def measure_column(name: str) -> str:
    """Return the column of worlds.parquet that a measure is made of."""
    return name.replace("_worth", "_value_fixed") if name.endswith("_worth") else name


def measure_rule(found: Difference, deals: bool) -> str:
    """Return how a difference is made."""
    if found.measure.endswith("_worth"):
        return said.WORTH_RULE.format(column=measure_column(found.measure))
    return said.DEALS_RULE if deals else said.ALL_RULE


def fixed_weights_text(scenario: Scenario) -> str:
    """Return what values are, of which the appendix lists the weights."""
    assumed = said.WEIGHTS_ASSUMED if are_weights_assumed(scenario) else ""
    return said.FIXED_WEIGHTS.format(assumed=assumed, losses=said.LOSSES if scenario.precedent else "")


def weights_html(scenario: Scenario) -> str:
    """Return how a deal is valued: the fixed weights of both sides, bn per bn, of what issues on the table bring."""
    both = [weights_on_table(scenario, key) for key in scenario.keys]
    totals = said.FROM_TOTALS if any(part.on_table and part.unit == TOTAL for part in scenario.issues.values()) else ""
    against = said.BELOW_NOTHING if any(weight < 0 for held in both for weight in held.values()) else ""
    assumed = said.WEIGHTS_ARE_ASSUMED if are_weights_assumed(scenario) else ""
    rows = [
        [plain_text(said.COMPONENTS.get(name, label(name))), *(weight_text(held.get(name)) for held in both)]
        for name in dict.fromkeys([*both[0], *both[1]])
    ]
    head = said.WEIGHTS_HEAD.format(assumed=assumed, against=against, totals=totals)
    return "\n".join([paragraph(head), table(said.WEIGHT_COLUMNS, [("", rows)], kind="numbers")])


def weight_text(weight: float | None) -> str:
    """Return a weight; of a component that does not count to a party, a dash."""
    return said.NO_WEIGHT if weight is None else number_text(weight)


def are_weights_assumed(scenario: Scenario) -> bool:
    """Return whether the weights of both parties are assumed."""
    return is_assumed(scenario.party_a.source) and is_assumed(scenario.party_b.source)


def weights_on_table(scenario: Scenario, party: str) -> dict[str, float]:
    """Return the reference weights of a party, but for components that issues off the table alone have."""
    parts = {"issues": scenario.issues, "market": scenario.market, "industry": scenario.industry}
    off, on = (
        {name: part for name, part in scenario.issues.items() if part.on_table == held} for held in (False, True)
    )
    left_out = flow_components({**parts, "issues": off})[0] - flow_components({**parts, "issues": on})[0]
    return {name: weight for name, weight in scenario.reference_of(party).items() if name not in left_out}


def named_levels(scenarios: Iterable[Scenario]) -> str:
    """Return how issues count whose levels have names; nothing where none has."""
    told = {}
    for spec in scenarios:
        for name, part in spec.issues.items():
            if part.on_table and isinstance(part.levels[0], str):
                levels = ", ".join(f"{level} {place}" for place, level in enumerate(part.levels))
                told[name] = said.LEVELS.format(issue=label(name), levels=levels)
    return "; ".join(told.values())
