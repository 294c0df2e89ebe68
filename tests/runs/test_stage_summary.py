"""What a run says of stages and rulings, by hand."""

import numpy as np
import pyarrow as pa
from runs import played

from sim.analysis.prediction_table import run_figures
from sim.reporting.run_text import run_text
from sim.runs.stage_summary import summarize_rulings, survival_by_parts


def test_the_chance_of_outliving_a_ruling_by_thirds_of_a_figure():
    figure = np.array([5.0, 1.0, 3.0, 2.0, 9.0, 4.0, 6.0])
    survived = np.array([1.0, 0.0, 1.0, 0.0, np.nan, 0.0, 1.0])
    parts = survival_by_parts(figure, survived, np.isfinite(survived))
    assert [(part["low"], part["high"], part["survived"]) for part in parts] == [(1, 2, 0), (3, 4, 0.5), (5, 6, 1)]


def test_rulings_are_counted_among_deals_they_met():
    table = pa.table({"survived": [True, None, False, True], "statutes.law.sunk.us": [1.0, 2.0, 3.0, 4.0]})
    held = summarize_rulings(table)["rulings"]
    assert (held["worlds"], held["met"], held["survived"]) == (3, 0.75, 2 / 3)
    assert [part["low"] for part in held["by_figure"]["statutes.law.sunk.us"]] == [1, 3, 4]
    assert summarize_rulings(pa.table({"day": [1]})) == {}


def test_a_run_prints_its_stages():
    outcome = played("two_stages", worlds=200, seed=3, told=200)
    spec = outcome.loaded.scenario
    text = run_text(run_figures(outcome.worlds, spec), spec, "two_stages", 3)
    assert "text        in " in text
    assert "in force    auto tariff 1 " in text
    assert "enacted     " in text
    plain = played("baseline", worlds=20)
    assert "enacted" not in run_text(run_figures(plain.worlds, plain.loaded.scenario), plain.loaded.scenario, "b", 3)
