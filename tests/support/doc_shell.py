"""Commands of the documentation that are no `sim`: typed into bash, in a folder that looks like a checkout.

What they would download is there already: an environment is one without pip that borrows the packages of this one, and
pip asks no index.  What takes hours is played in its smallest size.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from subprocess import CompletedProcess

from places import ROOT

PIP = f"{sys.executable} -m pip --disable-pip-version-check"
BORROWED = [path for path in sys.path if path.endswith("site-packages")]
LINKED = ("sim", "tests", "scenarios", "Makefile", "pyproject.toml", "README.md", "findings")
STAMPS = ("core", "dev", "docs")  # by which make knows that an environment is set up
ENVIRONMENTS = (
    ".venv-3.11",
    f".venv-{sys.version_info.major}.{sys.version_info.minor}",
)  # as pages write it, and as make does
OFFLINE = "--quiet --no-deps --no-index --no-build-isolation"
SMALLER = (  # what a line begins with (regular expression) -> what is typed in its stead
    (
        r"python3 -m venv \.venv && \.venv/bin/pip install \.$",
        f"{sys.executable} -m venv --without-pip .venv; "
        f"printf '%s\\n' {' '.join(BORROWED)} > $(echo .venv/lib/python*/site-packages)/dependencies.pth; "
        f"{PIP} --python .venv/bin/python install {OFFLINE} {ROOT}",
    ),
    (r"\. \.venv/bin/activate$", r'\g<0>; [[ "$(command -v sim)" == */.venv/bin/sim ]]'),
    (r"(\.venv/bin/sim run .*)", r"env -u PYTHONPATH \1 --worlds 4 --no-figures"),
    (
        r"pip install 'ninety-days(\[\w+\])'",
        rf"{PIP} install --dry-run --no-index --no-build-isolation '{ROOT}\1' &> told; ! grep 'not provide' told",
    ),
    (r"make fuzz.*", f"make PYTHON={sys.executable} fuzz RUNS=0 CASES=2"),
    (r"python docs/teaching/generate.py", rf"\g<0> && diff -r docs/teaching {ROOT}/docs/teaching"),
)


def smaller_line(line: str) -> str:
    """Return what is typed in the stead of a line, itself if there is nothing to make smaller."""
    for begin, stated in SMALLER:
        if re.match(begin, line):
            return re.sub(begin, stated.replace("\\n'", "\\\\n'"), line)
    return line


def make_checkout(place: Path) -> Path:
    """Return a folder that looks like a checkout with its environments set up; made once."""
    folder = place / "checkout"
    if folder.exists():
        return folder
    folder.mkdir()
    for name in LINKED:
        (folder / name).symlink_to(ROOT / name)
    shutil.copytree(ROOT / "docs" / "teaching", folder / "docs" / "teaching")
    for name in {*ENVIRONMENTS, *(f"{name}-fuzz" for name in ENVIRONMENTS)}:
        (folder / name).mkdir()
        for held in Path(sys.prefix).iterdir():
            if held.name not in STAMPS:
                (folder / name / held.name).symlink_to(held)
        for stamp in (*STAMPS, "fuzz"):
            (folder / name / stamp).touch()
    return folder


def type_into_bash(line: str, place: Path) -> CompletedProcess:
    """Type a line: into a checkout, or where results are if it reads some."""
    inherited = {name: held for name, held in os.environ.items() if not name.startswith("PYTEST_")}
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    surroundings = {**inherited, "PYTHONPATH": str(ROOT), "PATH": path, "NINETY_DAYS_BACKEND": "numpy"}
    return subprocess.run(
        ["bash", "-euo", "pipefail", "-c", smaller_line(line)],
        cwd=place if " results/" in line else make_checkout(place),
        env=surroundings,
        capture_output=True,
        text=True,
        check=False,
    )
