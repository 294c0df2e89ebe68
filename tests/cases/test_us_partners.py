"""Other partners before the baseline's United States: nothing but data differs, and the page says what comes out."""

import re

import numpy as np
import pytest
import yaml
from places import DOCS, SCENARIOS
from runs import loaded, played

PARTNERS = {"us_japan_2025": "Japan", "us_eu_2025": "EU", "us_uk_2025": "Britain"}
WORLDS = 300
NOTES = {"note", "source"}
RATES = ("auto_tariff", "reciprocal_tariff")

every_partner = pytest.mark.parametrize("name", PARTNERS)


def data_of(name):
    return yaml.safe_load((SCENARIOS / f"{name}.yaml").read_text(encoding="utf-8"))


def figures(held):
    """Return plain data without what is only said of figures."""
    if isinstance(held, dict):
        return {key: figures(value) for key, value in held.items() if key not in NOTES}
    return held


def numbers(text):
    return [float(number) for number in re.findall(r"\d+(?:\.\d+)?", text)]


def said():
    """Return the rows of the table on the page: deals with interval, then median, interval, middle and 2025, twice."""
    page = (DOCS / "explanation" / "validity.md").read_text(encoding="utf-8").split("## Other partners of 2025")[1]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in page.split("\n") if line.startswith("| ")]
    return {row[0]: [numbers(cell) for cell in row[1:]] for row in rows[1:] if row[0] in PARTNERS.values()}


@pytest.fixture(scope="module")
def baseline():
    return data_of("baseline")


@every_partner
def test_the_united_states_are_the_baselines_figure_by_figure(name, baseline):
    case = data_of(name)
    ours, theirs = figures(case["us"]), figures(baseline["us"])
    weights, all_weights = ours.pop("weights"), theirs.pop("weights")
    assert ours == theirs
    assert weights == {component: all_weights[component] for component in weights}
    assert figures(case["deadline"]) == figures(baseline["deadline"])
    precedent = figures(case["precedent"])
    assert precedent == {key: figures(baseline["precedent"])[key] for key in precedent}
    partner, korea = (figures(held) for held in (case[list(case["parties"])[1]], baseline["korea"]))
    for key in ("tactic", "opponent", "acceptance", "opening", "doubt", "extension_belief"):
        assert partner[key] == korea[key]


@every_partner
def test_the_page_says_what_was_signed_in_2025(name):
    row, terms = said()[PARTNERS[name]], loaded(name).scenario.actual.terms
    assert [row[3], row[6]] == [[terms[issue]] for issue in RATES]


@every_partner
def test_the_first_of_its_worlds_agree_with_what_the_page_says_of_all(name):
    row, outcome = said()[PARTNERS[name]], played(name, worlds=WORLDS)
    share = row[0][0] / 100
    agreed = outcome.column("agreed") > 0
    assert abs(agreed.mean() - share) < 4.5 * np.sqrt(share * (1 - share) / WORLDS)
    for issue, (median, middle) in zip(RATES, ((row[1], row[2]), (row[4], row[5])), strict=True):
        rates = outcome.column(issue)[agreed]
        low, high = middle
        assert low <= np.median(rates) <= high
        assert median[1] <= median[0] <= median[2]
        assert np.mean((rates < low) | (rates > high)) < 0.1 + 4.5 * np.sqrt(0.1 * 0.9 / agreed.sum())


def test_the_page_says_whether_the_order_of_2025_holds():
    """The words follow the figures, whichever way they fall: Britain's rate was the lowest, the others' were equal."""
    page = " ".join((DOCS / "explanation" / "validity.md").read_text(encoding="utf-8").split())
    medians = {partner: (row[1][0], row[4][0]) for partner, row in said().items()}
    assert set(medians) == set(PARTNERS.values())
    for place, words in ((0, "**Cars: the order fails.**"), (1, "**Other goods: Britain's is the lowest**")):
        lowest = medians["Britain"][place] < min(medians["Japan"][place], medians["EU"][place])
        assert (words in page) == (lowest if place else not lowest)
