"""What a run of one world prints: its end, without shares."""

import runs

from sim.analysis.prediction_table import run_figures
from sim.reporting.run_text import run_text


def told(name, world, seed=1):
    outcome = runs.played(name, worlds=20, seed=seed)
    row, spec = outcome.worlds.slice(world, 1), outcome.loaded.scenario
    return run_text(run_figures(row, spec, None), spec, name, seed), row.to_pylist()[0], outcome


def test_a_deal_is_told_by_its_day_and_terms_without_a_share():
    text, row, outcome = told("baseline", 3)
    signed = outcome.calendar.date(row["day"])
    assert row["agreed"]
    assert f"agreed      yes: signed on {signed:%-d %B %Y} by a government with full authority" in text
    assert f"auto tariff {row['auto_tariff']:g} percent;" in text
    assert f"Korea {row['korea_value']:.2f} bn USD a year against no deal after a lapse" in text
    assert "100.0 %" not in text
    assert "[" not in text


def test_a_world_without_a_deal_has_no_terms_and_no_value():
    rows = runs.played("baseline", worlds=20).worlds
    world = rows.column("agreed").to_pylist().index(False)
    text, _, _ = told("baseline", world)
    assert "agreed      no: the talks end without a deal that holds" in text
    assert not [line for line in text.splitlines() if line.startswith(("terms", "value", "division"))]
    assert "duty        Hyundai " in text
