"""A run is the same whatever the chunks, and a world the same in any company."""

import os
import subprocess
import sys
import threading
import time
from dataclasses import replace
from importlib.util import find_spec

import numpy as np
import pytest
from places import SCENARIOS
from runs import assert_chunks_alike, assert_same_run, played

from sim.core.backend import BACKENDS, backend_of
from sim.core.errors import UserError
from sim.runs.chunk import RunSettings
from sim.runs.run import chunk_size, play, run
from sim.scenario.loading import load

BASELINE = SCENARIOS / "baseline.yaml"


@pytest.fixture(scope="module")
def forty():
    return played("baseline", worlds=40)


@pytest.fixture(scope="module")
def in_sevens():
    return run(BASELINE, 40, 1, chunk=7)


def test_chunks_do_not_change_a_bit(forty, in_sevens):
    assert_same_run(in_sevens, forty)
    assert_same_run(assert_chunks_alike(load(BASELINE), 40, 1, 16), forty)


@pytest.mark.parametrize("name", BACKENDS)
def test_processes_or_threads_that_share_the_chunks_do_not_change_a_bit(forty, in_sevens, name):
    done = []
    with backend_of(name):
        shared = run(BASELINE, 40, 1, chunk=7, workers=2, tick=done.append)
    assert shared.worlds.equals(forty.worlds)
    assert shared.accounts.equals(forty.accounts)
    assert shared.days.equals(forty.days)
    assert repr(shared.log) == repr(in_sevens.log)
    assert sorted(shared.scenes) == sorted(forty.scenes)
    assert done == [share / 40 for share in (7, 14, 21, 28, 35, 40)]


class Poison:
    """Kills the process that unpacks it."""

    def __reduce__(self):
        return os._exit, (1,)


def test_a_process_that_dies_is_told_with_its_cure():
    with backend_of("numpy"), pytest.raises(UserError, match=r"a process died at work.*--workers 1"):
        play(replace(load(BASELINE), name=Poison()), RunSettings(4, 1, chunk=2), workers=2)


def test_threads_of_a_run_end_within_a_day_where_one_fails(monkeypatch):
    days, begun = [], threading.Barrier(2, timeout=60)

    def play_chunk(loaded, settings, done, tick):
        begun.wait()
        if done:
            raise ValueError("no such world")
        for day in range(10_000):
            days.append(day)
            tick(day / 10_000)
            time.sleep(0.001)

    monkeypatch.setattr("sim.runs.run.play_chunk_of_run", play_chunk)
    with backend_of("numba"), pytest.raises(ValueError, match="no such world"):
        run(BASELINE, 8, 1, chunk=4, workers=2)
    assert len(days) < 5_000


@pytest.mark.parametrize(
    ("worlds", "workers", "chunk"),
    [(1, 1, 1), (2000, 1, 2000), (8001, 1, 4001), (20_000, 1, 5000), (20_001, 2, 3334), (1_000_000, 2, 5000)],
)
def test_workers_get_equally_many_chunks_of_like_size(worlds, workers, chunk):
    assert chunk_size(worlds, workers) == chunk
    assert -(-worlds // chunk) % workers == 0


@pytest.mark.parametrize("world", [17, 39])  # the first twelve: above
def test_a_world_alone_is_the_same_world(forty, world):
    alone = run(BASELINE, 1, 1, first=world)
    assert alone.worlds.equals(forty.worlds.slice(world, 1))


def test_more_worlds_leave_the_first_ones_as_they_were(forty):
    assert run(BASELINE, 9, 1).worlds.equals(forty.worlds.slice(0, 9))


def test_two_thousand_worlds_are_the_same_in_one_chunk_and_in_four():
    whole = played("baseline")
    parts = run(BASELINE, 2000, 1, chunk=500)
    assert parts.worlds.equals(whole.worlds)
    assert parts.days.equals(whole.days)


def test_seed_zero_is_a_seed(forty):
    zero = run(BASELINE, 40, 0)
    assert zero.settings.seed == 0
    assert zero.worlds.equals(run(BASELINE, 40, 0).worlds)
    assert not zero.worlds.equals(forty.worlds)


def test_the_scenario_says_how_many_worlds_and_which_seed_unless_told():
    loaded = load(BASELINE, ["worlds=3", "seed=5"])
    outcome = run(loaded)
    assert (outcome.settings.worlds, outcome.settings.seed) == (3, 5)


def test_a_changed_figure_leaves_every_other_draw_in_place(forty):
    changed = run(load(BASELINE, ["us.weights.tariff_revenue=0.5"]), 40, 1)
    draws = [name for name in forty.worlds.column_names if "." in name and name != "us.weights.tariff_revenue"]
    assert len(draws) > 50
    for name in draws:
        assert changed.worlds.column(name).equals(forty.worlds.column(name)), name


def test_a_longer_pause_meets_the_same_luck_before_the_first_deadline():
    short, long = played("baseline"), played("long_pause")
    assert short.worlds.column("winner").equals(long.worlds.column("winner"))
    assert short.worlds.column("handover").equals(long.worlds.column("handover"))


@pytest.mark.parametrize(("name", "value"), [("worlds", 0), ("seed", -1), ("chunk", 0), ("first", -2)])
def test_numbers_that_make_no_sense_are_refused(name, value):
    asked = {"worlds": 2, "seed": 1} | {name: value}
    with pytest.raises(ValueError, match=f"{name} must be at least"):
        run(BASELINE, **asked)


def test_no_agreement_is_null_and_never_zero():
    outcome = played("baseline")
    agreed = outcome.column("agreed") > 0
    assert 0 < agreed.sum() < len(agreed)
    for name in ("day", "auto_tariff", "investment", "us_value", "korea_value", "nash_ratio", "us_value_fixed"):
        np.testing.assert_array_equal(np.isfinite(outcome.column(name)), agreed, err_msg=name)
    filled = outcome.column("korea_value_filled")
    assert np.isfinite(filled).all()
    np.testing.assert_array_equal(filled[agreed], outcome.column("korea_value")[agreed])


def test_every_column_says_its_unit_and_meaning():
    for field in played("baseline").worlds.schema:
        assert field.metadata[b"meaning"], field.name


def test_shares_and_values_are_consistent():
    outcome = played("baseline")
    party_a, party_b = (outcome.column(f"{p}_value") - outcome.column(f"{p}_reserve") for p in ("us", "korea"))
    share = outcome.column("us_share")
    known = np.isfinite(share)
    np.testing.assert_allclose(share[known], party_a[known] / (party_a + party_b)[known])
    assert np.nanmin(outcome.column("frontier_distance")) >= 0
    assert np.all(party_a[known] > -1e-9), "nobody signs below its reserve"
    assert np.all(party_b[known] > -1e-9), "nobody signs below its reserve"


def test_days_are_those_of_the_calendar():
    outcome = played("baseline", worlds=50)
    agreed = outcome.worlds.filter(outcome.worlds.column("agreed")).to_pylist()
    for row in agreed:
        assert outcome.calendar.date(row["day"]) == row["date"]
        assert row["days_left"] is None or row["days_left"] >= 0
        assert (row["days_left"] is None) == (row["phase"] == "after_lapse")


def test_a_run_may_keep_no_days_and_tell_no_world(forty):
    bare = play(load(BASELINE), RunSettings(40, 1, chunk=16, daily=0, in_full=0))
    assert bare.worlds.equals(forty.worlds)
    assert bare.accounts.equals(forty.accounts)
    assert (bare.series, bare.log, bare.scenes) == ({}, [], {})
    assert bare.days.schema.equals(forty.days.schema)
    assert bare.days.num_rows == 0


def test_the_first_short_call_goes_without_kernels_and_later_ones_have_them():
    code = (
        f"import sim, sys; rows = [sim.run({str(BASELINE)!r}, 2, 1).table]; first = 'numba' in sys.modules;"
        f"rows.append(sim.run({str(BASELINE)!r}, 2, 1).table); print(rows[0] == rows[1], first, 'numba' in sys.modules)"
    )
    kept = {name: value for name, value in os.environ.items() if name != "NINETY_DAYS_BACKEND"}
    done = subprocess.run([sys.executable, "-c", code], env=kept, capture_output=True, text=True, check=True)
    assert done.stdout == f"True False {find_spec('numba') is not None}\n"


@pytest.mark.parametrize(("worlds", "beside"), [(10_000, "play_in_processes"), (9999, "play_in_threads")])
def test_long_runs_by_kernels_go_to_processes_and_short_ones_to_threads(monkeypatch, worlds, beside):
    def stop(*given):
        raise LookupError(beside)

    monkeypatch.setattr("sim.runs.run." + beside, stop)
    with backend_of("numba"), pytest.raises(LookupError, match=beside):
        run(BASELINE, worlds, 1, workers=2)


def test_worlds_recorded_in_full_were_called_told():
    with pytest.warns(DeprecationWarning, match=r"told=\.\.\.\) is called recorded=\.\.\. now"):
        old = run(SCENARIOS / "baseline.yaml", 3, 1, told=2)
    new = run(SCENARIOS / "baseline.yaml", 3, 1, recorded=2)
    assert old.settings.in_full == new.settings.in_full == 2
    assert {entry["world"] for entry in old.log} == {entry["world"] for entry in new.log} == {0, 1}
