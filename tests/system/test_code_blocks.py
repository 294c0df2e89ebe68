"""Every block of code of the documentation is tried: commands and what they print, Python, scenarios, cases.

`python tests/support/doc_blocks.py` says how many there are of each kind, and lists those that are not run: each says
so on its page, with what it needs.
"""

import re
from functools import cache
from pathlib import PurePath

import doc_commands
import doc_scripts
import pytest
from command import WHOLE_BENCH, command
from doc_blocks import Step, blocks_of, pages
from doc_following import Reader
from doc_output import missing_lines
from doc_shell import smaller_line
from places import ROOT
from small_checkouts import checkout
from tiny_bench import TINY

from sim.bench import settings
from sim.runs.chunk import play_chunk_of_run

KINDS = {"commands", "python", "yaml", "json", "csv", "bash", "bibtex", "r", "stata", "text"}
NOT_RUN = (  # blocks, and commands of blocks, which their page says are not run
    ("README.md", "needs Jupyter"),
    ("findings/README.md", "needs the network"),
    ("docs/explanation/mutants.md", "needs cosmic-ray and, for the first two, hours"),
    ("docs/how-to/fuzz_it.md", "needs atheris"),
    ("docs/how-to/run_on_a_cluster.md", "needs SLURM"),
    ("docs/how-to/run_on_a_cluster.md", "needs Kubernetes"),
    ("docs/how-to/run_on_a_cluster.md", "needs MPI"),
    ("docs/how-to/take_results_elsewhere.md", "needs R"),
    ("docs/how-to/take_results_elsewhere.md", "needs Stata"),
)
LITTLE = """
extends: baseline.yaml
question: How does a deal depend on how late each side gives way?
sweep:
  design: grid
  worlds_per_point: 2
  over:
    us.tactic.timed.beta: {range: [0.2, 0.8], steps: 2}
    korea.tactic.timed.beta: {range: [0.1, 0.9], steps: 2}
"""
PLAYED = {"scenarios/baseline.yaml": 7, "scenarios/sobol_seven.yaml": 7}  # by the small programs


@pytest.fixture
def place(tmp_path, monkeypatch):
    """Return a folder in which a page is followed, where what takes long is small.

    Pictures are left blank, as other tests look at them; of 36 structures one is played; a million worlds are eight;
    the older checkout beside this one, and this one, are two small programs.
    """
    from sim.analysis.validation import structures
    from sim.bench import against

    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    monkeypatch.setattr("sim.reporting.figures.formats.png", lambda *_: b"")
    monkeypatch.setattr("sim.runs.run.play_chunk_of_run", play_once)
    every = structures.declared_structures
    monkeypatch.setattr(structures, "declared_structures", lambda *words: every(*words)[:1])
    monkeypatch.setattr("sim.analysis.validation.structures.structure_runs.usable_cores", lambda: 1)
    monkeypatch.setattr(settings, "QUICK", TINY)
    monkeypatch.setattr(settings, "MILLION", 8)
    monkeypatch.setattr(against, "CHECKOUT", checkout(tmp_path / "ours", PLAYED))
    monkeypatch.setattr(against, "find_spec", lambda name: None)
    checkout(tmp_path / "older", PLAYED)
    (here / doc_commands.LITTLE).write_text(LITTLE, encoding="utf-8")
    grid = LITTLE.replace("0.8], steps: 2", "0.8], steps: 5").replace("0.9], steps: 2", "0.9], steps: 6")
    (here / doc_commands.GRID).write_text(grid, encoding="utf-8")
    return here


@cache
def kept_plays():
    return {}


def play_once(loaded, settings, done, tick):
    """Play a chunk of worlds, or return what came out of the same one before."""
    asked = (repr(loaded.scenario), settings, done)
    if asked not in kept_plays():
        kept_plays()[asked] = play_chunk_of_run(loaded, settings, done, tick)
    return kept_plays()[asked]


def every_block():
    return [block for blocks in pages().values() for block in blocks]


def every_step():
    return [(block, step) for block in every_block() for step in block.steps]


def file_that_follows(block):
    """Return the test of another file that follows a block, if one does."""
    if block.kind != "text":
        return doc_scripts.ELSEWHERE.get((block.page, block.kind))
    shown = doc_scripts.SHOWN.items()
    return next((test for (page, begin), test in shown if page == block.page and block.text.startswith(begin)), None)


@pytest.mark.slow
@pytest.mark.parametrize("page", pages())
def test_the_blocks_of_a_page_work_as_written_from_the_first_to_the_last(page, place):
    tried = [block for block in pages()[page] if not block.needs and not file_that_follows(block)]
    tried.sort(key=lambda block: (block.page, block.kind) not in doc_scripts.FILES)
    if any("results/baseline-1" in block.text for block in tried):
        command("run", "baseline", "--worlds", "12", "--seed", "1", "--no-figures", cwd=place)
    reader = Reader(page, place)
    exec(doc_scripts.GIVEN.get(page, ""), reader.names)
    if page in doc_scripts.SAVED:
        name, text = doc_scripts.SAVED[page]
        (place / name).write_text(text, encoding="utf-8")
    with reader.open:
        for block in tried:
            reader.follow(block)


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
    assert found[0].steps == [Step("sim run a", "b", ("agreed 3 %",))]


def test_an_option_on_a_line_of_its_own_is_the_command_above_with_it():
    text = "    $ sim run a \\\n        --json  # one\n      --set b=1  # two\n      --set c=2\n    $ sim list\n"
    text += "    --all\n"
    (block,) = blocks_of("p", text)
    assert block.commands == [
        "sim run a --json",
        "sim run a --json --set b=1",
        "sim run a --json --set c=2",
        "sim list",
    ]
    assert block.steps[-1].printed == ("--all",)


def test_what_a_page_says_is_not_run_is_found_above_a_block_or_beside_a_command():
    text = "*Not run in the tests: needs\nR.* So.\n\n```r\nx\n```\n\nwords\n\n"
    text += "    $ a  # b (not run in the tests: needs c)\n    $ d\n"
    first, second = blocks_of("p", text)
    assert (first.needs, second.needs) == ("needs R", None)
    assert [step.needs for step in second.steps] == ["needs c", None]


@pytest.mark.parametrize(
    ("shown", "exact", "missing"),
    [
        (["agreed 0.5 [0.4 to 0.6]", "day 90"], True, []),
        (["day 90", "agreed 0.5 [0.4 to 0.6]"], True, ["agreed 0.5 [0.4 to 0.6]"]),  # in another order
        (["agreed 0.7 [0.4 to 0.6]"], True, ["agreed 0.7 [0.4 to 0.6]"]),
        (["agreed 0.7 [0.1 to 0.2]", "..."], False, []),
        (["agrees 0.7 [0.1 to 0.2]"], False, ["agrees 0.7 [0.1 to 0.2]"]),
        (["day 8 ..."], True, ["day 8 ..."]),
        (["day 90 ..."], True, []),
    ],
)
def test_lines_that_are_shown_and_not_printed_are_found(shown, exact, missing):
    assert missing_lines(shown, "agreed   0.5 [0.4 to 0.6]\nday      90\n", exact) == missing


def test_every_block_is_of_a_kind_that_is_tried():
    assert {block.kind for block in every_block()} <= KINDS


def test_what_is_not_run_says_so_on_its_page():
    blocks = [(block.page, block.needs) for block in every_block() if block.needs]
    steps = [(block.page, step.needs) for block, step in every_step() if step.needs]
    assert sorted(blocks + steps) == sorted(NOT_RUN)


def test_what_another_test_follows_is_followed_there():
    followed = {**doc_scripts.ELSEWHERE, **doc_scripts.SHOWN}
    for (page, _), test in followed.items():
        assert PurePath(page).stem in (ROOT / test).read_text(encoding="utf-8"), (page, test)
    known = {(block.page, block.kind) for block in every_block()}
    assert set(doc_scripts.ELSEWHERE) <= known
    for page, begin in doc_scripts.SHOWN:
        assert [block for block in pages()[page] if block.text.startswith(begin)], (page, begin)


def test_what_sets_up_and_tests_the_program_is_what_runs_these_tests():
    lines = {line for _, step in every_step() for line in [step.line]}
    assert set(doc_commands.ELSEWHERE) <= lines
    followed = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert {"make run", "make test"} <= set(followed)
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(r"^test:.*\n\t@\$\(MAKE\) .* sitetests tests$", makefile, re.MULTILINE)
    assert re.search(r"^sitetests:.* site ", makefile, re.MULTILINE)
    assert "WHOLE_BENCH" in (ROOT / doc_commands.ELSEWHERE[WHOLE_BENCH]).read_text(encoding="utf-8")


def test_a_command_on_two_pages_is_played_on_the_last():
    shared = [(page, line) for page, line in steps_by_page() if doc_commands.is_another_s(page, line)]
    assert ("README.md", "sim dashboard") in shared
    assert ("docs/how-to/use_the_dashboard.md", "sim dashboard") not in shared
    played = {tuple(doc_commands.smaller(line)) for page, line in steps_by_page() if (page, line) not in shared}
    assert {tuple(doc_commands.smaller(line)) for _, line in shared} <= played


def steps_by_page():
    return [(block.page, step.line) for block, step in every_step() if step.line.startswith("sim ")]


def test_what_downloads_or_takes_hours_is_made_small():
    lines = {step.line for block, step in every_step() if not (step.needs or block.needs)}
    others = {line for line in lines if not line.startswith(("sim ", "export ", "grep ", "PYTHONPATH="))}
    assert {line for line in others if smaller_line(line) == line} == set(doc_commands.ELSEWHERE) - {WHOLE_BENCH}
