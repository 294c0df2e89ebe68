"""A scenario as known on a day: what gives way, to what, and what stays."""

import datetime as dt
from pathlib import Path

import numpy as np
import pytest

from sim.runs.run import run
from sim.scenario.as_known import as_known, load_as_known
from sim.scenario.faults import ScenarioError
from sim.scenario.loading import load
from sim.scenario.schema.quantity import Quantity

BASELINE = Path("scenarios/baseline.yaml").resolve()
MAY, LATE = dt.date(2025, 5, 15), dt.date(2026, 1, 1)


def variant(tmp_path, text):
    file = tmp_path / "variant.yaml"
    file.write_text(f"extends: {BASELINE}\n{text}")
    return load(file)


def test_once_all_is_known_nothing_gives_way():
    loaded = load(BASELINE)
    known = as_known(loaded, LATE)
    assert known.replaced == ()
    assert known.scenario == loaded.scenario


def test_a_later_figure_gives_way_to_its_range_and_one_of_its_own_earlier_day_stays():
    spec = as_known(load(BASELINE), MAY).scenario
    assert spec.precedent.price.share.uniform == (0, 1)  # the block's day, 31 July
    assert spec.precedent.believed_rate.triangular == (10, 20, 25)  # its own day, 9 April
    assert spec.party_a.weights["headline"].value == 1  # assumed: known from the start


def test_a_stated_prior_is_played_in_place_of_the_range(tmp_path):
    share = "{value: 0.5, range: [0, 1], known_by: 2025-07-22, prior: {triangular: [0, 0.2, 1]}}"
    loaded = variant(tmp_path, f"precedent: {{price: {{share: {share}}}}}")
    assert as_known(loaded, MAY).scenario.precedent.price.share.triangular == (0, 0.2, 1)
    assert as_known(loaded, dt.date(2025, 7, 22)).scenario.precedent.price.share.value == 0.5  # known that very day


def test_a_later_figure_without_prior_and_range_is_a_fault(tmp_path):
    loaded = variant(tmp_path, "industry: {discount: {value: 0.1, range: null, known_by: 2025-09-01, source: x}}")
    data = loaded.data
    data["industry"]["discount"].pop("range", None)
    with pytest.raises(ScenarioError, match="neither `prior` nor `range`"):
        as_known(loaded, MAY)


def test_a_prior_is_held_to_the_bounds_of_its_figure(tmp_path):
    with pytest.raises(ScenarioError, match="must be at most 1"):
        variant(tmp_path, "precedent: {price: {share: {value: 0.5, prior: {uniform: [0, 2]}}}}")


def test_a_peers_deal_gives_way_to_dates_after_the_day_and_to_drawn_terms():
    known = as_known(load(BASELINE), MAY)
    (event,) = known.scenario.events
    assert event.date is None
    assert event.between == (dt.date(2025, 5, 16), dt.date(2025, 12, 31))
    later = as_known(load(BASELINE), dt.date(2025, 7, 1)).scenario.events[0]
    assert later.between == (dt.date(2025, 7, 2), dt.date(2025, 12, 31))
    outcome = run(known, 400, 1)
    rate = outcome.column("events[0].peer.auto_tariff")
    assert 11 < rate.mean() < 14  # uniform from 0 to 25: mean 12.5, standard error .36
    assert rate.min() < 2
    assert rate.max() > 23


def test_a_grid_is_widened_never_narrowed(tmp_path):
    narrow = variant(tmp_path, "issues: {lng: {levels: [0, 10, 20]}}")
    assert as_known(narrow, MAY).scenario.issues["lng"].levels == [0, 2, 4, 6, 8, 10, 15, 20, 25, 30, 35, 40]
    assert as_known(narrow, LATE).scenario.issues["lng"].levels == [0, 10, 20]
    wide = variant(tmp_path, "issues: {lng: {levels: [0, 20, 50]}}")
    assert as_known(wide, MAY).scenario.issues["lng"].levels == [0, 20, 50]


def test_what_gave_way_is_listed_once_each():
    known = as_known(load(BASELINE), MAY)
    paths = [one.path for one in known.replaced]
    assert len(paths) == len(set(paths))
    assert {"events.japan_deal", "deadline.extension_days", "precedent.price.share"} <= set(paths)
    assert not [path for path in paths if path.startswith("actual")]


def test_settings_of_a_point_stand_on_top_of_the_priors():
    known = load_as_known(BASELINE, (), MAY, ["precedent.price.share=0.3"])
    assert known.scenario.precedent.price.share.value == 0.3
    assert load_as_known(BASELINE, ["precedent.price.share=0.3"], MAY).scenario.precedent.price.share.uniform == (0, 1)


def test_every_shipped_scenario_can_be_read_as_known_in_may():
    for file in sorted(Path("scenarios").glob("*.yaml")):
        assert load_as_known(file, (), MAY).scenario.question


def test_terms_of_a_peer_that_are_one_number_in_every_world_give_the_rows_of_a_plain_number():
    loaded = load(BASELINE)
    event = loaded.scenario.events[0]
    drawn = {name: Quantity(value=level) for name, level in event.peer.items()}
    spec = loaded.scenario.model_copy(update={"events": [event.model_copy(update={"peer": drawn})]})
    plain = run(loaded, 50, 2).worlds
    other = run(type(loaded)(spec, loaded.data, loaded.name), 50, 2).worlds
    assert plain.column_names == other.column_names
    np.testing.assert_array_equal(plain.column("us_value").to_numpy(), other.column("us_value").to_numpy())
