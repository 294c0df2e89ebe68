"""`sim bench --against`: two checkouts in turn, tried on two small programs in the place of ours and an older one."""

import json
from pathlib import Path

import pytest
from small_checkouts import CLI, checkout

from sim.bench import against
from sim.bench.line import BenchLine
from sim.bench.side_work import Side
from sim.core.backend import VARIABLE


def asked(tree):
    return [json.loads(line) for line in (tree / "asked").read_text().splitlines()]


@pytest.fixture
def both(tmp_path, monkeypatch):
    """Return the folder of ours and of theirs, whose scenario is ours with the old rules named."""
    sweep = "scenarios/sobol_seven.yaml"
    ours = checkout(tmp_path / "ours", {"old_rules/baseline.yaml": 7, "scenarios/baseline.yaml": 8, sweep: 7})
    theirs = checkout(tmp_path / "theirs", {"scenarios/baseline.yaml": 7, "scenarios/faulty.yaml": 7, sweep: 7})
    monkeypatch.setattr(against, "CHECKOUT", ours)
    for module in ("against", "starts"):
        monkeypatch.setattr(f"sim.bench.{module}.find_spec", lambda name: None)
    monkeypatch.setattr(against, "negmas_lines", lambda size: [BenchLine("negmas", "a rate", "sessions/s", [1.0])])
    monkeypatch.setattr(against, "OLD_RULES", ours / "old_rules")
    monkeypatch.setenv(VARIABLE, "numpy")
    return ours, theirs


def test_both_do_the_same_work_in_turn_and_each_ratio_is_of_one_repeat(both, told):
    ours, theirs = both
    text = told("bench", "--against", theirs, "--quick", "--repeats", 1)
    every = [line for line in map(json.loads, text.splitlines()) if line["bench"] == "against"]
    timed = {line["what"].partition(": ")[2] for line in every if line["unit"] == "s"}
    assert len(timed) == 10
    found = [line for line in every if line["what"].partition(": ")[2] in timed]
    assert len(found) == 4 * len(timed)
    for place in range(0, len(found), 4):
        mine, older, wall, processor = found[place : place + 4]
        assert [line["unit"] for line in found[place : place + 4]] == ["s", "s", "ratio", "ratio"]
        assert wall["median"] == pytest.approx(older["median"] / mine["median"], rel=0.01)
        assert (wall["clock"], processor["clock"]) == ("wall", "processor")
    assert {line["rows"] for line in found} == {"the same, bit for bit"}
    assert {(line["against"], line["repeats"], line["seed"]) for line in found} == {("theirs", 1, 1)}
    calls = {tuple(words[3:]) for words in asked(theirs) if words[1] == "call"}
    assert calls == {(str(worlds), "1") for worlds in against.QUICK.short}
    assert {words[0] for words in asked(ours)} == {"numpy"}
    assert {words[0] for words in asked(theirs)} == {None}


def test_rates_and_memory_stand_beside_the_seconds(both, told, monkeypatch):
    monkeypatch.setattr("sim.bench.tree_memory.own_memory", lambda pid: 50.0)
    text = told("bench", "--against", both[1], "--quick", "--repeats", 1)
    found = {line["what"]: line for line in map(json.loads, text.splitlines())}
    rates = [found[f"{name}: bare negotiations"] for name in ("ours", "theirs", "ours over theirs")]
    assert [(line["median"], line["unit"]) for line in rates] == [
        (1000, "sessions/s"),
        (250, "sessions/s"),
        (4, "ratio"),
    ]
    runs = [(40, "40 worlds on 2 cores"), (400, "400 worlds on 2 cores"), (400, "400 worlds on 1 core")]
    work = {f"sim run of {words}, rows saved": worlds for worlds, words in runs}
    for what, worlds in (work | {"sim sweep of sobol_seven at 18 points of 10 worlds on 2 cores": 180}).items():
        seconds, rate = found[f"ours: {what}"], found[f"ours: rate of {what}"]
        assert rate["median"] == pytest.approx(worlds / seconds["median"], rel=0.01)
        assert (rate["unit"], rate["clock"]) == ("worlds/s", "wall")
        memory = found[f"theirs: largest memory of {what}"]
        assert memory["median"] >= 50
        assert memory["unit"] == "MB"
        assert "clock" not in memory
        assert found[f"theirs over ours: largest memory of {what}"]["unit"] == "ratio"


def test_what_ours_does_alone_comes_last(both, told, monkeypatch):
    monkeypatch.setattr(against, "find_spec", lambda name: name == "negmas")
    monkeypatch.setattr("sim.bench.starts.find_spec", lambda name: name == "numba")
    found = [json.loads(line) for line in told("bench", "--against", both[1], "--quick", "--repeats", 1).splitlines()]
    assert [line["bench"] for line in found[-5:]] == ["against", "start", "start", "start", "negmas"]
    assert found[-3]["what"] == "sim run --worlds 1 by numpy, rows saved"
    assert found[-2]["what"] == "what a start by numba takes more than one by numpy"
    assert {words[0] for words in asked(both[0]) if words[1:2] == ["run"] and "1" in words} == {"numba", "numpy"}


def test_what_an_older_version_cannot_be_asked_is_left_out(both, told):
    (both[1] / "sim" / "cli" / "__init__.py").write_text(
        CLI.replace('"bench":', '"bench": raise SystemExit("none")\n    if 0:')
    )
    text = told("bench", "--against", both[1], "--quick", "--repeats", 1)
    assert "bare negotiations" not in text
    assert "sim --help" in text


def test_without_a_scenario_of_ours_the_file_is_played_that_gives_their_rows(both):
    ours, theirs = both
    assert against.sides(theirs, None, None)[0].scenario == theirs / "scenarios" / "baseline.yaml"
    (theirs / "scenarios" / "baseline.yaml").rename(theirs / "scenarios" / "baseline.yml")
    mine, older = against.sides(theirs, ours / "scenarios" / "baseline.yaml", theirs / "scenarios" / "baseline.yml")
    assert "day in 1 of 3 rows" in against.rows_of_both(mine, older).in_words()


def test_where_their_file_gives_other_rows_here_old_rules_are_named(both, monkeypatch):
    ours, theirs = both
    pairs = iter([False, True])
    monkeypatch.setattr(against, "rows_of_both", lambda *_: type("Rows", (), {"identical": next(pairs)}))
    assert against.sides(theirs, None, None)[0].scenario == ours / "old_rules" / "baseline.yaml"


def test_what_is_no_checkout_or_plays_nothing_is_refused(both, ended, tmp_path):
    _, theirs = both
    assert ended("bench", "--against", tmp_path)[2] == (
        f"{tmp_path} is no checkout of this program: it has no sim/__init__.py; nothing was measured\n"
    )
    missing = theirs / "scenarios" / "missing.yaml"
    status, _, err = ended("bench", "--against", theirs, "--scenario", missing)
    assert (status, err) == (1, f"no such scenario file: {missing}; nothing was measured\n")
    faulty = theirs / "scenarios" / "faulty.yaml"
    status, _, err = ended("bench", "--against", theirs, "--scenario", faulty)
    assert (status, err) == (1, f"{theirs} does not play {faulty}: line 3: no such key\n")


@pytest.mark.parametrize(
    "words", [("--scenario", "x.yaml"), ("--against", ".", "--million"), ("--against", ".", "--only", "mesa")]
)
def test_options_that_do_not_go_together_are_refused(ended, words):
    status, out, err = ended("bench", *words)
    assert (status, out) == (2, "")
    assert "--against" in err


def test_both_have_their_bytecode_kept_as_what_is_installed_has(monkeypatch, tmp_path):
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    (tmp_path / "small.py").write_text("HELD = 1\n")
    side = Side("theirs", tmp_path, tmp_path / "none.yaml")
    where = side.call("-c", "import small; print(small.__cached__)").strip()
    assert Path(where).is_file()
    assert [path.name for path in tmp_path.iterdir()] == ["small.py"]
