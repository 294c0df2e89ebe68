"""What may not be drawn into is refused before anything is played, by every verb that draws."""

import inspect
import os

import pytest
from runs import SCENARIOS

import sim.analysis.validation.robustness  # before anything is replaced
import sim.sweeps.execution.fill  # noqa: F401  (likewise)
from sim.cli.verbs import VERBS, find_verb
from sim.sweeps.sweep import sweep

BASELINE = str(SCENARIOS / "baseline.yaml")
DRAWING = {  # each way in which a verb draws into a file, in a few worlds
    "validate --actual": ("--scenario", BASELINE, "--worlds", 5),
    "validate --patterns": ("--points", 2, "--scenario", BASELINE, "--worlds", 2),
    "duel timed": ("--worlds", 2),
    "robust nowhere": (),
    "sensitivity nowhere": ("--of", "agreed"),
    "explain": (BASELINE, "--set-b", "deadline.most=1", "--worlds", 2),
    "cars --quarters": ("--scenario", BASELINE, "--worlds", 2),
}
RATE, PACE = "precedent.believed_rate: [10, 25]", "us.tactic.timed.beta: [0.1, 1.0]"
LEVERS = f"{{us.tactic: {{values: [micro, hardliner], lever: true}}, {RATE}}}"
SWEEPS = {  # what is swept, where a verb draws a sweep
    "robust nowhere": f"{{design: random, points: 2, worlds_per_point: 2, over: {LEVERS}}}",
    "sensitivity nowhere": f"{{design: sobol, base: 8, worlds_per_point: 40, over: {{{PACE}, {RATE}}}}}",
}
PLAYS = (  # what each of these plays with, by the names under which the verbs ask for it
    "sim.runs.run.run",
    "sim.analysis.validation.robustness.measure_points",
    "sim.analysis.tournament.play_tournament",
    "sim.runs.carmaker_run.run_tariff_path",
)


PLACES = ["file", "folder.png", "pipe.png", "to_nowhere.png"]


@pytest.fixture
def places(tmp_path):
    """Return a folder with what cannot be drawn into."""
    (tmp_path / "folder.png").mkdir()
    (tmp_path / "file").write_text("no folder")
    os.mkfifo(tmp_path / "pipe.png")
    (tmp_path / "to_nowhere.png").symlink_to(tmp_path / "none" / "x.png")
    return tmp_path


def test_every_verb_with_a_figure_is_here():
    drawing = {name for name in VERBS if "figure" in inspect.signature(find_verb(name)).parameters}
    assert drawing == {way.split()[0] for way in DRAWING}


@pytest.mark.parametrize("way", DRAWING)
@pytest.mark.parametrize(
    ("place", "message"),
    [
        ("folder.png", "is a folder; nothing was run"),
        ("none/x.png", "no such folder: "),
        ("file/x.png", "no such folder: "),
        ("x.jpg", "must name a PNG, SVG or PDF file"),
        ("x", "must name a PNG, SVG or PDF file"),
        (f"{'x' * 300}.png", "cannot be written: "),
        ("pipe.png", "is a device, not a file; nothing was run"),
        ("to_nowhere.png", "cannot be written: No such file or directory; nothing was run"),
    ],
)
def test_a_figure_that_cannot_be_written_is_refused_before_anything_is_played(
    ended, monkeypatch, places, way, place, message
):
    for play in PLAYS:
        monkeypatch.setattr(play, lambda *_, **__: pytest.fail("it was played"))
    status, out, err = ended(*way.split(), *DRAWING[way], "--figure", places / place)
    assert (status, out) == (1, "")
    assert message in err
    assert err.rstrip().endswith("nothing was run")
    assert sorted(path.name for path in places.iterdir()) == PLACES


def played_first(way, folder):
    """Return the words of a way to draw; of a sweep that is played first, in a few worlds."""
    if way not in SWEEPS:
        return [*way.split(), *DRAWING[way]]
    file = folder / "few.yaml"
    file.write_text(f"extends: {BASELINE}\nsweep: {SWEEPS[way]}\n", encoding="utf-8")
    sweep(file, folder / "swept", seed=1)
    return [way.split()[0], folder / "swept", *DRAWING[way]]


@pytest.mark.parametrize("way", DRAWING)
def test_a_figure_is_drawn_and_said_to_be(told, tmp_path, way):
    file, words = tmp_path / "drawn.png", played_first(way, tmp_path)
    text = told(*words, "--figure", file)
    assert text.endswith(f"\ndrawn       {file}\n")
    assert file.read_bytes().startswith(b"\x89PNG\r\n\x1a\n")
    assert f"drawn       {file}" not in told(*words, "--figure", file, "--json")


SAVING = {  # each verb that saves a folder, in a few worlds
    "run": (BASELINE, "--worlds", 2, "--no-figures"),
    "compare": (BASELINE, SCENARIOS / "no_election.yaml", "--worlds", 2, "--no-figures"),
    "sweep": (SCENARIOS / "pace_grid.yaml", "--worlds", 1),
    "score": (BASELINE, "--worlds", 40),
    "discover": ("nowhere", "--where", "not agreed"),
    "teach": ("--only", "last_mover"),
    "export": ("nowhere",),
    "import": ("nowhere",),
}


def test_every_verb_with_a_folder_is_here():
    assert SAVING.keys() == {name for name in VERBS if "out" in inspect.signature(find_verb(name)).parameters}


@pytest.mark.parametrize("verb", SAVING)
@pytest.mark.parametrize("place", ["file", "file/made", "folder.png"])
def test_a_folder_that_cannot_be_made_is_refused_before_anything_is_played(ended, monkeypatch, places, verb, place):
    for play in ("sim.runs.run.play", "sim.runs.run.run", "sim.sweeps.execution.fill.fill"):
        monkeypatch.setattr(play, lambda *_, **__: pytest.fail("it was played"))
    status, out, err = ended(verb, *SAVING[verb], "--out", places / place)
    assert (status, out) == (1, "")
    assert "nothing was run" in err
    assert sorted(path.name for path in places.rglob("*")) == PLACES
