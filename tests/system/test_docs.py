"""What the README shows is what happens."""

import json
import re

import pytest
from places import ROOT
from runs import played

import sim
from sim.analysis.prediction_table import compare_with_theory, run_figures
from sim.analysis.predictions import predict
from sim.reporting.run_text import run_text

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_output_in_the_readme_is_that_of_the_baseline():
    shown = re.search(r"make run .*?\n\n?(.*?)\n    \$ make test", README, re.DOTALL).group(1)
    outcome = played("baseline")
    spec = outcome.loaded.scenario
    text = run_text(run_figures(outcome.worlds, spec), spec, "baseline", outcome.settings.seed)
    lines = [line.strip() for line in shown.strip().split("\n")]
    assert lines[:-1] == [line.strip() for line in text.split("\n")]
    assert lines[-1].startswith("saved       results/baseline-1")


def test_every_link_in_the_readme_leads_somewhere():
    links = re.findall(r"\]\(([^)]+)\)", README)
    assert links
    for link in links:
        assert (ROOT / link).exists(), link


def test_the_python_in_the_readme_runs(monkeypatch):
    code = re.search(r"```python\n(.*?)```", README, re.DOTALL).group(1)
    monkeypatch.chdir(ROOT)
    held: dict[str, object] = {}
    exec(code.replace("worlds=2000", "worlds=4"), held)
    assert len(held["frame"]) == 4
    assert held["model"].day == 1
    assert held["sim"] is sim


def test_the_schema_the_command_prints_is_the_one_that_ships(capsys):
    from sim.cli.list import list_

    list_("schema", json=True)
    shipped = json.loads((ROOT / "sim" / "scenario" / "schema.json").read_text(encoding="utf-8"))
    assert json.loads(capsys.readouterr().out) == shipped


@pytest.mark.parametrize("word", ["BATNA", "ufun", "TODO", "FIXME"])
def test_the_glossary_is_kept(word):
    files = [
        p
        for folder in ("sim", "scenarios", "docs")
        for p in (ROOT / folder).rglob("*")
        if p.suffix in {".py", ".md", ".yaml"}
    ]
    theirs = ("opponent_ufun", '"ufun"')  # a name of NegMAS's, which its adapter must use, and a key in files of others
    texts = {p: p.read_text(encoding="utf-8") for p in files}
    assert not [p for p, text in texts.items() if word in text.replace(theirs[0], "").replace(theirs[1], "")]


def test_the_second_notebook_answers_with_the_numbers_of_its_run():
    cells = json.loads((ROOT / "notebooks" / "02_tactics_and_theory.ipynb").read_text(encoding="utf-8"))["cells"]
    answer, outcome = "".join(cells[0]["source"]), played("baseline", worlds=300)
    found = compare_with_theory(outcome.worlds, predict(outcome))
    for name in ("equilibrium", "what happened", "Nash"):
        assert f"{found[name]['us_value']:.1f}" in answer
        assert f"{found[name]['korea_value']:.1f}" in answer
    assert f"a deal in {100 * found['what happened']['agreed']:.0f} % of the worlds" in answer


def test_the_notebook_answers_with_the_numbers_of_its_run():
    cells = json.loads((ROOT / "notebooks" / "01_one_negotiation.ipynb").read_text(encoding="utf-8"))["cells"]
    answer = "".join(cells[0]["source"])
    row = played("baseline", worlds=20).worlds.slice(0, 1).to_pylist()[0]
    assert f"{row['us_value']:.1f} bn USD a year to the U.S. and {row['korea_value']:.1f} to Korea" in answer
    assert f"sign on {row['date']:%-d %B} at {row['auto_tariff']:g} % on cars" in answer
    assert f"{100 * row['us_share']:.0f} % of the gain" in answer


def test_the_fourth_notebook_answers_with_the_numbers_it_shows():
    cells = json.loads((ROOT / "notebooks" / "04_what_moves_the_outcome.ipynb").read_text(encoding="utf-8"))["cells"]
    shown = json.dumps([cell["outputs"] for cell in cells if cell["cell_type"] == "code"], ensure_ascii=False)
    figures = re.findall(r"\d\.\d\d ± \d\.\d\d", "".join(cells[0]["source"]))
    assert len(figures) == 13
    assert not [figure for figure in figures if figure not in shown]


def test_the_third_notebook_answers_with_the_counts_it_shows():
    cells = json.loads((ROOT / "notebooks" / "03_before_and_after_the_election.ipynb").read_text("utf-8"))["cells"]
    answer = "".join(cells[0]["source"])
    table = (ROOT / "notebooks" / "structures.txt").read_text(encoding="utf-8")
    assert "".join(cells[3]["outputs"][0]["text"]).strip() in table
    rows = re.findall(r"^(\d) \D+ [+-] +(\d+) +(\d+)", table, re.MULTILINE)
    counts = {number: (holds, flips) for number, holds, flips in rows}
    said = {  # result -> as the answer puts it
        "1": "early because of it in {0} of 36, more in {1}",
        "2": "*Doubt delays*: in {0} of 36, the opposite in {1}",
        "3": "better for Korea in {0} of 36, worse in {1}",
        "4": "fewer sign before the vote, in {0} of 36",
        "5": "puts cars at 15, in {0} of 36",
        "6": "pledges more in {0} of 36",
        "7": "a lower car tariff in {0} of 36",
        "8": "brings Korea better terms in {0} of 36",
        "9": "later with it in {0} of 36 structures, earlier in {1}",
    }
    assert not [words for number, words in said.items() if words.format(*counts[number]) not in answer]
    assert {counts[number][1] for number in "45678"} == {"0"}


def test_the_third_notebook_answers_with_the_structures_it_plays():
    cells = json.loads((ROOT / "notebooks" / "03_before_and_after_the_election.ipynb").read_text("utf-8"))["cells"]
    shown = "".join(cells[12]["outputs"][0]["data"]["text/plain"])
    below, above = (re.search(rf"^{word} 0 +(\d+) +(\d+)", shown, re.MULTILINE).groups() for word in ("below", "above"))
    answer = "".join(cells[0]["source"])
    assert f"later with it in {above[1]} of 36 structures, earlier in {below[1]}" in answer
    assert f"end with a deal in {below[0]}, more in {above[0]}" in answer


def test_result_columns_say_when_each_is_null_as_the_columns_of_a_run_do():
    page = (ROOT / "docs" / "reference" / "result_columns.md").read_text(encoding="utf-8")
    rows = {line.split("`")[1]: line.rstrip("| ").rsplit(" | ", 1)[1] for line in page.split("\n") if line[:3] == "| `"}
    fields = {
        field.name: (field.metadata or {}).get(b"null", b"").decode() for field in played("baseline").worlds.schema
    }
    shared = set(rows) & set(fields)
    assert len(shared) > 20
    assert {name: rows[name] for name in shared} == {name: fields[name] for name in shared}
