"""The commands of the README that a reader types first; test_code_blocks.py follows them all."""

import re
import shlex

from command import command
from doc_blocks import pages
from places import DOCS, ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_first_commands_of_use_are_what_make_run_leaves():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert "ln -sfn $(VENV) .venv" in makefile
    assert re.search(r"## Use\n\n    \$ \. \.venv/bin/activate ", README)


def test_most_commands_of_the_readme_are_tried():
    asked = [step for block in pages()["README.md"] for step in block.steps if step.line.startswith("sim ")]
    tried = [shlex.split(step.line)[1] for step in asked if not step.needs]
    assert len(tried) >= 25
    assert {"check", "run", "show", "list", "cars", "sweep", "compare", "new", "explain", "draw"} <= set(tried)


def test_a_scenario_of_ones_own_is_saved_under_its_name(tmp_path):
    for block in pages()[str((DOCS / "how-to" / "write_a_scenario.md").relative_to(ROOT))]:
        for line in block.commands:
            few = ["--worlds", "6", "--no-figures"] if line.startswith("sim run") else []
            assert command(*shlex.split(line)[1:], *few, cwd=tmp_path).returncode == 0
    assert (tmp_path / "results" / "mine-1" / "worlds.parquet").is_file()
