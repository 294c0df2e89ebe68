"""The verbs about bargaining as a user meets them: validate, duel, bench, and run --theory."""

import json
import re
import shlex
from inspect import cleandoc

import numpy as np
import pyarrow.parquet as pq
import pytest
from command import WHOLE_BENCH, command, process
from places import ROOT, SCENARIOS

from sim.analysis.opponent_model_value import MODELS
from sim.analysis.tournament import Match
from sim.analysis.validation.theory.verdict import SHIPPED
from sim.bench.negotiations import ROUNDS
from sim.cli.verbs import find_verb
from sim.core.party_columns import name_by_key
from sim.reporting.figures import tournament as duels

ABOUT_BARGAINING = (find_verb("validate"), find_verb("duel"), find_verb("bench"))
BASELINE = str(SCENARIOS / "baseline.yaml")
PNG = b"\x89PNG\r\n\x1a\n"
MIXTURE = "{mixture: {first: hardliner, then: micro, switch: 0.5}}"
SOLUTION = {
    "name": "points",
    "type": "solution",
    "points": [[1, 2], [2, 1]],
    "disagreement": [0, 0],
    "expected": {"nash": [1, 2]},
    "tolerance": 0,
}
GAME = {"pie": 1, "step": 0.01, "rounds": 3}


def game(**more):
    return {"name": "game", "type": "equilibrium", "game": GAME | more, "expected": {"value_1": 1}, "tolerance": 0.1}


def by_line(cases):
    """Return cases as JSON, each on a line of its own from the second line on."""
    return "[\n" + ",\n".join(json.dumps(case) for case in cases) + "\n]"


# --- validate --theory ----------------------------------------------------------------------------


def test_theory_is_told_case_by_case(told):
    lines = told("validate", "--theory").splitlines()
    assert lines[-1] == "33 of 33 within their tolerance"
    assert sum(line.startswith("pass  ") for line in lines) == 33
    assert "FAIL" not in "".join(lines)


def test_theory_in_json_says_what_was_expected_and_what_came_out(told):
    text = told("validate", "--theory", "--json")
    found, stated = json.loads(text), json.loads(SHIPPED.read_text(encoding="utf-8"))
    assert [verdict["name"] for verdict in found] == [case["name"] for case in stated]
    for verdict, case in zip(found, stated, strict=True):
        assert list(verdict) == ["name", "expected", "got", "tolerance", "ok"]
        assert verdict["expected"] == case["expected"]
        assert list(verdict["got"]) == list(case["expected"])
        assert verdict["tolerance"] == case["tolerance"]
        assert verdict["ok"] is True
    assert str(ROOT) not in text
    assert text == told("validate", "--theory", "--json", "--cases", SHIPPED)


@pytest.mark.parametrize("json_wanted", [False, True])
def test_a_case_that_fails_is_shown_and_ends_with_status_1(tmp_path, ended, json_wanted):
    file = tmp_path / "cases.json"
    file.write_text(json.dumps([SOLUTION, {**SOLUTION, "name": "off", "expected": {"nash": [2, 1]}}]))
    status, out, err = ended("validate", "--theory", "--cases", file, *["--json"] * json_wanted)
    assert (status, err) == (1, "")
    if json_wanted:
        assert [verdict["ok"] for verdict in json.loads(out)] == [True, False]
    else:
        assert "FAIL  off" in out
        assert out.endswith("1 of 2 within their tolerance\n")


def test_no_rational_point_is_null_and_none(tmp_path, told):
    file = tmp_path / "cases.json"
    file.write_text(json.dumps([{**SOLUTION, "disagreement": [5, 5], "expected": {"nash": None}}]))
    assert json.loads(told("validate", "--theory", "--json", "--cases", file))[0]["got"] == {"nash": None}
    assert "expected                   none   got                   none" in told(
        "validate", "--theory", "--cases", file
    )


NAMELESS = {key: value for key, value in SOLUTION.items() if key != "name"}
AFTER = [{"name": "first", "type": "magic"}, SOLUTION, {"name": "third", **NAMELESS, "expected": {"nsh": 1}}]
ISSUE = {"us": [k * 1.01**k for k in range(99)], "korea": [-k * 1.01**k for k in range(99)]}
FILES = {
    "not JSON": ('[\n{"a": 1,\n', ["line 3", "is not JSON"]),
    "nothing": ("", ["line 1", "is not JSON"]),
    "an empty list": ("[]", ["must hold a list of cases"]),
    "an object": ("{}", ["must hold a list of cases"]),
    "unknown type": ([SOLUTION | {"type": "magic"}], ["case 1 (points, line 1)", "type", "magic", "ratification"]),
    "missing key": ([{k: v for k, v in SOLUTION.items() if k != "points"}], ["case 1", "points: ", "is missing"]),
    "wrong type": ([SOLUTION | {"points": "abc"}], ["case 1", "points: ", "found 'abc'"]),
    "unknown key": ([SOLUTION, game(rouns=3)], ["case 2 (game, line 1)", "game.rouns"]),
    "unknown answer": ([SOLUTION | {"expected": {"nsh": 1}}], ["case 1", "expected.nsh", "answers nash, kalai_smor"]),
    "negative tolerance": ([SOLUTION | {"tolerance": -1}], ["tolerance", "greater than or equal to 0", "found -1"]),
    "no step": ([game(step=0)], ["game.step", "greater than 0", "found 0"]),
    "no rounds": ([game(rounds=0)], ["game.rounds", "found 0"]),
    "not finite": ([SOLUTION | {"power": float("nan")}], ["power", "finite", "found nan"]),
    "upside down": (
        [{"name": "r", "type": "ratification", "threshold": {"low": 2, "high": 1}, "expected": {}, "tolerance": 1}],
        ["threshold", "low must not be above high"],
    ),
}
WRONG = {  # messages that are missing, or do not say where the fault is
    "patience above 1": ([game(delta=[1.5, 0.9])], ["case 1 (game, line 1)", "delta", "found 1.5"]),
    "pie upside down": ([game(pie_range=[1, 0])], ["case 1 (game, line 1)", "pie_range"]),
    "countless divisions": ([game(step=1e-12)], ["case 1 (game, line 1)", "step"]),
    "endless divisions": ([game(step=1e-300, pie=1e300)], ["case 1 (game, line 1)", "step"]),
    "countless rounds": ([game(rounds=10**12)], ["case 1 (game, line 1)", "rounds"]),
    "too many sums": (
        [{k: v for k, v in SOLUTION.items() if k != "points"} | {"type": "agenda", "issues": [ISSUE] * 9}],
        ["case 1 (points, line 1)", "sums"],
    ),
    "a long number": (f"[{'9' * 5000}]", ["is not JSON"]),
    "deep brackets": ("[" * 100_000, ["is not JSON"]),
    "counted after a faulty case": (by_line(AFTER), ["case 1 (first, line 2)", "case 3 (third, line 4)"]),
    "letters of other languages": ('[\n{"name": "Ståhl", "type": "timed"}]', ["case 1 (Ståhl, line 2)"]),
    "the same name twice": (
        by_line([SOLUTION, SOLUTION | {"tolerance": -1}]),
        ["case 2 (points, line 3)"],
    ),
    "one fault": ([SOLUTION | {"tolerance": -1}], ["1 fault;"]),
    "a misspelt key": ([SOLUTION | {"powr": 0.3}], ["case 1 (points, line 1)", "powr"]),
    "nothing expected": ([SOLUTION | {"expected": {}}], ["case 1 (points, line 1)", "expected"]),
}


@pytest.mark.parametrize("name", [*FILES, *WRONG])
def test_a_file_that_cannot_be_used_is_told_in_one_message(tmp_path, ended, name):
    held, wanted = (FILES | WRONG)[name]
    file = tmp_path / "cases.json"
    file.write_text(held if isinstance(held, str) else json.dumps(held), encoding="utf-8")
    status, out, err = ended("validate", "--theory", "--cases", file)
    assert (status, out) == (1, "")
    assert err.startswith(str(file))
    assert [part for part in wanted if part not in err] == []


def test_a_file_that_cannot_be_read_is_told(tmp_path, ended):
    (tmp_path / "latin.json").write_bytes('[{"name": "Ståhl"}]'.encode("latin-1"))
    for file, message in (
        (tmp_path / "nowhere.json", "No such file"),
        (tmp_path, "Is a directory"),
        (tmp_path / "latin.json", "is not UTF-8 text"),
    ):
        status, out, err = ended("validate", "--theory", "--cases", file)
        assert (status, out) == (1, "")
        assert err.startswith(f"{file}: ")
        assert message in err


# --- validate --learning --------------------------------------------------------------------------


def test_learning_is_told_for_every_model(told):
    words = ("validate", "--learning", "--worlds", 30, "--rounds", 8)  # fewer give no interval
    found = json.loads(told(*words, "--json"))
    assert [worth["model"] for worth in found] == list(MODELS)
    for worth in found:
        assert list(worth) == ["model", "agreed", "left", "saved_none", "saved_fixed"]
        assert 0 <= worth["agreed"] <= 1
        assert worth["left"][0] >= 0
        assert all(len(worth[name]) == 2 and worth[name][1] >= 0 for name in ("left", "saved_none", "saved_fixed"))
    by = {worth["model"]: worth for worth in found}
    assert by["none"]["saved_none"] == by["fixed"]["saved_fixed"] == [0, 0]
    left = {name: worth["left"][0] for name, worth in by.items()}
    assert by["oracle"]["saved_none"][0] == pytest.approx(left["none"] - left["oracle"])
    assert left["oracle"] == min(left.values())
    lines = told(*words).splitlines()
    assert [line.split()[0] for line in lines[2:-1]] == list(MODELS)
    assert lines[0].startswith("30 worlds, 8 offers, mandates spread by a factor of sigma 1")


def test_learning_in_one_world(told):
    found = json.loads(told("validate", "--learning", "--worlds", 1, "--rounds", 2, "--json"))
    assert found[0]["left"][1] is None


# --- duel -----------------------------------------------------------------------------------------


def test_a_duel_in_json_is_every_pair_in_order(told):
    found = json.loads(told("duel", "timed", MIXTURE, "hardliner", "--worlds", 5, "--json"))
    names = ["timed:beta=1", MIXTURE, "hardliner"]
    assert [(bout["us"], bout["korea"]) for bout in found] == [(a, b) for a in names for b in names]
    names = [name_by_key(name, ("us", "korea")) for name in Match.__dataclass_fields__]
    assert all(list(bout) == names for bout in found)
    stuck = found[-1]
    assert (stuck["agreed"], stuck["us_value"], stuck["korea_value"]) == (0, 0, 0)
    assert stuck["time"] is stuck["nash_ratio"] is stuck["frontier_distance"] is None
    even = found[0]
    assert even["us_value"] == pytest.approx(0.7)
    assert even["korea_value"] == pytest.approx(0.7)
    assert even["nash_ratio"] == pytest.approx(1)


def test_a_duel_in_text_says_what_json_says(told):
    words = ("duel", "timed:beta=0.2", "hardliner", "--worlds", 5)
    found, lines = json.loads(told(*words, "--json")), told(*words).splitlines()
    rows = [line.split() for line in lines[3:7]]
    for bout, row in zip(found, rows, strict=True):
        known = bout["nash_ratio"] is not None
        assert row[:2] == [bout["us"], bout["korea"]]
        assert row[2] == f"{bout['agreed']:.0%}"
        assert row[3:5] == [f"{bout['us_value']:.3f}", f"{bout['korea_value']:.3f}"]
        assert row[6] == (f"{bout['nash_ratio']:.3f}" if known else "-")
    assert "5 worlds, seed 0" in lines[0]
    assert "values in shares of the best package;" in lines


def mean_of(bouts, name):
    own = [b["us_value"] for b in bouts if b["us"] == name] + [b["korea_value"] for b in bouts if b["korea"] == name]
    dealt = [b["agreed"] for b in bouts for side in ("us", "korea") if b[side] == name]
    return [name, f"{np.mean(dealt):.0%}", f"{np.mean(own):.3f}"]


def test_means_over_both_roles_are_told_with_the_best_first(told):
    words = ("duel", "timed:beta=0.2", "timed:beta=2", "micro", "--worlds", 2)
    lines, found = told(*words).splitlines(), json.loads(told(*words, "--json"))
    begin = next(k for k, line in enumerate(lines) if line.startswith("mean over both roles"))
    rows = [line.split() for line in lines[begin + 1 : begin + 4]]
    assert sorted(rows) == sorted(mean_of(found, name) for name in words[1:4])
    assert [float(row[2]) for row in rows] == sorted((float(row[2]) for row in rows), reverse=True)


def test_deals_and_values_are_means_over_the_same_roles(told):
    words = ("duel", "timed:beta=1", "hardliner", "--worlds", 2)
    lines, found = told(*words).splitlines(), json.loads(told(*words, "--json"))
    assert mean_of(found, "hardliner") in [line.split() for line in lines]


def test_a_duel_over_the_stakes_of_a_scenario(told):
    words = ("duel", "timed", "micro", "--scenario", BASELINE, "--worlds", 50, "--rounds", 10)
    text = told(*words)
    assert text.startswith("stakes of baseline on its first day; 10 rounds, offers in turn")
    assert "50 worlds, seed 1" in text
    assert "values in bn USD a year;" in text
    assert told(*words) == text
    assert told(*words, "--seed", 1) == text
    assert told(*words, "--seed", 2) != text
    assert told(*words, "--set", "us.weights.headline=2") != text
    assert told(*words, "--coin", 0.5) != text


def test_the_same_seed_gives_the_same_duel_bit_for_bit(told):
    words = ("duel", "random", "timed", "--coin", 0.5, "--worlds", 20, "--json")
    assert told(*words) == told(*words, "--seed", 0)
    assert told(*words) != told(*words, "--seed", 1)


def test_other_tactics_do_not_change_a_bout(told):
    few = json.loads(told("duel", "random", "--coin", 0.5, "--worlds", 20, "--json"))
    many = json.loads(told("duel", "micro", "random", "--coin", 0.5, "--worlds", 20, "--json"))
    assert few[0] == many[-1]


def test_a_tactic_named_twice_plays_once(told):
    assert len(json.loads(told("duel", "micro", "hardliner", "micro", "--worlds", 2, "--json"))) == 4


def test_a_tactic_named_in_two_ways_plays_once(told):
    assert len(json.loads(told("duel", "timed", "timed:beta=1", "--worlds", 2, "--json"))) == 1


def test_a_figure_is_drawn_of_the_bouts_that_are_told(told, tmp_path, monkeypatch):
    drawn = []
    real = duels.figure
    monkeypatch.setattr(duels, "figure", lambda *given: drawn.append(given) or real(*given))
    file = tmp_path / "duel.png"
    text = told("duel", "timed", "hardliner", "--worlds", 3, "--figure", file)
    assert text.endswith(f"drawn       {file}\n")
    assert file.read_bytes().startswith(PNG)
    ((bouts, unit, words, parties),) = drawn
    assert [bout.party_a for bout in bouts] == ["timed:beta=1"] * 2 + ["hardliner"] * 2
    assert unit == "shares of the best package"
    assert parties.names == ("the U.S.", "Korea")
    assert words == text.splitlines()[0]
    json.loads(told("duel", "timed", "--worlds", 3, "--figure", file, "--json"))


@pytest.mark.parametrize(
    ("words", "status", "message"),
    [
        (("duel",), 2, "TACTIC"),
        (("duel", "tmied"), 1, "tmied: no such tactic. Did you mean timed?"),
        (("duel", "timed:bta=1"), 1, "bta: "),
        (("duel", "timed:beta"), 1, "write name, name:key=value"),
        (("duel", "timed:beta=x"), 1, "timed:beta=x: beta: must be a number or a distribution; found 'x'"),
        (("duel", "{timed: {beta: 1}"), 1, "cannot be read as a rule"),
        (("duel", "{}"), 1, "cannot be read as a rule"),
        (("duel", ""), 1, "no such tactic"),
        (("duel", "micro", "--opponent", "oracel"), 1, "oracel: no such opponent model. Did you mean oracle?"),
        (("duel", "micro", "--acceptance", "nxt"), 1, "nxt: no such acceptance rule. Did you mean next?"),
        (("duel", "micro", "--acceptance", "constant"), 1, "constant: lacks the key share"),
        (("duel", "micro", "--offer", "lest"), 1, "lest: no such offer rule. Did you mean least?"),
        (("duel", "micro", "--scenario", "nowhere.yaml"), 1, "no such file"),
        (("duel", "micro", "--scenario", BASELINE, "--set", "us.wieghts=1"), 1, "Did you mean weights?"),
        (("duel", "micro", "--set", "us.weights.headline=1"), 2, "--set goes with --scenario"),
        (("duel", "micro", "--rounds", 0), 2, "--rounds"),
        (("duel", "micro", "--coin", 2), 2, "--coin"),
        (("duel", "micro", "--worlds", 0), 2, "--worlds"),
        (("duel", "micro", "--figure", "x.jpg"), 1, "must name a PNG, SVG or PDF file; found x.jpg; nothing was run"),
        (("duel", "micro", "--figure", "/nowhere/x.png"), 1, "no such folder: /nowhere; nothing was run"),
        (("bench", "nowhere.yaml"), 1, "no such file"),
        (("bench", "--only", "speed"), 2, "found 'speed'"),
        (("bench", "negotiation", "--quick"), 2, "--only negotiation"),
        (("bench", "negotaition"), 2, "found negotaition"),
        (("validate", "--theory", "--learning"), 2, "one of --patterns, --theory, --learning"),
        (("validate", "--patterns", "--cases", "x"), 2, "--cases goes with --theory"),
        (("validate", "--learning", "--spread", 4), 2, "--spread"),
        (("validate", "--learning", "--scenario", "nowhere.yaml"), 1, "no such file"),
        (("duel", "timed:beta=-1"), 1, "timed:beta=-1: beta: "),
    ],
)
def test_what_is_wrong_is_said_in_one_message_with_the_right_status(ended, words, status, message):
    left, out, err = ended(*words)
    assert (left, out) == (status, "")
    assert message in err
    assert "Traceback" not in err


@pytest.mark.parametrize("place", ["x.jpg", "none/x.png"])
def test_a_figure_that_cannot_be_written_is_refused_before_anything_is_run(ended, monkeypatch, tmp_path, place):
    monkeypatch.setattr("sim.analysis.tournament.round_robin", lambda *_: pytest.fail("it was run"))
    status, out, err = ended("duel", "micro", "--figure", tmp_path / place)
    assert (status, out) == (1, "")
    assert "nothing was run" in err


def test_a_folder_in_place_of_a_figure_is_refused_before_anything_is_run(ended, monkeypatch, tmp_path):
    monkeypatch.setattr(
        "sim.analysis.tournament.round_robin", lambda *_: (_ for _ in ()).throw(AssertionError("it was run"))
    )
    (tmp_path / "x.png").mkdir()
    assert ended("duel", "micro", "--figure", tmp_path / "x.png")[0] == 1


def test_as_processes_all_verbs_are_silent_on_stderr(tmp_path):
    for words in (
        ("duel", "timed", "hardliner", "--worlds", 5, "--figure", tmp_path / "a.png", "--json"),
        ("validate", "--learning", "--worlds", 5, "--rounds", 3, "--json"),
    ):
        done = process(*words)
        assert (done.returncode, done.stderr) == (0, "")
        json.loads(done.stdout)


# --- bench ----------------------------------------------------------------------------------------


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr("sim.bench.negotiations.SESSIONS", 50)
    monkeypatch.setattr("sim.bench.negotiations.REPEATS", 3)


@pytest.mark.usefixtures("quick")
def test_a_bench_in_json_is_a_rate_with_its_spread_and_setting(told):
    found = json.loads(told("bench", "negotiation", "--json"))
    numbers = {name: value for name, value in found.items() if name != "bench"}
    assert found["bench"] == "negotiation"
    assert 0 < found["least"] <= found["sessions_per_s"] <= found["most"]
    assert 1 < found["mean_rounds_used"] <= found["rounds"] == ROUNDS
    assert (found["repeats"], found["sessions"], found["packages"], found["issues"]) == (3, 50, 5000, 5)
    assert all(isinstance(value, int | float) for value in numbers.values())


@pytest.mark.usefixtures("quick")
def test_a_bench_in_text_is_two_lines(told):
    first, second = told("bench", "negotiation").splitlines()
    assert re.fullmatch(r"negotiation: [\d,]+ sessions a second on one core \[[\d,]+ to [\d,]+\]", first)
    assert second.startswith("median of 3 repeats of 50; two timed tactics, 5 issues, 5,000 packages, 90 rounds")


# --- run --theory ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """Return a saved run with theory beside it, and what it printed in JSON."""
    out = tmp_path_factory.mktemp("results") / "theory"
    done = command("run", BASELINE, "--worlds", 8, "--theory", "--no-figures", "--out", out, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    return out, json.loads(done.stdout)


def test_a_run_with_theory_saves_a_row_for_every_world(saved):
    folder, found = saved
    theory, worlds = (pq.read_table(folder / f"{name}.parquet") for name in ("theory", "worlds"))
    assert theory.column("world").equals(worlds.column("world"))
    agreed = theory.column("equilibrium_agreed").to_numpy()
    assert found["theory"]["equilibrium"]["agreed"] == agreed.mean()
    assert found["theory"]["what happened"]["agreed"] == found["agreed"]


def test_a_saved_run_shows_its_theory_again(saved, told):
    folder, found = saved
    assert json.loads(told("show", folder, "--json"))["theory"] == found["theory"]
    text = told("show", folder)
    assert [line.split()[0] for line in text.split("theory  ")[1].splitlines()[1:4]] == ["what", "equilibrium", "Nash"]


def test_without_the_option_no_theory_is_saved_or_told(tmp_path, told):
    found = json.loads(told("run", BASELINE, "--worlds", 2, "--no-figures", "--out", tmp_path / "a", "--json"))
    assert "theory" not in found
    assert not (tmp_path / "a" / "theory.parquet").exists()
    assert "Kalai" not in told("show", tmp_path / "a")


# --- help -----------------------------------------------------------------------------------------


def examples(verb):
    """Return the examples of a verb's help, as they are printed."""
    return re.findall(r"^ *(?:Example: )?(sim .*)$", cleandoc(verb.__doc__), flags=re.MULTILINE)


STRUCTURES = "sim validate --structures --worlds 1000 --seed 1"  # test_structures.py plays two of them
SESSIONS = "sim bench negotiation --json"  # tests/timed/test_speed.py runs it and reads what it says
MINUTES = (WHOLE_BENCH, STRUCTURES, SESSIONS)
SMALLER = {"--points 10 --worlds 100": "--points 3 --worlds 20"}  # the same words, with less to play


@pytest.mark.slow
@pytest.mark.parametrize("line", [line for verb in ABOUT_BARGAINING for line in examples(verb) if line not in MINUTES])
def test_examples_of_the_help_work_as_printed(line, tmp_path):
    (tmp_path / "scenarios").symlink_to(SCENARIOS)
    for large, small in SMALLER.items():
        line = line.replace(large, small)
    done = command(*shlex.split(line)[1:], cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout
    assert ("--figure" in line) == any(file.suffix == ".png" for file in tmp_path.iterdir())


def test_there_are_examples_and_the_help_prints_them(told):
    for verb in ABOUT_BARGAINING:
        lines = examples(verb)
        assert lines
        text = told(verb.__name__, "--help")
        assert all(line in text for line in lines)
    assert WHOLE_BENCH in examples(find_verb("bench"))  # test_bench.py runs it
    assert STRUCTURES in examples(find_verb("validate"))
    assert SESSIONS in examples(find_verb("bench"))
    assert any(large in line for large in SMALLER for line in examples(find_verb("validate")))
