"""Numbers of a report's first pages are explained there: patterns by name, totals by what a bn of them is worth."""

import runs

from sim.reporting.report.measures import fixed_weights_text
from sim.reporting.report.validity import validity_figures, validity_text


def test_each_pattern_is_named_by_its_number():
    held = validity_figures()
    text = validity_text(runs.loaded("baseline").scenario)
    assert len(held["names"]) == held["all"]
    assert "(1) deals come in the last days before a deadline, (2) hardly any signature before the vote" in text
    assert "(11) carmakers' reported tariff bills are ordinary. In one run" in text
    assert "of the other two, (9) cannot be measured there and (4) is no test" in text


def test_weights_below_0_are_explained_and_totals_lead_on():
    text = fixed_weights_text(runs.loaded("baseline").scenario)
    assert "imports -0.1" in text
    assert "of a weight below 0 more is worse" in text
    assert "(figures: appendix)" in text
    assert "security" not in text  # off the table
