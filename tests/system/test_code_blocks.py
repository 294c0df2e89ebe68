"""Every block of code of the documentation is tried: commands, Python, scenarios, cases.

`python tests/support/doc_blocks.py` says how many there are of each kind, and lists those that are not tried, with the
reason; each stands in doc_commands.py or doc_scripts.py.
"""

import ast
import re
import subprocess
from functools import cache

import doc_commands
import doc_scripts
import pytest
import typer
from command import command
from doc_blocks import blocks_of, pages

from sim.cli import app
from sim.runs.chunk import play_chunk_of_run
from sim.scenario.loading import load
from sim.scenario.reading.yaml_data import parse_yaml
from sim.scenario.schema.scenario import Scenario

KINDS = {"commands", "python", "yaml", "json", "csv", "bash", "bibtex", "r", "stata", "text"}
LITTLE = """
extends: baseline.yaml
question: How does a deal depend on how late each side gives way?
sweep:
  design: grid
  worlds_per_point: 2
  over:
    us.tactic.timed.beta: {range: [0.2, 0.8], steps: 2}
    korea.tactic.timed.beta: {range: [0.2, 0.8], steps: 2}
"""
SHOWN = {  # page -> most blocks that are no code: what was printed by what stands above them
    "docs/explanation/for_mesa_users.md": 4,
    "docs/explanation/mutants.md": 1,
    "docs/explanation/theory/theory_beside_what_happened.md": 1,
    "docs/how-to/add_a_tactic.md": 1,
    "docs/how-to/exchange_domains.md": 2,
    "docs/how-to/explain_a_difference.md": 1,
    "docs/how-to/hand_on_a_report.md": 1,
    "docs/how-to/hold_a_class.md": 1,
    "docs/how-to/play_a_side.md": 1,
    "docs/how-to/take_results_elsewhere.md": 2,
    "docs/how-to/what_moves_the_outcome.md": 1,
}


@pytest.fixture
def place(tmp_path, monkeypatch):
    """Return a folder in which a page is followed; pictures are left blank, as other tests look at them."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sim.reporting.figures.formats.png", lambda *_: b"")
    monkeypatch.setattr("sim.runs.run.play_chunk_of_run", play_once)
    (tmp_path / doc_commands.LITTLE).write_text(LITTLE, encoding="utf-8")
    return tmp_path


@cache
def kept_plays():
    return {}


def play_once(loaded, settings, done, tick):
    """Play a chunk of worlds, or return what came out of the same one before."""
    asked = (repr(loaded.scenario), settings, done)
    if asked not in kept_plays():
        kept_plays()[asked] = play_chunk_of_run(loaded, settings, done, tick)
    return kept_plays()[asked]


def follow_commands(block, place, typed):
    """Type what a block says, once each; what leads to a folder of results may be typed again."""
    failed = {}
    for line in block.commands:
        again = line in typed and "results/" not in line and "--out" not in line
        typed.add(line)
        if again or doc_commands.reason_not_to_try(line):
            continue
        done = command(*doc_commands.smaller(line)[1:], cwd=place)
        if done.returncode != (line in doc_commands.REFUSED):
            failed[line] = done.stderr[-400:]
    assert not failed, block.page


def follow_yaml(block, place):
    """Read a scenario as it stands, and a part of one laid over the baseline."""
    file = place / "part.yaml"
    file.write_text(block.text, encoding="utf-8")
    stated = parse_yaml(file).data if block.text.strip("\n").partition("#")[0].strip() else {}
    assert set(stated) <= {*Scenario.model_fields, "extends", "more_events", "sweep"}, block
    if "extends" not in stated:
        file.write_text(f"extends: baseline.yaml\nquestion: tried\n{block.text}", encoding="utf-8")
    assert load(file).scenario.question


def follow_block(block, place, held):
    """Do with a block what its kind asks for."""
    if block.kind == "commands":
        follow_commands(block, place, held.setdefault("_typed", set()))
    elif block.kind == "python":
        exec(compile(doc_scripts.smaller(block.text), block.page, "exec"), held)
    elif block.kind == "yaml":
        follow_yaml(block, place)
    else:
        name = doc_scripts.FILES[block.page, block.kind]
        (place / name).write_text(block.text, encoding="utf-8")


def is_tried(block):
    return block.kind not in ("text", "bibtex") and not doc_scripts.reason_not_to_try(block)


@pytest.mark.slow
@pytest.mark.parametrize("page", pages())
def test_the_blocks_of_a_page_work_as_written_from_the_first_to_the_last(page, place):
    tried = sorted(filter(is_tried, pages()[page]), key=lambda block: (block.page, block.kind) not in doc_scripts.FILES)
    if any("results/baseline-1" in block.text for block in tried):
        command("run", "baseline", "--worlds", "12", "--seed", "1", "--no-figures", cwd=place)
    held = {"__name__": "page"}
    exec(doc_scripts.GIVEN.get(page, ""), held)
    if page in doc_scripts.SAVED:
        name, text = doc_scripts.SAVED[page]
        (place / name).write_text(text, encoding="utf-8")
    for block in tried:
        follow_block(block, place, held)


def test_blocks_are_found_by_kind():
    text = "    $ sim run a  # b\n    agreed 3 %\n\n```python\nx\n```\n\nwords\n\n    y = 3\n\n```\nmake fuzz\n```\n"
    found = list(blocks_of("p", text, 1))
    assert [(block.line, block.kind) for block in found] == [
        (1, "commands"),
        (4, "python"),
        (10, "text"),
        (12, "commands"),
    ]
    assert [block.commands for block in found] == [["sim run a"], [], [], ["make fuzz"]]


def test_every_block_is_of_a_kind_that_is_tried_and_what_is_only_shown_is_counted():
    every = [block for blocks in pages().values() for block in blocks]
    assert {block.kind for block in every} <= KINDS
    shown = [block.page for block in every if block.kind == "text"]
    assert not [page for page in shown if shown.count(page) > SHOWN.get(page, 0)]


def test_every_reason_for_leaving_out_is_needed_and_few_are():
    every = [block for blocks in pages().values() for block in blocks]
    lines = [line for block in every for line in block.commands]
    assert not [begin for begin in doc_commands.NOT_TRIED if not any(re.match(begin, line) for line in lines)]
    assert not [
        (page, part)
        for page, part in doc_scripts.NOT_TRIED
        if not any(block.page == page and part in block.text for block in every)
    ]
    foreign = [line for line in lines if line.split()[0] != "sim" and not doc_commands.reason_not_to_try(line)]
    assert not foreign
    left_out = [line for line in lines if doc_commands.reason_not_to_try(line)]
    assert len(left_out) < len(lines) / 3


def test_commands_that_are_not_tried_are_understood_option_by_option(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    verbs = typer.main.get_command(app).commands
    lines = {line for blocks in pages().values() for block in blocks for line in block.commands}
    left_out = [line for line in lines if line.startswith("sim ") and doc_commands.reason_not_to_try(line)]
    assert left_out
    for line in left_out:
        _, verb, *words = doc_commands.smaller(line)
        verbs[verb].make_context(verb, words)  # a usage error is raised; nothing is played


def test_what_is_not_tried_is_at_least_well_formed():
    for block in (block for blocks in pages().values() for block in blocks if not is_tried(block)):
        if block.kind == "python":
            ast.parse(re.sub(r'^ *(".*",?|".*": .*),$', "", block.text, flags=re.MULTILINE))  # a line of a table
        elif block.kind == "bash":
            assert subprocess.run(["bash", "-n"], input=block.text, text=True, check=False).returncode == 0
        elif block.kind == "bibtex":
            assert block.text.startswith("@")
            assert block.text.count("{") == block.text.count("}")
