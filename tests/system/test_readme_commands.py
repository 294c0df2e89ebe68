"""The commands of the README and of two how-tos, as written, in a checkout's stead: an empty folder."""

import re
import shlex
from itertools import pairwise

import pytest
from command import command
from places import DOCS, ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
MINUTES = (
    "--patterns",
    "--structures",
    "--theory",
    "--points",
    "duel",
    "score",
    "teach",
)  # tried by tests of their own
SERVE = ("play", "class", "dashboard")  # until they are told to end; tried by tests of their own too
OTHERS = {*MINUTES, *SERVE}
PLAYED = {"run", "compare"}  # here in fewer worlds
FEW = ["--worlds", "6"]


def lines(text):
    """Return the commands of a page, without what is said beside them."""
    return [shlex.split(line, comments=True) for line in re.findall(r"^ +\$ (sim .*)$", text, re.MULTILINE)]


def cheap(words):
    """Whether a command takes seconds; what plays a whole sweep does not."""
    return not set(words) & OTHERS and (words[1] != "sweep" or "--plan" in words) and "--actual" not in words


def test_the_first_commands_of_use_are_what_make_run_leaves():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert "ln -sfn $(VENV) .venv" in makefile
    assert re.search(r"## Use\n\n    \$ \. \.venv/bin/activate ", README)


def test_every_verb_of_the_readme_is_named_and_most_commands_are_cheap():
    asked = lines(README)
    assert len([words for words in asked if cheap(words)]) >= 14
    assert {"check", "run", "show", "list", "cars", "sweep", "compare", "new"} <= {words[1] for words in asked}


@pytest.mark.slow
def test_the_commands_of_the_readme_work_as_written_in_an_empty_folder(tmp_path):
    command("run", "scenarios/baseline.yaml", *FEW, "--no-figures", cwd=tmp_path)  # what `make run` does
    (tmp_path / "results" / "pace").mkdir()
    failed = {}
    for words in filter(cheap, lines(README)):
        plays = words[1] in PLAYED or "--quarters" in words
        few = FEW if plays and "--from" not in words and "--worlds" not in words else []
        fewer = ["6" if before == "--worlds" else word for before, word in pairwise(words)]
        unfigured = ["--no-figures"] if words[1] == "run" else []
        if "results/pace" in words:  # a sweep that is not played here
            continue
        done = command(*fewer, *few, *unfigured, cwd=tmp_path)
        if done.returncode:
            failed[shlex.join(words)] = done.stderr[-300:]
    assert not failed


def test_the_commands_for_a_scenario_of_ones_own_work_as_written(tmp_path):
    for words in lines((DOCS / "how-to" / "write_a_scenario.md").read_text(encoding="utf-8")):
        few = [*FEW, "--no-figures"] if words[1] == "run" else []
        done = command(*words[1:], *few, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
    assert (tmp_path / "results" / "mine-1" / "worlds.parquet").is_file()
