"""`import sim` is all that a script, a notebook or the README needs."""

import ast
import json
import re
import subprocess
import sys

import pytest
from runs import SCENARIOS

import sim

ROOT = SCENARIOS.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def described():
    """Return the names that the docstring of the package describes, each with its words."""
    lines = re.findall(r"^    (\w+) {1,}(\S.*)$", sim.__doc__.split("is a name of this package:")[1], re.MULTILINE)
    return dict(lines)


@pytest.mark.parametrize("name", sim.__all__)
def test_every_name_is_there_and_described_in_one_line(name):
    assert getattr(sim, name) is getattr(sim, name)
    assert described()[name]
    assert name in dir(sim)


def test_nothing_else_is_described():
    assert list(described()) == sim.__all__


def test_a_name_that_is_not_there_is_refused():
    with pytest.raises(AttributeError, match="no attribute 'no_such_name'"):
        _ = sim.no_such_name


def test_to_import_it_imports_nothing_heavy():
    code = "import sys, sim; print(sorted({'mesa', 'numpy', 'matplotlib', 'pyarrow'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def code_of(notebook):
    """Return the code of a notebook, without what only a notebook knows."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    lines = [line for cell in cells if cell["cell_type"] == "code" for line in "".join(cell["source"]).split("\n")]
    return "\n".join(line for line in lines if not line.startswith("%"))


PAGES = {notebook.name: code_of(notebook) for notebook in NOTEBOOKS} | {
    "README.md": "\n".join(re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL))
}


@pytest.mark.parametrize("page", PAGES)
def test_notebooks_and_the_readme_import_sim_alone(page):
    tree = ast.parse(PAGES[page])
    modules = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    modules += [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    assert [module for module in modules if module.split(".")[0] == "sim"] == ["sim"]


@pytest.mark.parametrize("page", PAGES)
def test_they_ask_sim_for_its_names_and_define_none_of_their_own(page):
    tree = ast.parse(PAGES[page])
    asked = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "sim"
    }
    assert asked
    assert asked <= set(sim.__all__)
    assert not [node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
