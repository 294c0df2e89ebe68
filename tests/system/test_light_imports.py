"""What a run and a check do not need, they do not import: each library named here takes .2 to 1 s."""

import os
import subprocess
import sys

import pytest
from places import BASELINE, ROOT

HEAVY = ("mesa", "pandas", "networkx", "matplotlib", "scipy.spatial", "scipy.stats", "SALib", "numba")
SAID = "print(*(name for name in {heavy} if name in sys.modules), file=sys.stderr)"
RUN = "import sim; outcome = sim.run({file!r}, worlds=2); outcome.column('us_value')"
COMMAND = "from sim.cli import main; sys.argv = {words!r}; main()"


def imported(code, **variables):
    """Return which heavy libraries are imported after some code, in a fresh process."""
    lines = f"import sys\nsys.path.insert(0, {str(ROOT)!r})\ntry:\n    {code}\nfinally:\n    {SAID.format(heavy=HEAVY)}"
    known = {name: value for name, value in os.environ.items() if name != "NINETY_DAYS_BACKEND"}
    done = subprocess.run(
        [sys.executable, "-c", lines], capture_output=True, text=True, check=True, env={**known, **variables}
    )
    return set(done.stderr.split())


def command(*words):
    return COMMAND.format(words=["sim", *map(str, words)])


def test_a_run_in_python_imports_none_of_them():
    assert imported(RUN.format(file=str(BASELINE)), NINETY_DAYS_BACKEND="numpy") == set()


def test_a_check_imports_none_of_them():
    assert imported(command("check", BASELINE)) == set()


@pytest.mark.parametrize(("more", "needed"), [(["--no-figures"], set()), ([], {"matplotlib"})])
def test_a_run_of_few_worlds_imports_only_what_draws(tmp_path, more, needed):
    assert imported(command("run", BASELINE, "--worlds", 2, "--out", tmp_path / "result", *more)) == needed


def test_the_cases_of_the_car_market_need_no_kernels():
    """To have them compiled takes a minute where it is the first that is asked of the program."""
    assert "numba" not in imported(command("cars"))
