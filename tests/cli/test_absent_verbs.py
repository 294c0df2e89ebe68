"""The verbs on a scenario without market, carmakers, industry and precedent: what plays, and what is refused."""

import json

import pyarrow.parquet as pq
import pytest
from command import command
from two_parties import FILE

CARS = "this scenario has no `market`, so that there are no cars to ask about; nothing was run"
ACCOUNTS = "this scenario has no `carmakers`, so that there are no accounts of theirs; nothing was run"
ABSENT = ("duty", "carmaker", "car tariff", "Hyundai", "Korea", "won")


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """A run of the scenario with its report, saved."""
    place = tmp_path_factory.mktemp("absent") / "two"
    told = command("run", FILE, "--worlds", 30, "--out", place)
    assert (told.returncode, told.stderr) == (0, "")
    return place, told.stdout


def test_a_run_says_nothing_of_what_is_absent(saved):
    place, said = saved
    story = (place / "story.md").read_text(encoding="utf-8")
    assert not [word for word in ABSENT if word in said or word in story]
    assert "thousand EUR" in said
    assert not (place / "accounts.parquet").exists()
    assert {file.stem for file in (place / "figures").iterdir()} == {"deals", "terms", "values", "offers"}
    assert "duty booked" not in (place / "report.html").read_text(encoding="utf-8")


def test_a_saved_run_is_shown_and_drawn(saved, tmp_path):
    place, said = saved
    shown = command("show", place)
    assert (shown.returncode, shown.stderr) == (0, "")
    assert shown.stdout.splitlines()[1] == said.splitlines()[1]
    assert command("draw", "terms", place, "--out", tmp_path / "terms.png").returncode == 0
    for name in ("bills", "carmakers"):
        refused = command("draw", name, place, "--out", tmp_path / "none.png")
        assert (refused.returncode, refused.stderr.strip()) == (1, ACCOUNTS)


def test_runs_are_compared(saved, tmp_path):
    place, _ = saved
    told = command("compare", place, place, "--out", tmp_path / "compared")
    assert (told.returncode, told.stderr) == (0, "")
    rows = pq.read_table(tmp_path / "compared" / "comparison.parquet").column("measure").to_pylist()
    assert {"price", "delivery", "agreed"} <= set(rows)
    assert not [name for name in rows if name.endswith("_profit_change")]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("cars",), CARS),
        (("cars", "--quarters"), ACCOUNTS),
        (("cars", "--months"), ACCOUNTS),
        (("cars", "--quarters", "--others", 15), ACCOUNTS),
    ],
)
def test_questions_about_cars_are_refused_in_one_line(words, said):
    told = command(*words, "--scenario", FILE)
    assert (told.returncode, told.stdout, told.stderr.strip()) == (1, "", said)


def test_it_is_swept_explained_and_replayed(tmp_path):
    (tmp_path / "two.yaml").write_text(FILE.read_text(encoding="utf-8"), encoding="utf-8")
    over = "random_numbers: common, over: {seller.weights.cost: {values: [1, 1.5]}}"
    sweep = f"extends: two.yaml\nsweep: {{design: grid, worlds_per_point: 10, {over}}}\n"
    (tmp_path / "swept.yaml").write_text(sweep, encoding="utf-8")
    (tmp_path / "dear.yaml").write_text("extends: two.yaml\nseller: {weights: {cost: 1.5}}\n", encoding="utf-8")
    swept = command("sweep", "swept.yaml", "--out", "swept", "--no-figures", cwd=tmp_path)
    assert (swept.returncode, swept.stderr) == (0, "")
    told = command("explain", "two.yaml", "dear.yaml", "--worlds", 10, "--json", cwd=tmp_path)
    assert told.returncode == 0
    assert "seller.weights.cost" in json.dumps(json.loads(told.stdout))
    replayed = command("replay", "two.yaml", "--world", 0, "--out", "world.html", cwd=tmp_path)
    assert (replayed.returncode, replayed.stderr) == (0, "")
    page = (tmp_path / "world.html").read_text(encoding="utf-8")
    assert '"makers":{}' in page.replace(" ", "")


def test_a_check_tells_weights_that_change_nothing():
    told = command("check", FILE, "--set", "buyer.weights.gas=1")
    assert any(line.endswith("which change nothing: buyer.weights.gas") for line in told.stdout.splitlines())
