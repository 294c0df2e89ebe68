"""The verbs `robust` and `duel --equilibria` as a user meets them."""

import json

import pytest
from places import BASELINE, SCENARIOS

PNG = b"\x89PNG\r\n\x1a\n"
SMALL = (
    "{design: random, points: 3, worlds_per_point: 4, over: {us.tactic: {values: [micro, hardliner], lever: true}, %s}}"
)
DUEL = ("duel", "timed:beta=0.2", "micro", "hardliner", "--scenario", BASELINE, "--rounds", 10, "--worlds", 40)


@pytest.fixture(scope="module")
def swept(tmp_path_factory):
    """Return a sweep of two choices at three points in four worlds, and the same with luck of its own at each point."""
    import sim

    folder = tmp_path_factory.mktemp("swept")
    for name, luck in (("common", "common"), ("own", "own")):
        file = folder / f"{name}.yaml"
        block = SMALL % "korea.tactic.timed.beta: [0.1, 1]"
        file.write_text(f"extends: {BASELINE}\nsweep: {block[:-1]}, random_numbers: {luck}}}\n", encoding="utf-8")
        sim.sweep(file, folder / f"{name}_result", seed=1)
    return folder


def test_the_text_says_what_json_says(told, swept):
    words = ("robust", swept / "common_result", "--at-least", 1)
    found, lines = json.loads(told(*words, "--json")), told(*words).splitlines()
    assert lines[0] == "common: us.tactic, judged by us_worth (bn USD a year)"
    assert lines[1].startswith("2 choices at 3 uncertain points, 4 worlds each")
    assert (found["measure"], found["points"], found["worlds"], found["at_least"]) == ("us_worth", 3, 4, 1)
    for one in found["choices"]:
        (row,) = [line.split() for line in lines if line.split()[:1] == [one["choice"]] and "%" in line]
        assert row[1] == f"{one['criteria']['expected']['value']:z.2f}"
        assert one["criteria"]["expected"]["low"] is None
    assert [one["choice"] for one in found["choices"]] == ["micro", "hardliner"]
    assert sum(one["criteria"]["mean_regret"]["value"] > 0 for one in found["choices"]) <= 2
    assert min(one["criteria"]["largest_regret"]["value"] for one in found["choices"]) >= 0


def test_a_figure_is_drawn_and_a_column_without_gaps_may_be_judged(told, swept, tmp_path):
    file = tmp_path / "robust.png"
    text = told("robust", swept / "common_result", "--of", "agreed", "--figure", file)
    assert text.startswith("common: us.tactic, judged by agreed (share of worlds)")
    assert file.read_bytes().startswith(PNG)


@pytest.mark.parametrize(
    ("place", "words", "message"),
    [
        ("own_result", (), "this sweep has random_numbers: own"),
        ("common_result", ("--of", "auto_tariff"), "auto_tariff has no value in"),
        ("common_result", ("--of", "no_such"), "has no column no_such. `sim list columns` says"),
        ("common_result", ("--lever", "us.pace"), "us.pace is not swept here"),
        ("common_result", ("--lever", "korea.tactic.timed.beta", "--lever", "us.tactic"), "whose payoff counts?"),
        ("common_result", ("--at-least", "nan"), "--at-least must be a number; found nan"),
        ("nowhere", (), "nowhere"),
    ],
)
def test_what_cannot_be_compared_is_refused_in_one_line(ended, swept, place, words, message):
    status, out, err = ended("robust", swept / place, *words)
    assert (status, out) == (1, "")
    assert message in err
    assert len(err.strip().splitlines()) == 1


def test_a_duel_tells_its_equilibria_in_text_and_json(told, tmp_path):
    file = tmp_path / "paths.png"
    text = told(*DUEL, "--equilibria", "--figure", file)
    found = json.loads(told(*DUEL, "--equilibria", "--json"))
    assert text.startswith(told(*DUEL).rstrip())
    assert file.read_bytes().startswith(PNG)
    assert found["matches"] == json.loads(told(*DUEL, "--json"))
    for profile in found["game"]["profiles"]:
        assert sum(profile["us"].values()) == pytest.approx(1)
        if profile["equilibrium"]:
            assert profile["gain"] == 0
            assert f"values {profile['us_value']:z.3f}, {profile['korea_value']:z.3f}" in text
    assert sum(point["paths"] for point in found["game"]["rest_points"]) <= 1 + 1e-12


def test_more_tactics_than_can_be_solved_are_refused_before_they_play(ended):
    names = [f"timed:beta={k / 10}" for k in range(1, 12)]
    status, out, err = ended("duel", *names, "--scenario", SCENARIOS / "baseline.yaml", "--equilibria")
    assert (status, out) == (1, "")
    assert "equilibria of 11 strategies against 11 take 705,432 systems" in err


def test_a_threshold_that_none_reaches_takes_no_choice(told, swept):
    found = json.loads(told("robust", swept / "common_result", "--at-least", 1e300, "--json"))
    assert "satisficing" not in found["taken"]
    assert "all alike" in told("robust", swept / "common_result", "--at-least", 1e300)


def test_levers_are_no_sample_of_their_factors(ended, swept):
    status, out, err = ended("sensitivity", swept / "own_result", "--of", "agreed", "--method", "rbd_fast")
    assert (status, out) == (1, "")
    assert "sim robust" in err
