"""What `sim bench` measures and prints, and the promises of speed and memory that it holds the model to."""

import json
import re
from dataclasses import replace
from importlib.util import find_spec

import numpy as np
import pytest
from command import WHOLE_BENCH as WHOLE
from command import process
from places import SCENARIOS
from tiny_bench import TINY

from sim.bargaining.domains import additive_domain, unit_pie
from sim.bench import long_runs, memory, plain_mesa, starts
from sim.bench import profile as steps
from sim.bench import throughput as worlds
from sim.bench.line import BenchLine, Promise
from sim.bench.mesa_rate import table
from sim.bench.negotiations import LEVELS, ROUNDS, faratin_betas, sessions, shared_domain
from sim.bench.processes import in_fresh_process
from sim.bench.registry import BENCHES
from sim.bench.settings import FULL, QUICK, Bench
from sim.bench.side_work import Taken
from sim.cli.bench import NAMES, ONLY_HELP
from sim.core.backend import backend
from sim.model import play as day_by_day
from sim.runs import chunk as play
from sim.runs.run import run
from sim.scenario.loading import load
from sim.tactics.bidding.timed import polynomial

BASELINE = SCENARIOS / "baseline.yaml"
PROFILED = {f"ms per {size.profiled} worlds" for size in (TINY, QUICK)}
UNITS = {"sessions/s", "worlds/s", "ratio", "ms", "s", "MB", "percent", *PROFILED}


@pytest.fixture
def tiny(monkeypatch):
    monkeypatch.setattr("sim.bench.settings.QUICK", TINY)


def measured(text):
    """Return the lines of a bench, each of which must be a sound JSON object."""
    found = [json.loads(line) for line in text.splitlines()]
    for line in found:
        assert line["bench"] in NAMES
        assert line["what"]
        assert line["unit"] in UNITS, line
        assert line["least"] <= line["median"] <= line["most"], line
        assert line["repeats"] >= 1
        assert line["spread_over"] in {"runs", worlds.FIFTHS, "fifths of the chunks"}
        assert "seed" in line
        assert line["backend"] == backend()
        assert line.get("clock") in {"processor", "wall", None}
        assert ("promise" in line) == ("kept" in line)
    return found


# --- lines -----------------------------------------------------------------------------------------


def test_a_line_tells_its_unit_its_spread_and_whether_its_promise_is_kept():
    line = BenchLine("alone", "cost", "ratio", [0.3, 0.1, 0.2], {"worlds": 5}, promise=Promise("at most", 0.2))
    assert line.as_data == {
        "bench": "alone",
        "what": "cost",
        "unit": "ratio",
        "median": 0.2,
        "least": 0.1,
        "most": 0.3,
        "repeats": 3,
        "spread_over": "runs",
        "clock": "processor",
        "worlds": 5,
        "promise": "at most 0.2",
        "kept": True,
    }
    assert not replace(line, promise=Promise("at least", 0.21)).as_data["kept"]
    assert not replace(line, promise=Promise("at most", 0.2, each=True)).as_data["kept"]


@pytest.mark.usefixtures("tiny")
@pytest.mark.parametrize("name", ["negotiation", "negmas", "alone", "steps"])
def test_each_line_is_json_with_its_unit_and_spread(told, name):
    found = measured(told("bench", "--quick", "--only", name))
    assert {line["bench"] for line in found} == {name}
    assert {line["repeats"] for line in found} == {TINY.repeats}


@pytest.mark.slow
def test_the_whole_bench_prints_every_bench_in_order(told):
    found = measured(told(*WHOLE.split()[1:]))
    assert list(dict.fromkeys(line["bench"] for line in found)) == list(NAMES)
    assert {line["repeats"] for line in found if line["spread_over"] == "runs"} <= {QUICK.repeats, 1}


@pytest.mark.usefixtures("tiny")
def test_repeats_are_as_many_as_asked_for(told):
    found = measured(told("bench", str(BASELINE), "--quick", "--only", "negotiation,steps", "--repeats", 1, "--json"))
    assert {line["bench"] for line in found} == {"negotiation", "steps"}
    assert {line["repeats"] for line in found} == {1}


def test_the_names_of_the_command_are_those_of_the_benches_and_stand_in_its_help():
    assert tuple(BENCHES) == NAMES
    assert all(name in ONLY_HELP for name in NAMES)


def test_what_is_not_installed_is_refused_by_name_and_left_out_of_the_whole(ended, monkeypatch):
    monkeypatch.setattr("sim.cli.bench.has_negmas", lambda: False)
    status, out, err = ended("bench", "--only", "negmas")
    assert (status, out) == (1, "")
    assert "negmas is not installed" in err
    monkeypatch.setattr("sim.bench.registry.BENCHES", {name: lambda _: iter(()) for name in NAMES})
    status, out, err = ended("bench", "--quick")
    assert (status, out) == (0, "")
    assert "negmas is left out" in err


def test_a_million_goes_on_from_a_hundred_thousand():
    assert FULL.with_million().two == (*FULL.two, 1_000_000)
    assert FULL.with_million().with_ten_million().long == (*FULL.long, 1_000_000, 10_000_000)
    assert FULL.two[-1] == 100_000


# --- from the shell ---------------------------------------------------------------------------------


@pytest.fixture
def shell(monkeypatch):
    """Have commands take a second and ten microseconds a world by NumPy, a quarter second more by numba; 500 MB."""

    def take(side, words):
        worlds = words[words.index("--worlds") + 1]
        return Taken(1 + 1e-5 * worlds + 0.25 * (side.backend == "numba"), 1.0), 500.0 + worlds / 1000

    monkeypatch.setattr(long_runs, "time_command", take)
    monkeypatch.setattr(starts, "time_command", take)


def test_time_and_memory_of_long_runs_are_held_against_those_of_a_hundred_thousand_worlds(shell):
    size = replace(QUICK, repeats=2, long=(50_000, 100_000, 1_000_000))
    found = list(long_runs.bench_long_runs(Bench(BASELINE, load(BASELINE), size)))
    assert [line.unit for line in found] == ["ms", "MB"] * 3 + ["ratio"] * 4
    assert [len(line.values) for line in found] == [2, 2, 2, 2, 1, 1, 2, 1, 2, 1]
    assert {round(line.values[0], 4) for line in found if line.unit == "ms"} == {0.01}
    ratios = {(line.what.split()[0], line.setting["worlds"]): line for line in found if line.unit == "ratio"}
    assert ratios["time", 1_000_000].values == pytest.approx([1], rel=1e-4)
    assert ratios["time", 1_000_000].as_data["kept"]
    assert ratios["largest", 1_000_000].values == pytest.approx([1500 / 600])
    assert not ratios["largest", 1_000_000].as_data["kept"]


@pytest.mark.skipif(find_spec("numba") is None, reason="numba is not installed")
def test_a_start_by_kernels_is_held_against_one_by_numpy(shell):
    kernels, arrays, more = starts.bench_starts(Bench(BASELINE, load(BASELINE), replace(QUICK, repeats=3)))
    assert kernels.values == pytest.approx([1.25001] * 3)
    assert arrays.values == pytest.approx([1.00001] * 3)
    assert more.values == pytest.approx([0.25] * 3)
    assert more.as_data["kept"]


# --- worlds ----------------------------------------------------------------------------------------


def test_chunks_played_by_workers_are_the_rows_of_a_run():
    whole = run(load(BASELINE), 5, 1)
    parts = [worlds.rows_of((BASELINE, 1, first, count)) for first, count in ((0, 3), (3, 2))]
    assert [row for part, _ in parts for row in part.to_pylist()] == whole.worlds.to_pylist()
    assert sum(len(accounts) for _, accounts in parts) == len(whole.accounts)


def test_a_chunk_far_into_a_run_keeps_next_to_nothing_by_day():
    table, accounts = worlds.rows_of((BASELINE, 1, play.DAYS_KEPT + 5, 2))
    assert table.column("world").to_pylist() == [play.DAYS_KEPT + 5, play.DAYS_KEPT + 6]
    assert len(accounts) > 0


def test_the_cost_of_a_world_in_long_runs_is_held_against_that_in_shorter_ones():
    bench = Bench(BASELINE, load(BASELINE))
    lines = list(worlds.growth(bench, {1_000: [2.0], 10_000: [1.0, 1.0, 2.0], 100_000: [1.1, 1.2, 1.3]}))
    last = lines[-1].as_data
    assert (last["unit"], last["median"], last["worlds"], last["over_worlds"]) == ("ratio", 1.2, 100_000, 10_000)
    assert last["kept"]
    assert sum(line.promise is not None for line in lines) == 1


# --- a plain talk ----------------------------------------------------------------------------------

CUT = [k / 10 for k in range(11)]  # a pie in ten pieces, what the first side gets


def talked(betas, rounds=11):
    """Return the last round and the package of one plain talk about a pie."""
    first, second = ([beta] for beta in betas)
    plain_mesa.prepare(plain_mesa.MesaTable(([CUT], [CUT[::-1]]), (first, second), rounds))
    model = plain_mesa.MesaTalk(number=0)
    while model.running:
        model.step()
    return model.round - 1, model.agreed


def test_two_linear_conceders_meet_in_the_middle_when_half_the_time_is_over():
    assert talked((1.0, 1.0)) == (5, (5,))  # at t = 1/2 each demands 1/2


def test_a_conceder_and_a_boulware_meet_where_their_curves_cross():
    # root of t and t squared add to 1 between t = .5 (.96) and .6 (1.13): in round 6 the first demands
    # 1 - .77 = .23 and offers to keep .3; the second, who demands 1 - .36 = .64, is offered .7
    assert talked((2.0, 0.5)) == (6, (3,))


def test_firm_sides_settle_when_time_is_over():
    assert talked((0.01, 0.01))[0] == 10


def test_batch_run_plays_the_same_talks_and_leaves_the_start_method_of_this_process_alone():
    plain = table(4)
    ended = in_fresh_process(plain_mesa.play_talks, plain)
    plain_mesa.prepare(plain)
    for number, (last, package) in enumerate(ended):
        model = plain_mesa.MesaTalk(number=number)
        while model.running:
            model.step()
        assert (model.round - 1, model.agreed) == (last, package)
    ours = sessions(shared_domain(), 4)
    assert all(package is not None for _, package in ended)
    assert abs(np.mean([last for last, _ in ended]) - ours.round.mean()) <= 0.1 * ROUNDS


# --- NegMAS ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def guest():
    pytest.importorskip("negmas")
    from sim.negmas.timed_table import NegmasTable

    return NegmasTable(shared_domain(), ROUNDS)


def test_an_exponent_of_negmas_is_the_inverse_of_a_beta(guest):
    from sim.negmas.timed_table import exponent

    assert exponent(0.25) == 4.0  # which NegMAS calls boulware
    curve = guest.curves(0, 0.4)["offering_curve"]
    for number in (0, 1, 45, ROUNDS - 1):
        given = polynomial(np.array([number / (ROUNDS - 1)]), 0.4, 0.0)[0]
        assert curve.worth((number + 1) / (ROUNDS + 2)) == pytest.approx(curve.most * (1 - given))
        share = max(0.0, (curve.most * (1 - given) - curve.least) / (curve.most - curve.least))
        assert curve.utility_at((number + 1) / (ROUNDS + 2)) == pytest.approx(share)


def test_the_agenda_is_the_same_size(guest):
    assert guest.packages == int(np.prod(LEVELS)) == 5000


def test_along_the_same_path_sessions_end_in_the_same_round_with_the_same_package(guest):
    count = 12
    ours = sessions(shared_domain(), count)
    for k, betas in enumerate(
        zip(faratin_betas("us", count).tolist(), faratin_betas("korea", count).tolist(), strict=True)
    ):
        assert guest.along_path(betas) == (ours.round[k], tuple(ours.package[k].tolist()))


def test_its_own_timed_agents_agree_as_often_and_within_a_tenth_of_the_time(guest):
    count = 12
    ours = sessions(shared_domain(), count)
    pairs = zip(faratin_betas("us", count).tolist(), faratin_betas("korea", count).tolist(), strict=True)
    rounds = np.array([guest.stock(betas)[0] for betas in pairs])
    assert ours.agreed.all()
    assert (rounds >= 0).all()
    assert abs(rounds.mean() - ours.round.mean()) <= 0.1 * ROUNDS


def test_where_no_package_is_worth_both_reserves_there_is_no_agreement():
    pytest.importorskip("negmas")
    from sim.negmas.timed_table import NegmasTable

    cut = np.arange(11) / 10
    assert NegmasTable(additive_domain(["share"], [cut], [1 - cut], (0.6, 0.6)), 10).along_path((1.0, 1.0)) == (
        -1,
        None,
    )
    assert NegmasTable(unit_pie(10), 11).along_path((1.0, 1.0)) == (5, (5,))


# --- memory and steps --------------------------------------------------------------------------------


def test_growth_counts_from_a_tenth_of_the_chunks():
    assert memory.peak_growth([50.0, 100.0, *[100.0] * 8, *[110.0] * 10]) == pytest.approx([0, 0, 10, 10, 10])


def test_the_memory_of_a_fresh_process_is_its_own():
    held = np.ones(50_000_000)  # 400 MB here
    assert memory.peak() > 400
    assert in_fresh_process(memory.peak) < 350
    assert len(held)


def test_the_order_of_a_day_is_the_list_of_its_docstring_and_what_the_bench_times():
    numbered = [line.split(".")[0] for line in (day_by_day.__doc__ or "").splitlines() if line[:1].isdigit()]
    names = [name for name, _ in day_by_day.DAY]
    assert list(dict.fromkeys(number for name in names for number in re.findall(r"\d", name))) == numbered
    assert [step for step in steps.STEPS if step not in (steps.SET_UP, steps.ROWS)] == names


def test_timing_a_day_plays_it_as_a_step_does():
    spent = steps.profile(Bench(BASELINE, load(BASELINE), TINY))
    assert list(spent) == [*steps.STEPS, steps.REST]
    assert all(spent[step] >= 0 for step in steps.STEPS)
    assert sum(spent.values()) > 0


def test_the_shares_of_the_steps_add_up_to_the_whole():
    lines = [line.as_data for line in steps.bench_steps(Bench(BASELINE, load(BASELINE), TINY))]
    assert sum(line["share_percent"] for line in lines) == pytest.approx(100, abs=0.1)


# --- promises ---------------------------------------------------------------------------------------


@pytest.mark.slow
def test_ratios_are_as_promised():
    done = process("bench", str(BASELINE), "--only", "negmas,alone", "--repeats", 3)
    found = [line for line in measured(done.stdout) if "promise" in line]
    assert len(found) == 2
    assert all(line["kept"] for line in found), found


@pytest.mark.slow
def test_memory_stays_level_over_a_hundred_chunks():
    """A chunk may leave 40 kB behind; ten percent in three hundred chunks, which is promised, are 67 kB."""
    growth = memory.peak_growth(in_fresh_process(memory.peaks_by_chunk, BASELINE, 1, 100, 1))
    assert memory.GROWTH.is_kept(growth), growth
    assert max(growth) <= 2, growth
