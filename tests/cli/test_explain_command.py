"""`sim explain` as a user meets it."""

import json

import pytest
from command import command
from places import SCENARIOS

BASELINE = str(SCENARIOS / "baseline.yaml")
FEW = ("--worlds", "30", "--seed", "1")


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """Return a saved run of five worlds, from world 5 on, of seed 2."""
    out = tmp_path_factory.mktemp("explain") / "run"
    words = ("run", BASELINE, "--worlds", "5", "--first", "5", "--seed", "2", "--no-figures", "--out", str(out))
    assert command(*words).returncode == 0
    return out


def test_two_settings_share_a_difference_and_are_drawn(tmp_path):
    figure = tmp_path / "shares.png"
    settings = ("--set-b", "deadline.most=0", "--set-b", "election.honour=certain")
    done = command("explain", BASELINE, *settings, "--of", "agreed, day", *FEW, "--json", "--figure", str(figure))
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert [change["name"] for change in found["changes"]] == ["deadline.most", "election.honour"]
    assert [outcome["measure"] for outcome in found["outcomes"]] == ["agreed", "day"]
    for outcome in found["outcomes"]:
        assert abs(sum(share["value"] for share in outcome["shares"]) - outcome["difference"]) < 1e-12
    assert figure.read_bytes().startswith(b"\x89PNG\r\n\x1a\n")


def test_a_file_against_a_file_in_words():
    done = command("explain", BASELINE, str(SCENARIOS / "no_japan.yaml"), *FEW)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("from baseline to no_japan: 1 change, 2 runs of 30 worlds, paired; seed 1\n")
    assert "korea_worth: value to Korea, no deal counted as 0" in done.stdout


def test_a_world_of_a_saved_run_is_that_world(saved):
    of_run = command("explain", str(saved), "--world", "7", "--json")
    of_file = command("explain", BASELINE, "--world", "7", "--seed", "2", "--json")
    assert of_run.returncode == of_file.returncode == 0, of_run.stderr
    assert json.loads(of_run.stdout)["influences"] == json.loads(of_file.stdout)["influences"]


def test_a_saved_run_is_a_side_with_its_worlds_and_its_seed(saved):
    done = command("explain", str(saved), str(SCENARIOS / "no_japan.yaml"), "--of", "agreed", "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert (found["worlds"], found["seed"]) == (5, 2)


@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        ([BASELINE], 2, "give a second scenario, or --set-b, or --world"),
        ([BASELINE, BASELINE, BASELINE], 2, "give one scenario, or two"),
        ([BASELINE, "--world", "1", "--worlds", "5"], 2, "--world goes with A, --set-a, --seed"),
        ([BASELINE, BASELINE], 1, "do not differ in any setting"),
        ([BASELINE, "--set-b", "deadline.mots=1"], 1, "no such key: mots"),
        ([BASELINE, "--set-b", "deadline.most=1", "--figure", "no/such/a.png"], 1, "no such folder"),
        (["RUN", "--world", "4"], 1, "has worlds 5 to 9; found --world 4"),
        (["RUN", "--world", "6", "--seed", "1"], 1, "has seed 2, not 1"),
        (["RUN", "--set-a", "deadline.most=1", "--world", "6"], 1, "is a saved run: settings change only"),
    ],
)
def test_what_cannot_be_explained_is_refused_in_one_line(words, status, told, saved):
    done = command("explain", *(str(saved) if word == "RUN" else word for word in words))
    assert done.returncode == status
    assert told in " ".join(done.stderr.replace("│", " ").split())
