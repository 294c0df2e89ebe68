"""The verbs `class` and `play` up to the moment in which they serve."""

import re
import socket

import pytest
from class_room import TestClient
from command import command

from sim.classroom.room import extra, serve
from sim.classroom.room.app import make_app
from sim.core.errors import UserError


@pytest.fixture
def served(monkeypatch):
    """Let no server run; what would have been asked of it is asked here."""
    pages = []

    def ask(parts, place, bound):
        address = serve.address_at(bound, place)
        client = TestClient(make_app(parts, place.names), base_url=address)
        pages.append((parts, client))

    monkeypatch.setattr(serve, "run_server", ask)
    return pages


def test_the_secret_is_shown_once(served, tmp_path):
    words = ("class", "--port", 0, "--database", tmp_path / "class.sqlite")
    first, second, third = command(*words), command(*words), command(*words, "--new-secret")
    assert re.search(r"^secret +\S{20,} \(shown this once\)$", first.stdout, re.MULTILINE)
    assert "as it was shown" in second.stdout
    assert "(shown this once)" in third.stdout
    assert len(served) == 3


@pytest.mark.parametrize(("host", "words"), [("127.0.0.1", "only from this machine"), ("0.0.0.0", "unencrypted")])
@pytest.mark.usefixtures("served")
def test_it_says_who_can_reach_it(host, words, tmp_path):
    said = command("class", "--port", 0, "--host", host, "--database", tmp_path / "class.sqlite").stdout
    assert words in said
    port = re.search(r"^students +http://\S+:(\d+)$", said, re.MULTILINE)[1]
    assert re.search(rf"^instructor +http://\S+:{port}/desk$", said, re.MULTILINE)
    assert ("http://127.0.0.1:" in said) == (host == "127.0.0.1")
    assert "http://0.0.0.0" not in said


@pytest.mark.parametrize("host", ["", "  "])
@pytest.mark.parametrize("words", [("class",), ("play", "baseline")])
def test_an_empty_host_which_would_mean_every_address_is_refused(host, words, served, tmp_path):
    done = command(*words, "--host", host, "--database", tmp_path / "class.sqlite")
    assert (done.returncode, served) == (2, [])
    assert "an empty one would mean every address of this machine: say 127.0.0.1 or 0.0.0.0" in done.stderr


@pytest.mark.parametrize(("host", "family"), [("0.0.0.0", socket.AF_INET), ("::", socket.AF_INET6)])
def test_bound_to_every_address_it_prints_one_that_others_can_type(host, family, monkeypatch):
    """The address of the machine in its network, which the system chose; without a network, its name."""
    place = serve.Place(host, 0)
    try:
        bound = serve.bound_socket(place)
    except UserError:
        pytest.skip("this machine has no address of that kind")
    with bound:
        port = bound.getsockname()[1]
        monkeypatch.setattr(serve, "own_address", lambda asked: {family: "192.168.7.9"}[asked])
        assert serve.address_at(bound, place) == f"http://192.168.7.9:{port}"
        monkeypatch.setattr(serve, "own_address", lambda asked: "fd00::7")
        assert serve.address_at(bound, place) == f"http://[fd00::7]:{port}"
    monkeypatch.undo()
    monkeypatch.setattr(serve, "FAR", {family: "no address at all"})
    assert serve.own_address(family) == socket.gethostname()


@pytest.mark.usefixtures("served")
@pytest.mark.parametrize("verb", ["play", "class"])
def test_a_sweep_in_a_file_is_said_to_be_passed_over(verb, tmp_path):
    said = command(verb, "scenarios/pace_grid.yaml", "--port", 0, "--database", tmp_path / "kept.sqlite")
    line = "scenarios/pace_grid.yaml: the sweep in it is passed over, as `sim run` does; `sim sweep` plays it\n"
    assert (said.returncode, said.stderr) == (0, line)


@pytest.mark.parametrize(("option", "typed"), [("--seed", 3_000_000_000), ("--world", 3_000_000_000)])
def test_a_seed_and_a_world_beyond_the_largest_are_refused_alike(option, typed, served, tmp_path):
    done = command("play", "baseline", option, typed, cwd=tmp_path)
    assert (done.returncode, served) == (2, [])
    assert f"Invalid value for '{option}': Input should be less than or equal to 2147483647" in done.stderr


def test_the_address_of_a_seat_lets_one_in(served, tmp_path):
    said = command("play", "baseline", "--side", "us", "--world", 5, "--database", tmp_path / "game.sqlite").stdout
    assert "you are     the U.S." in said
    ((parts, _),) = served
    (room,) = (dict(row) for row in open_again(tmp_path / "game.sqlite"))
    assert (room["scenario"], room["world"], room["roles"], room["state"], room["solo"]) == (
        "baseline",
        5,
        "us",
        "open",
        1,
    )
    key = re.search(r"/seat/(\S+)", said)[1]
    assert parts.identities.player_of_key(key) == 1
    again = command("play", "baseline", "--side", "us", "--world", 5, "--database", tmp_path / "game.sqlite").stdout
    assert "the U.S., where you left off" in again


@pytest.mark.usefixtures("served")
def test_a_kept_game_is_gone_on_with_and_named_whatever_else_is_asked(tmp_path):
    file = tmp_path / "game.sqlite"
    command("play", "baseline", "--side", "us", "--seed", 3, "--world", 5, "--database", file)
    again = command("play", "baseline", "--side", "korea", "--seed", 4, "--world", 6, "--database", file).stdout
    assert "you are     the U.S., where you left off" in again
    assert f"game        baseline, seed 3, world 5: the one in {file}; for another name another file" in again


def open_again(file):
    from sim.classroom.room.store import Store

    store = Store(file)
    rows = store.rows("SELECT * FROM rooms")
    store.close()
    return rows


def test_a_port_that_is_taken_is_said_in_words(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = command("class", "--port", port, "--database", tmp_path / "class.sqlite")
    assert done.returncode == 1
    assert f"port {port}: Address already in use. Choose another --port" in done.stderr
    assert not (tmp_path / "class.sqlite").exists()


@pytest.mark.parametrize("words", [("play", "baseline"), ("class",)])
def test_without_its_extra_a_verb_says_in_one_line_what_to_install(words, monkeypatch, tmp_path):
    monkeypatch.setattr(extra, "find_spec", lambda name: None if name == "uvicorn" else object())
    done = command(*words, cwd=tmp_path)
    assert done.returncode == 1
    assert "uvicorn is not installed: pip install 'ninety-days[class]'; nothing was started" in done.stderr
    assert not list(tmp_path.iterdir())


def test_a_scenario_at_fault_is_told_before_anything_is_served(served, tmp_path):
    (tmp_path / "mine.yaml").write_text("extends: baseline.yaml\nworlds: many\n", encoding="utf-8")
    done = command("class", "mine.yaml", "--port", 0, cwd=tmp_path)
    assert done.returncode == 1
    assert "worlds" in done.stderr
    assert not served
