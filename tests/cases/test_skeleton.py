"""`sim new NAME`: two parties and a few issues that check and play as they stand, worth what the comments say."""

import pytest
from command import command

from sim.core.errors import UserError
from sim.interop.agenda_of_day import agenda_of_day
from sim.interop.solved import solve_domain
from sim.runs.chunk import RunSettings
from sim.runs.run import run
from sim.scenario.loading import load
from sim.scenario.new_file import write_skeleton
from sim.scenario.reading.yaml_data import parse_yaml

PARTIES, ISSUES = ("upstream", "downstream"), ("filling", "release", "payment")
EVEN = ("upstream.weights.worth_to_upstream=1", "downstream.weights.worth_to_downstream=1")


@pytest.fixture
def written(tmp_path):
    (file,) = write_skeleton(tmp_path / "talks", PARTIES, ISSUES)
    return file


def refused(folder, parties, issues):
    with pytest.raises(UserError) as wrong:
        write_skeleton(folder / "talks.yaml", parties, issues)
    assert not list(folder.iterdir())
    return str(wrong.value)


def test_it_names_the_parties_and_issues_asked_for_and_explains_itself(written):
    data, text = parse_yaml(written).data, written.read_text(encoding="utf-8")
    assert written.name == "talks.yaml"
    assert (tuple(data["parties"]), tuple(data["issues"])) == (PARTIES, ISSUES)
    assert set(PARTIES) < set(data)
    assert text.count("  # ") >= 15
    assert max(len(line) for line in text.splitlines()) <= 120


def test_half_of_each_issue_is_worth_twenty_to_both_and_that_is_the_nash_point(written):
    """10 of the third issue shared by 30 - 20 and 40 - 10: (30 - 20 + 10, 40 - 10 - 10)."""
    nash = solve_domain(agenda_of_day(load(written, EVEN), RunSettings(1, 1), 0)).points["nash"]
    assert (nash.package, nash.values) == ((50, 50, 50), (20, 20))


@pytest.mark.parametrize("issues", [ISSUES[:2], ISSUES, tuple("abcdefgh")])
def test_it_plays_as_it_stands_and_nearly_everybody_agrees(tmp_path, issues):
    (file,) = write_skeleton(tmp_path / "talks", PARTIES, issues)
    table = run(load(file), 40, 1).worlds.to_pandas()
    assert table["agreed"].mean() > 0.9
    assert (table.loc[table["agreed"], ["upstream_value", "downstream_value"]] >= 0).all().all()


@pytest.mark.parametrize(
    ("parties", "issues", "said"),
    [
        (("a",), ISSUES, "--parties takes 2 names with commas between; found 1"),
        (("a", "a"), ISSUES, "--parties: a stands twice"),
        (("a", "b c"), ISSUES, "found 'b c'"),
        (("a", "off"), ISSUES, "YAML may take off for true, false or nothing"),
        (PARTIES, ("one",), "--issues takes 2 to 8 names with commas between; found 1"),
        (PARTIES, tuple("abcdefghi"), "found 9"),
        (("price", "b"), ("price", "delivery"), "price is named as a party and as an issue"),
        (PARTIES, ("price", "world"), "world is the name of a column of results"),
    ],
)
def test_names_that_cannot_be_are_refused_in_one_line_and_nothing_is_written(tmp_path, parties, issues, said):
    message = refused(tmp_path, parties, issues)
    assert said in message
    assert "nothing was written" in message
    assert "\n" not in message


def test_nothing_is_replaced_unless_that_is_asked_for(written):
    with pytest.raises(UserError, match="exists; nothing was written"):
        write_skeleton(written, ("a", "b"), ISSUES)
    write_skeleton(written, ("a", "b"), ISSUES, force=True)
    assert load(written).scenario.keys == ("a", "b")


def test_the_command_writes_a_buyer_and_a_seller_unless_told_otherwise(tmp_path):
    done = command("new", "sale", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "written  sale.yaml\nChange it, then: sim check sale.yaml\n"
    assert load(tmp_path / "sale.yaml").scenario.keys == ("buyer", "seller")
    assert " sound; " in command("check", "sale.yaml", cwd=tmp_path).stdout


@pytest.mark.parametrize("more", [("--from", "baseline"), ("--whole",)])
def test_names_beside_another_scenario_are_refused_with_status_two(tmp_path, more):
    done = command("new", "sale", "--parties", "a,b", *more, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "--parties and --issues are for a new scenario" in done.stderr
    assert not list(tmp_path.iterdir())


def test_issues_are_worth_something_else_to_each_so_that_there_is_something_to_trade(written):
    agenda = agenda_of_day(load(written, EVEN), RunSettings(1, 1), 0)
    rows = [agenda.levels_of(side) for side in (0, 1)]
    best = [[int(row.argmax()) for row in side] for side in rows]
    assert best == [[4, 0, 4], [0, 4, 0]]  # of five levels: each wants all of its own and nothing of the other's
