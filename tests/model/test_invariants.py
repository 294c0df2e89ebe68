"""What must hold in every world: each rule is broken on purpose in some worlds, and these alone are stopped."""

import json
import warnings
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from places import BASELINE, SCENARIOS

import sim
from sim.analysis.predictions import predict
from sim.core.backend import backend_of
from sim.core.errors import BreachWarning, UserError
from sim.economy.carmakers.lots_state import LotState
from sim.economy.carmakers.supply_chain import SupplyChain
from sim.economy.market.daily_market import DailyMarket
from sim.model import play, signature
from sim.model.meeting import Meeting
from sim.model.partners import day as partners
from sim.model.stages import day as stages
from sim.reporting.diary import diary
from sim.reporting.one_world import pick_world
from sim.runs.run import run
from sim.scenario.invariants import RULES

WORLDS, SEED, AT = 30, 5, 42  # day on which the state is tampered with, one of those on which polls are looked at


@pytest.fixture(scope="module")
def sound():
    """Return the rows of a run in which nothing was tampered with."""
    return run(BASELINE, WORLDS, SEED)


def on_day(monkeypatch, change):
    """Let `change` happen to the state at the end of day AT, before it is looked at."""

    def step(state):
        if state.setting.day == AT:
            change(state)

    steps = [*play.DAY[:-1], ("tampering", step), play.DAY[-1]]
    monkeypatch.setattr(play, "DAY", tuple(steps))


def around(monkeypatch, owner, name, change):
    """Let `change` happen to what a method returns."""
    before = getattr(owner, name)

    def method(self, *args):
        return change(self, before(self, *args))

    monkeypatch.setattr(owner, name, method)


def expect(sound, rule, worlds):
    """Play the run, and hold that a rule was broken in these worlds alone and all others are as they were."""
    with pytest.warns(BreachWarning, match=f"{len(worlds)} of {WORLDS} worlds broke a rule"):
        found = run(BASELINE, WORLDS, SEED)
    assert {(breach.world, breach.rule) for breach in found.breaches} == {(world, rule) for world in worlds}
    left = pc.invert(pc.is_in(sound.worlds.column("world"), pa.array(worlds)))
    assert found.worlds.equals(sound.worlds.filter(left))
    return found


def test_a_sound_run_breaks_no_rule(sound):
    assert sound.breaches == ()
    assert sound.worlds.num_rows == WORLDS


TAMPERED = {
    "clock": lambda state: state.main.ledger.extensions.__setitem__([3, 7], 99),
    "shares": lambda state: state.government.race.published.__setitem__([3, 7], 0.5),
    "finite": lambda state: state.main.ledger.waiting["party_a"].__setitem__([3, 7], np.nan),
}


@pytest.mark.parametrize("rule", TAMPERED)
def test_a_state_that_there_is_not_stops_its_world(rule, sound, monkeypatch):
    on_day(monkeypatch, TAMPERED[rule])
    found = expect(sound, rule, [3, 7])
    assert {breach.day for breach in found.breaches} == {AT}


def test_a_closed_world_that_is_written_again_is_stopped(sound, monkeypatch):
    days = sound.column("day")
    world = int(np.nanargmin(days))  # the first to sign; its vote comes well before the last day

    def write(state):
        if state.setting.day == int(np.nanmin(days)) + 60:
            state.main.ledger.waiting["party_b"][world] += 1e-6

    steps = [*play.DAY[:-1], ("tampering", write), play.DAY[-1]]
    monkeypatch.setattr(play, "DAY", tuple(steps))
    expect(sound, "closed", [world])


def accept(meeting, exchanges, worlds, package=None):
    """Return the exchanges of a meeting, signed in some worlds whatever they are worth."""
    for exchange in exchanges:
        forced = np.isin(exchange.rows, worlds)
        exchange.accepted[forced] = True
        if package is not None:
            exchange.package[forced, 0] = package
        yield exchange


def test_a_signature_below_a_floor_stops_its_world(sound, monkeypatch):
    around(monkeypatch, Meeting, "hold", lambda meeting, made: accept(meeting, made, [3, 7]))
    expect(sound, "floor", [3, 7])


def test_a_signature_off_the_grid_stops_its_world(sound, monkeypatch):
    around(monkeypatch, Meeting, "hold", lambda meeting, made: accept(meeting, made, [3, 7], package=99))
    expect(sound, "grid", [3, 7])


def test_a_signature_without_authority_stops_its_world(sound, monkeypatch):
    """The winner of 3 June signs before its government is formed, in the first meeting after it."""

    def sign(meeting, made):
        unformed = np.flatnonzero(meeting.track.government.formed > meeting.track.setting.day)
        return accept(meeting, made, np.intersect1d(unformed, [3, 7]))

    around(monkeypatch, Meeting, "hold", sign)
    expect(sound, "authority", [3, 7])


def test_a_table_that_is_not_its_components_stops_its_world(sound, monkeypatch):
    signing = [int(world) for world in np.flatnonzero(sound.column("agreed"))[:2]]
    wrong = 1e-6  # bn USD a year: changes no decision, and so no row but the value itself

    def tilt(state):
        if state.setting.day > AT:
            state.administration.signed[signing] += wrong / 6 * (state.setting.day % 2 == 0)
            state.administration.signed[signing] -= wrong / 6 * (state.setting.day % 2 == 1)

    steps = [*play.DAY[:5], ("tampering", tilt), *play.DAY[5:]]
    monkeypatch.setattr(play, "DAY", tuple(steps))
    with pytest.warns(BreachWarning):
        found = run(BASELINE, WORLDS, SEED)
    assert {breach.rule for breach in found.breaches} == {"components"}
    assert {breach.world for breach in found.breaches} <= set(signing)


def taxed(chain, day):
    """Return a day of the chain on which worlds 3 and 7 pay a hundredth more at entry than is due."""
    day.paid[[3, 7]] *= 1.01
    return day


def expensed(chain, day):
    """Return a day of the chain on which worlds 3 and 7 book a hundredth less duty than lies on what they sell."""
    day.expensed[[3, 7]] *= 0.99
    return day


def inflated(trade, items):
    """Return a day's accounts in which the profit of worlds 3 and 7 is a thousand dollars too high, if it is told."""
    if trade.read != 0:
        items["profit_change"][[3, 7]] += 1e-6
    return items


def test_duty_at_another_rate_stops_its_world(sound, monkeypatch):
    around(monkeypatch, SupplyChain, "live_day", taxed)
    with backend_of("numpy"):  # a kernel would not call it
        expect(sound, "duty", [3, 7])


def test_duty_that_goes_astray_between_entry_and_sale_stops_its_world(sound, monkeypatch):
    around(monkeypatch, SupplyChain, "live_day", expensed)
    with backend_of("numpy"):  # a kernel would not call it
        expect(sound, "lots", [3, 7])


def test_profit_that_nobody_paid_stops_its_world(sound, monkeypatch):
    around(monkeypatch, LotState, "live_day", inflated)
    expect(sound, "money", [3, 7])


def unsold(market, found):
    """Let worlds 3 and 7 have a hundredth more buyers than there are."""
    market.nest_shares[[3, 7]] += 0.01
    return found


def test_buyers_who_are_counted_twice_stop_their_world(sound, monkeypatch):
    around(monkeypatch, DailyMarket, "sell_day", unsold)
    expect(sound, "shares", [3, 7])


def priceless(market, found):
    """Let the sales of worlds 3 and 7 be no number."""
    market.sold[[3, 7], 1] = np.nan
    return found


def test_sales_that_are_no_number_stop_their_world(sound, monkeypatch):
    around(monkeypatch, DailyMarket, "sell_day", priceless)
    with np.errstate(invalid="ignore"):
        expect(sound, "finite", [3, 7])


@pytest.mark.parametrize("item", ["duty_paid", "support"])
def test_money_that_leaves_an_account_and_reaches_no_other_stops_its_world(item, sound, monkeypatch):
    """A day's entry is written again, a millionth of a bn USD off: the treasury had another sum."""

    def spoil(state):
        trade = state.industry.trade
        quarter = next(iter(trade.accounts.quarters.values()))
        if state.setting.day == AT:
            quarter[item][[3, 7]] += 1e-6

    steps = [*play.DAY[:-1], ("tampering", spoil), play.DAY[-1]]
    monkeypatch.setattr(play, "DAY", tuple(steps))
    with pytest.warns(BreachWarning):
        found = run(BASELINE, WORLDS, SEED)
    assert {(breach.world, breach.rule) for breach in found.breaches} == {(3, "treasury"), (7, "treasury")}


def test_offers_written_into_a_closed_world_stop_it(sound, monkeypatch):
    world = int(np.nanargmin(sound.column("day")))

    def write(state):
        if state.setting.day == int(np.nanmin(sound.column("day"))) + 60:
            state.main.party_a.offer_memory.turns[world] += 1

    steps = [*play.DAY[:-1], ("tampering", write), play.DAY[-1]]
    monkeypatch.setattr(play, "DAY", tuple(steps))
    expect(sound, "closed", [world])


def test_looking_moves_no_row(sound, monkeypatch):
    for module in (signature, partners, stages):
        monkeypatch.setattr(module, "sound_exchanges", lambda state, track, made: list(made))
    monkeypatch.setattr(signature, "check_stances", lambda state, meeting: None)
    monkeypatch.setattr(play, "DAY", tuple(step for step in play.DAY if "invariants" not in step[0]))
    assert len(play.DAY) == 12
    blind = run(BASELINE, WORLDS, SEED)
    assert blind.worlds.equals(sound.worlds)
    assert blind.accounts.equals(sound.accounts)


@pytest.mark.parametrize("name", ["two_stages_ruling", "japan_played", "defence_threat", "textbook_tactics"])
def test_other_talks_break_no_rule(name):
    assert run(SCENARIOS / f"{name}.yaml", 20, SEED).breaches == ()


def test_every_rule_is_broken_by_a_test_above():
    text = Path(__file__).read_text(encoding="utf-8")
    assert all(f'"{rule}"' in text for rule in RULES)


def test_rows_do_not_depend_on_chunks_where_a_world_is_stopped(monkeypatch):
    around(monkeypatch, Meeting, "hold", lambda meeting, made: accept(meeting, made, worlds_3_and_7(meeting)))
    with pytest.warns(BreachWarning):
        whole, parts = run(BASELINE, 12, SEED), run(BASELINE, 12, SEED, chunk=5)
    assert whole.breaches == parts.breaches
    assert whole.worlds.equals(parts.worlds)
    assert whole.accounts.equals(parts.accounts)
    assert whole.days.equals(parts.days)


def worlds_3_and_7(meeting):
    """Return the rows of worlds 3 and 7 in a chunk."""
    return np.array([3, 7]) - meeting.track.setting.first


def test_a_run_of_which_no_world_is_left_is_refused(monkeypatch):
    around(monkeypatch, Meeting, "hold", lambda meeting, made: accept(meeting, made, [0, 1]))
    with pytest.raises(UserError, match="No world is left"):
        run(BASELINE, 2, SEED)


def test_the_command_says_so_and_ends_with_1(ended, monkeypatch, tmp_path):
    around(monkeypatch, Meeting, "hold", lambda meeting, made: accept(meeting, made, [3, 7]))
    warnings.simplefilter("default", BreachWarning)
    status, out, err = ended("run", BASELINE, "--worlds", 10, "--seed", 5, "--no-figures", "--out", tmp_path / "r")
    assert status == 1
    assert err.startswith("2 of 10 worlds broke a rule and were left out; world 3 on day")
    assert err.count("\n") == 1
    assert "saved" in out
    assert '"rule": "floor"' in (tmp_path / "r" / "manifest.json").read_text(encoding="utf-8")


def test_story_theory_and_figures_go_by_the_worlds_that_are_left(monkeypatch):
    around(monkeypatch, Meeting, "hold", lambda meeting, made: accept(meeting, made, [0, 2]))
    with pytest.warns(BreachWarning):
        found = run(BASELINE, 5, SEED)
    assert found.worlds.column("world").to_pylist() == [1, 3, 4]
    assert predict(found).column("world").to_pylist() == [1, 3, 4]
    assert ", world 1, seed" in diary(found)[0]
    picked = pick_world(found)
    assert picked.row["world"] == picked.world != 0


def test_a_sweep_names_point_and_world(monkeypatch, tmp_path):
    path = tmp_path / "two.yaml"
    path.write_text(
        f"extends: {BASELINE}\nquestion: Two paces?\nworlds: 5\n"
        "sweep: {design: grid, over: {us.weights.headline: {values: [0.2, 0.4]}}, worlds_per_point: 5}\n",
        encoding="utf-8",
    )
    around(monkeypatch, Meeting, "hold", lambda meeting, made: accept(meeting, made, [3, 7]))
    found = sim.sweep(path, tmp_path / "out", seed=1)
    told = json.loads((tmp_path / "out" / "failed.json").read_text(encoding="utf-8"))["worlds"]
    assert [(one["point"], one["world"]) for one in told] == [(0, 3), (1, 2)]  # rows 3 and 7 of the two points' ten
    assert all("breaks the rule `floor`" in one["error"] for one in told)
    assert (found.failed, found.rows) == (2, 8)
