"""Input that would take the machine with it, or reach into other folders, is refused in one message, at once."""

import time

import pytest
from places import BASELINE, SCENARIOS

from sim.scenario.faults import MOST_SAID, ScenarioError
from sim.scenario.loading import load
from sim.scenario.reading.parsing import DEPTH, MOST_VALUES
from sim.sweeps.designs.registry import design_of

SECONDS = 5
DOUBLED = "a0: &a0 [x, x]\n" + "".join(f"a{k}: &a{k} [*a{k - 1}, *a{k - 1}]\n" for k in range(1, 30))  # 2^30 values
LONG = 400_000  # characters


def refusal(tmp_path, text, name="mine.yaml"):
    """Return what is said of a scenario; it must be refused at once, in a message that can be read."""
    file = tmp_path / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    began = time.process_time()
    with pytest.raises(ScenarioError) as refused:
        load(file)
    assert time.process_time() - began < SECONDS
    return str(refused.value)


def variant(text):
    return f"extends: {BASELINE}\n{text}"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (DOUBLED, "the anchor &a0 is not allowed: write the value out"),
        (variant(f"issues: [{'*a, ' * LONG}]"), "larger than 1,000,000 bytes: no scenario is"),
        (variant(f"issues: [{'*a, ' * (LONG // 8)}]"), f"more than {MOST_VALUES:,} keys and values"),
        (variant("".join(f"k{k}: 1\n" for k in range(60_000))), f"more than {MOST_VALUES:,} keys and values"),
        (f"a: {'[' * LONG}", f"nested more than {DEPTH} levels deep"),
        (f"a: {'{a: ' * (LONG // 4)}", f"nested more than {DEPTH} levels deep"),
        ("a:\n  " + "- " * (LONG // 2), f"nested more than {DEPTH} levels deep"),
        ("? " * (LONG // 2), f"nested more than {DEPTH} levels deep"),
        (variant(f"seed: {'9' * LONG}"), f"must be finite; found a number of {LONG} digits"),
        (variant(f"seed: 1{'_1' * (LONG // 2)}x"), "must be a whole number"),
        (variant(f"seed: 1{':59' * (LONG // 3)}"), "must be a whole number"),
        (variant(f"{'k' * LONG}: 1"), "a line has no colon"),
        (variant("question: !!python/object/apply:os.getcwd []"), "a scenario is plain data and names no code"),
        (variant("question: !!binary eA=="), "a scenario is plain data and names no code"),
    ],
    ids=lambda given: str(given)[:24].replace("\n", " "),
)
def test_a_file_made_to_exhaust_or_to_run_code_is_refused(tmp_path, text, said):
    told = refusal(tmp_path, text)
    assert said in told
    assert len(told) < 10 * MOST_SAID


def test_a_long_value_is_told_by_its_ends(tmp_path):
    told = refusal(tmp_path, variant(f"seed: a{'b' * 5000}c"))
    assert "characters) ..." in told
    assert "bc'" in told


# --- files that a scenario names ------------------------------------------------------------------


@pytest.fixture
def apart(tmp_path, monkeypatch):
    """Return a folder to write scenarios in; the one it is run in lies beside it, and `outside` beside both."""
    for name in ("here", "mine", "outside"):
        (tmp_path / name).mkdir()
    (tmp_path / "outside/base.yaml").write_text(variant("seed: 5\n"))
    (tmp_path / "outside/cars.csv").write_text((SCENARIOS / "data/us_car_market_2024.csv").read_text())
    (tmp_path / "outside/points.csv").write_text("seed\n1\n")
    monkeypatch.chdir(tmp_path / "here")
    return tmp_path / "mine"


OUTSIDE = "leads out of the scenario's folder and of the one it is run in. Copy it there, or run from"


@pytest.mark.parametrize("base", ["../outside/base.yaml", "/etc/passwd", "below/../../outside/base.yaml", "link.yaml"])
def test_a_file_elsewhere_is_not_extended(apart, base):
    (apart / "link.yaml").symlink_to(apart.parent / "outside/base.yaml")
    told = refusal(apart, f"# first\nextends: {base}\n")
    assert f"line 2  extends\n      {base} {OUTSIDE}" in told
    assert "root:" not in told


def test_what_an_extended_file_names_stays_in_the_folder_too(apart):
    (apart / "below").mkdir()
    (apart / "below/next.yaml").write_text("extends: ../../outside/base.yaml\n")
    assert OUTSIDE in refusal(apart, "extends: below/next.yaml\n")


@pytest.mark.parametrize("cars", ["../outside/cars.csv", "/etc/passwd"])
def test_a_csv_file_elsewhere_is_not_read(apart, cars):
    told = refusal(apart, variant(f"market: {{cars: {cars}}}\n"))
    assert f"line 2  market.cars\n      '{cars}' {OUTSIDE}" in told


@pytest.mark.parametrize(
    "sweep",
    [
        "{design: table, file: ../outside/points.csv}",
        "{design: grid, over: {scenario: {values: [../outside/base.yaml]}}}",
    ],
)
def test_a_sweep_reads_no_file_elsewhere(apart, sweep):
    (apart / "mine.yaml").write_text(variant(f"sweep: {sweep}\n"))
    with pytest.raises(ScenarioError, match=OUTSIDE):
        design_of(load(apart / "mine.yaml"), 1)


def test_a_project_of_ones_own_is_read_from_its_root_and_from_its_folders(apart, monkeypatch):
    (apart / "variants").mkdir()
    (apart / "base.yaml").write_text(variant("seed: 6\n"))
    (apart / "variants/late.yaml").write_text("extends: ../base.yaml\n")
    (apart / "top.yaml").write_text("extends: variants/late.yaml\n")
    assert load(apart / "top.yaml").scenario.seed == 6
    assert OUTSIDE in refusal(apart, "extends: ../base.yaml\n", "variants/late.yaml")
    monkeypatch.chdir(apart)
    assert load("variants/late.yaml").scenario.seed == 6


def test_what_the_user_types_may_lead_anywhere(apart):
    cars = apart.parent / "outside/cars.csv"
    assert load(BASELINE, [f"market.cars={cars}"]).data["market"]["cars"] == load(BASELINE).data["market"]["cars"]


# --- no code in data ------------------------------------------------------------------------------


def test_text_in_xml_with_entities_of_its_own_is_refused():
    from domains import genius

    bomb = (
        '<!DOCTYPE z [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><utility_space><objective>&b;</objective></utility_space>'
    )
    for text in (bomb, '<!DOCTYPE z SYSTEM "file:///etc/passwd"><utility_space/>'):
        with pytest.raises(ValueError, match="declares a document type"):
            genius(text)
